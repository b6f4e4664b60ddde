import { skipBlanksAndComments } from '../blanks';
import { Code } from '../characters';
import { EntryReader } from '../entry';
import { foundMatrix, foundRefusal, type Found } from '../found';
import { Matrix } from '../matrix';
import { NumberList } from '../number-list';
import type { Source } from '../source';

const MOST_NUMBERS = 1 << 20;

/** Reads OpenCV's `Mat_<float>(3, 3) << 1, 2, …`, which ends where the numbers do. */
export function readOpenCv(source: Source, start: number, nameEnd: number, name: string): Found | undefined {
	if (name !== 'Mat_') return undefined;
	const { text, language } = source;
	const head = /^\s*<[\w:\s]{1,40}>\s*(?:\w{1,40}\s*)?\(\s*(\d{1,5})\s*,\s*(\d{1,5})\s*\)\s*<</.exec(text.slice(nameEnd, nameEnd + 120));
	if (head === null) return undefined;
	const shape = [Number(head[1]), Number(head[2])];
	const entries = new EntryReader(text, language, false);
	const numbers = new NumberList();
	let at = nameEnd + head[0].length;
	for (;;) {
		at = skipBlanksAndComments(text, at, language);
		const end = { start, end: at };
		if (!entries.read(at)) return foundRefusal('opencv', { start, end: entries.end }, entries.problem, { start: at, end: entries.end });
		numbers.push(entries.value, at, entries.end);
		end.end = entries.end;
		at = skipBlanksAndComments(text, entries.end, language);
		if (text.charCodeAt(at) === Code.comma && numbers.length <= MOST_NUMBERS) {
			at++;
			continue;
		}
		const fills = numbers.length === shape[0]! * shape[1]!;
		if (!fills) return foundRefusal('opencv', end, { reason: 'shape-mismatch', count: numbers.length, shape });
		const matrix = new Matrix(shape, numbers);
		return foundMatrix('opencv', end, entries.integerDivision ? matrix.noted({ kind: 'integer-division' }) : matrix);
	}
}
