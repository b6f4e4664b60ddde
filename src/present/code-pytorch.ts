import type { Padding, PointwiseLayer, Stage } from '../engine/layer';
import type { Tensor } from '../engine/tensor';
import { nestedLists, pythonNumber } from './nested-numbers';

function tuple(values: readonly number[]): string {
	return `(${values.join(', ')})`;
}

function before(padding: readonly Padding[]): readonly number[] {
	return padding.map((side) => side.before);
}

function activationLine(layer: PointwiseLayer): string {
	switch (layer.kind) {
		case 'relu': return 'x = F.relu(x)';
		case 'leaky-relu': return `x = F.leaky_relu(x, ${pythonNumber(layer.slope)})`;
		case 'elu': return `x = F.elu(x, ${pythonNumber(layer.alpha)})`;
		case 'selu': return 'x = F.selu(x)';
		case 'gelu': return `x = F.gelu(x, approximate='${layer.approximation}')`;
		case 'sigmoid': return 'x = torch.sigmoid(x)';
		case 'tanh': return 'x = torch.tanh(x)';
		case 'softplus': return `x = F.softplus(x, ${pythonNumber(layer.beta)}, ${pythonNumber(layer.threshold)})`;
		case 'silu': return 'x = F.silu(x)';
		case 'hardswish': return 'x = F.hardswish(x)';
	}
}

function isPointwise(stage: Stage): stage is PointwiseLayer {
	return ['relu', 'leaky-relu', 'elu', 'selu', 'gelu', 'sigmoid', 'tanh', 'softplus', 'silu', 'hardswish'].includes(stage.kind);
}

function stageLines(stage: Stage, index: number): string[] | undefined {
	const [weights, bias] = [`w${index + 1}`, `b${index + 1}`];
	const numbers = (name: string, tensor: Tensor): string => `${name} = torch.tensor(${nestedLists(tensor, '                   ')}, dtype=torch.float64)`;
	if (isPointwise(stage)) return [activationLine(stage)];
	if (stage.kind === 'flatten') return ['x = torch.flatten(x, 1)'];
	if (stage.kind === 'batch-normalization') {
		const settings = ([['running_mean', stage.mean], ['running_var', stage.variance], ['weight', stage.scale], ['bias', stage.shift]] as const).flatMap(([name, tensor]) => (tensor === undefined ? [] : [`${name}=torch.tensor(${nestedLists(tensor, '')}, dtype=torch.float64)`]));
		return [`x = F.batch_norm(x, ${settings.join(', ')}, eps=${pythonNumber(stage.epsilon)})`];
	}
	if (stage.kind === 'linear') {
		return stage.bias === undefined ? [numbers(weights, stage.weights), `x = F.linear(x, ${weights})`] : [numbers(weights, stage.weights), numbers(bias, stage.bias), `x = F.linear(x, ${weights}, ${bias})`];
	}
	if (stage.kind === 'max-pooling' || stage.kind === 'average-pooling') {
		const { size, stride, padding } = stage.window;
		return [`x = F.${stage.kind === 'max-pooling' ? 'max' : 'avg'}_pool${size.length}d(x, ${tuple(size)}, stride=${tuple(stride)}, padding=${tuple(before(padding))})`];
	}
	if (stage.kind !== 'convolution' && stage.kind !== 'transposed-convolution') return undefined;
	const { stride, dilation, padding } = stage.window;
	const lines = [numbers(weights, stage.kernel), ...stage.bias === undefined ? [] : [numbers(bias, stage.bias)]];
	const common = `x, ${weights}, ${stage.bias === undefined ? 'None' : bias}, stride=${tuple(stride)}, dilation=${tuple(dilation)}, groups=${stage.groups}`;
	if (stage.kind === 'transposed-convolution') {
		return [...lines, `x = F.conv_transpose${stride.length}d(${common}, padding=${tuple(before(padding))}, output_padding=${tuple(stage.outputPadding)})`];
	}
	if (stage.flipped === true) lines.push(`${weights} = torch.flip(${weights}, ${tuple(stride.map((_, axis) => axis + 2))})  # mathematical convolution`);
	const sides = [...padding].reverse().flatMap((side) => [side.before, side.after]);
	const fill = stage.paddingFill ?? { mode: 'constant', value: 0 };
	if (sides.every((cells) => cells === 0)) return [...lines, `x = F.conv${stride.length}d(${common})`];
	if (fill.mode === 'constant' && fill.value === 0 && padding.every((side) => side.before === side.after)) return [...lines, `x = F.conv${stride.length}d(${common}, padding=${tuple(before(padding))})`];
	if (fill.mode === 'symmetric') return undefined;
	return [...lines, `x = F.pad(x, ${tuple(sides)}, mode='${fill.mode}'${fill.mode === 'constant' ? `, value=${pythonNumber(fill.value)}` : ''})`, `x = F.conv${stride.length}d(${common})`];
}

/** The pipeline as a PyTorch script that prints its result; undefined where PyTorch has no such operation (symmetric padding). */
export function pytorchCode(input: Tensor, stages: readonly Stage[]): string | undefined {
	const lines = stages.map(stageLines);
	if (lines.some((each) => each === undefined)) return undefined;
	return [
		'import torch', 'import torch.nn.functional as F', '',
		`x = torch.tensor(${nestedLists(input, '                  ')}, dtype=torch.float64)`,
		...lines.flatMap((each) => each ?? []), 'print(x)', '',
	].join('\n');
}
