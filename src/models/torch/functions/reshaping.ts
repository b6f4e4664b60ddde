import { divideExactly, floorDivide, multiply, SymbolicInteger } from '../../python/integers';
import type { Integer } from '../../python/integers';
import { List, Tuple } from '../../python/containers';
import { NONE } from '../../python/values';
import type { Value } from '../../python/values';
import { operation, operations } from '../operation';
import type { TensorArguments } from '../operation';
import { refuse } from '../problems';
import type { Shape } from '../problems';
import { globalField } from '../receptive-field';
import { certainlyDiffer, elementCount, isUnknownSize, normalizeAxis, unknownSize } from '../sizes';
import { Tensor } from '../tensor';

/** The shape that is asked for, −1 solved. Same elements in the same order. */
export function reshaped(input: Tensor, requested: Shape): Tensor {
	const { elements } = input;
	const gap = requested.indexOf(-1);
	if (gap < 0) {
		if (certainlyDiffer(elementCount(requested), elements)) refuse('invalid-reshape', { shape: input.shape, requested, elements });
		return input.as(requested).withValues(input.values).withField(keptField(input, requested));
	}
	const rest = elementCount(requested.filter((_, index) => index !== gap));
	const solved = solve(input, requested, elements, rest);
	const shape = requested.map((size, index) => (index === gap ? solved : size));
	return input.as(shape).withValues(input.values).withField(keptField(input, shape));
}

/** The size that −1 stands for: elements divided by the rest. */
function solve(input: Tensor, requested: Shape, elements: Integer, rest: Integer): Integer {
	if (isUnknownSize(elements) || isUnknownSize(rest)) return divideExactly(elements, rest) ?? unknownSize();
	if (rest === 0) refuse('invalid-reshape', { shape: input.shape, requested, elements });
	const exact = divideExactly(elements, rest);
	if (exact !== undefined) return exact;
	if (typeof elements === 'number' && typeof rest === 'number') refuse('invalid-reshape', { shape: input.shape, requested, elements });
	// One sample's features are not a multiple of what is asked for: only the batch could make up for it.
	if (elements instanceof SymbolicInteger && elements.soleFactor !== undefined && typeof rest === 'number' && requested[0] === -1) {
		refuse('batch-swallowed', { shape: input.shape, requested, features: elements.soleFactor, expected: rest });
	}
	return floorDivide(elements, rest);
}

/** The spatial axes survive a reshape that leaves the last ones alone; flattening them all looks at the whole input. */
function keptField(input: Tensor, shape: Shape): Tensor['field'] {
	const axes = input.field?.axes.length ?? 0;
	if (input.field === undefined) return undefined;
	const same = axes > 0 && shape.length >= axes && Array.from({ length: axes }, (_, index) => index + 1).every((back) => shape.at(-back) === input.shape.at(-back));
	return same ? input.field : globalField(input.field);
}

const flatten = operation('flatten(input, start_dim=0, end_dim=-1)', (args) => {
	const input = args.tensor('input');
	if (input.rank === 0) return input.as([1]);
	const [start, end] = [args.axis('start_dim', input), args.axis('end_dim', input)];
	const shape = [...input.shape.slice(0, start), elementCount(input.shape.slice(start, end + 1)), ...input.shape.slice(end + 1)];
	return input.as(shape).withValues(input.values).withField(globalField(input.field));
});

const unflatten = operation('unflatten(input, dim, sizes)', (args) => {
	const input = args.tensor('input');
	const axis = args.axis('dim', input);
	const sizes = args.sizes('sizes');
	const part = reshaped(input.as([input.shape[axis]!]), sizes);
	return input.as([...input.shape.slice(0, axis), ...part.shape, ...input.shape.slice(axis + 1)]);
});

/** The tensor with its axes in this order. */
export function permuted(input: Tensor, order: readonly number[]): Tensor {
	const axes = order.map((axis) => normalizeAxis(axis, input.rank, 'permute', input.shape));
	if (new Set(axes).size !== input.rank || axes.length !== input.rank) refuse('permutation-mismatch', { order, shape: input.shape });
	const inPlace = axes.every((axis, index) => axis === index);
	return input.as(axes.map((axis) => input.shape[axis]!)).withField(inPlace ? input.field : undefined);
}

function swapped(input: Tensor, first: number, second: number): Tensor {
	const order = input.shape.map((_, axis) => (axis === first ? second : axis === second ? first : axis));
	return permuted(input, order);
}

const transpose = operation('transpose(input, dim0, dim1)', (args) => swapped(args.tensor('input'), args.axis('dim0', args.tensor('input')), args.axis('dim1', args.tensor('input'))));

const moveAxes = (name: string): ReturnType<typeof operation> => operation(`${name}(input, source, destination)`, (args) => {
	const input = args.tensor('input');
	const normal = (name: string): number[] => args.numbers(name).map((axis) => normalizeAxis(axis, input.rank, 'movedim', input.shape));
	const [source, destination] = [normal('source'), normal('destination')];
	const order: Array<number | undefined> = input.shape.map(() => undefined);
	destination.forEach((axis, index) => (order[axis] = source[index]!));
	const rest = input.shape.map((_, axis) => axis).filter((axis) => !source.includes(axis));
	return permuted(input, order.map((axis) => axis ?? rest.shift()!));
});

const squeeze = operation('squeeze(input, dim=None)', (args) => {
	const input = args.tensor('input');
	const axes = args.has('dim') ? args.axes('dim', input) : input.shape.map((_, axis) => axis);
	return input.as(input.shape.filter((size, axis) => !(axes.includes(axis) && size === 1))).withValues(input.values);
});

const unsqueeze = operation('unsqueeze(input, dim)', (args) => {
	const input = args.tensor('input');
	const axis = normalizeAxis(args.number('dim'), input.rank + 1, 'unsqueeze', input.shape);
	return input.as([...input.shape.slice(0, axis), 1, ...input.shape.slice(axis)]).withValues(input.values);
});

const expand = operation('expand(input, *sizes)', (args) => expanded(args.tensor('input'), args.spread('sizes')));

function expanded(input: Tensor, requested: Shape): Tensor {
	const offset = requested.length - input.rank;
	if (offset < 0) refuse('expand-mismatch', { shape: input.shape, requested, axis: 0 });
	return input.as(requested.map((size, axis) => {
		const own = axis < offset ? 1 : input.shape[axis - offset]!;
		if (size === -1) return own;
		if (own !== 1 && certainlyDiffer(own, size)) refuse('expand-mismatch', { shape: input.shape, requested, axis });
		return size;
	}));
}

const repeat = operation('repeat(input, *sizes)', (args) => {
	const input = args.tensor('input');
	const times = args.spread('sizes');
	const rank = Math.max(times.length, input.rank);
	return input.as(Array.from({ length: rank }, (_, axis) => multiply(times[times.length - rank + axis] ?? 1, input.shape[input.rank - rank + axis] ?? 1)));
});

const repeatEach = operation('repeat_interleave(input, repeats, dim=None, *, output_size=None)', (args) => {
	const input = args.tensor('input');
	const times = args.raw('repeats') instanceof Tensor ? unknownSize() : args.size('repeats');
	if (!args.has('dim')) return input.as([multiply(input.elements, times)]);
	const axis = args.axis('dim', input);
	return input.as(input.shape.map((size, index) => (index === axis ? multiply(size, times) : size)));
});

/** `view(dtype)` keeps the shape; `view(*sizes)` and `reshape(*sizes)` change it. */
function reshapeLike(name: string): ReturnType<typeof operation> {
	return operation(`${name}(input, *shape, size=None)`, (args) => {
		const [first] = args.items('shape');
		if (typeof first === 'string') return args.tensor('input').same(first);
		return reshaped(args.tensor('input'), args.has('size') ? args.sizes('size') : args.spread('shape'));
	});
}

/** A quarter turn swaps the two axes, half a turn does not. */
const turned = operation('rot90(input, k=1, dims=None)', (args) => {
	const input = args.tensor('input');
	const [first, second] = args.has('dims') ? args.axes('dims', input) : [0, 1];
	return args.number('k') % 2 === 0 ? input.as(input.shape) : swapped(input, first!, second!);
});

const isSequence = (value: Value): boolean => value instanceof Tuple || value instanceof List;

export const RESHAPING = operations(
	reshapeLike('view'), flatten, unflatten, transpose, moveAxes('movedim'), moveAxes('moveaxis'), squeeze, unsqueeze, expand, repeat, repeatEach,
	operation('reshape(input, *spread, shape=None)', (args: TensorArguments) => reshaped(args.tensor('input'), args.raw('shape') === NONE ? args.spread('spread') : args.sizes('shape'))),
	operation('view_as(input, other)', (args) => reshaped(args.tensor('input'), args.tensor('other').shape)),
	operation('reshape_as(input, other)', (args) => reshaped(args.tensor('input'), args.tensor('other').shape)),
	operation('permute(input, *spread, dims=None)', (args) => permuted(args.tensor('input'), args.raw('dims') === NONE ? numbersOf(args) : args.numbers('dims'))),
	operation('swapaxes(input, axis0, axis1)', (args) => swapped(args.tensor('input'), args.axis('axis0', args.tensor('input')), args.axis('axis1', args.tensor('input')))),
	operation('swapdims(input, dim0, dim1)', (args) => swapped(args.tensor('input'), args.axis('dim0', args.tensor('input')), args.axis('dim1', args.tensor('input')))),
	operation('t(input)', (args) => permuted(args.tensor('input'), args.tensor('input').shape.map((_, axis) => axis).reverse())),
	operation('adjoint(input)', (args) => swapped(args.tensor('input'), args.tensor('input').rank - 2, args.tensor('input').rank - 1)),
	operation('expand_as(input, other)', (args) => expanded(args.tensor('input'), args.tensor('other').shape)),
	operation('broadcast_to(input, size)', (args) => expanded(args.tensor('input'), args.sizes('size'))),
	operation('tile(input, *dims)', (args) => args.interpreter.call(repeat, [args.tensor('input'), ...(args.items('dims').length === 1 && isSequence(args.items('dims')[0]!) ? args.items('dims') : [new Tuple(args.items('dims'))])])),
	turned,
	operation('view_as_real(input)', (args) => args.tensor('input').as([...args.tensor('input').shape, 2], 'float32')),
	operation('view_as_complex(input)', (args) => args.tensor('input').as(args.tensor('input').shape.slice(0, -1), 'complex64')),
	operation('ravel(input)', (args) => reshaped(args.tensor('input'), [-1])),
);

function numbersOf(args: TensorArguments): number[] {
	return args.spread('spread').map((axis) => (typeof axis === 'number' ? axis : refuse('axis-out-of-range', { operation: 'permute', axis: NaN, shape: args.tensor('input').shape })));
}
