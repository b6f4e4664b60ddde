import { shade, type ColourScale } from '../present/colour';
import type { Plane } from '../present/heat-map';
import { cellNumber } from '../present/number';
import type { FigureFrame } from '../present/figure/grid';
import type { Scale } from './viewport';

const SHADES = 256;
/** From this size on, in px, a cell carries its number. */
const READABLE_CELL = 26;
/** How pale the cells are that the pass has not come to. */
const PALE = 0.3;

function pixelOf(colour: string): readonly [number, number, number, number] {
	const [red = 0, green = 0, blue = 0] = colour.startsWith('#')
		? [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16))
		: (colour.match(/\d+/g) ?? []).map(Number);
	return [red, green, blue, 255];
}

/** The plane at one pixel a cell, painted once and kept while it is panned and revealed. */
export function bitmapOf({ rows, columns, values }: Plane, scale: ColourScale): HTMLCanvasElement {
	const canvas = document.createElement('canvas');
	canvas.width = columns;
	canvas.height = rows;
	const context = canvas.getContext('2d');
	if (context === null) return canvas;
	const [low, high] = scale.kind === 'diverging' ? [-scale.peak, scale.peak] : [scale.low, scale.high];
	const colours = new Uint32Array(SHADES + 1); // the last one is for what is not a number
	const bytes = new Uint8Array(colours.buffer);
	for (let index = 0; index <= SHADES; index++) {
		const value = index === SHADES ? NaN : low + ((high - low) * index) / (SHADES - 1);
		bytes.set(pixelOf(shade(value, scale).background), index * 4);
	}
	const image = context.createImageData(columns, rows);
	const pixels = new Uint32Array(image.data.buffer);
	const factor = high === low ? 0 : (SHADES - 1) / (high - low);
	for (let index = 0; index < pixels.length; index++) {
		const place = (values[index]! - low) * factor;
		pixels[index] = colours[place !== place ? SHADES : place <= 0 ? 0 : place >= SHADES - 1 ? SHADES - 1 : (place + 0.5) | 0]!;
	}
	context.putImageData(image, 0, 0);
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

/** Paints the canvas anew. */
export function drawPlane(canvas: HTMLCanvasElement, drawing: Drawing): void {
	const context = canvas.getContext('2d');
	if (context === null) return;
	const { cell, origin, frames, exact, focusColour } = drawing;
	const ratio = window.devicePixelRatio;
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
