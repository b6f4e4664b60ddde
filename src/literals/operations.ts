import type { Shape } from '../engine/tensor';
import { foundRefusal, matrixOf, type Found } from './found';
import type { TextRange } from './literal';
import { Matrix } from './matrix';
import type { Value } from './source';

/** The whole numbers in these values: 3, 3 or (3, 3) or [3, 3]; undefined where one is not a size. */
export function sizesOf(values: readonly Value[]): Shape | undefined {
	const sizes: number[] = [];
	for (const value of values) {
		if (value.kind === 'number') {
			sizes.push(value.value);
		} else if (value.kind === 'matrix') {
			const matrix = matrixOf(value.found);
			if (matrix === undefined || values.length > 1) return undefined;
			for (let index = 0; index < matrix.numbers.length; index++) sizes.push(matrix.numbers.at(index));
		} else if (value.kind === 'word' && value.word === '[]') {
			sizes.push(-1);
		} else {
			return undefined;
		}
	}
	return sizes.every((size) => Number.isInteger(size) && size >= -1) ? sizes : undefined;
}

/** The matrix under another shape, or the refusal that says why it does not fit. */
export function reshapedFound(found: Found, shape: Shape, range: TextRange, order: 'rows' | 'columns' = 'rows'): Found {
	const matrix = matrixOf(found);
	if (matrix === undefined) return { ...found, range };
	const reshaped = matrix.reshaped(shape, order);
	return reshaped === undefined
		? foundRefusal(found.notation, range, { reason: 'shape-mismatch', count: matrix.numbers.length, shape })
		: { ...found, range, outcome: reshaped };
}

/** A size of 1 put in before this axis; a negative one counts from behind. */
export function unsqueezed(matrix: Matrix, axis: number): Matrix | undefined {
	const place = axis < 0 ? axis + matrix.rank + 1 : axis;
	return Number.isInteger(place) && place >= 0 && place <= matrix.rank ? matrix.reshaped(matrix.shape.toSpliced(place, 0, 1)) : undefined;
}

/** Without its sizes of 1, or without the one of this axis. */
export function squeezed(matrix: Matrix, axis?: number): Matrix | undefined {
	const larger = matrix.shape.filter((size) => size !== 1);
	if (axis === undefined) return larger.length === 0 ? undefined : matrix.reshaped(larger);
	const place = axis < 0 ? axis + matrix.rank : axis;
	return matrix.shape[place] === 1 && matrix.rank > 1 ? matrix.reshaped(matrix.shape.toSpliced(place, 1)) : matrix;
}

/** All axes turned round: a vector stays as it is. */
export function transposed(matrix: Matrix): Matrix {
	return matrix.rank < 2 ? matrix : matrix.permuted(matrix.shape.map((_, axis) => matrix.rank - 1 - axis));
}

/** MATLAB's and Julia's transpose: a vector becomes a row. */
export function transposedRows(matrix: Matrix): Matrix {
	return matrix.rank === 1 ? new Matrix([1, ...matrix.shape], matrix.numbers, matrix.notes) : transposed(matrix);
}

/** What the type named here does to the numbers: whole-number types cut, boolean types test. */
export function asType(matrix: Matrix, type: string): Matrix | undefined {
	if (/bool/i.test(type)) return matrix.tested();
	if (/complex/i.test(type)) return undefined;
	return /int|long|short|byte/i.test(type) ? matrix.truncated() : matrix;
}

type Method = (matrix: Matrix, positional: readonly Value[]) => Matrix | Shape | undefined;

const asItIs: Method = (matrix) => matrix;

/** What the methods of NumPy, PyTorch, TensorFlow and their kin do; a shape as answer means: under that shape. */
const METHODS: ReadonlyMap<string, Method> = new Map(
	Object.entries<Method>({
		div: scaledBy('/'),
		divide: scaledBy('/'),
		true_divide: scaledBy('/'),
		mul: scaledBy('*'),
		multiply: scaledBy('*'),
		neg: (matrix, positional) => (positional.length === 0 ? matrix.scaled(-1, '*') : undefined),
		div_: scaledBy('/'),
		mul_: scaledBy('*'),
		float: asItIs,
		double: asItIs,
		half: asItIs,
		bfloat16: asItIs,
		cuda: asItIs,
		cpu: asItIs,
		numpy: asItIs,
		contiguous: asItIs,
		clone: asItIs,
		detach: asItIs,
		requires_grad_: asItIs,
		copy: asItIs,
		tolist: asItIs,
		asnumpy: asItIs,
		toFloat: asItIs,
		block_until_ready: asItIs,
		int: (matrix) => matrix.truncated(),
		long: (matrix) => matrix.truncated(),
		short: (matrix) => matrix.truncated(),
		bool: (matrix) => asType(matrix, 'bool'),
		to: converted,
		type: converted,
		astype: converted,
		reshape: (_, positional) => sizesOf(positional),
		view: (_, positional) => sizesOf(positional),
		flatten: (matrix, positional) => (positional.length === 0 ? [matrix.numbers.length] : undefined),
		ravel: (matrix, positional) => (positional.length === 0 ? [matrix.numbers.length] : undefined),
		unsqueeze: (matrix, positional) => unsqueezed(matrix, sizesOf(positional)?.[0] ?? NaN),
		expandDims: (matrix, positional) => unsqueezed(matrix, sizesOf(positional)?.[0] ?? 0),
		squeeze: (matrix, positional) => squeezed(matrix, sizesOf(positional)?.[0]),
		t: (matrix) => (matrix.rank <= 2 ? transposed(matrix) : undefined),
		transpose: (matrix, positional) => permutedBy(matrix, positional),
		permute: (matrix, positional) => (positional.length === 0 ? undefined : permutedBy(matrix, positional)),
	}),
);

function scaledBy(operator: '*' | '/'): Method {
	return (matrix, [factor, ...rest]) =>
		factor?.kind === 'number' && rest.length === 0 ? matrix.scaled(factor.value, operator) : undefined;
}

function converted(matrix: Matrix, positional: readonly Value[]): Matrix | undefined {
	const type = positional[0];
	if (type === undefined) return undefined;
	return asType(matrix, type.kind === 'word' ? type.word : '');
}

/** `transpose()` turns all axes round, `transpose(0, 2, 3, 1)` orders them, PyTorch's `transpose(0, 1)` swaps two. */
function permutedBy(matrix: Matrix, positional: readonly Value[]): Matrix | undefined {
	const axes = sizesOf(positional)?.map((axis) => (axis < 0 ? axis + matrix.rank : axis));
	if (axes === undefined) return undefined;
	if (axes.length === 0) return transposed(matrix);
	if (axes.length === matrix.rank && new Set(axes).size === matrix.rank && axes.every((axis) => axis < matrix.rank))
		return matrix.permuted(axes);
	const [first, second] = axes;
	if (axes.length !== 2 || first! >= matrix.rank || second! >= matrix.rank) return undefined;
	return matrix.permuted(matrix.shape.map((_, axis) => (axis === first ? second! : axis === second ? first! : axis)));
}

/** The result of calling this method on what was found, which now reaches to `end`; undefined for a method that is not known. */
export function applyMethod(found: Found, name: string, positional: readonly Value[], end: number): Found | undefined {
	const method = METHODS.get(name);
	if (method === undefined) return undefined;
	const range = { start: found.range.start, end };
	const matrix = matrixOf(found);
	if (matrix === undefined) return { ...found, range };
	const result = method(matrix, positional);
	if (result === undefined) return undefined;
	return result instanceof Matrix ? { ...found, range, outcome: result } : reshapedFound(found, result, range);
}
