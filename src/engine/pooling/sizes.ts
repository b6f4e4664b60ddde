import { refuse } from '../error';
import { windowGeometry } from '../geometry';
import type { PoolingPaddingRule, SlidingWindow } from '../layer';
import type { Sizes } from '../operator';
import type { Shape } from '../tensor';

/**
 * The geometry of a pooling's window over (N, C, …spatial) and the output shape (N, C, …).
 * @throws EngineError 'padding-too-large' by PyTorch's rule (`torch.nn.MaxPool2d`: at most half the window), 'padding-covers-window' by
 * ONNX's (less than F·D), or what {@link windowGeometry} throws
 */
export function poolingSizes(window: SlidingWindow, paddingRule: PoolingPaddingRule, inputShape: Shape): Sizes {
	const axes = windowGeometry(inputShape, window);
	axes.forEach(({ padding: { before, after }, kernel, dilation }, axis) => {
		const padding = Math.max(before, after);
		if (paddingRule === 'at-most-half' && padding > kernel / 2) refuse('padding-too-large', { axis, padding, kernel });
		if (padding >= kernel * dilation) refuse('padding-covers-window', { axis, padding, kernel, dilation });
	});
	return { axes, outputShape: [inputShape[0]!, inputShape[1]!, ...axes.map((axis) => axis.output)] };
}
