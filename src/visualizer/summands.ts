import type { Focus } from './focus';

/** One plane of the input that the current cell is summed over, the plane of the kernel on it, and what the two add to the cell. */
export interface Summand {
	readonly channel: number;
	/** Counted through the channels that the filter sees, and through the slices under the window. */
	readonly channelIndex: number;
	readonly sliceIndex: number;
	/** Where the planes stand in the input's and the kernel's numbers; undefined for a slice that is padding. */
	readonly inputPlane: number | undefined;
	readonly kernelPlane: number;
	readonly sum: number;
}

/**
 * The planes behind the current cell of a convolution, channel by channel and within a channel slice by slice. The sum of a whole
 * channel is the engine's own; that of one slice among several is the sum of its terms.
 */
export function summandsOf({ trace, volume, input, sample, result: { stage }, outputChannel }: Focus): readonly Summand[] {
	if (trace?.kind !== 'convolution' && trace?.kind !== 'transposed-convolution') return [];
	if (stage.kind !== 'convolution' && stage.kind !== 'transposed-convolution') return [];
	const slices = volume?.under ?? [{ kernel: 0, input: 0, repeats: undefined }];
	const inputSlices = volume?.inputSlices ?? 1;
	const kernelSlices = stage.kernel.shape.length === 5 ? stage.kernel.shape[2]! : 1;
	const perGroup = stage.filters / stage.groups;
	return trace.channels.flatMap(({ channel, terms, sum }, channelIndex) => {
		const channelPlane = stage.kind === 'convolution' ? outputChannel * trace.channels.length + channelIndex : channel * perGroup + outputChannel % perGroup;
		return slices.map((slice, sliceIndex): Summand => {
			const from = slice.input ?? slice.repeats;
			return {
				channel, channelIndex, sliceIndex,
				inputPlane: from === undefined ? undefined : (sample * input.shape[1]! + channel) * inputSlices + from,
				kernelPlane: channelPlane * kernelSlices + slice.kernel,
				sum: slices.length === 1 ? sum : terms.reduce((all, term) => (term.kernelCell[0] === slice.kernel ? all + term.product : all), 0),
			};
		});
	});
}
