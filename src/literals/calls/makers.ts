import { changed, foundRefusal, matrixOf, type Found } from '../found';
import { readRows } from '../notations/matlab';
import { asType, reshapedFound, sizesOf, squeezed, transposed, unsqueezed } from '../operations';
import type { Matrix } from '../matrix';
import type { Source, Value } from '../source';
import type { Call, CallReader } from './call';
import { made } from './constructors';

/** Keywords that say where and how the numbers are kept, not what they are. */
const HARMLESS = new Set([
	'dtype',
	'device',
	'requires_grad',
	'copy',
	'order',
	'subok',
	'like',
	'pin_memory',
	'name',
	'grad_fn',
	'layout',
	'size',
	'stop_gradient',
	'place',
	'names',
	'verify_shape',
	'weak_type',
	'chunks',
	'out',
	'ctx',
	'numpy',
	'trainable',
	'shape',
	'ndmin',
	'fill_value',
	'data',
	'object',
	'value',
	'values',
	'initial_value',
	'initializer',
]);

const FIRST = ['data', 'object', 'value', 'values', 'initial_value', 'initializer'];

/** `np.array([[…]], dtype=…)`, `torch.tensor(…)`, `tf.constant(…, shape=…)`, and what these libraries print. */
export const readMaker: CallReader = (source, call) => {
	const { keywords, positional, range, name } = call;
	if (
		keywords.has('indices') ||
		(keywords.get('layout')?.kind === 'word' && textOf(source, keywords.get('layout')!).includes('sparse'))
	) {
		return foundRefusal('nested-list', range, { reason: 'sparse' });
	}
	const mask = keywords.get('mask');
	if (mask !== undefined || name === 'masked_array') return foundRefusal('nested-list', range, { reason: 'masked' });
	if (name === 'Matrix' && positional.length === 3) return readSizedMatrix(call);
	const content = positional[0] ?? FIRST.map((key) => keywords.get(key)).find((value) => value !== undefined);
	if (content === undefined) return undefined;
	const shape = keywords.get('shape');
	if (content.kind === 'number' && shape !== undefined) {
		const sizes = sizesOf([shape]);
		return sizes && made(sizes, () => content.value, range);
	}
	const found = contentOf(source, call, content);
	if (found === undefined) return undefined;
	if (matrixOf(found) === undefined) return { ...found, range };
	if ([...keywords.keys()].some((key) => !HARMLESS.has(key))) return undefined;
	const converted = typed(source, call, { ...found, range });
	return matrixOf(converted) === undefined ? converted : shaped(source, call, converted);
};

/** SymPy's `Matrix(2, 2, [1, 2, 3, 4])`. */
function readSizedMatrix({ positional: [rows, columns, list], range }: Call): Found | undefined {
	if (rows?.kind !== 'number' || columns?.kind !== 'number' || list?.kind !== 'matrix') return undefined;
	return reshapedFound(list.found, [rows.value, columns.value], range);
}

function contentOf(source: Source, { name, range }: Call, content: Value): Found | undefined {
	if (content.kind === 'string') {
		return /^(?:mat|matrix|asmatrix|bmat)$/.test(name) ? rowsInString(source, content) : undefined;
	}
	if (content.kind === 'word' && content.word === '[]') return foundRefusal('nested-list', range, { reason: 'empty' });
	return content.kind === 'matrix' ? content.found : undefined;
}

/** `np.matrix('1 2; 3 4')`, with or without brackets inside the quotes. */
function rowsInString(source: Source, { range }: Value): Found | undefined {
	const bracketed = source.text.charAt(range.start + 1) === '[';
	const inside = range.start + (bracketed ? 2 : 1);
	const limit = range.end - (bracketed ? 2 : 1);
	return readRows(source, range.start, { inside, limit, close: 0, lines: false });
}

/** The element type may be a keyword, or NumPy's second argument. */
function typed(source: Source, { keywords, positional }: Call, found: Found): Found {
	const type = keywords.get('dtype') ?? positional[1];
	const matrix = matrixOf(found);
	if (matrix === undefined || type === undefined || (type.kind !== 'word' && type.kind !== 'string')) return found;
	const text = textOf(source, type);
	const outcome = asType(matrix, text);
	return outcome === undefined ? foundRefusal(found.notation, found.range, { reason: 'complex', text }) : { ...found, outcome };
}

/** The shape may be a keyword, TensorFlow.js's second argument, or in the name: a NumPy matrix has rank 2. */
function shaped(source: Source, { name, owner, keywords, positional, range }: Call, found: Found): Found | undefined {
	const matrix = matrixOf(found)!;
	const stated = keywords.get('shape') ?? (/^tensor(?:\dd)?$/.test(name) && owner !== 'torch' ? positional[1] : undefined);
	if (stated !== undefined && stated.kind !== 'string' && !(stated.kind === 'word' && keywords.get('shape') === undefined)) {
		const shape = sizesOf([stated]);
		return shape === undefined ? undefined : reshapedFound(found, shape, range);
	}
	if (positional.length > 1 && (positional[1]!.kind === 'matrix' || positional[1]!.kind === 'number')) return undefined;
	const least = keywords.get('ndmin');
	if (least?.kind === 'number' && least.value <= 4 && least.value > matrix.rank) {
		return reshapedFound(found, [...new Array<number>(least.value - matrix.rank).fill(1), ...matrix.shape], range);
	}
	if (matrix.rank === 1 && /^(?:mat|matrix|asmatrix)$/.test(name) && source.language.family === 'python')
		return reshapedFound(found, [1, ...matrix.shape], range);
	return found;
}

function textOf({ text }: Source, { range }: Value): string {
	return text.slice(range.start, range.end);
}

/** A function whose first argument is a matrix that it only arranges: `np.reshape(M, (3, 3))`, `np.transpose(M)`. */
function arranger(
	arrange: (matrix: Matrix, rest: readonly Value[], call: Call, source: Source) => Matrix | readonly number[] | undefined,
): CallReader {
	return (source, call) => {
		const [first, ...rest] = call.positional;
		if (first?.kind !== 'matrix') return undefined;
		const matrix = matrixOf(first.found);
		if (matrix === undefined) return { ...first.found, range: call.range };
		const result = arrange(matrix, rest, call, source);
		if (result === undefined) return undefined;
		if ('numbers' in result) return changed(first.found, result, call.range);
		const order = isColumnMajor(source, call) ? 'columns' : 'rows';
		const reshaped = reshapedFound(first.found, result, call.range, order);
		const outcome = matrixOf(reshaped);
		return outcome !== undefined && order === 'columns' ? { ...reshaped, outcome: outcome.noted({ kind: 'column-major' }) } : reshaped;
	};
}

/** MATLAB, Julia, R and Fortran fill a shape column by column; NumPy does when asked to. */
function isColumnMajor({ language, text }: Source, { keywords, owner }: Call): boolean {
	const order = keywords.get('order');
	if (order !== undefined) return text.slice(order.range.start, order.range.end).includes('F');
	if (['matlab', 'julia', 'fortran', 'r'].includes(language.family)) return true;
	return owner === '' && language.prose;
}

export const readReshape: CallReader = arranger((_, rest, { keywords }) => {
	const stated = keywords.get('shape') ?? keywords.get('newshape');
	const order = keywords.get('order');
	if (order?.kind === 'matrix') return undefined;
	return sizesOf(stated === undefined ? rest.filter(({ kind }) => kind !== 'string') : [stated]);
});

export const readTranspose: CallReader = arranger((matrix, rest) => (rest.length === 0 ? transposed(matrix) : undefined));

export const readExpandDims: CallReader = arranger((matrix, rest, { keywords }) => {
	const axis = sizesOf([keywords.get('axis') ?? keywords.get('dim'), ...rest].filter((value) => value !== undefined));
	return axis?.length === 1 ? unsqueezed(matrix, axis[0]!) : undefined;
});

export const readSqueeze: CallReader = arranger((matrix, rest) => (rest.length === 0 ? squeezed(matrix) : undefined));

/** `np.outer([1, 2, 1], [1, 2, 1])`: every product, as a separable kernel is often written. */
export const readOuter: CallReader = (_, { positional: [first, second], range }) => {
	if (first?.kind !== 'matrix' || second?.kind !== 'matrix') return undefined;
	const column = matrixOf(first.found);
	const row = matrixOf(second.found);
	if (column?.rank !== 1 || row?.rank !== 1) return undefined;
	const [height, width] = [column.shape[0]!, row.shape[0]!];
	return made([height, width], (index) => column.numbers.at(Math.floor(index / width)) * row.numbers.at(index % width), range);
};
