import { EngineError, type EngineProblem } from '../engine/error';
import { pairInputWithKernel, type Pairing } from '../engine/pairing';
import { tensor, type Tensor } from '../engine/tensor';
import type { EditorMessage, ShownLayer, SourceMatrix, ViewReference } from './protocol';
import { initialSettings, type StageSettings } from './stage-settings';

type ShowMessage = Extract<EditorMessage, { type: 'show' }>;

/** The matrices on view, and how they were read. */
export interface ShownPair {
	readonly input: SourceMatrix;
	readonly kernel: SourceMatrix;
	readonly pairing: Pairing;
	/** The layer of a model that they are made for. */
	readonly layer: ShownLayer | undefined;
}

/** What a person chose on the panel. Saved with the window; results are computed from it anew. */
export interface Choices {
	readonly stages: readonly StageSettings[];
	/** The stage whose input and output are shown. */
	readonly selected: number;
	/** The output cell, counted row by row within the shown plane. */
	readonly step: number;
	readonly sample: number;
	readonly outputChannel: number;
	/** Which of the channels that the output channel sees is shown. */
	readonly inputChannel: number;
	/** Whether colours compare within the shown map or over all maps of the stage. */
	readonly scope: 'map' | 'all';
}

/** Why the shown numbers are not those of the document. */
export type Trouble =
	| { readonly kind: 'stale' | 'refused'; readonly sentence: string }
	| { readonly kind: 'engine'; readonly problem: EngineProblem };

/** The pipelines before and after the present one. */
export interface History {
	readonly past: ReadonlyArray<readonly StageSettings[]>;
	readonly future: ReadonlyArray<readonly StageSettings[]>;
	/** The control whose changes still count as one. */
	readonly gesture: string | undefined;
}

/** All that the panel shows, from which everything on it is derived. */
export interface ViewState {
	readonly view: ViewReference | undefined;
	readonly shown: ShownPair | undefined;
	readonly trouble: Trouble | undefined;
	readonly choices: Choices;
	readonly history: History;
}

const FRESH: Choices = { stages: [initialSettings('convolution')], selected: 0, step: 0, sample: 0, outputChannel: 0, inputChannel: 0, scope: 'map' };
const NO_HISTORY: History = { past: [], future: [], gesture: undefined };
const MOST_REMEMBERED = 100;

export const EMPTY_VIEW: ViewState = { view: undefined, shown: undefined, trouble: undefined, choices: FRESH, history: NO_HISTORY };

/** What can happen to the panel. */
export type Action =
	| ShowMessage
	| Extract<EditorMessage, { type: 'stale' | 'refused' }>
	/** Something else is looked at; a pipeline changes by 'arrange' only. */
	| { readonly type: 'choose'; readonly choices: Partial<Omit<Choices, 'stages'>> }
	/** Another pipeline. Changes that follow each other with the same gesture are undone as one. */
	| { readonly type: 'arrange'; readonly stages: readonly StageSettings[]; readonly selected?: number; readonly gesture?: string }
	| { readonly type: 'undo' | 'redo' | 'reset' };

/** The numbers of a matrix as the engine takes them. */
export function tensorOf({ shape, values }: SourceMatrix): Tensor {
	return tensor(shape, values);
}

/** What a view begins with, and goes back to: what was written, else one plain convolution. */
function freshStages(view: ViewReference | undefined): readonly StageSettings[] {
	return view?.beginning ?? FRESH.stages;
}

/** The stages after the source's own ones were written anew: those that were added on the panel stay behind them. */
function followedStages(stages: readonly StageSettings[], before: ViewReference | undefined, now: ViewReference): readonly StageSettings[] {
	if (now.beginning === undefined || JSON.stringify(before?.beginning) === JSON.stringify(now.beginning)) return stages;
	return [...now.beginning, ...stages.slice(freshStages(before).length)];
}

function pairingOf({ input, kernel, layer }: ShowMessage): Pairing {
	if (layer !== undefined) return { input: tensorOf(input), kernel: tensorOf(kernel), groups: 1, reading: 'summed' };
	return pairInputWithKernel(tensorOf(input), tensorOf(kernel));
}

function show(state: ViewState, message: ShowMessage): ViewState {
	const goesOn = message.view.id === state.view?.id;
	try {
		const pairing = pairingOf(message);
		const stages = goesOn ? followedStages(state.choices.stages, state.view, message.view) : freshStages(message.view);
		return {
			view: message.view,
			shown: { input: message.input, kernel: message.kernel, pairing, layer: message.layer },
			trouble: undefined,
			choices: goesOn ? { ...state.choices, stages } : { ...FRESH, stages },
			history: goesOn && stages === state.choices.stages ? state.history : NO_HISTORY,
		};
	} catch (error) {
		if (!(error instanceof EngineError)) throw error;
		return { ...state, view: message.view, trouble: { kind: 'engine', problem: error.problem } };
	}
}

function arrange(state: ViewState, { stages, selected, gesture }: Extract<Action, { type: 'arrange' }>): ViewState {
	const { choices, history } = state;
	const goesOn = gesture !== undefined && gesture === history.gesture;
	const past = goesOn ? history.past : [...history.past, choices.stages].slice(-MOST_REMEMBERED);
	const moved = selected === undefined ? {} : { selected, step: 0 };
	return { ...state, choices: { ...choices, stages, ...moved }, history: { past, future: [], gesture } };
}

function travel(state: ViewState, direction: 'undo' | 'redo'): ViewState {
	const { choices, history: { past, future } } = state;
	const stages = direction === 'undo' ? past.at(-1) : future[0];
	if (stages === undefined) return state;
	return {
		...state,
		choices: { ...choices, stages, selected: Math.min(choices.selected, stages.length - 1) },
		history: direction === 'undo'
			? { past: past.slice(0, -1), future: [choices.stages, ...future], gesture: undefined }
			: { past: [...past, choices.stages], future: future.slice(1), gesture: undefined },
	};
}

/** The panel after something happened to it. */
export function reduce(state: ViewState, action: Action): ViewState {
	switch (action.type) {
		case 'show': return show(state, action);
		case 'stale': return { ...state, view: action.view, trouble: { kind: 'stale', sentence: action.sentence } };
		case 'refused': return { ...state, trouble: { kind: 'refused', sentence: action.sentence } };
		case 'choose': return { ...state, choices: { ...state.choices, ...action.choices } };
		case 'arrange': return arrange(state, action);
		case 'undo': case 'redo': return travel(state, action.type);
		case 'reset': return arrange(state, { type: 'arrange', stages: freshStages(state.view), selected: 0 });
	}
}
