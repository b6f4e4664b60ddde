import { lineEnd } from './blanks';
import { Code, isBlank, isDigit, isNameStart, isSign } from './characters';
import { matrixOf } from './found';
import { readDelimited } from './notations/delimited';
import { readMarkdownTable } from './notations/markdown-table';
import { readRows } from './notations/matlab';
import { mayBeHead, readPrintedPage } from './notations/printed-page';
import { readPrintedR } from './notations/printed-r';
import { readWhitespaceGrid, type Lines } from './notations/whitespace-grid';
import { readYamlRows } from './notations/yaml';
import type { Source } from './source';

/** What the notations that go line by line make of the lines from this one on. */
export function readLines(source: Source, line: number): Lines {
	const { text, language } = source;
	let first = line;
	while (isBlank(text.charCodeAt(first))) first++;
	const code = text.charCodeAt(first);
	if (language.family === 'table') {
		const table = readDelimited(source, line);
		if (table.end > line) return table;
	}
	if (code === Code.bracket && text.charCodeAt(first + 1) === Code.comma) return readPrintedR(source, line);
	if (code === Code.bracket || code === Code.parenthesis) {
		const grid = language.prose ? readWhitespaceGrid(source, line) : { found: undefined, end: line };
		if (grid.found !== undefined) return grid;
	}
	if (code === Code.minus && isBlank(text.charCodeAt(first + 1))) return readYamlRows(source, line);
	if (code === Code.bar) {
		const table = readMarkdownTable(source, line);
		if (table.end > line) return table;
	}
	const isNumeric = isDigit(code) || isSign(code) || code === Code.dot;
	if (isNumeric || isNameStart(code) || code === Code.bar || code > 0xb0) {
		const grid = readWhitespaceGrid(source, line);
		if (grid.end > line) return grid;
	}
	if ((isNumeric || isNameStart(code) || code === Code.parenthesis) && mayBeHead(text, line)) {
		const page = readPrintedPage(source, line);
		if (page.found !== undefined) return page;
	}
	if (!isNumeric || language.family === 'c' || language.family === 'table') return { found: undefined, end: line };
	const rows = readRowsInLine(source, first);
	if (rows.found !== undefined) return rows;
	return language.prose ? readDelimited(source, line) : rows;
}

/** `-1 -2 -1 ; 0 0 0 ; 1 2 1` alone on its line. */
function readRowsInLine(source: Source, start: number): Lines {
	const { text } = source;
	const limit = lineEnd(text, start, start + 1000);
	// 1,5 may be one number in half of the world.
	if (
		!text.slice(start, limit).includes(';') ||
		/\d,\d/.test(text.slice(start, limit)) ||
		(!source.language.prose && source.evidence === 'found')
	)
		return { found: undefined, end: start };
	const found = readRows({ ...source, evidence: 'found' }, start, { inside: start, limit, close: 0, lines: false });
	const matrix = found && matrixOf(found);
	return matrix !== undefined && matrix.shape[0]! > 1 && matrix.shape[1]! > 1 ? { found, end: limit } : { found: undefined, end: start };
}
