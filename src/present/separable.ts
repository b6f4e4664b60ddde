import type { Tensor } from '../engine/tensor';

/** A matrix as the outer product of a column and a row: two one-dimensional convolutions instead of one of two dimensions. */
export interface Factors {
	readonly column: readonly number[];
	readonly row: readonly number[];
}

/** How far a product of factors may be off, relative to the largest number: the last digit of a number printed with four. */
const TOLERANCE = 2e-3;

/** The sizes of a kernel of one filter and one channel, whatever axes of size 1 stand around them; undefined for any other. */
export function kernelSizes({ shape }: Tensor): readonly [height: number, width: number] | undefined {
	const sizes = shape.length >= 2 && shape.slice(0, -2).every((size) => size === 1) ? shape.slice(-2) : undefined;
	return sizes === undefined ? undefined : [sizes[0]!, sizes[1]!];
}

/**
 * The column and the row whose outer product this kernel is, where it has rank 1; whole numbers wherever the kernel's are.
 * Undefined for kernels of higher rank, for a single row or column, and for zeros alone.
 */
export function separableFactors(kernel: Tensor): Factors | undefined {
	const sizes = kernelSizes(kernel);
	if (sizes === undefined || sizes.includes(1)) return undefined;
	const [height, width] = sizes;
	const { data } = kernel;
	const largest = data.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
	if (largest === 0 || !Number.isFinite(largest)) return undefined;
	const pivot = data.findIndex((value) => Math.abs(value) === largest);
	const pivotRow = data.subarray(Math.floor(pivot / width) * width, Math.floor(pivot / width) * width + width);
	const unit = commonUnit(pivotRow);
	const row = Array.from(pivotRow, (value) => withoutMinusZero(value / unit));
	const column = Array.from({ length: height }, (_, index) =>
		withoutMinusZero(data[index * width + (pivot % width)]! / row[pivot % width]!),
	);
	const fits = data.every(
		(value, index) => Math.abs(value - column[Math.floor(index / width)]! * row[index % width]!) <= TOLERANCE * largest,
	);
	return fits ? { column, row } : undefined;
}

/** The largest number that goes into all of these a whole number of times, or else the smallest of them. */
function commonUnit(values: Float64Array): number {
	const sizes = Array.from(values, Math.abs).filter((size) => size > 0);
	if (sizes.every(Number.isInteger)) return sizes.reduce(greatestCommonDivisor);
	return Math.min(...sizes);
}

function greatestCommonDivisor(a: number, b: number): number {
	return b === 0 ? a : greatestCommonDivisor(b, a % b);
}

function withoutMinusZero(value: number): number {
	return value === 0 ? 0 : value;
}
