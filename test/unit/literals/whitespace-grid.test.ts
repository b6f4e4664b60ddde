import assert from 'node:assert/strict';
import { findLiterals } from '../../../src/literals/find';
import { at, literal, matrix, refused, written } from './readings';

describe('whitespace grids', () => {
	it('read lines of numbers, with or without a name before the first', () => {
		assert.deepEqual(matrix('X = 1 2 4\n    5 6 8\n    9 10 12'), { name: 'X', shape: [3, 3], data: [1, 2, 4, 5, 6, 8, 9, 10, 12] });
		assert.deepEqual(matrix('  0  -1   0\r\n -1   5  -1\r\n  0  -1   0\r\n').shape, [3, 3]);
		assert.deepEqual(matrix('Input:\n\n1\t2\n3\t4\n\nand so on').data, [1, 2, 3, 4]);
	});

	it('know the place of the grid and of its numbers', () => {
		const text = 'K = 1 -2\n   -3 4\nrest';
		const found = literal(text);
		assert.equal(at(text, found.range), '1 -2\n   -3 4');
		assert.deepEqual(written(text, found), ['1', '-2', '-3', '4']);
	});

	it('take a second name as the start of a second grid', () => {
		assert.deepEqual(
			findLiterals('X = 1 2\n 3 4\nK = 5 6\n 7 8').map((reading) => reading.kind === 'literal' && reading.literal.name),
			['X', 'K'],
		);
	});

	it('refuse a ragged grid: row 3 has 2, rows 1-2 have 3', () => {
		assert.deepEqual(refused('1 2 3\n4 5 6\n7 8').refusal, {
			reason: 'ragged',
			row: 3,
			count: 2,
			firstRow: 1,
			lastRow: 2,
			expected: 3,
		});
	});

	it('see no grid in one line, one column, lists, times, dates and tables of text', () => {
		for (const text of [
			'1 2 3',
			'1\n2\n3',
			'1. one\n2. two',
			'12:00 1 2\n12:01 3 4',
			'2024-01-02 3\n2024-01-03 4',
			'a 1 2\nb 3 4',
			'in 1 2 steps\nof 3 4',
		]) {
			assert.deepEqual(findLiterals(text), [], text);
		}
	});
});
