import { lineEnd } from '../blanks';
import { Code, ellipsisLength, isBlank, isLineEnd } from '../characters';
import { foundMatrix, foundRefusal, named, type Found } from '../found';
import type { TextRange } from '../literal';
import { Matrix } from '../matrix';
import { nameBeforeNumbers } from '../name';
import { NumberList } from '../number-list';
import { NumberScanner } from '../number';
import { Rows } from '../rows';
import type { Source } from '../source';

/** What a notation that goes line by line makes of the lines from some place on; `end` is behind the lines that are dealt with. */
export interface Lines {
	readonly found: Found | undefined;
	readonly end: number;
}

/** Drawn brackets at the sides of rows: ⎡ 1 2 ⎤, │ 1 2 │, | 1 2 |. */
const FRAMES = new Set('|│⎡⎢⎣⎤⎥⎦⎛⎜⎝⎞⎟⎠┌└┐┘║'.split('').map((sign) => sign.charCodeAt(0)));

/**
 * Reads the grid whose first row stands on this line: at least two lines of at least two numbers each, with blanks between
 * them and nothing else beside them, as copied from slides; the first line may start with `name =`.
 */
export function readWhitespaceGrid(source: Source, start: number): Lines {
	const name = nameBeforeNumbers(source.text, start);
	const lines = readGrid(source, name?.end ?? start);
	return { found: lines.found && named(lines.found, name?.name), end: Math.max(lines.end, start) };
}

/** The grid of lines that starts here, without a name. */
export function readGrid(source: Source, start: number): Lines {
	const { text } = source;
	const scanner = new NumberScanner(text);
	const numbers = new NumberList();
	const rows = new Rows();
	let elided: TextRange | undefined;
	let at = start;
	let first = -1;
	let last = -1;
	let lines = 0;
	while (at < text.length) {
		const row = readRow(scanner, numbers, at, source.language.prose);
		if (row === undefined) break;
		if (row.elided !== undefined) elided ??= row.elided;
		else rows.push(rows.length, row.count, row.start, row.end);
		lines++;
		if (first < 0) first = row.start;
		last = row.end;
		at = nextLine(text, row.lineEnd);
	}
	const found =
		lines < (source.evidence === 'claimed' ? 1 : 2) ? undefined : conclude(source, rows, numbers, { start: first, end: last }, elided);
	return { found, end: Math.max(last, start) };
}

function conclude(
	{ evidence, language }: Source,
	rows: Rows,
	numbers: NumberList,
	range: TextRange,
	elided: TextRange | undefined,
): Found | undefined {
	if (elided !== undefined) return foundRefusal('whitespace-grid', range, { reason: 'elided' }, elided);
	if (rows.ragged) {
		if (evidence === 'found' && (rows.agreeing < 2 || rows.agreeing * 2 <= rows.length)) return undefined;
		const { refusal, at } = rows.refusal();
		return foundRefusal('whitespace-grid', range, refusal, at);
	}
	if (evidence === 'found' && rows.width < 2) return undefined;
	const isVector = rows.length === 1 && language.family !== 'table';
	return foundMatrix('whitespace-grid', range, new Matrix(isVector ? [rows.width] : [rows.length, rows.width], numbers));
}

interface Row {
	readonly count: number;
	readonly start: number;
	readonly end: number;
	readonly lineEnd: number;
	/** The dots of a row that was left out, or of the entries left out in it. */
	readonly elided?: TextRange;
}

/** The numbers of a line that holds nothing else, added to `numbers`; undefined, and nothing added, for any other line. */
function readRow(scanner: NumberScanner, numbers: NumberList, from: number, prose: boolean): Row | undefined {
	const { text } = scanner;
	const length = numbers.length;
	let at = from;
	let start = -1;
	let end = -1;
	let elided: TextRange | undefined;
	while (isBlank(text.charCodeAt(at))) at++;
	const opening = text.charCodeAt(at);
	const frame = at;
	const close = !prose ? 0 : opening === Code.bracket ? Code.bracketEnd : opening === Code.parenthesis ? Code.parenthesisEnd : 0;
	const isFramed = FRAMES.has(opening);
	if (isFramed || close > 0) at++;
	let isClosed = close === 0;
	for (;;) {
		const before = at;
		while (isBlank(text.charCodeAt(at))) at++;
		const code = text.charCodeAt(at);
		if (at >= text.length || isLineEnd(code)) break;
		if (isFramed && start >= 0 && FRAMES.has(code) && isLastOfLine(text, at)) {
			end = ++at;
			continue;
		}
		if (!isClosed && start >= 0 && code === close && isLastOfLine(text, at)) {
			end = ++at;
			isClosed = true;
			continue;
		}
		// A row may end as rows do inside brackets.
		if (prose && start >= 0 && code === Code.semicolon && isLastOfLine(text, at)) {
			end = ++at;
			continue;
		}
		const dots = start >= 0 || length > 0 ? ellipsisLength(text, at) : 0;
		if ((at === before && start >= 0) || (dots === 0 && !scanner.read(at))) {
			numbers.truncate(length);
			return undefined;
		}
		if (start < 0) start = at;
		if (dots > 0) {
			elided = { start: at, end: at + dots };
			at += dots;
		} else {
			numbers.push(scanner.value, at, scanner.end);
			at = scanner.end;
		}
		end = at;
	}
	if (start < 0 || !isClosed) {
		numbers.truncate(length);
		return undefined;
	}
	return {
		count: numbers.length - length,
		start: isFramed || close > 0 ? frame : start,
		end,
		lineEnd: at,
		...(elided === undefined ? {} : { elided }),
	};
}

function isLastOfLine(text: string, frame: number): boolean {
	let at = frame + 1;
	while (isBlank(text.charCodeAt(at))) at++;
	return at >= text.length || isLineEnd(text.charCodeAt(at));
}

/** Where the line after the one that holds this place starts. */
export function nextLine(text: string, from: number): number {
	const end = lineEnd(text, from);
	return text.charCodeAt(end) === Code.carriageReturn && text.charCodeAt(end + 1) === Code.newline ? end + 2 : end + 1;
}
