import { colourScale, shade } from './colour';
import type { FigureGrid } from './figure/grid';
import { GAP, gridMarks, gridSize, type CellScale } from './figure/grid-drawing';
import { PROSE } from './figure/palette';
import { figureSvg } from './figure/svg';

/** A matrix, row by row. */
export interface Plane {
	readonly rows: number;
	readonly columns: number;
	/** rows × columns values */
	readonly values: Float64Array;
}

/** The plane in at most `most` rows and columns, each new cell the mean of those it stands for. */
export function shrink(plane: Plane, most: number): Plane {
	const rows = Math.min(plane.rows, most);
	const columns = Math.min(plane.columns, most);
	if (rows === plane.rows && columns === plane.columns) return plane;
	const values = new Float64Array(rows * columns);
	for (let row = 0; row < rows; row++) {
		const [top, bottom] = [Math.floor((row * plane.rows) / rows), Math.floor(((row + 1) * plane.rows) / rows)];
		for (let column = 0; column < columns; column++) {
			const [left, right] = [Math.floor((column * plane.columns) / columns), Math.floor(((column + 1) * plane.columns) / columns)];
			let sum = 0;
			for (let y = top; y < bottom; y++) for (let x = left; x < right; x++) sum += plane.values[y * plane.columns + x]!;
			values[row * columns + column] = sum / ((bottom - top) * (right - left));
		}
	}
	return { rows, columns, values };
}

/** Above this many rows or columns a picture no longer shows the numbers. */
const MOST_WITH_NUMBERS = 8;
const MOST_CELLS = 48;

/** A matrix as an SVG picture: a coloured cell per value, with the numbers while they are few. Width and height in px. */
export function heatMapSvg(plane: Plane, label?: string): string {
	const shown = shrink(plane, MOST_CELLS);
	const withNumbers = Math.max(plane.rows, plane.columns) <= MOST_WITH_NUMBERS;
	const cells: CellScale = withNumbers ? { side: 34, gap: GAP } : { side: Math.max(3, Math.floor(192 / Math.max(shown.rows, shown.columns))), gap: 0 };
	const scale = colourScale(plane.values);
	const grid: FigureGrid = {
		rows: shown.rows,
		columns: shown.columns,
		cell(row, column) {
			const value = shown.values[row * shown.columns + column]!;
			return { value: withNumbers ? value : undefined, look: 'plain', ...shade(value, scale) };
		},
	};
	return figureSvg({ ...gridSize(grid, cells), marks: gridMarks(grid, cells) }, { palette: PROSE, font: 'monospace', ...label === undefined ? {} : { label } });
}
