import { add, compareIntegers, floorDivide, subtract } from '../../python/integers';
import type { Integer } from '../../python/integers';
import { sliced } from '../../python/items';
import { asInteger } from '../../python/operations';
import { List, Range, Slice, Tuple } from '../../python/containers';
import { ELLIPSIS, NONE, raise, Unknown } from '../../python/values';
import type { Value } from '../../python/values';
import { represent } from '../../python/text';
import { operation, operations, sizeOf } from '../operation';
import { refuse } from '../problems';
import { broadcast, unknownSize } from '../sizes';
import { Tensor } from '../tensor';

/** How many steps a slice takes through an axis of this size. */
function slicedSize(slice: Slice, size: Integer): Integer {
	const read = (bound: Value): Integer | undefined => (bound === NONE ? undefined : sizeOf(bound));
	const [lower, upper, step = 1] = [read(slice.lower), read(slice.upper), read(slice.step)];
	if (typeof step !== 'number' || step < 1) return unknownSize();
	const clamp = (bound: Integer): Integer => {
		const fromStart = compareIntegers(bound, 0) === -1 ? add(bound, size) : bound;
		if (compareIntegers(fromStart, 0) === -1) return 0;
		const order = compareIntegers(fromStart, size);
		return order === undefined ? unknownSize() : order === 1 ? size : fromStart;
	};
	const span = subtract(upper === undefined ? size : clamp(upper), lower === undefined ? 0 : clamp(lower));
	if (compareIntegers(span, 0) === -1) return 0;
	return step === 1 ? span : floorDivide(add(span, step - 1), step);
}

/** The shape of an index that picks by position: a tensor's, or a list's. */
function advancedShape(index: Value): readonly Integer[] | undefined {
	if (index instanceof Tensor) return index.shape;
	if (index instanceof List || index instanceof Range || (index instanceof Tuple)) {
		const items: readonly Value[] = index.items;
		const inner = items[0] === undefined ? [] : advancedShape(items[0]) ?? [];
		return [items.length, ...inner];
	}
	return undefined;
}

/**
 * `tensor[index]`: a number drops its axis, a slice keeps part of it, None adds one, `...` stands for the axes in between; index
 * tensors broadcast and take the place of the first of them (the front where a slice separates them).
 * https://numpy.org/doc/stable/user/basics.indexing.html
 */
export function indexTensor(input: Tensor, index: Value): Value {
	const parts = index instanceof Tuple ? index.items : [index];
	const masks = parts.reduce<number>((axes, part) => axes + (part instanceof Tensor && part.type === 'bool' ? part.rank - 1 : 0), 0);
	const used = parts.filter((part) => part !== NONE && part !== ELLIPSIS && typeof part !== 'boolean').length + masks;
	if (used > input.rank) refuse('rank-mismatch', { operation: 'index', expected: `${used} or more`, shape: input.shape });
	const shape: Integer[] = [];
	const advanced: { shape: Integer[]; at: number; last: number; separated: boolean } = { shape: [], at: -1, last: -1, separated: false };
	let axis = 0;
	let changed = false;
	const isChanged = (): boolean => changed;
	parts.forEach((part, position) => {
		if (part === NONE || part === true) {
			shape.push(1);
			return;
		}
		if (part === ELLIPSIS) {
			for (let rest = input.rank - used; rest > 0; rest--) shape.push(input.shape[axis++]!);
			return;
		}
		const size = input.shape[axis]!;
		if (part instanceof Slice) {
			const kept = slicedSize(part, size);
			changed ||= kept !== size;
			shape.push(kept);
			axis++;
			return;
		}
		changed = true;
		const positions = part instanceof Unknown ? [unknownSize()] : part instanceof Tensor && part.type === 'bool' ? [unknownSize()] : advancedShape(part);
		if (positions !== undefined) {
			advanced.separated ||= advanced.at >= 0 && advanced.last !== position - 1;
			if (advanced.at < 0) advanced.at = shape.length;
			advanced.last = position;
			advanced.shape = broadcast(advanced.shape, positions);
			axis += part instanceof Tensor && part.type === 'bool' ? part.rank : 1;
			return;
		}
		checkIndex(part, axis, input);
		axis++;
	});
	shape.push(...input.shape.slice(axis));
	if (advanced.at >= 0) shape.splice(advanced.separated ? 0 : advanced.at, 0, ...advanced.shape);
	if (parts.some((part) => part instanceof Unknown)) return new Unknown('data-dependent', 'index');
	const result = input.as(shape).withValues(indexedValues(input, parts));
	return result.withField(!isChanged() || shape.length === input.rank ? input.field : undefined);
}

function checkIndex(part: Value, axis: number, input: Tensor): void {
	const at = asInteger(part) ?? raise('TypeError', `only integers, slices, None and tensors are valid indices (got ${represent(part)})`);
	const size = input.shape[axis]!;
	if (typeof at === 'number' && typeof size === 'number' && (at >= size || at < -size)) refuse('index-out-of-range', { index: at, axis, shape: input.shape });
}

/** The numbers that an index picks from a small 1-D tensor. */
function indexedValues(input: Tensor, parts: readonly Value[]): readonly number[] | undefined {
	const [part] = parts;
	if (input.values === undefined || input.rank !== 1 || parts.length !== 1) return undefined;
	if (part instanceof Slice) {
		const taken = sliced(input.values, part);
		return taken instanceof Unknown ? undefined : taken;
	}
	if (typeof part === 'number') return [input.values.at(part)!];
	if (part instanceof Tensor && part.values !== undefined) {
		const { values } = input;
		return part.type === 'bool' ? values.filter((_, index) => part.values![index] !== 0) : part.values.map((at) => values.at(at)!);
	}
	return undefined;
}

const gather = (name: string, signature: string): ReturnType<typeof operation> => operation(`${name}(${signature})`, (args) => args.tensor('input').as(args.tensor('index').shape));

const along = (signature: string, size: (args: Parameters<Parameters<typeof operation>[1]>[0]) => Integer): ReturnType<typeof operation> => operation(signature, (args) => {
	const input = args.tensor('input');
	const axis = args.axis('dim', input);
	return input.as(input.shape.map((own, each) => (each === axis ? size(args) : own)));
});

export const INDEXING = operations(
	gather('gather', 'input, dim, index'), gather('take_along_dim', 'input, index, dim=None'),
	operation('take(input, index)', (args) => args.tensor('input').as(args.tensor('index').shape)),
	along('index_select(input, dim, index)', (args) => args.tensor('index').elements),
	along('narrow(input, dim, start, length)', (args) => args.size('length')),
	operation('select(input, dim, index)', (args) => {
		const input = args.tensor('input');
		const axis = args.axis('dim', input);
		return input.as(input.shape.filter((_, each) => each !== axis));
	}),
	...['nonzero(input, *, as_tuple=False)', 'unique(input)', 'masked_select(input, mask)'].map((signature) => operation(signature, (args) => args.tensor('input').as([unknownSize()]))),
);

