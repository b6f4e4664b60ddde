import { escapeHtml } from '../escape-html';
import type { Dots, Figure, Lines, Mark, Paint, Stroke } from './drawing';
import { colourOf, type Palette } from './palette';

/** How far below its middle a line of digits stands, in parts of its size. Not every reader of SVG files knows `dominant-baseline`. */
const MIDDLE = 0.35;

/** At most two digits behind the point. */
function rounded(px: number): string {
	return String(Number(px.toFixed(2)));
}

/** Lines as an SVG path. */
export function linesPath(lines: Lines['lines']): string {
	return lines.map(([fromX, fromY, toX, toY]) => `M${rounded(fromX)} ${rounded(fromY)}L${rounded(toX)} ${rounded(toY)}`).join('');
}

function attributes(values: Readonly<Record<string, string | number | undefined>>): string {
	return Object.entries(values).map(([name, value]) => (value === undefined ? '' : ` ${name}="${escapeHtml(typeof value === 'number' ? rounded(value) : value)}"`)).join('');
}

function strokeAttributes(stroke: Stroke | undefined, palette: Palette): Readonly<Record<string, string | number | undefined>> {
	return stroke === undefined ? {} : { 'stroke': colourOf(stroke.paint, palette), 'stroke-width': stroke.width, 'stroke-dasharray': stroke.dash?.join(' ') };
}

/** The address of some dots as an image: a data URL. */
export type DotsAddress = (dots: Dots) => string;

/** A mark as an SVG element's name, its attributes and its text: for markup and for a page's elements alike. A surface that gives pictures no address shows none. */
export function markElement(mark: Mark, palette: Palette, addressOf?: DotsAddress): { readonly tag: 'rect' | 'path' | 'text' | 'image'; readonly attributes: Readonly<Record<string, string | number | undefined>>; readonly text: string } {
	const filled = (fill: Paint | undefined): string => (fill === undefined ? 'none' : colourOf(fill, palette));
	switch (mark.kind) {
		case 'box': {
			const { x, y, width, height, radius, fill, stroke } = mark;
			return { tag: 'rect', attributes: { x, y, width, height, rx: radius === 0 ? undefined : radius, fill: filled(fill), ...strokeAttributes(stroke, palette) }, text: '' };
		}
		case 'lines': return { tag: 'path', attributes: { d: linesPath(mark.lines), fill: 'none', ...strokeAttributes(mark.stroke, palette) }, text: '' };
		case 'picture': return { tag: 'image', attributes: { x: mark.x, y: mark.y, width: mark.width, height: mark.height, preserveAspectRatio: 'none', href: addressOf?.(mark.dots) }, text: '' };
		case 'text': {
			const { x, y, anchor, size, text, fill, bold } = mark;
			return { tag: 'text', attributes: { x, 'y': y + size * MIDDLE, 'text-anchor': anchor === 'middle' ? undefined : anchor, 'font-size': size, 'fill': filled(fill), 'font-weight': bold ? 600 : undefined }, text };
		}
	}
}

function markSvg(mark: Mark, palette: Palette, addressOf: DotsAddress | undefined): string {
	const element = markElement(mark, palette, addressOf);
	return `<${element.tag}${attributes(element.attributes)}${element.text === '' ? '/>' : `>${escapeHtml(element.text)}</${element.tag}>`}`;
}

/** How a drawing is put into SVG. */
export interface SvgOptions {
	readonly palette: Palette;
	readonly font: string;
	/** Said in place of the picture. */
	readonly label?: string;
	/** A colour behind the drawing; without one what is behind shows. */
	readonly ground?: string;
	/** Where the pictures of the drawing are found. */
	readonly addressOf?: DotsAddress;
}

/** The drawing as an SVG element with all its parts, fit for a file of its own. */
export function figureSvg({ width, height, marks }: Figure, { palette, font, label, ground, addressOf }: SvgOptions): string {
	const named = label === undefined ? {} : { 'role': 'img', 'aria-label': label };
	const behind = ground === undefined ? '' : `<rect width="${rounded(width)}" height="${rounded(height)}" fill="${ground}"/>`;
	return `<svg${attributes({ ...named, xmlns: 'http://www.w3.org/2000/svg', width, height, 'viewBox': `0 0 ${rounded(width)} ${rounded(height)}`, 'font-family': font, 'text-anchor': 'middle' })}>${behind}${marks.map((mark) => markSvg(mark, palette, addressOf)).join('')}</svg>`;
}
