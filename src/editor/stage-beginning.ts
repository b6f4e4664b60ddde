import type { ConvolutionStage, Layer, Padding, PaddingFill, SlidingWindow } from '../engine/layer';
import type { ConvolutionSettings, DepthSettings, Pair, Sides, StageSettings } from '../visualizer/protocol';

const NONE: Padding = { before: 0, after: 0 };

/** Values per axis as height and width; of a single axis, `missing` is the height's. */
function pairOf(values: readonly number[], missing = 1): Pair | undefined {
	const [vertical = missing, horizontal] = values.length === 1 ? [undefined, values[0]] : values.slice(-2);
	return horizontal === undefined || values.length > 3 ? undefined : [vertical, horizontal];
}

/** The value along the depth of a volume; of fewer axes, `flat`. */
function depthOf<Value>(values: readonly Value[], flat: Value): Value {
	return values.length === 3 ? values[0]! : flat;
}

/** Cells in front and behind, where they are as many; undefined where they are not. */
function depthPaddingOf(padding: readonly Padding[]): number | undefined {
	const { before, after } = depthOf(padding, NONE);
	return before === after ? before : undefined;
}

function sidesOf(padding: readonly Padding[]): Sides {
	const [vertical = NONE, horizontal = NONE] = padding.length === 1 ? [NONE, ...padding] : padding.slice(-2);
	return { top: vertical.before, bottom: vertical.after, left: horizontal.before, right: horizontal.after };
}

/** How a window moves along the depth of a volume; undefined where its padding there differs in front and behind. */
function windowDepth({ stride, padding, dilation }: SlidingWindow): DepthSettings | undefined {
	const cells = depthPaddingOf(padding);
	return cells === undefined ? undefined : { stride: depthOf(stride, 1), padding: cells, dilation: depthOf(dilation, 1) };
}

/** Padding that is alike before and after, along both axes. */
function evenPadding(padding: readonly Padding[]): Pair | undefined {
	const { top, bottom, left, right } = sidesOf(padding);
	return top === bottom && left === right ? [top, left] : undefined;
}

/** The way the panel fills its padding; undefined for a constant other than 0, which it does not offer. */
function fillOf(fill: PaddingFill | undefined): ConvolutionSettings['fill'] | undefined {
	return fill?.mode === 'constant' && fill.value !== 0 ? undefined : fill?.mode ?? 'constant';
}

/**
 * The settings of a layer over one to three spatial axes as the panel takes them, with its document's kernel.
 * @param bias what is added to every cell where the layer has a bias
 * @returns undefined where the panel has no such stage or setting
 */
export function settingsOf(layer: Layer, bias = 1): StageSettings | undefined {
	switch (layer.kind) {
		case 'convolution': {
			const { window, flipped = false, hasBias } = layer;
			const [stride, dilation, fill] = [pairOf(window.stride), pairOf(window.dilation), fillOf(layer.paddingFill)];
			const depth = windowDepth(window);
			if (stride === undefined || dilation === undefined || fill === undefined || depth === undefined) return undefined;
			return { kind: 'convolution', kernel: 'document', filters: 'all', stride, dilation, fill, flipped, padding: sidesOf(window.padding), bias: hasBias ? bias : undefined, groups: undefined, depth };
		}
		case 'transposed-convolution': {
			const { window, outputPadding, hasBias } = layer;
			const [stride, dilation, padding, extra] = [pairOf(window.stride), pairOf(window.dilation), evenPadding(window.padding), pairOf(outputPadding, 0)];
			const depth = windowDepth(window);
			// the panel adds no cells behind the last slice
			if (stride === undefined || dilation === undefined || padding === undefined || extra === undefined || depth === undefined || depthOf(outputPadding, 0) !== 0) return undefined;
			return { kind: 'transposed-convolution', kernel: 'document', filters: 'all', stride, dilation, padding, outputPadding: extra, bias: hasBias ? bias : undefined, depth };
		}
		case 'max-pooling': case 'average-pooling': {
			const [size, stride, padding] = [pairOf(layer.window.size), pairOf(layer.window.stride), evenPadding(layer.window.padding)];
			const isPlain = layer.window.dilation.every((each) => each === 1) && layer.window.ceilMode !== true;
			const depth = windowDepth(layer.window);
			return !isPlain || size === undefined || stride === undefined || padding === undefined || depth === undefined ? undefined : { kind: layer.kind, size, stride, padding, depth: { size: depthOf(layer.window.size, 1), stride: depth.stride, padding: depth.padding } };
		}
		case 'batch-normalization': return { kind: layer.kind, epsilon: layer.epsilon, hasScale: layer.hasScale };
		case 'linear': return { kind: 'dense', outputs: layer.outputs, bias: layer.hasBias ? bias : undefined };
		case 'leaky-relu': return layer.slope === 0.01 ? { kind: layer.kind } : undefined;
		case 'elu': return layer.alpha === 1 ? { kind: layer.kind } : undefined;
		case 'gelu': return layer.approximation === 'none' ? { kind: layer.kind } : undefined;
		case 'softplus': return layer.beta === 1 && layer.threshold === 20 ? { kind: layer.kind } : undefined;
		case 'flatten': return layer.startAxis === 1 && layer.endAxis === -1 ? { kind: layer.kind } : undefined;
		case 'relu': case 'selu': case 'sigmoid': case 'tanh': case 'silu': case 'hardswish': return { kind: layer.kind };
		case 'lp-pooling': case 'global-pooling': case 'adaptive-pooling': case 'prelu': case 'softmax': case 'pad': case 'upsample': return undefined;
	}
}

/** One bias for all filters; undefined where they differ, which the panel does not offer. */
function commonBias({ bias }: ConvolutionStage): { readonly value: number } | undefined {
	if (bias === undefined) return { value: 0 };
	const [first = 0] = bias.data;
	return bias.data.every((each) => each === first) ? { value: first } : undefined;
}

/**
 * The stage that a written convolution begins the panel with.
 * @returns undefined where the panel has no such setting: biases that differ, groups of several channels, other axes
 */
export function beginningOf(stage: ConvolutionStage): StageSettings | undefined {
	const bias = commonBias(stage);
	if (bias === undefined || stage.window.size.length > 2 || (stage.groups > 1 && stage.kernel.shape[1] !== 1)) return undefined;
	return settingsOf({ ...stage, hasBias: bias.value !== 0 }, bias.value);
}
