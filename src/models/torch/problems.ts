import type { Integer } from '../python/integers';
import { PythonError } from '../python/values';
import type { Instance } from '../python/objects';
import type { Extension } from '../python/values';

export type Shape = readonly Integer[];

/** Everything about shapes that PyTorch or Keras would refuse, by code, with the numbers that make it so. */
export interface ShapeProblems<Size = Integer> {
	/** The input has another number of channels than the layer was made for. */
	'channel-mismatch': { expected: Size; actual: Size; groups: number; shape: readonly Size[] };
	/** The last axis of a linear layer's input has another size than in_features. */
	'features-mismatch': { expected: Size; actual: Size; shape: readonly Size[] };
	/** A normalization layer was made for another number of features. */
	'normalization-mismatch': { expected: readonly Size[]; shape: readonly Size[] };
	/** The (dilated) kernel does not fit into the padded input along this spatial axis. */
	'kernel-too-large': { axis: number; kernel: number; paddedInput: number; shape: readonly Size[] };
	/** Pooling would leave nothing along this spatial axis. */
	'output-too-small': { axis: number; kernel: number; stride: number; shape: readonly Size[] };
	/** PyTorch's rule for pooling: the padding is at most half the kernel. */
	'padding-too-large': { padding: number; kernel: number };
	/** `padding="same"` needs stride 1. */
	'same-padding-with-stride': { stride: number };
	/** The groups do not divide the channels, or a normalization's groups its features. */
	'groups-do-not-divide': { groups: Size; count: Size; of: string };
	/** The heads do not divide the embedding. */
	'heads-do-not-divide': { heads: Size; embedding: Size };
	/** An axis that must be a multiple (of r² for PixelShuffle, of 2 for GLU) is not. */
	'size-not-divisible': { size: Size; divisor: Size; axis: number; shape: readonly Size[] };
	/** The new shape holds another number of elements. */
	'invalid-reshape': { shape: readonly Size[]; requested: readonly Size[]; elements: Size };
	/** A fixed number of features per row that does not fit one sample: −1 would take from the batch. */
	'batch-swallowed': { shape: readonly Size[]; requested: readonly Size[]; features: Size; expected: Size };
	/** Sizes differ on an axis other than the one that is joined. */
	'join-mismatch': { operation: 'cat' | 'stack'; axis: number; joined: number; first: readonly Size[]; other: readonly Size[]; index: number };
	/** Two shapes that do not broadcast: the sizes on this axis (counted from the right, −1 the last) differ and neither is 1. */
	'broadcast-mismatch': { axis: number; left: readonly Size[]; right: readonly Size[] };
	/** The inner sizes of a matrix product differ. */
	'matmul-mismatch': { left: readonly Size[]; right: readonly Size[]; expected: Size; actual: Size };
	/** A tensor of a rank that the operation does not take. */
	'rank-mismatch': { operation: string; expected: string; shape: readonly Size[] };
	/** An axis that the tensor does not have. */
	'axis-out-of-range': { operation: string; axis: number; shape: readonly Size[] };
	/** A reduction names the same axis twice. */
	'repeated-axis': { operation: string; axis: number; shape: readonly Size[] };
	/** permute() names not every axis once. */
	'permutation-mismatch': { order: readonly number[]; shape: readonly Size[] };
	/** An index beyond the end of its axis. */
	'index-out-of-range': { index: number; axis: number; shape: readonly Size[] };
	/** A tensor can't be expanded to this shape. */
	'expand-mismatch': { shape: readonly Size[]; requested: readonly Size[]; axis: number };
	/** split() with sizes that do not add up to the axis. */
	'split-mismatch': { axis: number; shape: readonly Size[]; sizes: readonly number[] };
	/** A tensor is needed for a subscript of einsum() with this size. */
	'einsum-mismatch': { equation: string; subscript: string; expected: Size; actual: Size };
	/** Something else than a tensor where one is needed: the results of a layer that gives several (how many), or None. */
	'tensor-expected': { operation: string; received: 'tuple' | 'list' | 'None'; count: number };
	/** Other than as many results, or axes of a shape, as there are names for them. */
	'unpack-mismatch': { expected: number; actual: number };
	/** A layer has no argument of this name; another one is evidently meant. */
	'unexpected-argument': { layer: string; argument: string; meant: string };
	/** A setting with a value that the layer does not take. */
	'invalid-setting': { setting: string; value: number };
}

export type ShapeProblemCode = keyof ShapeProblems;

/** One of {@link ShapeProblems} (for a report with sizes that are plain text or numbers): a code with its numbers, so that every surface can say it in the reader's words. */
export type ShapeProblem<Size = Integer> = { [Code in ShapeProblemCode]: { readonly code: Code; readonly numbers: Readonly<ShapeProblems<Size>[Code]> } }[ShapeProblemCode];

/** The exception that PyTorch would raise, with its numbers. Python code can catch it. */
export class ShapeError extends PythonError {
	/** The innermost layer that was running. */
	module: Instance | undefined;
	/** The tensors that did not fit. */
	inputs: readonly Extension[] = [];

	constructor(type: string, readonly problem: ShapeProblem, message: string = problem.code) {
		super(type, message);
	}
}

const TYPES: Partial<Record<ShapeProblemCode, string>> = {
	'groups-do-not-divide': 'ValueError', 'same-padding-with-stride': 'ValueError', 'heads-do-not-divide': 'AssertionError', 'axis-out-of-range': 'IndexError', 'index-out-of-range': 'IndexError', 'tensor-expected': 'TypeError', 'unpack-mismatch': 'ValueError', 'unexpected-argument': 'TypeError', 'invalid-setting': 'ValueError',
};

/** Raises the problem with this code and these numbers. */
export function refuse<Code extends ShapeProblemCode>(code: Code, numbers: ShapeProblems[Code]): never {
	throw new ShapeError(TYPES[code] ?? 'RuntimeError', { code, numbers } as unknown as ShapeProblem);
}
