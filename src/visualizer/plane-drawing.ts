import { shade, type ColourScale } from '../present/colour';
import type { Plane } from '../present/heat-map';
import { cellNumber } from '../present/number';
import type { FigureFrame } from '../present/figure/grid';
import type { Pixels } from './paint';
import type { Scale } from './viewport';

/** From this size on, in px, a cell carries its number. */
const READABLE_CELL = 26;
/** How pale the cells are that the pass has not come to. */
const PALE = 0.3;

/** The picture at one pixel a cell, painted once and kept while it is panned and revealed. */
export function bitmapOf({ rows, columns, bytes }: Pixels): HTMLCanvasElement {
	const canvas = document.createElement('canvas');
	canvas.width = columns;
	canvas.height = rows;
	canvas.getContext('2d')?.putImageData(new ImageData(bytes, columns, rows), 0, 0);
	return canvas;
}

/** A picture that is shown smaller than it is, at that size: so that scrubbing only copies pixels. Undefined where it is shown larger. */
export function shrunkBitmap(bitmap: HTMLCanvasElement, { x, y }: Scale): HTMLCanvasElement | undefined {
	const ratio = window.devicePixelRatio;
	if (x * ratio >= 1 && y * ratio >= 1) return undefined;
	const canvas = document.createElement('canvas');
	canvas.width = Math.max(1, Math.round(bitmap.width * x * ratio));
	canvas.height = Math.max(1, Math.round(bitmap.height * y * ratio));
	canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
	return canvas;
}

/** What is drawn of a plane. */
export interface Drawing {
	readonly bitmap: HTMLCanvasElement;
	/** The same at the size in which it is shown, where that is smaller. */
	readonly shrunk: HTMLCanvasElement | undefined;
	readonly plane: Plane;
	/** Whether its numbers may be read: those of a picture may not. */
	readonly exact: boolean;
	readonly scale: ColourScale;
	/** px a cell */
	readonly cell: Scale;
	/** Where the plane's first cell lies on the canvas, in px. */
	readonly corner: { readonly x: number; readonly y: number };
	/** Where the picture's first cell, padding included, lies on the canvas: what frames count from. */
	readonly origin: { readonly x: number; readonly y: number };
	readonly frames: readonly FigureFrame[];
	/** How many cells, row by row, the pass has come to. */
	readonly revealed: number;
	readonly focusColour: string;
	readonly fontFamily: string;
}

function drawPicture(context: CanvasRenderingContext2D, { bitmap, shrunk, plane, cell, corner, revealed }: Drawing): void {
	const { rows, columns } = plane;
	const source = shrunk ?? bitmap;
	const rowsOf = (first: number, count: number): void => {
		if (count > 0) context.drawImage(source, 0, (source.height * first) / rows, source.width, (source.height * count) / rows, corner.x, corner.y + first * cell.y, columns * cell.x, count * cell.y);
	};
	const whole = Math.min(rows, Math.floor(revealed / columns));
	context.globalAlpha = PALE;
	rowsOf(whole, rows - whole);
	context.globalAlpha = 1;
	rowsOf(0, whole);
	const rest = whole < rows ? revealed % columns : 0;
	if (rest > 0) context.drawImage(bitmap, 0, whole, rest, 1, corner.x, corner.y + whole * cell.y, rest * cell.x, cell.y);
}

function drawNumbers(context: CanvasRenderingContext2D, { plane, scale, cell, corner, revealed, fontFamily }: Drawing, width: number, height: number): void {
	const { rows, columns, values } = plane;
	context.font = `${Math.min(14, Math.round(cell.x * 0.34))}px ${fontFamily}`;
	context.textAlign = 'center';
	context.textBaseline = 'middle';
	const digits = cell.x >= 40 ? 4 : 2;
	for (let row = Math.max(0, Math.floor(-corner.y / cell.y)); row < rows && corner.y + row * cell.y < height; row++) {
		for (let column = Math.max(0, Math.floor(-corner.x / cell.x)); column < columns && corner.x + column * cell.x < width; column++) {
			const index = row * columns + column;
			if (index >= revealed) return;
			context.fillStyle = shade(values[index]!, scale).text;
			context.fillText(cellNumber(values[index]!, digits).text, corner.x + (column + 0.5) * cell.x, corner.y + (row + 0.5) * cell.y);
		}
	}
}

/** Paints the canvas anew, with so many dots a px. */
export function drawPlane(canvas: HTMLCanvasElement, drawing: Drawing, ratio = window.devicePixelRatio): void {
	const context = canvas.getContext('2d');
	if (context === null) return;
	const { cell, origin, frames, exact, focusColour } = drawing;
	const [width, height] = [canvas.width / ratio, canvas.height / ratio];
	context.setTransform(ratio, 0, 0, ratio, 0, 0);
	context.clearRect(0, 0, width, height);
	context.imageSmoothingEnabled = cell.x < 1 || cell.y < 1;
	drawPicture(context, drawing);
	if (exact && Math.min(cell.x, cell.y) >= READABLE_CELL) drawNumbers(context, drawing, width, height);
	context.strokeStyle = focusColour;
	context.lineWidth = 2;
	for (const frame of frames) {
		context.globalAlpha = frame.look === 'ghost' ? 0.5 : 1;
		const [x, y] = [origin.x + frame.column * cell.x, origin.y + frame.row * cell.y];
		context.strokeRect(x - 1, y - 1, Math.max(6, frame.columns * cell.x) + 2, Math.max(6, frame.rows * cell.y) + 2);
	}
	context.globalAlpha = 1;
}
