/** The themes that every surface is looked at in: one of each kind, as VS Code names them in its settings. */
export const THEMES = {
	'light': 'Light Modern',
	'dark': 'Dark Modern',
	'hc-light': 'Default High Contrast Light',
	'hc-dark': 'Default High Contrast',
} as const;

/** A theme's short name, on the command line and in the names of files. */
export type ThemeName = keyof typeof THEMES;

export const THEME_NAMES = Object.keys(THEMES) as readonly ThemeName[];

export function isThemeName(word: string): word is ThemeName {
	return Object.hasOwn(THEMES, word);
}
