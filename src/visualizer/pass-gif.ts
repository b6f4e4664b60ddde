import type { Figure } from '../present/figure/drawing';
import { animation } from './animation';
import { FINE, figureCanvas } from './figure-canvas';

/** Pictures of more dots make files that no slide holds. */
const MOST_DOTS = 700_000;
/** Milliseconds: a pass of few steps is slow, one of many takes no longer than this. */
const LONGEST_PASS = 30_000;
const SLOWEST = 800;
const FASTEST = 100;
const LAST = 2_500;

function pixelsOf(figure: Figure, dots: number): ImageData {
	const canvas = figureCanvas(figure, dots);
	return canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
}

/** Lets the page answer what was pressed and draw. */
async function pause(): Promise<void> {
	return new Promise((resolve) => { setTimeout(resolve); });
}

/**
 * A pass as an animated GIF, a picture for each step, all of one size; the last one stays longer. It is made step by step, so that the
 * page goes on answering; undefined where it was cancelled.
 */
export async function passGif(steps: number, figureAt: (step: number) => Figure, progress: (done: number) => void, cancelled: AbortSignal): Promise<Uint8Array<ArrayBuffer> | undefined> {
	const last = figureAt(steps - 1);
	const dots = Math.min(FINE, Math.sqrt(MOST_DOTS / (last.width * last.height)));
	const samples = [...new Set([0, Math.floor(steps / 2), steps - 1])].map((step) => pixelsOf(figureAt(step), dots));
	const { width, height } = samples[0]!;
	const gif = animation(width, height, samples.map(({ data }) => data));
	const delay = Math.min(SLOWEST, Math.max(FASTEST, LONGEST_PASS / steps));
	for (let step = 0; step < steps; step++) {
		await pause();
		if (cancelled.aborted) return undefined;
		gif.add(pixelsOf(figureAt(step), dots).data, step === steps - 1 ? LAST : delay);
		progress(step + 1);
	}
	return gif.finish();
}
