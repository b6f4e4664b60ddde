import { hexColour, shade, weightHex, type ColourScale } from '../present/colour';
import { arithmeticText } from '../present/arithmetic';
import { matricesFigure, type Figure, type FigureCell } from '../present/figure';
import { cellNumber } from '../present/number';
import { inputFrames, inputLooks, kernelLooks, outputLooks } from './cell-looks';
import type { GridCell } from './grid-cell';
import type { Focus } from './focus';

/** Longer arithmetic would widen the drawing beyond a page. */
const LONGEST_LINE = 90;
/** More cells along a side make no drawing that could be read. */
const MOST_CELLS = 32;

/** Whether the stage is small enough to be drawn with its numbers. */
export function canDraw({ lattice }: Focus): boolean {
	return Math.max(lattice.rows, lattice.columns, lattice.output.rows, lattice.output.columns, lattice.window.columns) <= MOST_CELLS;
}

function text(value: number | undefined): string {
	return value === undefined ? '' : cellNumber(value).text;
}

function matrixCell({ value, look, corner, mark, background }: GridCell, fill: string | undefined): FigureCell {
	return {
		text: text(value),
		...corner === undefined ? {} : { corner },
		...background === undefined || fill === undefined ? {} : { fill },
		look: look === 'padding' || look === 'inserted' ? 'padding' : look === 'pending' ? 'pending' : mark === 'current' ? 'current' : 'plain',
	};
}

/** The stage at one output cell as a drawing: what the panel shows, on paper. */
export function focusFigure(focus: Focus, scale: ColourScale, names: { readonly input: string; readonly kernel: string; readonly output: string }): Figure {
	const { lattice, kernelPlane, covered, trace } = focus;
	const weights = lattice.window.rows * lattice.window.columns;
	const weightAt = new Map(covered.map((cell) => [cell.row * lattice.columns + cell.column, cell.weight]));
	const [input, kernel, output] = [inputLooks(focus), kernelLooks(focus), outputLooks(focus, scale)];
	const frame = inputFrames(focus).find(({ look }) => look === 'window');
	const line = trace === undefined ? '' : arithmeticText(trace);
	const size = (rows: number, columns: number): string => `${rows}×${columns}`;
	return matricesFigure([
		{
			caption: `${names.input} ${size(lattice.rows, lattice.columns)}`, rows: lattice.rows, columns: lattice.columns, sign: kernelPlane === undefined ? '→' : '✱',
			cell: (row, column) => matrixCell(input(row, column), weightHex(weightAt.get(row * lattice.columns + column) ?? 0, weights)), ...frame === undefined ? {} : { frame },
		},
		...kernelPlane === undefined ? [] : [{
			caption: `${names.kernel} ${size(kernelPlane.rows, kernelPlane.columns)}`, rows: kernelPlane.rows, columns: kernelPlane.columns, sign: '=',
			cell: (row: number, column: number) => matrixCell(kernel(row, column), weightHex(row * kernelPlane.columns + column, weights)),
		}],
		{
			caption: `${names.output} ${size(lattice.output.rows, lattice.output.columns)}`, rows: lattice.output.rows, columns: lattice.output.columns,
			cell: (row, column) => {
				const cell = output(row, column);
				if (cell.value === undefined) return matrixCell(cell, undefined);
				const { background, text: textFill } = shade(cell.value, scale);
				return { ...matrixCell(cell, hexColour(background)), textFill };
			},
		},
	], line.length <= LONGEST_LINE ? line : '');
}
