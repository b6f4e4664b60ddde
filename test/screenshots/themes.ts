/** The themes that every surface is looked at in, one of each kind: the name that VS Code lists it under, and the class that its window has then. */
export const THEMES = {
	'light': { label: 'Light Modern', window: 'vscode-theme-defaults-themes-light_modern-json' },
	'dark': { label: 'Dark Modern', window: 'vscode-theme-defaults-themes-dark_modern-json' },
	'hc-light': { label: 'Light High Contrast', window: 'vscode-theme-defaults-themes-hc_light-json' },
	'hc-dark': { label: 'Dark High Contrast', window: 'vscode-theme-defaults-themes-hc_black-json' },
} as const;

/** A theme's short name, on the command line and in the names of files. */
export type ThemeName = keyof typeof THEMES;

export const THEME_NAMES = Object.keys(THEMES) as readonly ThemeName[];

export function isThemeName(word: string): word is ThemeName {
	return Object.hasOwn(THEMES, word);
}
