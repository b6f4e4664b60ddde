import { prelu } from '../../src/engine/activation';
import { batchNormalization } from '../../src/engine/batch-normalization';
import { convolution } from '../../src/engine/convolution';
import { flatten } from '../../src/engine/flatten';
import type { Padding, PaddingFill, PoolingReduction, Stage } from '../../src/engine/layer';
import { linear } from '../../src/engine/linear';
import { pad } from '../../src/engine/pad';
import { namedPadding, paddingForOutput, samePadding } from '../../src/engine/padding';
import { adaptivePooling, averagePooling, globalPooling, lpPooling, maxPooling } from '../../src/engine/pooling';
import { elementCount, tensor, type Tensor } from '../../src/engine/tensor';
import { transposedConvolution } from '../../src/engine/transposed-convolution';
import { upsample } from '../../src/engine/upsample';

type Written = number | 'NaN' | 'Infinity' | '-Infinity';

/** A tensor as the case files hold it. */
export interface WrittenTensor {
	readonly shape: readonly number[];
	readonly data: readonly Written[];
}

/** ONNX's attributes, `kernel_shape` and `strides` by shorter names. Absent means ONNX's default: stride 1, no padding, no flags. */
interface Attributes {
	readonly kernel?: readonly number[];
	readonly stride?: readonly number[];
	readonly dilations?: readonly number[];
	/** All begins, then all ends. */
	readonly pads?: readonly number[];
	readonly auto_pad?: 'NOTSET' | 'VALID' | 'SAME_UPPER' | 'SAME_LOWER';
	readonly group?: number;
	readonly ceil_mode?: number;
	readonly count_include_pad?: number;
	readonly output_padding?: readonly number[];
	readonly output_shape?: readonly number[];
	readonly p?: number;
	readonly mode?: string;
	readonly value?: number;
	readonly pad_mode?: string;
	readonly pad_value?: number;
	readonly flip_kernel?: number;
	readonly alpha?: number;
	readonly axis?: number;
	readonly epsilon?: number;
	readonly approximate?: 'none' | 'tanh';
	readonly align_corners?: number;
	readonly size?: readonly number[];
	readonly scale?: readonly number[];
}

/** One question and another engine's answer. */
export interface OnnxCase {
	readonly name?: string;
	readonly op: string;
	readonly attrs: Attributes;
	readonly inputs: readonly WrittenTensor[];
	readonly weights?: WrittenTensor | null;
	readonly bias?: WrittenTensor | null;
	readonly params?: Readonly<Record<'scale' | 'shift' | 'mean' | 'variance', WrittenTensor>>;
	readonly output: WrittenTensor;
	/** Relative; absent where every number is exact. */
	readonly tolerance?: number;
}

/** A written tensor in the engine's words. */
export function read({ shape, data }: WrittenTensor): Tensor {
	return tensor(shape, data.map(Number));
}

function fillOf(mode: string | undefined, value: number | undefined): PaddingFill {
	switch (mode) {
		case undefined:
		case 'constant': return { mode: 'constant', value: value ?? 0 };
		case 'edge': return { mode: 'replicate' };
		case 'wrap': return { mode: 'circular' };
		case 'reflect':
		case 'symmetric': return { mode };
		default: throw new Error(`unknown padding mode ${mode}`);
	}
}

function paddings(pads: readonly number[]): Padding[] {
	const half = pads.length / 2;
	return pads.slice(0, half).map((before, axis) => ({ before, after: pads[axis + half]! }));
}

interface Window {
	readonly size: readonly number[];
	readonly stride: readonly number[];
	readonly dilation: readonly number[];
}

function windowOf({ attrs, inputs, weights }: OnnxCase): Window {
	const size = attrs.kernel ?? weights?.shape.slice(2) ?? [];
	const ones = inputs[0]!.shape.slice(2).map(() => 1);
	return { size, stride: attrs.stride ?? ones, dilation: attrs.dilations ?? ones };
}

function paddingOf({ attrs, inputs }: OnnxCase, window: Window): Padding[] {
	if (attrs.auto_pad === 'SAME_UPPER' || attrs.auto_pad === 'SAME_LOWER') {
		return samePadding(inputs[0]!.shape.slice(2), window, attrs.auto_pad === 'SAME_UPPER' ? 'after' : 'before');
	}
	return attrs.pads ? paddings(attrs.pads) : namedPadding('valid', window);
}

function poolingOptions(each: OnnxCase) {
	const { size, ...window } = windowOf(each);
	const padding = paddingOf(each, { size, ...window });
	return { size, options: { ...window, padding, ceilMode: each.attrs.ceil_mode === 1, paddingRule: 'below-window' as const } };
}

function transposedStage(each: OnnxCase, kernel: Tensor, bias: { bias?: Tensor }): Stage {
	const { attrs, inputs } = each;
	const window = windowOf(each);
	const spatial = inputs[0]!.shape.slice(2);
	const groups = attrs.group ?? 1;
	const same = attrs.auto_pad === 'SAME_UPPER' || attrs.auto_pad === 'SAME_LOWER';
	const outputSizes = attrs.output_shape ?? (same ? spatial.map((size, axis) => size * window.stride[axis]!) : undefined);
	if (outputSizes) {
		const extra = attrs.auto_pad === 'SAME_UPPER' ? 'after' : 'before';
		return transposedConvolution(kernel, { ...window, groups, ...paddingForOutput(spatial, window, outputSizes, extra), ...bias });
	}
	return transposedConvolution(kernel, { ...window, groups, padding: paddingOf(each, window), outputPadding: attrs.output_padding ?? 0, ...bias });
}

function globalStage({ op, attrs }: OnnxCase): Stage {
	const reductions: Record<string, PoolingReduction> = {
		GlobalMaxPool: 'max', GlobalAveragePool: 'average', GlobalLpPool: { exponent: attrs.p ?? 2, convention: 'onnx' },
	};
	return globalPooling(reductions[op]!);
}

/** The engine's stage for a case's operator and settings. */
export function stageOf(each: OnnxCase): Stage {
	const { op, attrs } = each;
	const weights = each.weights ? read(each.weights) : undefined;
	const bias = each.bias ? { bias: read(each.bias) } : {};
	const window = windowOf(each);
	switch (op) {
		case 'Conv': return convolution(weights!, {
			...window, ...bias, padding: paddingOf(each, window), groups: attrs.group ?? 1,
			paddingFill: fillOf(attrs.pad_mode, attrs.pad_value), flipped: attrs.flip_kernel === 1,
		});
		case 'ConvTranspose': return transposedStage(each, weights!, bias);
		case 'MaxPool': {
			const { size, options } = poolingOptions(each);
			return maxPooling(size, options);
		}
		case 'AveragePool': {
			const { size, options } = poolingOptions(each);
			return averagePooling(size, { ...options, countIncludePad: attrs.count_include_pad === 1 });
		}
		case 'LpPool': {
			const { size, options } = poolingOptions(each);
			return lpPooling(size, attrs.p ?? 2, { ...options, convention: 'onnx' });
		}
		case 'GlobalMaxPool':
		case 'GlobalAveragePool':
		case 'GlobalLpPool': return globalStage(each);
		case 'AdaptiveAveragePool': return adaptivePooling('average', each.output.shape.slice(2));
		case 'Pad': return pad(paddings(attrs.pads!), fillOf(attrs.mode, attrs.value));
		case 'BatchNormalization': {
			const { scale, shift, mean, variance } = each.params!;
			return batchNormalization({ scale: read(scale), shift: read(shift), mean: read(mean), variance: read(variance), epsilon: attrs.epsilon ?? 1e-5 });
		}
		case 'Linear': return linear(weights!, bias.bias);
		case 'Flatten': return flatten();
		case 'Resize': return upsample(attrs.scale ? { scale: attrs.scale } : { size: attrs.size! },
			{ mode: attrs.mode as 'nearest' | 'nearest-exact' | 'linear', alignCorners: attrs.align_corners === 1 });
		case 'PRelu': return prelu(tensor([elementCount(weights!.shape)], weights!.data));
		case 'Relu': return { kind: 'relu' };
		case 'LeakyRelu': return { kind: 'leaky-relu', slope: attrs.alpha ?? 0.01 };
		case 'Elu': return { kind: 'elu', alpha: attrs.alpha ?? 1 };
		case 'Selu': return { kind: 'selu' };
		case 'Gelu': return { kind: 'gelu', approximation: attrs.approximate ?? 'none' };
		case 'Sigmoid': return { kind: 'sigmoid' };
		case 'Tanh': return { kind: 'tanh' };
		case 'Softplus': return { kind: 'softplus', beta: 1, threshold: 20 };
		case 'HardSwish': return { kind: 'hardswish' };
		case 'Silu': return { kind: 'silu' };
		case 'Softmax': return { kind: 'softmax', axis: attrs.axis ?? -1 };
		default: throw new Error(`unknown operator ${op}`);
	}
}
