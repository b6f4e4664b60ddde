import type { StageResult } from '../engine/pipeline';
import type { Localize } from '../present/localize';
import type { StageKind, StageSettings } from './stage-settings';

const ACTIVATION_NAMES = {
	'relu': 'ReLU', 'leaky-relu': 'Leaky ReLU', 'elu': 'ELU', 'selu': 'SELU', 'gelu': 'GELU', 'sigmoid': 'Sigmoid', 'tanh': 'Tanh', 'softplus': 'Softplus', 'silu': 'SiLU', 'hardswish': 'Hardswish',
} as const;

/** What a kind of stage is called. */
export function stageKindName(kind: StageKind, localize: Localize): string {
	switch (kind) {
		case 'convolution': return localize('Convolution');
		case 'transposed-convolution': return localize('Transposed convolution');
		case 'max-pooling': return localize('Max pooling');
		case 'average-pooling': return localize('Average pooling');
		case 'flatten': return localize('Flatten');
		case 'batch-normalization': return localize('Batch normalization');
		case 'dense': return localize('Fully connected');
		case 'relu': case 'leaky-relu': case 'elu': case 'selu': case 'gelu': case 'sigmoid': case 'tanh': case 'softplus': case 'silu': case 'hardswish':
			return ACTIVATION_NAMES[kind];
	}
}

function bySize(sizes: readonly number[]): string {
	return sizes.join('×');
}

/** What a stage is called, with the size of its window: the kernel's, and on volumes a pooling's too. */
export function stageName(settings: StageSettings, kernelSize: readonly number[], localize: Localize): string {
	const name = stageKindName(settings.kind, localize);
	switch (settings.kind) {
		case 'convolution': case 'transposed-convolution': return `${name} ${bySize(kernelSize)}`;
		case 'max-pooling': case 'average-pooling': return `${name} ${bySize(kernelSize.length === 3 ? kernelSize : settings.size)}`;
		case 'dense': return `${name} ${settings.outputs}`;
		case 'relu': case 'leaky-relu': case 'elu': case 'selu': case 'gelu': case 'sigmoid': case 'tanh': case 'softplus': case 'silu': case 'hardswish': case 'flatten': case 'batch-normalization':
			return name;
	}
}

/** A number for both axes, or one for each: 2, or 2×1. */
function alongAxes(values: readonly number[]): string {
	return values.every((value) => value === values[0]) ? String(values[0]) : values.join('×');
}

/** How a stage's window moves, as far as it is not the plainest way: stride 2, padding 1, dilation 2. */
export function hyperparameters({ geometry: { axes } }: StageResult, localize: Localize): string[] {
	if (axes.length === 0) return [];
	const isPadded = axes.some(({ padding }) => padding.before !== 0 || padding.after !== 0);
	const isEven = axes.every(({ padding }) => padding.before === padding.after);
	const paddings = isEven ? alongAxes(axes.map(({ padding }) => padding.before)) : axes.map(({ padding }) => `${padding.before} + ${padding.after}`).join(' × ');
	return [
		localize('stride {stride}', { stride: alongAxes(axes.map(({ stride }) => stride)) }),
		...isPadded ? [localize('padding {padding}', { padding: paddings })] : [],
		...axes.every(({ dilation }) => dilation === 1) ? [] : [localize('dilation {dilation}', { dilation: alongAxes(axes.map(({ dilation }) => dilation)) })],
	];
}

/** What the map that a stage gives is called. */
export function mapName(result: StageResult, localize: Localize): string {
	const { kind } = result.stage;
	if (kind === 'max-pooling' || kind === 'average-pooling') return localize('Pooled map');
	return kind === 'flatten' || kind === 'linear' ? localize('Features') : localize('Activation map');
}
