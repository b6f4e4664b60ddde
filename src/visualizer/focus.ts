import { traceCell, type StageResult, type Trace } from '../engine/pipeline';
import type { RunResult } from '../engine/run';
import type { Tensor } from '../engine/tensor';
import type { Plane } from '../present/heat-map';
import { traceableStages, type Computation } from './computation';
import { latticeOf, mapSize, paddingOnly, type CoveredCell, type Lattice } from './lattice';
import { meetingsOf, type Meeting, type MeetingCount, type PointedCell } from './links';
import { keptPlane } from './planes';
import { depthOf, slicesOver, slicesUnder, type SliceUnder } from './slices';
import type { Choices } from './view-state';

/** Everything the middle of the panel shows of one stage at one output cell. */
export interface Focus {
	readonly index: number;
	readonly result: RunResult;
	readonly input: Tensor;
	readonly lattice: Lattice;
	/** The shown plane of the stage's input, without its padding. */
	readonly inputPlane: Plane;
	/** The shown plane of the kernel; undefined for a stage without weights. */
	readonly kernelPlane: Plane | undefined;
	readonly outputPlane: Plane;
	/** The cell of the pass, counted row by row. */
	readonly step: number;
	readonly steps: number;
	/** The output cell that is written out: the pointed one, or that of the pass. */
	readonly shownStep: number;
	readonly position: { readonly row: number; readonly column: number };
	/** Undefined while the numbers that it would add up are still being computed. */
	readonly trace: Trace | undefined;
	readonly covered: readonly CoveredCell[];
	/** What the pointer or the keyboard is at, and what it takes part in over the whole pass. */
	readonly pointed: PointedCell | undefined;
	readonly meetings: readonly Meeting[];
	readonly samples: number;
	readonly sample: number;
	readonly outputChannels: number;
	readonly outputChannel: number;
	/** The channels of the input that the shown output channel sees, and the one that is shown. */
	readonly inputChannels: readonly number[];
	readonly inputChannel: number;
	/** Of a volume: its slices; undefined where maps are flat. */
	readonly volume: VolumeFocus | undefined;
}

/** Which slices of a volume are shown. */
export interface VolumeFocus {
	/** Slices of the input and of the output, and the one of the output that is shown. */
	readonly inputSlices: number;
	readonly outputSlices: number;
	readonly outputSlice: number;
	/** The slices of the input under the window, in its order, and which of them is shown. */
	readonly under: readonly SliceUnder[];
	readonly shown: number;
}

/** How many planes a channel of a tensor (N, C, …spatial) has. */
export function planesPerChannel(shape: readonly number[]): number {
	return shape.length === 5 ? shape[2]! : 1;
}

function within(value: number, count: number): number {
	return Math.min(Math.max(0, value), count - 1);
}

/** The channels of the stage's input that this output channel is made from. */
function channelsSeen({ stage }: StageResult, outputChannel: number): number[] {
	if (stage.kind !== 'convolution' && stage.kind !== 'transposed-convolution') return [outputChannel];
	const perGroup = stage.channels / stage.groups;
	const first = Math.floor(outputChannel / (stage.filters / stage.groups)) * perGroup;
	return Array.from({ length: perGroup }, (_, index) => first + index);
}

/** Which plane of the stage's weights meets this channel for this output. */
function kernelPlaneIndex({ stage }: StageResult, outputChannel: number, inputChannels: readonly number[], inputChannel: number, kernelSlice: number, step: number): number | undefined {
	if (stage.kind === 'linear') return step;
	if (stage.kind !== 'convolution' && stage.kind !== 'transposed-convolution') return undefined;
	const channelPlane = stage.kind === 'convolution'
		? outputChannel * inputChannels.length + (inputChannel - inputChannels[0]!)
		: inputChannel * (stage.filters / stage.groups) + outputChannel % (stage.filters / stage.groups);
	return channelPlane * planesPerChannel(stage.kernel.shape) + kernelSlice;
}

function kernelPlaneAt({ stage }: StageResult, index: number | undefined): Plane | undefined {
	if (index === undefined) return undefined;
	if (stage.kind === 'convolution' || stage.kind === 'transposed-convolution') return keptPlane(stage.kernel, index);
	if (stage.kind !== 'linear') return undefined;
	return { rows: 1, columns: stage.features, values: stage.weights.data.subarray(index * stage.features, (index + 1) * stage.features) };
}

/** What is in focus under these choices; undefined while no stage can be computed. */
export function focusOn(computation: Computation, choices: Choices, pointed?: PointedCell): Focus | undefined {
	const { input: pipelineInput, results } = computation;
	const index = within(choices.selected, results.length);
	const result = results[index];
	if (result === undefined) return undefined;
	const input = results[index - 1]?.output ?? pipelineInput;
	const { stage, output } = result;
	const flatLattice = latticeOf(result);
	const maps = output.shape.length >= 4;
	const [samples, outputChannels] = [output.shape[0]!, maps ? output.shape[1]! : 1];
	const sample = within(choices.sample, samples);
	const outputChannel = within(choices.outputChannel, outputChannels);
	const { rows, columns } = flatLattice.output;
	const steps = rows * columns;
	const step = within(choices.step, steps);
	const shownStep = pointed?.part === 'output' && pointed.row < rows && pointed.column < columns ? pointed.row * columns + pointed.column : step;
	const position = { row: Math.floor(shownStep / columns), column: shownStep % columns };
	const inputMap = mapSize(input.shape);
	const inputDepth = planesPerChannel(input.shape);
	const flattened = Math.floor(shownStep / (inputMap.rows * inputMap.columns));
	const inputChannels = stage.kind === 'flatten' ? [Math.floor(flattened / inputDepth)] : channelsSeen(result, outputChannel);
	const inputChannel = inputChannels[within(choices.inputChannel, inputChannels.length)]!;
	const volume = volumeOf(result, choices, stage.kind === 'flatten' ? flattened % inputDepth : undefined);
	const under = volume?.under[volume.shown];
	const kernelIndex = kernelPlaneIndex(result, outputChannel, inputChannels, inputChannel, under?.kernel ?? 0, shownStep);
	const kernelPlane = kernelPlaneAt(result, kernelIndex);
	const inputPlanes = input.shape.length >= 4 ? input.shape[1]! : 1;
	const inputSlice = under === undefined ? 0 : under.input ?? under.repeats;
	const lattice = under === undefined || under.input !== undefined ? flatLattice : paddingOnly(flatLattice, inputSlice !== undefined);
	const slice = maps && output.shape.length === 5 ? [volume?.outputSlice ?? 0] : [];
	return {
		index,
		result,
		input,
		lattice,
		inputPlane: keptPlane(input, (sample * inputPlanes + inputChannel) * inputDepth + (inputSlice ?? 0)),
		kernelPlane,
		outputPlane: keptPlane(output, (sample * outputChannels + outputChannel) * planesPerChannel(output.shape) + (slice[0] ?? 0)),
		step,
		steps,
		shownStep,
		position,
		trace: index >= traceableStages(computation).length ? undefined : traceCell(stage, input, maps ? [sample, outputChannel, ...slice, position.row, position.column] : [sample, shownStep]),
		covered: lattice.windowOf(position.row, position.column),
		pointed,
		meetings: pointed === undefined ? [] : meetingsOf(lattice, pointed).filter(({ output: at }) => stage.kind !== 'linear' || pointed.part !== 'kernel' || at.column === shownStep), // the row of weights that is shown is that of one output
		samples,
		sample,
		outputChannels,
		outputChannel,
		inputChannels,
		inputChannel,
		volume,
	};
}

/** The slices in focus of a stage on volumes; `flattened`: the one that a flattened cell comes from. */
function volumeOf({ stage, geometry }: StageResult, choices: Choices, flattened: number | undefined): VolumeFocus | undefined {
	const { inputShape, outputShape } = geometry;
	if (inputShape.length !== 5) return undefined;
	const [inputSlices, outputSlices] = [depthOf(inputShape), depthOf(outputShape)];
	const outputSlice = within(choices.outputSlice, outputSlices);
	const under = flattened === undefined ? slicesUnder(stage, geometry, outputSlice) : [{ kernel: 0, input: flattened, repeats: undefined }];
	return { inputSlices, outputSlices, outputSlice, under, shown: within(choices.kernelSlice, under.length) };
}

/**
 * The meetings of the pointed cell, counted: a weight meets as many cells for every sample and slice of the map; an input cell lies under the
 * windows of every filter that sees its channel and of every slice whose window reaches its own.
 */
export function meetingCount({ meetings, pointed, result: { stage, geometry }, samples, outputChannels, inputChannels, volume }: Focus): MeetingCount {
	const shown = meetings.length;
	if (pointed?.part === 'kernel') return { shown, all: shown * samples * (volume?.outputSlices ?? 1) };
	const isWeighted = stage.kind === 'convolution' || stage.kind === 'transposed-convolution';
	const maps = !isWeighted ? 1 : outputChannels / (stage.channels / inputChannels.length);
	const under = volume?.under[volume.shown];
	const slice = under?.input ?? under?.repeats;
	return { shown, all: shown * maps * (volume === undefined ? 1 : slice === undefined ? volume.outputSlices : slicesOver(stage, geometry, slice)) };
}
