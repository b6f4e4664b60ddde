import type {
	AdaptivePoolingLayer, AveragePoolingLayer, GlobalPoolingLayer, LpConvention, LpPoolingLayer, MaxPoolingLayer, PoolingPaddingRule, PoolingReduction,
} from './layer';
import { slidingWindow, type WindowOptions } from './window';

export { maxPool, poolingShape, traceMaxPooling } from './pooling/max';
export type { AveragePoolingTrace, LpPoolingTrace, MaxPoolingTrace, PoolingTrace, WindowCell } from './pooling/trace';

/** Settings of a pooling; the stride is the window's size unless given, as in PyTorch and Keras (ONNX's default is 1). */
export interface PoolingOptions extends WindowOptions {
	/** A last window that overhangs the input still counts, by PyTorch's rule. */
	readonly ceilMode?: boolean;
	/** Which paddings are taken: PyTorch's rule, at most half the window, unless given. */
	readonly paddingRule?: PoolingPaddingRule;
}

/** Settings of a max pooling. */
export interface MaxPoolingOptions extends PoolingOptions {
	/** False unless given: NaN wins, as in PyTorch. ONNX Runtime and TensorFlow leave it out. */
	readonly ignoresNaN?: boolean;
}

/** Settings of an average pooling. */
export interface AveragePoolingOptions extends PoolingOptions {
	/** Padding counts in the divisor: true unless given, as in PyTorch (ONNX, TensorFlow and Keras leave it out). */
	readonly countIncludePad?: boolean;
	/** Divides every sum by this number instead. */
	readonly divisorOverride?: number;
}

/** Settings of an Lp pooling. */
export interface LpPoolingOptions extends PoolingOptions {
	/** 'torch' unless given. */
	readonly convention?: LpConvention;
}

function shared(size: readonly number[], { ceilMode, paddingRule, ...options }: PoolingOptions): Pick<MaxPoolingLayer, 'window' | 'paddingRule'> {
	const window = slidingWindow(size, options, size);
	return { window: ceilMode ? { ...window, ceilMode } : window, ...paddingRule && { paddingRule } };
}

/** Max pooling with a window of this size, one entry per spatial axis. */
export function maxPooling(size: readonly number[], options: MaxPoolingOptions = {}): MaxPoolingLayer {
	const { ignoresNaN = false, ...rest } = options;
	return { kind: 'max-pooling', ...shared(size, rest), ...ignoresNaN && { ignoresNaN } };
}

/** Average pooling with a window of this size, one entry per spatial axis. */
export function averagePooling(size: readonly number[], options: AveragePoolingOptions = {}): AveragePoolingLayer {
	const { countIncludePad = true, divisorOverride, ...rest } = options;
	return { kind: 'average-pooling', ...shared(size, rest), countIncludePad, ...divisorOverride !== undefined && { divisorOverride } };
}

/** Lp pooling with a window of this size, one entry per spatial axis, and the exponent p. */
export function lpPooling(size: readonly number[], exponent: number, options: LpPoolingOptions = {}): LpPoolingLayer {
	const { convention = 'torch', ...rest } = options;
	return { kind: 'lp-pooling', ...shared(size, rest), exponent, convention };
}

/** Pooling over the whole of each channel. */
export function globalPooling(reduction: PoolingReduction): GlobalPoolingLayer {
	return { kind: 'global-pooling', reduction };
}

/** Pooling to this size, one entry per spatial axis; undefined keeps an axis (PyTorch's None). */
export function adaptivePooling(reduction: PoolingReduction, outputSize: readonly (number | undefined)[]): AdaptivePoolingLayer {
	return { kind: 'adaptive-pooling', reduction, outputSize };
}
