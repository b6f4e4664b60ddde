// The linter enforces the design's arrows: which room may import which, where `vscode` and the DOM may be touched.
import js from '@eslint/js';
import tseslint from 'typescript-eslint';

/** Every room below src/, and the rooms it may import from beside itself. */
const ARROWS = {
	engine: [],
	literals: ['engine'],
	models: ['engine'],
	worksheet: ['literals', 'engine'],
	present: ['engine', 'literals/literal', 'models/report', 'worksheet/problem', 'worksheet/signatures'], // the types of what it words
	visualizer: ['present', 'engine'],
	preview: ['worksheet', 'present', 'engine'],
	editor: ['literals', 'models', 'worksheet', 'present', 'visualizer/protocol', 'visualizer/opening', 'preview/markdown-plugin', 'engine'],
};

/** The npm packages a room may import; none unless named here. */
const PACKAGES = {
	present: ['d3-scale-chromatic'],
	visualizer: ['preact', 'gifenc'],
	editor: ['vscode'],
};

const escape = (text) => text.replace(/[/]/g, '\\/');

/** Forbids, in one room, every import that is not drawn as an arrow. */
function room(name) {
	const others = Object.keys(ARROWS).filter((other) => other !== name);
	const allowed = ARROWS[name];
	const forbidden = others.flatMap((other) => {
		if (allowed.includes(other)) return [];
		const doors = allowed.filter((door) => door.startsWith(`${other}/`)).map((door) => door.slice(other.length + 1));
		return [doors.length > 0 ? `${other}/(?!(?:${doors.join('|')})(?:\\.js)?$)` : `${other}(?:/|$)`];
	});
	const packages = (PACKAGES[name] ?? []).map((each) => `${each}(?:/|$)`);
	return {
		files: [`src/${name}/**/*.{ts,tsx}`],
		rules: {
			'no-restricted-imports': ['error', {
				patterns: [
					{ regex: escape(`^(?:\\.\\./)+(?:${[...forbidden, 'extension(?:\\.js)?$'].join('|')})`), message: `The design draws no arrow from ${name}/ to this room.` },
					{ regex: escape(`^(?!\\.{1,2}/${packages.map((each) => `|${each}`).join('')})`), message: `${name}/ does not depend on this package.` },
				],
			}],
		},
	};
}

export default tseslint.config(
	{ ignores: ['dist/', 'out/', 'node_modules/', '.vscode-test/', 'test/workspace/', 'media/', 'src/engine/fast/assembly/*.ts', 'src/engine/fast/generated/*.js'] },
	js.configs.recommended,
	tseslint.configs.strictTypeChecked,
	tseslint.configs.stylisticTypeChecked,
	{
		languageOptions: {
			parserOptions: {
				projectService: { allowDefaultProject: ['*.mjs', 'test/*.mjs', 'test/*/*.mjs', 'test/host/opener/*.cjs'] },
				tsconfigRootDir: import.meta.dirname,
			},
		},
		rules: {
			'@typescript-eslint/consistent-type-imports': 'error',
			'@typescript-eslint/no-non-null-assertion': 'off', // indices that a loop has just bounded
			'@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
			'@typescript-eslint/switch-exhaustiveness-check': 'error',
			'@typescript-eslint/array-type': 'off',
			'@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true }],
			'eqeqeq': 'error',
			'no-console': 'error',
		},
	},
	...Object.keys(ARROWS).map(room),
	{
		files: ['src/extension.ts'],
		rules: { 'no-restricted-imports': ['error', { patterns: [{ regex: '^(?!\\./editor\\/|vscode$)', message: 'extension.ts only builds and registers what is in editor/.' }] }] },
	},
	{
		files: ['test/**/*.ts'],
		rules: {
			'@typescript-eslint/no-floating-promises': ['error', { allowForKnownSafeCalls: [{ from: 'package', name: ['describe', 'it'], package: 'mocha' }] }],
			'@typescript-eslint/no-unused-expressions': 'off',
		},
	},
	{
		files: ['**/*.mjs', 'test/host/**', 'test/screenshots/**', 'test/bench/**', 'test/integration/suite.ts'],
		rules: { 'no-console': 'off' },
	},
	{
		files: ['**/*.{mjs,cjs}'],
		extends: [tseslint.configs.disableTypeChecked],
		languageOptions: { globals: { process: 'readonly', console: 'readonly', URL: 'readonly', require: 'readonly', exports: 'writable' } },
		rules: { '@typescript-eslint/no-require-imports': 'off' },
	},
);
