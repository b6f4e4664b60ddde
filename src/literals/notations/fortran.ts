import { Code } from '../characters';
import { foundMatrix, foundRefusal, type Found } from '../found';
import { EntryReader } from '../entry';
import { skipBlanksAndComments } from '../blanks';
import { Matrix } from '../matrix';
import { NumberList } from '../number-list';
import type { Source } from '../source';

/** Reads Fortran's older array constructor, `(/ 1.d0, 2.d0 /)`: always a vector, which `reshape` gives its shape. */
export function readFortran(source: Source, start: number): Found | undefined {
	const { text, language } = source;
	if (text.charCodeAt(start + 1) !== Code.slash || text.charCodeAt(start + 2) === Code.slash || text.charCodeAt(start + 2) === Code.star)
		return undefined;
	const entries = new EntryReader(text, language, false);
	const numbers = new NumberList();
	let at = start + 2;
	for (;;) {
		at = skipContinued(text, at, language);
		if (!entries.readProduct(at)) return undefined;
		numbers.push(entries.value, at, entries.end);
		at = skipContinued(text, entries.end, language);
		if (text.charCodeAt(at) === Code.comma) {
			at++;
			continue;
		}
		const range = { start, end: at + 2 };
		if (text.charCodeAt(at) !== Code.slash || text.charCodeAt(at + 1) !== Code.parenthesisEnd) return undefined;
		return numbers.length === 0
			? foundRefusal('fortran', range, { reason: 'empty' })
			: foundMatrix('fortran', range, new Matrix([numbers.length], numbers));
	}
}

/** Behind blanks, comments and the ampersands that carry a statement on. */
function skipContinued(text: string, from: number, language: Source['language']): number {
	let at = skipBlanksAndComments(text, from, language);
	while (text.charCodeAt(at) === 0x26) at = skipBlanksAndComments(text, at + 1, language);
	return at;
}
