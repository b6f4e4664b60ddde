import { refuse } from '../error';
import type { PReluLayer, PReluStage } from '../layer';
import type { Operator } from '../operator';
import { elementCount, offsetOf, tensor, type Shape, type Tensor } from '../tensor';

/** One cell before and after PReLU, with the slope that its channel has below 0. */
export interface PReluTrace {
	readonly kind: 'prelu';
	readonly cell: readonly number[];
	readonly value: number;
	readonly slope: number;
	readonly total: number;
}

/** PReLU with these slopes: one, or one per channel (`torch.nn.PReLU`). */
export function prelu(slopes: Tensor): PReluStage {
	return { kind: 'prelu', slopeCount: slopes.data.length, slopes };
}

function apply(value: number, slope: number): number {
	return value > 0 ? value : value * slope;
}

/** The slopes belong to axis 1, the channels; a tensor without one has a single channel. */
function requireSlopes({ slopeCount }: PReluLayer, inputShape: Shape): void {
	const channels = inputShape[1] ?? 1;
	if (slopeCount !== 1 && slopeCount !== channels) refuse('parameter-count', { parameter: 'slope', expected: channels, given: slopeCount });
}

/** Leaky ReLU with learned slopes. */
export const preluOperator: Operator<PReluLayer, PReluStage, PReluTrace> = {
	sizes(layer, inputShape) {
		requireSlopes(layer, inputShape);
		return { axes: [], outputShape: inputShape };
	},
	run({ slopes: { data } }, input) {
		const channels = input.shape[1] ?? 1;
		const plane = elementCount(input.shape.slice(2));
		const slopeAt = (offset: number): number => data.length === 1 ? data[0]! : data[Math.floor(offset / plane) % channels]!;
		return tensor(input.shape, input.data.map((value, offset) => apply(value, slopeAt(offset))));
	},
	trace({ slopes: { data } }, input, cell) {
		const value = input.data[offsetOf(input.shape, cell)]!;
		const slope = data.length === 1 ? data[0]! : data[cell[1]!]!;
		return { kind: 'prelu', cell, value, slope, total: apply(value, slope) };
	},
};
