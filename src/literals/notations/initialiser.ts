import { elementCount } from '../../engine/tensor';
import { skipBlanksAndComments } from '../blanks';
import { Code, isBlank, isLineEnd, isNamePart } from '../characters';
import { foundRefusal, matrixOf, type Found } from '../found';
import { Matrix } from '../matrix';
import { NumberList } from '../number-list';
import type { Source } from '../source';
import { readMatlab } from './matlab';
import { readNestedList } from './nested-list';

/** How far before a brace the declared sizes are looked for. */
const REACH = 160;

/**
 * Reads braces: nested ones in any language, flat ones under the sizes declared before them (`float k[3][3] = {…}`,
 * `[2][2]float64{…}`), and a spreadsheet's `{1,2;3,4}`. C fills what is declared and not written with zeros.
 */
export function readInitialiser(source: Source, at: number): Found | undefined {
	const { text, language, evidence } = source;
	const next = text.charCodeAt(skipBlanksAndComments(text, at + 1, language));
	const isNested = next === Code.brace || (language.braces && next === Code.parenthesis);
	if (!isNested && !(language.braces || evidence === 'claimed' || language.prose)) return undefined;
	const found = readNestedList(source, at);
	if (found === undefined) return isNested || language.family === 'c' ? undefined : readSpreadsheetRows(source, at);
	if (matrixOf(found) === undefined && !isNested && !language.braces && evidence === 'found') return undefined;
	if (language.family !== 'c') return isNested || language.braces || evidence === 'claimed' ? found : undefined;
	const declared = declaredSizes(text, at);
	if (!isNested && !declared.assigned && evidence === 'found') return undefined;
	return declared.sizes === undefined ? found : sized(found, declared.sizes, isNested);
}

function readSpreadsheetRows(source: Source, at: number): Found | undefined {
	const found = readMatlab(source, at);
	const matrix = found && matrixOf(found);
	return matrix !== undefined && matrix.shape[0]! < 2 && source.evidence === 'found' ? undefined : found;
}

/** The initialiser under its declared sizes: -1 stands for one that is left open. */
function sized(found: Found, sizes: ReadonlyArray<number | string>, isNested: boolean): Found {
	const matrix = matrixOf(found);
	if (matrix === undefined) return found;
	const unknown = sizes.find((size): size is string => typeof size === 'string');
	if (unknown !== undefined)
		return isNested || sizes.length < 2 ? found : foundRefusal(found.notation, found.range, { reason: 'symbolic', text: unknown });
	const shape = sizes as readonly number[];
	if (isNested) {
		const fits = shape.length === matrix.rank && shape.every((size, axis) => size < 0 || size >= matrix.shape[axis]!);
		return fits
			? {
					...found,
					outcome: padded(
						matrix,
						shape.map((size, axis) => (size < 0 ? matrix.shape[axis]! : size)),
						found,
					),
				}
			: found;
	}
	const { numbers } = matrix;
	const inner = elementCount(shape.slice(1));
	const full = shape[0]! < 0 ? [Math.ceil(numbers.length / inner), ...shape.slice(1)] : shape;
	const missing = elementCount(full) - numbers.length;
	if (missing < 0) return foundRefusal(found.notation, found.range, { reason: 'shape-mismatch', count: numbers.length, shape: full });
	if (missing === 0) return { ...found, outcome: new Matrix(full, numbers, matrix.notes) };
	if (elementCount(full) > 1 << 20) return foundRefusal(found.notation, found.range, { reason: 'too-large', shape: full });
	const filled = new NumberList(elementCount(full));
	numbers.copyTo(filled);
	for (let count = 0; count < missing; count++) filled.push(0, found.range.start, found.range.end);
	return { ...found, outcome: new Matrix(full, filled, matrix.notes).noted({ kind: 'zero-filled' }) };
}

/** The matrix in the corner of a larger one, with zeros in the rest. */
function padded(matrix: Matrix, shape: readonly number[], { range }: Found): Matrix {
	if (shape.every((size, axis) => size === matrix.shape[axis]) || elementCount(shape) > 1 << 20) return matrix;
	const all = new NumberList(matrix.numbers.length + 1);
	matrix.numbers.copyTo(all);
	all.push(0, range.start, range.end);
	const zero = matrix.numbers.length;
	const numbers = all.picked(elementCount(shape), (index) => {
		let rest = index;
		let source = 0;
		let step = 1;
		for (let axis = shape.length - 1; axis >= 0; axis--) {
			const place = rest % shape[axis]!;
			if (place >= matrix.shape[axis]!) return zero;
			source += place * step;
			step *= matrix.shape[axis]!;
			rest = Math.floor(rest / shape[axis]!);
		}
		return source;
	});
	return new Matrix(shape, numbers, matrix.notes).noted({ kind: 'zero-filled' });
}

/** The sizes in the brackets before this brace, and whether the brace is assigned or typed at all. */
function declaredSizes(text: string, brace: number): { assigned: boolean; sizes?: Array<number | string> } {
	const floor = Math.max(0, brace - REACH);
	let at = skipBack(text, brace, floor);
	let assigned = false;
	if (text.charCodeAt(at - 1) === Code.equals) {
		assigned = true;
		at = skipBack(text, at - 1, floor);
	} else if (
		text.charCodeAt(at - 1) === Code.bracketEnd ||
		text.charCodeAt(at - 1) === Code.greater ||
		isNamePart(text.charCodeAt(at - 1))
	) {
		assigned = text.charCodeAt(at - 1) === Code.bracketEnd || text.charCodeAt(at - 1) === Code.greater || isTypeBefore(text, at, floor);
		while (at > floor && isNamePart(text.charCodeAt(at - 1))) at--;
	}
	const sizes: Array<number | string> = [];
	while (at > floor && text.charCodeAt(at - 1) === Code.bracketEnd) {
		const open = text.slice(floor, at).lastIndexOf('[');
		if (open < 0) break;
		const inside = text.slice(floor + open + 1, at - 1).trim();
		sizes.unshift(
			...(inside === '' || inside === '...'
				? [-1]
				: inside.split(',').map((part) => (/^\d+$/.test(part.trim()) ? Number(part) : part.trim() === '' ? -1 : part.trim()))),
		);
		at = skipBack(text, floor + open, floor);
	}
	return sizes.length === 0 || sizes.every((size) => size === -1) ? { assigned } : { assigned, sizes };
}

/** A Go or C++ type right before the brace, `float64{…}`, behind its brackets. */
function isTypeBefore(text: string, end: number, floor: number): boolean {
	let at = end;
	while (at > floor && isNamePart(text.charCodeAt(at - 1))) at--;
	return text.charCodeAt(at - 1) === Code.bracketEnd;
}

function skipBack(text: string, from: number, floor: number): number {
	let at = from;
	while (at > floor && (isBlank(text.charCodeAt(at - 1)) || isLineEnd(text.charCodeAt(at - 1)))) at--;
	return at;
}
