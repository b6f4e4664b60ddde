import type { Padding } from '../engine/layer';
import {
	bothSidesLimit, clamp, croppingLimit, dilationLimit, GROWING, outputPaddingLimit, paddingLimit, poolingPaddingLimit, poolingSizeLimit, strideLimit, type AxisSettings,
} from './settings-limits';
import {
	paddingPerAxis, type ConvolutionSettings, type Pair, type PaddingChoice, type PoolingSettings, type Sides, type StageSettings, type TransposedConvolutionSettings,
} from './stage-settings';

/** What the settings of a stage must go with: height and width of its input, and of its kernel. */
export interface Surroundings {
	readonly input: Pair;
	readonly kernel: Pair;
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

function fitPadding(padding: PaddingChoice, settings: ConvolutionSettings, { input, kernel }: Surroundings): PaddingChoice {
	const axis = (index: 0 | 1): { input: number; kernel: number; dilation: number } => ({ input: input[index], kernel: kernel[index], dilation: settings.dilation[index] });
	if (typeof padding === 'string') {
		const sides = paddingPerAxis({ ...settings, padding }, kernel, input);
		const fits = AXES.every((index) => Math.max(sides[index]!.before, sides[index]!.after) <= bothSidesLimit(axis(index), settings.fill).most);
		return fits ? padding : fitPadding(sidesOf(sides), settings, { input, kernel });
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
	const padding = fitPadding(settings.padding, { ...settings, dilation }, around);
	if (padding === 'same') return { ...settings, dilation, padding }; // any stride keeps ⌈H_i / S⌉ windows
	const after = paddingPerAxis({ ...settings, dilation, padding }, kernel, input);
	const stride = pair((axis) => clamp(settings.stride[axis], strideLimit({ input: input[axis], kernel: kernel[axis], dilation: dilation[axis], padding: after[axis]! })));
	return { ...settings, dilation, padding, stride };
}

function fitTransposed(settings: TransposedConvolutionSettings, { input, kernel }: Surroundings): TransposedConvolutionSettings {
	const stride = pair((axis) => clamp(settings.stride[axis], GROWING));
	const dilation = pair((axis) => clamp(settings.dilation[axis], GROWING));
	const outputPadding = pair((axis) => clamp(settings.outputPadding[axis], outputPaddingLimit(stride[axis], dilation[axis])));
	const padding = pair((axis) => clamp(settings.padding[axis], croppingLimit({ input: input[axis], kernel: kernel[axis], dilation: dilation[axis] }, stride[axis], outputPadding[axis])));
	return { ...settings, stride, dilation, outputPadding, padding };
}

function fitPooling(settings: PoolingSettings, { input }: Surroundings): PoolingSettings {
	const size = pair((axis) => clamp(settings.size[axis], poolingSizeLimit(input[axis])));
	const padding = pair((axis) => clamp(settings.padding[axis], poolingPaddingLimit(size[axis])));
	const stride = pair((axis) => clamp(settings.stride[axis], strideLimit({
		input: input[axis], kernel: size[axis], dilation: 1, padding: { before: padding[axis], after: padding[axis] },
	})));
	return { ...settings, size, padding, stride };
}

/** The settings nearest to these that go with the input: a change of one may leave less room for the others. */
export function fitSettings(settings: StageSettings, around: Surroundings): StageSettings {
	switch (settings.kind) {
		case 'convolution': return fitConvolution(settings, around);
		case 'transposed-convolution': return fitTransposed(settings, around);
		case 'max-pooling': case 'average-pooling': return fitPooling(settings, around);
		case 'relu': case 'leaky-relu': case 'elu': case 'selu': case 'gelu': case 'sigmoid': case 'tanh': case 'softplus': case 'silu': case 'hardswish': case 'flatten': case 'dense':
			return settings;
	}
}
