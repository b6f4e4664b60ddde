import { activation } from '../engine/activation';
import { batchNormalization } from '../engine/batch-normalization';
import { convolution } from '../engine/convolution';
import { flatten } from '../engine/flatten';
import type { Padding, PaddingFill, Stage } from '../engine/layer';
import { linear } from '../engine/linear';
import { pairInputWithKernel, repeatForChannels, volumeKernel } from '../engine/pairing';
import { namedPadding, samePadding } from '../engine/padding';
import { averagePooling, maxPooling } from '../engine/pooling';
import { elementCount, reshape, tensor, type Shape, type Tensor } from '../engine/tensor';
import { transposedConvolution } from '../engine/transposed-convolution';
import { drawnStatistics, drawnWeights } from './drawn-weights';
import { withFilters, type FilterChoice } from './filters';

/** A setting along height and along width. */
export type Pair = readonly [vertical: number, horizontal: number];

/** What a window does along the depth of a volume; of flat maps it has no meaning. */
export interface DepthSettings {
	readonly stride: number;
	/** In front and behind. */
	readonly padding: number;
	readonly dilation: number;
}

/** What a pooling's window does along the depth of a volume. */
export interface PoolingDepthSettings {
	readonly size: number;
	readonly stride: number;
	readonly padding: number;
}

/** Cells of padding on each side. */
export interface Sides {
	readonly top: number;
	readonly right: number;
	readonly bottom: number;
	readonly left: number;
}

/** 'same' keeps the size (with a stride: ⌈H_i / S⌉, as Keras has it), 'full' lets every overlap count. */
export type PaddingChoice = 'same' | 'full' | Sides;

/** The kernel from the document, or a known one by its id. */
export type KernelChoice = 'document' | { readonly known: string };

export const ACTIVATIONS = ['relu', 'leaky-relu', 'elu', 'selu', 'gelu', 'sigmoid', 'tanh', 'softplus', 'silu', 'hardswish'] as const;
export type ActivationName = (typeof ACTIVATIONS)[number];

export interface ConvolutionSettings {
	readonly kind: 'convolution';
	readonly kernel: KernelChoice;
	/** In groups: of each group. */
	readonly filters: FilterChoice;
	readonly stride: Pair;
	readonly padding: PaddingChoice;
	readonly dilation: Pair;
	readonly fill: PaddingFill['mode'];
	/** Added to every output cell; undefined: no bias. */
	readonly bias: number | undefined;
	/** Mathematical convolution. */
	readonly flipped: boolean;
	/**
	 * Groups of channels that are summed apart. Of a 2-D kernel, undefined means as many as there are channels; of a kernel with filters, which
	 * then has only the channels of one group, it means one.
	 */
	readonly groups: number | undefined;
	readonly depth: DepthSettings;
}

export interface TransposedConvolutionSettings {
	readonly kind: 'transposed-convolution';
	readonly kernel: KernelChoice;
	readonly filters: FilterChoice;
	readonly stride: Pair;
	/** Rings cropped off the output. */
	readonly padding: Pair;
	readonly dilation: Pair;
	readonly outputPadding: Pair;
	readonly bias: number | undefined;
	readonly depth: DepthSettings;
}

export interface PoolingSettings {
	readonly kind: 'max-pooling' | 'average-pooling';
	readonly size: Pair;
	readonly stride: Pair;
	readonly padding: Pair;
	readonly depth: PoolingDepthSettings;
}

/** Batch normalization at inference; nobody trained it, so that its numbers are drawn. */
export interface BatchNormalizationSettings {
	readonly kind: 'batch-normalization';
	readonly epsilon: number;
	/** A scale and a shift for each channel. */
	readonly hasScale: boolean;
}

/** What a person can set of one stage. */
export type StageSettings =
	| ConvolutionSettings
	| TransposedConvolutionSettings
	| PoolingSettings
	| { readonly kind: ActivationName }
	| { readonly kind: 'flatten' }
	| BatchNormalizationSettings
	| { readonly kind: 'dense'; readonly outputs: number; /** Added to every output; undefined: no bias. */ readonly bias: number | undefined };

export type StageKind = StageSettings['kind'];

export const PLAIN_DEPTH: DepthSettings = { stride: 1, padding: 0, dilation: 1 };

export const NO_PADDING: Sides = { top: 0, right: 0, bottom: 0, left: 0 };

/** The settings with which a new stage begins. */
export function initialSettings(kind: StageKind): StageSettings {
	switch (kind) {
		case 'convolution': return { kind, kernel: 'document', filters: 'all', stride: [1, 1], padding: NO_PADDING, dilation: [1, 1], fill: 'constant', bias: undefined, flipped: false, groups: undefined, depth: PLAIN_DEPTH };
		case 'transposed-convolution': return { kind, kernel: 'document', filters: 'all', stride: [2, 2], padding: [0, 0], dilation: [1, 1], outputPadding: [0, 0], bias: undefined, depth: { ...PLAIN_DEPTH, stride: 2 } };
		case 'max-pooling': case 'average-pooling': return { kind, size: [2, 2], stride: [2, 2], padding: [0, 0], depth: { size: 2, stride: 2, padding: 0 } };
		case 'dense': return { kind, outputs: 10, bias: undefined };
		case 'batch-normalization': return { kind, epsilon: 1e-5, hasScale: true };
		case 'relu': case 'leaky-relu': case 'elu': case 'selu': case 'gelu': case 'sigmoid': case 'tanh': case 'softplus': case 'silu': case 'hardswish': case 'flatten':
			return { kind };
	}
}

/** The kernels that convolutions may use. */
export interface Kernels {
	readonly document: Tensor;
	readonly known: (id: string) => Tensor | undefined;
}

/** The numbers of the kernel that a stage uses; the document's where the known one is not known here. */
export function kernelOf(choice: KernelChoice, kernels: Kernels): Tensor {
	return choice === 'document' ? kernels.document : kernels.known(choice.known) ?? kernels.document;
}

function bothSides(cells: readonly number[]): Padding[] {
	return cells.map((each) => ({ before: each, after: each }));
}

/** The padding above and below, then left and right, that a choice stands for. */
export function paddingPerAxis(settings: Pick<ConvolutionSettings, 'padding' | 'stride' | 'dilation'>, kernelSize: readonly number[], inputSizes: readonly number[]): readonly Padding[] {
	const { padding, stride, dilation } = settings;
	const window = { size: kernelSize, stride, dilation };
	if (padding === 'same') return samePadding(inputSizes, window);
	if (padding === 'full') return namedPadding('full', window);
	return [{ before: padding.top, after: padding.bottom }, { before: padding.left, after: padding.right }];
}

/** The padding in front and behind: a named mode holds for the depth of a volume as well. */
export function depthPadding({ padding, depth }: Pick<ConvolutionSettings, 'padding' | 'depth'>, kernel: number, input: number): Padding {
	const window = { size: [kernel], stride: [depth.stride], dilation: [depth.dilation] };
	if (padding === 'same') return samePadding([input], window)[0]!;
	if (padding === 'full') return namedPadding('full', window)[0]!;
	return { before: depth.padding, after: depth.padding };
}

/** The padding of a convolution along all axes of its input, two or three. */
export function spatialPadding(settings: Pick<ConvolutionSettings, 'padding' | 'stride' | 'dilation' | 'depth'>, kernelSize: readonly number[], inputSizes: readonly number[]): readonly Padding[] {
	const flat = paddingPerAxis(settings, kernelSize.slice(-2), inputSizes.slice(-2));
	return inputSizes.length === 3 ? [depthPadding(settings, kernelSize[0]!, inputSizes[0]!), ...flat] : flat;
}

/** A value for the depth, where the maps have one, before those for height and width. */
function along<Value>(shape: Shape, depth: Value, flat: readonly Value[]): readonly Value[] {
	return shape.length === 5 ? [depth, ...flat] : flat;
}

/** A kernel repeated so that every group of channels gets a filter of its own: (G, C / G, …spatial). */
function repeatedKernel(kernel: Tensor, spatial: Shape, channels: number, groups: number): Tensor {
	return reshape(repeatForChannels(kernel, spatial, channels), [groups, channels / groups, ...spatial]);
}

/** The kernel as it meets maps of this shape: (F, C / groups, …spatial). `groups`: how often one of a single channel is summed apart. */
function kernelFor(source: Tensor, inputShape: Shape, groups: number | undefined): { readonly kernel: Tensor; readonly groups: number } {
	const channels = inputShape[1]!;
	const volume = inputShape.length === 5;
	if (source.shape.length <= (volume ? 3 : 2)) {
		const spatial = [...new Array<number>((volume ? 3 : 2) - source.shape.length).fill(1), ...source.shape];
		const wanted = groups !== undefined && channels % groups === 0 ? groups : channels;
		return { kernel: repeatedKernel(source, spatial, channels, wanted), groups: wanted };
	}
	if (source.shape.length === inputShape.length && source.shape[1]! * (groups ?? 1) === channels) return { kernel: source, groups: groups ?? 1 };
	if (volume) return volumeKernel(source, channels);
	return { kernel: pairInputWithKernel(tensor([1, channels, 1, 1], new Float64Array(channels)), source).kernel, groups: 1 };
}

/** How many filters a stage's kernel has itself, in every group, and what planes they are made of. @throws EngineError where it does not go with the input */
export function ownFilters(settings: ConvolutionSettings | TransposedConvolutionSettings, kernels: Kernels, inputShape: Shape): { readonly own: number; readonly groups: number; readonly kernel: Tensor } {
	const { kernel, groups } = kernelFor(kernelOf(settings.kernel, kernels), inputShape, settings.kind === 'convolution' ? settings.groups : undefined);
	return { own: kernel.shape[0]! / groups, groups, kernel };
}

function convolutionStage(settings: ConvolutionSettings, kernels: Kernels, inputShape: Shape): Stage {
	const { stride, dilation, flipped, fill, depth } = settings;
	const { kernel, groups } = withFilters(kernelFor(kernelOf(settings.kernel, kernels), inputShape, settings.groups), settings.filters, kernels.known);
	return convolution(kernel, {
		stride: along(inputShape, depth.stride, stride), dilation: along(inputShape, depth.dilation, dilation), flipped, groups,
		padding: spatialPadding(settings, kernel.shape.slice(2), inputShape.slice(2)),
		...fill === 'constant' ? {} : { paddingFill: { mode: fill } },
		...biasFor(settings.bias, kernel.shape[0]!),
	});
}

function biasFor(bias: number | undefined, filters: number): { readonly bias?: Tensor } {
	return bias === undefined ? {} : { bias: tensor([filters], new Float64Array(filters).fill(bias)) };
}

/** (F, C, …spatial) as (C, F, …spatial): a transposed convolution counts its kernel's channels first. */
function channelsFirst({ shape, data }: Tensor): Tensor {
	const [filters, channels, ...spatial] = shape as [number, number, ...number[]];
	const cells = elementCount(spatial);
	const turned = new Float64Array(data.length);
	for (let filter = 0; filter < filters; filter++) for (let channel = 0; channel < channels; channel++) {
		turned.set(data.subarray((filter * channels + channel) * cells, (filter * channels + channel + 1) * cells), (channel * filters + filter) * cells);
	}
	return tensor([channels, filters, ...spatial], turned);
}

function transposedStage(settings: TransposedConvolutionSettings, kernels: Kernels, inputShape: Shape): Stage {
	const { stride, dilation, padding, outputPadding, depth } = settings;
	const met = withFilters(kernelFor(kernelOf(settings.kernel, kernels), inputShape, undefined), settings.filters, kernels.known);
	const [filters, , ...spatial] = met.kernel.shape as [number, number, ...number[]];
	// in groups of one channel the filters of a channel stand behind each other either way
	const kernel = met.groups === 1 ? channelsFirst(met.kernel) : reshape(met.kernel, [met.groups, filters / met.groups, ...spatial]);
	return transposedConvolution(kernel, {
		stride: along(inputShape, depth.stride, stride), dilation: along(inputShape, depth.dilation, dilation), outputPadding: along(inputShape, 0, outputPadding),
		groups: met.groups, padding: bothSides(along(inputShape, depth.padding, padding)), ...biasFor(settings.bias, met.kernel.shape[0]!),
	});
}

function poolingStage({ kind, size, stride, padding, depth }: PoolingSettings, inputShape: Shape): Stage {
	const pool = kind === 'max-pooling' ? maxPooling : averagePooling;
	return pool(along(inputShape, depth.size, size), { stride: along(inputShape, depth.stride, stride), padding: bothSides(along(inputShape, depth.padding, padding)) });
}

/**
 * The stage that these settings describe, for an input of this shape.
 * @throws EngineError where the kernel does not go with the input
 */
export function stageOf(settings: StageSettings, kernels: Kernels, inputShape: Shape): Stage {
	switch (settings.kind) {
		case 'convolution': return convolutionStage(settings, kernels, inputShape);
		case 'transposed-convolution': return transposedStage(settings, kernels, inputShape);
		case 'max-pooling': case 'average-pooling': return poolingStage(settings, inputShape);
		case 'flatten': return flatten();
		case 'batch-normalization': return batchNormalization({ ...drawnStatistics(inputShape[1]!, settings.hasScale), epsilon: settings.epsilon });
		case 'dense': return linear(drawnWeights(settings.outputs, inputShape.at(-1) ?? elementCount(inputShape)), biasFor(settings.bias, settings.outputs).bias);
		case 'relu': case 'leaky-relu': case 'elu': case 'selu': case 'gelu': case 'sigmoid': case 'tanh': case 'softplus': case 'silu': case 'hardswish':
			return activation(settings.kind);
	}
}
