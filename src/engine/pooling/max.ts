import type { MaxPoolingLayer } from '../layer';
import type { Sizes } from '../operator';
import type { Shape, Tensor } from '../tensor';
import { windowsAlong, type PoolingPlan, type Reduction } from './plan';
import { pool, tracePooling } from './run';
import { poolingSizes } from './sizes';
import type { MaxPoolingTrace } from './trace';

/** The largest value; NaN wins, as in PyTorch. A window that sees only padding gives −∞. */
export const maximum: Reduction = {
	initial: -Infinity,
	fold: (largest, value) => value > largest || Number.isNaN(value) ? value : largest,
	finish: (largest) => largest,
	describe: (cell, window, total) => ({ kind: 'max-pooling', cell, window, total }),
};

/** The largest value that is a number, as in ONNX Runtime and TensorFlow. */
const maximumWithoutNaN: Reduction = { ...maximum, fold: (largest, value) => value > largest ? value : largest };

/** The output shape of a max pooling over (N, C, …spatial): (N, C, …). */
export function poolingShape(layer: MaxPoolingLayer, inputShape: Shape): Sizes {
	return poolingSizes(layer.window, layer.paddingRule ?? 'at-most-half', inputShape);
}

/** Max pooling of an input of this shape. */
export function maxPoolingPlan(layer: MaxPoolingLayer, inputShape: Shape): PoolingPlan {
	const sizes = poolingShape(layer, inputShape);
	return { ...sizes, windows: () => sizes.axes.map(windowsAlong), reduction: layer.ignoresNaN ? maximumWithoutNaN : maximum };
}

/** Max pooling of an input (N, C, …spatial) in float64. NaN propagates, as in PyTorch; padding is −∞. */
export function maxPool(layer: MaxPoolingLayer, input: Tensor): Tensor {
	return pool(maxPoolingPlan(layer, input.shape), input);
}

/** Shows how one output cell (n, c, …spatial) of a max pooling comes about. */
export function traceMaxPooling(layer: MaxPoolingLayer, input: Tensor, cell: readonly number[]): MaxPoolingTrace {
	return tracePooling(maxPoolingPlan(layer, input.shape), input, cell) as MaxPoolingTrace;
}
