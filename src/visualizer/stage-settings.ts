import { activation } from '../engine/activation';
import { convolution } from '../engine/convolution';
import { flatten } from '../engine/flatten';
import type { Padding, PaddingFill, Stage } from '../engine/layer';
import { linear } from '../engine/linear';
import { pairInputWithKernel } from '../engine/pairing';
import { namedPadding, samePadding } from '../engine/padding';
import { averagePooling, maxPooling } from '../engine/pooling';
import { elementCount, tensor, type Shape, type Tensor } from '../engine/tensor';
import { transposedConvolution } from '../engine/transposed-convolution';
import { drawnWeights } from './drawn-weights';

/** A setting along height and along width. */
export type Pair = readonly [vertical: number, horizontal: number];

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
}

export interface TransposedConvolutionSettings {
	readonly kind: 'transposed-convolution';
	readonly kernel: KernelChoice;
	readonly stride: Pair;
	/** Rings cropped off the output. */
	readonly padding: Pair;
	readonly dilation: Pair;
	readonly outputPadding: Pair;
	readonly bias: number | undefined;
}

export interface PoolingSettings {
	readonly kind: 'max-pooling' | 'average-pooling';
	readonly size: Pair;
	readonly stride: Pair;
	readonly padding: Pair;
}

/** What a person can set of one stage. */
export type StageSettings =
	| ConvolutionSettings
	| TransposedConvolutionSettings
	| PoolingSettings
	| { readonly kind: ActivationName }
	| { readonly kind: 'flatten' }
	| { readonly kind: 'dense'; readonly outputs: number; /** Added to every output; undefined: no bias. */ readonly bias: number | undefined };

export type StageKind = StageSettings['kind'];

export const NO_PADDING: Sides = { top: 0, right: 0, bottom: 0, left: 0 };

/** The settings with which a new stage begins. */
export function initialSettings(kind: StageKind): StageSettings {
	switch (kind) {
		case 'convolution': return { kind, kernel: 'document', stride: [1, 1], padding: NO_PADDING, dilation: [1, 1], fill: 'constant', bias: undefined, flipped: false, groups: undefined };
		case 'transposed-convolution': return { kind, kernel: 'document', stride: [2, 2], padding: [0, 0], dilation: [1, 1], outputPadding: [0, 0], bias: undefined };
		case 'max-pooling': case 'average-pooling': return { kind, size: [2, 2], stride: [2, 2], padding: [0, 0] };
		case 'dense': return { kind, outputs: 10, bias: undefined };
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

function bothSides([vertical, horizontal]: Pair): Padding[] {
	return [vertical, horizontal].map((cells) => ({ before: cells, after: cells }));
}

/** The padding above and below, then left and right, that a choice stands for. */
export function paddingPerAxis(settings: Pick<ConvolutionSettings, 'padding' | 'stride' | 'dilation'>, kernelSize: readonly number[], inputSizes: readonly number[]): readonly Padding[] {
	const { padding, stride, dilation } = settings;
	const window = { size: kernelSize, stride, dilation };
	if (padding === 'same') return samePadding(inputSizes, window);
	if (padding === 'full') return namedPadding('full', window);
	return [{ before: padding.top, after: padding.bottom }, { before: padding.left, after: padding.right }];
}

function biasFor(bias: number | undefined, filters: number): { readonly bias?: Tensor } {
	return bias === undefined ? {} : { bias: tensor([filters], new Float64Array(filters).fill(bias)) };
}

/** A kernel repeated so that every group of channels gets a filter of its own: (G, C / G, h, w). */
function repeatedKernel({ shape, data }: Tensor, channels: number, groups: number): Tensor {
	const copies = new Float64Array(channels * data.length);
	for (let channel = 0; channel < channels; channel++) copies.set(data, channel * data.length);
	const [height, width] = [shape.at(-2) ?? 1, shape.at(-1)!];
	return tensor([groups, channels / groups, height, width], copies);
}

function convolutionStage(settings: ConvolutionSettings, source: Tensor, inputShape: Shape): Stage {
	const channels = inputShape[1]!;
	const { stride, dilation, flipped, fill } = settings;
	const flat = source.shape.length <= 2;
	const grouped = source.shape.length === 4 && source.shape[1]! * (settings.groups ?? 1) === channels;
	const groups = flat ? (channels % (settings.groups ?? channels) === 0 ? settings.groups ?? channels : channels) : grouped ? settings.groups ?? 1 : 1;
	const kernel = flat ? repeatedKernel(source, channels, groups) : grouped ? source : pairInputWithKernel(tensor([1, channels, 1, 1], new Float64Array(channels)), source).kernel;
	return convolution(kernel, {
		stride, dilation, flipped, groups,
		padding: paddingPerAxis(settings, kernel.shape.slice(2), inputShape.slice(2)),
		...fill === 'constant' ? {} : { paddingFill: { mode: fill } },
		...biasFor(settings.bias, kernel.shape[0]!),
	});
}

/** (F, C, h, w) as (C, F, h, w): a transposed convolution counts its kernel's channels first. */
function channelsFirst({ shape, data }: Tensor): Tensor {
	const [filters, channels, height, width] = shape as [number, number, number, number];
	const cells = height * width;
	const turned = new Float64Array(data.length);
	for (let filter = 0; filter < filters; filter++) for (let channel = 0; channel < channels; channel++) {
		turned.set(data.subarray((filter * channels + channel) * cells, (filter * channels + channel + 1) * cells), (channel * filters + filter) * cells);
	}
	return tensor([channels, filters, height, width], turned);
}

function transposedStage(settings: TransposedConvolutionSettings, source: Tensor, inputShape: Shape): Stage {
	const channels = inputShape[1]!;
	const { stride, dilation, padding, outputPadding } = settings;
	const flat = source.shape.length <= 2;
	const kernel = flat
		? repeatedKernel(source, channels, channels)
		: channelsFirst(pairInputWithKernel(tensor([1, channels, 1, 1], new Float64Array(channels)), source).kernel);
	const groups = flat ? channels : 1;
	return transposedConvolution(kernel, { stride, dilation, outputPadding, groups, padding: bothSides(padding), ...biasFor(settings.bias, flat ? channels : kernel.shape[1]!) });
}

/**
 * The stage that these settings describe, for an input of this shape.
 * @throws EngineError where the kernel does not go with the input
 */
export function stageOf(settings: StageSettings, kernels: Kernels, inputShape: Shape): Stage {
	switch (settings.kind) {
		case 'convolution': return convolutionStage(settings, kernelOf(settings.kernel, kernels), inputShape);
		case 'transposed-convolution': return transposedStage(settings, kernelOf(settings.kernel, kernels), inputShape);
		case 'max-pooling': return maxPooling(settings.size, { stride: settings.stride, padding: bothSides(settings.padding) });
		case 'average-pooling': return averagePooling(settings.size, { stride: settings.stride, padding: bothSides(settings.padding) });
		case 'flatten': return flatten();
		case 'dense': return linear(drawnWeights(settings.outputs, inputShape.at(-1) ?? elementCount(inputShape)), biasFor(settings.bias, settings.outputs).bias);
		case 'relu': case 'leaky-relu': case 'elu': case 'selu': case 'gelu': case 'sigmoid': case 'tanh': case 'softplus': case 'silu': case 'hardswish':
			return activation(settings.kind);
	}
}
