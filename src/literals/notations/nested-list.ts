import { skipBlanksAndComments } from '../blanks';
import { Code, isDigit, isLineEnd, isNamePart, isNameStart } from '../characters';
import { EntryReader } from '../entry';
import { foundMatrix, foundRefusal, type Found, type Refused } from '../found';
import type { Refusal, TextRange } from '../literal';
import { Matrix } from '../matrix';
import { NumberList } from '../number-list';
import { readPlainNumbers } from '../plain-numbers';
import { Rows } from '../rows';
import type { Source } from '../source';

/** Beyond this depth, brackets are no list of numbers. */
const DEEPEST = 8;
/** A list with this many more entries that are no numbers than numbers is not a matrix. */
const FOREIGN_ENTRIES = 3;
/** More numbers are not made by repetition. */
const MOST_REPEATED = 1 << 20;

/** Calls that are a list of what is in their parentheses: Kotlin, Scala, PHP, Java, R. */
const LIST_CALL = /^(?:(?:[a-z]+A|a)rrayOf|(?:mutableL|l)istOf|Array|array|List|Vector|Seq|Arrays\.asList|List\.of|list|vector|c)$/;

const EXCLAMATION = 0x21;
/** What stands in statements and functions, but in no entry of a matrix. */
const PROGRAM = /[{}=;]|\n\s*\n/;

/**
 * Reads the nested list that starts at this bracket: `[[1, 2], [3, 4]]` with commas or, as NumPy prints, blanks between the
 * numbers; tuples, braces and list-making calls likewise; comments inside are skipped. Undefined where no matrix was meant.
 */
export function readNestedList(source: Source, start: number): Found | undefined {
	return new NestedList(source, start).read();
}

class NestedList {
	private readonly text: string;
	private readonly numbers = new NumberList();
	private readonly entries: EntryReader;
	/** The rows of each depth: those of depth d are lists inside d lists. */
	private readonly rows: Rows[] = [];
	private readonly opens: number[] = [];
	/** What closes each open list. */
	private readonly closers: number[] = [];
	private readonly counts: number[] = [];
	/** How many numbers were read before each open list. */
	private readonly starts: number[] = [];
	/** Where the first number of each depth stands, and as which entry of its list. */
	private readonly firstNumbers: Array<{ place: number; at: TextRange } | undefined> = [];
	private problem: Refused | undefined;
	private foreign = 0;
	private deepest = 0;
	private at: number;
	/** What parts the numbers of the innermost lists: the first separator decides. */
	private separator: 'comma' | 'blank' | undefined;

	constructor(
		private readonly source: Source,
		private readonly start: number,
	) {
		this.text = source.text;
		this.at = start;
		this.entries = new EntryReader(source.text, source.language, true);
	}

	read(): Found | undefined {
		let afterEntry = false;
		for (;;) {
			const before = this.at;
			this.at = this.skip(before);
			const code = this.text.charCodeAt(this.at);
			if (code === Code.comma || (code === Code.semicolon && this.source.language.family === 'ml')) {
				if (!afterEntry) this.note({ reason: 'not-a-number', text: '' }, { start: this.at, end: this.at + 1 });
				this.at++;
				afterEntry = false;
				this.separate('comma');
			} else if (code === Code.bracketEnd || code === Code.parenthesisEnd || code === Code.braceEnd) {
				if (!this.close(code, afterEntry)) return undefined;
				if (this.opens.length === 0) return this.conclude();
				afterEntry = true;
			} else if (code === Code.semicolon) {
				if (!afterEntry || !this.repeat()) return undefined;
			} else if (this.at >= this.text.length) {
				return this.unbalanced();
			} else {
				const inside = this.opening(code, afterEntry);
				if (inside > 0) {
					if (afterEntry && this.at === before && code !== Code.bracket && code !== Code.parenthesis) return undefined;
					if (!this.open(inside)) return undefined;
					afterEntry = false;
					continue;
				}
				if (this.opens.length === 0) return undefined;
				if (afterEntry) {
					if (this.at === before) return undefined;
					this.separate('blank');
				}
				if (!this.entry()) return undefined;
				afterEntry = true;
			}
		}
	}

	private skip(from: number): number {
		const code = this.text.charCodeAt(from);
		if (code === Code.comma || code === Code.bracketEnd || code === Code.bracket) return from;
		if (code === Code.space && isDigit(this.text.charCodeAt(from + 1))) return from + 1;
		let at = skipBlanksAndComments(this.text, from, this.source.language);
		while (this.text.charCodeAt(at) === Code.backslash && isLineEnd(this.text.charCodeAt(at + 1)))
			at = skipBlanksAndComments(this.text, at + 1, this.source.language);
		return at;
	}

	private separate(separator: 'comma' | 'blank'): void {
		if (this.separator !== undefined) return;
		this.separator = separator;
		this.entries.spaced = separator === 'blank';
	}

	/** Where the inside of the list that opens here starts; 0 where none opens. */
	private opening(code: number, afterEntry: boolean): number {
		if (code === Code.bracket || code === Code.brace) return this.at + 1;
		if (code === Code.parenthesis) return this.opens.length > 0 && !afterEntry && this.entries.readNumber(this.at) ? 0 : this.at + 1;
		return isNameStart(code) ? insideListCall(this.text, this.at) : 0;
	}

	private open(inside: number): boolean {
		const code = this.text.charCodeAt(inside - 1);
		this.opens.push(this.at);
		this.closers.push(code === Code.parenthesis ? Code.parenthesisEnd : code + 2);
		this.counts.push(0);
		this.starts.push(this.numbers.length);
		this.at = inside;
		this.deepest = Math.max(this.deepest, this.opens.length);
		return this.opens.length <= DEEPEST;
	}

	/** Closes the innermost list; false where another bracket was expected, or where parentheses only group a single entry. */
	private close(code: number, afterEntry: boolean): boolean {
		const open = this.opens.at(-1);
		if (open === undefined || this.closers.at(-1) !== code) return false;
		const grouping = this.text.charCodeAt(open) === Code.parenthesis && afterEntry && this.counts.at(-1) === 1;
		if (grouping) return false;
		const depth = this.opens.length - 1;
		this.at++;
		const place = depth > 0 ? this.counts[depth - 1]!++ : 0;
		const start = this.starts.pop()!;
		const count = this.counts.pop()! * (depth > 0 ? this.repetition(start) : 1);
		(this.rows[depth] ??= new Rows()).push(place, count, open, this.at);
		this.opens.pop();
		this.closers.pop();
		return true;
	}

	/** How often Python's `[0] * 3` repeats the list that has just closed; its numbers are repeated here. */
	private repetition(start: number): number {
		if (this.source.language.family !== 'python') return 1;
		const times = /^\s{0,4}\*\s{0,4}(\d{1,5})(?=\s*[\],])/.exec(this.text.slice(this.at, this.at + 24));
		const length = this.numbers.length - start;
		const count = Number(times?.[1] ?? 1);
		if (times === null || count < 1 || length * count > MOST_REPEATED) return 1;
		for (let index = length; index < length * count; index++) this.numbers.repeat(start + (index % length));
		this.at += times[0].length;
		return count;
	}

	/** Rust's `[x; 3]`: the one entry of this list, so many times. */
	private repeat(): boolean {
		const { language } = this.source;
		if (language.family !== 'rust' || this.counts.at(-1) !== 1) return false;
		const at = skipBlanksAndComments(this.text, this.at + 1, language);
		const times = /^\d{1,7}(?=\s*\])/.exec(this.text.slice(at, at + 20));
		const start = this.starts.at(-1)!;
		const length = this.numbers.length - start;
		const count = Number(times?.[0] ?? 0);
		if (times === null || count < 1 || length * count > MOST_REPEATED) return false;
		for (let index = length; index < length * count; index++) this.numbers.repeat(start + (index % length));
		this.counts[this.counts.length - 1] = count;
		this.at = at + times[0].length;
		return true;
	}

	/** Takes one number, or notes why it is none; false once this can't be a matrix. */
	private entry(): boolean {
		const start = this.at;
		const depth = this.opens.length;
		if (this.separator !== 'blank' && this.plainNumbers()) return true;
		const isNumber = this.entries.read(start);
		this.at = this.entries.end;
		const place = this.counts[depth - 1]!++;
		this.firstNumbers[depth] ??= { place, at: { start, end: this.at } };
		if (isNumber) {
			this.numbers.push(this.entries.value, start, this.at);
			return true;
		}
		this.note(this.entries.problem, { start, end: this.at });
		this.foreign++;
		if (this.source.evidence === 'claimed') return this.at > start;
		return this.at > start && this.foreign <= this.numbers.length + FOREIGN_ENTRIES && !PROGRAM.test(this.text.slice(start, this.at));
	}

	/** Takes the plain numbers from here on, if there are any: the fast way through long lists. */
	private plainNumbers(): boolean {
		const { numbers, at: start } = this;
		const before = numbers.length;
		this.at = readPlainNumbers(this.text, start, numbers);
		const count = numbers.length - before;
		if (count === 0) return false;
		const depth = this.opens.length;
		const place = this.counts[depth - 1]!;
		this.firstNumbers[depth] ??= { place, at: { start, end: numbers.endOf(before) } };
		this.counts[depth - 1] = place + count;
		if (count > 1 || this.text.charCodeAt(this.at) === Code.comma) this.separate('comma');
		// Short of the next number, the comma behind the last one stands to be read.
		this.at = numbers.endOf(numbers.length - 1);
		return true;
	}

	/** Keeps the first problem; but dots are what a reader sees first. */
	private note(refusal: Refusal, at: TextRange): void {
		if (this.problem === undefined || (refusal.reason === 'elided' && this.problem.refusal.reason !== 'elided'))
			this.problem = { refusal, at };
	}

	private conclude(): Found | undefined {
		const range = { start: this.start, end: this.at };
		const problem = this.problem ?? this.mixture() ?? this.rows.find((rows) => rows.ragged)?.refusal();
		if (problem !== undefined) return this.isEvident() ? foundRefusal('nested-list', range, problem.refusal, problem.at) : undefined;
		if (this.numbers.length === 0) return this.isEvident() ? foundRefusal('nested-list', range, { reason: 'empty' }) : undefined;
		const matrix = new Matrix(
			this.rows.map((rows) => rows.width),
			this.numbers,
		);
		return foundMatrix('nested-list', range, this.entries.integerDivision ? matrix.noted({ kind: 'integer-division' }) : matrix);
	}

	/** Numbers and lists side by side: the shallowest number counts as a row of one. */
	private mixture(): Refused | undefined {
		const depth = this.firstNumbers.findIndex((number) => number !== undefined);
		const rows = this.rows[depth];
		if (depth < 0 || rows === undefined) return undefined;
		const { place, at } = this.firstNumbers[depth]!;
		const first = place === 0 ? 2 : 1;
		return { refusal: { reason: 'ragged', row: place + 1, count: 1, firstRow: first, lastRow: first, expected: rows.width }, at };
	}

	private unbalanced(): Found | undefined {
		const open = this.opens.at(-1);
		if (open === undefined || !this.isEvident() || this.foreign > 0) return undefined;
		const end = this.start + this.text.slice(this.start, this.at).trimEnd().length;
		return foundRefusal(
			'nested-list',
			{ start: this.start, end },
			{ reason: 'unbalanced', text: this.text.charAt(open) },
			{ start: open, end: open + 1 },
		);
	}

	/** Whether a text that can't be read was evidently meant as a matrix: rows of numbers, with hardly anything else in them. */
	private isEvident(): boolean {
		if (this.source.evidence === 'claimed') return true;
		const rows = this.rows.at(-1)?.length ?? 0;
		if (this.numbers.length === 0) return false;
		if (this.foreign === 0) return this.deepest > 1 || this.numbers.length > 2;
		if (this.deepest === 1) return this.problem?.refusal.reason === 'elided' || this.foreign * 4 <= this.numbers.length - 3;
		return rows >= 2 && this.foreign < this.numbers.length;
	}
}

/** Where the inside of `arrayOf(…)`, `Array(…)`, `vec![…]` and the like starts; 0 where none of them stands. */
export function insideListCall(text: string, start: number): number {
	let at = start;
	while (at - start < 24 && (isNamePart(text.charCodeAt(at)) || text.charCodeAt(at) === Code.dot)) at++;
	const code = text.charCodeAt(at);
	if (at - start === 3 && text.startsWith('new', start)) {
		const typed = /^new\s+[\w.]{0,24}\s*(?:\[[\d\s,]{0,12}\]\s*){1,3}\{/.exec(text.slice(start, start + 80));
		return typed === null ? 0 : start + typed[0].length;
	}
	if (code === EXCLAMATION)
		return text.charCodeAt(at + 1) === Code.bracket && /^(?:vec|array|arr\d)$/.test(text.slice(start, at)) ? at + 2 : 0;
	return code === Code.parenthesis && LIST_CALL.test(text.slice(start, at)) ? at + 1 : 0;
}
