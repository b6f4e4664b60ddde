import { Code, isBlank, isDigit, isLineEnd } from './characters';
import type { NumberList } from './number-list';

/** The powers of ten that scale a whole number of up to 15 digits exactly. */
const POWERS_OF_TEN = Array.from({ length: 16 }, (_, power) => Number(`1e${power}`));
const MOST_DIGITS = 15;

/**
 * Reads the plain decimals from this place on, each followed by a comma or by the bracket that closes the list: the long runs
 * of ordinary lists, without a call per number. Answers where the first number stands that isn't plain, or the bracket.
 */
export function readPlainNumbers(text: string, from: number, numbers: NumberList): number {
	let start = from;
	for (;;) {
		let at = start;
		let code = text.charCodeAt(at);
		const negative = code === Code.minus;
		if (negative) code = text.charCodeAt(++at);
		const first = at;
		let whole = 0;
		while (isDigit(code)) {
			whole = whole * 10 + (code - Code.zero);
			code = text.charCodeAt(++at);
		}
		if (at === first) return start;
		let decimals = 0;
		if (code === Code.dot) {
			const point = at;
			code = text.charCodeAt(++at);
			while (isDigit(code)) {
				whole = whole * 10 + (code - Code.zero);
				code = text.charCodeAt(++at);
			}
			decimals = at - point - 1;
		}
		if ((code !== Code.comma && code !== Code.bracketEnd) || at - first > MOST_DIGITS + (decimals > 0 ? 1 : 0)) return start;
		const value = decimals === 0 ? whole : whole / POWERS_OF_TEN[decimals]!;
		numbers.push(negative ? -value : value, start, at);
		if (code === Code.bracketEnd) return at;
		start = at + 1;
		let ahead = text.charCodeAt(start);
		while (isBlank(ahead) || isLineEnd(ahead)) ahead = text.charCodeAt(++start);
		if (!isDigit(ahead) && ahead !== Code.minus) return at;
	}
}
