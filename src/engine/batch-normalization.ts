import { refuse } from './error';
import type { BatchNormalizationLayer, BatchNormalizationStage } from './layer';
import type { Operator } from './operator';
import { elementCount, offsetOf, tensor, type Shape, type Tensor } from './tensor';

/** One cell before and after batch normalisation, with its channel's numbers. */
export interface BatchNormalizationTrace {
	readonly kind: 'batch-normalization';
	readonly cell: readonly number[];
	readonly value: number;
	readonly mean: number;
	readonly variance: number;
	readonly epsilon: number;
	/** (value − mean) / √(variance + epsilon) */
	readonly normalized: number;
	readonly scale: number;
	readonly shift: number;
	/** normalized · scale + shift */
	readonly total: number;
}

/** What training left behind and what was learned, one number per channel each. */
export interface BatchNormalizationNumbers {
	readonly mean: Tensor;
	readonly variance: Tensor;
	readonly scale?: Tensor;
	readonly shift?: Tensor;
	/** 1e-5 unless given (PyTorch and ONNX; Keras 1e-3). */
	readonly epsilon?: number;
}

/**
 * Batch normalisation at inference (`torch.nn.BatchNorm2d` in `eval` mode).
 * @throws EngineError 'parameter-count' where the numbers are not one per channel
 */
export function batchNormalization({ mean, variance, scale, shift, epsilon = 1e-5 }: BatchNormalizationNumbers): BatchNormalizationStage {
	const channels = mean.data.length;
	for (const [parameter, numbers] of [['variance', variance], ['scale', scale], ['shift', shift]] as const) {
		const given = numbers?.data.length ?? channels;
		if (given !== channels) refuse('parameter-count', { parameter, expected: channels, given });
	}
	const hasScale = scale !== undefined || shift !== undefined;
	return { kind: 'batch-normalization', channels, epsilon, hasScale, mean, variance, scale, shift };
}

function sizesOf({ channels, epsilon }: BatchNormalizationLayer, inputShape: Shape): { readonly axes: []; readonly outputShape: Shape } {
	if (inputShape.length < 2) refuse('rank-mismatch', { expected: '(N, C, …)', shape: inputShape });
	if (!(epsilon >= 0 && epsilon < Infinity)) refuse('invalid-setting', { setting: 'epsilon', value: epsilon });
	if (inputShape[1] !== channels) refuse('feature-mismatch', { inputFeatures: inputShape[1]!, features: channels, of: 'channels' });
	return { axes: [], outputShape: inputShape };
}

/** One channel's numbers. */
function channelOf(
	{ mean, variance, scale, shift }: BatchNormalizationStage, channel: number,
): Pick<BatchNormalizationTrace, 'mean' | 'variance' | 'scale' | 'shift'> {
	return { mean: mean.data[channel]!, variance: variance.data[channel]!, scale: scale?.data[channel] ?? 1, shift: shift?.data[channel] ?? 0 };
}

/** Batch normalisation at inference. */
export const batchNormalizationOperator: Operator<BatchNormalizationLayer, BatchNormalizationStage, BatchNormalizationTrace> = {
	sizes: sizesOf,
	run(stage, input) {
		const plane = elementCount(input.shape.slice(2));
		const output = new Float64Array(input.data.length);
		for (let start = 0; start < output.length; start += plane) {
			const { mean, variance, scale, shift } = channelOf(stage, start / plane % stage.channels);
			const deviation = Math.sqrt(variance + stage.epsilon);
			for (let at = start; at < start + plane; at++) output[at] = (input.data[at]! - mean) / deviation * scale + shift;
		}
		return tensor(input.shape, output);
	},
	trace(stage, input, cell) {
		const { epsilon } = stage;
		const channel = channelOf(stage, cell[1]!);
		const value = input.data[offsetOf(input.shape, cell)]!;
		const normalized = (value - channel.mean) / Math.sqrt(channel.variance + epsilon);
		return { kind: 'batch-normalization', cell, value, ...channel, epsilon, normalized, total: normalized * channel.scale + channel.shift };
	},
};
