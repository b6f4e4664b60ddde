/** Cuts Python text into tokens. */

export type TokenKind = 'name' | 'number' | 'string' | 'operator' | 'newline' | 'indent' | 'dedent' | 'end';

/** Tokens side by side in lists, so that no object is made for each. The last one is the `end`. */
export interface Tokens {
	readonly kinds: readonly TokenKind[];
	/** What is written; `\n` for every end of a line. */
	readonly texts: readonly string[];
	readonly starts: readonly number[];
	readonly ends: readonly number[];
}

/** Cuts a text of whole lines. `original` says where an offset stands in the text that the person wrote. */
export function tokensOf(text: string, original: ((offset: number) => number) | undefined): Tokens {
	const tokens = new Tokenizer(text, 0, text.length, false);
	if (original !== undefined) tokens.move(original);
	return tokens;
}

/** Cuts an expression out of a string literal that begins at `base`: the lines in it mean nothing. */
export function tokensWithin(literal: string, from: number, to: number, base: number): Tokens {
	const tokens = new Tokenizer(literal, from, to, true);
	tokens.move((offset) => base + offset);
	return tokens;
}

/** Where the string literal ends whose first quote stands at an offset: behind its last quote, or where its line or the text ends without one. */
export function endOfString(text: string, at: number): number {
	const quote = text[at]!;
	const quotes = text.startsWith(quote.repeat(3), at) ? quote.repeat(3) : quote;
	for (let from = at + quotes.length; ;) {
		const end = text.indexOf(quotes, from);
		const lineEnd = quotes.length > 1 ? -1 : text.indexOf('\n', from);
		const isCut = lineEnd >= 0 && (end < 0 || lineEnd < end);
		const next = isCut ? lineEnd : end;
		if (next < 0) return text.length;
		if (!isEscaped(text, next, from)) return isCut ? next : next + quotes.length;
		from = next + 1;
	}
}

/** Whether an odd number of backslashes stands before an offset, none of them before `from`. */
function isEscaped(text: string, at: number, from: number): boolean {
	let first = at;
	while (first > from && text[first - 1] === '\\') first--;
	return (at - first) % 2 === 1;
}

const NAME = /[\w\u0080-\uffff]+/y;
const NUMBER = /(?:0[xXoObB][\da-fA-F_]+|(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][-+]?\d[\d_]*)?)[jJ]?/y;
const OPERATOR = /\*\*=?|\/\/=?|<<=?|>>=?|->|\.\.\.|[-+*/%@&|^=!<>:]=|[^]/y;
const CONTINUATION = /\\\r?\n/y;
const STRING_PREFIX = /^(?:[fF][rR]?|[rR][bBfF]?|[bB][rR]?|[uU])$/;

/** The characters that tokens are told apart by. */
const [TAB, NEWLINE, FORM_FEED, RETURN, SPACE, DOUBLE_QUOTE, HASH, SINGLE_QUOTE, DOT, BACKSLASH] = [9, 10, 12, 13, 32, 34, 35, 39, 46, 92] as const;

const isDigit = (code: number): boolean => code >= 48 && code <= 57;
const isNameStart = (code: number): boolean => (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95 || code >= 0x80;

/** As many as Python allows: what is indented further counts as indented as far. */
const MOST_INDENTS = 100;

class Tokenizer implements Tokens {
	readonly kinds: TokenKind[] = [];
	readonly texts: string[] = [];
	readonly starts: number[] = [];
	readonly ends: number[] = [];
	private readonly indents: number[] = [0];
	private at: number;
	/** Brackets that are open. */
	private depth = 0;

	constructor(private readonly text: string, from: number, private readonly to: number, private readonly isWithinBrackets: boolean) {
		this.at = from;
		if (isWithinBrackets) while (this.at < to) this.readToken();
		else this.readLines();
		this.add('end', '', to, to);
	}

	/** Puts all tokens elsewhere. */
	move(place: (offset: number) => number): void {
		for (let index = 0; index < this.kinds.length; index++) {
			this.starts[index] = place(this.starts[index]!);
			this.ends[index] = place(this.ends[index]!);
		}
	}

	private readLines(): void {
		const { to, kinds, indents } = this;
		let isLineStart = true;
		while (this.at < to) {
			if (!isLineStart) {
				this.readToken();
				isLineStart = kinds.at(-1) === 'newline';
			} else if (this.readIndent()) {
				isLineStart = false;
			}
		}
		if (!isLineStart) this.add('newline', '\n', to, to);
		for (; indents.length > 1; indents.pop()) this.add('dedent', '', to, to);
	}

	/** Reads the beginning of a line. @returns false for a blank or comment line, which is passed over */
	private readIndent(): boolean {
		const { text, to, indents } = this;
		let indent = 0;
		for (; this.at < to; this.at++) {
			const code = text.charCodeAt(this.at);
			if (code === SPACE) indent++;
			else if (code === TAB) indent = (Math.floor(indent / 8) + 1) * 8;
			else if (code !== FORM_FEED && code !== RETURN) break;
		}
		if (this.at >= to) return false;
		const code = text.charCodeAt(this.at);
		if (code === HASH) this.skipComment();
		if (code === NEWLINE || code === HASH) {
			this.at++;
			return false;
		}
		if (indent > indents.at(-1)! && indents.length < MOST_INDENTS) {
			indents.push(indent);
			this.add('indent', '', this.at, this.at);
		}
		while (indent < indents.at(-1)!) {
			indents.pop();
			if (indent > indents.at(-1)!) indents.push(indent); // less than its block, and more than what the block stands in: still in the block
			else this.add('dedent', '', this.at, this.at);
		}
		return true;
	}

	private readToken(): void {
		const { text, at } = this;
		const code = text.charCodeAt(at);
		if (code === SPACE || code === TAB || code === RETURN || code === FORM_FEED) {
			this.at++;
		} else if (code === NEWLINE) {
			this.at++;
			if (this.depth === 0 && !this.isWithinBrackets) this.add('newline', '\n', at, this.at);
		} else if (isNameStart(code)) {
			this.readName();
		} else if (code === DOUBLE_QUOTE || code === SINGLE_QUOTE) {
			this.take('string', endOfString(text, at));
		} else if (isDigit(code) || (code === DOT && isDigit(text.charCodeAt(at + 1)))) {
			this.take('number', this.endOf(NUMBER));
		} else if (code === HASH) {
			this.skipComment();
		} else if (code === BACKSLASH && this.endOf(CONTINUATION) > 0) {
			this.at = CONTINUATION.lastIndex;
		} else {
			const bracket = text[at]!;
			if ('([{'.includes(bracket)) this.depth++;
			else if (this.depth > 0 && ')]}'.includes(bracket)) this.depth--;
			this.take('operator', this.endOf(OPERATOR));
		}
	}

	private readName(): void {
		const { text, at } = this;
		const end = this.endOf(NAME);
		const next = text.charCodeAt(end);
		const isPrefix = (next === DOUBLE_QUOTE || next === SINGLE_QUOTE) && end - at <= 2 && STRING_PREFIX.test(text.slice(at, end));
		if (isPrefix) this.take('string', endOfString(text, end));
		else this.take('name', end);
	}

	/** Where what the pattern finds here ends; 0 if it finds nothing. */
	private endOf(pattern: RegExp): number {
		pattern.lastIndex = this.at;
		return pattern.test(this.text) ? pattern.lastIndex : 0;
	}

	private skipComment(): void {
		const end = this.text.indexOf('\n', this.at);
		this.at = end < 0 ? this.to : Math.min(end, this.to);
	}

	private take(kind: TokenKind, end: number): void {
		const { at } = this;
		this.at = Math.min(end, this.to);
		this.add(kind, this.text.slice(at, this.at), at, this.at);
	}

	private add(kind: TokenKind, text: string, start: number, end: number): void {
		this.kinds.push(kind);
		this.texts.push(text);
		this.starts.push(start);
		this.ends.push(end);
	}
}
