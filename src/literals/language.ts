/** What a language decides where the text alone cannot. */
export interface Language {
	/** What starts a comment that runs to the end of its line. */
	readonly lineComments: readonly string[];
	/** Whether slash and star enclose a comment. */
	readonly blockComments: boolean;
	/** Whether `[1 2 3]` is a matrix of one row (MATLAB) rather than a printed vector (NumPy). */
	readonly brackets: 'rows' | 'vectors' | 'either';
	/** Whether it is read by people, who put their footnotes in brackets. */
	readonly prose: boolean;
	/** Whether `{1, 2, 3}` is a list of numbers. */
	readonly braces: boolean;
	/** Whether the language divides whole numbers to whole numbers. */
	readonly integerDivision: boolean;
	/** Whether an apostrophe behind a matrix transposes it. */
	readonly apostropheTransposes: boolean;
	/** What `ones(3)` is: 3 by 3, a vector of 3, or nothing that is known. */
	readonly oneSize: 'square' | 'vector' | 'unknown';
	/** Which of the languages with rules of their own this is. */
	readonly family: 'python' | 'matlab' | 'julia' | 'r' | 'fortran' | 'mathematica' | 'c' | 'rust' | 'ml' | 'script' | 'table' | 'other';
}

const BASE: Language = {
	lineComments: [],
	blockComments: false,
	brackets: 'vectors',
	prose: false,
	braces: false,
	integerDivision: false,
	apostropheTransposes: false,
	oneSize: 'unknown',
	family: 'other',
};
const HASH: Language = { ...BASE, lineComments: ['#'] };
const PYTHON: Language = { ...HASH, oneSize: 'vector', family: 'python' };
const SCRIPT: Language = { ...BASE, lineComments: ['//'], blockComments: true, family: 'script' };
const C: Language = { ...SCRIPT, braces: true, integerDivision: true, family: 'c' };
const MATLAB: Language = {
	...BASE,
	lineComments: ['%'],
	brackets: 'rows',
	apostropheTransposes: true,
	oneSize: 'square',
	family: 'matlab',
};
const JULIA: Language = { ...HASH, brackets: 'rows', apostropheTransposes: true, oneSize: 'vector', family: 'julia' };
const LATEX: Language = { ...BASE, lineComments: ['%'], brackets: 'either', prose: true };
const TABLE: Language = { ...HASH, brackets: 'either', family: 'table' };
const PLAIN: Language = {
	...BASE,
	lineComments: ['#', '//', '%'],
	blockComments: true,
	brackets: 'either',
	prose: true,
	apostropheTransposes: true,
};

const LANGUAGES: ReadonlyMap<string, Language> = new Map(
	Object.entries({
		python: PYTHON,
		ruby: HASH,
		yaml: HASH,
		r: { ...HASH, family: 'r' },
		julia: JULIA,
		matlab: MATLAB,
		octave: { ...MATLAB, lineComments: ['%', '#'] },
		scilab: { ...MATLAB, lineComments: ['//'] },
		latex: LATEX,
		tex: LATEX,
		c: C,
		cpp: C,
		'cuda-cpp': C,
		'objective-c': C,
		csharp: C,
		java: C,
		go: C,
		processing: C,
		glsl: C,
		hlsl: C,
		rust: { ...SCRIPT, integerDivision: true, family: 'rust' },
		swift: SCRIPT,
		kotlin: { ...SCRIPT, integerDivision: true },
		scala: { ...SCRIPT, integerDivision: true },
		javascript: SCRIPT,
		javascriptreact: SCRIPT,
		typescript: SCRIPT,
		typescriptreact: SCRIPT,
		json: SCRIPT,
		jsonc: SCRIPT,
		jsonl: SCRIPT,
		php: SCRIPT,
		fortran: { ...BASE, lineComments: ['!'], family: 'fortran' },
		FortranFreeForm: { ...BASE, lineComments: ['!'], family: 'fortran' },
		mathematica: { ...BASE, braces: true, family: 'mathematica' },
		wolfram: { ...BASE, braces: true, family: 'mathematica' },
		lua: { ...BASE, lineComments: ['--'], braces: true },
		fsharp: { ...SCRIPT, family: 'ml' },
		ocaml: { ...BASE, family: 'ml' },
		csv: TABLE,
		tsv: TABLE,
	} satisfies Record<string, Language>),
);

/** What is known of the language with this VS Code language id; of an unknown one, what is safe to assume. */
export function languageOf(id: string | undefined): Language {
	return LANGUAGES.get(id ?? 'plaintext') ?? PLAIN;
}
