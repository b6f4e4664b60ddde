import assert from 'node:assert/strict';
import { isEvidentlyMatrix, isRagged, rowRepairs, type RaggedMatrix } from '../../../src/editor/ragged-repair';
import { findLiterals } from '../../../src/literals/find';

function ragged(text: string, language: string): RaggedMatrix {
	const [reading] = findLiterals(text, language);
	assert.ok(reading?.kind === 'refused' && isRagged(reading.refused), JSON.stringify(reading));
	return reading.refused;
}

function repaired(text: string, language: string): string[] {
	return rowRepairs(text, ragged(text, language), language).map(({ kind, range, text: inserted }) => `${kind}: ${text.slice(0, range.start)}${inserted}${text.slice(range.end)}`);
}

describe('isEvidentlyMatrix', () => {
	const cases: ReadonlyArray<readonly [what: string, text: string, language: string, expected: boolean]> = [
		['a bare list of 2 and 1: either row may be meant', 'x = [[1, 2], [3]]', 'python', false],
		['a call of 2 and 1', 'x = np.array([[1, 2], [3]])', 'python', true],
		['one row of 3 that disagrees', 'x = [[1, 2, 3], [4, 5], [7, 8, 9]]', 'python', true],
		['two rows of 4 that disagree: neighbours of nodes', 'x = [[1, 2], [3], [6, 7], [8]]', 'javascript', false],
		['a first row one too long', '[[1, 2, 3], [4, 5], [7, 8]]', 'json', true],
		['a last row two short: what remains of 8 in threes', '[[1, 2, 3], [4, 5, 6], [7]]', 'python', false],
		['tuples: ranges of characters', '[(0x20, 0x7e), (0xa0, 0xff), (0x100,)]', 'python', false],
		['MATLAB rows of 2 and 1', 'K = [1 2; 3]', 'matlab', true],
		['a grid in a text', 'X\n1 2 3\n4 5\n7 8 9\n', 'plaintext', true],
		['CSV', '1,2,3\n4,5\n7,8,9\n', 'csv', true],
	];
	for (const [what, text, language, expected] of cases) it(`${String(expected)}: ${what}`, () => assert.equal(isEvidentlyMatrix(text, ragged(text, language), language), expected));
});

describe('rowRepairs', () => {
	it('adds a 0 where one value is missing, parted as the others are', () => {
		assert.deepEqual(repaired('x = [[1,2,3],[4,5],[7,8,9]]', 'python'), ['insert-zero: x = [[1,2,3],[4,5,0],[7,8,9]]']);
		assert.deepEqual(repaired('K = [1 2; 3]', 'matlab'), ['insert-zero: K = [1 2; 3 0]']);
		assert.deepEqual(repaired('x = np.array([[1, 2], [3]])', 'python'), ['insert-zero: x = np.array([[1, 2], [3, 0]])']);
		assert.deepEqual(repaired('1,2,3\n4,5\n7,8,9\n', 'csv'), ['insert-zero: 1,2,3\n4,5,0\n7,8,9\n']);
		assert.deepEqual(repaired('\\begin{pmatrix} 1 & 2 & 3 \\\\ 4 & 5 \\\\ 7 & 8 & 9 \\end{pmatrix}', 'latex'), ['insert-zero: \\begin{pmatrix} 1 & 2 & 3 \\\\ 4 & 5 & 0 \\\\ 7 & 8 & 9 \\end{pmatrix}']);
	});

	it('removes one value too many', () => {
		assert.deepEqual(repaired('x = [[1, 2, 3],\n     [4, 5, 6],\n     [7, 8, 9, 10]]', 'python'), ['remove-last: x = [[1, 2, 3],\n     [4, 5, 6],\n     [7, 8, 9]]']);
		assert.deepEqual(repaired('1 2 3\n4 5 6 7\n7 8 9\n', 'plaintext'), ['remove-last: 1 2 3\n4 5 6\n7 8 9\n']);
	});

	it('offers the comma where 2 -3 stands for two values', () => {
		assert.deepEqual(repaired('x = np.array([[1, 2, 3], [4, 2 -3], [7, 8, 9]])', 'python'), [
			'insert-comma: x = np.array([[1, 2, 3], [4, 2, -3], [7, 8, 9]])',
		]);
	});

	it('offers nothing where two values are missing or two rows disagree', () => {
		assert.deepEqual(repaired('K = [1 2 3; 4; 5 6 7]', 'matlab'), []);
		assert.deepEqual(repaired('K = [1 2 3; 4 5; 5 6; 7 8 9; 1 2 3]', 'matlab'), []);
	});
});
