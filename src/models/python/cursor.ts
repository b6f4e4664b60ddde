import type { Positioned } from './syntax';
import type { TokenKind, Tokens } from './tokens';

/** As deep as Python lets brackets be nested; beyond, an expression is unreadable. */
const MOST_NESTED = 200;

const OPENERS: ReadonlySet<string> = new Set(['(', '[', '{']);
const CLOSERS: ReadonlySet<string> = new Set([')', ']', '}']);

/** A place among tokens. It never moves beyond the last one. */
export class Cursor {
	kind: TokenKind;
	/** What is written here. A string literal has its quotes, so that it is never taken for a name or an operator. */
	text: string;
	/** Where the last token ends that has been passed and stands for something written. */
	end = 0;
	/** Set by a `yield` that has been read; a function definition resets it before its body and asks afterwards. */
	yields = false;
	private nesting = 0;
	private at = 0;

	/** @param unread the text, if bodies of functions may be left to be read when they are asked for */
	constructor(private readonly tokens: Tokens, readonly unread?: string) {
		this.kind = tokens.kinds[0]!;
		this.text = tokens.texts[0]!;
	}

	/** Where the token here begins. */
	get start(): number {
		return this.tokens.starts[this.at]!;
	}

	/** What is written behind the token here. */
	get following(): string {
		return this.tokens.texts[this.at + 1] ?? '';
	}

	advance(): void {
		if (this.kind === 'end') return;
		if (this.kind !== 'newline' && this.kind !== 'indent' && this.kind !== 'dedent') this.end = this.tokens.ends[this.at]!;
		this.at++;
		this.kind = this.tokens.kinds[this.at]!;
		this.text = this.tokens.texts[this.at]!;
	}

	/** Passes the token here if this is written there. */
	take(text: string): boolean {
		if (this.text !== text) return false;
		this.advance();
		return true;
	}

	/** Passes the token here and gives what is written there. */
	takeText(): string {
		const { text } = this;
		this.advance();
		return text;
	}

	/** Passes a name; undefined where there is none. */
	takeName(): string | undefined {
		return this.kind === 'name' ? this.takeText() : undefined;
	}

	/** What stands from an offset to here; nothing, right here, if no token has been passed since. */
	since(start: number): Positioned {
		return { start, end: Math.max(start, this.end) };
	}

	/** No more is to come on this line. */
	isLineEnd(): boolean {
		return this.kind === 'newline' || this.kind === 'end' || this.kind === 'dedent' || this.text === ';';
	}

	/** The line ends here, and an indented block begins below it. */
	isBlockStart(): boolean {
		return this.kind === 'newline' && this.tokens.kinds[this.at + 1] === 'indent';
	}

	/** Passes everything up to one of these that does not stand in brackets of its own, to a closing bracket or to the end of the line. @returns whether there was anything */
	skipTo(...stops: readonly string[]): boolean {
		let depth = 0;
		let isAny = false;
		while (this.kind !== 'newline' && this.kind !== 'end' && this.kind !== 'dedent') {
			if (depth === 0 && (CLOSERS.has(this.text) || stops.includes(this.text))) break;
			if (OPENERS.has(this.text)) depth++;
			else if (CLOSERS.has(this.text)) depth--;
			this.advance();
			isAny = true;
		}
		return isAny;
	}

	/** Passes the rest of the line, without what ends it. */
	skipLine(): void {
		while (this.kind !== 'newline' && this.kind !== 'end' && this.kind !== 'dedent') this.advance();
	}

	/** Begins an expression inside another one. @returns false where that is too deep: it must not be read */
	enter(): boolean {
		if (this.nesting >= MOST_NESTED) return false;
		this.nesting++;
		return true;
	}

	leave(): void {
		this.nesting--;
	}

	/** Finds out what can be told only from further ahead, and comes back. */
	lookAhead(look: () => boolean): boolean {
		const { at, kind, text, end } = this;
		const found = look();
		[this.at, this.kind, this.text, this.end] = [at, kind, text, end];
		return found;
	}

	/** Passes what the function passes, unless that says no. */
	attempt(pass: () => boolean): boolean {
		const { at, kind, text, end } = this;
		if (pass()) return true;
		[this.at, this.kind, this.text, this.end] = [at, kind, text, end];
		return false;
	}
}
