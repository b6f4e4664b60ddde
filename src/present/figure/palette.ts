import type { Ink, Paint } from './drawing';

/** The colours of a surface, as CSS colours. */
export type Palette = Readonly<Record<Ink, string>>;

/** On white, as `#rrggbb`, for files. Each is readable: text has at least 4.5:1. */
export const PAPER: Palette = {
	'ink': '#222222', 'dim': '#666666', 'on-hue': '#111111', 'faint': '#efefef', 'hatch': '#d0d0d0', 'line': '#b0b0b0', 'focus': '#005fb8', 'right': '#1a7f37', 'wrong': '#b3261e',
};

/** In a page that is written in `currentColor` and knows VS Code's variables: the Markdown preview, notebooks. */
export const PROSE: Palette = {
	'ink': 'currentColor',
	'dim': 'color-mix(in srgb, currentColor 70%, transparent)',
	'on-hue': '#111111',
	'faint': 'color-mix(in srgb, currentColor 7%, transparent)',
	'hatch': 'color-mix(in srgb, currentColor 16%, transparent)',
	'line': 'color-mix(in srgb, currentColor 40%, transparent)',
	'focus': 'var(--vscode-focusBorder, #0066bf)',
	'right': 'var(--vscode-charts-green, #388a34)',
	'wrong': 'var(--vscode-errorForeground, #c72e0f)',
};

/** In the panel, by the variables of its style sheet. */
export const PANEL: Palette = {
	'ink': 'var(--vscode-foreground)', 'dim': 'var(--dim)', 'on-hue': '#111111', 'faint': 'var(--faint)', 'hatch': 'var(--hatch)', 'line': 'var(--pending)', 'focus': 'var(--focus)',
	'right': 'var(--vscode-charts-green, var(--focus))', 'wrong': 'var(--vscode-errorForeground)',
};

/** The CSS colour of a paint on a surface. */
export function colourOf(paint: Paint, palette: Palette): string {
	return 'ink' in paint ? palette[paint.ink] : paint.colour;
}
