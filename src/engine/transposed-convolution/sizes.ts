import { requireGroups } from '../convolution/sizes';
import { refuse, requireWhole } from '../error';
import { requireSpatialRank, requireWindow, type AxisGeometry } from '../geometry';
import type { TransposedConvolutionLayer } from '../layer';
import type { Sizes } from '../operator';
import type { Shape } from '../tensor';

/**
 * The geometry of one spatial axis of a transposed convolution.
 *
 * H_o = (H_i − 1)·S − P_before − P_after + D(F − 1) + P_output + 1 (PyTorch, `torch.nn.ConvTranspose2d`).
 */
function transposedAxis(axis: number, input: number, { window, outputPadding: outputPaddings }: TransposedConvolutionLayer): AxisGeometry {
	requireWindow(axis, window);
	const kernel = window.size[axis]!;
	const stride = window.stride[axis]!;
	const padding = window.padding[axis]!;
	const dilation = window.dilation[axis]!;
	const outputPadding = outputPaddings[axis]!;
	requireWhole('output-padding', outputPadding, 0);
	if (outputPadding >= Math.max(stride, dilation)) refuse('output-padding-too-large', { axis, outputPadding, stride, dilation });
	const effectiveKernel = dilation * (kernel - 1) + 1;
	const paddedInput = (input - 1) * stride + effectiveKernel + outputPadding;
	const output = paddedInput - padding.before - padding.after;
	if (output < 1) refuse('nothing-left', { axis, input, output });
	return { input, kernel, stride, padding, dilation, effectiveKernel, paddedInput, output, transposed: { outputPadding } };
}

/**
 * The output shape of a transposed convolution over (N, C, …spatial): (N, filters, …).
 * @throws EngineError 'output-padding-too-large' by PyTorch's rule, 'nothing-left', 'channel-mismatch', 'groups-do-not-divide',
 * 'rank-mismatch', 'setting-count' or 'invalid-setting'
 */
export function transposedConvolutionShape(layer: TransposedConvolutionLayer, inputShape: Shape): Sizes {
	requireGroups(layer);
	requireSpatialRank(inputShape, layer.window);
	const { channels, groups, outputPadding: { length: given } } = layer;
	const [, inputChannels, ...spatial] = inputShape as [number, number, ...number[]];
	if (given !== spatial.length) refuse('setting-count', { setting: 'output-padding', given, axes: spatial.length });
	if (inputChannels !== channels) refuse('channel-mismatch', { inputChannels, kernelChannels: channels, groups });
	const axes = spatial.map((size, axis) => transposedAxis(axis, size, layer));
	return { axes, outputShape: [inputShape[0]!, layer.filters, ...axes.map((axis) => axis.output)] };
}
