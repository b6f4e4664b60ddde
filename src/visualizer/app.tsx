import type { VNode } from 'preact';
import { useEffect, useMemo, useReducer, useRef } from 'preact/hooks';
import { localizeWith } from '../present/localize';
import { problemSentence } from '../present/problem';
import type { Host } from './host';
import { Language } from './localization';
import type { Opening } from './opening';
import { Panel } from './panel';
import { isEditorMessage, savedView } from './protocol';
import { savedChoices } from './saved-choices';
import { EMPTY_VIEW, reduce, type ViewState } from './view-state';

/** What the page begins with: its HTML's matrices, unless it was here before; since then they may have changed. */
function beginning(host: Host, { show }: Opening): ViewState {
	const saved = host.savedState(), view = savedView(saved);
	return view === undefined && show !== undefined ? reduce(EMPTY_VIEW, show) : { ...EMPTY_VIEW, view, choices: savedChoices(saved) };
}

/** The whole page: what it was told and what it remembers. */
export function App({ host, opening }: { readonly host: Host; readonly opening: Opening }): VNode {
	const [state, dispatch] = useReducer(reduce, undefined, () => beginning(host, opening));
	const localize = useMemo(() => localizeWith(opening.bundle), [opening]);
	const restored = useRef(savedView(host.savedState())?.id);
	const { shown, trouble, view, choices } = state;

	useEffect(() => {
		const listen = ({ data }: MessageEvent<unknown>): void => {
			if (isEditorMessage(data)) dispatch(data);
		};
		window.addEventListener('message', listen);
		host.send({ type: 'ready', showing: shown === undefined ? 'nothing' : 'opening' });
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
