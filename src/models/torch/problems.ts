import type { Integer } from '../python/integers';
import { PythonError } from '../python/values';

export type Shape = readonly Integer[];

/** Everything about shapes that PyTorch or Keras would refuse, by code, with the numbers that make it so. */
export interface ShapeProblems {
	/** The input has another number of channels than the layer was made for. */
	'channel-mismatch': { expected: Integer; actual: Integer; groups: number; shape: Shape };
	/** The last axis of a linear layer's input has another size than in_features. */
	'features-mismatch': { expected: Integer; actual: Integer; shape: Shape };
	/** A normalization layer was made for another number of features. */
	'normalization-mismatch': { expected: Shape; shape: Shape };
	/** The (dilated) kernel does not fit into the padded input along this spatial axis. */
	'kernel-too-large': { axis: number; kernel: number; paddedInput: number; shape: Shape };
	/** Pooling would leave nothing along this spatial axis. */
	'output-too-small': { axis: number; kernel: number; stride: number; shape: Shape };
	/** PyTorch's rule for pooling: the padding is at most half the kernel. */
	'padding-too-large': { padding: number; kernel: number };
	/** `padding="same"` needs stride 1. */
	'same-padding-with-stride': { stride: number };
	/** The groups do not divide the channels, or a normalization's groups its features. */
	'groups-do-not-divide': { groups: Integer; count: Integer; of: string };
	/** The heads do not divide the embedding. */
	'heads-do-not-divide': { heads: Integer; embedding: Integer };
	/** An axis that must be a multiple (of r² for PixelShuffle, of 2 for GLU) is not. */
	'size-not-divisible': { size: Integer; divisor: Integer; axis: number; shape: Shape };
	/** The new shape holds another number of elements. */
	'invalid-reshape': { shape: Shape; requested: Shape; elements: Integer };
	/** A fixed number of features per row that does not fit one sample: −1 would take from the batch. */
	'batch-swallowed': { shape: Shape; requested: Shape; features: Integer; expected: Integer };
	/** Sizes differ on an axis other than the one that is joined. */
	'join-mismatch': { operation: 'cat' | 'stack'; axis: number; joined: number; first: Shape; other: Shape; index: number };
	/** Two shapes that do not broadcast: the sizes on this axis (counted from the right, −1 the last) differ and neither is 1. */
	'broadcast-mismatch': { axis: number; left: Shape; right: Shape };
	/** The inner sizes of a matrix product differ. */
	'matmul-mismatch': { left: Shape; right: Shape; expected: Integer; actual: Integer };
	/** A tensor of a rank that the operation does not take. */
	'rank-mismatch': { operation: string; expected: string; shape: Shape };
	/** An axis that the tensor does not have. */
	'axis-out-of-range': { operation: string; axis: number; shape: Shape };
	/** permute() names not every axis once. */
	'permutation-mismatch': { order: readonly number[]; shape: Shape };
	/** An index beyond the end of its axis. */
	'index-out-of-range': { index: number; axis: number; shape: Shape };
	/** A tensor can't be expanded to this shape. */
	'expand-mismatch': { shape: Shape; requested: Shape; axis: number };
	/** split() with sizes that do not add up to the axis. */
	'split-mismatch': { axis: number; shape: Shape; sizes: readonly number[] };
	/** A tensor is needed for a subscript of einsum() with this size. */
	'einsum-mismatch': { equation: string; subscript: string; expected: Integer; actual: Integer };
	/** A setting with a value that the layer does not take. */
	'invalid-setting': { setting: string; value: number };
}

export type ShapeProblemCode = keyof ShapeProblems;

/** One of {@link ShapeProblems}: a code with its numbers, so that every surface can say it in the reader's words. */
export type ShapeProblem = { [Code in ShapeProblemCode]: { readonly code: Code; readonly numbers: Readonly<ShapeProblems[Code]> } }[ShapeProblemCode];

/** The exception that PyTorch would raise, with its numbers. Python code can catch it. */
export class ShapeError extends PythonError {
	constructor(type: string, readonly problem: ShapeProblem) {
		super(type, problem.code);
	}
}

const TYPES: Partial<Record<ShapeProblemCode, string>> = {
	'groups-do-not-divide': 'ValueError', 'same-padding-with-stride': 'ValueError', 'heads-do-not-divide': 'AssertionError', 'axis-out-of-range': 'IndexError', 'index-out-of-range': 'IndexError', 'invalid-setting': 'ValueError',
};

/** Raises the problem with this code and these numbers. */
export function refuse<Code extends ShapeProblemCode>(code: Code, numbers: ShapeProblems[Code]): never {
	throw new ShapeError(TYPES[code] ?? 'RuntimeError', { code, numbers } as unknown as ShapeProblem);
}
