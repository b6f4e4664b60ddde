// What the export menu offers of the stage on view: every entry with what it does, or why it cannot be had.
import { traceCell } from '../engine/pipeline';
import { kerasCode } from '../present/code-keras';
import { numpyCode } from '../present/code-numpy';
import { pytorchCode } from '../present/code-pytorch';
import { colourScale } from '../present/colour';
import type { Figure } from '../present/figure/drawing';
import { roomFor } from '../present/figure/matrices-figure';
import { PAPER } from '../present/figure/palette';
import { figureSvg } from '../present/figure/svg';
import { figureTikz } from '../present/figure/tikz';
import type { Localize } from '../present/localize';
import { showCount } from '../present/number';
import { stepTable } from '../present/step-table';
import type { Computation, Preparation } from './computation';
import { dotsAddress, figurePng } from './figure-canvas';
import { focusOn, type Focus } from './focus';
import { focusFigure, linesBelow, type Sight } from './focus-figure';
import { inTurns, type Turns } from './in-turns';
import { figureName, framesOf, MOST_DRAWN } from './pass-frames';
import { passGif } from './pass-gif';
import type { PageMessage, SavedFile } from './protocol';
import { hyperparameters, mapName, stageName } from './stage-name';
import type { Choices } from './view-state';

/** A longer table would be read by no one. */
const MOST_ROWS = 5_000;
/** More numbers are no script to be read. */
const MOST_NUMBERS = 20_000;

/** What the entries are about. */
export interface Exported {
	readonly focus: Focus;
	readonly computation: Computation;
	readonly preparation: Preparation;
	readonly choices: Choices;
	/** What is seen now beside the numbers. */
	readonly sight: Sight;
	readonly send: (message: PageMessage) => void;
	/** Saves what is drawn in so many turns, unless it is cancelled; undefined while a pass is drawn already. */
	readonly record: ((frames: number, draw: (turns: Turns) => Promise<readonly SavedFile[] | undefined>) => Promise<void>) | undefined;
	readonly localize: Localize;
}

/** An entry of the menu: what it does, or why it cannot be had. */
export interface ExportEntry {
	readonly label: string;
	/** Said below the label: what the entry leaves out, or why there is none. */
	readonly note: string | undefined;
	/** undefined where it cannot be had. */
	readonly act: (() => void) | undefined;
}

/** The drawing as an SVG file, on white. */
function figureFile(figure: Figure, label: string): string {
	return figureSvg(figure, { palette: PAPER, font: 'Helvetica, Arial, sans-serif', ground: '#ffffff', label, addressOf: dotsAddress });
}

/** All entries, in the menu's order. Nothing is drawn or written before one is chosen. */
export function exportEntries({ focus, computation, preparation, choices, sight, send, record, localize }: Exported): readonly ExportEntry[] {
	const input = focus.index === 0 ? localize('Input') : mapName(computation.results[focus.index - 1]!, localize);
	const stage = stageName(choices.stages[focus.index]!, [focus.lattice.window.rows, focus.lattice.window.columns], localize);
	const names = { stage: [stage, ...hyperparameters(focus.result, localize)].join(', '), input, kernel: localize('Kernel'), output: mapName(focus.result, localize) };
	const scale = colourScale(choices.scope === 'all' ? focus.result.output.data : focus.outputPlane.values);
	const { lattice: { rows, columns, output }, steps } = focus;
	const frames = framesOf(steps);
	const { quiz } = sight;
	/** The whole of a large map, rather than what of it is in view. */
	const whole: Sight = { ...sight, views: new Map() };
	const focusAt = (step: number): Focus => focusOn(computation, { ...choices, step }) ?? focus;
	const now = (): Figure => focusFigure(focus, sight, scale, names, localize);
	const onlyPicture = focus.result.precision === 'exact' && focus.trace !== undefined ? undefined : localize('The map is a picture without exact numbers.');
	const tooLarge = onlyPicture ?? (Math.max(rows, columns, output.rows, output.columns) <= MOST_DRAWN ? undefined : localize('For up to {most} rows and columns. “This step as SVG” draws what is in view: zoom in first.', { most: MOST_DRAWN }));
	const tooMany = onlyPicture ?? (steps <= MOST_ROWS ? undefined : localize('More than {most} steps: {steps}.', { most: showCount(MOST_ROWS), steps: showCount(steps) }));
	const tooManyNumbers = computation.input.data.length <= MOST_NUMBERS ? undefined : localize('More than {most} numbers: {count}.', { most: showCount(MOST_NUMBERS), count: showCount(computation.input.data.length) });
	const busy = record === undefined ? localize('A pass is being drawn.') : undefined;
	const some = frames.length === steps ? undefined : localize('{frames} of the {steps} steps, evenly spaced', { frames: frames.length, steps: showCount(steps) });
	return [
		entry(localize('This step as SVG'), undefined, () => send({ type: 'save', files: [{ name: 'convolution.svg', content: figureFile(now(), names.stage) }] })),
		entry(localize('This step as PNG'), undefined, () => void figurePng(now()).then((content) => send({ type: 'save', files: [{ name: 'convolution.png', content }] }))),
		entry(localize('All steps as an animated GIF'), tooLarge ?? busy, () => void record?.(frames.length, async (turns) => {
			const figureAt = pass();
			const content = await passGif(frames.length, (frame) => figureAt(frames[frame]!), turns);
			return content && [{ name: 'convolution.gif', content }];
		}), some),
		entry(localize('All steps as numbered SVG files'), tooLarge ?? busy, () => void record?.(frames.length, async (turns) => {
			const figureAt = pass();
			const files: SavedFile[] = [];
			const isWhole = await inTurns(frames.length, (frame) => files.push({ name: figureName(frames[frame]!, steps), content: figureFile(figureAt(frames[frame]!), names.stage) }), turns);
			return isWhole ? files : undefined;
		}), some),
		entry(localize('This step as LaTeX (TikZ)'), tooLarge, () => send({ type: 'open', language: 'latex', text: figureTikz(focusFigure(focus, whole, scale, names, localize, { dots: false })) })),
		entry(localize('Table of all steps in Markdown'), tooMany, () => send({ type: 'open', language: 'markdown', text: table() })),
		codeEntry(localize('NumPy code'), numpyCode),
		codeEntry(localize('PyTorch code'), pytorchCode),
		codeEntry(localize('Keras code'), kerasCode),
		entry(localize('Copy the map as …'), quiz === undefined ? onlyPicture : localize('The quiz hides the map.'), () => send({ type: 'copy', name: 'map', shape: focus.result.output.shape.length >= 4 ? [output.rows, output.columns] : [focus.outputPlane.values.length], values: focus.outputPlane.values.slice() })),
	];

	function entry(label: string, refusal: string | undefined, act: () => void, note?: string): ExportEntry {
		return { label, note: refusal ?? note, act: refusal === undefined ? act : undefined };
	}

	function codeEntry(label: string, write: typeof numpyCode): ExportEntry {
		const text = tooManyNumbers === undefined ? write(computation.input, preparation.stages) : undefined;
		return entry(label, text === undefined ? tooManyNumbers ?? (computation.input.shape.length === 5 ? localize('Volumes are written as PyTorch code only.') : localize('This framework has no layer that does the same.')) : undefined, () => send({ type: 'open', language: 'python', text: text ?? '' }));
	}

	/** The drawings of a pass, all of one size. */
	function pass(): (step: number) => Figure {
		const room = roomFor(frames.map((step) => linesBelow(focusAt(step), whole, localize)));
		return (step) => focusFigure(focusAt(step), whole, scale, names, localize, { room });
	}

	function table(): string {
		const maps = focus.result.output.shape.length >= 4;
		const slice = focus.volume === undefined ? [] : [focus.volume.outputSlice];
		const place = (step: number): readonly [number, number] => [Math.floor(step / output.columns), step % output.columns];
		const traces = Array.from({ length: steps }, (_, step) => traceCell(focus.result.stage, focus.input, maps ? [focus.sample, focus.outputChannel, ...slice, ...place(step)] : [focus.sample, step]));
		return stepTable(traces, localize, (step) => quiz?.hides(...place(step)) === true);
	}
}
