import type { AxisGeometry } from '../geometry';
import type { ConvolutionStage } from '../layer';
import { finish, type Steps } from '../operator';
import { padLastAxes, ZEROS } from '../padding';
import { asThree, elementCount, tensor, type Tensor } from '../tensor';
import { convolutionShape } from './sizes';

/** An axis that a tensor of fewer spatial axes does not have: one cell, one weight. */
const SINGLE_CELL: AxisGeometry = {
	input: 1, kernel: 1, stride: 1, padding: { before: 0, after: 0 }, dilation: 1, effectiveKernel: 1, paddedInput: 1, output: 1,
};

/** The weights in the order in which the window meets the input: turned around for a mathematical convolution. */
export function weightsInOrder({ kernel, window, flipped }: ConvolutionStage): Float64Array {
	if (!flipped) return kernel.data;
	const plane = elementCount(window.size);
	const weights = Float64Array.from(kernel.data);
	for (let start = 0; start < weights.length; start += plane) weights.subarray(start, start + plane).reverse();
	return weights;
}

/**
 * Convolves row by row of the output.
 *
 * The order of summation is the trace's: the products of one channel in kernel order, the sums of the channels in
 * channel order, then the bias. So every output cell equals its trace bit for bit.
 * @throws EngineError as {@link convolutionShape} does
 */
export function* convolutionSteps(stage: ConvolutionStage, input: Tensor): Steps {
	const { axes, outputShape } = convolutionShape(stage, input.shape);
	const source = padLastAxes(input, stage.window.padding, stage.paddingFill ?? ZEROS).data;
	const [depth, height, width] = asThree(axes, SINGLE_CELL);
	const plane = depth.paddedInput * height.paddedInput * width.paddedInput;
	const weights = weightsInOrder(stage);
	const kernelPlane = depth.kernel * height.kernel * width.kernel;
	const channelsPerGroup = stage.channels / stage.groups;
	const filtersPerGroup = stage.filters / stage.groups;
	const output = new Float64Array(elementCount(outputShape));
	const channelSums = new Float64Array(width.output);

	/** Adds one channel's sums for one row of the output. */
	const addChannel = (row: Float64Array, start: number, weightStart: number, z: number, y: number): void => {
		let weightAt = weightStart;
		channelSums.fill(0);
		for (let i = 0; i < depth.kernel; i++) for (let j = 0; j < height.kernel; j++) {
			const inputZ = z * depth.stride + i * depth.dilation;
			const inputY = y * height.stride + j * height.dilation;
			const rowStart = start + (inputZ * height.paddedInput + inputY) * width.paddedInput;
			for (let k = 0; k < width.kernel; k++) {
				const weight = weights[weightAt++]!;
				let at = rowStart + k * width.dilation;
				for (let x = 0; x < channelSums.length; x++, at += width.stride) channelSums[x] = channelSums[x]! + source[at]! * weight;
			}
		}
		for (let x = 0; x < row.length; x++) row[x] = row[x]! + channelSums[x]!;
	};

	let at = 0;
	for (let sample = 0; sample < input.shape[0]!; sample++) for (let filter = 0; filter < stage.filters; filter++) {
		const firstChannel = sample * stage.channels + Math.floor(filter / filtersPerGroup) * channelsPerGroup;
		const bias = stage.bias?.data[filter];
		for (let z = 0; z < depth.output; z++) for (let y = 0; y < height.output; y++) {
			const row = output.subarray(at, at += width.output);
			for (let channel = 0; channel < channelsPerGroup; channel++) {
				addChannel(row, (firstChannel + channel) * plane, (filter * channelsPerGroup + channel) * kernelPlane, z, y);
			}
			if (bias !== undefined) for (let x = 0; x < row.length; x++) row[x] = row[x]! + bias;
			yield row.length * channelsPerGroup * kernelPlane;
		}
	}
	return tensor(outputShape, output);
}

/**
 * Convolves an input (N, C, …spatial) of one to three spatial axes in float64.
 * @throws EngineError as {@link convolutionShape} does
 */
export function convolve(stage: ConvolutionStage, input: Tensor): Tensor {
	return finish(convolutionSteps(stage, input));
}
