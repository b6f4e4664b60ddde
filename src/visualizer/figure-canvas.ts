import type { Figure } from '../present/figure';

/** Dots of a picture for each px of the drawing. */
const DOTS = 2;

/** The drawing on a canvas, on white. */
export function figureCanvas({ width, height, marks }: Figure): HTMLCanvasElement {
	const canvas = document.createElement('canvas');
	canvas.width = width * DOTS;
	canvas.height = height * DOTS;
	const context = canvas.getContext('2d');
	if (context === null) return canvas;
	context.scale(DOTS, DOTS);
	context.fillStyle = '#ffffff';
	context.fillRect(0, 0, width, height);
	context.textAlign = 'center';
	context.textBaseline = 'middle';
	for (const mark of marks) {
		if (mark.kind === 'text') {
			context.font = `${mark.bold === true ? '600 ' : ''}${mark.size}px sans-serif`;
			context.fillStyle = mark.fill;
			context.fillText(mark.text, mark.x, mark.y);
			continue;
		}
		context.beginPath();
		context.roundRect(mark.x, mark.y, mark.width, mark.height, 3);
		if (mark.fill !== undefined) {
			context.fillStyle = mark.fill;
			context.fill();
		}
		if (mark.stroke === undefined) continue;
		context.setLineDash(mark.dashed === true ? [3, 2] : []);
		context.strokeStyle = mark.stroke;
		context.lineWidth = mark.strokeWidth ?? 1;
		context.stroke();
	}
	return canvas;
}

/** The drawing as a PNG file. */
export async function figurePng(figure: Figure): Promise<Uint8Array> {
	const blob = await new Promise<Blob | null>((resolve) => { figureCanvas(figure).toBlob(resolve, 'image/png'); });
	return blob === null ? new Uint8Array() : new Uint8Array(await blob.arrayBuffer());
}
