import { elementCount, tensor, type Shape, type Tensor } from '../../../src/engine/tensor';

/** Arrays in arrays, as a person would write a tensor: the reference works on these, not on offsets. */
export type Nested = number | Nested[];

/** The fields of a sliding window along one axis, for the reference. */
export interface NaiveAxis {
	readonly size: number;
	readonly stride: number;
	readonly dilation: number;
	readonly before: number;
	readonly after: number;
}

/** A tensor's numbers as nested arrays. */
export function nest({ shape, data }: Tensor): Nested {
	const [size, ...rest] = shape;
	if (size === undefined) return data[0]!;
	const step = elementCount(rest);
	return Array.from({ length: size }, (_, index) => nest(tensor(rest, data.slice(index * step, (index + 1) * step))));
}

/** Nested arrays as a tensor, sizes read off the first entries. */
export function unnest(nested: Nested): Tensor {
	const shape: number[] = [];
	for (let level = nested; Array.isArray(level); level = level[0]!) shape.push(level.length);
	return tensor(shape, leaves(nested));
}

function leaves(nested: Nested): number[] {
	return Array.isArray(nested) ? nested.flatMap(leaves) : [nested];
}

function filled(shape: Shape, value: number): Nested {
	const [size, ...rest] = shape;
	return size === undefined ? value : Array.from({ length: size }, () => filled(rest, value));
}

function sizesOf(nested: Nested): number[] {
	return Array.isArray(nested) ? [nested.length, ...sizesOf(nested[0]!)] : [];
}

/** The same map with a ring of `value` around it. */
export function ring(nested: Nested, axes: readonly NaiveAxis[], value: number): Nested {
	const [axis, ...rest] = axes;
	if (axis === undefined) return nested;
	const rows = (nested as Nested[]).map((row) => ring(row, rest, value));
	const empty = (): Nested => filled(sizesOf(rows[0]!), value);
	return [...Array.from({ length: axis.before }, empty), ...rows, ...Array.from({ length: axis.after }, empty)];
}

function mapLeaves(nested: Nested, apply: (value: number) => Nested): Nested {
	return Array.isArray(nested) ? nested.map((row) => mapLeaves(row, apply)) : apply(nested);
}

/** Combines maps of equal sizes number by number. */
export function zip(maps: readonly Nested[], combine: (values: number[]) => number): Nested {
	return Array.isArray(maps[0])
		? maps[0].map((_, index) => zip(maps.map((map) => (map as Nested[])[index]!), combine))
		: combine(maps as number[]);
}

/** Every stride-th window's k-th entry along each axis: one shifted, thinned map per kernel position, in kernel order. */
function shiftedMaps(padded: Nested, axes: readonly NaiveAxis[]): Nested[] {
	const [axis, ...rest] = axes;
	if (axis === undefined) return [padded];
	const rows = padded as Nested[];
	return Array.from({ length: axis.size }, (_, position) => {
		const starts: Nested[] = [];
		for (let start = 0; start + (axis.size - 1) * axis.dilation < rows.length; start += axis.stride) {
			starts.push(rows[start + position * axis.dilation]!);
		}
		const perRow = starts.map((row) => shiftedMaps(row, rest));
		return perRow[0]!.map((_map, index) => perRow.map((maps) => maps[index]!));
	}).flat();
}

/** Convolution by the book: pad, shift, scale, add. `kernel` is (filters, channels / groups, …). */
export function naiveConvolution(input: Tensor, kernel: Tensor, axes: readonly NaiveAxis[], groups: number, bias?: Tensor): Tensor {
	const samples = nest(input) as Nested[][];
	const filters = nest(kernel) as Nested[][];
	const perGroup = filters.length / groups;
	return unnest(samples.map((channels) => filters.map((slices, filter) => {
		const first = Math.floor(filter / perGroup) * slices.length;
		const products = slices.flatMap((slice, index) => {
			const weights = leaves(slice);
			return shiftedMaps(ring(channels[first + index]!, axes, 0), axes).map((map, at) => mapLeaves(map, (value) => value * weights[at]!));
		});
		const sum = zip(products, (values) => values.reduce((total, value) => total + value, 0));
		return mapLeaves(sum, (value) => value + (bias?.data[filter] ?? 0));
	})));
}

/** Pooling by the book: a ring of `outside`, shifted maps, and whatever `combine` makes of one window. */
export function naivePooling(input: Tensor, axes: readonly NaiveAxis[], outside: number, combine: (window: number[]) => number): Tensor {
	const samples = nest(input) as Nested[][];
	return unnest(samples.map((channels) => channels.map((map) => zip(shiftedMaps(ring(map, axes, outside), axes), combine))));
}
