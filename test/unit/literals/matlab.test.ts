import assert from 'node:assert/strict';
import { at, literal, matrix, refused, written } from './readings';

describe('MATLAB rows', () => {
	it('read rows parted by semicolons and by line ends', () => {
		assert.deepEqual(matrix('K = [1 -2; -3 4];', 'matlab'), { name: 'K', shape: [2, 2], data: [1, -2, -3, 4] });
		assert.deepEqual(matrix('[1 2 % first\n 3 4]', 'matlab').shape, [2, 2]);
		assert.deepEqual(matrix('[1;2;3]', 'matlab').shape, [3, 1]);
	});

	it('tell `1 -2` from `1 - 2` and `1, -2`', () => {
		assert.deepEqual(matrix('[1 -2; 3 - 4 5]', 'matlab').data, [1, -2, -1, 5]);
		assert.deepEqual(matrix('[1, -2]', 'matlab'), { shape: [1, 2], data: [1, -2] });
		assert.deepEqual(matrix('[1 - 2]', 'matlab'), { shape: [1, 1], data: [-1] });
	});

	it('carry a row on behind three dots', () => {
		assert.deepEqual(matrix('[1 2 ...\n 3 4]', 'matlab').shape, [1, 4]);
		assert.deepEqual(matrix('k = [1 1 1;...\n 1 0 1;... middle\r\n 1 1 1];', 'octave').shape, [3, 3]);
	});

	it('read semicolons as rows in any language, with the place of every number', () => {
		const text = 'the kernel [1 -2; -3 4e0] of the lecture';
		assert.deepEqual(matrix(text, 'markdown').data, [1, -2, -3, 4]);
		assert.deepEqual(written(text, literal(text, 'markdown')), ['1', '-2', '-3', '4e0']);
	});

	it('leave the language to decide about `[1 2 3]`', () => {
		assert.deepEqual(matrix('[1 2 3]', 'matlab').shape, [1, 3]);
		assert.deepEqual(matrix('[1 2 3]', 'python').shape, [3]);
	});

	it('refuse ragged rows, names and imaginary parts', () => {
		const text = '[1 2; 3]';
		const { refusal, at: place } = refused(text, 'matlab');
		assert.deepEqual(refusal, { reason: 'ragged', row: 2, count: 1, firstRow: 1, lastRow: 1, expected: 2 });
		assert.equal(at(text, place), '3');
		assert.deepEqual(refused('[1 2 x; 3 4 5]', 'matlab').refusal, { reason: 'symbolic', text: 'x' });
		assert.deepEqual(refused('[1+2i 3; 4 5]', 'matlab').refusal, { reason: 'complex', text: '1+2i' });
		assert.equal(refused('[1 2 ... 9; 1 2 ... 9]', 'matlab').refusal.reason, 'elided');
	});
});
