/** What a language decides where the text alone cannot. */
export interface Language {
	/** What starts a comment that runs to the end of its line. */
	readonly lineComments: readonly string[];
	/** Whether `/* … *\/` is a comment. */
	readonly blockComments: boolean;
	/** Whether `[1 2 3]` is a matrix of one row (MATLAB) rather than a printed vector (NumPy). */
	readonly brackets: 'rows' | 'vectors' | 'either';
	/** Whether it is read by people, who put their footnotes in brackets. */
	readonly prose: boolean;
}

const HASH: Language = { lineComments: ['#'], blockComments: false, brackets: 'vectors', prose: false };
const SLASHES: Language = { lineComments: ['//'], blockComments: true, brackets: 'vectors', prose: false };
const PERCENT: Language = { lineComments: ['%'], blockComments: false, brackets: 'rows', prose: false };
const PLAIN: Language = { lineComments: ['#', '//', '%'], blockComments: true, brackets: 'either', prose: true };
const TABLE: Language = { lineComments: ['#'], blockComments: false, brackets: 'either', prose: false };

const LANGUAGES: ReadonlyMap<string, Language> = new Map(
	Object.entries({
		python: HASH, ruby: HASH, r: HASH, yaml: HASH, julia: { ...HASH, brackets: 'rows' },
		matlab: PERCENT, octave: { ...PERCENT, lineComments: ['%', '#'] },
		latex: { ...PERCENT, brackets: 'either', prose: true }, tex: { ...PERCENT, brackets: 'either', prose: true },
		c: SLASHES, cpp: SLASHES, csharp: SLASHES, java: SLASHES, go: SLASHES, rust: SLASHES, swift: SLASHES, kotlin: SLASHES, scala: SLASHES,
		javascript: SLASHES, javascriptreact: SLASHES, typescript: SLASHES, typescriptreact: SLASHES, json: SLASHES, jsonc: SLASHES, jsonl: SLASHES,
		csv: TABLE, tsv: TABLE,
	}),
);

/** What is known of the language with this VS Code language id; of an unknown one, what is safe to assume. */
export function languageOf(id: string | undefined): Language {
	return LANGUAGES.get(id ?? 'plaintext') ?? PLAIN;
}
