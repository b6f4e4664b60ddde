import type { Padding, PointwiseLayer, Stage, TransposedConvolutionStage } from '../engine/layer';
import { ZEROS } from '../engine/padding';
import { tensor, type Tensor } from '../engine/tensor';
import { normalizationLine } from './code-numpy';
import { nestedLists, pythonNumber } from './nested-numbers';

const PAD_MODES = { constant: 'constant', reflect: 'reflect', symmetric: 'symmetric', replicate: 'edge', circular: 'wrap' } as const;

const ACTIVATIONS: Readonly<Record<PointwiseLayer['kind'], string>> = {
	'relu': 'relu(x)', 'leaky-relu': 'leaky_relu(x, negative_slope=0.01)', 'elu': 'elu(x)', 'selu': 'selu(x)', 'gelu': 'gelu(x, approximate=False)', 'sigmoid': 'sigmoid(x)', 'tanh': 'tanh(x)',
	'softplus': 'softplus(x)', 'silu': 'silu(x)', 'hardswish': 'hard_silu(x)',
};

function isPointwise(stage: Stage): stage is PointwiseLayer {
	return stage.kind in ACTIVATIONS;
}

function tuple(values: readonly number[]): string {
	return `(${values.join(', ')})`;
}

function padLines(padding: readonly Padding[], mode: string): string[] {
	if (padding.every(({ before, after }) => before === 0 && after === 0)) return [];
	return [`x = np.pad(x, ((0, 0), ${padding.map(({ before, after }) => `(${before}, ${after})`).join(', ')}, (0, 0)), ${mode})`];
}

/** Weights of a transposed convolution without groups, (C, F, h, w): a channel's weights to filters of other groups are 0. */
function ungrouped({ kernel, groups, channels, filters }: TransposedConvolutionStage): Tensor {
	if (groups === 1) return kernel;
	const [perGroup, height, width] = kernel.shape.slice(1) as [number, number, number];
	const cells = height * width;
	const data = new Float64Array(channels * filters * cells);
	for (let channel = 0; channel < channels; channel++) {
		const first = Math.floor(channel / (channels / groups)) * perGroup;
		data.set(kernel.data.subarray(channel * perGroup * cells, (channel + 1) * perGroup * cells), (channel * filters + first) * cells);
	}
	return tensor([channels, filters, height, width], data);
}

/**
 * Keras' layer neither crops as PyTorch's padding does, nor takes groups, nor a dilation together with a stride: the kernel is spread and the map
 * cropped by NumPy. The bias is added at the end, since cells of the output padding have it too.
 */
function transposedLines(stage: TransposedConvolutionStage, index: number): string[] {
	const [layer, weights] = [`layer${index + 1}`, `w${index + 1}`];
	const { size, stride, dilation, padding } = stage.window;
	const reach = size.map((cells, axis) => dilation[axis]! * (cells - 1) + 1);
	const isDilated = dilation.some((each) => each > 1);
	const isCropped = padding.some(({ before, after }) => before > 0 || after > 0) || stage.outputPadding.some((each) => each > 0) || stride.some((each, axis) => each > reach[axis]!);
	const along = (axis: 0 | 1): string => `${padding[axis]!.before}:(${'hw'[axis]!} - 1) * ${stride[axis]!} + ${reach[axis]! + stage.outputPadding[axis]! - padding[axis]!.after}`;
	return [
		`${weights} = np.array(${nestedLists(ungrouped(stage), '              ')}, dtype="float64")`,
		...isDilated ? [
			`spread = np.zeros(${weights}.shape[:2] + ${tuple(reach)})`, `spread[:, :, ::${dilation[0]!}, ::${dilation[1]!}] = ${weights}`,
		] : [],
		...isCropped ? ['h, w = x.shape[1:3]'] : [],
		`${layer} = keras.layers.Conv2DTranspose(${stage.filters}, ${tuple(reach)}, strides=${tuple(stride)}, use_bias=False, dtype="float64")`,
		`${layer}.build(x.shape)`,
		`${layer}.set_weights([${isDilated ? 'spread' : weights}.transpose(2, 3, 1, 0)])`,
		`x = np.asarray(${layer}(x))`,
		...stage.outputPadding.some((each) => each > 0) ? [`x = np.pad(x, ((0, 0), ${stage.outputPadding.map((each) => `(0, ${each})`).join(', ')}, (0, 0)))`] : [],
		...isCropped ? [`x = x[:, ${along(0)}, ${along(1)}]`] : [],
		...stage.bias === undefined ? [] : [`x = x + np.array([${Array.from(stage.bias.data, pythonNumber).join(', ')}])`],
	];
}

/** `maps`: whether `x` still has height and width, with its channels last. */
function stageLines(stage: Stage, index: number, maps: boolean): string[] | undefined {
	const [layer, weights] = [`layer${index + 1}`, `w${index + 1}`];
	const numbers = (name: string, tensor: Tensor): string => `${name} = np.array(${nestedLists(tensor, '              ')}, dtype="float64")`;
	const run = `x = np.asarray(${layer}(x))`;
	if (isPointwise(stage)) return [`x = np.asarray(keras.ops.${ACTIVATIONS[stage.kind]})`];
	if (stage.kind === 'flatten') return !maps ? [] : ['x = x.transpose(0, 3, 1, 2).reshape(len(x), -1)  # channel by channel, as PyTorch flattens'];
	if (stage.kind === 'batch-normalization') return [normalizationLine(stage, '')];
	if (stage.kind === 'linear') {
		const bias = stage.bias === undefined ? '' : ` + np.array([${Array.from(stage.bias.data, pythonNumber).join(', ')}])`;
		const product = maps ? [`x = (x.transpose(0, 3, 1, 2) @ ${weights}.T${bias}).transpose(0, 2, 3, 1)  # along the width`] : [`x = x @ ${weights}.T${bias}`];
		return [numbers(weights, stage.weights), ...product];
	}
	if (stage.kind === 'max-pooling' || stage.kind === 'average-pooling') {
		const [name, fill] = stage.kind === 'max-pooling' ? ['MaxPooling2D', '"constant", constant_values=-np.inf'] : ['AveragePooling2D', '"constant"'];
		const { size, stride, padding } = stage.window;
		return [...padLines(padding, fill), `${layer} = keras.layers.${name}(${tuple(size)}, strides=${tuple(stride)}, dtype="float64")`, run];
	}
	if (stage.kind === 'transposed-convolution') return transposedLines(stage, index);
	// Keras' Conv2D takes no stride above 1 together with a dilation above 1
	if (stage.kind !== 'convolution' || (stage.window.stride.some((each) => each > 1) && stage.window.dilation.some((each) => each > 1))) return undefined;
	const { size, stride, dilation, padding } = stage.window;
	const fill = stage.paddingFill ?? ZEROS;
	const mode = `"${PAD_MODES[fill.mode]}"${fill.mode === 'constant' && fill.value !== 0 ? `, constant_values=${pythonNumber(fill.value)}` : ''}`;
	return [
		numbers(weights, stage.kernel),
		...stage.flipped === true ? [`${weights} = ${weights}[:, :, ::-1, ::-1]  # mathematical convolution`] : [],
		...padLines(padding, mode),
		`${layer} = keras.layers.Conv2D(${stage.filters}, ${tuple(size)}, strides=${tuple(stride)}, dilation_rate=${tuple(dilation)}, groups=${stage.groups}, use_bias=${stage.bias === undefined ? 'False' : 'True'}, dtype="float64")`,
		`${layer}.build(x.shape)`,
		`${layer}.set_weights([${weights}.transpose(2, 3, 1, 0)${stage.bias === undefined ? '' : `, np.array([${Array.from(stage.bias.data, pythonNumber).join(', ')}])`}])`,
		run,
	];
}

/** The pipeline as a Keras 3 script, channels last, that prints its result; undefined for volumes, and where Keras has no layer that does the same. */
export function kerasCode(input: Tensor, stages: readonly Stage[]): string | undefined {
	if (input.shape.length !== 4) return undefined;
	const flattened = stages.findIndex(({ kind }) => kind === 'flatten');
	const lines = stages.map((stage, index) => stageLines(stage, index, flattened === -1 || index <= flattened));
	if (lines.some((each) => each === undefined)) return undefined;
	return [
		'import keras', 'import numpy as np', '',
		`x = np.array(${nestedLists(input, '             ')}, dtype="float64").transpose(0, 2, 3, 1)  # (N, H, W, C)`,
		...lines.flatMap((each) => each ?? []), 'print(x)', '',
	].join('\n');
}
