import type { Tensor } from '../../engine/tensor';

/** The rows of a matrix, each number written; a vector is one row. */
export function rowTexts({ shape, data }: Tensor, number: (value: number) => string): string[][] {
	const width = shape.at(-1)!;
	return Array.from({ length: data.length / width }, (_, row) => Array.from(data.subarray(row * width, (row + 1) * width), number));
}
