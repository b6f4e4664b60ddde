/** The themes that every surface is looked at in, one of each kind: the name that VS Code lists it under, and the class that its window has then. */
export const THEMES = {
	'light': { label: 'Light Modern', kind: 'vs' },
	'dark': { label: 'Dark Modern', kind: 'vs-dark' },
	'hc-light': { label: 'Light High Contrast', kind: 'hc-light' },
	'hc-dark': { label: 'Dark High Contrast', kind: 'hc-black' },
} as const;

/** A theme's short name, on the command line and in the names of files. */
export type ThemeName = keyof typeof THEMES;

export const THEME_NAMES = Object.keys(THEMES) as readonly ThemeName[];

export function isThemeName(word: string): word is ThemeName {
	return Object.hasOwn(THEMES, word);
}
