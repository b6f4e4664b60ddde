import assert from 'node:assert/strict';
import { findLiterals, readSelected } from '../../../src/literals/find';
import { at, literal, matrix, refused } from './readings';

const notes = (text: string, language: string): string[] => (literal(text, language).notes ?? []).map(({ kind }) => kind);

describe('what is written around a matrix', () => {
	it('scales it: before, behind, in parentheses, several times', () => {
		for (const [text, first] of [
			['1/4 * np.array([[1, 2], [3, 4]])', 0.25],
			['(1/4) * np.array([[1, 2], [3, 4]])', 0.25],
			['1.0 / 4 * np.array([[1, 2], [3, 4]])', 0.25],
			['np.array([[1, 2], [3, 4]]) / 4', 0.25],
			['np.array([[1, 2], [3, 4]]) / (2 * 2)', 0.25],
			['(np.array([[1, 2], [3, 4]]) / 2) / 2', 0.25],
			['-np.array([[1, 2], [3, 4]])', -1],
			['k = -1 * np.array([[1, 2], [3, 4]]) / 2', -0.5],
			['np.array([[1, 2], [3, 4]]) * 1e-1', 0.1],
			['return 2 ** -2 * np.array([[1, 2], [3, 4]])', 0.25],
			['y = x + 3 * np.array([[1, 2], [3, 4]])', 3],
			['y = x - 3 * np.array([[1, 2], [3, 4]])', 3],
		] as const) {
			const { tensor } = literal(text, 'python');
			assert.equal(tensor.data[0], first, text);
			assert.deepEqual(tensor.shape, [2, 2], text);
		}
	});

	it('is part of its range, and leaves each number where it is written', () => {
		const text = 'K = 1/16 * np.array([[1, 2], [2, 4]]);';
		const found = literal(text, 'python');
		assert.equal(at(text, found.range), '1/16 * np.array([[1, 2], [2, 4]])');
		assert.deepEqual(
			found.numberRanges.map((range) => at(text, range)),
			['1', '2', '2', '4'],
		);
		assert.deepEqual(found.notes, [{ kind: 'scaled', factor: 1 / 16 }]);
		assert.equal(found.name, 'K');
	});

	it('is not guessed at: a factor that holds a name is left alone, and noted', () => {
		for (const text of [
			'x / 2 * np.ones((2, 2))',
			'x * np.ones((2, 2))',
			'np.ones((2, 2)) / x',
			'np.ones((2, 2)) // 2',
			'np.ones((2, 2)) + 1',
			'np.ones((2, 2)) @ w',
			'np.ones((2, 2))[0]',
			'np.ones((2, 2)).sum()',
			'np.ones((2, 2)) / n[0]',
			'np.ones((2, 2)) / 2 * x',
		]) {
			assert.ok(notes(text, 'python').includes('operand'), text);
			const [whole] = readSelected(text, 'python');
			assert.ok(whole?.kind === 'refused' && whole.refused.refusal.reason === 'symbolic', text);
		}
	});

	it('is not taken from comments, other statements or emphasis', () => {
		assert.deepEqual(matrix('k = np.ones((1, 2))  # / 2', 'python').data, [1, 1]);
		assert.deepEqual(matrix('float k[1][2] = {{1, 2}}; // / 2', 'c').data, [1, 2]);
		assert.deepEqual(matrix('float k[1][2] = {{1, 2}} /* * 2 */;', 'c').data, [1, 2]);
		assert.deepEqual(matrix('x = 3\n[[1, 2]]', 'python').data, [1, 2]);
	});

	it('notes integer quotients in C, columns in R, headers in tables, zeros filled in', () => {
		assert.deepEqual(notes('float k[1][2] = {{1/9, 2/9}};', 'c'), ['integer-division']);
		assert.deepEqual(notes('float k[1][2] = {{1/9.0, 2/9.f}};', 'c'), []);
		assert.deepEqual(notes('matrix(c(1, 2, 3, 4), 2)', 'r'), ['column-major']);
		assert.deepEqual(notes('a,b\n1,2\n3,4', 'csv'), ['header']);
		assert.deepEqual(notes('int k[2][2] = {1};', 'c'), ['zero-filled']);
		assert.deepEqual(notes('np.array([[1.5, 2]], dtype=int)', 'python'), ['truncated']);
	});

	it('gives a random constructor its shape without values', () => {
		assert.deepEqual(refused('x = torch.randn(1, 3, 28, 28)', 'python').refusal, { reason: 'random', shape: [1, 3, 28, 28] });
		assert.equal(refused('x = torch.randn(1, 3, 28, 28)', 'python').name, 'x');
		assert.deepEqual(findLiterals('torch.randn(n, 3)', 'python'), []);
	});

	it('bounds what a call makes', () => {
		assert.deepEqual(refused('np.zeros((99999, 99999))', 'python').refusal, { reason: 'too-large', shape: [99999, 99999] });
		assert.deepEqual(refused('[[1, 2]] * 9999999', 'python').refusal.reason, 'too-large');
		assert.deepEqual(
			findLiterals('np.arange(1e300)', 'python').map(({ kind }) => kind),
			['refused'],
		);
	});
});
