import { Fragment, type VNode } from 'preact';
import { shapeText } from '../engine/tensor';
import { showCount } from '../present/number';
import { problemSentence } from '../present/problem';
import { Icon } from './icons';
import { useLocalize } from './localization';
import { INITIAL_SETTINGS, type StageSettings } from './stage-settings';
import type { Choices, Computation, ShownPair } from './view-state';

interface PipelineBarProps {
	readonly shown: ShownPair;
	readonly computation: Computation;
	readonly choices: Choices;
	readonly selected: number;
	readonly choose: (choices: Partial<Choices>) => void;
}

/** What a stage is called on the panel. */
export function useStageName(): (settings: StageSettings, kernelSize: string) => string {
	const localize = useLocalize();
	return (settings, kernelSize) => {
		switch (settings.kind) {
			case 'convolution': return localize('Convolution {size}', { size: kernelSize });
			case 'relu': return 'ReLU';
			case 'max-pooling': return localize('Max pooling {size}', { size: `${settings.size}×${settings.size}` });
		}
	};
}

/** The stages one after the other, with their shapes; select, add and remove them here. */
export function PipelineBar({ shown, computation, choices, selected, choose }: PipelineBarProps): VNode {
	const localize = useLocalize();
	const stageName = useStageName();
	const { stages } = choices;
	const addable = (['convolution', 'relu', 'max-pooling'] as const).filter((kind) => kind !== 'convolution' || !stages.some((stage) => stage.kind === 'convolution'));
	const add = (kind: StageSettings['kind']): void => {
		const next = kind === 'convolution' ? [INITIAL_SETTINGS[kind], ...stages] : [...stages, INITIAL_SETTINGS[kind]];
		choose({ stages: next, selected: kind === 'convolution' ? 0 : next.length - 1, step: 0 });
	};
	const remove = (index: number): void => choose({ stages: stages.filter((_, other) => other !== index), selected: 0, step: 0 });
	const kernelSize = shown.pairing.kernel.shape.slice(2).join('×');
	return (
		<nav class="pipeline" aria-label={localize('Pipeline')}>
			<span class="stage-chip"><b>{localize('Input')}</b><span>{shapeText(shown.pairing.input.shape)}</span></span>
			{stages.map((settings, index) => {
				const result = computation.results[index];
				const failure = computation.failure?.stage === index ? computation.failure.problem : undefined;
				const parameters = result === undefined ? 0 : result.cost.weights + result.cost.biases;
				return (
					<Fragment key={index}>
						<span class="arrow" aria-hidden="true">→</span>
						<span class={`stage-chip${index === selected ? ' selected' : ''}${failure === undefined ? '' : ' failed'}`}>
							<button class="stage-name" type="button" aria-pressed={index === selected} disabled={result === undefined} onClick={() => choose({ selected: index, step: 0 })}>
								<b>{stageName(settings, kernelSize)}</b>
								<span>
									{result === undefined ? null : shapeText(result.geometry.outputShape)}
									{parameters > 0 ? ` · ${localize('{count} parameters', { count: showCount(parameters) })}` : null}
									{failure === undefined ? null : problemSentence(failure, localize)}
								</span>
							</button>
							{stages.length > 1 ? <button class="bare" type="button" title={localize('Remove {name}', { name: stageName(settings, kernelSize) })} aria-label={localize('Remove {name}', { name: stageName(settings, kernelSize) })} onClick={() => remove(index)}><Icon name="remove" /></button> : null}
						</span>
					</Fragment>
				);
			})}
			<span class="arrow" aria-hidden="true">→</span>
			<select
				class="add"
				aria-label={localize('Add a stage')}
				value=""
				onChange={(event) => {
					const kind = addable.find((each) => each === event.currentTarget.value);
					event.currentTarget.value = '';
					if (kind !== undefined) add(kind);
				}}
			>
				<option value="">{localize('+ stage')}</option>
				{addable.map((kind) => <option key={kind} value={kind}>{stageName(INITIAL_SETTINGS[kind], kernelSize)}</option>)}
			</select>
		</nav>
	);
}
