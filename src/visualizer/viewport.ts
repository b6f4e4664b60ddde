/** What part of a picture a canvas shows. It is told in shares of the picture, so that pictures of other sizes can be shown alike. */
export interface Viewport {
	/** 1 shows all of it. */
	readonly zoom: number;
	/** Where the canvas's upper left corner lies: 0 to 1 along the picture's height and its width. */
	readonly top: number;
	readonly left: number;
}

export interface Picture { readonly rows: number; readonly columns: number }
export interface Size { readonly width: number; readonly height: number }
export interface Point { readonly x: number; readonly y: number }

/** Some cells of a picture. */
export interface Region extends Picture { readonly row: number; readonly column: number }

/** px a cell, across and down */
export interface Scale { readonly x: number; readonly y: number }

/** All of the picture. */
export const FITTED: Viewport = { zoom: 1, top: 0, left: 0 };

/** px; closer than this nobody needs to look at a cell. */
const LARGEST_CELL = 64;
/** px; no picture is thinner: the cells of one long row are drawn taller than wide until they are looked at closely. */
const THINNEST = 40;

function fittedCell({ rows, columns }: Picture, { width, height }: Size): number {
	return Math.min(width / columns, height / rows);
}

/** px a cell */
export function scaleOf(picture: Picture, size: Size, { zoom }: Viewport): Scale {
	const cell = fittedCell(picture, size) * zoom;
	return { x: Math.max(cell, THINNEST / picture.columns), y: Math.max(cell, THINNEST / picture.rows) };
}

function contained(picture: Picture, size: Size, { zoom, top, left }: Viewport): Viewport {
	const { x, y } = scaleOf(picture, size, { zoom, top, left });
	const within = (share: number, length: number, room: number): number => Math.min(Math.max(0, 1 - room / length), Math.max(0, share));
	return { zoom, top: within(top, picture.rows * y, size.height), left: within(left, picture.columns * x, size.width) };
}

/** Zoomed by a factor, with the cell under the point staying where it is. */
export function zoomed(picture: Picture, size: Size, viewport: Viewport, factor: number, { x, y }: Point): Viewport {
	const zoom = Math.min(Math.max(1, LARGEST_CELL / fittedCell(picture, size)), Math.max(1, viewport.zoom * factor));
	const [before, after] = [scaleOf(picture, size, viewport), scaleOf(picture, size, { ...viewport, zoom })];
	return contained(picture, size, {
		zoom,
		top: viewport.top + (y / before.y - y / after.y) / picture.rows,
		left: viewport.left + (x / before.x - x / after.x) / picture.columns,
	});
}

/** Moved by this many px, as far as the picture goes. */
export function panned(picture: Picture, size: Size, viewport: Viewport, { x, y }: Point): Viewport {
	const scale = scaleOf(picture, size, viewport);
	return contained(picture, size, { ...viewport, top: viewport.top - y / scale.y / picture.rows, left: viewport.left - x / scale.x / picture.columns });
}

/** Moved no further than it takes to see these cells; the same viewport where they are in sight. */
export function inSight(picture: Picture, size: Size, viewport: Viewport, { row, column, rows, columns }: Region): Viewport {
	const scale = scaleOf(picture, size, viewport);
	const moved = (share: number, cells: number, first: number, count: number, room: number): number => {
		const start = share * cells;
		const wanted = first < start ? first : first + count > start + room ? Math.min(first, first + count - room) : start;
		return wanted === start ? share : wanted / cells;
	};
	const top = moved(viewport.top, picture.rows, row, rows, size.height / scale.y);
	const left = moved(viewport.left, picture.columns, column, columns, size.width / scale.x);
	return top === viewport.top && left === viewport.left ? viewport : contained(picture, size, { ...viewport, top, left });
}

/** The cell at a point of the canvas; undefined beside the picture. */
export function placeAt(picture: Picture, size: Size, viewport: Viewport, { x, y }: Point): { readonly row: number; readonly column: number } | undefined {
	const scale = scaleOf(picture, size, viewport);
	const [row, column] = [Math.floor(viewport.top * picture.rows + y / scale.y), Math.floor(viewport.left * picture.columns + x / scale.x)];
	return row >= 0 && row < picture.rows && column >= 0 && column < picture.columns ? { row, column } : undefined;
}

/** The cells of a picture that a view shows, those at its edges that it shows in part included. */
export function cellsInView(picture: Picture, size: Size, viewport: Viewport): Region {
	const { x, y } = scaleOf(picture, size, viewport);
	const along = (share: number, cells: number, room: number): readonly [number, number] => {
		const first = Math.floor(share * cells + 1e-6);
		return [first, Math.min(cells, Math.ceil(share * cells + room - 1e-6)) - first];
	};
	const [row, rows] = along(viewport.top, picture.rows, size.height / y);
	const [column, columns] = along(viewport.left, picture.columns, size.width / x);
	return { row, column, rows, columns };
}
