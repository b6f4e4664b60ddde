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
		if (numbers !== undefined && numbers.data.length !== channels) refuse('parameter-count', { parameter, expected: channels, given: numbers.data.length });
	}
	return { kind: 'batch-normalization', channels, epsilon, hasScale: scale !== undefined || shift !== undefined, mean, variance, scale, shift };
}

function sizesOf({ channels, epsilon }: BatchNormalizationLayer, inputShape: Shape): { readonly axes: []; readonly outputShape: Shape } {
	if (inputShape.length < 2) refuse('rank-mismatch', { expected: '(N, C, …)', shape: inputShape });
	if (!(epsilon >= 0 && epsilon < Infinity)) refuse('invalid-setting', { setting: 'epsilon', value: epsilon });
	if (inputShape[1] !== channels) refuse('feature-mismatch', { inputFeatures: inputShape[1]!, features: channels, of: 'channels' });
	return { axes: [], outputShape: inputShape };
}

function normalize(stage: BatchNormalizationStage, channel: number, value: number): Omit<BatchNormalizationTrace, 'cell' | 'kind'> {
	const { epsilon } = stage;
	const mean = stage.mean.data[channel]!;
	const variance = stage.variance.data[channel]!;
	const scale = stage.scale?.data[channel] ?? 1;
	const shift = stage.shift?.data[channel] ?? 0;
	const normalized = (value - mean) / Math.sqrt(variance + epsilon);
	return { value, mean, variance, epsilon, normalized, scale, shift, total: normalized * scale + shift };
}

/** Batch normalisation at inference. */
export const batchNormalizationOperator: Operator<BatchNormalizationLayer, BatchNormalizationStage, BatchNormalizationTrace> = {
	sizes: sizesOf,
	run(stage, input) {
		const plane = elementCount(input.shape.slice(2));
		return tensor(input.shape, input.data.map((value, offset) => normalize(stage, Math.floor(offset / plane) % stage.channels, value).total));
	},
	trace(stage, input, cell) {
		return { kind: 'batch-normalization', cell, ...normalize(stage, cell[1]!, input.data[offsetOf(input.shape, cell)]!) };
	},
};
