import { refuse } from './error';
import { inputCoordinate, windowGeometry, type AxisGeometry } from './geometry';
import type { ConvolutionLayer, ConvolutionStage, Padding } from './layer';
import { elementCount, offsetOf, tensor, type Shape, type Tensor } from './tensor';

/** Settings of a convolution; a number stands for every spatial axis. */
export interface ConvolutionOptions {
	readonly stride?: number | readonly number[];
	readonly padding?: number | readonly Padding[];
	readonly dilation?: number | readonly number[];
	readonly groups?: number;
	/** One number per filter. */
	readonly bias?: Tensor;
}

/** One entry per axis, of a setting that may be given once for all. */
export function perAxis<Value>(setting: Value | readonly Value[], axes: number): readonly Value[] {
	return Array.isArray(setting) ? (setting as readonly Value[]) : new Array<Value>(axes).fill(setting as Value);
}

/** The same padding on every side of every axis, or the padding as given. */
export function paddingPerAxis(padding: number | readonly Padding[], axes: number): readonly Padding[] {
	return typeof padding === 'number' ? perAxis({ before: padding, after: padding }, axes) : padding;
}

/**
 * A convolution with the given kernel (filters, channels / groups, …spatial).
 * @throws EngineError 'rank-mismatch', 'empty-tensor', 'groups-do-not-divide' or 'bias-mismatch'
 */
export function convolution(kernel: Tensor, options: ConvolutionOptions = {}): ConvolutionStage {
	const [filters, channelsPerGroup, ...size] = kernel.shape;
	if (filters === undefined || channelsPerGroup === undefined || size.length === 0) refuse('rank-mismatch', { expected: '(F, C, …)', shape: kernel.shape });
	if (kernel.data.length === 0) refuse('empty-tensor', { shape: kernel.shape });
	const groups = options.groups ?? 1;
	if (!Number.isSafeInteger(groups) || groups < 1) refuse('invalid-setting', { setting: 'groups', value: groups });
	if (filters % groups !== 0) refuse('groups-do-not-divide', { groups, count: filters, of: 'filters' });
	const biases = options.bias?.data.length;
	if (biases !== undefined && biases !== filters) refuse('bias-mismatch', { filters, biases });
	return {
		kind: 'convolution',
		channels: channelsPerGroup * groups,
		filters,
		window: {
			size,
			stride: perAxis(options.stride ?? 1, size.length),
			padding: paddingPerAxis(options.padding ?? 0, size.length),
			dilation: perAxis(options.dilation ?? 1, size.length),
		},
		groups,
		hasBias: options.bias !== undefined,
		kernel,
		bias: options.bias,
	};
}

/** A layer planned without numbers has not been through {@link convolution}: its groups must divide channels and filters too. */
function requireGroups({ groups, channels, filters }: ConvolutionLayer): void {
	if (!Number.isSafeInteger(groups) || groups < 1) refuse('invalid-setting', { setting: 'groups', value: groups });
	if (channels % groups !== 0) refuse('groups-do-not-divide', { groups, count: channels, of: 'channels' });
	if (filters % groups !== 0) refuse('groups-do-not-divide', { groups, count: filters, of: 'filters' });
}

/**
 * The output shape of a convolution over (N, C, …spatial): (N, filters, …).
 * @throws EngineError 'channel-mismatch', 'groups-do-not-divide' or what {@link windowGeometry} throws
 */
export function convolutionShape(layer: ConvolutionLayer, inputShape: Shape): { readonly axes: AxisGeometry[]; readonly outputShape: Shape } {
	requireGroups(layer);
	const axes = windowGeometry(inputShape, layer.window);
	if (inputShape[1] !== layer.channels) {
		refuse('channel-mismatch', { inputChannels: inputShape[1]!, kernelChannels: layer.channels / layer.groups, groups: layer.groups });
	}
	return { axes, outputShape: [inputShape[0]!, layer.filters, ...axes.map((axis) => axis.output)] };
}

/** One product of a convolution: the input's cell (or padding) times the kernel's weight. */
export interface ConvolutionTerm {
	readonly value: number;
	readonly weight: number;
	readonly product: number;
	/** Where the weight stands in the kernel, along its spatial axes. */
	readonly kernelCell: readonly number[];
	/** Where the value stands in the input (N, C, …spatial); undefined on padding. */
	readonly inputCell: readonly number[] | undefined;
}

/** The exact sum behind one output cell, in the order in which it is added up. */
export interface ConvolutionTrace {
	readonly kind: 'convolution';
	/** The output cell (n, filter, …spatial). */
	readonly cell: readonly number[];
	/** One partial sum per input channel that the filter sees. */
	readonly channels: readonly { readonly channel: number; readonly terms: readonly ConvolutionTerm[]; readonly sum: number }[];
	readonly bias: number | undefined;
	/** The sums of the channels added up, then the bias: equal to the output cell, bit for bit. */
	readonly total: number;
}

/** Every cell of a small index space, the last axis fastest. */
export function* cellsOf(shape: Shape): Generator<number[]> {
	if (elementCount(shape) === 0) return;
	const cell = new Array<number>(shape.length).fill(0);
	for (;;) {
		yield [...cell];
		let axis = shape.length - 1;
		while (axis >= 0 && cell[axis]! + 1 === shape[axis]) cell[axis--] = 0;
		if (axis < 0) return;
		cell[axis]!++;
	}
}

/** Shows how one output cell (n, filter, …spatial) of a convolution comes about. */
export function traceConvolution(stage: ConvolutionStage, input: Tensor, cell: readonly number[]): ConvolutionTrace {
	const { axes } = convolutionShape(stage, input.shape);
	const [sample, filter, ...position] = cell as [number, number, ...number[]];
	const channelsPerGroup = stage.channels / stage.groups;
	const firstChannel = Math.floor(filter / (stage.filters / stage.groups)) * channelsPerGroup;
	let total = 0;
	const channels = Array.from({ length: channelsPerGroup }, (_, index) => {
		const terms: ConvolutionTerm[] = [];
		let sum = 0;
		for (const kernelCell of cellsOf(stage.window.size)) {
			const spatial = kernelCell.map((offset, axis) => inputCoordinate(axes[axis]!, position[axis]!, offset));
			const inputCell = spatial.every((coordinate) => coordinate !== undefined) ? [sample, firstChannel + index, ...spatial] : undefined;
			const value = inputCell === undefined ? 0 : input.data[offsetOf(input.shape, inputCell)]!;
			const weight = stage.kernel.data[offsetOf(stage.kernel.shape, [filter, index, ...kernelCell])]!;
			const product = value * weight;
			sum += product;
			terms.push({ value, weight, product, kernelCell, inputCell });
		}
		total += sum;
		return { channel: firstChannel + index, terms, sum };
	});
	const bias = stage.bias?.data[filter];
	if (bias !== undefined) total += bias;
	return { kind: 'convolution', cell, channels, bias, total };
}

/** Brings one to three spatial axes to exactly three, by axes of size 1 in front: one loop nest serves all ranks. */
function asThree<Value>(values: readonly Value[], filler: Value): [Value, Value, Value] {
	return [...new Array<Value>(3 - values.length).fill(filler), ...values] as [Value, Value, Value];
}

const SINGLE_CELL: AxisGeometry = { input: 1, kernel: 1, stride: 1, padding: { before: 0, after: 0 }, dilation: 1, effectiveKernel: 1, paddedInput: 1, output: 1 };

/**
 * Convolves an input (N, C, …spatial) of one to three spatial axes in float64.
 *
 * The order of summation is the trace's: the products of one channel in kernel order, the sums of the channels in
 * channel order, then the bias. So every output cell equals its {@link traceConvolution} bit for bit.
 * @throws EngineError as {@link convolutionShape} does
 */
export function convolve(stage: ConvolutionStage, input: Tensor): Tensor {
	const { axes, outputShape } = convolutionShape(stage, input.shape);
	const [depth, height, width] = asThree(axes, SINGLE_CELL);
	const channelsPerGroup = stage.channels / stage.groups;
	const filtersPerGroup = stage.filters / stage.groups;
	const plane = depth.input * height.input * width.input;
	const kernelPlane = depth.kernel * height.kernel * width.kernel;
	const output = new Float64Array(elementCount(outputShape));
	const source = input.data;
	const weights = stage.kernel.data;
	let at = 0;
	for (let sample = 0; sample < input.shape[0]!; sample++) {
		for (let filter = 0; filter < stage.filters; filter++) {
			const firstChannel = sample * stage.channels + Math.floor(filter / filtersPerGroup) * channelsPerGroup;
			const bias = stage.bias?.data[filter];
			for (let z = 0; z < depth.output; z++) for (let y = 0; y < height.output; y++) for (let x = 0; x < width.output; x++) {
				let total = 0;
				for (let channel = 0; channel < channelsPerGroup; channel++) {
					const start = (firstChannel + channel) * plane;
					let weightAt = (filter * channelsPerGroup + channel) * kernelPlane;
					let sum = 0;
					for (let i = 0; i < depth.kernel; i++) {
						const inputZ = z * depth.stride + i * depth.dilation - depth.padding.before;
						for (let j = 0; j < height.kernel; j++) {
							const inputY = y * height.stride + j * height.dilation - height.padding.before;
							const inside = inputZ >= 0 && inputZ < depth.input && inputY >= 0 && inputY < height.input;
							const row = start + (inputZ * height.input + inputY) * width.input;
							for (let k = 0; k < width.kernel; k++) {
								const inputX = x * width.stride + k * width.dilation - width.padding.before;
								sum += (inside && inputX >= 0 && inputX < width.input ? source[row + inputX]! : 0) * weights[weightAt++]!;
							}
						}
					}
					total += sum;
				}
				output[at++] = bias === undefined ? total : total + bias;
			}
		}
	}
	return tensor(outputShape, output);
}
