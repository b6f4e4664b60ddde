import { applyPalette, GIFEncoder, quantize } from 'gifenc';

/** One index is left for "as before". */
const COLOURS = 255;
/** GIF's disposal method "do not dispose": what a frame leaves out stays as it was. */
const KEEP = 1;

/** An animated GIF in the making. */
export interface Animation {
	/** Adds a picture, RGBA, that stays for so many milliseconds. */
	add(pixels: Uint8ClampedArray, delay: number): void;
	/** The file's bytes; nothing may be added afterwards. */
	finish(): Uint8Array<ArrayBuffer>;
}

/**
 * An animation that repeats, of pictures of this size, in the colours that the samples hold: one palette for all, since the pictures of
 * a pass differ in a few cells. A picture after the first holds only what changed.
 */
export function animation(width: number, height: number, samples: readonly Uint8ClampedArray[]): Animation {
	const encoder = GIFEncoder();
	const together = new Uint8ClampedArray(samples.reduce((sum, { length }) => sum + length, 0));
	samples.reduce((offset, sample) => {
		together.set(sample, offset);
		return offset + sample.length;
	}, 0);
	const palette = quantize(together, COLOURS, { format: 'rgb565' });
	const asBefore = palette.length;
	let before: Uint8Array | undefined;
	return {
		add(pixels, delay) {
			const indices = applyPalette(pixels, palette, 'rgb565');
			if (before === undefined) encoder.writeFrame(indices, width, height, { palette: [...palette, [0, 0, 0]], delay, repeat: 0 });
			else encoder.writeFrame(indices.map((colour, place) => (colour === before![place] ? asBefore : colour)), width, height, { delay, transparent: true, transparentIndex: asBefore, dispose: KEEP });
			before = indices;
		},
		finish() {
			encoder.finish();
			return encoder.bytes();
		},
	};
}
