import { skipBlanksAndComments } from './blanks';
import { Code, isDigit, isLineEnd } from './characters';
import { EntryReader } from './entry';
import type { Language } from './language';
import type { Reading, Refusal, TextRange } from './literal';
import { NumberList } from './number-list';
import { Rows } from './rows';
import { literalReading, refusedReading } from './written-literal';

/** The highest rank that is a matrix here: (N, C, H, W). */
const HIGHEST_RANK = 4;
/** Beyond this depth, brackets are no list of numbers. */
const DEEPEST = 8;
/** A list with this many more entries that are no numbers than numbers is not a matrix. */
const FOREIGN_ENTRIES = 8;

/** What a list has to show before a text that reads badly is called a refused matrix instead of ordinary code. */
export type Evidence = 'found' | 'claimed';

const CLOSERS: ReadonlyMap<number, number> = new Map([
	[Code.bracket, Code.bracketEnd], [Code.parenthesis, Code.parenthesisEnd], [Code.brace, Code.braceEnd],
]);

/**
 * Reads the nested list that starts at this bracket: `[[1, 2], [3, 4]]` with commas or, as NumPy prints, blanks between the
 * numbers; tuples and braces likewise; comments inside are skipped. Undefined where no matrix was meant: under the evidence
 * `found` that is for the text to show, under `claimed` someone says that it is one.
 */
export function readNestedList(text: string, start: number, language: Language, evidence: Evidence): Reading | undefined {
	return new NestedList(text, start, language, evidence).read();
}

class NestedList {
	private readonly numbers = new NumberList();
	private readonly entries: EntryReader;
	/** The rows of each depth: those of depth d are lists inside d lists. */
	private readonly rows: Rows[] = [];
	private readonly opens: number[] = [];
	private readonly counts: number[] = [];
	/** Where the first number of each depth stands, and as which entry of its list. */
	private readonly firstNumbers: Array<{ place: number; at: TextRange } | undefined> = [];
	private problem: { refusal: Refusal; at: TextRange } | undefined;
	private foreign = 0;
	private deepest = 0;
	private at: number;
	/** What parts the numbers of the innermost lists: the first separator decides. */
	private separator: 'comma' | 'blank' | undefined;

	constructor(private readonly text: string, private readonly start: number, private readonly language: Language, private readonly evidence: Evidence) {
		this.at = start;
		this.entries = new EntryReader(text, true);
	}

	read(): Reading | undefined {
		let afterEntry = false;
		for (;;) {
			const before = this.at;
			this.at = this.skip(before);
			const code = this.text.charCodeAt(this.at);
			if (CLOSERS.has(code) && !(code === Code.parenthesis && this.opens.length > 0 && this.grouped(afterEntry))) {
				if (afterEntry && this.at === before && code !== Code.bracket) return undefined;
				if (!this.open()) return undefined;
				afterEntry = false;
			} else if (code === Code.bracketEnd || code === Code.parenthesisEnd || code === Code.braceEnd) {
				if (CLOSERS.get(this.text.charCodeAt(this.opens.at(-1)!)) !== code) return undefined;
				if (code === Code.parenthesisEnd && afterEntry && this.counts.at(-1) === 1) return undefined;
				this.close();
				if (this.opens.length === 0) return this.conclude();
				afterEntry = true;
			} else if (code === Code.comma) {
				if (!afterEntry) this.note({ reason: 'not-a-number', text: '' }, { start: this.at, end: this.at + 1 });
				this.at++;
				afterEntry = false;
				this.separate('comma');
			} else if (this.at >= this.text.length) {
				return this.unbalanced();
			} else {
				if (afterEntry) {
					if (this.at === before) return undefined;
					this.separate('blank');
				}
				if (!this.entry()) return undefined;
				afterEntry = true;
			}
		}
	}

	/** Whether the parenthesis here opens arithmetic, `(1 + 2) / 3`, rather than a tuple. */
	private grouped(afterEntry: boolean): boolean {
		return !afterEntry && this.entries.readNumber(this.at);
	}

	private skip(from: number): number {
		const code = this.text.charCodeAt(from);
		if (code === Code.comma || code === Code.bracketEnd || code === Code.bracket) return from;
		if (code === Code.space && isDigit(this.text.charCodeAt(from + 1))) return from + 1;
		let at = skipBlanksAndComments(this.text, from, this.language);
		while (this.text.charCodeAt(at) === Code.backslash && isLineEnd(this.text.charCodeAt(at + 1))) at = skipBlanksAndComments(this.text, at + 1, this.language);
		return at;
	}

	private separate(separator: 'comma' | 'blank'): void {
		if (this.separator !== undefined) return;
		this.separator = separator;
		this.entries.spaced = separator === 'blank';
	}

	private open(): boolean {
		this.opens.push(this.at);
		this.counts.push(0);
		this.at++;
		this.deepest = Math.max(this.deepest, this.opens.length);
		return this.opens.length <= DEEPEST;
	}

	private close(): void {
		const depth = this.opens.length - 1;
		this.at++;
		const parent = depth > 0 ? this.counts[depth - 1]!++ : 0;
		(this.rows[depth] ??= new Rows()).push(parent, this.counts.pop()!, this.opens.pop()!, this.at);
	}

	/** Takes one number, or notes why it is none; false once this can't be a matrix. */
	private entry(): boolean {
		const start = this.at;
		const depth = this.opens.length;
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
		return this.at > start && (this.evidence === 'claimed' || this.foreign <= this.numbers.length + FOREIGN_ENTRIES);
	}

	/** Keeps the first problem; but dots are what a reader sees first. */
	private note(refusal: Refusal, at: TextRange): void {
		if (this.problem === undefined || (refusal.reason === 'elided' && this.problem.refusal.reason !== 'elided')) this.problem = { refusal, at };
	}

	private conclude(): Reading | undefined {
		const range = { start: this.start, end: this.at };
		const rank = this.deepest;
		const problem = this.problem ?? this.mixture() ?? this.raggedness();
		if (problem !== undefined) return this.isEvident() ? refusedReading('nested-list', range, problem.refusal, problem.at) : undefined;
		if (this.numbers.length === 0) return this.isEvident() ? refusedReading('nested-list', range, { reason: 'empty' }, range) : undefined;
		if (rank > HIGHEST_RANK) return refusedReading('nested-list', range, { reason: 'rank', rank }, range);
		return literalReading('nested-list', range, this.rows.map((rows) => rows.width), this.numbers);
	}

	/** Numbers and lists side by side: the shallowest number counts as a row of one. */
	private mixture(): { refusal: Refusal; at: TextRange } | undefined {
		const depth = this.firstNumbers.findIndex((number) => number !== undefined);
		const rows = this.rows[depth];
		if (depth < 0 || rows === undefined) return undefined;
		const { place, at } = this.firstNumbers[depth]!;
		const first = place === 0 ? 2 : 1;
		return { refusal: { reason: 'ragged', row: place + 1, count: 1, firstRow: first, lastRow: first, expected: rows.width }, at };
	}

	private raggedness(): { refusal: Refusal; at: TextRange } | undefined {
		return this.rows.find((rows) => rows.ragged)?.refusal();
	}

	private unbalanced(): Reading | undefined {
		const range = { start: this.start, end: this.at };
		const open = this.opens.at(-1)!;
		if (!this.isEvident() || this.foreign > 0) return undefined;
		return refusedReading('nested-list', { start: this.start, end: trimmedEnd(this.text, range) }, { reason: 'unbalanced', text: this.text.charAt(open) }, { start: open, end: open + 1 });
	}

	/** Whether a text that can't be read was evidently meant as a matrix: rows of numbers, with hardly anything else in them. */
	private isEvident(): boolean {
		if (this.evidence === 'claimed') return true;
		const rows = this.rows.at(-1)?.length ?? 0;
		if (this.numbers.length === 0) return false;
		if (this.foreign === 0) return this.deepest > 1 || this.numbers.length > 2;
		if (this.deepest === 1) return this.problem?.refusal.reason === 'elided' || this.foreign * 4 <= this.numbers.length - 3;
		return rows >= 2 && this.foreign <= this.numbers.length;
	}
}

function trimmedEnd(text: string, { start, end }: TextRange): number {
	return start + text.slice(start, end).trimEnd().length;
}
