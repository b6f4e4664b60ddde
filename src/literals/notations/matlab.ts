import { commentEnd, lineEnd } from '../blanks';
import { Code, ellipsisLength, isBlank, isDigit, isLineEnd } from '../characters';
import { EntryReader } from '../entry';
import { foundMatrix, foundRefusal, type Found, type Refused } from '../found';
import type { Language } from '../language';
import { Matrix } from '../matrix';
import { NumberList } from '../number-list';
import { Rows } from '../rows';
import type { Source } from '../source';

/** More numbers than this are not made from a range such as 1:1000000000. */
const LONGEST_RANGE = 1 << 20;

/** What encloses rows: a bracket in MATLAB, a brace in a spreadsheet, the parenthesis of `mat(1, 2; 3, 4)`, a string's end. */
export interface Enclosure {
	/** Where the inside starts. */
	readonly inside: number;
	/** Where it ends at the latest, if nothing else closes it. */
	readonly limit: number;
	/** The character that closes it, or 0 where only the limit does. */
	readonly close: number;
	/** Whether a line end starts a row. */
	readonly lines: boolean;
}

/**
 * Reads the matrix of rows that starts at this bracket: `[1 -2; 3 4]`, rows parted by semicolons or line ends, entries by blanks
 * or commas, `...` carrying a row on to the next line, `1:3` standing for its numbers. Undefined where no matrix was meant.
 */
export function readMatlab(source: Source, start: number): Found | undefined {
	const close = source.text.charCodeAt(start) === Code.parenthesis ? Code.parenthesisEnd : source.text.charCodeAt(start) + 2;
	return readRows(source, start, { inside: start + 1, limit: source.text.length, close, lines: true });
}

/** Reads rows inside any enclosure; `start` is where the range starts. */
export function readRows(source: Source, start: number, enclosure: Enclosure): Found | undefined {
	return new MatlabRows(source, start, enclosure).read();
}

class MatlabRows {
	private readonly text: string;
	private readonly entries: EntryReader;
	private readonly numbers = new NumberList();
	private readonly rows = new Rows();
	private problem: Refused | undefined;
	/** How many rows were read before each further plane. */
	private readonly planes: number[] = [];
	private foreign = 0;
	private count = 0;
	private rowStart = 0;
	private rowEnd = 0;
	private at: number;

	constructor(
		private readonly source: Source,
		private readonly start: number,
		private readonly enclosure: Enclosure,
	) {
		this.text = source.text;
		this.at = enclosure.inside;
		this.entries = new EntryReader(source.text, source.language, true);
	}

	read(): Found | undefined {
		const { text, source, enclosure } = this;
		let afterComma = false;
		for (;;) {
			while (isBlank(text.charCodeAt(this.at)) || (!enclosure.lines && isLineEnd(text.charCodeAt(this.at)))) this.at++;
			const code = text.charCodeAt(this.at);
			const continuation = ellipsisLength(text, this.at);
			if (this.at >= enclosure.limit) {
				if (enclosure.close !== 0) return this.unbalanced();
				return this.conclude(this.rowEnd);
			} else if (code === enclosure.close) {
				return this.conclude(this.at + 1);
			} else if (isEnclosing(code)) {
				return undefined;
			} else if (code === Code.semicolon && source.language.family === 'julia' && text.charCodeAt(this.at + 1) === Code.semicolon) {
				if (!this.plane()) return undefined;
			} else if (code === Code.semicolon || (isLineEnd(code) && enclosure.lines)) {
				this.endRow();
				this.at++;
				afterComma = false;
			} else if (continuation > 0 && continues(text, this.at + continuation)) {
				this.at = lineEnd(text, this.at) + 1;
				if (text.charCodeAt(this.at - 1) === Code.carriageReturn) this.at++;
			} else if (code === Code.comma) {
				if (this.count === 0 || afterComma)
					this.problem ??= { refusal: { reason: 'not-a-number', text: '' }, at: { start: this.at, end: this.at + 1 } };
				afterComma = true;
				this.at++;
			} else if (commentEnd(text, this.at, source.language) > this.at) {
				this.at = commentEnd(text, this.at, source.language);
			} else {
				if (!this.entry()) return undefined;
				afterComma = false;
			}
		}
	}

	private entry(): boolean {
		const { entries, numbers } = this;
		const start = this.at;
		if (this.count === 0) this.rowStart = start;
		const isNumber = entries.read(start);
		if (entries.end === start) return false;
		if (isNumber && this.text.charCodeAt(entries.end) === Code.colon) {
			if (!this.range(start)) return false;
		} else {
			this.count++;
			this.at = entries.end;
			if (isNumber) {
				numbers.push(entries.value, start, this.at);
			} else {
				this.foreign++;
				if (this.problem === undefined || entries.problem.reason === 'elided')
					this.problem = { refusal: entries.problem, at: { start, end: this.at } };
				if (this.source.evidence === 'found' && this.foreign > numbers.length + 3) return false;
			}
		}
		this.rowEnd = this.at;
		return true;
	}

	/** `first:last` or `first:step:last`, whose first number is read. */
	private range(start: number): boolean {
		if (!hasRanges(this.source.language)) return false;
		const parts = [this.entries.value];
		while (this.text.charCodeAt(this.entries.end) === Code.colon && parts.length < 3) {
			if (!this.entries.readOperand(this.entries.end + 1)) return false;
			parts.push(this.entries.value);
		}
		this.at = this.entries.end;
		const values = rangeNumbers(parts[0]!, parts.length === 3 ? parts[1]! : 1, parts.at(-1)!);
		if (values === undefined) return false;
		for (const value of values) this.numbers.push(value, start, this.at);
		this.count += values.length;
		return true;
	}

	/** Julia's `;;;` between planes; its `;;` puts columns side by side, and is left alone. */
	private plane(): boolean {
		let end = this.at;
		while (this.text.charCodeAt(end) === Code.semicolon) end++;
		if (end - this.at !== 3) return false;
		this.endRow();
		this.planes.push(this.rows.length);
		this.at = end;
		return true;
	}

	private endRow(): void {
		if (this.count > 0) this.rows.push(this.rows.length, this.count, this.rowStart, this.rowEnd);
		this.count = 0;
	}

	private conclude(end: number): Found | undefined {
		this.endRow();
		const { rows, numbers } = this;
		const range = { start: this.start, end };
		const problem = this.problem ?? (rows.ragged ? rows.refusal() : undefined);
		if (problem !== undefined) return this.isEvident() ? foundRefusal('matlab', range, problem.refusal, problem.at) : undefined;
		if (numbers.length === 0) return this.isEvident() ? foundRefusal('matlab', range, { reason: 'empty' }) : undefined;
		if (this.planes.length === 0) return foundMatrix('matlab', range, new Matrix([rows.length, rows.width], numbers));
		const height = this.planes[0]!;
		if (rows.length !== height * (this.planes.length + 1) || this.planes.some((count, index) => count !== height * (index + 1))) return undefined;
		return foundMatrix('matlab', range, new Matrix([this.planes.length + 1, height, rows.width], numbers).permuted([1, 2, 0]));
	}

	private unbalanced(): Found | undefined {
		if (!this.isEvident() || this.foreign > 0) return undefined;
		const range = { start: this.start, end: Math.max(this.rowEnd, this.start + 1) };
		return foundRefusal(
			'matlab',
			range,
			{ reason: 'unbalanced', text: this.text.charAt(this.start) },
			{ start: this.start, end: this.start + 1 },
		);
	}

	private isEvident(): boolean {
		const { numbers, rows, foreign } = this;
		return this.source.evidence === 'claimed' || (numbers.length > foreign && (rows.length > 1 || numbers.length > 2));
	}
}

function isEnclosing(code: number): boolean {
	return (
		code === Code.bracket || code === Code.bracketEnd || code === Code.brace || code === Code.braceEnd || code === Code.parenthesisEnd
	);
}

/** Whether `1:3` is three numbers, rather than a slice or a key. */
export function hasRanges({ family }: Language): boolean {
	return family === 'matlab' || family === 'julia' || family === 'r' || family === 'other';
}

/** The numbers from first to last by step, as MATLAB, Julia and R count them; undefined for too many, or a step that leads nowhere. */
export function rangeNumbers(first: number, step: number, last: number): number[] | undefined {
	const count = Math.floor(((last - first) / step) * (1 + 1e-15)) + 1;
	if (!Number.isFinite(count) || count < 1 || count > LONGEST_RANGE) return undefined;
	return Array.from({ length: count }, (_, index) => first + index * step);
}

/** Whether the line holds no more numbers, as behind MATLAB's `...`, where the rest of the line is a comment. */
function continues(text: string, from: number): boolean {
	const end = lineEnd(text, from, from + 200);
	for (let at = from; at < end; at++) {
		const code = text.charCodeAt(at);
		if (code === Code.percent || code === Code.hash) return true;
		if (isDigit(code) || code === Code.bracketEnd || code === Code.comma || code === Code.semicolon) return false;
	}
	return end < text.length;
}
