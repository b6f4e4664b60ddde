import { parseArgs } from 'node:util';
import { SCENES, type Scene } from './scenes';
import { isThemeName, THEME_NAMES, type ThemeName } from './themes';

/** What is to be taken. */
export interface Options {
	readonly scenes: readonly Scene[];
	readonly themes: readonly ThemeName[];
	/** Retakes the README's pictures instead. */
	readonly readme: boolean;
}

const USAGE = `npm run screenshots -- [--scene NAME]… [--theme NAME]… [--readme]
  scenes: ${SCENES.map(({ name }) => name).join(', ')}
  themes: ${THEME_NAMES.join(', ')}
All scenes in all themes where none is named. --readme retakes the README's pictures.`;

/** Reads the command line. Throws an error with the usage where a name is unknown. */
export function readOptions(words: readonly string[]): Options {
	const { values: { scene = [], theme = [], readme = false } } = parseArgs({
		args: [...words],
		options: { scene: { type: 'string', multiple: true }, theme: { type: 'string', multiple: true }, readme: { type: 'boolean' } },
	});
	const unknown = [...scene.filter((name) => !SCENES.some((each) => each.name === name)), ...theme.filter((name) => !isThemeName(name))];
	if (unknown.length > 0) throw new Error(`There is no ${unknown.join(', ')}.\n${USAGE}`);
	const themes = theme.filter(isThemeName);
	return {
		scenes: scene.length === 0 ? SCENES : SCENES.filter(({ name }) => scene.includes(name)),
		themes: themes.length === 0 ? THEME_NAMES : themes,
		readme,
	};
}
