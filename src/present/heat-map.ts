import { colourScale, shade } from './colour';
import { cellNumber } from './number';

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
export function heatMapSvg(plane: Plane): string {
	const shown = shrink(plane, MOST_CELLS);
	const withNumbers = Math.max(plane.rows, plane.columns) <= MOST_WITH_NUMBERS;
	const size = withNumbers ? 34 : Math.max(3, Math.floor(192 / Math.max(shown.rows, shown.columns)));
	const gap = withNumbers ? 2 : 0;
	const scale = colourScale(plane.values);
	const cells: string[] = [];
	for (let row = 0; row < shown.rows; row++) {
		for (let column = 0; column < shown.columns; column++) {
			const value = shown.values[row * shown.columns + column]!;
			const { background, text } = shade(value, scale);
			const [x, y] = [column * (size + gap), row * (size + gap)];
			cells.push(`<rect x="${x}" y="${y}" width="${size}" height="${size}" rx="${withNumbers ? 3 : 0}" fill="${background}"/>`);
			if (withNumbers) cells.push(`<text x="${x + size / 2}" y="${y + size / 2}" fill="${text}">${cellNumber(value).text}</text>`);
		}
	}
	const [width, height] = [shown.columns * (size + gap) - gap, shown.rows * (size + gap) - gap];
	return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="monospace" font-size="12" text-anchor="middle" dominant-baseline="central">${cells.join('')}</svg>`;
}
