import type { Shape, Tensor } from '../engine/tensor';
import type { Localize } from './localize';
import type { Plane } from './heat-map';

/** The least, greatest and mean value of a tensor; NaN where a value is NaN. */
export interface Statistics {
	readonly min: number;
	readonly max: number;
	readonly mean: number;
}

/** Statistics over all values. The mean is the sum divided by the count, in float64. */
export function statistics({ data }: Tensor): Statistics {
	let min = Infinity;
	let max = -Infinity;
	let sum = 0;
	for (const value of data) {
		min = Math.min(min, value);
		max = Math.max(max, value);
		sum += value;
	}
	return { min, max, mean: sum / data.length };
}

/** What the axes of a matrix literal of this rank mean to ConvLens, first as an input, then as a kernel. */
export function axesMeaning(shape: Shape, localize: Localize): string {
	switch (shape.length) {
		case 1: return localize('one row of values');
		case 2: return localize('height × width');
		case 3: return localize('channels × height × width');
		case 4: return localize('as an input: batch × channels × height × width; as a kernel: filters × channels × height × width');
		default: return localize('{rank} axes', { rank: shape.length });
	}
}

/** One (height, width) plane of a tensor of any rank, counted through the outer axes; a lone row is a plane of height 1. */
export function planeOf({ shape, data }: Tensor, index = 0): Plane {
	const columns = shape.at(-1) ?? 1;
	const rows = shape.at(-2) ?? 1;
	return { rows, columns, values: data.subarray(index * rows * columns, (index + 1) * rows * columns) };
}
