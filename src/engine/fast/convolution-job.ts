import { refuse } from '../error';
import { elementCount, type Shape } from '../tensor';
import { axesUnder, outputSizes, type Axes, type PaddingCells, type Window } from './window';

/** How a convolution slides and what it convolves with; one entry per spatial axis in each list. */
export interface ConvolutionSettings {
	/** (filters, channels / groups, …spatial), row-major. */
	readonly weights: Float32Array;
	readonly weightsShape: Shape;
	/** One number per filter. */
	readonly bias?: Float32Array;
	readonly stride: readonly number[];
	readonly padding: readonly PaddingCells[];
	readonly dilation: readonly number[];
	readonly groups: number;
	/**
	 * Winograd's algorithm needs a quarter of the multiplications and costs about one decimal digit:
	 * relative to the largest output its error stays below 2e-5, that of every other path below 2e-6.
	 */
	readonly winograd: 'allowed' | 'avoided';
}

/** A convolution whose numbers fit together. */
export interface ConvolutionGeometry {
	readonly images: number;
	readonly groups: number;
	/** Channels per group. */
	readonly channels: number;
	/** Filters per group. */
	readonly filters: number;
	readonly axes: Axes;
	/** (N, filters, …spatial) */
	readonly outputShape: Shape;
	/** Multiplications, each with its addition; those with padding are counted. */
	readonly multiplyAdds: number;
}

/**
 * Checks that input and weights fit together.
 * @throws EngineError 'rank-mismatch', 'empty-tensor', 'invalid-setting', 'groups-do-not-divide', 'channel-mismatch', 'bias-mismatch'
 * or 'kernel-too-large';
 * RangeError where the weights do not fill their shape
 */
export function convolutionGeometry(inputShape: Shape, settings: ConvolutionSettings): ConvolutionGeometry {
	const { weightsShape, groups } = settings;
	const [allFilters, channels, ...size] = weightsShape;
	if (allFilters === undefined || channels === undefined || size.length === 0) {
		refuse('rank-mismatch', { expected: '(F, C, …)', shape: weightsShape });
	}
	if (weightsShape.some((each) => each < 1)) refuse('empty-tensor', { shape: weightsShape });
	if (!Number.isSafeInteger(groups) || groups < 1) refuse('invalid-setting', { setting: 'groups', value: groups });
	const window: Window = { size, stride: settings.stride, padding: settings.padding, dilation: settings.dilation };
	const axes = axesUnder(window, inputShape);
	const images = inputShape[0]!, inputChannels = inputShape[1]!;
	if (allFilters % groups !== 0) refuse('groups-do-not-divide', { groups, count: allFilters, of: 'filters' });
	if (inputChannels % groups !== 0) refuse('groups-do-not-divide', { groups, count: inputChannels, of: 'channels' });
	if (inputChannels !== channels * groups) refuse('channel-mismatch', { inputChannels, kernelChannels: channels, groups });
	if (settings.bias && settings.bias.length !== allFilters) refuse('bias-mismatch', { filters: allFilters, biases: settings.bias.length });
	if (settings.weights.length !== elementCount(weightsShape)) {
		throw new RangeError(`${settings.weights.length} weights do not fill the shape (${weightsShape.join(', ')})`);
	}
	const sizes = outputSizes(axes, size.length);
	return {
		images, groups, channels, filters: allFilters / groups, axes,
		outputShape: [images, allFilters, ...sizes],
		multiplyAdds: images * elementCount(weightsShape) * elementCount(sizes),
	};
}
