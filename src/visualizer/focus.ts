import { traceCell, type StageResult, type Trace } from '../engine/pipeline';
import type { Tensor } from '../engine/tensor';
import type { Plane } from '../present/heat-map';
import { planeOf } from '../present/matrix-summary';
import type { Choices, Computation, ShownPair } from './view-state';

/** One cell of the padded input that the current window covers. */
export interface CoveredCell {
	/** Row and column on the padded input, from 0 at its outer corner. */
	readonly row: number;
	readonly column: number;
	/** Which weight of the kernel (row by row) meets it; for pooling, which cell of the window. */
	readonly weight: number;
}

/** Everything the middle of the panel shows of one stage at one output cell. */
export interface Focus {
	readonly index: number;
	readonly result: StageResult;
	readonly input: Tensor;
	/** The shown plane of the stage's input, without its padding. */
	readonly inputPlane: Plane;
	/** Rings of padding around it: above, left. */
	readonly padding: { readonly top: number; readonly bottom: number; readonly left: number; readonly right: number };
	/** The shown plane of the kernel; undefined for a stage without weights. */
	readonly kernelPlane: Plane | undefined;
	readonly outputPlane: Plane;
	/** The current output cell, counted row by row, and where it is. */
	readonly step: number;
	readonly steps: number;
	readonly position: { readonly row: number; readonly column: number };
	readonly trace: Trace;
	readonly covered: readonly CoveredCell[];
	readonly samples: number;
	readonly sample: number;
	readonly outputChannels: number;
	readonly outputChannel: number;
	/** The channels of the input that the shown output channel sees, and the one that is shown. */
	readonly inputChannels: readonly number[];
	readonly inputChannel: number;
}

function within(value: number, count: number): number {
	return Math.min(Math.max(0, value), count - 1);
}

/** The channels of the stage's input that this output channel is made from. */
function channelsSeen({ stage }: StageResult, outputChannel: number): number[] {
	if (stage.kind !== 'convolution') return [outputChannel];
	const perGroup = stage.channels / stage.groups;
	const first = Math.floor(outputChannel / (stage.filters / stage.groups)) * perGroup;
	return Array.from({ length: perGroup }, (_, index) => first + index);
}

/** What is in focus under these choices; undefined while no stage can be computed. */
export function focusOn({ pairing }: ShownPair, { results }: Computation, choices: Choices): Focus | undefined {
	const index = within(choices.selected, results.length);
	const result = results[index];
	if (result === undefined) return undefined;
	const input = results[index - 1]?.output ?? pairing.input;
	const { stage, output, geometry } = result;
	const [samples, outputChannels, rows, columns] = output.shape as [number, number, number, number];
	const sample = within(choices.sample, samples);
	const outputChannel = within(choices.outputChannel, outputChannels);
	const inputChannels = channelsSeen(result, outputChannel);
	const inputChannel = inputChannels[within(choices.inputChannel, inputChannels.length)]!;
	const steps = rows * columns;
	const step = within(choices.step, steps);
	const position = { row: Math.floor(step / columns), column: step % columns };
	const [vertical, horizontal] = geometry.axes;
	const window = { rows: vertical?.kernel ?? 1, columns: horizontal?.kernel ?? 1 };
	const covered = Array.from({ length: window.rows * window.columns }, (_, weight) => ({
		row: position.row * (vertical?.stride ?? 1) + Math.floor(weight / window.columns) * (vertical?.dilation ?? 1),
		column: position.column * (horizontal?.stride ?? 1) + (weight % window.columns) * (horizontal?.dilation ?? 1),
		weight,
	}));
	return {
		index,
		result,
		input,
		inputPlane: planeOf(input, sample * input.shape[1]! + inputChannel),
		padding: { top: vertical?.padding.before ?? 0, bottom: vertical?.padding.after ?? 0, left: horizontal?.padding.before ?? 0, right: horizontal?.padding.after ?? 0 },
		kernelPlane: stage.kind === 'convolution' ? planeOf(stage.kernel, outputChannel * inputChannels.length + (inputChannel - inputChannels[0]!)) : undefined,
		outputPlane: planeOf(output, sample * outputChannels + outputChannel),
		step,
		steps,
		position,
		trace: traceCell(stage, input, [sample, outputChannel, position.row, position.column]),
		covered,
		samples,
		sample,
		outputChannels,
		outputChannel,
		inputChannels,
		inputChannel,
	};
}
