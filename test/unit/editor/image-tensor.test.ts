import assert from 'node:assert/strict';
import { channelsFirst, imageTensor, looksChannelsLast } from '../../../src/editor/image-tensor';
import { elementCount, tensor } from '../../../src/engine/tensor';

describe('imageTensor', () => {
	it('puts 2 pixels of 3 colours channel-first: (3, 1, 2), red before green before blue', () => {
		const { shape, data } = imageTensor({ kind: 'pixels', width: 2, height: 1, rgba: Uint8Array.of(1, 2, 3, 255, 4, 5, 6, 255) });
		assert.deepEqual(shape, [3, 1, 2]);
		assert.deepEqual([...data], [1, 4, 2, 5, 3, 6]);
	});

	it('reads an image whose pixels are all grey as one channel: (1, 2, 1)', () => {
		const { shape, data } = imageTensor({ kind: 'pixels', width: 1, height: 2, rgba: Uint8Array.of(7, 7, 7, 255, 9, 9, 9, 255) });
		assert.deepEqual(shape, [1, 2, 1]);
		assert.deepEqual([...data], [7, 9]);
	});
});

describe('channelsFirst', () => {
	it('moves the last axis of (1, 2, 3) to the front: (3, 1, 2)', () => {
		assert.deepEqual(channelsFirst(tensor([1, 2, 3], [1, 2, 3, 4, 5, 6])), tensor([3, 1, 2], [1, 4, 2, 5, 3, 6]));
	});

	it('keeps the images of a batch apart: (2, 1, 2, 2) to (2, 2, 1, 2)', () => {
		assert.deepEqual(channelsFirst(tensor([2, 1, 2, 2], [1, 2, 3, 4, 5, 6, 7, 8])), tensor([2, 2, 1, 2], [1, 3, 2, 4, 5, 7, 6, 8]));
	});
});

describe('looksChannelsLast', () => {
	for (const [shape, expected] of [[[28, 28, 3], true], [[28, 28, 1], true], [[8, 28, 28, 4], true], [[3, 28, 28], false], [[3, 28, 3], false], [[28, 3], false], [[28, 28, 7], false]] as const) {
		it(`${String(expected)} for (${shape.join(', ')})`, () => assert.equal(looksChannelsLast(tensor(shape, new Float64Array(elementCount(shape)))), expected));
	}
});
