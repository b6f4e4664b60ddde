import type { VNode } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { traceCell } from '../engine/pipeline';
import { colourScale } from '../present/colour';
import type { Figure } from '../present/figure/drawing';
import type { Computation, Preparation } from './computation';
import { focusOn, type Focus } from './focus';
import type { Sight } from './focus-figure';
import type { ExportWriters } from './export-writers';
import { loadExportWriters } from './load-export-writers';
import { useLocalize } from './localization';
import { hyperparameters, mapName, stageName } from './stage-name';
import { MOST_READABLE } from './stage-figure';
import type { PageMessage } from './protocol';
import type { Choices } from './view-state';

/** More steps make no slides and no table that anyone would read. */
const MOST_STEPS = 400;
/** More numbers are no script to be read. */
const MOST_NUMBERS = 20_000;

interface ExportMenuProps {
	readonly focus: Focus;
	readonly computation: Computation;
	readonly preparation: Preparation;
	readonly choices: Choices;
	/** What is seen now beside the numbers. */
	readonly sight: Sight;
	readonly send: (message: PageMessage) => void;
}

/** A GIF that is being made: how many of its steps are drawn. */
interface Recording {
	readonly done: number;
	readonly steps: number;
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
	const record = async ({ passGif }: ExportWriters, steps: number, figureAt: (step: number) => Figure): Promise<void> => {
		const stop = new AbortController();
		const tell = (done: number): void => setRecording({ done, steps, cancel: () => stop.abort() });
		tell(0);
		const content = await passGif(steps, figureAt, tell, stop.signal);
		setRecording(undefined);
		if (content !== undefined) properties.send({ type: 'save', files: [{ name: 'convolution.gif', content }] });
	};
	return (
		<>
			{recording === undefined ? null : (
				<span class="recording">
					<progress value={recording.done} max={recording.steps} aria-label={localize('Drawing the animation …')} />
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
	/** undefined while an animation is made already */
	readonly record: ((writers: ExportWriters, steps: number, figureAt: (step: number) => Figure) => Promise<void>) | undefined;
}

function ExportItems({ focus, computation, preparation, choices, sight, send, writers, close, record }: ExportItemsProps): VNode {
	const localize = useLocalize();
	const input = focus.index === 0 ? localize('Input') : mapName(computation.results[focus.index - 1]!, localize);
	const stage = stageName(choices.stages[focus.index]!, [focus.lattice.window.rows, focus.lattice.window.columns], localize);
	const names = { stage: [stage, ...hyperparameters(focus.result, localize)].join(', '), input, kernel: localize('Kernel'), output: mapName(focus.result, localize) };
	const scale = colourScale(choices.scope === 'all' ? focus.result.output.data : focus.outputPlane.values);
	const allSteps = Array.from({ length: Math.min(focus.steps, MOST_STEPS) }, (_, step) => step);
	const { quiz } = sight;
	const focusAt = (step: number): Focus => focusOn(computation, { ...choices, step }) ?? focus;
	const now = (): Figure => writers.focusFigure(focus, sight, scale, names, localize);
	/** The drawings of a pass, all of one size. */
	const pass = (): (step: number) => Figure => {
		const room = writers.roomFor(allSteps.map((step) => writers.linesBelow(focusAt(step), sight, localize)));
		return (step) => writers.focusFigure(focusAt(step), sight, scale, names, localize, room);
	};
	const svg = (figure: Figure): string => writers.figureFile(figure, names.stage);
	const onlyPicture = focus.result.precision === 'exact' && focus.trace !== undefined ? undefined : localize('The map is a picture without exact numbers.');
	const tooLarge = onlyPicture ?? (sight.views.size === 0 ? undefined : localize('With more than {most} rows or columns only this step is drawn, as a picture.', { most: MOST_READABLE }));
	const tooMany = onlyPicture ?? (focus.steps <= MOST_STEPS ? undefined : localize('More than {most} steps: {steps}.', { most: MOST_STEPS, steps: focus.steps }));
	const tooManyNumbers = computation.input.data.length <= MOST_NUMBERS ? undefined : localize('More than {most} numbers.', { most: MOST_NUMBERS });
	return (
		<div class="menu-items">
			{item(localize('This step as SVG'), undefined, () => send({ type: 'save', files: [{ name: 'convolution.svg', content: svg(now()) }] }))}
			{item(localize('This step as PNG'), undefined, () => void writers.figurePng(now()).then((content) => send({ type: 'save', files: [{ name: 'convolution.png', content }] })))}
			{item(localize('All steps as an animated GIF'), tooLarge ?? tooMany ?? (record === undefined ? localize('Drawing the animation …') : undefined), () => void record?.(writers, focus.steps, pass()))}
			{item(localize('All steps as numbered SVG files'), tooLarge ?? tooMany, () => {
				const figureAt = pass();
				send({ type: 'save', files: allSteps.map((step) => ({ name: `step-${String(step + 1).padStart(3, '0')}.svg`, content: svg(figureAt(step)) })) });
			})}
			{item(localize('This step as LaTeX (TikZ)'), tooLarge, () => send({ type: 'open', language: 'latex', text: writers.figureTikz(now()) }))}
			{item(localize('Table of all steps in Markdown'), tooMany, () => send({ type: 'open', language: 'markdown', text: table() }))}
			{codeItem(localize('NumPy code'), writers.numpyCode)}
			{codeItem(localize('PyTorch code'), writers.pytorchCode)}
			{codeItem(localize('Keras code'), writers.kerasCode)}
			{item(localize('Copy the map as …'), quiz === undefined ? onlyPicture : localize('The quiz hides the map.'), () => send({ type: 'copy', name: 'map', shape: focus.result.output.shape.length >= 4 ? [focus.outputPlane.rows, focus.outputPlane.columns] : [focus.outputPlane.values.length], values: focus.outputPlane.values.slice() }))}
		</div>
	);

	/** One entry; where it cannot be had, it says why. */
	function item(label: string, refusal: string | undefined, act: () => void): VNode {
		return <button type="button" disabled={refusal !== undefined} onClick={() => { close(); act(); }}>{label}{refusal === undefined ? null : <small>{refusal}</small>}</button>;
	}

	function codeItem(label: string, write: ExportWriters['numpyCode']): VNode {
		const text = tooManyNumbers === undefined ? write(computation.input, preparation.stages) : undefined;
		return item(label, text === undefined ? tooManyNumbers ?? (computation.input.shape.length === 5 ? localize('Volumes are written as PyTorch code only.') : localize('This framework has no layer that does the same.')) : undefined, () => send({ type: 'open', language: 'python', text: text ?? '' }));
	}

	function table(): string {
		const maps = focus.result.output.shape.length >= 4;
		const slice = focus.volume === undefined ? [] : [focus.volume.outputSlice];
		const { columns } = focus.lattice.output;
		return writers.stepTable(allSteps.map((step) => traceCell(focus.result.stage, focus.input, maps ? [focus.sample, focus.outputChannel, ...slice, Math.floor(step / columns), step % columns] : [focus.sample, step])), localize, (step) => quiz?.hides(Math.floor(step / columns), step % columns) === true);
	}
}
