import type { StageResult } from '../engine/pipeline';
import { arithmeticText } from '../present/arithmetic';
import type { ColourScale } from '../present/colour';
import type { Figure } from '../present/figure/drawing';
import { matricesFigure, type CaptionedGrid, type LinesRoom } from '../present/figure/matrices-figure';
import { formulaText, outputSizeFormula } from '../present/formula';
import type { Localize } from '../present/localize';
import { inputFrames, inputLooks, kernelLooks, outputLooks } from './cell-looks';
import type { Focus } from './focus';

/** Longer lines would widen the drawing beyond a page. */
const LONGEST_LINE = 96;
const MOST_LINES = 6;
/** More cells along a side make no drawing that could be read. */
export const MOST_CELLS = 32;

/** Whether the stage is small enough to be drawn with its numbers. A slice of a volume is not drawn: its arithmetic comes from several. */
export function canDraw({ lattice, volume }: Focus): boolean {
	return volume === undefined && Math.max(lattice.rows, lattice.columns, lattice.output.rows, lattice.output.columns, lattice.window.columns) <= MOST_CELLS;
}

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

/** What is written below the drawing: the arithmetic of the cell, and the output-size formulas. */
export function linesBelow({ trace, result }: Focus): string[] {
	return [...trace === undefined ? [] : brokenSum(arithmeticText(trace)), ...sizeLines(result)];
}

/** The stage at one output cell as a drawing: what the panel shows, on paper. */
export function focusFigure(focus: Focus, scale: ColourScale, names: FigureNames, localize: Localize, room?: LinesRoom): Figure {
	const { lattice, kernelPlane, outputChannel, outputChannels, inputChannel, inputChannels } = focus;
	const size = ({ rows, columns }: { readonly rows: number; readonly columns: number }): string => `${rows}×${columns}`;
	const ofChannels = (plane: { readonly rows: number; readonly columns: number }, channel: number, count: number): string => (count === 1 ? size(plane) : `${size(plane)}, ${localize('channel {number} of {count}', { number: channel + 1, count })}`);
	const seen = inputChannel - inputChannels[0]!;
	const grids: CaptionedGrid[] = [
		{
			name: names.input, detail: ofChannels(lattice, seen, inputChannels.length), sign: kernelPlane === undefined ? '→' : '✱',
			grid: { rows: lattice.rows, columns: lattice.columns, cell: inputLooks(focus), frames: inputFrames(focus) },
		},
		...kernelPlane === undefined ? [] : [{ name: names.kernel, detail: ofChannels(kernelPlane, seen, inputChannels.length), sign: '=', grid: { rows: kernelPlane.rows, columns: kernelPlane.columns, cell: kernelLooks(focus) } }],
		{ name: names.output, detail: ofChannels(lattice.output, outputChannel, outputChannels), grid: { ...lattice.output, cell: outputLooks(focus, scale) }, legend: scale },
	];
	return matricesFigure(grids, { title: names.stage, lines: linesBelow(focus), ...room && { room } });
}
