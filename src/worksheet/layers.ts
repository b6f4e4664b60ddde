import { activation, prelu } from '../engine/activation';
import { batchNormalization } from '../engine/batch-normalization';
import { convolution } from '../engine/convolution';
import { flatten } from '../engine/flatten';
import type { Layer, PaddingFill, PoolingReduction, Stage } from '../engine/layer';
import { linear } from '../engine/linear';
import { pad } from '../engine/pad';
import { pairInputWithKernel } from '../engine/pairing';
import { adaptivePooling, averagePooling, globalPooling, lpPooling, maxPooling } from '../engine/pooling';
import { reshape, tensor, type Shape, type Tensor } from '../engine/tensor';
import { transposedConvolution } from '../engine/transposed-convolution';
import { upsample } from '../engine/upsample';
import { slidingWindow, type WindowOptions } from '../engine/window';
import type { Arguments } from './arguments';
import { fail } from './problem';
import { signatureOf, type OperationName } from './signatures';

type Build = (given: Arguments, inputShape: Shape) => Layer | Stage;

const axesOf = (inputShape: Shape): number => Math.max(1, inputShape.length - 2);

/** Whether this form of an operation comes with numbers, so that it can be run. */
function hasNumbers({ parameters }: Arguments): boolean {
	return parameters[0]?.kind === 'matrix';
}

function defined<Options extends object>(options: Options): { [Key in keyof Options]: Exclude<Options[Key], undefined> } {
	return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as { [Key in keyof Options]: Exclude<Options[Key], undefined> };
}

function windowOptions(given: Arguments, axes: number): WindowOptions {
	return defined({ stride: given.sizes('stride', axes), padding: given.padding('padding'), dilation: given.sizes('dilation', axes) });
}

function fillOf(mode: string, value = 0): PaddingFill {
	switch (mode) {
		case 'reflect': case 'replicate': case 'circular': case 'symmetric': return { mode };
		default: return { mode: 'constant', value };
	}
}

/** A kernel as the engine takes it, and the groups that a kernel of fewer axes stands for. */
function kernelFor(kernel: Tensor, inputShape: Shape, groups: number | undefined): { readonly kernel: Tensor; readonly groups: number } {
	if (inputShape.length !== 4 || kernel.shape.length >= 4) return { kernel, groups: groups ?? 1 };
	if (groups !== undefined && groups !== 1) return { kernel: reshape(kernel, [...new Array<number>(4 - kernel.shape.length).fill(1), ...kernel.shape]), groups };
	const channels = inputShape[1]!;
	const written = kernel.shape.length === 0 ? reshape(kernel, [1]) : kernel;
	return pairInputWithKernel(tensor([1, channels, 1, 1], new Float64Array(channels)), written);
}

function requiredKernel(given: Arguments): Tensor {
	return given.matrix('kernel') ?? fail({ code: 'missing-argument', operation: given.call.operation, parameter: 'kernel' }, given.call.range);
}

function requiredMatrix(given: Arguments, parameter: string): Tensor {
	return given.matrix(parameter) ?? fail({ code: 'missing-argument', operation: given.call.operation, parameter }, given.call.range);
}

const convolutionLayer: Build = (given, inputShape) => {
	const axes = axesOf(inputShape);
	const fill = fillOf(given.choice('padding_mode'));
	const shared = { ...fill.mode !== 'constant' && { paddingFill: fill }, ...given.flag('flipped') === true && { flipped: true as const } };
	if (hasNumbers(given)) {
		const { kernel, groups } = kernelFor(requiredKernel(given), inputShape, given.number('groups'));
		const bias = given.bias('bias', kernel.shape[0]!);
		return convolution(kernel, { ...windowOptions(given, axes), ...shared, groups, ...typeof bias === 'object' && { bias } });
	}
	const size = given.sizes('kernel_size', axes)!;
	return {
		kind: 'convolution', channels: inputShape[1]!, filters: given.number('out_channels')!, window: slidingWindow(size, windowOptions(given, axes)),
		groups: given.number('groups') ?? 1, hasBias: given.flag('bias') ?? true, ...shared,
	};
};

const transposedLayer: Build = (given, inputShape) => {
	const axes = axesOf(inputShape);
	const outputPadding = given.sizes('output_padding', axes) ?? new Array<number>(axes).fill(0);
	if (hasNumbers(given)) {
		const written = requiredKernel(given);
		const kernel = written.shape.length < 4 && inputShape.length === 4 ? reshape(written, [...new Array<number>(4 - written.shape.length).fill(1), ...written.shape]) : written;
		const groups = given.number('groups') ?? 1;
		const bias = given.bias('bias', (kernel.shape[1] ?? 1) * (Number.isSafeInteger(groups) && groups > 0 && groups < 1e6 ? groups : 1));
		return transposedConvolution(kernel, { ...windowOptions(given, axes), outputPadding, groups, ...typeof bias === 'object' && { bias } });
	}
	const size = given.sizes('kernel_size', axes)!;
	return {
		kind: 'transposed-convolution', channels: inputShape[1]!, filters: given.number('out_channels')!, outputPadding,
		window: slidingWindow(size, windowOptions(given, axes)), groups: given.number('groups') ?? 1, hasBias: given.flag('bias') ?? true,
	};
};

function poolingOptions(given: Arguments, axes: number): { readonly ceilMode?: boolean } & WindowOptions {
	const ceil = given.flag('ceil_mode');
	return { ...windowOptions(given, axes), ...ceil === true && { ceilMode: true } };
}

const adaptive = (reduction: PoolingReduction): Build => (given, inputShape) => adaptivePooling(reduction, given.sizes('output_size', axesOf(inputShape))!);

function batchNormalizationLayer(given: Arguments, inputShape: Shape): Layer | Stage {
	const epsilon = given.number('eps') ?? 1e-5;
	if (!hasNumbers(given)) {
		return { kind: 'batch-normalization', channels: given.number('num_features') ?? inputShape[1]!, epsilon, hasScale: given.flag('affine') ?? true };
	}
	return batchNormalization({
		mean: requiredMatrix(given, 'running_mean'), variance: requiredMatrix(given, 'running_var'), epsilon,
		...defined({ scale: given.matrix('weight'), shift: given.matrix('bias') }),
	});
}

function linearLayer(given: Arguments, inputShape: Shape): Layer | Stage {
	if (!hasNumbers(given)) {
		return { kind: 'linear', features: inputShape.at(-1)!, outputs: given.number('out_features')!, hasBias: given.flag('bias') ?? true };
	}
	const weight = requiredMatrix(given, 'weight');
	const rows = weight.shape.length === 2 ? weight : reshape(weight, [1, weight.data.length]);
	const bias = given.bias('bias', rows.shape[0]!);
	return linear(rows, typeof bias === 'object' ? bias : undefined);
}

/** Padding as PyTorch's `pad` has it: last axis first, before and after; a single number pads the spatial axes all around. */
function padLayer(given: Arguments, inputShape: Shape): Layer {
	const fill = fillOf(given.choice('mode'), given.number('value') ?? 0);
	const list = given.list('padding')!;
	if (list.length === 1) return pad(new Array<number>(axesOf(inputShape)).fill(list[0]!).map((cells) => ({ before: cells, after: cells })), fill);
	const pairs = Array.from({ length: Math.ceil(list.length / 2) }, (_, index) => ({ before: list[2 * index]!, after: list[2 * index + 1] ?? 0 }));
	return pad(pairs.reverse(), fill);
}

function upsampleLayer(given: Arguments, inputShape: Shape): Layer {
	const axes = axesOf(inputShape);
	const size = given.sizes('size', axes);
	const scale = given.number('scale_factor');
	if (size === undefined && scale === undefined) fail({ code: 'missing-argument', operation: given.call.operation, parameter: 'scale_factor' }, given.call.range);
	const mode = given.choice('mode');
	return upsample(size === undefined ? { scale: new Array<number>(axes).fill(scale!) } : { size }, {
		mode: mode === 'bilinear' ? 'linear' : mode === 'nearest-exact' ? 'nearest-exact' : 'nearest', ...defined({ alignCorners: given.flag('align_corners') }),
	});
}

/** The stages of a chain. */
const BUILDERS: Partial<Record<OperationName, Build>> = {
	conv: convolutionLayer,
	conv_transpose: transposedLayer,
	maxpool: (given, shape) => maxPooling(given.sizes('kernel_size', axesOf(shape))!, poolingOptions(given, axesOf(shape))),
	avgpool: (given, shape) => averagePooling(given.sizes('kernel_size', axesOf(shape))!, {
		...poolingOptions(given, axesOf(shape)), ...defined({ countIncludePad: given.flag('count_include_pad'), divisorOverride: given.number('divisor_override') }),
	}),
	lppool: (given, shape) => lpPooling(given.sizes('kernel_size', axesOf(shape))!, given.number('norm_type')!, poolingOptions(given, axesOf(shape))),
	adaptive_maxpool: adaptive('max'),
	adaptive_avgpool: adaptive('average'),
	global_maxpool: () => globalPooling('max'),
	global_avgpool: () => globalPooling('average'),
	relu: () => activation('relu'),
	leaky_relu: (given) => activation('leaky-relu', defined({ slope: given.number('negative_slope') })),
	elu: (given) => activation('elu', defined({ alpha: given.number('alpha') })),
	selu: () => activation('selu'),
	gelu: (given) => activation('gelu', { approximation: given.choice('approximate') === 'tanh' ? 'tanh' : 'none' }),
	sigmoid: () => activation('sigmoid'),
	tanh: () => activation('tanh'),
	softplus: (given) => activation('softplus', defined({ beta: given.number('beta'), threshold: given.number('threshold') })),
	silu: () => activation('silu'),
	hardswish: () => activation('hardswish'),
	prelu: (given) => {
		if (!hasNumbers(given)) return { kind: 'prelu', slopeCount: given.number('num_parameters') ?? 1 };
		const slopes = requiredMatrix(given, 'weight');
		return prelu(reshape(slopes, [slopes.data.length]));
	},
	softmax: (given) => ({ kind: 'softmax', axis: given.number('dim') ?? -1 }),
	batchnorm: batchNormalizationLayer,
	dense: linearLayer,
	flatten: (given) => flatten(given.number('start_dim') ?? 1, given.number('end_dim') ?? -1),
	pad: padLayer,
	upsample: upsampleLayer,
};

/** Whether an operation can follow an arrow. */
export function isStageOperation(operation: OperationName): boolean {
	return signatureOf(operation).role === 'stage';
}

/** The layer that a call stands for on an input of this shape (N, C, …): one that can be run where its numbers are given. */
export function layerOf(operation: OperationName, given: Arguments, inputShape: Shape): Layer | Stage {
	const build = BUILDERS[operation] ?? fail({ code: 'no-stage', name: given.call.operation }, given.call.operationRange);
	return build(given, inputShape);
}

/** Where the numbers are, of the layers that need any. */
const NUMBERS: Partial<Record<Layer['kind'], string>> = {
	'convolution': 'kernel', 'transposed-convolution': 'kernel', 'linear': 'weights', 'prelu': 'slopes', 'batch-normalization': 'mean',
};

/** Whether a layer comes with all its numbers. */
export function isRunnable(layer: Layer | Stage): layer is Stage {
	const numbers = NUMBERS[layer.kind];
	return numbers === undefined || numbers in layer;
}
