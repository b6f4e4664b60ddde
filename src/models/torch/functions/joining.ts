/** Joining and splitting tensors. */
import { add } from '../../python/integers';
import type { Integer } from '../../python/integers';
import { UnknownArgument } from '../../python/native';
import { List, Tuple } from '../../python/containers';
import { Unknown } from '../../python/values';
import type { Value } from '../../python/values';
import { operation, operations } from '../operation';
import type { TensorArguments } from '../operation';
import { refuse } from '../problems';
import { mergeFields } from '../receptive-field';
import { certainlyDiffer, normalizeAxis } from '../sizes';
import type { Tensor } from '../tensor';
import { MOST_VALUES } from '../tensor';

/** https://docs.pytorch.org/docs/stable/generated/torch.cat.html; a 1-D tensor without elements is passed over. */
function concatenate(args: TensorArguments): Tensor {
	const all = args.tensors('tensors');
	const parts = all.filter((each) => !(each.rank === 1 && each.shape[0] === 0));
	const first = parts[0] ?? all[0] ?? refuse('rank-mismatch', { operation: 'cat', expected: 'at least one tensor', shape: [] });
	const axis = args.axis('dim', first);
	let total: Integer = 0;
	parts.forEach((part, index) => {
		if (part.rank !== first.rank) refuse('join-mismatch', { operation: 'cat', axis: -1, joined: axis, first: first.shape, other: part.shape, index });
		part.shape.forEach((size, each) => {
			if (each !== axis && certainlyDiffer(size, first.shape[each]!)) refuse('join-mismatch', { operation: 'cat', axis: each, joined: axis, first: first.shape, other: part.shape, index });
		});
		total = add(total, part.shape[axis]!);
	});
	const result = first.as(first.shape.map((size, each) => (each === axis ? total : size)));
	const values = first.rank === 1 && parts.every((part) => part.values !== undefined) ? parts.flatMap((part) => [...part.values!]) : undefined;
	return result.withValues(values).withField(mergeFields(parts.map((part) => part.field)));
}

const stack = operation('stack(tensors, dim=0)', (args) => {
	const parts = args.tensors('tensors');
	const first = parts[0] ?? refuse('rank-mismatch', { operation: 'stack', expected: 'at least one tensor', shape: [] });
	parts.forEach((part, index) => {
		const axis = part.rank === first.rank ? part.shape.findIndex((size, each) => certainlyDiffer(size, first.shape[each]!)) : -1;
		if (axis >= 0 || part.rank !== first.rank) refuse('join-mismatch', { operation: 'stack', axis, joined: -1, first: first.shape, other: part.shape, index });
	});
	const axis = normalizeAxis(args.number('dim'), first.rank + 1, 'stack', first.shape);
	const result = first.as([...first.shape.slice(0, axis), parts.length, ...first.shape.slice(axis)]);
	return first.rank === 0 && parts.every((part) => part.values !== undefined) ? result.withValues(parts.flatMap((part) => [...part.values!])) : result;
});

/** Pieces of these sizes along an axis. */
function pieces(input: Tensor, sizes: readonly Integer[], axis: number): Tuple {
	let from = 0;
	return new Tuple(sizes.map((piece) => {
		const made = input.as(input.shape.map((size, each) => (each === axis ? piece : size))).withField(axis < input.rank - (input.field?.axes.length ?? 0) ? input.field : undefined);
		if (input.rank === 1 && input.values !== undefined && typeof piece === 'number') made.withValues(input.values.slice(from, from + piece));
		from += typeof piece === 'number' ? piece : 0;
		return made;
	}));
}

function plainSize(input: Tensor, axis: number): number {
	const size = input.shape[axis]!;
	if (typeof size !== 'number') throw UnknownArgument.of(new Unknown('data-dependent', 'split of a symbolic axis'));
	return size;
}

/** Pieces of one size, the last maybe smaller. */
function evenPieces(input: Tensor, piece: number, axis: number): Tuple {
	const length = plainSize(input, axis);
	if (piece < 1) refuse('invalid-setting', { setting: 'split_size', value: piece });
	if (length / piece > MOST_VALUES) throw UnknownArgument.of(new Unknown('too-large', 'split'));
	return pieces(input, Array.from({ length: Math.max(1, Math.ceil(length / piece)) }, (_, index) => Math.min(piece, length - index * piece)), axis);
}

const isSequence = (value: Value): boolean => value instanceof List || value instanceof Tuple;

const splitOperation = operation('split(input, split_size=None, dim=0, *, split_size_or_sections=None)', (args) => {
	const input = args.tensor('input');
	const axis = args.axis('dim', input);
	const given = args.has('split_size') ? 'split_size' : 'split_size_or_sections';
	if (!isSequence(args.value(given))) return evenPieces(input, args.number(given), axis);
	const sizes = args.numbers(given);
	const length = input.shape[axis]!;
	if (typeof length === 'number' && sizes.reduce((sum, size) => sum + size, 0) !== length) refuse('split-mismatch', { axis, shape: input.shape, sizes });
	return pieces(input, sizes, axis);
});

const chunk = operation('chunk(input, chunks, dim=0)', (args) => {
	const input = args.tensor('input');
	const axis = args.axis('dim', input);
	return evenPieces(input, Math.ceil(plainSize(input, axis) / args.number('chunks')), axis);
});

const tensorSplit = operation('tensor_split(input, indices_or_sections=None, dim=0, *, indices=None, sections=None)', (args) => {
	const input = args.tensor('input');
	const axis = args.axis('dim', input);
	const length = plainSize(input, axis);
	const given = ['indices_or_sections', 'indices', 'sections'].find((name) => args.has(name)) ?? 'indices_or_sections';
	if (isSequence(args.value(given))) {
		const cuts = [0, ...args.numbers(given).map((cut) => Math.min(cut < 0 ? cut + length : cut, length)), length];
		return pieces(input, cuts.slice(1).map((cut, index) => Math.max(0, cut - cuts[index]!)), axis);
	}
	const count = args.number(given);
	return pieces(input, Array.from({ length: count }, (_, index) => Math.floor(length / count) + (index < length % count ? 1 : 0)), axis);
});

const unbind = operation('unbind(input, dim=0)', (args) => {
	const input = args.tensor('input');
	const axis = args.axis('dim', input);
	const length = plainSize(input, axis);
	if (length > MOST_VALUES) throw UnknownArgument.of(new Unknown('too-large', 'unbind'));
	return new Tuple(Array.from({ length }, () => input.as(input.shape.filter((_, each) => each !== axis))));
});

const meshgrid = operation('meshgrid(*tensors, indexing=\'ij\')', (args) => {
	const tensors = args.spreadTensors('tensors');
	const sizes = tensors.map((each) => each.elements);
	if (args.text('indexing') === 'xy' && sizes.length > 1) [sizes[0], sizes[1]] = [sizes[1]!, sizes[0]!];
	return new Tuple(tensors.map((each) => each.as(sizes)));
});

const CATENATION = operation('cat(tensors, dim=0)', concatenate);

export const JOINING = operations(
	CATENATION, operation('concat(tensors, dim=0)', concatenate), operation('concatenate(tensors, dim=0)', concatenate),
	operation('hstack(tensors)', (args) => joinAlong(args, args.tensors('tensors')[0]?.rank === 1 ? 0 : 1, (part) => atLeast(part, 1))),
	...['vstack', 'row_stack'].map((name) => operation(`${name}(tensors)`, (args) => joinAlong(args, 0, (part) => atLeast(part, 2)))),
	operation('dstack(tensors)', (args) => joinAlong(args, 2, (part) => atLeast(part, 3))),
	operation('column_stack(tensors)', (args) => joinAlong(args, 1, (part) => (part.rank < 2 ? part.as([part.elements, 1]) : part))),
	operation('atleast_1d(input)', (args) => atLeast(args.tensor('input'), 1)), operation('atleast_2d(input)', (args) => atLeast(args.tensor('input'), 2)), operation('atleast_3d(input)', (args) => atLeast(args.tensor('input'), 3)),
	splitAlong('hsplit', ({ rank }) => (rank === 1 ? 0 : 1)), splitAlong('vsplit', () => 0), splitAlong('dsplit', () => 2),
	stack, splitOperation, chunk, tensorSplit, unbind, meshgrid,
);

/** A tensor with axes added until it has so many: as NumPy does, in front, and for the third behind. */
function atLeast(part: Tensor, rank: number): Tensor {
	if (part.rank >= rank) return part;
	const shape = rank === 3 && part.rank === 2 ? [...part.shape, 1] : rank === 3 && part.rank === 1 ? [1, ...part.shape, 1] : [...Array.from({ length: rank - part.rank }, () => 1), ...part.shape];
	return part.as(shape).withValues(part.values);
}

function joinAlong(args: TensorArguments, axis: number, prepare: (part: Tensor) => Tensor): Value {
	return args.interpreter.call(CATENATION, [new List(args.tensors('tensors').map(prepare)), axis]);
}

function splitAlong(name: string, axisOf: (input: Tensor) => number): ReturnType<typeof operation> {
	return operation(`${name}(input, indices_or_sections)`, (args) => args.interpreter.call(tensorSplit, [args.tensor('input'), args.raw('indices_or_sections'), axisOf(args.tensor('input'))]));
}

