import type { BatchNormalizationStage, Padding, PointwiseLayer, Stage } from '../engine/layer';
import { ZEROS } from '../engine/padding';
import type { Tensor } from '../engine/tensor';
import { nestedLists, pythonNumber } from './nested-numbers';

/** What the script defines, by name; only what it uses is written. */
const FUNCTIONS = {
	convolve: `def convolve(x, w, stride, dilation, groups):
    (n, c, h, wd), (f, cg, kh, kw) = x.shape, w.shape
    oh = (h - dilation[0] * (kh - 1) - 1) // stride[0] + 1
    ow = (wd - dilation[1] * (kw - 1) - 1) // stride[1] + 1
    y = np.zeros((n, f, oh, ow))
    for k in range(f):
        first = k // (f // groups) * cg
        for i in range(oh):
            for j in range(ow):
                window = x[:, first:first + cg,
                           i * stride[0]:i * stride[0] + dilation[0] * (kh - 1) + 1:dilation[0],
                           j * stride[1]:j * stride[1] + dilation[1] * (kw - 1) + 1:dilation[1]]
                y[:, k, i, j] = (window * w[k]).sum(axis=(1, 2, 3))
    return y`,
	convolve_transposed: `def convolve_transposed(x, w, stride, dilation, groups, padding, output_padding):
    (n, c, h, wd), (_, fg, kh, kw) = x.shape, w.shape
    y = np.zeros((n, fg * groups,
                  (h - 1) * stride[0] + dilation[0] * (kh - 1) + 1 + output_padding[0],
                  (wd - 1) * stride[1] + dilation[1] * (kw - 1) + 1 + output_padding[1]))
    for k in range(c):
        first = k // (c // groups) * fg
        for i in range(h):
            for j in range(wd):
                y[:, first:first + fg,
                  i * stride[0]:i * stride[0] + dilation[0] * (kh - 1) + 1:dilation[0],
                  j * stride[1]:j * stride[1] + dilation[1] * (kw - 1) + 1:dilation[1]] += x[:, k, i, j, None, None, None] * w[k]
    return y[:, :, padding[0]:y.shape[2] - padding[0], padding[1]:y.shape[3] - padding[1]]`,
	pool: `def pool(x, size, stride, reduce):
    oh, ow = (x.shape[2] - size[0]) // stride[0] + 1, (x.shape[3] - size[1]) // stride[1] + 1
    return np.array([[[[reduce(plane[i * stride[0]:i * stride[0] + size[0], j * stride[1]:j * stride[1] + size[1]])
                        for j in range(ow)] for i in range(oh)] for plane in sample] for sample in x])`,
	erf: 'erf = np.vectorize(math.erf)',
} as const;

const PAD_MODES = { constant: 'constant', reflect: 'reflect', symmetric: 'symmetric', replicate: 'edge', circular: 'wrap' } as const;

interface Lines {
	readonly uses: readonly (keyof typeof FUNCTIONS)[];
	readonly lines: readonly string[];
}

function tuple(values: readonly number[]): string {
	return `(${values.join(', ')})`;
}

function padLine(padding: readonly Padding[], mode: string): string[] {
	if (padding.every(({ before, after }) => before === 0 && after === 0)) return [];
	return [`x = np.pad(x, ((0, 0), (0, 0), ${padding.map(({ before, after }) => `(${before}, ${after})`).join(', ')}), ${mode})`];
}

function activationLine(layer: PointwiseLayer): Lines {
	const line = (text: string, ...uses: (keyof typeof FUNCTIONS)[]): Lines => ({ uses, lines: [`x = ${text}`] });
	switch (layer.kind) {
		case 'relu': return line('np.maximum(x, 0)');
		case 'leaky-relu': return line(`np.where(x > 0, x, ${pythonNumber(layer.slope)} * x)`);
		case 'elu': return line(`np.where(x > 0, x, ${pythonNumber(layer.alpha)} * np.expm1(np.minimum(x, 0)))`);
		case 'selu': return line('1.0507009873554805 * np.where(x > 0, x, 1.6732632423543772 * np.expm1(np.minimum(x, 0)))');
		case 'gelu': return layer.approximation === 'tanh' ? line('0.5 * x * (1 + np.tanh(np.sqrt(2 / np.pi) * (x + 0.044715 * x ** 3)))') : line('0.5 * x * (1 + erf(x / np.sqrt(2)))', 'erf');
		case 'sigmoid': return line('1 / (1 + np.exp(-x))');
		case 'tanh': return line('np.tanh(x)');
		case 'softplus': return line(`np.logaddexp(0, ${pythonNumber(layer.beta)} * x) / ${pythonNumber(layer.beta)}`);
		case 'silu': return line('x / (1 + np.exp(-x))');
		case 'hardswish': return line('x * np.clip(x + 3, 0, 6) / 6');
	}
}

function isPointwise(stage: Stage): stage is PointwiseLayer {
	return ['relu', 'leaky-relu', 'elu', 'selu', 'gelu', 'sigmoid', 'tanh', 'softplus', 'silu', 'hardswish'].includes(stage.kind);
}

/** Batch normalization at inference as NumPy writes it; `axes` brings a channel's number beside its cells. */
export function normalizationLine({ mean, variance, scale, shift, epsilon }: BatchNormalizationStage, axes: string): string {
	const numbers = ({ data }: Tensor): string => `np.array([${Array.from(data, pythonNumber).join(', ')}])${axes}`;
	return `x = (x - ${numbers(mean)}) / np.sqrt(${numbers(variance)} + ${pythonNumber(epsilon)})${scale === undefined ? '' : ` * ${numbers(scale)}`}${shift === undefined ? '' : ` + ${numbers(shift)}`}`;
}

/** `maps`: whether `x` still has height and width. */
function stageLines(stage: Stage, index: number, maps: boolean): Lines | undefined {
	const weights = `w${index + 1}`;
	const numbers = (tensor: Tensor): string => `${weights} = np.array(${nestedLists(tensor, '              ')}, dtype=float)`;
	if (isPointwise(stage)) return activationLine(stage);
	if (stage.kind === 'flatten') return { uses: [], lines: ['x = x.reshape(len(x), -1)'] };
	if (stage.kind === 'batch-normalization') return { uses: [], lines: [normalizationLine(stage, maps ? '[:, None, None]' : '')] };
	if (stage.kind === 'linear') return { uses: [], lines: [numbers(stage.weights), `x = x @ ${weights}.T${stage.bias === undefined ? '' : ` + np.array([${Array.from(stage.bias.data, pythonNumber).join(', ')}])`}`] };
	if (stage.kind === 'max-pooling' || stage.kind === 'average-pooling') {
		const { size, stride, padding } = stage.window;
		const fill = stage.kind === 'max-pooling' ? '"constant", constant_values=-np.inf' : '"constant"';
		return { uses: ['pool'], lines: [...padLine(padding, fill), `x = pool(x, ${tuple(size)}, ${tuple(stride)}, ${stage.kind === 'max-pooling' ? 'np.max' : 'np.mean'})`] };
	}
	if (stage.kind !== 'convolution' && stage.kind !== 'transposed-convolution') return undefined;
	const { stride, dilation, padding } = stage.window;
	const bias = stage.bias === undefined ? [] : [`x = x + np.array([${Array.from(stage.bias.data, pythonNumber).join(', ')}])[:, None, None]`];
	const settings = `${tuple(stride)}, ${tuple(dilation)}, ${stage.groups}`;
	if (stage.kind === 'transposed-convolution') {
		const cropped = tuple(padding.map(({ before }) => before));
		return { uses: ['convolve_transposed'], lines: [numbers(stage.kernel), `x = convolve_transposed(x, ${weights}, ${settings}, ${cropped}, ${tuple(stage.outputPadding)})`, ...bias] };
	}
	const fill = stage.paddingFill ?? ZEROS;
	const mode = `"${PAD_MODES[fill.mode]}"${fill.mode === 'constant' && fill.value !== 0 ? `, constant_values=${pythonNumber(fill.value)}` : ''}`;
	const flip = stage.flipped === true ? [`${weights} = ${weights}[:, :, ::-1, ::-1]  # mathematical convolution`] : [];
	return { uses: ['convolve'], lines: [numbers(stage.kernel), ...flip, ...padLine(padding, mode), `x = convolve(x, ${weights}, ${settings})`, ...bias] };
}

/** The pipeline as a NumPy script that prints its result; undefined for volumes and for a stage that it has no words for. */
export function numpyCode(input: Tensor, stages: readonly Stage[]): string | undefined {
	if (input.shape.length !== 4) return undefined;
	const flattened = stages.findIndex(({ kind }) => kind === 'flatten');
	const parts = stages.map((stage, index) => stageLines(stage, index, flattened === -1 || index <= flattened));
	if (parts.some((part) => part === undefined)) return undefined;
	const uses = new Set(parts.flatMap((part) => part?.uses ?? []));
	const functions = (Object.keys(FUNCTIONS) as (keyof typeof FUNCTIONS)[]).filter((name) => uses.has(name)).map((name) => FUNCTIONS[name]);
	return [
		...uses.has('erf') ? ['import math'] : [], 'import numpy as np', '', ...functions.flatMap((text) => [text, '']),
		`x = np.array(${nestedLists(input, '             ')}, dtype=float)`,
		...parts.flatMap((part) => part?.lines ?? []), 'print(x)', '',
	].join('\n');
}
