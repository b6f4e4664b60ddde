import assert from 'node:assert/strict';
import { at, literal, matrix, refused, written } from './readings';

describe('nested lists', () => {
	it('read rank 2 with the name, the range and the place of every number', () => {
		const text = 'X = np.array([[1, -2.5],\n  [1/4, 4e1]])  # input';
		const found = literal(text, 'python');
		assert.deepEqual(matrix(text, 'python'), { name: 'X', shape: [2, 2], data: [1, -2.5, 0.25, 40] });
		assert.equal(at(text, found.range), 'np.array([[1, -2.5],\n  [1/4, 4e1]])');
		assert.deepEqual(written(text, found), ['1', '-2.5', '1/4', '4e1']);
		assert.equal(found.notation, 'nested-list');
	});

	it('read rank 1, 3 and 4', () => {
		assert.deepEqual(matrix('v = [1, 2, 3]', 'python').shape, [3]);
		assert.deepEqual(matrix('[[[1, 2], [3, 4]], [[5, 6], [7, 8]]]', 'json').shape, [2, 2, 2]);
		assert.deepEqual(matrix('[[[[1, 2, 3]]]]', 'python').shape, [1, 1, 1, 3]);
		assert.deepEqual(matrix('[[5]]', 'python'), { shape: [1, 1], data: [5] });
	});

	it('refuse rank 5, saying so', () => {
		assert.deepEqual(refused('[[[[[1, 2]]]]]', 'python').refusal, { reason: 'rank', rank: 5 });
	});

	it('skip comments, trailing commas and line continuations', () => {
		const data = [1, 2, 3, 4];
		assert.deepEqual(matrix('[\n [1, 2], # [7, 8]\n [3, 4],\n]', 'python').data, data);
		assert.deepEqual(matrix('[\n // row [9]\n [1, 2],\n [3, 4], /* last */\n]', 'jsonc').data, data);
		assert.deepEqual(matrix('[[1, 2], \\\n [3, 4]]', 'python').data, data);
	});

	it('take names from declarations, annotations, keys and calls', () => {
		for (const [text, name] of [
			['const kernel = [[1, 2], [3, 4]];', 'kernel'],
			['K: list[list[int]] = [[1, 2], [3, 4]]', 'K'],
			['{"edge": [[1, 2], [3, 4]]}', 'edge'],
			["{'edge': [[1, 2], [3, 4]]}", 'edge'],
			['float k[2][2] = {{1, 2}, {3, 4}};', 'k'],
			['self.w = nn.Parameter(torch.tensor([[1, 2], [3, 4]]))', 'self.w'],
			['kernel := [][]float64{{1, 2}, {3, 4}}', 'kernel'],
			['var k = new double[,] {{1, 2}, {3, 4}};', 'k'],
			['cv::Mat k = conv(np.array([[1, 2], [3, 4]]))', undefined],
			['print([[1, 2], [3, 4]])', undefined],
			['x == [[1, 2], [3, 4]]', undefined],
		] as const)
			assert.equal(literal(text).name, name, text);
	});

	it('read what NumPy and PyTorch print', () => {
		assert.deepEqual(matrix('[[ 1.5 -2. ]\n [ nan  inf]]', 'python').data, [1.5, -2, NaN, Infinity]);
		assert.deepEqual(matrix('tensor([[0.5000,    nan],\n        [   inf,   -inf]])', 'python').data, [0.5, NaN, Infinity, -Infinity]);
		assert.deepEqual(matrix('[1 2 3]', 'python').shape, [3]);
	});

	it('read tuples and braces of rows', () => {
		assert.deepEqual(matrix('np.array(((1, 2), (3, 4)))', 'python').shape, [2, 2]);
		assert.deepEqual(matrix('{{1.f, 2.f}, {3.f, 4.f}}', 'cpp').data, [1, 2, 3, 4]);
		assert.deepEqual(matrix('[(1, 2), (3, 4)]', 'python').shape, [2, 2]);
	});

	it('evaluate arithmetic with numbers alone, by its precedence', () => {
		assert.deepEqual(matrix('[[1 + 2 * 3, -2**2], [(1 + 2) / 4, 2 - -1]]', 'python').data, [7, -4, 0.75, 3]);
	});

	it('read numbers in every base, with underscores, suffixes and a Unicode minus', () => {
		assert.deepEqual(matrix('[[0b101, 0x1F, 0o17], [1_000, +2, \u22123]]', 'python').data, [5, 31, 15, 1000, 2, -3]);
		assert.deepEqual(matrix('[[1.0_f32, 2.0f32], [3., .5]]', 'rust').data, [1, 2, 3, 0.5]);
	});

	it('read every decimal as JavaScript does, beyond 15 digits and in the denormals too', () => {
		const numbers = [
			'0.1',
			'123456789012345678',
			'5e-324',
			'1.7976931348623157e308',
			'0.30000000000000004',
			'1e22',
			'1e23',
			'-0',
			'9007199254740993',
		];
		const { data } = matrix(`[${numbers.join(', ')}]`, 'json');
		numbers.forEach((text, index) => assert.ok(Object.is(data[index], Number(text)), text));
	});

	it('refuse ragged rows, naming the odd one: row 3 has 2, rows 1-2 have 3', () => {
		const text = '[[1, 2, 3], [4, 5, 6], [7, 8]]';
		const { refusal, at: place } = refused(text, 'python');
		assert.deepEqual(refusal, { reason: 'ragged', row: 3, count: 2, firstRow: 1, lastRow: 2, expected: 3 });
		assert.equal(at(text, place), '[7, 8]');
	});

	it('blame the first row where the others agree against it', () => {
		assert.deepEqual(refused('[[1, 2], [3, 4, 5], [5, 6, 7]]').refusal, {
			reason: 'ragged',
			row: 1,
			count: 2,
			firstRow: 2,
			lastRow: 3,
			expected: 3,
		});
	});

	it('refuse a missing row in a plane, and numbers beside rows', () => {
		assert.deepEqual(refused('[[[1, 2], [3, 4]], [[5, 6]]]').refusal, {
			reason: 'ragged',
			row: 2,
			count: 1,
			firstRow: 1,
			lastRow: 1,
			expected: 2,
		});
		assert.deepEqual(refused('[[1, 2], 3]').refusal, { reason: 'ragged', row: 2, count: 1, firstRow: 1, lastRow: 1, expected: 2 });
	});

	it('refuse what NumPy elides', () => {
		assert.equal(refused('[[0 1 ... 8 9]\n [0 1 ... 8 9]]', 'python').refusal.reason, 'elided');
		assert.equal(refused('[3.69 3.63 3.39 ... 3.89 2.82 4.48]', 'python').refusal.reason, 'elided');
	});

	it('refuse names, strings, missing values and imaginary parts among numbers, with the place', () => {
		const text = '[[1, alpha], [3, 4]]';
		const { refusal, at: place } = refused(text, 'python');
		assert.deepEqual(refusal, { reason: 'symbolic', text: 'alpha' });
		assert.equal(at(text, place), 'alpha');
		assert.deepEqual(refused('[[1, None], [3, 4]]', 'python').refusal, { reason: 'not-a-number', text: 'None' });
		assert.deepEqual(refused('[[1, "2"], [3, 4]]', 'python').refusal, { reason: 'not-a-number', text: '"2"' });
		assert.deepEqual(refused('[[1+2j, 3], [4, 5]]', 'python').refusal, { reason: 'complex', text: '1+2j' });
	});

	it('refuse rows that never close', () => {
		assert.deepEqual(refused('X = [[1, 2], [3, 4]\n', 'python').refusal, { reason: 'unbalanced', text: '[' });
	});
});
