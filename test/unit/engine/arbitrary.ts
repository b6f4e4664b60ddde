import fc from 'fast-check';
import { elementCount, tensor, type Shape, type Tensor } from '../../../src/engine/tensor';
import type { SlidingWindow } from '../../../src/engine/layer';
import type { NaiveAxis } from './naive';

// Every run draws the same cases: a failure on one machine is a failure on all.
fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: 20_260_401 });

/** Whole numbers small enough that every sum of products stays exact. */
export const wholeNumber = fc.integer({ min: -9, max: 9 });

/** A tensor of small whole numbers. */
export function tensorOf(shape: Shape): fc.Arbitrary<Tensor> {
	const cells = elementCount(shape);
	return fc.array(wholeNumber, { minLength: cells, maxLength: cells }).map((numbers) => tensor(shape, numbers));
}

/** One spatial axis: an input size and a window that fits into it with its padding. */
export interface AxisCase extends NaiveAxis {
	readonly input: number;
}

/** Axes whose dilated kernel fits the padded input; `mostPadding` limits the padding by the kernel's size. */
export function axisCase(mostPadding: (size: number) => number): fc.Arbitrary<AxisCase> {
	const upTo = (max: number) => fc.integer({ min: 1, max });
	return fc.record({ size: upTo(4), dilation: upTo(3), stride: upTo(3) }).chain((window) => {
		const padding = fc.integer({ min: 0, max: mostPadding(window.size) });
		return fc.record({ before: padding, after: padding, beyond: fc.integer({ min: 0, max: 4 }) }).map(({ before, after, beyond }) => ({
			...window, before, after, input: Math.max(1, window.dilation * (window.size - 1) + 1 - before - after) + beyond,
		}));
	});
}

/** One to three such axes. */
export function axisCases(mostPadding: (size: number) => number): fc.Arbitrary<AxisCase[]> {
	return fc.array(axisCase(mostPadding), { minLength: 1, maxLength: 3 });
}

/** The window settings of these axes in the engine's words. */
export function windowOf(axes: readonly NaiveAxis[]): SlidingWindow {
	return {
		size: axes.map((axis) => axis.size),
		stride: axes.map((axis) => axis.stride),
		dilation: axes.map((axis) => axis.dilation),
		padding: axes.map(({ before, after }) => ({ before, after })),
	};
}
