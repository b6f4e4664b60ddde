import type { VNode } from 'preact';
import { useEffect, useMemo, useReducer, useRef, useState } from 'preact/hooks';
import { localizeWith } from '../present/localize';
import { problemSentence } from '../present/problem';
import { ArithmeticStrip } from './arithmetic-strip';
import { OutputSizeCard, ParametersCard } from './cards';
import { ChannelChoice } from './channel-choice';
import { focusOn } from './focus';
import { Header } from './header';
import type { Host } from './host';
import { Language } from './localization';
import { PipelineBar } from './pipeline-bar';
import { prefersReducedMotion, usePlayback } from './playback';
import { isEditorMessage, savedView } from './protocol';
import { savedChoices } from './saved-choices';
import { SettingsCard } from './settings-card';
import { StageFigure } from './stage-figure';
import type { StageSettings } from './stage-settings';
import { Transport } from './transport';
import { compute, EMPTY_VIEW, reduce, type Choices, type Trouble } from './view-state';

const NO_RESULTS = { results: [], failure: undefined };

/** Whether a key press belongs to the control that has the focus. */
function isTyping(target: EventTarget | null): boolean {
	return target instanceof HTMLInputElement || target instanceof HTMLSelectElement;
}

/** The whole panel. It shows nothing until the editor has sent matrices. */
export function App({ host }: { readonly host: Host }): VNode {
	const [state, dispatch] = useReducer(reduce, { ...EMPTY_VIEW, view: savedView(host.savedState()), choices: savedChoices(host.savedState()) });
	const [localize, setLocalize] = useState(() => localizeWith());
	const { shown, choices, trouble } = state;
	const choose = (changed: Partial<Choices>): void => dispatch({ type: 'choose', choices: changed });
	const computation = useMemo(() => (shown === undefined ? NO_RESULTS : compute(shown, choices.stages)), [shown, choices.stages]);
	const focus = useMemo(() => (shown === undefined ? undefined : focusOn(shown, computation, choices)), [shown, computation, choices]);
	const steps = focus?.steps ?? 1;
	const goTo = (step: number): void => choose({ step: Math.min(Math.max(0, step), steps - 1) });
	const playback = usePlayback(focus?.step ?? 0, steps, goTo);
	const seek = (step: number): void => {
		playback.pause();
		goTo(step);
	};

	useEffect(() => {
		const listen = ({ data }: MessageEvent<unknown>): void => {
			if (!isEditorMessage(data)) return;
			if (data.type === 'language') {
				setLocalize(() => localizeWith(data.bundle));
				return;
			}
			dispatch(data);
		};
		window.addEventListener('message', listen);
		host.send({ type: 'ready' });
		return () => window.removeEventListener('message', listen);
	}, []);

	useEffect(() => {
		if (state.view !== undefined) host.saveState({ view: state.view, choices });
	}, [state.view, choices]);

	const id = shown === undefined ? undefined : state.view?.id;
	const playedBefore = useRef(state.view?.id);
	useEffect(() => {
		if (id === undefined || id === playedBefore.current) return;
		playedBefore.current = id;
		if (!prefersReducedMotion()) playback.play();
	}, [id]);

	useEffect(() => {
		const press = (event: KeyboardEvent): void => {
			if (focus === undefined || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
			const act = keyAction(event);
			if (act === undefined) return;
			event.preventDefault();
			act();
		};
		const keyAction = ({ key, target }: KeyboardEvent): (() => void) | undefined => {
			switch (key) {
				case ' ': return target instanceof HTMLButtonElement ? undefined : () => (playback.playing ? playback.pause() : playback.play());
				case 'ArrowLeft': return () => seek((focus?.step ?? 0) - 1);
				case 'ArrowRight': return () => seek((focus?.step ?? 0) + 1);
				case 'Home': return () => seek(0);
				case 'End': return () => seek(steps - 1);
				default: return undefined;
			}
		};
		window.addEventListener('keydown', press);
		return () => window.removeEventListener('keydown', press);
	}, [focus, playback.playing]);

	return <Language.Provider value={localize}><main>{content()}</main></Language.Provider>;

	function content(): VNode | null {
		if (shown === undefined) return trouble === undefined ? null : <p class="trouble" role="status">{troubleSentence(trouble)}</p>;
		const selectedSettings = focus === undefined ? undefined : choices.stages[focus.index];
		return (
			<>
				<Header input={shown.input} kernel={shown.kernel} reveal={(role) => host.send({ type: 'reveal', role })} swap={() => host.send({ type: 'swap' })} />
				{trouble === undefined ? null : <p class="trouble" role="status">{troubleSentence(trouble)}</p>}
				{shown.pairing.reading === 'each-channel' ? <p class="note">{localize('The 2-D kernel is applied to each of the {count} channels on its own.', { count: shown.pairing.groups })}</p> : null}
				{computation.failure === undefined ? null : <p class="trouble" role="status">{problemSentence(computation.failure.problem, localize)}</p>}
				{focus === undefined || selectedSettings === undefined ? null : (
					<>
						<ChannelChoice focus={focus} choose={choose} />
						<StageFigure focus={focus} names={planeNames(focus.index)} goTo={seek} />
						<Transport focus={focus} playback={playback} goTo={seek} />
						<ArithmeticStrip focus={focus} announce={!playback.playing} />
						<div class="cards">
							{focus.result.geometry.axes.length > 0 ? <OutputSizeCard result={focus.result} /> : null}
							<ParametersCard result={focus.result} />
							<SettingsCard settings={selectedSettings} result={focus.result} onChange={(settings) => changeStage(focus.index, settings)} />
						</div>
					</>
				)}
				<PipelineBar shown={shown} computation={computation} choices={choices} selected={focus?.index ?? 0} choose={choose} />
			</>
		);
	}

	function planeNames(index: number): { readonly input: string; readonly output: string } {
		const output = choices.stages[index]?.kind === 'max-pooling' ? localize('Pooled map') : localize('Activation map');
		return { input: index === 0 ? localize('Input') : localize('Activation map'), output };
	}

	function changeStage(index: number, settings: StageSettings): void {
		playback.pause();
		choose({ stages: choices.stages.map((each, other) => (other === index ? settings : each)) });
	}

	function troubleSentence(what: Trouble): string {
		return what.kind === 'stale' ? what.sentence : problemSentence(what.problem, localize);
	}
}
