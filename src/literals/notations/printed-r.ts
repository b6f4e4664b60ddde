import { lineEnd } from '../blanks';
import { isBlank, isLineEnd } from '../characters';
import { foundMatrix, foundRefusal } from '../found';
import { Matrix } from '../matrix';
import { NumberList } from '../number-list';
import { NumberScanner } from '../number';
import { Rows } from '../rows';
import type { Source } from '../source';
import { nextLine, type Lines } from './whitespace-grid';

const HEADER = /^[ \t]*\[,1\](?:[ \t]+\[,\d+\])*[ \t]*$/;
const LABEL = /^[ \t]*\[\d+,\]/;

/** Reads a matrix that R prints: a line of column labels, `[,1] [,2]`, and rows behind their own, `[1,]`. */
export function readPrintedR(source: Source, start: number): Lines {
	const { text } = source;
	if (!HEADER.test(text.slice(start, lineEnd(text, start, start + 2000)))) return { found: undefined, end: start };
	const scanner = new NumberScanner(text);
	const numbers = new NumberList();
	const rows = new Rows();
	let first = -1;
	let last = start;
	for (let line = nextLine(text, start); line < text.length; line = nextLine(text, last)) {
		const label = LABEL.exec(text.slice(line, line + 40));
		if (label === null) break;
		const before = numbers.length;
		let at = line + label[0].length;
		const rowStart = at;
		for (;;) {
			while (isBlank(text.charCodeAt(at))) at++;
			if (at >= text.length || isLineEnd(text.charCodeAt(at))) break;
			if (!scanner.read(at)) {
				let end = at;
				while (end < text.length && !isBlank(text.charCodeAt(end)) && !isLineEnd(text.charCodeAt(end)) && end - at < 40) end++;
				const word = text.slice(at, end);
				return {
					found: foundRefusal(
						'printed-r',
						{ start: first < 0 ? at : first, end },
						{ reason: 'not-a-number', text: word },
						{ start: at, end },
					),
					end: lineEnd(text, end),
				};
			}
			numbers.push(scanner.value, at, scanner.end);
			if (first < 0) first = at;
			at = scanner.end;
		}
		rows.push(rows.length, numbers.length - before, rowStart, at);
		last = at;
	}
	if (numbers.length === 0) return { found: undefined, end: start };
	const range = { start: first, end: last };
	if (rows.ragged) return { found: foundRefusal('printed-r', range, rows.refusal().refusal, rows.refusal().at), end: last };
	return { found: foundMatrix('printed-r', range, new Matrix([rows.length, rows.width], numbers)), end: last };
}
