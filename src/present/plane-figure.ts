import { colourScale, shade } from './colour';
import { heatMapSvg, type Plane } from './heat-map';
import { cellNumber } from './number';

/** Text made safe for HTML and for attributes in double quotes. */
export function escapeHtml(text: string): string {
	return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll('\'', '&#39;');
}

/** Cells drawn around a plane: how many, and what they hold. */
export interface Border {
	readonly top: number;
	readonly left: number;
	readonly bottom: number;
	readonly right: number;
	readonly value: number;
}

/** What a figure of a plane shows beside its numbers. */
export interface FigureOptions {
	/** Said in place of the picture. */
	readonly label: string;
	readonly border?: Border;
	/** Cells with a frame, as row and column, counted from the plane's own first cell: negative on the border. */
	readonly marked?: ReadonlyArray<readonly [row: number, column: number]>;
	/** Cells from this one on, row by row, are not filled in yet. */
	readonly filled?: number;
}

const NO_BORDER: Border = { top: 0, left: 0, bottom: 0, right: 0, value: 0 };
const SIZE = 34;
const GAP = 2;
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

/** A plane as an SVG element with its numbers, its border and its marks; as a heat map where it is large. */
export function planeFigure(plane: Plane, { label, border = NO_BORDER, marked = [], filled = Infinity }: FigureOptions): string {
	const title = escapeHtml(showsNumbers(plane) ? `${label}: ${planeText(plane)}` : label);
	if (!showsNumbers(plane)) return heatMapSvg(plane).replace('<svg ', `<svg role="img" aria-label="${title}" `);
	const scale = colourScale(plane.values);
	const isMarked = new Set(marked.map(([row, column]) => `${row},${column}`));
	const cells: string[] = [];
	for (let row = -border.top; row < plane.rows + border.bottom; row++) for (let column = -border.left; column < plane.columns + border.right; column++) {
		const inside = row >= 0 && row < plane.rows && column >= 0 && column < plane.columns;
		const value = inside ? plane.values[row * plane.columns + column]! : border.value;
		const known = !inside || row * plane.columns + column < filled;
		const [x, y] = [(column + border.left) * (SIZE + GAP) + GAP, (row + border.top) * (SIZE + GAP) + GAP];
		const mark = isMarked.has(`${row},${column}`) ? ' class="convlens-marked"' : '';
		const place = `x="${x}" y="${y}" width="${SIZE}" height="${SIZE}" rx="3"`;
		if (!inside || !known) {
			cells.push(`<rect${mark} ${place} fill="none" stroke="currentColor" stroke-opacity="0.35" stroke-dasharray="3 3"/>`);
			if (!inside) cells.push(`<text x="${x + SIZE / 2}" y="${y + SIZE / 2}" fill="currentColor" fill-opacity="0.6">${cellNumber(value).text}</text>`);
			continue;
		}
		const { background, text } = shade(value, scale);
		cells.push(`<rect${mark} ${place} fill="${background}"/><text x="${x + SIZE / 2}" y="${y + SIZE / 2}" fill="${text}">${cellNumber(value).text}</text>`);
	}
	const [width, height] = [(plane.columns + border.left + border.right) * (SIZE + GAP) + GAP, (plane.rows + border.top + border.bottom) * (SIZE + GAP) + GAP];
	return `<svg role="img" aria-label="${title}" xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="monospace" font-size="12" text-anchor="middle" dominant-baseline="central">${cells.join('')}</svg>`;
}
