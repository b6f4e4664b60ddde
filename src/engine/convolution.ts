import { refuse, requireWhole } from './error';
import type { ConvolutionStage, PaddingFill } from './layer';
import type { Tensor } from './tensor';
import { slidingWindow, type WindowOptions } from './window';

export { convolutionShape } from './convolution/sizes';
export { convolve } from './convolution/run';
export { traceConvolution, type ChannelSum, type ConvolutionTerm, type ConvolutionTrace } from './convolution/trace';

/** Settings of a convolution; a number stands for every spatial axis. */
export interface ConvolutionOptions extends WindowOptions {
	readonly groups?: number;
	/** One number per filter. */
	readonly bias?: Tensor;
	/** What the padding holds: PyTorch's `padding_mode`; zeros unless given. */
	readonly paddingFill?: PaddingFill;
	/** Mathematical convolution, as in SciPy and MATLAB: the kernel is flipped. Deep-learning libraries do not flip. */
	readonly flipped?: boolean;
}

/**
 * A convolution with the given kernel (filters, channels / groups, …spatial).
 * @throws EngineError 'rank-mismatch', 'empty-tensor', 'setting-count', 'groups-do-not-divide', 'bias-mismatch' or 'same-needs-stride-one'
 */
export function convolution(kernel: Tensor, options: ConvolutionOptions = {}): ConvolutionStage {
	const [filters, channelsPerGroup, ...size] = kernel.shape;
	if (filters === undefined || channelsPerGroup === undefined || size.length === 0) {
		refuse('rank-mismatch', { expected: '(F, C, …)', shape: kernel.shape });
	}
	if (kernel.data.length === 0) refuse('empty-tensor', { shape: kernel.shape });
	const groups = options.groups ?? 1;
	requireWhole('groups', groups, 1);
	if (filters % groups !== 0) refuse('groups-do-not-divide', { groups, count: filters, of: 'filters' });
	const biases = options.bias?.data.length;
	if (biases !== undefined && biases !== filters) refuse('bias-mismatch', { filters, biases });
	return {
		kind: 'convolution',
		channels: channelsPerGroup * groups,
		filters,
		window: slidingWindow(size, options),
		groups,
		hasBias: options.bias !== undefined,
		...options.paddingFill && { paddingFill: options.paddingFill },
		...options.flipped && { flipped: true },
		kernel,
		bias: options.bias,
	};
}
