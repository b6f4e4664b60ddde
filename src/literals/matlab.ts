import { commentEnd, lineEnd } from './blanks';
import { Code, ellipsisLength, isBlank, isDigit, isLineEnd } from './characters';
import { EntryReader } from './entry';
import type { Language } from './language';
import type { Reading, Refusal, TextRange } from './literal';
import type { Evidence } from './nested-list';
import { NumberList } from './number-list';
import { Rows } from './rows';
import { literalReading, refusedReading } from './written-literal';

/**
 * Reads the matrix of rows that starts at this bracket: `[1 -2; 3 4]`, rows parted by semicolons or line ends, entries by blanks
 * or commas, `...` carrying a row on to the next line. Undefined where no matrix was meant.
 */
export function readMatlab(text: string, start: number, language: Language, evidence: Evidence): Reading | undefined {
	const entries = new EntryReader(text, true);
	const numbers = new NumberList();
	const rows = new Rows();
	let problem: { refusal: Refusal; at: TextRange } | undefined;
	let foreign = 0;
	let count = 0;
	let rowStart = start + 1;
	let rowEnd = rowStart;
	let afterComma = false;
	const endRow = (): void => {
		if (count > 0) rows.push(rows.length, count, rowStart, rowEnd);
		count = 0;
	};
	const isEvident = (): boolean => evidence === 'claimed' || (numbers.length > 0 && foreign <= numbers.length && (rows.length > 1 || numbers.length > 2));

	let at = start + 1;
	for (;;) {
		while (isBlank(text.charCodeAt(at))) at++;
		const code = text.charCodeAt(at);
		const continuation = ellipsisLength(text, at);
		if (Number.isNaN(code)) {
			if (!isEvident() || foreign > 0) return undefined;
			const range = { start, end: start + text.slice(start).trimEnd().length };
			return refusedReading('matlab', range, { reason: 'unbalanced', text: '[' }, { start, end: start + 1 });
		} else if (code === Code.bracket || code === Code.brace || code === Code.braceEnd || code === Code.parenthesisEnd) {
			return undefined;
		} else if (code === Code.bracketEnd) {
			endRow();
			break;
		} else if (code === Code.semicolon || isLineEnd(code)) {
			endRow();
			at++;
			afterComma = false;
		} else if (continuation > 0 && continues(text, at + continuation)) {
			at = lineEnd(text, at) + 1;
			if (text.charCodeAt(at - 1) === Code.carriageReturn) at++;
		} else if (code === Code.comma) {
			if (count === 0 || afterComma) problem ??= { refusal: { reason: 'not-a-number', text: '' }, at: { start: at, end: at + 1 } };
			afterComma = true;
			at++;
		} else if (commentEnd(text, at, language) > at) {
			at = commentEnd(text, at, language);
		} else {
			if (count === 0) rowStart = at;
			const isNumber = entries.read(at);
			if (entries.end === at) return undefined;
			if (isNumber) {
				numbers.push(entries.value, at, entries.end);
			} else {
				foreign++;
				if (evidence === 'found' && foreign > numbers.length + 4) return undefined;
				if (problem === undefined || entries.problem.reason === 'elided') problem = { refusal: entries.problem, at: { start: at, end: entries.end } };
			}
			count++;
			at = entries.end;
			rowEnd = at;
			afterComma = false;
		}
	}

	const range = { start, end: at + 1 };
	problem ??= rows.ragged ? rows.refusal() : undefined;
	if (problem !== undefined) return isEvident() ? refusedReading('matlab', range, problem.refusal, problem.at) : undefined;
	if (numbers.length === 0) return isEvident() ? refusedReading('matlab', range, { reason: 'empty' }, range) : undefined;
	return literalReading('matlab', range, [rows.length, rows.width], numbers);
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
