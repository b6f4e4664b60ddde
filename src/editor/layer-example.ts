/**
 * A layer of a model at work: its settings as the panel takes them, an input, and weights. A source gives sizes only, so the numbers are
 * made: small integers, the same ones every time. Of a large layer a smaller one of the same kind is made, beside the sizes of the whole.
 */
import type { Layer } from '../engine/layer';
import { planPipeline } from '../engine/pipeline';
import { elementCount, tensor, type Shape, type Tensor } from '../engine/tensor';
import type { LayerGeometry, ReportedShape } from '../models/report';
import type { DescribedLayer } from '../present/model-layer';
import type { StageSettings } from '../visualizer/protocol';
import { agrees, inputOf, layersOf, madeInput } from './engine-layers';
import { settingsOf } from './stage-beginning';

/** A layer that the panel can show. */
export interface LayerExample {
	/** (1, C, H, W) */
	readonly input: Tensor;
	/** (F, C / groups, h, w); for a layer without a kernel, one that a further stage may take. */
	readonly kernel: Tensor;
	readonly hasKernel: boolean;
	readonly stages: readonly StageSettings[];
	/** The shapes of the layer itself, where only a part of it is made. */
	readonly whole: { readonly input: Shape; readonly kernel: Shape };
	/** The layer's own activation is none that the panel has. */
	readonly leavesOutActivation: boolean;
	/** No input is known: this size is only an example. */
	readonly isInputMade: boolean;
}

/** A map with a longer side is not made as a whole. */
const LONGEST_SIDE = 32;
/** Outputs along an axis of the smaller map that is made instead. */
const OUTPUTS = 6;
/** A row of features that still can be read. */
const MOST_FEATURES = 24;
/** What is computed without anyone waiting. */
const MOST_MULTIPLY_ADDS = 2_000_000;
const MOST_NUMBERS = 200_000;
/** Whole numbers from `least` to `most`, the same ones every time (Park and Miller's generator, 1988). */
function drawn(shape: Shape, least: number, most: number, seed: number): Tensor {
	let state = seed;
	return tensor(shape, Float64Array.from({ length: elementCount(shape) }, () => {
		state = (state * 48271) % 2147483647;
		return least + (state % (most - least + 1));
	}));
}

/** A side that gives some outputs, and leaves as much at the map's end as the whole side does. */
function shorter(whole: number, reach: number, stride: number, padding: number): number {
	const least = Math.max(1, reach + (OUTPUTS - 1) * stride - padding);
	return Math.min(whole, least + ((((whole - least) % stride) + stride) % stride));
}

/** A map of the same kind that can be taken in at a glance. */
function shorterSpatial(layer: Layer, spatial: readonly number[]): readonly number[] {
	if (!('window' in layer)) return layer.kind === 'linear' ? [spatial[0]!, Math.min(spatial[1]!, MOST_FEATURES)] : spatial.map((side) => Math.min(side, 2 * OUTPUTS));
	const { size, stride, dilation, padding } = layer.window;
	return spatial.map((side, axis) => (layer.kind === 'transposed-convolution'
		? Math.min(side, OUTPUTS)
		: shorter(side, dilation[axis]! * (size[axis]! - 1) + 1, stride[axis]!, padding[axis]!.before + padding[axis]!.after)));
}

/** The height and width that are made: the layer's own, unless they are too many to look at, or to wait for a single filter's map. */
function shownSpatial(layer: Layer, channels: number, spatial: readonly number[]): readonly number[] {
	const drawn = spatial.map((side, axis) => (layer.kind === 'transposed-convolution' ? side * layer.window.stride[axis]! : side));
	const isWork = layer.kind === 'convolution' && (channels / layer.groups) * elementCount(layer.window.size) * elementCount(outputsOf(layer, channels, spatial)) > MOST_MULTIPLY_ADDS;
	return isWork || Math.max(...drawn) > (layer.kind === 'linear' ? MOST_FEATURES : LONGEST_SIDE) ? shorterSpatial(layer, spatial) : spatial;
}

function outputsOf(layer: Layer, channels: number, spatial: readonly number[]): readonly number[] {
	return planPipeline([1, channels, ...spatial], [layer])[0]!.geometry.outputShape.slice(2);
}

const atMost = (count: number, whole: number): number => Math.max(1, Math.min(whole, Math.floor(count)));

/** Groups, and the filters and channels of each, of which nobody has to wait for the map. */
function fewer({ channels, filters, groups }: Extract<Layer, { readonly kind: 'convolution' | 'transposed-convolution' }>, window: number, outputs: number): { readonly groups: number; readonly filters: number; readonly channels: number } {
	const room = Math.min(MOST_MULTIPLY_ADDS / outputs, MOST_NUMBERS) / window; // pairs of a filter and a channel
	const [perGroup, seen] = [filters / groups, channels / groups];
	const kept = atMost(room / (perGroup * seen), groups);
	if (room >= perGroup * seen) return { groups: kept, filters: perGroup, channels: seen };
	return { groups: 1, filters: atMost(room / seen, perGroup), channels: atMost(room, seen) };
}

/** The shapes that are made of a layer: input and kernel, with the groups that the kernel's filters fall into. */
function shownShapes(layer: Layer, whole: Shape, isWhole: boolean): { readonly input: Shape; readonly kernel: Shape; readonly groups: number } {
	const [channels, ...own] = whole.slice(1) as [number, ...number[]];
	const spatial = isWhole ? own : shownSpatial(layer, channels, own);
	if (layer.kind !== 'convolution' && layer.kind !== 'transposed-convolution') return { input: [1, atMost(MOST_NUMBERS / elementCount(spatial), channels), ...spatial], kernel: [3, 3], groups: 1 };
	const { size } = layer.window;
	const kept = fewer(layer, elementCount(size), elementCount(layer.kind === 'convolution' ? outputsOf(layer, channels, spatial) : spatial));
	return { input: [1, kept.groups * kept.channels, ...spatial], kernel: [kept.groups * kept.filters, kept.channels, ...size], groups: kept.groups };
}

function kernelShape(layer: Layer, otherwise: Shape): Shape {
	return layer.kind === 'convolution' || layer.kind === 'transposed-convolution' ? [layer.filters, layer.channels / layer.groups, ...layer.window.size] : otherwise;
}

/** The settings of a layer with what only its source tells: `same` as such, and into how many groups the shown filters fall. */
function writtenSettings(layer: Layer, geometry: LayerGeometry, groups: number): StageSettings | undefined {
	const settings = settingsOf(layer);
	if (settings?.kind !== 'convolution') return settings;
	const named = geometry.kind === 'convolution' && geometry.padding === 'same' ? { padding: 'same' as const } : {};
	return { ...settings, ...named, groups: groups === 1 ? undefined : groups };
}

/**
 * The layer at work.
 * @param input the shape of what it is given, where that is known
 * @param output the shape of what it gives, which the settings have to lead to
 * @returns undefined for a layer that the panel has no stage for, or whose sizes are not all known
 */
export function layerExample(layer: DescribedLayer, input: ReportedShape | undefined, output: ReportedShape | undefined, isKeras: boolean): LayerExample | undefined {
	const { geometry } = layer;
	const known = inputOf(geometry, input, isKeras);
	const whole = known ?? (input === undefined ? madeInput(geometry) : undefined);
	const layers = whole === undefined ? undefined : layersOf(geometry, whole, isKeras);
	const [first] = layers ?? [];
	if (whole === undefined || layers === undefined || first === undefined || !agrees(layers, whole, layer, geometry.kind === 'linear' ? undefined : output)) return undefined;
	const shown = shownShapes(first, whole, geometry.kind === 'adaptive-pooling');
	const stages = layers.map((each, index) => (index === 0 ? writtenSettings(each, geometry, shown.groups) : settingsOf(each)));
	const settings = stages.filter((each) => each !== undefined);
	if (settings.length < stages.length) return undefined;
	const hasKernel = first.kind === 'convolution' || first.kind === 'transposed-convolution';
	const isSigned = geometry.kind === 'activation' || geometry.kind === 'batch-normalization';
	return {
		input: drawn(shown.input, isSigned ? -5 : 0, isSigned ? 5 : 9, 7), kernel: drawn(shown.kernel, -2, 2, 11), hasKernel, stages: settings,
		whole: { input: whole, kernel: kernelShape(first, shown.kernel) }, isInputMade: known === undefined,
		leavesOutActivation: 'activation' in geometry && geometry.activation === 'unknown',
	};
}
