// An independent oracle for the fast path: plain loops in float64 over one to three axes, straight from the definitions.
import type { PaddingCells, Window } from '../../../src/engine/fast/window';

/** A window, a padded input and what comes out, in the terms of the definition. */
export interface Sliding extends Window {
	readonly inputShape: readonly number[];
	readonly outputShape: readonly number[];
}

/** How many numbers a tensor of these sizes holds. */
export const countOf = (numbers: readonly number[]) => numbers.reduce((total, each) => total * each, 1);

/** Every index vector below the sizes, in row-major order. */
export function* cells(sizes: readonly number[]): Generator<number[]> {
	const cell = sizes.map(() => 0);
	for (let count = countOf(sizes); count > 0; count--) {
		yield [...cell];
		for (let axis = sizes.length - 1; axis >= 0; axis--) {
			cell[axis]!++;
			if (cell[axis]! < sizes[axis]!) break;
			cell[axis] = 0;
		}
	}
}

const offset = (sizes: readonly number[], cell: readonly number[]) => cell.reduce((total, each, axis) => total * sizes[axis]! + each, 0);

/** ⌊(H + P − D(F − 1) − 1) / S⌋ + 1 along every axis. */
export function slidingSizes(spatial: readonly number[], { size, stride, dilation, padding }: Window): number[] {
	return spatial.map((each, axis) => {
		const padded = each + padding[axis]!.before + padding[axis]!.after;
		return Math.floor((padded - dilation[axis]! * (size[axis]! - 1) - 1) / stride[axis]!) + 1;
	});
}

/** The offsets, in a plane of these sizes, of the input cells under the window for one output cell; undefined on padding. */
export function* underWindow(spatial: readonly number[], window: Window, output: readonly number[]): Generator<number | undefined> {
	const { size, stride, dilation, padding } = window;
	for (const kernel of cells(size)) {
		const input = output.map((each, axis) => each * stride[axis]! + kernel[axis]! * dilation[axis]! - padding[axis]!.before);
		yield input.every((each, axis) => each >= 0 && each < spatial[axis]!) ? offset(spatial, input) : undefined;
	}
}

/** A convolution in numbers. */
export interface ReferenceConvolution extends Window {
	readonly input: Float32Array;
	readonly inputShape: readonly number[];
	readonly weights: Float32Array;
	readonly weightsShape: readonly number[];
	readonly bias?: Float32Array;
	readonly groups: number;
}

/** The convolution's output in float64, and the sum of its terms' magnitudes for every cell: what rounding errors scale with. */
export function referenceConvolution(job: ReferenceConvolution): { shape: number[]; values: Float64Array; magnitudes: Float64Array } {
	const [images, channels, ...spatial] = job.inputShape as [number, number, ...number[]];
	const [filters, channelsPerGroup] = job.weightsShape as [number, number];
	const sizes = slidingSizes(spatial, job);
	const shape = [images, filters, ...sizes];
	const values = new Float64Array(countOf(shape)), magnitudes = new Float64Array(values.length);
	const plane = countOf(spatial), taps = countOf(job.size), filtersPerGroup = filters / job.groups;
	const windows = [...cells(sizes)].map((cell) => [...underWindow(spatial, job, cell)]);
	let at = 0;
	for (const [image, filter] of cells([images, filters]) as Generator<[number, number]>) {
		const firstChannel = Math.floor(filter / filtersPerGroup) * channelsPerGroup;
		for (const window of windows) {
			let sum = job.bias?.[filter] ?? 0, magnitude = Math.abs(sum);
			for (let channel = 0; channel < channelsPerGroup; channel++) {
				const source = (image * channels + firstChannel + channel) * plane, weights = (filter * channelsPerGroup + channel) * taps;
				window.forEach((cell, tap) => {
					if (cell === undefined) return;
					const term = job.input[source + cell]! * job.weights[weights + tap]!;
					sum += term;
					magnitude += Math.abs(term);
				});
			}
			values[at] = sum;
			magnitudes[at++] = magnitude;
		}
	}
	return { shape, values, magnitudes };
}

/** A reproducible source of numbers in [−1, 1). */
export function randomNumbers(seed: number): () => number {
	let state = seed >>> 0;
	return () => {
		state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
		return state / 2 ** 31 - 1;
	};
}

/** So many random numbers, float32. */
export function randomFloats(count: number, seed: number): Float32Array {
	const next = randomNumbers(seed);
	return Float32Array.from({ length: count }, next);
}

/** The same padding on both sides of each axis. */
export const symmetric = (...cellsPerSide: number[]): PaddingCells[] => cellsPerSide.map((each) => ({ before: each, after: each }));
