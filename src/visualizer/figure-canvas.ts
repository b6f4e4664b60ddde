import type { Dots, Figure, Stroke } from '../present/figure/drawing';
import { colourOf, PAPER } from '../present/figure/palette';

/** Dots of a picture for each px of the drawing, where it is to be printed or projected. */
export const FINE = 2;

function dotsCanvas({ rows, columns, bytes }: Dots): HTMLCanvasElement {
	const canvas = document.createElement('canvas');
	canvas.width = columns;
	canvas.height = rows;
	canvas.getContext('2d')?.putImageData(new ImageData(bytes, columns, rows), 0, 0);
	return canvas;
}

/** The dots as a PNG image in a data URL, for an SVG file. */
export function dotsAddress(dots: Dots): string {
	return dotsCanvas(dots).toDataURL('image/png');
}

function draw(context: CanvasRenderingContext2D, { width, height, marks }: Figure): void {
	context.fillStyle = '#ffffff';
	context.fillRect(0, 0, width, height);
	context.textBaseline = 'alphabetic';
	const strokeWith = ({ paint, width: line, dash }: Stroke): void => {
		context.setLineDash(dash === undefined ? [] : [...dash]);
		context.strokeStyle = colourOf(paint, PAPER);
		context.lineWidth = line;
		context.stroke();
	};
	for (const mark of marks) {
		if (mark.kind === 'text') {
			context.font = `${mark.bold ? '600 ' : ''}${mark.size}px sans-serif`;
			context.textAlign = mark.anchor === 'middle' ? 'center' : mark.anchor;
			context.fillStyle = colourOf(mark.fill, PAPER);
			context.fillText(mark.text, mark.x, mark.y + mark.size * 0.35);
			continue;
		}
		if (mark.kind === 'picture') {
			context.drawImage(dotsCanvas(mark.dots), mark.x, mark.y, mark.width, mark.height);
			continue;
		}
		context.beginPath();
		if (mark.kind === 'lines') {
			for (const [fromX, fromY, toX, toY] of mark.lines) {
				context.moveTo(fromX, fromY);
				context.lineTo(toX, toY);
			}
			strokeWith(mark.stroke);
			continue;
		}
		context.roundRect(mark.x, mark.y, mark.width, mark.height, mark.radius);
		if (mark.fill !== undefined) {
			context.fillStyle = colourOf(mark.fill, PAPER);
			context.fill();
		}
		if (mark.stroke !== undefined) strokeWith(mark.stroke);
	}
}

/** The drawing on a canvas, on white, with so many dots a px. */
export function figureCanvas(figure: Figure, dots: number): HTMLCanvasElement {
	const canvas = document.createElement('canvas');
	canvas.width = Math.round(figure.width * dots);
	canvas.height = Math.round(figure.height * dots);
	const context = canvas.getContext('2d', { willReadFrequently: true });
	context?.scale(dots, dots);
	if (context !== null) draw(context, figure);
	return canvas;
}

/** The drawing as a PNG file. */
export async function figurePng(figure: Figure): Promise<Uint8Array> {
	const blob = await new Promise<Blob | null>((resolve) => { figureCanvas(figure, FINE).toBlob(resolve, 'image/png'); });
	return blob === null ? new Uint8Array() : new Uint8Array(await blob.arrayBuffer());
}
