import { EMPTY_VIEW, type Choices } from './view-state';
import { INITIAL_SETTINGS, type StageSettings } from './stage-settings';

type Fields = Readonly<Record<string, unknown>>;

function fieldsOf(value: unknown): Fields | undefined {
	return typeof value === 'object' && value !== null ? { ...value } : undefined;
}

function count(value: unknown, fallback: number, least = 0): number {
	return typeof value === 'number' && Number.isSafeInteger(value) && value >= least ? value : fallback;
}

function stageSettings(value: unknown): StageSettings[] {
	const fields = fieldsOf(value);
	switch (fields?.kind) {
		case 'convolution': return [{ kind: 'convolution', stride: count(fields.stride, 1, 1), padding: count(fields.padding, 0), dilation: count(fields.dilation, 1, 1) }];
		case 'relu': return [INITIAL_SETTINGS.relu];
		case 'max-pooling': return [{ kind: 'max-pooling', size: count(fields.size, 2, 1), stride: count(fields.stride, 2, 1) }];
		default: return [];
	}
}

/** The choices in a state that the page saved, perhaps by an older version: whatever of it still makes sense. */
export function savedChoices(state: unknown): Choices {
	const initial = EMPTY_VIEW.choices;
	const saved = fieldsOf(fieldsOf(state)?.choices);
	if (saved === undefined) return initial;
	const stages = Array.isArray(saved.stages) ? saved.stages.flatMap(stageSettings) : [];
	return {
		stages: stages.length > 0 ? stages : initial.stages,
		selected: count(saved.selected, 0),
		step: count(saved.step, 0),
		sample: count(saved.sample, 0),
		outputChannel: count(saved.outputChannel, 0),
		inputChannel: count(saved.inputChannel, 0),
	};
}
