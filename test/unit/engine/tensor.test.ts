import assert from 'node:assert/strict';
import fc from 'fast-check';
import { cellAt, elementCount, offsetOf, reshape, shapeText, strides, tensor } from '../../../src/engine/tensor';

const shapes = fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 5 });

describe('tensor', () => {
	it('holds 3·28·28 = 2,352 numbers in (3, 28, 28), one in a scalar, none in (2, 0)', () => {
		assert.deepEqual([[3, 28, 28], [], [2, 0]].map(elementCount), [2352, 1, 0]);
	});

	it('refuses 5 numbers for (2, 3)', () => {
		assert.throws(() => tensor([2, 3], [1, 2, 3, 4, 5]), RangeError);
	});

	it('copies plain numbers and keeps a Float64Array', () => {
		const numbers = [1, 2];
		const copied = tensor([2], numbers);
		numbers[0] = 9;
		assert.equal(copied.data[0], 1);
		const data = Float64Array.of(1, 2);
		assert.equal(tensor([2], data).data, data);
	});

	it('puts cell (1, 2, 3) of (2, 3, 4) at 23, its neighbours 12, 4 and 1 apart', () => {
		assert.equal(offsetOf([2, 3, 4], [1, 2, 3]), 23);
		assert.deepEqual(strides([2, 3, 4]), [12, 4, 1]);
	});

	it('finds every cell again by its offset', () => {
		fc.assert(fc.property(shapes, (shape) => {
			for (let offset = 0; offset < elementCount(shape); offset++) assert.equal(offsetOf(shape, cellAt(shape, offset)), offset);
		}));
	});

	it('reshapes (2, 3) to (3, 2) over the same numbers, and to (4,) not at all', () => {
		const matrix = tensor([2, 3], [1, 2, 3, 4, 5, 6]);
		assert.equal(reshape(matrix, [3, 2]).data, matrix.data);
		assert.throws(() => reshape(matrix, [4]), RangeError);
	});

	it('writes shapes as (3, 28, 28), (5,) and ()', () => {
		assert.deepEqual([[3, 28, 28], [5], []].map(shapeText), ['(3, 28, 28)', '(5,)', '()']);
	});
});
