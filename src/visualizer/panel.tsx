import type { VNode } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { shapeText } from '../engine/tensor';
import { problemSentence } from '../present/problem';
import { consequencesOf } from './aftermath';
import { ArithmeticStrip } from './arithmetic-strip';
import { OutputSizeCard, ParametersCard } from './cards';
import { ChannelChoice } from './channel-choice';
import { kernelsOf, traceableStages } from './computation';
import { documentEditing, documentNumber, type DocumentNumber } from './document-numbers';
import { ExportMenu } from './export-menu';
import { fitSettings, type Surroundings } from './fit-settings';
import { focusOn, type Focus } from './focus';
import { Header } from './header';
import type { Host } from './host';
import { mapSize } from './lattice';
import type { PointedCell } from './links';
import { useLocalize } from './localization';
import { PipelineBar } from './pipeline-bar';
import { prefersReducedMotion, usePlayback } from './playback';
import { isRight, quizBoard, score, type Answers } from './quiz';
import { SettingsCard } from './settings-card';
import { StageFigure } from './stage-figure';
import { mapName, stageName } from './stage-name';
import { kernelOf, type Pair, type StageSettings } from './stage-settings';
import { Transport } from './transport';
import { useComputation } from './use-computation';
import { useKeys } from './use-keys';
import { usePointing } from './use-pointing';
import type { Action, Choices, ShownPair, ViewState } from './view-state';

interface PanelProps {
	readonly shown: ShownPair;
	readonly state: ViewState;
	readonly dispatch: (action: Action) => void;
	readonly host: Host;
	/** Whether the pass begins by itself: a view that was asked for, not one that was brought back. */
	readonly plays: boolean;
}

interface Quiz {
	/** What the answers are about; of another map they do not count. */
	readonly about: string;
	readonly answers: Answers;
}

function quizSubject(focus: Focus): string {
	return JSON.stringify([focus.index, focus.sample, focus.outputChannel, ...focus.outputPlane.values.subarray(0, 200)]);
}

/** The panel on one pair of matrices. */
export function Panel({ shown, state, dispatch, host, plays }: PanelProps): VNode {
	const localize = useLocalize();
	const { choices, history } = state;
	const { stages } = choices;
	const pointing = usePointing();
	const [quiz, setQuiz] = useState<Quiz>();
	const { computation, preparation, progress, failure } = useComputation(shown, stages);
	const focus = useMemo(() => (computation === undefined ? undefined : focusOn(computation, choices, pointing.pointed)), [computation, choices, pointing.pointed]);
	const kernels = useMemo(() => kernelsOf(shown), [shown]);
	const consequences = useMemo(() => {
		if (computation === undefined || focus?.result.output.shape.length !== 4) return [];
		return consequencesOf(traceableStages(computation), focus.index, [focus.sample, focus.outputChannel, focus.position.row, focus.position.column]);
	}, [computation, focus]);
	const choose = (changed: Partial<Omit<Choices, 'stages'>>): void => dispatch({ type: 'choose', choices: changed });
	const steps = focus?.steps ?? 1;
	const goTo = (step: number): void => choose({ step: Math.min(Math.max(0, step), steps - 1) });
	const playback = usePlayback(focus?.step ?? 0, steps, goTo);
	const seek = (step: number): void => {
		playback.pause();
		goTo(step);
	};

	useEffect(() => {
		if (plays && !prefersReducedMotion()) playback.play();
	}, []);

	useKeys({
		playOrPause: () => (playback.playing ? playback.pause() : playback.play()),
		go: (to) => seek(to === 'first' ? 0 : to === 'last' ? steps - 1 : (focus?.step ?? 0) + (to === 'back' ? -1 : 1)),
		undo: () => dispatch({ type: 'undo' }),
		redo: () => dispatch({ type: 'redo' }),
		letGo: () => pointing.pin(undefined),
	});

	const pointedNumber = focus === undefined || pointing.pointed === undefined ? undefined : documentNumber(shown, stages[focus.index]!, focus, pointing.pointed);
	useEffect(() => host.send({ type: 'point', number: pointedNumber }), [pointedNumber?.role, pointedNumber?.index]);

	const kernelSizes = stages.map((settings): Pair => {
		if (settings.kind !== 'convolution' && settings.kind !== 'transposed-convolution') return [1, 1];
		const { shape } = kernelOf(settings.kernel, kernels);
		return [shape.at(-2) ?? 1, shape.at(-1)!];
	});
	const chosen = Math.min(choices.selected, stages.length - 1);
	const settings = stages[chosen]!;
	const chosenInput = preparation?.plans[chosen - 1]?.geometry.outputShape ?? (chosen === 0 ? shown.pairing.input.shape : undefined);
	const plan = preparation?.said[chosen];
	const arrange = (next: readonly StageSettings[], selected: number): void => {
		playback.pause();
		pointing.pin(undefined);
		dispatch({ type: 'arrange', stages: next, selected });
	};

	return (
		<>
			<h1 class="heard-only">{shown.layer?.name ?? localize('Convolution of {input} with {kernel}', { input: shown.input.name ?? shapeText(shown.input.shape), kernel: shown.kernel.name ?? shapeText(shown.kernel.shape) })}</h1>
			<Header
				input={shown.input} kernel={shown.kernel} layer={shown.layer} reveal={(role) => host.send({ type: 'reveal', role })} swap={() => host.send({ type: 'swap' })}
				undo={history.past.length === 0 ? undefined : () => dispatch({ type: 'undo' })} redo={history.future.length === 0 ? undefined : () => dispatch({ type: 'redo' })}
				reset={() => dispatch({ type: 'reset' })} quiz={{ on: quiz !== undefined, toggle: toggleQuiz }} exportMenu={focus === undefined || computation === undefined || preparation === undefined ? null : <ExportMenu focus={focus} computation={computation} preparation={preparation} choices={choices} send={(message) => host.send(message)} />}
			/>
			{shown.layer === undefined ? null : <p class="note">{shown.layer.sentence}</p>}
			{shown.pairing.reading === 'each-channel' ? <p class="note">{localize('The 2-D kernel is applied to each of the {count} channels on its own.', { count: shown.pairing.groups })}</p> : null}
			{preparation?.failure === undefined ? null : <p class="trouble" role="status">{problemSentence(preparation.failure.problem, localize)}</p>}
			{failure === undefined ? null : <p class="trouble" role="status">{localize('This is too much to compute here: {reason}', { reason: failure })}</p>}
			{progress === undefined ? null : <p class="working" role="status">{localize('Computing …')} <progress value={progress} max={1} aria-label={localize('Computing …')} /></p>}
			{focus === undefined ? null : stage(focus)}
			<div class="cards">
				{plan !== undefined && plan.geometry.axes.length > 0 ? <OutputSizeCard plan={plan} /> : null}
				{plan === undefined ? null : <ParametersCard plan={plan} isWritten={shown.layer !== undefined} />}
				{chosenInput === undefined ? null : <SettingsCard key={chosen} settings={settings} around={around(chosenInput)} groupable={groupable(chosenInput)} onChange={changeStage} />}
			</div>
			{preparation === undefined ? null : <PipelineBar preparation={preparation} stages={stages} selected={chosen} kernelSizes={kernelSizes} select={(selected) => { pointing.pin(undefined); choose({ selected, step: 0 }); }} arrange={arrange} />}
		</>
	);

	function stage(at: Focus): VNode {
		const board = quiz === undefined ? undefined : quizBoard(answersOf(at), at.outputPlane.values, at.lattice.output.columns, localize('Your answer'), (index, value) => answer(at, index, value));
		const write = ({ role, index }: DocumentNumber, value: number): void => host.send({ type: 'edit', role, index, value });
		const editing = (part: 'input' | 'kernel'): ReturnType<typeof documentEditing> => documentEditing(shown, stages[at.index]!, at, part, localize('New value'), write);
		const names = { input: at.index === 0 || computation === undefined ? localize('Input') : mapName(computation.results[at.index - 1]!, localize), output: mapName(at.result, localize) };
		return (
			<>
				<ChannelChoice focus={at} choose={choose} />
				<StageFigure
					focus={at} names={names} scope={choices.scope} point={(cell) => pointing.hover(cell)} quiz={board} editing={{ input: editing('input'), kernel: editing('kernel') }}
					select={(cell: PointedCell) => (cell.part === 'output' ? seek(cell.row * at.lattice.output.columns + cell.column) : pointing.pin(cell))}
				/>
				<Transport focus={at} playback={playback} goTo={seek} />
				<ArithmeticStrip focus={at} announce={!playback.playing} consequences={consequences} stageName={(index) => stageName(stages[index]!, kernelSizes[index]!, localize)} hidesTotal={quiz !== undefined && !isRight(answersOf(at).get(at.shownStep) ?? NaN, at.outputPlane.values[at.shownStep]!)} />
				{quiz === undefined ? null : <p class="quiz" role="status">{localize('{right} of {count} cells right. Double-click a cell, or press Enter on it, and type its value.', { right: score(answersOf(at), at.outputPlane.values), count: at.steps })}</p>}
			</>
		);
	}

	function toggleQuiz(): void {
		playback.pause();
		setQuiz(quiz === undefined && focus !== undefined ? { about: quizSubject(focus), answers: new Map() } : undefined);
	}

	function answersOf(at: Focus): Answers {
		if (quiz === undefined) return new Map();
		return quiz.about === quizSubject(at) ? quiz.answers : new Map();
	}

	function answer(at: Focus, index: number, value: number): void {
		setQuiz({ about: quizSubject(at), answers: new Map([...answersOf(at), [index, value]]) });
		seek(index);
	}

	function around(inputShape: readonly number[]): Surroundings {
		const { rows, columns } = mapSize(inputShape);
		return { input: [rows, columns], kernel: kernelSizes[chosen]! };
	}

	function groupable(inputShape: readonly number[]): number | undefined {
		const channels = inputShape[1] ?? 1;
		return settings.kind === 'convolution' && channels > 1 && kernelOf(settings.kernel, kernels).shape.length <= 2 ? channels : undefined;
	}

	function changeStage(changed: StageSettings, gesture: string): void {
		playback.pause();
		// a kernel of another size may leave no room for the stride or the padding that were set
		const fitted = 'kernel' in changed && chosenInput !== undefined ? fitSettings(changed, { ...around(chosenInput), kernel: sizeOfKernel(changed) }) : changed;
		dispatch({ type: 'arrange', stages: stages.map((each, index) => (index === chosen ? fitted : each)), gesture: `${chosen} ${gesture}` });
	}

	function sizeOfKernel(changed: Extract<StageSettings, { readonly kernel: unknown }>): Pair {
		const { shape } = kernelOf(changed.kernel, kernels);
		return [shape.at(-2) ?? 1, shape.at(-1)!];
	}
}
