import { colourScale, shade } from './colour';
import { moved } from './figure/drawing';
import type { FigureCell, FigureFrame, FigureGrid } from './figure/grid';
import { GAP, gridMarks, gridSize } from './figure/grid-drawing';
import { PROSE } from './figure/palette';
import { figureSvg } from './figure/svg';
import { heatMapSvg, type Plane } from './heat-map';
import { cellNumber } from './number';

/** Cells drawn around a plane: how many, and what they hold. */
export interface Border {
	readonly top: number;
	readonly left: number;
	readonly bottom: number;
	readonly right: number;
	readonly value: number;
}

/** A cell under a window: the hue of the weight that meets it, and that weight. */
export interface MetCell {
	readonly row: number;
	readonly column: number;
	readonly hue: string;
	readonly corner?: string;
}

/** What a figure of a plane shows beside its numbers. */
export interface FigureOptions {
	/** Said in place of the picture. */
	readonly label: string;
	readonly border?: Border;
	/** Cells that a window covers, counted from the plane's own first cell: negative on the border. */
	readonly met?: readonly MetCell[];
	/** The cell that is written out. */
	readonly current?: { readonly row: number; readonly column: number };
	/** A rectangle of cells with a line around it, counted like the cells. */
	readonly frame?: Omit<FigureFrame, 'look'>;
	/** Cells from this one on, row by row, are not filled in yet. */
	readonly filled?: number;
}

const NO_BORDER: Border = { top: 0, left: 0, bottom: 0, right: 0, value: 0 };
const CELLS = { side: 34, gap: GAP };
/** Room for the lines around marked cells. */
const EDGE = 4;
/** Above this many rows or columns the numbers are left out. */
const MOST_CELLS = 16;

/** The plane in words, row by row, for who cannot see it. */
function planeText({ rows, columns, values }: Plane): string {
	return Array.from({ length: rows }, (_, row) => Array.from(values.subarray(row * columns, (row + 1) * columns), (value) => cellNumber(value).text).join(' ')).join(' / ');
}

/** Whether a plane is small enough that its numbers are shown. */
export function showsNumbers({ rows, columns }: Pick<Plane, 'rows' | 'columns'>): boolean {
	return Math.max(rows, columns) <= MOST_CELLS;
}

/** The plane with its border as a matrix to draw. */
function bordered(plane: Plane, { border = NO_BORDER, met = [], current, frame, filled = Infinity }: Omit<FigureOptions, 'label'>): FigureGrid {
	const scale = colourScale(plane.values);
	const weights = new Map(met.map((cell) => [`${cell.row},${cell.column}`, cell]));
	return {
		rows: plane.rows + border.top + border.bottom,
		columns: plane.columns + border.left + border.right,
		frames: frame === undefined ? [] : [{ ...frame, row: frame.row + border.top, column: frame.column + border.left, look: 'window' }],
		cell(drawnRow, drawnColumn): FigureCell {
			const [row, column] = [drawnRow - border.top, drawnColumn - border.left];
			const inside = row >= 0 && row < plane.rows && column >= 0 && column < plane.columns;
			const value = inside ? plane.values[row * plane.columns + column]! : border.value;
			const covered = weights.get(`${row},${column}`);
			if (covered !== undefined) return { value, look: 'covered', background: covered.hue, ...covered.corner === undefined ? {} : { corner: covered.corner } };
			if (!inside) return { value, look: 'padding' };
			if (row * plane.columns + column >= filled) return { value: undefined, look: 'pending' };
			return { value, look: 'plain', ...shade(value, scale), ...current?.row === row && current.column === column ? { mark: 'current' } : {} };
		},
	};
}

/** A plane as an SVG element with its numbers, its border and its marks; as a heat map where it is large. */
export function planeFigure(plane: Plane, { label, ...options }: FigureOptions): string {
	if (!showsNumbers(plane)) return heatMapSvg(plane, label);
	const grid = bordered(plane, options);
	const { width, height } = gridSize(grid, CELLS);
	return figureSvg(
		{ width: width + 2 * EDGE, height: height + 2 * EDGE, marks: gridMarks(grid, CELLS).map((mark) => moved(mark, EDGE, EDGE)) },
		{ palette: PROSE, font: 'var(--vscode-editor-font-family, monospace)', label: `${label}: ${planeText(plane)}` },
	);
}
