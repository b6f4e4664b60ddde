import { sumChannels, type ConvolutionTerm, type ConvolutionTrace } from '../convolution/trace';
import { inputCoordinate } from '../geometry';
import type { TransposedConvolutionStage } from '../layer';
import { cellsOf, offsetOf, type Tensor } from '../tensor';
import { transposedConvolutionShape } from './sizes';

/**
 * Shows how one output cell (n, filter, …spatial) of a transposed convolution comes about: only the weights that meet an input cell
 * are terms, since the stride leaves the others nothing to multiply.
 */
export function traceTransposedConvolution(stage: TransposedConvolutionStage, input: Tensor, cell: readonly number[]): ConvolutionTrace {
	const { axes } = transposedConvolutionShape(stage, input.shape);
	const [sample, filter, ...position] = cell as [number, number, ...number[]];
	const channelsPerGroup = stage.channels / stage.groups;
	const filtersPerGroup = stage.filters / stage.groups;
	const firstChannel = Math.floor(filter / filtersPerGroup) * channelsPerGroup;
	const channels = Array.from({ length: channelsPerGroup }, (_, index) => {
		const channel = firstChannel + index;
		const terms = Array.from(cellsOf(stage.window.size)).flatMap((kernelCell): ConvolutionTerm[] => {
			const coordinates = kernelCell.map((offset, axis) => inputCoordinate(axes[axis]!, position[axis]!, offset));
			if (!coordinates.every((coordinate) => coordinate !== undefined)) return [];
			const inputCell = [sample, channel, ...coordinates];
			const value = input.data[offsetOf(input.shape, inputCell)]!;
			const weight = stage.kernel.data[offsetOf(stage.kernel.shape, [channel, filter % filtersPerGroup, ...kernelCell])]!;
			return [{ value, weight, product: value * weight, kernelCell, inputCell }];
		});
		return [channel, terms] as const;
	});
	return sumChannels('transposed-convolution', cell, channels, stage.bias?.data[filter]);
}
