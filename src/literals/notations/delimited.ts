import { Code, isBlank, isLineEnd } from '../characters';
import { foundMatrix, foundRefusal, type Found, type Refused } from '../found';
import { Matrix } from '../matrix';
import { NumberList } from '../number-list';
import { NumberScanner } from '../number';
import { Rows } from '../rows';
import type { Source } from '../source';
import { nextLine, type Lines } from './whitespace-grid';

/** What parts the cells of a line. */
type Delimiter = typeof Code.comma | typeof Code.semicolon | typeof Code.tab;

/**
 * Reads comma-, semicolon- or tab-separated lines of numbers from this line on. A first line that isn't numeric is a header, and is
 * left out in files of tables; elsewhere every line has to be numbers, and there have to be two.
 */
export function readDelimited(source: Source, start: number): Lines {
	const { text, language } = source;
	const isTable = language.family === 'table' || source.evidence === 'claimed';
	const delimiter = delimiterOf(text, start);
	if (delimiter === undefined) return { found: undefined, end: start };
	const table = new Table(source, delimiter);
	let at = start;
	const first = table.line(at);
	const isHeader = isTable && first.numeric === 0 && first.end < text.length;
	if (isHeader) at = nextLine(text, first.end);
	else if (first.numeric < first.count && !(isTable && first.numeric > 0)) return { found: undefined, end: start };
	table.clear();
	let last = start;
	let begin = -1;
	while (at < text.length) {
		const row = table.line(at);
		if ((row.count < 2 && (!isTable || table.rows.length === 0)) || row.numeric === 0 || (!isTable && row.numeric < row.count)) {
			table.drop(row);
			break;
		}
		if (begin < 0) begin = row.start;
		if (isHeader && row.count !== first.count && table.rows.length === 0) return { found: undefined, end: start };
		table.keep(row);
		last = row.end;
		at = nextLine(text, row.end);
	}
	if (begin < 0) return { found: undefined, end: start };
	const found = table.conclude({ start: begin, end: last });
	const matrix = found?.outcome;
	return {
		found: found && isHeader && matrix instanceof Matrix ? { ...found, outcome: matrix.noted({ kind: 'header' }) } : found,
		end: last,
	};
}

interface Line {
	readonly count: number;
	readonly numeric: number;
	readonly start: number;
	readonly end: number;
	readonly numbersBefore: number;
	readonly odd: Refused | undefined;
}

class Table {
	readonly rows = new Rows();
	private readonly numbers = new NumberList();
	private readonly scanner: NumberScanner;
	private problem: Refused | undefined;

	constructor(
		private readonly source: Source,
		private readonly delimiter: Delimiter,
	) {
		this.scanner = new NumberScanner(source.text);
	}

	/** The cells of a line; its numbers are added. */
	line(from: number): Line {
		const { text } = this.source;
		const numbersBefore = this.numbers.length;
		let count = 0;
		let odd: Refused | undefined;
		let at = from;
		while (at < text.length && text.charCodeAt(at) === Code.space) at++;
		const start = at;
		let end = at;
		while (at < text.length && !isLineEnd(text.charCodeAt(at))) {
			const cell = this.cell(at);
			count++;
			if (!cell.isNumber)
				odd ??= {
					refusal: { reason: 'not-a-number', text: text.slice(cell.start, Math.min(cell.end, cell.start + 40)) },
					at: { start: cell.start, end: cell.end },
				};
			at = cell.end;
			end = at;
			if (text.charCodeAt(at) !== this.delimiter) break;
			at++;
			// A delimiter at the end of a line ends it, in files that were written so line by line.
			if (at >= text.length || isLineEnd(text.charCodeAt(at))) break;
		}
		while (at < text.length && !isLineEnd(text.charCodeAt(at))) at++;
		return { count, numeric: this.numbers.length - numbersBefore, start, end, numbersBefore, odd };
	}

	private cell(from: number): { isNumber: boolean; start: number; end: number } {
		const {
			scanner,
			delimiter,
			source: { text },
		} = this;
		let start = from;
		while (text.charCodeAt(start) === Code.space || (isBlank(text.charCodeAt(start)) && delimiter !== Code.tab)) start++;
		const isQuoted = text.charCodeAt(start) === Code.quote;
		if (scanner.read(start + (isQuoted ? 1 : 0))) {
			let { value, end } = scanner;
			const begin = start + (isQuoted ? 1 : 0);
			if (text.charCodeAt(end) === Code.percent) {
				value /= 100;
				end++;
			}
			const last = end;
			if (isQuoted && text.charCodeAt(end) === Code.quote) end++;
			while (text.charCodeAt(end) === Code.space) end++;
			if (end >= text.length || text.charCodeAt(end) === delimiter || isLineEnd(text.charCodeAt(end))) {
				this.numbers.push(value, begin, last);
				return { isNumber: true, start, end };
			}
		}
		let end = start;
		if (isQuoted) {
			end++;
			while (end < text.length && text.charCodeAt(end) !== Code.quote && !isLineEnd(text.charCodeAt(end))) end++;
		}
		while (end < text.length && text.charCodeAt(end) !== delimiter && !isLineEnd(text.charCodeAt(end))) end++;
		return { isNumber: false, start, end };
	}

	keep(line: Line): void {
		this.rows.push(this.rows.length, line.count, line.start, line.end);
		this.problem ??= line.odd;
	}

	drop(line: Line): void {
		this.numbers.truncate(line.numbersBefore);
	}

	clear(): void {
		this.numbers.truncate(0);
	}

	conclude(range: { start: number; end: number }): Found | undefined {
		const {
			rows,
			numbers,
			problem,
			source: { evidence, language },
		} = this;
		if (rows.length < 2 && evidence === 'found') return undefined;
		if (problem !== undefined) {
			const evident = evidence === 'claimed' || rows.length * rows.width <= numbers.length * 1.25;
			return evident ? foundRefusal('delimited', range, problem.refusal, problem.at) : undefined;
		}
		if (rows.ragged) {
			if (evidence === 'found' && rows.agreeing * 2 <= rows.length) return undefined;
			return foundRefusal('delimited', range, rows.refusal().refusal, rows.refusal().at);
		}
		return foundMatrix(
			'delimited',
			range,
			new Matrix(rows.length === 1 && language.family !== 'table' ? [rows.width] : [rows.length, rows.width], numbers),
		);
	}
}

/** What parts the cells of this line: a tab, else a semicolon, else a comma; undefined where none of them does. */
function delimiterOf(text: string, start: number): Delimiter | undefined {
	let result: Delimiter | undefined;
	for (let at = start; at < text.length && !isLineEnd(text.charCodeAt(at)) && at - start < 4000; at++) {
		const code = text.charCodeAt(at);
		if (code === Code.tab && at > start) return code;
		if (code === Code.semicolon) result = code;
		else if (code === Code.comma) result ??= code;
	}
	return result;
}
