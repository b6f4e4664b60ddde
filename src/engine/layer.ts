import type { Tensor } from './tensor';

/** Zeros added before the first and after the last cell of one spatial axis. */
export interface Padding {
	readonly before: number;
	readonly after: number;
}

/** How a window slides: one entry per spatial axis, outermost (depth, then height, then width) first. */
export interface SlidingWindow {
	/** Receptive field F: cells of the kernel along each axis. */
	readonly size: readonly number[];
	/** Stride S: cells between neighbouring windows. */
	readonly stride: readonly number[];
	readonly padding: readonly Padding[];
	/** Dilation D: cells between neighbouring kernel weights; 1 is a plain kernel. */
	readonly dilation: readonly number[];
}

/** A convolution in the deep-learning sense: the kernel is not flipped. */
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
}

export interface ReluLayer {
	readonly kind: 'relu';
}

/** Max pooling; its padding never wins, as if it were −∞. */
export interface MaxPoolingLayer {
	readonly kind: 'max-pooling';
	readonly window: SlidingWindow;
}

/** An operator and its settings, without numbers: enough for sizes, parameters and costs. */
export type Layer = ConvolutionLayer | ReluLayer | MaxPoolingLayer;

/** A convolution with its numbers: kernel of shape (filters, channels / groups, …window.size), bias of shape (filters). */
export interface ConvolutionStage extends ConvolutionLayer {
	readonly kernel: Tensor;
	readonly bias: Tensor | undefined;
}

/** A layer that can be run: with its numbers, where it has any. */
export type Stage = ConvolutionStage | ReluLayer | MaxPoolingLayer;
