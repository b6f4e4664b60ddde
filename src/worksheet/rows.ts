import { tensor } from '../engine/tensor';
import type { TextRange } from '../literals/literal';
import { fail } from './problem';
import type { MatrixExpression } from './syntax';
import type { Token } from './tokens';

interface Row {
	readonly values: number[];
	readonly ranges: TextRange[];
}

function isSign(token: Token | undefined, texts: string): boolean {
	return token?.kind === 'sign' && texts.includes(token.text);
}

/** Whether a matrix of plain rows starts with this token. */
export function startsRows(token: Token | undefined): boolean {
	return token?.kind === 'number' || isSign(token, '-−+') || (token?.kind === 'name' && /^(?:nan|inf)$/i.test(token.text));
}

function numberOf(text: string): number {
	if (/^nan$/i.test(text)) return NaN;
	return /^inf$/i.test(text) ? Infinity : Number(text.replaceAll('_', ''));
}

/** A number with its sign, or a fraction such as 1/9; undefined where none stands here. */
export function readNumber(tokens: readonly Token[], from: number): { readonly value: number; readonly range: TextRange; readonly next: number } | undefined {
	const negative = isSign(tokens[from], '-−');
	const signed = negative || isSign(tokens[from], '+');
	const at = signed ? from + 1 : from;
	const first = tokens[at];
	if (first === undefined || !startsRows(first) || first.kind === 'sign') return undefined;
	if (signed && tokens[from]!.end !== first.start) return undefined;
	const sign = negative ? -1 : 1;
	const divisor = tokens[at + 2];
	if (isSign(tokens[at + 1], '/') && divisor?.kind === 'number') {
		return { value: sign * numberOf(first.text) / numberOf(divisor.text), range: { start: tokens[from]!.start, end: divisor.end }, next: at + 3 };
	}
	return { value: sign * numberOf(first.text), range: { start: tokens[from]!.start, end: first.end }, next: at + 1 };
}

function wordAt(tokens: readonly Token[], at: number): string {
	const first = tokens[at]!;
	let end = at;
	while (tokens[end + 1]?.start === tokens[end]!.end && tokens[end + 1]!.kind !== 'newline') end++;
	return tokens.slice(at, end + 1).map(({ text }) => text).join('').slice(0, 40) || first.text;
}

/** Refuses rows of different lengths, at the first that is not like those before it. */
function requireRectangle(rows: readonly Row[]): void {
	const expected = rows[0]!.values.length;
	const odd = rows.findIndex(({ values }) => values.length !== expected);
	if (odd < 0) return;
	const { ranges, values } = rows[odd]!;
	const refusal = { reason: 'ragged', row: odd + 1, count: values.length, firstRow: 1, lastRow: odd, expected } as const;
	fail({ code: 'matrix', refusal }, { start: ranges[0]!.start, end: ranges.at(-1)!.end });
}

/**
 * Reads rows of plain numbers: entries apart by blanks or commas, rows by lines or semicolons. A lone row is a vector, a lone number
 * has no axes.
 */
export function readRows(tokens: readonly Token[], from: number): { readonly matrix: MatrixExpression; readonly next: number } {
	const rows: Row[] = [];
	let row: Row = { values: [], ranges: [] };
	let at = from;
	const endRow = (): void => {
		if (row.values.length > 0) rows.push(row);
		row = { values: [], ranges: [] };
	};
	for (let token = tokens[at]; token !== undefined && token.kind !== 'arrow'; token = tokens[at]) {
		if (token.kind === 'newline' || isSign(token, ';')) {
			endRow();
			at++;
		} else if (isSign(token, ',') && row.values.length > 0) {
			at++;
		} else {
			const number = readNumber(tokens, at);
			const touches = number !== undefined && tokens[number.next]?.start === number.range.end;
			const isWord = touches && ['name', 'number'].includes(tokens[number.next]!.kind);
			if (number === undefined || isWord) {
				const text = wordAt(tokens, at);
				fail({ code: 'matrix', refusal: { reason: 'not-a-number', text } }, { start: token.start, end: token.start + text.length });
			}
			row.values.push(number.value);
			row.ranges.push(number.range);
			at = number.next;
		}
	}
	endRow();
	requireRectangle(rows);
	const numberRanges = rows.flatMap(({ ranges }) => ranges);
	const values = rows.flatMap((each) => each.values);
	const shape = rows.length > 1 ? [rows.length, rows[0]!.values.length] : values.length > 1 ? [values.length] : [];
	const range = { start: numberRanges[0]!.start, end: numberRanges.at(-1)!.end };
	return { matrix: { kind: 'matrix', tensor: tensor(shape, values), numberRanges, range, notation: 'rows' }, next: at };
}
