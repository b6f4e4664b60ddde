import { Code, isBlank, isLineEnd } from '../characters';
import { EntryReader } from '../entry';
import { foundMatrix, foundRefusal, type Found } from '../found';
import { Matrix } from '../matrix';
import { NumberList } from '../number-list';
import { Rows } from '../rows';
import type { Source } from '../source';

/**
 * Reads Maple's angle brackets: `<<1|2>,<3|4>>` is two rows, `<<1,2>|<3,4>>` two columns. Undefined for everything that is not
 * wholly that: a `<<` is a shift or a stream far more often.
 */
export function readAngleBrackets({ text, language }: Source, start: number): Found | undefined {
	if (text.charCodeAt(start + 1) !== Code.less) return undefined;
	const entries = new EntryReader(text, language, false);
	const numbers = new NumberList();
	const lines = new Rows();
	let inner: number | undefined;
	let outer: number | undefined;
	let at = start + 1;
	for (;;) {
		if (text.charCodeAt(at) !== Code.less) return undefined;
		const lineStart = at++;
		let count = 0;
		for (;;) {
			at = skipSpace(text, at);
			if (!entries.readProduct(at)) return undefined;
			numbers.push(entries.value, at, entries.end);
			count++;
			at = skipSpace(text, entries.end);
			const separator = text.charCodeAt(at++);
			if (separator === Code.greater) break;
			if (separator !== Code.comma && separator !== Code.bar) return undefined;
			inner ??= separator;
			if (separator !== inner) return undefined;
		}
		lines.push(lines.length, count, lineStart, at);
		at = skipSpace(text, at);
		const separator = text.charCodeAt(at++);
		if (separator === Code.greater) break;
		if (separator !== Code.comma && separator !== Code.bar) return undefined;
		outer ??= separator;
		if (separator !== outer) return undefined;
		at = skipSpace(text, at);
	}
	if (inner !== undefined && inner === outer) return undefined;
	const range = { start, end: at };
	if (lines.ragged) return foundRefusal('angle-brackets', range, lines.refusal().refusal, lines.refusal().at);
	const matrix = new Matrix([lines.length, lines.width], numbers);
	const isByColumns = outer === Code.bar || (outer === undefined && inner !== Code.bar);
	return foundMatrix('angle-brackets', range, isByColumns ? matrix.permuted([1, 0]).noted({ kind: 'column-major' }) : matrix);
}

function skipSpace(text: string, from: number): number {
	let at = from;
	while (isBlank(text.charCodeAt(at)) || isLineEnd(text.charCodeAt(at))) at++;
	return at;
}
