import type { Tensor } from './tensor';

/** Cells added before the first and after the last cell of one spatial axis. */
export interface Padding {
	readonly before: number;
	readonly after: number;
}

/**
 * What padding is filled with: a constant, or the input again. On 1 2 3 with two cells of padding per side:
 * 'reflect' 3 2 | 1 2 3 | 2 1 (PyTorch's and ONNX's; SciPy calls it mirror), 'symmetric' 2 1 | 1 2 3 | 3 2 (NumPy's;
 * SciPy calls it reflect), 'replicate' 1 1 | 1 2 3 | 3 3 (ONNX: edge), 'circular' 2 3 | 1 2 3 | 1 2 (ONNX: wrap).
 */
export type PaddingFill =
	| { readonly mode: 'constant'; readonly value: number }
	| { readonly mode: 'reflect' | 'symmetric' | 'replicate' | 'circular' };

/** How a window slides: one entry per spatial axis, outermost (depth, then height, then width) first. */
export interface SlidingWindow {
	/** Receptive field F: cells of the kernel along each axis. */
	readonly size: readonly number[];
	/** Stride S: cells between neighbouring windows. */
	readonly stride: readonly number[];
	readonly padding: readonly Padding[];
	/** Dilation D: cells between neighbouring kernel weights; 1 is a plain kernel. */
	readonly dilation: readonly number[];
	/** Poolings only: a last window that overhangs the padded input still counts. */
	readonly ceilMode?: boolean;
}

/** A convolution in the deep-learning sense: the kernel is not flipped unless it says so. */
export interface ConvolutionLayer {
	readonly kind: 'convolution';
	/** C: channels of the input. */
	readonly channels: number;
	/** Output channels, one per filter. */
	readonly filters: number;
	readonly window: SlidingWindow;
	/** Channels and filters are split into this many groups that do not see each other. */
	readonly groups: number;
	readonly hasBias: boolean;
	/** What the padding holds; zeros unless given. */
	readonly paddingFill?: PaddingFill;
	/** Mathematical convolution (SciPy, MATLAB `conv2`): the kernel is turned around along every spatial axis. */
	readonly flipped?: boolean;
}

/** A transposed convolution: every input cell adds its multiple of the kernel to the output, a stride apart. */
export interface TransposedConvolutionLayer {
	readonly kind: 'transposed-convolution';
	readonly channels: number;
	readonly filters: number;
	/** The window of the convolution that this one turns around: its padding crops the output. */
	readonly window: SlidingWindow;
	/** Cells added to the output at the end of each axis, to tell apart the inputs that a stride makes equal. */
	readonly outputPadding: readonly number[];
	readonly groups: number;
	readonly hasBias: boolean;
}

/** Which paddings a pooling takes: at most half the window (PyTorch), or less than the dilated window (ONNX). */
export type PoolingPaddingRule = 'at-most-half' | 'below-window';

/** Max pooling; its padding never wins, as if it were −∞. */
export interface MaxPoolingLayer {
	readonly kind: 'max-pooling';
	readonly window: SlidingWindow;
	/** NaN is left out (ONNX Runtime, TensorFlow) rather than the largest of all (PyTorch). */
	readonly ignoresNaN?: boolean;
	/** 'at-most-half' unless given. */
	readonly paddingRule?: PoolingPaddingRule;
}

/** Average pooling. */
export interface AveragePoolingLayer {
	readonly kind: 'average-pooling';
	readonly window: SlidingWindow;
	/** Padding counts as cells of value 0 in the divisor (PyTorch's default; ONNX and TensorFlow leave it out). */
	readonly countIncludePad: boolean;
	/** Divides every sum by this, whatever the window covers. */
	readonly divisorOverride?: number;
	/** 'at-most-half' unless given. */
	readonly paddingRule?: PoolingPaddingRule;
}

/**
 * Whose Lp pooling: PyTorch's `(Σ xᵖ)^(1/p)` scales a window that overhangs (ceil mode) up to a whole one and lets an odd p
 * keep the sign; ONNX's is `(Σ |x|ᵖ)^(1/p)` over what the window covers.
 */
export type LpConvention = 'torch' | 'onnx';

/** Lp pooling: the p-norm of each window. */
export interface LpPoolingLayer {
	readonly kind: 'lp-pooling';
	readonly window: SlidingWindow;
	/** p */
	readonly exponent: number;
	readonly convention: LpConvention;
	/** 'at-most-half' unless given. */
	readonly paddingRule?: PoolingPaddingRule;
}

/** What a pooling makes of the cells it covers. */
export type PoolingReduction = 'max' | 'average' | { readonly exponent: number; readonly convention: LpConvention };

/** Pooling over the whole of each channel: one cell is left per channel. */
export interface GlobalPoolingLayer {
	readonly kind: 'global-pooling';
	readonly reduction: PoolingReduction;
}

/** Pooling to a given output size: window i covers ⌊i·H_i/H_o⌋ to ⌈(i + 1)·H_i/H_o⌉ − 1. */
export interface AdaptivePoolingLayer {
	readonly kind: 'adaptive-pooling';
	readonly reduction: PoolingReduction;
	/** One entry per spatial axis; undefined keeps the axis as it is. */
	readonly outputSize: readonly (number | undefined)[];
}

export interface ReluLayer {
	readonly kind: 'relu';
}

/** Activations that work on every number alone. */
export type PointwiseLayer =
	| ReluLayer
	| { readonly kind: 'leaky-relu'; /** slope below 0 */ readonly slope: number }
	| { readonly kind: 'elu'; readonly alpha: number }
	| { readonly kind: 'selu' }
	| { readonly kind: 'gelu'; readonly approximation: 'none' | 'tanh' }
	| { readonly kind: 'sigmoid' }
	| { readonly kind: 'tanh' }
	| { readonly kind: 'softplus'; readonly beta: number; /** Above this, β·x counts as linear. */ readonly threshold: number }
	| { readonly kind: 'silu' }
	| { readonly kind: 'hardswish' };

/** Leaky ReLU whose slope is learned: one for all, or one per channel. */
export interface PReluLayer {
	readonly kind: 'prelu';
	/** How many slopes there are: 1, or the input's channels. */
	readonly slopeCount: number;
}

/** Exponentials along one axis, divided by their sum. */
export interface SoftmaxLayer {
	readonly kind: 'softmax';
	/** Negative counts from the last axis. */
	readonly axis: number;
}

/** Batch normalisation at inference: with the mean and variance that training left behind. */
export interface BatchNormalizationLayer {
	readonly kind: 'batch-normalization';
	readonly channels: number;
	readonly epsilon: number;
	/** Scale and shift per channel are learned (PyTorch's `affine`). */
	readonly hasScale: boolean;
}

/** A fully connected layer over the last axis. */
export interface LinearLayer {
	readonly kind: 'linear';
	/** Features in. */
	readonly features: number;
	/** Features out. */
	readonly outputs: number;
	readonly hasBias: boolean;
}

/** Joins the axes from `startAxis` to `endAxis`, both included, into one; negative counts from the last axis. */
export interface FlattenLayer {
	readonly kind: 'flatten';
	readonly startAxis: number;
	readonly endAxis: number;
}

/** Pads the last axes; negative padding crops where the fill is a constant. */
export interface PadLayer {
	readonly kind: 'pad';
	/** One entry per padded axis, the last one for the last axis. */
	readonly padding: readonly Padding[];
	readonly fill: PaddingFill;
}

/** Resizes the spatial axes, to a size or by a scale (⌊H_i · scale⌋). */
export interface UpsampleLayer {
	readonly kind: 'upsample';
	readonly to: { readonly size: readonly number[] } | { readonly scale: readonly number[] };
	/**
	 * 'nearest' takes cell ⌊i/scale⌋ (PyTorch's `nearest`, OpenCV's), 'nearest-exact' the one below the cell's centre (PyTorch's
	 * `nearest-exact`, Pillow's), 'linear' weighs the two neighbours along each axis: linear in 1-D, bilinear in 2-D, trilinear in 3-D.
	 */
	readonly mode: 'nearest' | 'nearest-exact' | 'linear';
	/** For 'linear': the corner cells' centres, rather than the corners, stay in place. */
	readonly alignCorners: boolean;
}

/** An operator and its settings, without numbers: enough for sizes, parameters and costs. */
export type Layer =
	| ConvolutionLayer | TransposedConvolutionLayer
	| MaxPoolingLayer | AveragePoolingLayer | LpPoolingLayer | GlobalPoolingLayer | AdaptivePoolingLayer
	| PointwiseLayer | PReluLayer | SoftmaxLayer
	| BatchNormalizationLayer | LinearLayer | FlattenLayer | PadLayer | UpsampleLayer;

/** A convolution with its numbers: kernel of shape (filters, channels / groups, …window.size), bias of shape (filters). */
export interface ConvolutionStage extends ConvolutionLayer {
	readonly kernel: Tensor;
	readonly bias: Tensor | undefined;
}

/** A transposed convolution with its numbers: kernel of shape (channels, filters / groups, …window.size), bias of shape (filters). */
export interface TransposedConvolutionStage extends TransposedConvolutionLayer {
	readonly kernel: Tensor;
	readonly bias: Tensor | undefined;
}

/** PReLU with its slopes, (1) or (channels). */
export interface PReluStage extends PReluLayer {
	readonly slopes: Tensor;
}

/** Batch normalisation with its numbers, one per channel each; without `scale` and `shift` they are 1 and 0. */
export interface BatchNormalizationStage extends BatchNormalizationLayer {
	readonly mean: Tensor;
	readonly variance: Tensor;
	readonly scale: Tensor | undefined;
	readonly shift: Tensor | undefined;
}

/** A fully connected layer with its numbers: weights of shape (outputs, features), bias of shape (outputs). */
export interface LinearStage extends LinearLayer {
	readonly weights: Tensor;
	readonly bias: Tensor | undefined;
}

/** A layer that can be run: with its numbers, where it has any. */
export type Stage =
	| ConvolutionStage | TransposedConvolutionStage
	| MaxPoolingLayer | AveragePoolingLayer | LpPoolingLayer | GlobalPoolingLayer | AdaptivePoolingLayer
	| PointwiseLayer | PReluStage | SoftmaxLayer
	| BatchNormalizationStage | LinearStage | FlattenLayer | PadLayer | UpsampleLayer;
