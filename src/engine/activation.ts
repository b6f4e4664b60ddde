import { offsetOf, tensor, type Tensor } from './tensor';

/** max(0, x), which lets NaN through as PyTorch does. */
export function relu(input: Tensor): Tensor {
	return tensor(input.shape, input.data.map((value) => (value > 0 || Number.isNaN(value) ? value : 0)));
}

/** One cell before and after an activation. */
export interface ActivationTrace {
	readonly kind: 'relu';
	readonly cell: readonly number[];
	readonly value: number;
	readonly total: number;
}

/** Shows how one output cell of ReLU comes about. */
export function traceRelu(input: Tensor, cell: readonly number[]): ActivationTrace {
	const value = input.data[offsetOf(input.shape, cell)]!;
	return { kind: 'relu', cell, value, total: value > 0 || Number.isNaN(value) ? value : 0 };
}
