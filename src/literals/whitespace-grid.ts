import { lineEnd } from './blanks';
import { isBlank, isLineEnd } from './characters';
import type { Reading, TextRange } from './literal';
import { nameBeforeNumbers } from './name';
import type { Evidence } from './nested-list';
import { NumberList } from './number-list';
import { NumberScanner } from './number';
import { Rows } from './rows';
import { literalReading, named, refusedReading } from './written-literal';

/**
 * Reads the grid whose first row stands on this line: at least two lines of at least two numbers each, with blanks between
 * them and nothing else beside them, as copied from slides; the first line may start with `name =`. `end` is behind the lines
 * that hold nothing but numbers, whether or not they are a grid.
 */
export function readWhitespaceGrid(text: string, start: number, evidence: Evidence): { reading: Reading | undefined; end: number } {
	const scanner = new NumberScanner(text);
	const numbers = new NumberList();
	const rows = new Rows();
	const name = nameBeforeNumbers(text, start);
	let at = name?.end ?? start;
	let first = -1;
	let last = -1;
	for (;;) {
		const row = readRow(scanner, numbers, at);
		if (row === undefined) break;
		rows.push(rows.length, row.count, row.start, row.end);
		if (first < 0) first = row.start;
		last = row.end;
		at = nextLine(text, row.end);
		if (at >= text.length) break;
	}
	const reading = rows.length < 2 ? undefined : conclude(rows, numbers, { start: first, end: last }, evidence);
	return { reading: reading && named(reading, name?.name), end: Math.max(last, start) };
}

function conclude(rows: Rows, numbers: NumberList, range: TextRange, evidence: Evidence): Reading | undefined {
	if (rows.ragged) {
		if (evidence === 'found' && (rows.agreeing < 2 || rows.agreeing * 2 <= rows.length)) return undefined;
		const { refusal, at } = rows.refusal();
		return refusedReading('whitespace-grid', range, refusal, at);
	}
	if (rows.width < 2 && evidence === 'found') return undefined;
	return literalReading('whitespace-grid', range, [rows.length, rows.width], numbers);
}

/** The numbers of a line that holds nothing else, added to `numbers`; undefined, and nothing added, for any other line. */
function readRow(scanner: NumberScanner, numbers: NumberList, from: number): { count: number; start: number; end: number } | undefined {
	const { text } = scanner;
	const length = numbers.length;
	let at = from;
	let start = -1;
	let end = -1;
	for (;;) {
		const before = at;
		while (isBlank(text.charCodeAt(at))) at++;
		if (at >= text.length || isLineEnd(text.charCodeAt(at))) break;
		if ((at === before && start >= 0) || !scanner.read(at)) {
			numbers.truncate(length);
			return undefined;
		}
		numbers.push(scanner.value, at, scanner.end);
		if (start < 0) start = at;
		at = scanner.end;
		end = at;
	}
	return start < 0 ? undefined : { count: numbers.length - length, start, end };
}

function nextLine(text: string, from: number): number {
	const end = lineEnd(text, from);
	return text.startsWith('\r\n', end) ? end + 2 : end + 1;
}
