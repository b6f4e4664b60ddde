import { EngineError, type EngineProblem } from '../engine/error';
import { pairInputWithKernel, type Pairing } from '../engine/pairing';
import { planPipeline, runPipeline, type StageResult } from '../engine/pipeline';
import { tensor, type Tensor } from '../engine/tensor';
import type { EditorMessage, SourceMatrix, ViewReference } from './protocol';
import { INITIAL_SETTINGS, stageOf, type StageSettings } from './stage-settings';

type ShowMessage = Extract<EditorMessage, { type: 'show' }>;

/** The matrices on view, and how they were read. */
export interface ShownPair {
	readonly input: SourceMatrix;
	readonly kernel: SourceMatrix;
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
}

/** Why the shown numbers are not those of the document. */
export type Trouble =
	| { readonly kind: 'stale'; readonly sentence: string }
	| { readonly kind: 'engine'; readonly problem: EngineProblem };

/** All that the panel shows, from which everything on it is derived. */
export interface ViewState {
	readonly view: ViewReference | undefined;
	readonly shown: ShownPair | undefined;
	readonly trouble: Trouble | undefined;
	readonly choices: Choices;
}

const FRESH: Choices = { stages: [INITIAL_SETTINGS.convolution], selected: 0, step: 0, sample: 0, outputChannel: 0, inputChannel: 0 };

export const EMPTY_VIEW: ViewState = { view: undefined, shown: undefined, trouble: undefined, choices: FRESH };

/** What can happen to the panel. */
export type Action =
	| ShowMessage
	| Extract<EditorMessage, { type: 'stale' }>
	| { readonly type: 'choose'; readonly choices: Partial<Choices> };

function tensorOf({ shape, values }: SourceMatrix): Tensor {
	return tensor(shape, values);
}

function show(state: ViewState, message: ShowMessage): ViewState {
	try {
		const pairing = pairInputWithKernel(tensorOf(message.input), tensorOf(message.kernel));
		return {
			view: message.view,
			shown: { input: message.input, kernel: message.kernel, pairing },
			trouble: undefined,
			choices: message.view.id === state.view?.id ? state.choices : FRESH,
		};
	} catch (error) {
		if (!(error instanceof EngineError)) throw error;
		return { ...state, view: message.view, trouble: { kind: 'engine', problem: error.problem } };
	}
}

/** The panel after something happened to it. */
export function reduce(state: ViewState, action: Action): ViewState {
	switch (action.type) {
		case 'show': return show(state, action);
		case 'stale': return { ...state, view: action.view, trouble: { kind: 'stale', sentence: action.sentence } };
		case 'choose': return { ...state, choices: { ...state.choices, ...action.choices } };
	}
}

/** What the stages give, up to the first that cannot take its input. */
export interface Computation {
	readonly results: readonly StageResult[];
	readonly failure: { readonly stage: number; readonly problem: EngineProblem } | undefined;
}

/** Runs the chosen stages; one that cannot take its input leaves those before it standing. */
export function compute({ pairing }: ShownPair, settings: readonly StageSettings[]): Computation {
	const stages = settings.map((each) => stageOf(each, pairing));
	let fitting = 0;
	let failure: Computation['failure'];
	try {
		for (; fitting < stages.length; fitting++) planPipeline(pairing.input.shape, stages.slice(0, fitting + 1));
	} catch (error) {
		if (!(error instanceof EngineError)) throw error;
		failure = { stage: fitting, problem: error.problem };
	}
	return { results: runPipeline({ input: pairing.input, stages: stages.slice(0, fitting) }), failure };
}
