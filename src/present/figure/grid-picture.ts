import { hexColour } from '../colour';
import { moved, type Dots, type Mark } from './drawing';
import type { FigureCell, FigureGrid } from './grid';
import { cellOutline, cellPlace, frameMark, gridSize, type CellScale } from './grid-drawing';
import { PAPER } from './palette';

/** A matrix drawn in dots, for paper: far smaller than its cells as shapes where there are thousands of them. */
export interface GridPicture {
	readonly dots: Dots;
	/** px */
	readonly width: number;
	readonly height: number;
	/** The outlines and frames, to be drawn above the dots. */
	readonly above: readonly Mark[];
}

type Colour = readonly [red: number, green: number, blue: number];

function colourOf({ look, background }: FigureCell): string {
	return background ?? (look === 'padding' || look === 'inserted' ? PAPER.hatch : PAPER.faint);
}

/** Red, green and blue of CSS colours, each read once. */
function colourReader(): (colour: string) => Colour {
	const known = new Map<string, Colour>();
	return (colour) => {
		const kept = known.get(colour);
		if (kept !== undefined) return kept;
		const hex = hexColour(colour);
		const read: Colour = [parseInt(hex.slice(1, 3), 16), parseInt(hex.slice(3, 5), 16), parseInt(hex.slice(5, 7), 16)];
		known.set(colour, read);
		return read;
	};
}

/** A matrix too large for its numbers, a dot for each px: every cell in its colour, with the ground between them. */
export function gridPicture(grid: FigureGrid, scale: CellScale): GridPicture {
	const { width, height } = gridSize(grid, scale);
	const bytes = new Uint8ClampedArray(width * height * 4);
	const read = colourReader();
	const { side } = scale;
	const outlines: Mark[] = [];
	for (let row = 0; row < grid.rows; row++) for (let column = 0; column < grid.columns; column++) {
		const cell = grid.cell(row, column);
		const { x, y } = cellPlace(row, column, scale);
		const outline = cellOutline(cell, scale.side);
		if (outline !== undefined) outlines.push(moved(outline, x, y));
		const [red, green, blue] = read(colourOf(cell));
		for (let down = 0; down < side; down++) {
			let at = ((y + down) * width + x) * 4;
			for (let across = 0; across < side; across++) {
				bytes[at++] = red;
				bytes[at++] = green;
				bytes[at++] = blue;
				bytes[at++] = 255;
			}
		}
	}
	return { dots: { rows: height, columns: width, bytes }, width, height, above: [...outlines, ...(grid.frames ?? []).map((frame) => frameMark(frame, scale))] };
}
