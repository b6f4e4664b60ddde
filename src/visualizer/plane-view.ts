import type { ShownPicture } from '../present/figure/matrices-figure';
import { PAPER } from '../present/figure/palette';
import { drawPlane, type Drawing } from './plane-drawing';
import type { PointedCell } from './links';
import type { Region, Size } from './viewport';

/** What a canvas shows of a map, as a part of a drawing on paper. */
export interface PlaneView extends ShownPicture {
	/** The cells in view, where these are not all. */
	readonly region: Region | undefined;
}

/** The views of the stage's canvases, each made when it is asked for. */
export type PlaneViews = Map<PointedCell['part'], () => PlaneView>;

/** Dots for each px of a view that is taken away. */
const DOTS = 2;

/** The view of a canvas on paper: what it shows, in finer dots and in colours for white. */
export function planeView(drawing: Drawing, { width, height }: Size, region: Region | undefined): PlaneView {
	const canvas = document.createElement('canvas');
	canvas.width = Math.round(width * DOTS);
	canvas.height = Math.round(height * DOTS);
	drawPlane(canvas, { ...drawing, focusColour: PAPER.focus, fontFamily: 'sans-serif' }, DOTS);
	const context = canvas.getContext('2d');
	if (context !== null) { // what no cell covers, padding and the room around the map, is light grey
		context.setTransform(1, 0, 0, 1, 0, 0);
		context.globalCompositeOperation = 'destination-over';
		for (const [colour, box] of [['#ffffff', mapOf(drawing)], [PAPER.faint, { x: 0, y: 0, width, height }]] as const) {
			context.fillStyle = colour;
			context.fillRect(box.x * DOTS, box.y * DOTS, box.width * DOTS, box.height * DOTS);
		}
	}
	const bytes = context?.getImageData(0, 0, canvas.width, canvas.height).data ?? new Uint8ClampedArray(canvas.width * canvas.height * 4);
	return { dots: { rows: canvas.height, columns: canvas.width, bytes }, width, height, region };
}

/** Where the map's own cells lie, in px. */
function mapOf({ plane, cell, corner }: Drawing): Size & { readonly x: number; readonly y: number } {
	return { ...corner, width: plane.columns * cell.x, height: plane.rows * cell.y };
}
