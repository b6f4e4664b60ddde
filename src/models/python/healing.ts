/**
 * Makes half-typed Python readable before any parser sees it, and cuts it into top-level chunks.
 *
 * The rule that wins most: inside an open bracket, a line at or left of its statement's indentation that looks like the start of
 * another statement (`def`, `class`, `return`, `self.x =` …) closes the bracket. It is applied only to a text whose brackets or
 * quotes do not balance, so that correct code is never touched.
 */

/** A change to the text: `remove` characters at `at` give way to `insert`. */
export interface Edit {
	readonly at: number;
	readonly remove: number;
	readonly insert: string;
}

/** A text read line by line: where its top-level statements begin, and the edits that make it readable. */
export interface Scan {
	/** Offsets, ascending, of the lines that begin a top-level statement; the first chunk always begins at 0. */
	readonly chunkStarts: readonly number[];
	/** Ascending by offset. */
	readonly edits: readonly Edit[];
}

const STATEMENT = /^(?:@|(?:def|class|return|import|from|raise|with|while|async|del|assert|pass|break)\b|(?:if|for|elif|try|else|except|finally)\b.*:\s*(?:#.*)?$|[A-Za-z_]\w*(?:\.\w+)+(?:\[[^\]]*\])*\s*=[^=]|[A-Za-z_]\w* = )/;
const BODY_LINE = /^(?:return\b|super\(|self\.\w|"""|'''|raise\b|(?:if|for|while|with)\b.*:\s*(?:#.*)?$|[A-Za-z_]\w* = \S.*[^,\s]\s*$)/;
/** Behind a closing parenthesis, inside brackets, a new line can't begin with a name: a comma was forgotten. */
const NEW_ITEM = /^[A-Za-z_]\w*\s*[.(\w]?/;
const CONTINUES_EXPRESSION = /^(?:and|or|not|in|is|if|else|for|async|as)\b|^[A-Za-z]{1,2}["']/;
/** What no bracket can hold, however far it is indented. */
const DEFINITION = /^(?:class\s+\w+\s*[(:]|(?:async\s+)?def\s+\w+\s*\()/;
const DEFINITION_IN_STRING = /^(?:class\s+\w+|(?:async\s+)?def\s+\w+\s*\().*:\s*(?:#.*)?$/;
const CONTINUES = /^(?:else|elif|except|finally)\b/;
const HEADER = /^(?:class|def|async\s+def)\b/;
const CLOSER: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/** Reads the text once as it is; where that does not balance, once more with the healing rules. */
export function scan(text: string): Scan {
	const plain = new Scanner(text, false);
	if (plain.run()) return plain;
	const healing = new Scanner(text, true);
	healing.run();
	return healing;
}

class Scanner implements Scan {
	readonly chunkStarts: number[] = [0];
	readonly edits: Edit[] = [];
	private readonly open: string[] = [];
	private position = 0;
	/** Behind the last character that is neither blank nor comment. */
	private codeEnd = 0;
	private statementIndent = 0;
	private statementStart = 0;
	private hasColon = false;
	private afterDecorator = false;
	private continued = false;
	private balanced = true;

	constructor(private readonly text: string, private readonly heal: boolean) {}

	/** @returns whether every bracket and quote found its partner */
	run(): boolean {
		const { text } = this;
		while (this.position < text.length) {
			if (this.startLine()) this.scanLine();
		}
		if (this.open.length > 0) {
			this.balanced = false;
			this.closeBrackets();
		}
		this.endHeader();
		return this.balanced;
	}

	/** Reads a line's indentation and decides what the line begins. @returns false for a blank or comment line, which is skipped */
	private startLine(): boolean {
		const { text } = this;
		const lineStart = this.position;
		let indent = 0;
		for (; this.position < text.length; this.position++) {
			const character = text.charCodeAt(this.position);
			if (character === 32) indent++;
			else if (character === 9) indent = (Math.floor(indent / 8) + 1) * 8;
			else if (character !== 12) break;
		}
		const first = text[this.position];
		if (first === undefined) return false;
		if (first === '\n' || first === '\r' || first === '#') {
			this.skipLine();
			return false;
		}
		if (this.continued) {
			this.continued = false;
			return true;
		}
		const line = this.currentLine();
		if (this.open.length > 0) {
			if (!this.heal || !this.endsStatement(line, indent)) {
				if (this.text[this.codeEnd - 1] === ')' && NEW_ITEM.test(line) && !CONTINUES_EXPRESSION.test(line)) this.insert(this.codeEnd, ',');
				return true;
			}
			this.closeBrackets();
		}
		if (first === '%' || first === '!') { // a notebook's magic command
			this.edits.push({ at: this.position, remove: 1, insert: '#' });
			this.skipLine();
			return false;
		}
		this.endHeader();
		if (indent === 0 && lineStart > 0 && !this.afterDecorator && !CONTINUES.test(line)) this.chunkStarts.push(lineStart);
		this.statementIndent = indent;
		this.statementStart = this.position;
		this.hasColon = false;
		this.afterDecorator = first === '@';
		return true;
	}

	/** Whether this line can only be read as the next statement, so that the open brackets were forgotten. */
	private endsStatement(line: string, indent: number): boolean {
		if (indent <= this.statementIndent) return STATEMENT.test(line);
		return DEFINITION.test(line) || (HEADER.test(this.text.slice(this.statementStart, this.statementStart + 12)) && BODY_LINE.test(line));
	}

	/** Gives `def f(x)` at the end of its line the colon it lacks. */
	private endHeader(): void {
		if (this.hasColon || this.codeEnd <= this.statementStart) return;
		if (!HEADER.test(this.text.slice(this.statementStart, this.statementStart + 12))) return;
		this.insert(this.codeEnd, ':');
		this.hasColon = true;
	}

	private closeBrackets(): void {
		this.insert(this.codeEnd, this.open.map((bracket) => CLOSER[bracket]!).reverse().join(''));
		this.open.length = 0;
	}

	private insert(at: number, text: string): void {
		this.edits.push({ at, remove: 0, insert: text });
	}

	private currentLine(): string {
		const end = this.text.indexOf('\n', this.position);
		return this.text.slice(this.position, Math.min(end < 0 ? this.text.length : end, this.position + 200));
	}

	private skipLine(): void {
		const end = this.text.indexOf('\n', this.position);
		this.position = end < 0 ? this.text.length : end + 1;
	}

	private scanLine(): void {
		const { text } = this;
		while (this.position < text.length) {
			const character = text[this.position]!;
			if (character === '\n') {
				this.position++;
				return;
			}
			switch (character) {
				case ' ': case '\t': case '\r': case '\f':
					this.position++;
					continue;
				case '#':
					this.skipLine();
					return;
				case '"': case '\'':
					this.scanString(character);
					continue;
				case '(': case '[': case '{':
					this.open.push(character);
					break;
				case ')': case ']': case '}':
					this.closeBracket(character);
					break;
				case ':':
					if (this.open.length === 0) this.hasColon = true;
					break;
				case '\\':
					if (/^\\\r?\n/.test(text.slice(this.position, this.position + 3))) {
						this.position = text.indexOf('\n', this.position) + 1;
						this.continued = true;
						return;
					}
					break;
			}
			this.position++;
			this.codeEnd = this.position;
		}
	}

	private closeBracket(character: string): void {
		const { open } = this;
		if (open.length > 0 && CLOSER[open[open.length - 1]!] === character) {
			open.pop();
			return;
		}
		this.balanced = false;
		const partner = open.findLastIndex((bracket) => CLOSER[bracket] === character);
		if (partner < 0) {
			this.edits.push({ at: this.position, remove: 1, insert: ' ' });
			return;
		}
		this.insert(this.position, open.splice(partner + 1).map((bracket) => CLOSER[bracket]!).reverse().join(''));
		open.pop();
	}

	/** Reads a string literal from its quote on; a prefix such as `r` or `f` has been read as code. */
	private scanString(quote: string): void {
		const { text } = this;
		if (text.startsWith(quote.repeat(3), this.position)) {
			this.scanTripleString(quote.repeat(3));
			return;
		}
		for (this.position++; this.position < text.length; this.position++) {
			const character = text[this.position]!;
			if (character === '\\') {
				this.position++;
			} else if (character === quote) {
				this.codeEnd = ++this.position;
				return;
			} else if (character === '\n') {
				break;
			}
		}
		this.balanced = false;
		this.position = Math.min(this.position, text.length);
		this.codeEnd = text[this.position - 1] === '\r' ? this.position - 1 : this.position;
		this.insert(this.codeEnd, quote);
	}

	private scanTripleString(quotes: string): void {
		const { text } = this;
		const start = this.position;
		let end = text.indexOf(quotes, start + 3);
		while (end > 0 && text[end - 1] === '\\') end = text.indexOf(quotes, end + 1);
		const close = this.heal ? this.swallowedDefinition(start, end < 0 ? text.length : end) : -1;
		if (close >= 0) {
			this.position = close;
			this.insert(close, quotes);
		} else if (end < 0) {
			this.balanced = false;
			this.position = text.length;
			this.insert(text.length, quotes);
		} else {
			this.position = end + 3;
		}
		this.codeEnd = this.position;
	}

	/** Where a string that has run over a definition should have ended (the end of the line before it), or −1. */
	private swallowedDefinition(start: number, end: number): number {
		const { text } = this;
		for (let lineEnd = text.indexOf('\n', start); lineEnd >= 0 && lineEnd < end; lineEnd = text.indexOf('\n', lineEnd + 1)) {
			let first = lineEnd + 1;
			while (text[first] === ' ' || text[first] === '\t') first++;
			if (first - lineEnd - 1 > this.statementIndent) continue;
			const next = text.indexOf('\n', first);
			if (DEFINITION_IN_STRING.test(text.slice(first, next < 0 ? text.length : next))) return lineEnd;
		}
		return -1;
	}
}

/** Applies the edits between two offsets of the text; `original` maps an offset in the result back to one counted from `start`. */
export function applyEdits(text: string, edits: readonly Edit[], start: number, end: number): { healed: string; original: (offset: number) => number } {
	if (edits.length === 0) return { healed: text.slice(start, end), original: (offset) => offset };
	let healed = '';
	let from = start;
	/** Where each insertion begins and ends in the result, and how many characters the result is longer by from there on. */
	const insertions: Array<{ readonly begin: number; readonly end: number; readonly longer: number }> = [];
	let longer = 0;
	for (const edit of [...edits].sort((a, b) => a.at - b.at)) {
		healed += text.slice(from, edit.at);
		const begin = healed.length;
		healed += edit.insert;
		from = edit.at + edit.remove;
		longer += edit.insert.length - edit.remove;
		insertions.push({ begin, end: healed.length, longer });
	}
	healed += text.slice(from, end);
	const original = (offset: number): number => {
		let place = offset;
		let shift = 0;
		for (const { begin, end: insertionEnd, longer: by } of insertions) {
			if (begin > offset) break;
			// All of what was inserted stands where it was inserted.
			place = offset < insertionEnd ? begin - shift : offset - by;
			shift = by;
		}
		return Math.max(0, Math.min(place, end - start));
	};
	return { healed, original };
}
