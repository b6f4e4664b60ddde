import type { Figure } from '../present/figure/drawing';
import { animation } from './animation';
import { FINE, figureCanvas } from './figure-canvas';
import { inTurns, type Turns } from './in-turns';

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

/**
 * A pass as an animated GIF, a picture for each frame, all of one size; the last one stays longer. It is made frame by frame, so that the
 * page goes on answering; undefined where it was cancelled.
 */
export async function passGif(frames: number, figureAt: (frame: number) => Figure, turns: Turns): Promise<Uint8Array<ArrayBuffer> | undefined> {
	const last = figureAt(frames - 1);
	const dots = Math.min(FINE, Math.sqrt(MOST_DOTS / (last.width * last.height)));
	const samples = [...new Set([0, Math.floor(frames / 2), frames - 1])].map((frame) => pixelsOf(figureAt(frame), dots));
	const { width, height } = samples[0]!;
	const gif = animation(width, height, samples.map(({ data }) => data));
	const delay = Math.min(SLOWEST, Math.max(FASTEST, LONGEST_PASS / frames));
	const isWhole = await inTurns(frames, (frame) => gif.add(pixelsOf(figureAt(frame), dots).data, frame === frames - 1 ? LAST : delay), turns);
	return isWhole ? gif.finish() : undefined;
}
