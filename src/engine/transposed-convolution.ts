import { refuse, requireWhole } from './error';
import type { TransposedConvolutionStage } from './layer';
import type { Tensor } from './tensor';
import { perAxis, slidingWindow, type WindowOptions } from './window';

/** Settings of a transposed convolution; a number stands for every spatial axis. */
export interface TransposedConvolutionOptions extends WindowOptions {
	/** Cells added at the end of the output along each axis. */
	readonly outputPadding?: number | readonly number[];
	readonly groups?: number;
	/** One number per filter. */
	readonly bias?: Tensor;
}

/**
 * A transposed convolution with the given kernel (channels, filters / groups, …spatial), PyTorch's `ConvTranspose`.
 * @throws EngineError 'rank-mismatch', 'empty-tensor', 'setting-count', 'groups-do-not-divide', 'bias-mismatch' or 'same-needs-stride-one'
 */
export function transposedConvolution(kernel: Tensor, options: TransposedConvolutionOptions = {}): TransposedConvolutionStage {
	const [channels, filtersPerGroup, ...size] = kernel.shape;
	if (channels === undefined || filtersPerGroup === undefined || size.length === 0) {
		refuse('rank-mismatch', { expected: '(C, F, …)', shape: kernel.shape });
	}
	if (kernel.data.length === 0) refuse('empty-tensor', { shape: kernel.shape });
	const groups = options.groups ?? 1;
	requireWhole('groups', groups, 1);
	if (channels % groups !== 0) refuse('groups-do-not-divide', { groups, count: channels, of: 'channels' });
	const filters = filtersPerGroup * groups;
	const biases = options.bias?.data.length;
	if (biases !== undefined && biases !== filters) refuse('bias-mismatch', { filters, biases });
	return {
		kind: 'transposed-convolution',
		channels,
		filters,
		window: slidingWindow(size, options),
		outputPadding: perAxis(options.outputPadding ?? 0, size.length),
		groups,
		hasBias: options.bias !== undefined,
		kernel,
		bias: options.bias,
	};
}
