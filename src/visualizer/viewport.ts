/** What part of a picture a canvas shows: its zoom over the fitted size, and the cell at the upper left corner. */
export interface Viewport {
	/** 1 shows all of it. */
	readonly zoom: number;
	readonly row: number;
	readonly column: number;
}

export interface Picture { readonly rows: number; readonly columns: number }
export interface Size { readonly width: number; readonly height: number }
export interface Point { readonly x: number; readonly y: number }

/** All of the picture. */
export const FITTED: Viewport = { zoom: 1, row: 0, column: 0 };

/** px; closer than this nobody needs to look at a cell. */
const LARGEST_CELL = 64;

/** px a cell */
export function scaleOf({ rows, columns }: Picture, { width, height }: Size, { zoom }: Viewport): number {
	return Math.min(width / columns, height / rows) * zoom;
}

function contained(picture: Picture, size: Size, viewport: Viewport): Viewport {
	const cell = scaleOf(picture, size, viewport);
	const last = (cells: number, room: number): number => Math.max(0, cells - room / cell);
	return {
		zoom: viewport.zoom,
		row: Math.min(last(picture.rows, size.height), Math.max(0, viewport.row)),
		column: Math.min(last(picture.columns, size.width), Math.max(0, viewport.column)),
	};
}

/** Zoomed by a factor, with the cell under the point staying where it is. */
export function zoomed(picture: Picture, size: Size, viewport: Viewport, factor: number, { x, y }: Point): Viewport {
	const fitted = scaleOf(picture, size, FITTED);
	const zoom = Math.min(Math.max(1, LARGEST_CELL / fitted), Math.max(1, viewport.zoom * factor));
	const [before, after] = [fitted * viewport.zoom, fitted * zoom];
	return contained(picture, size, { zoom, row: viewport.row + y / before - y / after, column: viewport.column + x / before - x / after });
}

/** Moved by this many px, as far as the picture goes. */
export function panned(picture: Picture, size: Size, viewport: Viewport, { x, y }: Point): Viewport {
	const cell = scaleOf(picture, size, viewport);
	return contained(picture, size, { ...viewport, row: viewport.row - y / cell, column: viewport.column - x / cell });
}

/** The cell at a point of the canvas; undefined beside the picture. */
export function placeAt(picture: Picture, size: Size, viewport: Viewport, { x, y }: Point): { readonly row: number; readonly column: number } | undefined {
	const cell = scaleOf(picture, size, viewport);
	const [row, column] = [Math.floor(viewport.row + y / cell), Math.floor(viewport.column + x / cell)];
	return row >= 0 && row < picture.rows && column >= 0 && column < picture.columns ? { row, column } : undefined;
}
