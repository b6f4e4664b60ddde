import { Code, isBlank, isLineEnd } from '../characters';
import { EntryReader } from '../entry';
import { foundMatrix, foundRefusal } from '../found';
import { Matrix } from '../matrix';
import { NumberList } from '../number-list';
import { Rows } from '../rows';
import type { Source } from '../source';
import { nextLine, type Lines } from './whitespace-grid';

/** Reads a Markdown table of numbers. Its first row is the header that Markdown asks for: kept where it is numbers too. */
export function readMarkdownTable(source: Source, start: number): Lines {
	const { text } = source;
	const second = nextLine(text, start);
	if (!isRule(text, second)) return { found: undefined, end: start };
	const numbers = new NumberList();
	const rows = new Rows();
	const header = readCells(source, start, numbers);
	if (header === undefined) return { found: undefined, end: start };
	const isNumeric = header.numeric === header.count;
	if (isNumeric) rows.push(0, header.count, header.start, header.end);
	else numbers.truncate(0);
	let last = header.end;
	let odd: { start: number; end: number; text: string } | undefined;
	let foreign = 0;
	for (
		let at = nextLine(text, second);
		at < text.length && text.charCodeAt(skipBlanks(text, at)) === Code.bar;
		at = nextLine(text, last)
	) {
		const row = readCells(source, at, numbers);
		if (row === undefined) break;
		rows.push(rows.length, row.count, row.start, row.end);
		odd ??= row.odd;
		foreign += row.count - row.numeric;
		last = row.end;
	}
	const range = { start: header.start, end: last };
	if (rows.length === 0 || numbers.length === 0) return { found: undefined, end: last };
	const evident = source.evidence === 'claimed' || foreign * 4 < numbers.length;
	if (odd !== undefined)
		return {
			found: evident ? foundRefusal('markdown-table', range, { reason: 'not-a-number', text: odd.text }, odd) : undefined,
			end: last,
		};
	if (rows.ragged) return { found: foundRefusal('markdown-table', range, rows.refusal().refusal, rows.refusal().at), end: last };
	const matrix = new Matrix([rows.length, rows.width], numbers);
	return {
		found: foundMatrix('markdown-table', range, isNumeric || isBlankRow(text, header) ? matrix : matrix.noted({ kind: 'header' })),
		end: last,
	};
}

interface Cells {
	count: number;
	numeric: number;
	start: number;
	end: number;
	odd?: { start: number; end: number; text: string };
}

function readCells({ text, language }: Source, line: number, numbers: NumberList): Cells | undefined {
	const start = skipBlanks(text, line);
	if (text.charCodeAt(start) !== Code.bar) return undefined;
	const entries = new EntryReader(text, language, false);
	const cells: Cells = { count: 0, numeric: 0, start, end: start + 1 };
	let at = start + 1;
	for (;;) {
		at = skipBlanks(text, at);
		if (at >= text.length || isLineEnd(text.charCodeAt(at))) return cells;
		const cell = at;
		while (at < text.length && text.charCodeAt(at) !== Code.bar && !isLineEnd(text.charCodeAt(at))) at++;
		cells.count++;
		if (entries.readNumber(cell) && skipBlanks(text, entries.end) === at) {
			numbers.push(entries.value, cell, entries.end);
			cells.numeric++;
		} else {
			cells.odd ??= { start: cell, end: at, text: text.slice(cell, Math.min(at, cell + 40)).trim() };
		}
		if (text.charCodeAt(at) === Code.bar) at++;
		cells.end = at;
	}
}

/** `|---|:-:|` */
function isRule(text: string, line: number): boolean {
	let dashes = 0;
	for (let at = line; at < text.length && !isLineEnd(text.charCodeAt(at)); at++) {
		const code = text.charCodeAt(at);
		if (code === Code.minus) dashes++;
		else if (code !== Code.bar && code !== Code.colon && !isBlank(code)) return false;
	}
	return dashes > 0;
}

/** A header without names, as a table has that only shows numbers. */
function isBlankRow(text: string, { start, end }: Cells): boolean {
	return /^[|\s]*$/.test(text.slice(start, end));
}

function skipBlanks(text: string, from: number): number {
	let at = from;
	while (isBlank(text.charCodeAt(at))) at++;
	return at;
}
