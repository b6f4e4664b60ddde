import type { AxisGeometry } from '../geometry';
import type { TransposedConvolutionStage } from '../layer';
import { finish, type Steps } from '../operator';
import { asThree, elementCount, tensor, type Tensor } from '../tensor';
import { transposedConvolutionShape } from './sizes';

/** For every input cell and kernel position along one axis, the output cell that their product goes to; −1 where it is cropped. */
function targetsAlong({ input, kernel, stride, dilation, padding, output }: AxisGeometry): Int32Array[] {
	return Array.from({ length: kernel }, (_, at) => Int32Array.from({ length: input }, (_cell, index) => {
		const target = index * stride + at * dilation - padding.before;
		return target < output ? target : -1;
	}));
}

const ONE_TARGET = [Int32Array.of(0)];

/**
 * Computes a transposed convolution in float64, one channel's share of one filter's map at a time.
 *
 * Every product is added to its output cell in kernel order, one channel at a time, and the channels' sums in channel order, then
 * the bias: the order of the trace.
 * @throws EngineError as {@link transposedConvolutionShape} does
 */
export function* transposedConvolutionSteps(stage: TransposedConvolutionStage, input: Tensor): Steps {
	const { axes, outputShape } = transposedConvolutionShape(stage, input.shape);
	const [depth, height, width] = asThree(axes.map(targetsAlong), ONE_TARGET);
	const [, outputHeight, outputWidth] = asThree(axes.map((axis) => axis.output), 1);
	const map = elementCount(outputShape.slice(2));
	const plane = elementCount(input.shape.slice(2));
	const kernelPlane = elementCount(stage.window.size);
	const channelsPerGroup = stage.channels / stage.groups;
	const filtersPerGroup = stage.filters / stage.groups;
	const { data } = input;
	const channelSums = new Float64Array(map);

	/** Spreads one input map over the output, one kernel weight after the other. */
	const spread = (start: number, weightStart: number): void => {
		let weightAt = weightStart;
		for (const targetsZ of depth) for (const targetsY of height) for (const targetsX of width) {
			const weight = stage.kernel.data[weightAt++]!;
			let at = start;
			for (const z of targetsZ) for (const y of targetsY) {
				const row = z < 0 || y < 0 ? -1 : (z * outputHeight + y) * outputWidth;
				if (row >= 0) {
					for (let x = 0; x < targetsX.length; x++) {
						const target = targetsX[x]!;
						if (target >= 0) channelSums[row + target] = channelSums[row + target]! + data[at + x]! * weight;
					}
				}
				at += targetsX.length;
			}
		}
	};

	const output = new Float64Array(elementCount(outputShape));
	for (let sample = 0; sample < input.shape[0]!; sample++) for (let filter = 0; filter < stage.filters; filter++) {
		const start = (sample * stage.filters + filter) * map;
		const group = Math.floor(filter / filtersPerGroup);
		const bias = stage.bias?.data[filter];
		const sums = output.subarray(start, start + map);
		for (let channel = group * channelsPerGroup; channel < (group + 1) * channelsPerGroup; channel++) {
			channelSums.fill(0);
			spread((sample * stage.channels + channel) * plane, (channel * filtersPerGroup + filter % filtersPerGroup) * kernelPlane);
			for (let at = 0; at < map; at++) sums[at] = sums[at]! + channelSums[at]!;
			yield plane * kernelPlane;
		}
		if (bias !== undefined) for (let at = 0; at < map; at++) sums[at] = sums[at]! + bias;
	}
	return tensor(outputShape, output);
}

/**
 * A transposed convolution in float64.
 * @throws EngineError as {@link transposedConvolutionShape} does
 */
export function convolveTransposed(stage: TransposedConvolutionStage, input: Tensor): Tensor {
	return finish(transposedConvolutionSteps(stage, input));
}
