import type { VNode } from 'preact';
import { useEffect, useMemo, useReducer, useRef, useState } from 'preact/hooks';
import { localizeWith } from '../present/localize';
import { problemSentence } from '../present/problem';
import type { Host } from './host';
import { Language } from './localization';
import { Panel } from './panel';
import { isEditorMessage, savedView } from './protocol';
import { savedChoices } from './saved-choices';
import { EMPTY_VIEW, reduce } from './view-state';

/** The whole page: what it was told and what it remembers. It shows nothing until the editor has sent matrices. */
export function App({ host }: { readonly host: Host }): VNode {
	const [state, dispatch] = useReducer(reduce, { ...EMPTY_VIEW, view: savedView(host.savedState()), choices: savedChoices(host.savedState()) });
	const [localize, setLocalize] = useState(() => localizeWith());
	const restored = useRef(state.view?.id);
	const { shown, trouble, view, choices } = state;

	useEffect(() => {
		const listen = ({ data }: MessageEvent<unknown>): void => {
			if (!isEditorMessage(data)) return;
			if (data.type === 'language') setLocalize(() => localizeWith(data.bundle));
			else dispatch(data);
		};
		window.addEventListener('message', listen);
		host.send({ type: 'ready' });
		return () => window.removeEventListener('message', listen);
	}, []);

	useEffect(() => {
		if (view !== undefined) host.saveState({ view, choices });
	}, [view, choices]);

	const sentence = useMemo(() => {
		if (trouble === undefined) return undefined;
		return trouble.kind === 'engine' ? problemSentence(trouble.problem, localize) : trouble.sentence;
	}, [trouble, localize]);

	return (
		<Language.Provider value={localize}>
			<main>
				{sentence === undefined ? null : (
					<div class="trouble">
						<span role="status">{sentence}</span>
						{trouble?.kind === 'engine' && trouble.asVolume !== undefined ? <button type="button" onClick={() => dispatch({ type: 'read', thirdAxis: 'depth' })}>{localize('Read the first axis as depth (3-D)')}</button> : null}
					</div>
				)}
				{shown === undefined || view === undefined ? null : <Panel key={view.id} shown={shown} state={state} dispatch={dispatch} host={host} plays={view.id !== restored.current} />}
			</main>
		</Language.Provider>
	);
}
