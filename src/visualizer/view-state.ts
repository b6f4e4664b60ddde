import { EngineError, type EngineProblem } from '../engine/error';
import { canBeVolume, fitsAsVolume, pairInputWithKernel, pairVolumeWithKernel, type Pairing, type ThirdAxis } from '../engine/pairing';
import { tensor, type Tensor } from '../engine/tensor';
import type { ShowMessage } from './opening';
import type { EditorMessage, ShownLayer, SourceMatrix, ViewReference } from './protocol';
import { initialSettings, type StageSettings } from './stage-settings';

/** The matrices on view, and how they were read. */
export interface ShownPair extends Matrices {
	readonly pairing: Pairing;
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
	/** Whether a colour image is shown in its colours, or as the one channel that is chosen. */
	readonly picture: 'colours' | 'channel';
	/** Of volumes: the slice of the output that is shown, and which slice of the kernel's window. */
	readonly outputSlice: number;
	readonly kernelSlice: number;
	/** How matrices of rank 3 and 4 are read. */
	readonly thirdAxis: ThirdAxis;
}

/** What of the choices makes the numbers, and is undone and redone. */
export type Arrangement = Pick<Choices, 'stages' | 'thirdAxis'>;

/** Why the shown numbers are not those of the document. */
export type Trouble =
	| { readonly kind: 'stale' | 'refused'; readonly sentence: string }
	/** `asVolume`: the matrices, where they go together once their third axis is read as depth. */
	| { readonly kind: 'engine'; readonly problem: EngineProblem; readonly asVolume: Matrices | undefined };

/** Two matrices as the editor read them. */
export interface Matrices {
	readonly input: SourceMatrix;
	readonly kernel: SourceMatrix;
	/** The layer of a model that they are made for. */
	readonly layer: ShownLayer | undefined;
}

/** The pipelines before and after the present one. */
export interface History {
	readonly past: readonly Arrangement[];
	readonly future: readonly Arrangement[];
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

const FRESH: Choices = { stages: [initialSettings('convolution')], selected: 0, step: 0, sample: 0, outputChannel: 0, inputChannel: 0, scope: 'map', picture: 'colours', outputSlice: 0, kernelSlice: 0, thirdAxis: 'channels' };
const NO_HISTORY: History = { past: [], future: [], gesture: undefined };
const MOST_REMEMBERED = 100;

export const EMPTY_VIEW: ViewState = { view: undefined, shown: undefined, trouble: undefined, choices: FRESH, history: NO_HISTORY };

/** What can happen to the panel. */
export type Action =
	| ShowMessage
	| Extract<EditorMessage, { type: 'stale' | 'refused' }>
	/** Something else is looked at; a pipeline changes by 'arrange' only. */
	| { readonly type: 'choose'; readonly choices: Partial<Omit<Choices, keyof Arrangement>> }
	/** Another pipeline. Changes that follow each other with the same gesture are undone as one. */
	| { readonly type: 'arrange'; readonly stages: readonly StageSettings[]; readonly selected?: number; readonly gesture?: string }
	/** The matrices are read in another way. */
	| { readonly type: 'read'; readonly thirdAxis: ThirdAxis }
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

/** What a new view begins with. */
function freshChoices(view: ViewReference): Choices {
	return { ...FRESH, stages: freshStages(view), thirdAxis: view.thirdAxis ?? 'channels' };
}

/** A layer's numbers are made as its stage takes them; others are read. */
function pairingOf({ input, kernel, layer }: Matrices, thirdAxis: ThirdAxis): Pairing {
	if (layer !== undefined) return { input: tensorOf(input), kernel: tensorOf(kernel), groups: 1, reading: 'summed' };
	return thirdAxis === 'depth' && canBeVolume(input.shape, kernel.shape) ? pairVolumeWithKernel(tensorOf(input), tensorOf(kernel)) : pairInputWithKernel(tensorOf(input), tensorOf(kernel));
}

function pair({ input, kernel, layer }: Matrices, thirdAxis: ThirdAxis): ShownPair {
	return { input, kernel, layer, pairing: pairingOf({ input, kernel, layer }, thirdAxis) };
}

function show(state: ViewState, message: ShowMessage): ViewState {
	const goesOn = message.view.id === state.view?.id;
	const choices = goesOn ? state.choices : freshChoices(message.view);
	try {
		const stages = goesOn ? followedStages(choices.stages, state.view, message.view) : choices.stages;
		return {
			view: message.view,
			shown: pair({ input: message.input, kernel: message.kernel, layer: message.layer }, choices.thirdAxis),
			trouble: undefined,
			choices: { ...choices, stages },
			history: goesOn && stages === state.choices.stages ? state.history : NO_HISTORY,
		};
	} catch (error) {
		if (!(error instanceof EngineError)) throw error;
		const asVolume = message.layer === undefined && fitsAsVolume(message.input.shape, message.kernel.shape) ? { input: message.input, kernel: message.kernel, layer: undefined } : undefined;
		return { ...state, view: message.view, choices, trouble: { kind: 'engine', problem: error.problem, asVolume } };
	}
}

/** The panel with the matrices read as an arrangement reads them; undefined where they cannot be. */
function reread(state: ViewState, matrices: Matrices, thirdAxis: ThirdAxis): ViewState | undefined {
	if (matrices === state.shown && thirdAxis === state.choices.thirdAxis) return state;
	try {
		const choices = { ...state.choices, thirdAxis, step: 0, inputChannel: 0, outputChannel: 0, sample: 0, outputSlice: 0, kernelSlice: 0 };
		return { ...state, shown: pair(matrices, thirdAxis), trouble: state.trouble?.kind === 'engine' ? undefined : state.trouble, choices };
	} catch (error) {
		if (!(error instanceof EngineError)) throw error;
		return undefined;
	}
}

function remember({ past }: History, { stages, thirdAxis }: Choices): readonly Arrangement[] {
	return [...past, { stages, thirdAxis }].slice(-MOST_REMEMBERED);
}

/** Reads the matrices in another way; what could not be read before is nothing to go back to. */
function read(state: ViewState, thirdAxis: ThirdAxis): ViewState {
	const refused = state.trouble?.kind === 'engine' ? state.trouble.asVolume : undefined;
	const matrices = refused ?? state.shown;
	const next = matrices && reread(state, matrices, thirdAxis);
	if (next === undefined || next === state) return state;
	return { ...next, history: { past: refused === undefined ? remember(state.history, state.choices) : [], future: [], gesture: undefined } };
}

function arrange(state: ViewState, { stages, selected, gesture }: Extract<Action, { type: 'arrange' }>): ViewState {
	const { choices, history } = state;
	const goesOn = gesture !== undefined && gesture === history.gesture;
	const past = goesOn ? history.past : remember(history, choices);
	const moved = selected === undefined ? {} : { selected, step: 0 };
	return { ...state, choices: { ...choices, stages, ...moved }, history: { past, future: [], gesture } };
}

function travel(state: ViewState, direction: 'undo' | 'redo'): ViewState {
	const { choices, shown, history: { past, future } } = state;
	const target = direction === 'undo' ? past.at(-1) : future[0];
	const next = target && shown && reread(state, shown, target.thirdAxis);
	if (target === undefined || next === undefined) return state;
	const { stages } = target;
	const now: Arrangement = { stages: choices.stages, thirdAxis: choices.thirdAxis };
	return {
		...next,
		choices: { ...next.choices, stages, selected: Math.min(choices.selected, stages.length - 1) },
		history: direction === 'undo'
			? { past: past.slice(0, -1), future: [now, ...future], gesture: undefined }
			: { past: [...past, now], future: future.slice(1), gesture: undefined },
	};
}

/** Back to what the view began with; the way there can be undone. */
function reset(state: ViewState): ViewState {
	const { stages, thirdAxis } = state.view === undefined ? FRESH : freshChoices(state.view);
	const next = state.shown && reread(state, state.shown, thirdAxis);
	return { ...arrange(next ?? state, { type: 'arrange', stages, selected: 0 }), history: { past: remember(state.history, state.choices), future: [], gesture: undefined } };
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
		case 'read': return read(state, action.thirdAxis);
		case 'reset': return reset(state);
	}
}
