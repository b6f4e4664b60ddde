import type { VNode } from 'preact';
import { shapeText } from '../engine/tensor';
import { showCount } from '../present/number';
import { problemSentence } from '../present/problem';
import type { Preparation } from './computation';
import { Icon } from './icons';
import { useLocalize } from './localization';
import { stageKindName, stageName } from './stage-name';
import { ACTIVATIONS, initialSettings, type StageKind, type StageSettings } from './stage-settings';

const KINDS: readonly StageKind[] = ['convolution', 'relu', 'max-pooling', 'average-pooling', 'transposed-convolution', 'batch-normalization', 'flatten', 'dense', ...ACTIVATIONS.filter((kind) => kind !== 'relu')];

interface PipelineBarProps {
	readonly preparation: Preparation;
	readonly stages: readonly StageSettings[];
	readonly selected: number;
	readonly kernelSizes: ReadonlyArray<readonly number[]>;
	readonly select: (stage: number) => void;
	readonly arrange: (stages: readonly StageSettings[], selected: number) => void;
}

/** The lecture's three steps: convolution as it is set, ReLU, pooling. */
function lecture(stages: readonly StageSettings[]): readonly StageSettings[] {
	const first = stages.find(({ kind }) => kind === 'convolution') ?? initialSettings('convolution');
	return [first, initialSettings('relu'), initialSettings('max-pooling')];
}

/** The stages one after the other, with shape, parameters, multiply-adds and receptive field; select, add, move and remove them here. */
export function PipelineBar({ preparation, stages, selected, kernelSizes, select, arrange }: PipelineBarProps): VNode {
	const localize = useLocalize();
	const isLecture = stages.map(({ kind }) => kind).join() === 'convolution,relu,max-pooling';
	const moved = (from: number, to: number): readonly StageSettings[] => {
		const others = stages.filter((_, index) => index !== from);
		return [...others.slice(0, to), stages[from]!, ...others.slice(to)];
	};
	return (
		<nav class="pipeline" aria-label={localize('Pipeline')}>
			<span class="stage-chip input"><b>{localize('Input')}</b><span>{shapeText(preparation.said[0]?.geometry.inputShape ?? preparation.input.shape)}</span></span>
			{stages.map((settings, index) => <span class="stage-link" key={index}><span class="arrow" aria-hidden="true">→</span>{chip(settings, index)}</span>)}
			<select
				class="add"
				aria-label={localize('Add a stage')}
				value=""
				onChange={(event) => {
					const kind = KINDS.find((each) => each === event.currentTarget.value);
					event.currentTarget.value = '';
					if (kind !== undefined) arrange([...stages, initialSettings(kind)], stages.length);
				}}
			>
				<option value="">{localize('+ stage')}</option>
				{KINDS.map((kind) => <option key={kind} value={kind}>{stageKindName(kind, localize)}</option>)}
			</select>
			{isLecture ? null : <button type="button" class="lecture" title={localize('Convolution, then ReLU, then 2×2 max pooling')} onClick={() => arrange(lecture(stages), 0)}>{localize('Conv → ReLU → Pool')}</button>}
		</nav>
	);

	function chip(settings: StageSettings, index: number): VNode {
		const plan = preparation.said[index];
		const failure = preparation.failure?.stage === index ? preparation.failure.problem : undefined;
		const name = stageName(settings, kernelSizes[index] ?? [1, 1], localize);
		const isSelected = index === selected;
		const action = (icon: 'remove' | 'earlier' | 'later', label: string, onClick: () => void): VNode => (
			<button class="bare" type="button" title={label} aria-label={label} onClick={onClick}><Icon name={icon} /></button>
		);
		return (
			<span class={`stage-chip${isSelected ? ' selected' : ''}${failure === undefined ? '' : ' failed'}`}>
				{isSelected && index > 0 ? action('earlier', localize('Move {name} earlier', { name }), () => arrange(moved(index, index - 1), index - 1)) : null}
				<button class="stage-name" type="button" aria-pressed={isSelected} onClick={() => select(index)}>
					<b>{name}</b>
					<span>{plan === undefined ? null : shapeText(plan.geometry.outputShape)}{failure === undefined ? null : problemSentence(failure, localize)}</span>
					{plan === undefined ? null : <small>{facts(index)}</small>}
				</button>
				{isSelected && index < stages.length - 1 ? action('later', localize('Move {name} later', { name }), () => arrange(moved(index, index + 1), index + 1)) : null}
				{stages.length > 1 ? action('remove', localize('Remove {name}', { name }), () => arrange(stages.filter((_, other) => other !== index), Math.max(0, Math.min(index, stages.length - 2)))) : null}
			</span>
		);
	}

	function facts(index: number): string {
		const { cost, geometry } = preparation.said[index]!;
		const parameters = cost.weights + cost.biases;
		const field = geometry.receptiveField.map(({ size }) => size).join('×');
		return [
			...parameters === 0 ? [] : [cost.biases === 0 ? localize('{count} weights', { count: showCount(parameters) }) : localize('{count} parameters', { count: showCount(parameters) })],
			...cost.multiplyAdds > 0 ? [localize('{count} multiply-adds', { count: showCount(cost.multiplyAdds) })] : [],
			...field === '' ? [] : [localize('sees {field}', { field })],
		].join(' · ');
	}
}
