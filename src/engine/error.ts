import type { Shape } from './tensor';

/** Everything the engine refuses, by code, with the numbers that make it so. */
export interface EngineProblems {
	/** A size, stride or dilation that is not a whole number of at least 1, or a padding below 0. */
	'invalid-setting': { setting: 'kernel' | 'stride' | 'padding' | 'dilation' | 'groups'; value: number };
	/** A setting given per spatial axis, for another number of axes than the kernel has. */
	'setting-count': { setting: 'stride' | 'padding' | 'dilation'; given: number; axes: number };
	/** The dilated kernel does not fit into the padded input along this spatial axis. */
	'kernel-too-large': { axis: number; kernel: number; dilation: number; effectiveKernel: number; input: number; paddingBefore: number; paddingAfter: number };
	/** The kernel was made for another number of channels than the input has. */
	'channel-mismatch': { inputChannels: number; kernelChannels: number; groups: number };
	/** The groups do not divide the input's channels, or the filters. */
	'groups-do-not-divide': { groups: number; count: number; of: 'channels' | 'filters' };
	/** The bias has not one number per filter. */
	'bias-mismatch': { filters: number; biases: number };
	/** A tensor of a rank that this operator does not take. */
	'rank-mismatch': { expected: string; shape: Shape };
	/** PyTorch's rule for pooling: the padding is at most half the kernel. */
	'padding-too-large': { axis: number; padding: number; kernel: number };
	/** A tensor without a single number. */
	'empty-tensor': { shape: Shape };
}

export type EngineErrorCode = keyof EngineProblems;

/** One of {@link EngineProblems}: a code with its numbers, so that every surface can say it in the reader's words. */
export type EngineProblem = { [Code in EngineErrorCode]: { readonly code: Code; readonly numbers: Readonly<EngineProblems[Code]> } }[EngineErrorCode];

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
