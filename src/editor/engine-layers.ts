/** What a layer of a model comes to in the engine: its settings, from what its constructor tells, on an input of known size. */
import { EngineError } from '../engine/error';
import type { Layer, Padding, SlidingWindow } from '../engine/layer';
import { samePadding } from '../engine/padding';
import { planPipeline } from '../engine/pipeline';
import { averagePooling, maxPooling } from '../engine/pooling';
import { elementCount, type Shape } from '../engine/tensor';
import type { ActivationFunction, FusedActivation, LayerGeometry, ReportedShape } from '../models/report';
import type { DescribedLayer } from '../present/model-layer';
import { spatialSizes } from '../present/model-formula';

/** The side of an input where none is known. */
const EXAMPLE_SIDE = 8;
const EXAMPLE_CHANNELS = 3;
/** Volumes have three. */
const MOST_AXES = 3;

type Convolution = Extract<LayerGeometry, { readonly kind: 'convolution' }>;
type Pooling = Extract<LayerGeometry, { readonly kind: 'pooling' }>;

function numbers(shape: ReportedShape): readonly number[] | undefined {
	return shape.every((size): size is number => typeof size === 'number') ? shape : undefined;
}

/** Values per axis as height and width, of a volume with the depth in front. */
function plane(values: readonly number[], missing: number): readonly number[] {
	return values.length === 1 ? [missing, values[0]!] : values;
}

/** Height and width of what a layer is given, of a volume its depth too, and its channels; undefined where a size is not known, or for other than one to three axes. */
function mapsOf(shape: ReportedShape | undefined, axes: number, channelsLast: boolean): { readonly channels: number; readonly spatial: readonly number[] } | undefined {
	if (shape === undefined || axes < 1 || axes > MOST_AXES || shape.length <= axes) return undefined;
	const [channels, spatial] = [channelsLast ? shape.at(-1) : shape.at(-axes - 1), numbers(spatialSizes(shape, { channelsLast }, axes))];
	return typeof channels !== 'number' || spatial === undefined ? undefined : { channels, spatial: plane(spatial, 1) };
}

/** The padding of a window on a map of these sizes. */
function paddingOf(padding: Convolution['padding'], window: { readonly size: readonly number[]; readonly stride: readonly number[]; readonly dilation: readonly number[] }, spatial: readonly number[]): readonly Padding[] | undefined {
	if (padding === 'same') return samePadding(spatial, window);
	const cells = numbers(padding);
	return cells === undefined ? undefined : plane(cells, 0).map((each) => ({ before: each, after: each }));
}

function windowOf({ kernel, stride, dilation, padding }: Convolution | Pooling, spatial: readonly number[]): SlidingWindow | undefined {
	const [size, steps, gaps] = [kernel, stride, dilation].map(numbers);
	if (size === undefined || steps === undefined || gaps === undefined) return undefined;
	const window = { size: plane(size, 1), stride: plane(steps, 1), dilation: plane(gaps, 1) };
	const sides = paddingOf(padding, window, spatial);
	return sides && { ...window, padding: sides };
}

/** Keras crops a transposed convolution so that its output is the input times the stride; that is a crop of both sides alike only for some sizes. */
function croppingOf(kernel: number, stride: number): { readonly crop: number; readonly extra: number } | undefined {
	if (kernel < stride) return { crop: 0, extra: stride - kernel };
	return (kernel - stride) % 2 === 0 ? { crop: (kernel - stride) / 2, extra: 0 } : undefined;
}

function transposedLayer(geometry: Convolution, channels: number, filters: number, isKeras: boolean): Layer | undefined {
	const [size, stride, dilation, extra] = [geometry.kernel, geometry.stride, geometry.dilation, geometry.outputPadding].map(numbers);
	const cropped = geometry.padding === 'same' ? undefined : numbers(geometry.padding);
	if (geometry.groups !== 1 || size === undefined || stride === undefined || dilation === undefined || extra === undefined) return undefined;
	const crops = cropped === undefined
		? size.map((each, axis) => croppingOf(each, stride[axis]!))
		: size.map((each, axis) => ({ crop: cropped[axis]!, extra: extra[axis]! + (isKeras ? Math.max(0, stride[axis]! - each) : 0) }));
	const known = crops.filter((each) => each !== undefined);
	if (known.length < crops.length || (cropped === undefined && dilation.some((each) => each !== 1))) return undefined;
	return {
		kind: 'transposed-convolution', channels, filters, groups: 1, hasBias: geometry.hasBias, outputPadding: plane(known.map((each) => each.extra), 0),
		window: { size: plane(size, 1), stride: plane(stride, 1), dilation: plane(dilation, 1), padding: plane(known.map(({ crop }) => crop), 0).map((each) => ({ before: each, after: each })) },
	};
}

function convolutionLayer(geometry: Convolution, channels: number, spatial: readonly number[], isKeras: boolean): Layer | undefined {
	const { filters, groups, hasBias, paddingMode } = geometry;
	if (typeof filters !== 'number' || typeof groups !== 'number') return undefined;
	if (geometry.isTransposed) return transposedLayer(geometry, channels, filters, isKeras);
	const window = windowOf(geometry, spatial);
	if (window === undefined) return undefined;
	const layer = { kind: 'convolution', channels, filters, window, groups, hasBias } as const;
	switch (paddingMode) {
		case 'zeros': return layer;
		case 'reflect': case 'replicate': case 'circular': return { ...layer, paddingFill: { mode: paddingMode } };
		default: return undefined;
	}
}

function poolingLayer(geometry: Pooling, spatial: readonly number[]): Layer | undefined {
	const window = windowOf(geometry, spatial);
	if (window === undefined) return undefined;
	if (geometry.reduction === 'max') return maxPooling(window.size, window);
	const isPadded = window.padding.some(({ before, after }) => before + after > 0);
	return geometry.reduction === 'average' && (geometry.countsPadding || !isPadded) ? averagePooling(window.size, window) : undefined;
}

/** Adaptive pooling is pooling where the output's sizes divide the input's. */
function adaptiveLayer({ reduction, outputSize }: Extract<LayerGeometry, { readonly kind: 'adaptive-pooling' }>, spatial: readonly number[]): Layer | undefined {
	const outputs = numbers(outputSize);
	const size = outputs === undefined ? [NaN] : spatial.map((each, axis) => each / plane(outputs, 1)[axis]!);
	if (!size.every(Number.isSafeInteger)) return undefined;
	return reduction === 'max' ? maxPooling(size) : averagePooling(size);
}

function activationLayer(activation: ActivationFunction): Layer {
	switch (activation) {
		case 'leaky-relu': return { kind: activation, slope: 0.01 };
		case 'elu': return { kind: activation, alpha: 1 };
		case 'gelu': return { kind: activation, approximation: 'none' };
		case 'softplus': return { kind: activation, beta: 1, threshold: 20 };
		case 'relu': case 'selu': case 'sigmoid': case 'tanh': case 'silu': case 'hardswish': return { kind: activation };
	}
}

/** What the layer is given: (1, C, H, W) or (1, C, D, H, W), a row of features as one row. */
export function inputOf(geometry: LayerGeometry, shape: ReportedShape | undefined, isKeras: boolean): Shape | undefined {
	switch (geometry.kind) {
		case 'convolution': case 'pooling': case 'adaptive-pooling': {
			const maps = mapsOf(shape, (geometry.kind === 'adaptive-pooling' ? geometry.outputSize : geometry.kernel).length, geometry.channelsLast);
			return maps && [1, maps.channels, ...maps.spatial];
		}
		case 'linear': return typeof geometry.inputFeatures === 'number' ? [1, 1, 1, geometry.inputFeatures] : undefined;
		case 'flatten': case 'activation': {
			if (shape?.length === 2 && typeof shape[1] === 'number') return [1, 1, 1, shape[1]];
			const maps = mapsOf(shape, shape === undefined ? 0 : shape.length - 2, isKeras);
			return maps && [1, maps.channels, ...maps.spatial];
		}
		case 'batch-normalization': {
			const maps = mapsOf(shape, shape === undefined ? 0 : shape.length - 2, false);
			return maps && [1, maps.channels, ...maps.spatial];
		}
		case 'other': return undefined;
	}
}

/** An input for a layer that stands alone. */
export function madeInput(geometry: LayerGeometry): Shape | undefined {
	const axes = geometry.kind === 'convolution' || geometry.kind === 'pooling' ? geometry.kernel.length : 0;
	if (axes < 1 || axes > MOST_AXES || (geometry.kind !== 'convolution' && geometry.kind !== 'pooling')) return undefined;
	if (geometry.kind === 'pooling' && geometry.ceil) return undefined; // whether that matters hangs on the input
	const reach = geometry.kernel.map((size, axis) => Number(geometry.dilation[axis]) * (Number(size) - 1) + 1);
	const channels = geometry.kind === 'convolution' ? geometry.inputChannels : EXAMPLE_CHANNELS;
	if (typeof channels !== 'number' || !reach.every(Number.isSafeInteger)) return undefined;
	return [1, channels, ...plane(reach.map((each) => Math.max(EXAMPLE_SIDE, each + 2)), 1)];
}

export function layersOf(geometry: LayerGeometry, input: Shape, isKeras: boolean): readonly Layer[] | undefined {
	const [channels, ...spatial] = input.slice(1) as [number, ...number[]];
	const followed = (layer: Layer | undefined, activation: FusedActivation): readonly Layer[] | undefined =>
		layer && [layer, ...(activation === 'none' || activation === 'unknown' ? [] : [activationLayer(activation)])];
	switch (geometry.kind) {
		case 'convolution': return followed(convolutionLayer(geometry, channels, spatial, isKeras), geometry.activation);
		case 'pooling': return followed(poolingLayer(geometry, spatial), 'none');
		case 'adaptive-pooling': return followed(adaptiveLayer(geometry, spatial), 'none');
		case 'linear': return typeof geometry.outputFeatures === 'number' ? followed({ kind: 'linear', features: input.at(-1)!, outputs: geometry.outputFeatures, hasBias: geometry.hasBias }, geometry.activation) : undefined;
		case 'activation': return [activationLayer(geometry.function)];
		case 'batch-normalization': return [{ kind: 'batch-normalization', channels, epsilon: geometry.epsilon, hasScale: geometry.hasScale }];
		case 'flatten': return [{ kind: 'flatten', startAxis: 1, endAxis: -1 }];
		case 'other': return undefined;
	}
}

/** Whether the layers give as many cells, and have as many parameters, as the report says: what does not is not shown as if it were that layer. */
export function agrees(layers: readonly Layer[], input: Shape, { parameterCount }: DescribedLayer, output: ReportedShape | undefined): boolean {
	try {
		const plans = planPipeline(input, layers);
		const parameters = plans.reduce((sum, { cost }) => sum + cost.weights + cost.biases, 0);
		const sizes = output === undefined ? undefined : numbers(output.slice(1));
		if (parameterCount.status === 'exact' && parameterCount.value !== parameters) return false;
		return output === undefined || (sizes !== undefined && elementCount(sizes) === elementCount(plans.at(-1)!.geometry.outputShape.slice(1)));
	} catch (error) {
		if (error instanceof EngineError) return false;
		throw error;
	}
}
