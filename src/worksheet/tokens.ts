/** A piece of a statement; blanks and comments are none. */
export interface Token {
	readonly kind: 'name' | 'number' | 'string' | 'arrow' | 'newline' | 'sign';
	readonly text: string;
	readonly start: number;
	readonly end: number;
}

const PATTERN = new RegExp([
	'(?<blank>[ \\t\\r]+|#[^\\n]*)',
	'(?<newline>\\n)',
	'(?<arrow>->|→)',
	'(?<number>(?:\\d+(?:_\\d+)*(?:\\.\\d*)?|\\.\\d+)(?:[eE][+-]?\\d+)?)',
	'(?<name>[\\p{L}_][\\p{L}\\p{N}_]*(?:\\.[\\p{L}_][\\p{L}\\p{N}_]*)*)',
	'(?<string>\'[^\'\\n]*\'|"[^"\\n]*")',
	'(?<sign>.)',
].join('|'), 'suy');

const KINDS = ['newline', 'arrow', 'number', 'name', 'string', 'sign'] as const satisfies readonly Token['kind'][];

/** Cuts a statement into tokens; every character that is no blank belongs to one. */
export function tokensOf(text: string): Token[] {
	const tokens: Token[] = [];
	PATTERN.lastIndex = 0;
	for (let match = PATTERN.exec(text); match !== null && match[0] !== ''; match = PATTERN.exec(text)) {
		const groups = match.groups ?? {};
		const kind = KINDS.find((each) => groups[each] !== undefined);
		if (kind !== undefined) tokens.push({ kind, text: match[0], start: match.index, end: match.index + match[0].length });
	}
	return tokens;
}
