import type { Padding } from '../engine/layer';
import {
	bothSidesLimit, clamp, croppingLimit, dilationLimit, GROWING, outputPaddingLimit, paddingLimit, poolingPaddingLimit, poolingSizeLimit, strideLimit, type AxisSettings, type Limit,
} from './settings-limits';
import {
	depthPadding, paddingPerAxis, type ConvolutionSettings, type DepthSettings, type Pair, type PaddingChoice, type PoolingDepthSettings, type PoolingSettings, type Sides, type StageSettings, type TransposedConvolutionSettings,
} from './stage-settings';

/** What the settings of a stage must go with: height and width of its input, and of its kernel. */
export interface Surroundings {
	readonly input: Pair;
	readonly kernel: Pair;
	/** Of a volume: slices of the input, and of the kernel; undefined for flat maps. */
	readonly depth?: { readonly input: number; readonly kernel: number } | undefined;
}

/** The limits along the depth of a volume. */
export function depthLimits({ depth: { stride, padding, dilation }, fill, padding: named }: Pick<ConvolutionSettings, 'depth' | 'fill' | 'padding'>, { input, kernel }: { readonly input: number; readonly kernel: number }): Readonly<Record<keyof DepthSettings, Limit>> {
	const set = depthPadding({ padding: named, depth: { stride, padding, dilation } }, kernel, input);
	return {
		stride: strideLimit({ input, kernel, dilation, padding: set }),
		padding: bothSidesLimit({ input, kernel, dilation }, fill),
		dilation: dilationLimit({ input, kernel, padding: usable(set, input, fill) }),
	};
}

function fitDepth(settings: ConvolutionSettings, depth: Surroundings['depth']): DepthSettings {
	if (depth === undefined) return settings.depth;
	const fitted = { ...settings.depth };
	for (const key of ['dilation', 'padding', 'stride'] as const) fitted[key] = clamp(fitted[key], depthLimits({ ...settings, depth: fitted }, depth)[key]);
	return fitted;
}

const AXES = [0, 1] as const;

/** One value per axis. */
export function pair(of: (axis: 0 | 1) => number): Pair {
	return [of(0), of(1)];
}

/** Padding before and after along one axis: each within what the fill can give, and together enough for the kernel. */
function fitSides(axis: Omit<AxisSettings, 'padding'>, fill: ConvolutionSettings['fill'], before: number, after: number): Pair {
	const most = paddingLimit(axis, fill, Infinity).most;
	const first = clamp(before, paddingLimit(axis, fill, Math.min(after, most)));
	return [first, clamp(after, paddingLimit(axis, fill, first))];
}

/** The padding that leaves the most room for dilation: what is set, but no more than the fill can repeat. */
function usable({ before, after }: Padding, input: number, fill: ConvolutionSettings['fill']): Padding {
	const most = fill === 'constant' || fill === 'replicate' ? Infinity : fill === 'reflect' ? input - 1 : input;
	return { before: Math.min(before, most), after: Math.min(after, most) };
}

/** Whether the fill can give what a named padding asks for along the depth of a volume. */
function depthFits(padding: PaddingChoice, settings: ConvolutionSettings, depth: Surroundings['depth']): boolean {
	if (depth === undefined) return true;
	const { before, after } = depthPadding({ ...settings, padding }, depth.kernel, depth.input);
	return Math.max(before, after) <= depthLimits({ ...settings, padding }, depth).padding.most;
}

function fitPadding(padding: PaddingChoice, settings: ConvolutionSettings, around: Surroundings): PaddingChoice {
	const { input, kernel } = around;
	const axis = (index: 0 | 1): { input: number; kernel: number; dilation: number } => ({ input: input[index], kernel: kernel[index], dilation: settings.dilation[index] });
	if (typeof padding === 'string') {
		const sides = paddingPerAxis({ ...settings, padding }, kernel, input);
		const fits = depthFits(padding, settings, around.depth) && AXES.every((index) => Math.max(sides[index]!.before, sides[index]!.after) <= bothSidesLimit(axis(index), settings.fill).most);
		return fits ? padding : fitPadding(sidesOf(sides), settings, around);
	}
	const [top, bottom] = fitSides(axis(0), settings.fill, padding.top, padding.bottom);
	const [left, right] = fitSides(axis(1), settings.fill, padding.left, padding.right);
	return { top, right, bottom, left };
}

/** Padding per axis as sides. */
export function sidesOf(padding: ReturnType<typeof paddingPerAxis>): Sides {
	const [vertical, horizontal] = padding;
	return { top: vertical!.before, bottom: vertical!.after, left: horizontal!.before, right: horizontal!.after };
}

function fitConvolution(settings: ConvolutionSettings, around: Surroundings): ConvolutionSettings {
	const { input, kernel } = around;
	const before = paddingPerAxis(settings, kernel, input);
	const dilation = pair((axis) => clamp(settings.dilation[axis], dilationLimit({ input: input[axis], kernel: kernel[axis], padding: usable(before[axis]!, input[axis], settings.fill) })));
	const dilated = around.depth === undefined ? settings.depth : { ...settings.depth, dilation: clamp(settings.depth.dilation, depthLimits(settings, around.depth).dilation) };
	const padding = fitPadding(settings.padding, { ...settings, dilation, depth: dilated }, around);
	const named = around.depth !== undefined && typeof settings.padding === 'string' && typeof padding !== 'string' ? { padding: depthPadding({ padding: settings.padding, depth: dilated }, around.depth.kernel, around.depth.input).before } : {};
	const depth = fitDepth({ ...settings, padding, depth: { ...dilated, ...named } }, around.depth);
	if (padding === 'same') return { ...settings, dilation, padding, depth }; // any stride keeps ⌈H_i / S⌉ windows
	const after = paddingPerAxis({ ...settings, dilation, padding }, kernel, input);
	const stride = pair((axis) => clamp(settings.stride[axis], strideLimit({ input: input[axis], kernel: kernel[axis], dilation: dilation[axis], padding: after[axis]! })));
	return { ...settings, dilation, padding, stride, depth };
}

/** The limits of a transposed convolution along the depth of a volume. */
export function transposedDepthLimits({ depth: { stride, dilation } }: Pick<TransposedConvolutionSettings, 'depth'>, { input, kernel }: { readonly input: number; readonly kernel: number }): Readonly<Record<keyof DepthSettings, Limit>> {
	return { stride: GROWING, dilation: GROWING, padding: croppingLimit({ input, kernel, dilation }, stride, 0) };
}

function fitTransposed(settings: TransposedConvolutionSettings, { input, kernel, depth: around }: Surroundings): TransposedConvolutionSettings {
	const stride = pair((axis) => clamp(settings.stride[axis], GROWING));
	const dilation = pair((axis) => clamp(settings.dilation[axis], GROWING));
	const outputPadding = pair((axis) => clamp(settings.outputPadding[axis], outputPaddingLimit(stride[axis], dilation[axis])));
	const padding = pair((axis) => clamp(settings.padding[axis], croppingLimit({ input: input[axis], kernel: kernel[axis], dilation: dilation[axis] }, stride[axis], outputPadding[axis])));
	const depth = { ...settings.depth };
	if (around !== undefined) for (const key of ['stride', 'dilation', 'padding'] as const) depth[key] = clamp(depth[key], transposedDepthLimits({ depth }, around)[key]);
	return { ...settings, stride, dilation, outputPadding, padding, depth };
}

/** The limits of a pooling along the depth of a volume. */
export function poolingDepthLimits({ depth: { size, padding } }: Pick<PoolingSettings, 'depth'>, { input }: { readonly input: number }): Readonly<Record<keyof PoolingDepthSettings, Limit>> {
	return { size: poolingSizeLimit(input), padding: poolingPaddingLimit(size), stride: strideLimit({ input, kernel: size, dilation: 1, padding: { before: padding, after: padding } }) };
}

function fitPooling(settings: PoolingSettings, { input, depth: around }: Surroundings): PoolingSettings {
	const size = pair((axis) => clamp(settings.size[axis], poolingSizeLimit(input[axis])));
	const padding = pair((axis) => clamp(settings.padding[axis], poolingPaddingLimit(size[axis])));
	const stride = pair((axis) => clamp(settings.stride[axis], strideLimit({
		input: input[axis], kernel: size[axis], dilation: 1, padding: { before: padding[axis], after: padding[axis] },
	})));
	const depth = { ...settings.depth };
	if (around !== undefined) for (const key of ['size', 'padding', 'stride'] as const) depth[key] = clamp(depth[key], poolingDepthLimits({ depth }, around)[key]);
	return { ...settings, size, padding, stride, depth };
}

/** The settings nearest to these that go with the input: a change of one may leave less room for the others. */
export function fitSettings(settings: StageSettings, around: Surroundings): StageSettings {
	switch (settings.kind) {
		case 'convolution': return fitConvolution(settings, around);
		case 'transposed-convolution': return fitTransposed(settings, around);
		case 'max-pooling': case 'average-pooling': return fitPooling(settings, around);
		case 'relu': case 'leaky-relu': case 'elu': case 'selu': case 'gelu': case 'sigmoid': case 'tanh': case 'softplus': case 'silu': case 'hardswish': case 'flatten': case 'dense': case 'batch-normalization':
			return settings;
	}
}
