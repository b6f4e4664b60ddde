import type { Shape } from './tensor';

/** The settings that must be numbers of a certain sort. */
export type NumberSetting =
	| 'kernel' | 'stride' | 'padding' | 'dilation' | 'groups' | 'output-padding'
	| 'channels' | 'filters' | 'features' | 'exponent' | 'divisor' | 'epsilon' | 'output-size' | 'scale' | 'beta' | 'axis';

/** Everything the engine refuses, by code, with the numbers that make it so. */
export interface EngineProblems {
	/** A size, stride or dilation that is not a whole number of at least 1, a padding below 0, or another setting out of its range. */
	'invalid-setting': { setting: NumberSetting; value: number };
	/** A setting given per spatial axis, for another number of axes than the kernel has. */
	'setting-count': { setting: NumberSetting; given: number; axes: number };
	/** The dilated kernel does not fit into the padded input along this spatial axis. */
	'kernel-too-large': {
		axis: number; kernel: number; dilation: number; effectiveKernel: number; input: number; paddingBefore: number; paddingAfter: number;
	};
	/** Along this axis nothing would be left of the input: `output` is what the formula gives, below 1. */
	'nothing-left': { axis: number; input: number; output: number };
	/** The kernel was made for another number of channels than the input has. */
	'channel-mismatch': { inputChannels: number; kernelChannels: number; groups: number };
	/** The groups do not divide the input's channels, or the filters. */
	'groups-do-not-divide': { groups: number; count: number; of: 'channels' | 'filters' };
	/** The bias has not one number per filter. */
	'bias-mismatch': { filters: number; biases: number };
	/** A learned parameter has another number of entries than the layer needs. */
	'parameter-count': { parameter: 'slope' | 'scale' | 'shift' | 'mean' | 'variance'; expected: number; given: number };
	/** A fully connected layer was made for other features than the input's last axis has, or a normalisation for other channels. */
	'feature-mismatch': { inputFeatures: number; features: number; of: 'features' | 'channels' };
	/** A tensor of a rank that this operator does not take. */
	'rank-mismatch': { expected: string; shape: Shape };
	/** An axis that a tensor of this rank does not have. */
	'no-such-axis': { axis: number; rank: number };
	/** A cell that a tensor of this shape does not have. */
	'no-such-cell': { cell: readonly number[]; shape: Shape };
	/** PyTorch's rule for pooling: the padding is at most half the kernel. */
	'padding-too-large': { axis: number; padding: number; kernel: number };
	/** ONNX's rule for pooling: the padding is less than kernel · dilation, else a window might see nothing but padding. */
	'padding-covers-window': { axis: number; padding: number; kernel: number; dilation: number };
	/** Padding that repeats the input needs more of it than there is. */
	'padding-beyond-input': { axis: number; padding: number; input: number; mode: 'reflect' | 'symmetric' | 'circular' };
	/** PyTorch's `padding='same'` is only defined for stride 1. */
	'same-needs-stride-one': { axis: number; stride: number };
	/** PyTorch's rule for transposed convolutions: the output padding is below the stride or the dilation. */
	'output-padding-too-large': { axis: number; outputPadding: number; stride: number; dilation: number };
	/** A shape whose sizes are not whole numbers, or which holds more numbers than can be counted (2⁵³). */
	'impossible-shape': { shape: Shape };
	/** A tensor without a single number. */
	'empty-tensor': { shape: Shape };
}

export type EngineErrorCode = keyof EngineProblems;

/** One of {@link EngineProblems}: a code with its numbers, so that every surface can say it in the reader's words. */
export type EngineProblem = {
	[Code in EngineErrorCode]: { readonly code: Code; readonly numbers: Readonly<EngineProblems[Code]> }
}[EngineErrorCode];

/** What the engine throws. `problem` carries the offending numbers; the message is for logs. */
export class EngineError extends Error {
	override readonly name = 'EngineError';

	constructor(readonly problem: EngineProblem) {
		super(`${problem.code}: ${JSON.stringify(problem.numbers)}`);
	}
}

/** Throws the problem with this code and these numbers. */
export function refuse<Code extends EngineErrorCode>(code: Code, numbers: EngineProblems[Code]): never {
	throw new EngineError({ code, numbers } as EngineProblem);
}

/** Refuses a setting that is not a whole number of at least `least`. */
export function requireWhole(setting: NumberSetting, value: number, least: number): void {
	if (!Number.isSafeInteger(value) || value < least) refuse('invalid-setting', { setting, value });
}
