import { MOST_FILTERS, TURNS, type AddedFilter, type FilterChoice } from './filters';
import {
	ACTIVATIONS, initialSettings, NO_PADDING, type ConvolutionSettings, type DepthSettings, type KernelChoice, type Pair, type PaddingChoice, type PoolingDepthSettings, type StageSettings,
} from './stage-settings';

export type Fields = Readonly<Record<string, unknown>>;

export function fieldsOf(value: unknown): Fields | undefined {
	return typeof value === 'object' && value !== null ? { ...value } : undefined;
}

/** A whole number of at least `least`, else the fallback. */
export function count(value: unknown, fallback: number, least = 0): number {
	return typeof value === 'number' && Number.isSafeInteger(value) && value >= least ? value : fallback;
}

function pairOf(value: unknown, fallback: number, least = 0): Pair {
	const pair: readonly unknown[] = Array.isArray(value) ? value : [value, value]; // one number in the first version
	return [count(pair[0], fallback, least), count(pair[1], fallback, least)];
}

function paddingOf(value: unknown): PaddingChoice {
	if (value === 'same' || value === 'full') return value;
	if (typeof value === 'number') {
		const cells = count(value, 0);
		return { top: cells, right: cells, bottom: cells, left: cells };
	}
	const fields = fieldsOf(value);
	if (fields === undefined) return NO_PADDING;
	return { top: count(fields.top, 0), right: count(fields.right, 0), bottom: count(fields.bottom, 0), left: count(fields.left, 0) };
}

function kernelOf(value: unknown): KernelChoice {
	const known = fieldsOf(value)?.known;
	return typeof known === 'string' ? { known } : 'document';
}

function filtersOf(value: unknown): FilterChoice {
	const fields = fieldsOf(value);
	if (Array.isArray(fields?.added)) {
		return { added: fields.added.slice(0, MOST_FILTERS).flatMap((each: unknown): AddedFilter[] => {
			const known = fieldsOf(each)?.known;
			return typeof known === 'string' ? [{ known }] : TURNS.filter((turn) => turn === each);
		}) };
	}
	return count(fields?.first, 0) === 0 ? 'all' : { first: count(fields?.first, 1) };
}

function biasOf(value: unknown): number | undefined {
	return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

function fillOf(value: unknown): ConvolutionSettings['fill'] {
	return (['reflect', 'symmetric', 'replicate', 'circular'] as const).find((each) => each === value) ?? 'constant';
}

function depthOf(value: unknown, stride: number): DepthSettings {
	const fields = fieldsOf(value);
	return { stride: count(fields?.stride, stride, 1), padding: count(fields?.padding, 0), dilation: count(fields?.dilation, 1, 1) };
}

function poolingDepthOf(value: unknown): PoolingDepthSettings {
	const fields = fieldsOf(value);
	return { size: count(fields?.size, 2, 1), stride: count(fields?.stride, 2, 1), padding: count(fields?.padding, 0) };
}

/** The settings of one stage in a state that was saved, perhaps by an older version: whatever of them still makes sense; none where nothing does. */
export function savedStage(value: unknown): StageSettings[] {
	const fields = fieldsOf(value);
	switch (fields?.kind) {
		case 'convolution': return [{
			kind: 'convolution', kernel: kernelOf(fields.kernel), filters: filtersOf(fields.filters), stride: pairOf(fields.stride, 1, 1), padding: paddingOf(fields.padding), dilation: pairOf(fields.dilation, 1, 1),
			fill: fillOf(fields.fill), bias: biasOf(fields.bias), flipped: fields.flipped === true, groups: count(fields.groups, 0) === 0 ? undefined : count(fields.groups, 1), depth: depthOf(fields.depth, 1),
		}];
		case 'transposed-convolution': return [{
			kind: 'transposed-convolution', kernel: kernelOf(fields.kernel), filters: filtersOf(fields.filters), stride: pairOf(fields.stride, 2, 1), padding: pairOf(fields.padding, 0),
			dilation: pairOf(fields.dilation, 1, 1), outputPadding: pairOf(fields.outputPadding, 0), bias: biasOf(fields.bias), depth: depthOf(fields.depth, 2),
		}];
		case 'max-pooling': case 'average-pooling': return [{ kind: fields.kind, size: pairOf(fields.size, 2, 1), stride: pairOf(fields.stride, 2, 1), padding: pairOf(fields.padding, 0), depth: poolingDepthOf(fields.depth) }];
		case 'dense': return [{ kind: 'dense', outputs: count(fields.outputs, 10, 1), bias: biasOf(fields.bias) }];
		case 'batch-normalization': return [{ kind: 'batch-normalization', epsilon: typeof fields.epsilon === 'number' && fields.epsilon >= 0 && fields.epsilon < Infinity ? fields.epsilon : 1e-5, hasScale: fields.hasScale !== false }];
		case 'flatten': return [initialSettings('flatten')];
		default: return ACTIVATIONS.filter((kind) => kind === fields?.kind).map(initialSettings);
	}
}
