import type { VNode } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { Exported } from './export-entries';
import type { ExportWriters } from './export-writers';
import { loadExportWriters } from './load-export-writers';
import { useLocalize } from './localization';

type ExportMenuProps = Omit<Exported, 'localize' | 'record'>;

/** A pass that is being drawn: how many of its frames are drawn. */
interface Recording {
	readonly done: number;
	readonly frames: number;
	readonly cancel: () => void;
}

/** What can be taken away: pictures, steps, tables, code and the map's numbers. Nothing is drawn or written before it is asked for. */
export function ExportMenu(properties: ExportMenuProps): VNode {
	const localize = useLocalize();
	const menu = useRef<HTMLDetailsElement>(null);
	const [open, setOpen] = useState(false);
	const [recording, setRecording] = useState<Recording>();
	const [writers, setWriters] = useState<ExportWriters | 'missing'>();
	const close = (): void => {
		if (menu.current !== null) menu.current.open = false;
	};
	const show = (shown: boolean): void => {
		setOpen(shown);
		if (shown && (writers === undefined || writers === 'missing')) loadExportWriters().then(setWriters, () => setWriters('missing'));
	};
	const record: Exported['record'] = async (frames, draw) => {
		const stop = new AbortController();
		const tell = (done: number): void => setRecording({ done, frames, cancel: () => stop.abort() });
		tell(0);
		const files = await draw({ progress: tell, cancelled: stop.signal });
		setRecording(undefined);
		if (files !== undefined) properties.send({ type: 'save', files });
	};
	return (
		<>
			{recording === undefined ? null : (
				<span class="recording">
					<progress value={recording.done} max={recording.frames} aria-label={localize('Drawing the pass …')} />
					<button type="button" onClick={recording.cancel}>{localize('Cancel')}</button>
				</span>
			)}
			<details
				class="menu"
				ref={menu}
				onToggle={(event) => show(event.currentTarget.open)}
				onKeyDown={(event) => {
					if (event.key !== 'Escape' || menu.current?.open !== true) return;
					event.stopPropagation();
					close();
					menu.current.querySelector('summary')?.focus();
				}}
				onFocusOut={({ relatedTarget }) => { if (relatedTarget instanceof Node && menu.current?.contains(relatedTarget) === false) close(); }}
			>
				<summary>{localize('Export')}</summary>
				{open && writers === 'missing' ? <p class="menu-items">{localize('What writes the exports could not be loaded.')}</p> : null}
				{open && writers !== undefined && writers !== 'missing' ? <ExportItems {...properties} writers={writers} close={close} record={recording === undefined ? record : undefined} /> : null}
			</details>
		</>
	);
}

interface ExportItemsProps extends ExportMenuProps {
	readonly writers: ExportWriters;
	readonly close: () => void;
	readonly record: Exported['record'];
}

function ExportItems({ writers, close, ...exported }: ExportItemsProps): VNode {
	const localize = useLocalize();
	return (
		<div class="menu-items">
			{writers.exportEntries({ ...exported, localize }).map(({ label, note, act }) => (
				<button type="button" key={label} disabled={act === undefined} onClick={() => { close(); act?.(); }}>{label}{note === undefined ? null : <small>{note}</small>}</button>
			))}
		</div>
	);
}
