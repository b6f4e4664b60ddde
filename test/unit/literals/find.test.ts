import assert from 'node:assert/strict';
import { findLiterals, literalAt } from '../../../src/literals/find';
import { rangeOf } from '../../../src/literals/found';

const LECTURE =
	'import numpy as np\n\nX = np.array([[1, 2],\n              [3, 4]])\nK = [1 -2; -3 4]\nbad = [[1, 2], [3]]\n\nZ = 1 2\n    3 4\n';

describe('findLiterals', () => {
	it('lists four readings of a text in order, without overlap', () => {
		const readings = findLiterals(LECTURE, 'python');
		assert.deepEqual(
			readings.map((reading) => (reading.kind === 'literal' ? reading.literal.name : `${reading.refused.name} refused`)),
			['X', 'K', 'bad refused', 'Z'],
		);
		readings.slice(1).forEach((reading, index) => assert.ok(rangeOf(reading).start >= rangeOf(readings[index]!).end));
	});

	it('finds nothing in ordinary code', () => {
		for (const text of [
			'x[0] + x[1, 2] + m[[0, 1], [1, 0]]',
			'f(1, 2, 3)',
			'List[int], Dict[str, List[int]]',
			'names = [a, b, c]',
			'pairs = [[a, b], [c, d]]',
			'["x", "y"]',
			'x = []',
			'x = [0] * 5',
			'kernel_size=(3, 3)',
			'nn.Conv2d(3, 6, (3, 3))',
			'f([1, 2])',
			'const a = b[1][2];',
			'new Map([[key, value]])',
			'[x for x in range(3)]',
			'if (a) { [1] }',
			'let {a, b} = c;',
			'rgb(1, 2, 3)',
			'/[0-9]+/',
			'[[fallthrough]]',
			'type T = [number, string];',
		])
			assert.deepEqual(findLiterals(text, 'python'), [], text);
	});

	it('finds nothing in prose', () => {
		for (const text of [
			'As shown in [1, 2] and [3].',
			'- [ ] task\n- [x] done',
			'On 2024-01-02, 3 of 4.',
			'[link](http://a.b/1)',
			'from 1 2 to 3',
		]) {
			assert.deepEqual(findLiterals(text, 'markdown'), [], text);
		}
	});

	it('agrees with literalAt at every place of a text', () => {
		const readings = findLiterals(LECTURE, 'python');
		for (let offset = 0; offset <= LECTURE.length; offset++) {
			const expected = readings.find((reading) => rangeOf(reading).start <= offset && offset <= rangeOf(reading).end);
			const found = literalAt(LECTURE, offset, 'python');
			assert.deepEqual(found && rangeOf(found), expected && rangeOf(expected), `at ${offset}`);
		}
	});
});
