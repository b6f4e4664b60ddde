import type { VNode } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { traceCell } from '../engine/pipeline';
import { kerasCode } from '../present/code-keras';
import { numpyCode } from '../present/code-numpy';
import { pytorchCode } from '../present/code-pytorch';
import { colourScale } from '../present/colour';
import type { Figure } from '../present/figure/drawing';
import { PAPER } from '../present/figure/palette';
import { figureSvg } from '../present/figure/svg';
import { figureTikz } from '../present/figure/tikz';
import { stepTable } from '../present/step-table';
import type { Computation, Preparation } from './computation';
import { figurePng } from './figure-canvas';
import { focusOn, type Focus } from './focus';
import { canDraw, focusFigure } from './focus-figure';
import { useLocalize } from './localization';
import { hyperparameters, mapName, stageName } from './stage-name';
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
	readonly send: (message: PageMessage) => void;
}

/** What can be taken away: pictures, steps, tables, code and the map's numbers. Nothing is drawn or written before it is asked for. */
export function ExportMenu(properties: ExportMenuProps): VNode {
	const localize = useLocalize();
	const menu = useRef<HTMLDetailsElement>(null);
	const [open, setOpen] = useState(false);
	const close = (): void => {
		if (menu.current !== null) menu.current.open = false;
	};
	return (
		<details
			class="menu"
			ref={menu}
			onToggle={(event) => setOpen(event.currentTarget.open)}
			onKeyDown={(event) => {
				if (event.key !== 'Escape' || menu.current?.open !== true) return;
				event.stopPropagation();
				close();
				menu.current.querySelector('summary')?.focus();
			}}
			onFocusOut={({ relatedTarget }) => { if (relatedTarget instanceof Node && menu.current?.contains(relatedTarget) === false) close(); }}
		>
			<summary>{localize('Export')}</summary>
			{open ? <ExportItems {...properties} close={close} /> : null}
		</details>
	);
}

function ExportItems({ focus, computation, preparation, choices, send, close }: ExportMenuProps & { readonly close: () => void }): VNode {
	const localize = useLocalize();
	const exact = focus.result.precision === 'exact' && focus.trace !== undefined;
	const drawn = exact && canDraw(focus);
	const few = exact && focus.steps <= MOST_STEPS;
	const input = focus.index === 0 ? localize('Input') : mapName(computation.results[focus.index - 1]!, localize);
	const stage = stageName(choices.stages[focus.index]!, [focus.lattice.window.rows, focus.lattice.window.columns], localize);
	const names = { stage: [stage, ...hyperparameters(focus.result, localize)].join(', '), input, kernel: localize('Kernel'), output: mapName(focus.result, localize) };
	const scale = colourScale(choices.scope === 'all' ? focus.result.output.data : focus.outputPlane.values);
	const drawingOf = (at: Focus): Figure => focusFigure(at, scale, names, localize);
	const figureAt = (step: number): Figure => drawingOf(focusOn(computation, { ...choices, step }) ?? focus);
	const now = (): Figure => drawingOf(focus);
	const svg = (figure: Figure): string => figureSvg(figure, { palette: PAPER, font: 'Helvetica, Arial, sans-serif', ground: '#ffffff', label: names.stage });
	const numbers = computation.input.data.length;
	const code = (write: typeof numpyCode): (() => void) | undefined => {
		const text = numbers > MOST_NUMBERS ? undefined : write(computation.input, preparation.stages);
		return text === undefined ? undefined : () => send({ type: 'open', language: 'python', text });
	};
	const allSteps = Array.from({ length: few ? focus.steps : 0 }, (_, step) => step);
	return (
		<div class="menu-items">
			{item(localize('This step as SVG'), drawn ? () => send({ type: 'save', files: [{ name: 'convolution.svg', content: svg(now()) }] }) : undefined)}
			{item(localize('This step as PNG'), drawn ? () => void figurePng(now()).then((content) => send({ type: 'save', files: [{ name: 'convolution.png', content }] })) : undefined)}
			{item(localize('All steps as numbered SVG files'), drawn && few ? () => send({ type: 'save', files: allSteps.map((step) => ({ name: `step-${String(step + 1).padStart(3, '0')}.svg`, content: svg(figureAt(step)) })) }) : undefined)}
			{item(localize('This step as LaTeX (TikZ)'), drawn ? () => send({ type: 'open', language: 'latex', text: figureTikz(now()) }) : undefined)}
			{item(localize('Table of all steps in Markdown'), few ? () => send({ type: 'open', language: 'markdown', text: table() }) : undefined)}
			{item(localize('NumPy code'), code(numpyCode))}
			{item(localize('PyTorch code'), code(pytorchCode))}
			{item(localize('Keras code'), code(kerasCode))}
			{item(localize('Copy the map as …'), !exact ? undefined : () => send({ type: 'copy', name: 'map', shape: focus.result.output.shape.length === 4 ? [focus.outputPlane.rows, focus.outputPlane.columns] : [focus.outputPlane.values.length], values: focus.outputPlane.values.slice() }))}
		</div>
	);

	function item(label: string, act: (() => void) | undefined): VNode {
		return <button type="button" disabled={act === undefined} onClick={() => { close(); act?.(); }}>{label}</button>;
	}

	function table(): string {
		const maps = focus.result.output.shape.length === 4;
		const { columns } = focus.lattice.output;
		return stepTable(allSteps.map((step) => traceCell(focus.result.stage, focus.input, maps ? [focus.sample, focus.outputChannel, Math.floor(step / columns), step % columns] : [focus.sample, step])), localize);
	}
}
