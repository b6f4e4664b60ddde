import type { StageResult } from '../engine/pipeline';
import type { ColourScale } from '../present/colour';
import type { Figure } from '../present/figure/drawing';
import { gridPicture } from '../present/figure/grid-picture';
import { cellScale, matricesFigure, type CaptionedGrid, type LinesRoom } from '../present/figure/matrices-figure';
import { formulaText, outputSizeFormula } from '../present/formula';
import type { FigureGrid } from '../present/figure/grid';
import type { Localize } from '../present/localize';
import { arithmeticText, openSum } from '../present/arithmetic';
import { showNumber } from '../present/number';
import { inputFrames, inputLooks, kernelLooks, outputLooks } from './cell-looks';
import { MOST_READABLE } from './figure-layout';
import type { Focus } from './focus';
import { colourPlanes, inputScale, inputShades, pictureKind } from './input-picture';
import type { PointedCell } from './links';
import type { PlaneView, PlaneViews } from './plane-view';
import type { QuizBoard } from './quiz';
import { summandsOf } from './summands';
import type { Choices, ShownPair } from './view-state';

/** Longer lines would widen the drawing beyond a page. */
const LONGEST_LINE = 96;
const MOST_LINES = 6;
/** A sum over as many lines as it takes, broken before a plus; of a very long one the beginning and the end. */
export function brokenSum(sum: string): string[] {
	const lines: string[] = [];
	for (const part of sum.split(/ (?=\+ )/)) {
		const last = lines.at(-1);
		if (last !== undefined && last.length + 1 + part.length <= LONGEST_LINE) lines[lines.length - 1] = `${last} ${part}`;
		else lines.push(part);
	}
	return lines.length <= MOST_LINES ? lines : [...lines.slice(0, MOST_LINES - 2), '+ …', lines.at(-1)!];
}

/** The output-size formulas with their numbers, in one line where they fit into one. */
function sizeLines({ geometry: { axes } }: StageResult): string[] {
	const formulas = axes.map((axis, index) => formulaText(outputSizeFormula(axis, axes.length === 1 || index === 1 ? 'W' : 'H').numeric).replaceAll('_o', 'ₒ'));
	const whole = formulas.join(',   ');
	return whole.length <= LONGEST_LINE ? formulas.length === 0 ? [] : [whole] : formulas;
}

/** What the drawing calls its parts. */
export interface FigureNames {
	/** The stage: Convolution 2×2. */
	readonly stage: string;
	readonly input: string;
	readonly kernel: string;
	readonly output: string;
}

/** What is seen of the stage beside its numbers: the views of maps too large to be read, the map that a quiz hides, and an image's colours. */
export interface Sight {
	readonly views: PlaneViews;
	readonly quiz: QuizBoard | undefined;
	readonly shown: ShownPair;
	readonly picture: Choices['picture'];
}

/** How the drawing is made. */
export interface FigureOptions {
	/** Room for the lines below, so that the drawings of a pass are all of one size. */
	readonly room?: LinesRoom;
	/** Whether cells too small for numbers may be drawn as dots: TikZ draws shapes only. */
	readonly dots?: boolean;
}

/** px that the longer side of a matrix takes whose cells are too small for numbers */
const LARGE_SIDE = 640;

/** A matrix that can be read, in numbers; a larger one in small cells. */
function drawn(grid: FigureGrid, dots: boolean): Pick<CaptionedGrid, 'content' | 'side'> {
	const longest = Math.max(grid.rows, grid.columns);
	if (longest <= MOST_READABLE) return { content: grid };
	const side = Math.floor(LARGE_SIDE / longest);
	return dots ? { content: gridPicture(grid, cellScale(side)) } : { content: grid, side };
}

/** Whether the total of an output cell is still to be found out. */
export function isHidden({ quiz }: Sight, { lattice }: Focus, step: number): boolean {
	return quiz?.hides(Math.floor(step / lattice.output.columns), step % lattice.output.columns) === true;
}

/** What the slices of a volume add, where there are few enough of them. */
function sliceLines(focus: Focus, localize: Localize): string[] {
	const { volume } = focus;
	const summands = summandsOf(focus);
	if (volume === undefined || summands.length < 2 || summands.length > MOST_LINES) return [];
	return [summands.map(({ sliceIndex, sum }) => {
		const slice = volume.under[sliceIndex]!.input;
		return localize('{name} adds {sum}', { name: slice === undefined ? localize('padding') : localize('slice {number}', { number: slice + 1 }), sum: showNumber(sum).text });
	}).join(', ')];
}

/** What is written below the drawing: the arithmetic of the cell, and the output-size formulas. */
export function linesBelow(focus: Focus, sight: Sight, localize: Localize): string[] {
	const { trace, result, shownStep } = focus;
	const sum = trace === undefined ? undefined : arithmeticText(trace);
	return [...sum === undefined ? [] : brokenSum(isHidden(sight, focus, shownStep) ? openSum(sum) : sum), ...sliceLines(focus, localize), ...sizeLines(result)];
}

/** The stage at one output cell as a drawing: what the panel shows, on paper. */
export function focusFigure(focus: Focus, sight: Sight, scale: ColourScale, names: FigureNames, localize: Localize, { room, dots = true }: FigureOptions = {}): Figure {
	const { lattice, kernelPlane, outputChannel, outputChannels, inputChannel, inputChannels, volume } = focus;
	const { quiz } = sight;
	const views: Partial<Readonly<Record<PointedCell['part'], PlaneView>>> = Object.fromEntries(Array.from(sight.views, ([part, view]) => [part, view()]));
	const seen = inputChannel - inputChannels[0]!;
	const under = volume?.under[volume.shown];
	const looks = outputLooks(focus, scale);
	const content = (part: PointedCell['part'], grid: FigureGrid): Pick<CaptionedGrid, 'content' | 'side'> => (views[part] === undefined ? drawn(grid, dots) : { content: views[part] });
	const grids: CaptionedGrid[] = [
		{
			name: names.input, detail: detail('input', lattice, seen, inputChannels.length, under === undefined ? undefined : under.input ?? 'padding', volume?.inputSlices), sign: kernelPlane === undefined ? '→' : '✱',
			...content('input', { rows: lattice.rows, columns: lattice.columns, cell: inputLooks(focus, shades()), frames: inputFrames(focus) }),
		},
		...kernelPlane === undefined ? [] : [{
			name: names.kernel, detail: detail('kernel', kernelPlane, seen, inputChannels.length, under?.kernel, volume?.under.length), sign: '=', ...content('kernel', { rows: kernelPlane.rows, columns: kernelPlane.columns, cell: kernelLooks(focus) }),
		}],
		{
			name: names.output, detail: detail('output', lattice.output, outputChannel, outputChannels, volume?.outputSlice, volume?.outputSlices), ...content('output', { ...lattice.output, cell: quiz?.looks(looks) ?? looks }),
			...quiz === undefined && focus.result.precision === 'exact' ? { legend: scale } : {}, // its ends would give the map away, or be told of a picture
		},
	];
	return matricesFigure(grids, { title: names.stage, lines: linesBelow(focus, sight, localize), ...room && { room } });

	/** The colours of an image's pixels, and of numbers that are not written. */
	function shades(): ReturnType<typeof inputShades> | undefined {
		const kind = pictureKind(sight.shown, focus.index);
		if (kind === undefined && Math.max(lattice.rows, lattice.columns) <= MOST_READABLE) return undefined;
		return inputShades(focus, inputScale(sight.shown, focus), kind === 'colour' && sight.picture === 'colours' ? colourPlanes(sight.shown, focus.sample) : undefined);
	}

	/** The size, which of several channels and slices, and what of a large map is in view. */
	function detail(part: PointedCell['part'], plane: { readonly rows: number; readonly columns: number }, channel: number, channels: number, slice: number | 'padding' | undefined, slices = 1): string {
		const region = views[part]?.region;
		return [
			`${plane.rows}×${plane.columns}`,
			...channels === 1 ? [] : [localize('channel {number} of {count}', { number: channel + 1, count: channels })],
			...slice === undefined || slices === 1 ? [] : [slice === 'padding' ? localize('padding') : localize('slice {number} of {count}', { number: slice + 1, count: slices })],
			...region === undefined ? [] : [localize('rows {top}–{bottom}, columns {left}–{right}', { top: region.row + 1, bottom: region.row + region.rows, left: region.column + 1, right: region.column + region.columns })],
		].join(', ');
	}
}
