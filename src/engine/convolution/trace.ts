import type { AxisGeometry } from '../geometry';
import type { ConvolutionStage, PaddingFill } from '../layer';
import { sourceCoordinate, ZEROS } from '../padding';
import { cellsOf, offsetOf, type Tensor } from '../tensor';
import { convolutionShape } from './sizes';

/** One product of a convolution: the input's cell (or padding) times the kernel's weight. */
export interface ConvolutionTerm {
	readonly value: number;
	readonly weight: number;
	readonly product: number;
	/** Where the weight stands in the kernel, along its spatial axes. */
	readonly kernelCell: readonly number[];
	/** Where the value stands in the input (N, C, …spatial); undefined on padding. */
	readonly inputCell: readonly number[] | undefined;
	/** On padding that repeats the input (reflect, symmetric, replicate, circular): the input cell that it repeats. */
	readonly repeatedCell?: readonly number[];
}

/** One input channel's share of an output cell. */
export interface ChannelSum {
	readonly channel: number;
	readonly terms: readonly ConvolutionTerm[];
	readonly sum: number;
}

/** The exact sum behind one output cell, in the order in which it is added up. */
export interface ConvolutionTrace {
	readonly kind: 'convolution' | 'transposed-convolution';
	/** The output cell (n, filter, …spatial). */
	readonly cell: readonly number[];
	/** One partial sum per input channel that the filter sees. */
	readonly channels: readonly ChannelSum[];
	readonly bias: number | undefined;
	/** The sums of the channels added up, then the bias: equal to the output cell, bit for bit. */
	readonly total: number;
}

/** Adds up the terms of every channel in order, the sums of the channels in order, then the bias. */
export function sumChannels(
	kind: ConvolutionTrace['kind'], cell: readonly number[], terms: readonly (readonly [number, readonly ConvolutionTerm[]])[], bias: number | undefined,
): ConvolutionTrace {
	const channels = terms.map(([channel, each]) => ({ channel, terms: each, sum: each.reduce((sum, term) => sum + term.product, 0) }));
	const total = channels.reduce((all, { sum }) => all + sum, 0);
	return { kind, cell, channels, bias, total: bias === undefined ? total : total + bias };
}

/** What the window holds at one position: the value and where it comes from. */
function valueAt(
	fill: PaddingFill, axes: readonly AxisGeometry[], input: Tensor, channel: readonly number[], position: readonly number[], offsets: readonly number[],
): Pick<ConvolutionTerm, 'value' | 'inputCell' | 'repeatedCell'> {
	const coordinates = axes.map(({ stride, dilation, padding }, axis) => position[axis]! * stride + offsets[axis]! * dilation - padding.before);
	const sources = coordinates.map((coordinate, axis) => sourceCoordinate(fill, coordinate, axes[axis]!.input));
	if (!sources.every((source) => source !== undefined)) return { value: fill.mode === 'constant' ? fill.value : 0, inputCell: undefined };
	const source = [...channel, ...sources];
	const value = input.data[offsetOf(input.shape, source)]!;
	const inside = sources.every((each, axis) => each === coordinates[axis]);
	return inside ? { value, inputCell: source } : { value, inputCell: undefined, repeatedCell: source };
}

/** Shows how one output cell (n, filter, …spatial) of a convolution comes about. */
export function traceConvolution(stage: ConvolutionStage, input: Tensor, cell: readonly number[]): ConvolutionTrace {
	const { axes } = convolutionShape(stage, input.shape);
	const [sample, filter, ...position] = cell as [number, number, ...number[]];
	const channelsPerGroup = stage.channels / stage.groups;
	const firstChannel = Math.floor(filter / (stage.filters / stage.groups)) * channelsPerGroup;
	const channels = Array.from({ length: channelsPerGroup }, (_, index) => {
		const channel = firstChannel + index;
		const terms = Array.from(cellsOf(stage.window.size), (offsets): ConvolutionTerm => {
			const kernelCell = stage.flipped ? offsets.map((offset, axis) => stage.window.size[axis]! - 1 - offset) : offsets;
			const weight = stage.kernel.data[offsetOf(stage.kernel.shape, [filter, index, ...kernelCell])]!;
			const held = valueAt(stage.paddingFill ?? ZEROS, axes, input, [sample, channel], position, offsets);
			return { ...held, weight, product: held.value * weight, kernelCell };
		});
		return [channel, terms] as const;
	});
	return sumChannels('convolution', cell, channels, stage.bias?.data[filter]);
}
