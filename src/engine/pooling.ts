import { refuse } from './error';
import { cellsOf, paddingPerAxis, perAxis } from './convolution';
import { inputCoordinate, windowGeometry, type AxisGeometry } from './geometry';
import type { MaxPoolingLayer, Padding } from './layer';
import { elementCount, offsetOf, tensor, type Shape, type Tensor } from './tensor';

/** Settings of a pooling; the stride is the window's size unless given, as in PyTorch and Keras. */
export interface PoolingOptions {
	readonly stride?: number | readonly number[];
	readonly padding?: number | readonly Padding[];
	readonly dilation?: number | readonly number[];
}

/** Max pooling with a window of this size, one entry per spatial axis. */
export function maxPooling(size: readonly number[], options: PoolingOptions = {}): MaxPoolingLayer {
	return {
		kind: 'max-pooling',
		window: {
			size,
			stride: perAxis(options.stride ?? size, size.length),
			padding: paddingPerAxis(options.padding ?? 0, size.length),
			dilation: perAxis(options.dilation ?? 1, size.length),
		},
	};
}

/**
 * The output shape of a pooling over (N, C, …spatial): (N, C, …).
 * @throws EngineError 'padding-too-large' by PyTorch's rule (`torch.nn.MaxPool2d`: at most half the window), or what {@link windowGeometry} throws
 */
export function poolingShape(layer: MaxPoolingLayer, inputShape: Shape): { readonly axes: AxisGeometry[]; readonly outputShape: Shape } {
	layer.window.padding.forEach(({ before, after }, axis) => {
		const padding = Math.max(before, after);
		const kernel = layer.window.size[axis]!;
		if (padding > kernel / 2) refuse('padding-too-large', { axis, padding, kernel });
	});
	const axes = windowGeometry(inputShape, layer.window);
	return { axes, outputShape: [inputShape[0]!, inputShape[1]!, ...axes.map((axis) => axis.output)] };
}

/** The window behind one cell of a max pooling. */
export interface MaxPoolingTrace {
	readonly kind: 'max-pooling';
	readonly cell: readonly number[];
	/** The input cells under the window, in order; padding is left out, since it never wins. */
	readonly window: readonly { readonly inputCell: readonly number[]; readonly value: number }[];
	readonly total: number;
}

/** Shows how one output cell (n, c, …spatial) of a max pooling comes about. */
export function traceMaxPooling(layer: MaxPoolingLayer, input: Tensor, cell: readonly number[]): MaxPoolingTrace {
	return traceWindow(layer, poolingShape(layer, input.shape).axes, input, cell);
}

function traceWindow(layer: MaxPoolingLayer, axes: readonly AxisGeometry[], input: Tensor, cell: readonly number[]): MaxPoolingTrace {
	const [sample, channel, ...position] = cell as [number, number, ...number[]];
	const window: { inputCell: number[]; value: number }[] = [];
	let total = -Infinity;
	for (const kernelCell of cellsOf(layer.window.size)) {
		const spatial = kernelCell.map((offset, axis) => inputCoordinate(axes[axis]!, position[axis]!, offset));
		if (!spatial.every((coordinate) => coordinate !== undefined)) continue;
		const inputCell = [sample, channel, ...spatial];
		const value = input.data[offsetOf(input.shape, inputCell)]!;
		total = Math.max(total, value); // NaN wins, as in PyTorch
		window.push({ inputCell, value });
	}
	return { kind: 'max-pooling', cell, window, total };
}

/**
 * Max pooling of an input (N, C, …spatial) in float64. NaN propagates, as in PyTorch; padding is −∞.
 * @throws EngineError as {@link poolingShape} does
 */
export function maxPool(layer: MaxPoolingLayer, input: Tensor): Tensor {
	const { axes, outputShape } = poolingShape(layer, input.shape);
	const output = new Float64Array(elementCount(outputShape));
	let at = 0;
	for (const cell of cellsOf(outputShape)) output[at++] = traceWindow(layer, axes, input, cell).total;
	return tensor(outputShape, output);
}
