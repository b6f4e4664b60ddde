import { count, fieldsOf, savedStage } from './saved-stages';
import { EMPTY_VIEW, type Choices } from './view-state';

/** The choices in a state that the page saved, perhaps by an older version: whatever of it still makes sense. */
export function savedChoices(state: unknown): Choices {
	const initial = EMPTY_VIEW.choices;
	const saved = fieldsOf(fieldsOf(state)?.choices);
	if (saved === undefined) return initial;
	const stages = Array.isArray(saved.stages) ? saved.stages.flatMap(savedStage) : [];
	return {
		stages: stages.length > 0 ? stages : initial.stages,
		selected: count(saved.selected, 0),
		step: count(saved.step, 0),
		sample: count(saved.sample, 0),
		outputChannel: count(saved.outputChannel, 0),
		inputChannel: count(saved.inputChannel, 0),
		scope: saved.scope === 'all' ? 'all' : 'map',
		picture: saved.picture === 'channel' ? 'channel' : 'colours',
		outputSlice: count(saved.outputSlice, 0),
		kernelSlice: count(saved.kernelSlice, 0),
		thirdAxis: saved.thirdAxis === 'depth' ? 'depth' : 'channels',
	};
}
