import type { VNode } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { fitsAsVolume } from '../engine/pairing';
import { shapeText } from '../engine/tensor';
import { problemSentence } from '../present/problem';
import { consequencesOf } from './aftermath';
import { ArithmeticStrip } from './arithmetic-strip';
import { OutputSizeCard, ParametersCard } from './cards';
import { MapCards, SummandCards } from './channel-cards';
import { ChoiceSwitch } from './choice-switch';
import { kernelsOf, traceableStages } from './computation';
import { Explanation } from './explained';
import { documentEditing, documentNumber, type DocumentNumber } from './document-numbers';
import { ExportMenu } from './export-menu';
import { MOST_READABLE } from './figure-layout';
import { fitSettings, type Surroundings } from './fit-settings';
import type { FilterRoom } from './filter-knobs';
import { focusOn, type Focus } from './focus';
import { Header } from './header';
import type { Host } from './host';
import { channelName, pictureKind } from './input-picture';
import { mapSize } from './lattice';
import type { PointedCell } from './links';
import { useLocalize } from './localization';
import { PipelineBar } from './pipeline-bar';
import { prefersReducedMotion, usePlayback } from './playback';
import type { PlaneViews } from './plane-view';
import { isRight, quizBoard, score, type Answers, type QuizBoard } from './quiz';
import { SettingsCard } from './settings-card';
import { StageFigure } from './stage-figure';
import { mapName, stageName } from './stage-name';
import { kernelOf, ownFilters, type Pair, type StageSettings } from './stage-settings';
import { Transport } from './transport';
import { useComputation } from './use-computation';
import { useKeys } from './use-keys';
import { usePointing } from './use-pointing';
import type { Action, Arrangement, Choices, ShownPair, ViewState } from './view-state';

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
	const [views] = useState<PlaneViews>(() => new Map());
	const { computation, preparation, progress, failure } = useComputation(shown, stages);
	const focus = useMemo(() => (computation === undefined ? undefined : focusOn(computation, choices, pointing.pointed)), [computation, choices, pointing.pointed]);
	const canQuiz = focus === undefined || (focus.result.precision === 'exact' && Math.max(focus.lattice.output.rows, focus.lattice.output.columns) <= MOST_READABLE);
	const isQuiz = quiz !== undefined && canQuiz;
	const kernels = useMemo(() => kernelsOf(shown), [shown]);
	const consequences = useMemo(() => {
		if (computation === undefined || focus?.result.output.shape.length !== 4 || focus.input.shape.length !== 4) return [];
		return consequencesOf(traceableStages(computation), focus.index, [focus.sample, focus.outputChannel, focus.position.row, focus.position.column]);
	}, [computation, focus]);
	const choose = (changed: Partial<Omit<Choices, keyof Arrangement>>): void => dispatch({ type: 'choose', choices: changed });
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
	/** With the depth in front on volumes, for the stages' names. */
	const windowSizes = stages.map((_, index): readonly number[] => {
		const layer = preparation?.plans[index]?.layer;
		return layer !== undefined && 'window' in layer && layer.window.size.length === 3 ? layer.window.size : kernelSizes[index]!;
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
				reset={() => dispatch({ type: 'reset' })} quiz={{ on: isQuiz, refusal: canQuiz ? undefined : localize('The quiz is for maps of at most {most} rows and columns.', { most: MOST_READABLE }), toggle: toggleQuiz }}
				exportMenu={focus === undefined || computation === undefined || preparation === undefined ? null : <ExportMenu focus={focus} computation={computation} preparation={preparation} choices={choices} sight={{ views, quiz: board(focus), shown, picture: choices.picture }} send={(message) => host.send(message)} />}
			/>
			{shown.layer === undefined ? null : <p class="note">{shown.layer.sentence}</p>}
			{readingNote()}
			{preparation?.failure === undefined ? null : <p class="trouble" role="status">{problemSentence(preparation.failure.problem, localize)}</p>}
			{failure === undefined ? null : <p class="trouble" role="status">{localize('This is too much to compute here: {reason}', { reason: failure })}</p>}
			{progress === undefined ? null : <p class="working" role="status">{localize('Computing …')} <progress value={progress} max={1} aria-label={localize('Computing …')} /></p>}
			{focus === undefined ? null : stage(focus)}
			<div class="cards">
				{plan !== undefined && plan.geometry.axes.length > 0 ? <OutputSizeCard plan={plan} /> : null}
				{plan === undefined ? null : <ParametersCard plan={plan} isWritten={shown.layer !== undefined} />}
				{chosenInput === undefined ? null : <SettingsCard key={chosen} settings={settings} around={around(chosenInput)} ownWeights={shown.layer === undefined ? shown.kernel.name ?? localize('the document’s') : localize('the layer’s')} groupable={groupable(chosenInput)} filterRoom={filterRoom(chosenInput)} onChange={changeStage} />}
			</div>
			{preparation === undefined ? null : <PipelineBar preparation={preparation} stages={stages} selected={chosen} kernelSizes={windowSizes} select={(selected) => { pointing.pin(undefined); choose({ selected, step: 0 }); }} arrange={arrange} />}
			<Explanation />
		</>
	);

	/** How the matrices were read, where that is not the only way, and the switch to the other. */
	function readingNote(): VNode | null {
		const { input: { shape }, reading, groups } = shown.pairing;
		const volume = shape.length === 5;
		const each = reading !== 'each-channel' ? undefined
			: volume ? localize('The 3-D kernel is applied to each of the {count} channels on its own.', { count: groups }) : localize('The 2-D kernel is applied to each of the {count} channels on its own.', { count: groups });
		const either = shown.layer === undefined && (volume || (shown.input.picture !== true && fitsAsVolume(shown.input.shape, shown.kernel.shape)));
		if (each === undefined && !either) return null;
		return (
			<div class="note">
				{either ? <span class="card-row-name" aria-hidden="true">{localize('First axis')}</span> : null}
				{either ? (
					<ChoiceSwitch
						label={localize('Read the first axis as')} value={choices.thirdAxis} options={[['channels', localize('channels')], ['depth', localize('depth (3-D)')]]}
						onChange={(thirdAxis) => { playback.pause(); pointing.pin(undefined); dispatch({ type: 'read', thirdAxis }); }}
					/>
				) : null}
				{each === undefined ? null : <span>{each}</span>}
			</div>
		);
	}

	function stage(at: Focus): VNode {
		const write = ({ role, index }: DocumentNumber, value: number): void => host.send({ type: 'edit', role, index, value });
		const editing = (part: 'input' | 'kernel'): ReturnType<typeof documentEditing> => documentEditing(shown, stages[at.index]!, at, part, localize('New value'), write);
		const names = { input: at.index === 0 || computation === undefined ? localize('Input') : mapName(computation.results[at.index - 1]!, localize), output: mapName(at.result, localize) };
		const cards = { focus: at, shown, scope: choices.scope, choose, hidesMap: isQuiz };
		return (
			<>
				<MapCards {...cards} />
				<StageFigure
					focus={at} shown={shown} names={names} choices={choices} choose={choose} point={(cell) => pointing.hover(cell)} quiz={board(at)} views={views} editing={{ input: editing('input'), kernel: editing('kernel') }}
					select={(cell: PointedCell) => (cell.part === 'output' ? seek(cell.row * at.lattice.output.columns + cell.column) : pointing.pin(cell))}
				/>
				<Transport focus={at} playback={playback} goTo={seek} />
				<SummandCards {...cards} />
				<ArithmeticStrip focus={at} channelName={(channel) => channelName(pictureKind(shown, at.index), channel, localize)} announce={!playback.playing} consequences={consequences} stageName={(index) => stageName(stages[index]!, windowSizes[index]!, localize)} hidesTotal={isQuiz && !isRight(answersOf(at).get(at.shownStep) ?? NaN, at.outputPlane.values[at.shownStep]!)} />
				{!isQuiz ? null : <p class="quiz" role="status">{localize('{right} of {count} cells right. Double-click a cell, or press Enter on it, and type its value.', { right: score(answersOf(at), at.outputPlane.values), count: at.steps })}</p>}
			</>
		);
	}

	/** The map as an exercise, while there is a quiz. */
	function board(at: Focus): QuizBoard | undefined {
		return isQuiz ? quizBoard(answersOf(at), at.outputPlane.values, at.lattice.output.columns, localize('Your answer'), (index, value) => answer(at, index, value)) : undefined;
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
		return { input: [rows, columns], kernel: kernelSizes[chosen]!, depth: inputShape.length === 5 ? { input: inputShape[2]!, kernel: kernelDepth(settings) } : undefined };
	}

	function groupable(inputShape: readonly number[]): number | undefined {
		const channels = inputShape[1] ?? 1;
		return settings.kind === 'convolution' && channels > 1 && kernelOf(settings.kernel, kernels).shape.length <= 2 ? channels : undefined;
	}

	/** The filters that can be chosen from; a layer's are told by its source. */
	function filterRoom(inputShape: readonly number[]): FilterRoom | undefined {
		if ((settings.kind !== 'convolution' && settings.kind !== 'transposed-convolution') || shown.layer !== undefined || preparation?.plans[chosen] === undefined) return undefined;
		return ownFilters(settings, kernels, inputShape);
	}

	function changeStage(changed: StageSettings, gesture: string): void {
		playback.pause();
		// a kernel of another size may leave no room for the stride or the padding that were set
		const fitted = 'kernel' in changed && chosenInput !== undefined ? fitSettings(changed, { ...around(chosenInput), kernel: sizeOfKernel(changed), ...chosenInput.length === 5 ? { depth: { input: chosenInput[2]!, kernel: kernelDepth(changed) } } : {} }) : changed;
		dispatch({ type: 'arrange', stages: stages.map((each, index) => (index === chosen ? fitted : each)), gesture: `${chosen} ${gesture}` });
	}

	/** Slices of a convolution's kernel on a volume; a flat one is one slice deep. */
	function kernelDepth(of: StageSettings): number {
		if (of.kind !== 'convolution' && of.kind !== 'transposed-convolution') return 1;
		return kernelOf(of.kernel, kernels).shape.at(-3) ?? 1;
	}

	function sizeOfKernel(changed: Extract<StageSettings, { readonly kernel: unknown }>): Pair {
		const { shape } = kernelOf(changed.kernel, kernels);
		return [shape.at(-2) ?? 1, shape.at(-1)!];
	}
}
