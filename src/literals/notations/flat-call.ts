import { Code } from '../characters';
import { foundRefusal, matrixOf, type Found } from '../found';
import { transposed } from '../operations';
import type { Source } from '../source';
import { readRows } from './matlab';

/** GLSL fills columns; HLSL and OpenCV's Matx fill rows. */
const SHAPES: ReadonlyArray<{ name: RegExp; columns: boolean }> = [
	{ name: /^d?mat([234])$/, columns: true },
	{ name: /^d?mat([234])x([234])$/, columns: true },
	{ name: /^(?:float|half|double)([234])x([234])$/, columns: false },
	{ name: /^Matx([1-6])([1-6])[fd]$/, columns: false },
];

/** Reads numbers whose shape is in the name of the call: `mat3(…)`, `float3x3(…)`, `Matx33f(…)`; and Typst's `mat(1, 2; 3, 4)`. */
export function readFlatCall(source: Source, start: number, nameEnd: number, name: string): Found | undefined {
	if (source.text.charCodeAt(nameEnd) !== Code.parenthesis) return undefined;
	if (name === 'mat') return readTypst(source, start, nameEnd);
	if (!/^(?:d?mat|Matx|float|half|double)\d/.test(name)) return undefined;
	for (const { name: pattern, columns } of SHAPES) {
		const sizes = pattern.exec(name);
		if (sizes === null) continue;
		const found = readRows({ ...source, evidence: 'found' }, start, {
			inside: nameEnd + 1,
			limit: source.text.length,
			close: Code.parenthesisEnd,
			lines: false,
		});
		const matrix = found && matrixOf(found);
		if (matrix === undefined) return undefined;
		const [first, second = first] = [Number(sizes[1]), sizes[2] === undefined ? undefined : Number(sizes[2])];
		const range = { start, end: found!.range.end };
		// The name of a GLSL matrix counts its columns first.
		const reshaped = matrix.reshaped([first, second]);
		if (reshaped === undefined)
			return foundRefusal('flat-call', range, {
				reason: 'shape-mismatch',
				count: matrix.numbers.length,
				shape: columns ? [second, first] : [first, second],
			});
		return { notation: 'flat-call', range, outcome: columns ? transposed(reshaped).noted({ kind: 'column-major' }) : reshaped };
	}
	return undefined;
}

/** `mat(1, 2; 3, 4)` of Typst, with `delim: "["` before the numbers or without. */
function readTypst(source: Source, start: number, open: number): Found | undefined {
	const { text } = source;
	const option = /^\(\s*delim:\s*(?:"[^"\n]{0,4}"|#?none)\s*,/.exec(text.slice(open, open + 40));
	const found = readRows(source, start, {
		inside: open + (option?.[0].length ?? 1),
		limit: text.length,
		close: Code.parenthesisEnd,
		lines: false,
	});
	return found !== undefined && text.slice(start, found.range.end).includes(';') ? found : undefined;
}
