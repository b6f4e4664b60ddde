import assert from 'node:assert/strict';
import { animation } from '../../../src/visualizer/animation';

/** A picture of one colour with one pixel of another. */
function picture(width: number, height: number, at: number): Uint8ClampedArray {
	const pixels = new Uint8ClampedArray(width * height * 4).fill(255);
	pixels.set([200, 30, 90, 255], at * 4);
	return pixels;
}

describe('an animated GIF', () => {
	const frames = [0, 5, 11].map((at) => picture(4, 3, at));
	const gif = animation(4, 3, frames);
	frames.forEach((pixels, index) => gif.add(pixels, index === 2 ? 2500 : 800));
	const bytes = Buffer.from(gif.finish());

	it('has the size of its pictures, repeats for ever and is ended', () => {
		assert.equal(bytes.toString('latin1', 0, 6), 'GIF89a');
		assert.deepEqual([bytes.readUInt16LE(6), bytes.readUInt16LE(8)], [4, 3]);
		const loop = bytes.indexOf('NETSCAPE2.0', 0, 'latin1');
		assert.equal(bytes.readUInt16LE(loop + 13), 0);
		assert.equal(bytes.at(-1), 0x3b);
	});

	it('holds every picture for its time, later ones over what is there', () => {
		const controls: Array<readonly [disposal: number, transparent: number, delay: number]> = [];
		for (let at = bytes.indexOf('\x21\xf9\x04', 0, 'latin1'); at !== -1; at = bytes.indexOf('\x21\xf9\x04', at + 1, 'latin1')) controls.push([(bytes[at + 3]! >> 2) & 7, bytes[at + 3]! & 1, bytes.readUInt16LE(at + 4)]);
		assert.deepEqual(controls, [[0, 0, 80], [1, 1, 80], [1, 1, 250]]);
	});

	it('keeps colours as they are: white stays white', () => {
		const palette = Array.from(bytes.subarray(13, 13 + 3 * 2 ** ((bytes[10]! & 7) + 1)));
		const colours = Array.from({ length: palette.length / 3 }, (_, index) => palette.slice(index * 3, index * 3 + 3).join());
		assert.ok(colours.includes('255,255,255') && colours.includes('200,30,90'));
	});
});
