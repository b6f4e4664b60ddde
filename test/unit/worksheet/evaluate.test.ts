import assert from 'node:assert/strict';
import { evaluateWorksheet } from '../../../src/worksheet/worksheet';
import { assertClean, lastOf, LECTURE, problemsOf } from './values';

describe('worksheet: the lecture’s example', () => {
	it('4×4 by 2×2, stride 1: 6 8 2 / 6 8 2 / 6 8 −50', () => {
		assert.equal(lastOf(`${LECTURE}\nA = conv(X, K, stride=1, padding=0, bias=0)`), '3×3: 6 8 2 6 8 2 6 8 -50');
	});
	it('stride 2: 6 2 / 6 −50', () => assert.equal(lastOf(`${LECTURE}\nA = conv(X, K, stride=2)`), '2×2: 6 2 6 -50'));
	it('one row of zeros all around: 5×5, corners 4 and 2', () => {
		assert.equal(lastOf(`${LECTURE}\nA = conv(X, K, padding=1)`), '5×5: 4 5 10 0 -9 18 6 8 2 -18 26 6 8 2 -26 34 6 8 -50 5 -26 -15 -18 12 2');
	});
	it('max pooling of 2×2: 6 8 / 14 16', () => assert.equal(lastOf(`${LECTURE}\nP = maxpool(X, 2)`), '2×2: 6 8 14 16'));
	it('a chain gives what its steps give', () => {
		assert.equal(lastOf(`${LECTURE}\nX -> conv(K) -> relu -> maxpool(2)`), lastOf(`${LECTURE}\nA = conv(X, K)\nR = relu(A)\nmaxpool(R, 2)`));
	});
	it('3×28×28, 32 filters of 3×3, stride 2: 32×13×13', () => assert.equal(lastOf('input(3, 28, 28) -> conv(32, 3, stride=2)'), '(32, 13, 13)'));
	it('896 parameters, 21,632 nodes, 50,878,464 weights of a fully connected layer', () => {
		const net = 'net = input(3, 28, 28) -> conv(32, 3)\n';
		assert.equal(lastOf(`${net}parameters(net)`), ': 896');
		assert.equal(lastOf(`${net}nodes(net)`), ': 21632');
		assert.equal(lastOf(`${net}fully_connected(net)`), ': 50878464');
	});
	it('a whole classifier: 54,986 parameters, receptive field 4×4 before it is flat', () => {
		assert.equal(lastOf('net = input(3, 28, 28) -> conv(32, 3) -> relu -> maxpool(2) -> flatten -> dense(10)\nparameters(net)'), ': 54986');
		assert.equal(lastOf('net = input(3, 28, 28) -> conv(32, 3) -> relu -> maxpool(2)\nreceptive_field(net)'), '2: 4 4');
	});
});

describe('worksheet: matrices', () => {
	const cases: ReadonlyArray<readonly [string, string]> = [
		['B = [1 2; 3 4]', '2×2: 1 2 3 4'],
		['B = [[1, 2], [3, 4]]', '2×2: 1 2 3 4'],
		['B = 1 2; 3 4', '2×2: 1 2 3 4'],
		['B = 1, 2\n    3, 4', '2×2: 1 2 3 4'],
		['B =\n 1 2\n 3 4', '2×2: 1 2 3 4'],
		['B = 1 2\n# between the rows\n3 4', '2×2: 1 2 3 4'],
		['B = 1/4 * [[1, 1], [1, 1]]', '2×2: 0.25 0.25 0.25 0.25'],
		['B = np.array([[1, 2], [3, 4]])', '2×2: 1 2 3 4'],
		['B = torch.ones(2, 2)', '2×2: 1 1 1 1'],
		['B = {{1, 2}, {3, 4}}', '2×2: 1 2 3 4'],
		['B = \\begin{pmatrix} 1 & 2 \\\\ 3 & 4 \\end{pmatrix}', '2×2: 1 2 3 4'],
		['B = 1/2 −1.5e1 .5 1_000', '4: 0.5 -15 0.5 1000'],
		['s = 2', ': 2'],
		['B = filters([1 2; 3 4], [5 6; 7 8])', '2×1×2×2: 1 2 3 4 5 6 7 8'],
		['B = channels([1 2; 3 4], [5 6; 7 8], [9 8; 7 6])', '3×2×2: 1 2 3 4 5 6 7 8 9 8 7 6'],
	];
	for (const [text, expected] of cases) it(`${text.replaceAll('\n', ' ⏎ ')} is ${expected}`, () => assert.equal(lastOf(text), expected));
});

describe('worksheet: parameters by PyTorch’s names', () => {
	const cases: ReadonlyArray<readonly [string, string]> = [
		['conv(X, K, padding=\'same\')', '4×4'], ['conv(X, K, padding="valid")', '3×3'], ['conv(X, K, stride=(2, 1))', '2×3'], ['conv(X, K, stride=[2, 1])', '2×3'],
		['conv(X, K, dilation=2)', '2×2'], ['conv(X, K, padding=1, padding_mode=\'reflect\')', '5×5'], ['conv(X, K, 2, 1)', '3×3'],
		['conv2d(X, K, stride=s)', '2×2'], ['conv_transpose(X, K, stride=2, output_padding=1)', '9×9'], ['maxpool(X, 3, 2, ceil_mode=true)', '2×2'],
		['avgpool(X, (1, 2), count_include_pad=False)', '4×2'], ['lppool(X, 2, 2)', '2×2'], ['adaptive_avgpool(X, 3)', '3×3'], ['global_maxpool(X)', '1×1'],
		['pad(X, (1, 2, 0, 0))', '4×7'], ['pad(X, 1)', '6×6'], ['upsample(X, 2)', '8×8'], ['upsample(X, size=(3, 5), mode=\'bilinear\')', '3×5'],
		['flatten(X)', '16'], ['X -> flatten -> softmax', '16'], ['X -> conv(filters(K, K), bias=[1, 2]) -> batchnorm([0, 0], [1, 1]) -> prelu([0.5])', '2×3×3'],
		['X -> flatten -> dense(row)', '1'], ['gelu(X, approximate=\'tanh\')', '4×4'], ['conv(channels(X, X), K)', '2×3×3'], ['conv(channels(X, X), channels(K, K))', '3×3'],
		['conv(channels(X, X), filters(K, K), groups=2)', '2×3×3'],
	];
	const before = `${LECTURE}\ns = 2\nrow = 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1\n`;
	for (const [call, shape] of cases) it(`${call} is ${shape}`, () => assert.equal(lastOf(before + call).split(':')[0], shape));

	it('a layer without numbers on a matrix gives its sizes', () => assert.equal(lastOf(`${LECTURE}\nX -> conv(8, 3) -> dense(5)`), '(8, 2, 5)'));
	it('input of a batch and of one axis', () => {
		assert.equal(lastOf('input(16, 3, 32, 32) -> conv(8, 3, padding=1)'), '(16, 8, 32, 32)');
		assert.equal(lastOf('input(8, 100) -> conv(16, 5) -> maxpool(2)'), '(16, 48)');
	});
});

describe('worksheet: answers', () => {
	const computed = `${LECTURE}\nA = conv(X, K, stride=2)\n`;
	it('right: 6 2 / 6 −50', () => {
		const text = `${computed}expect A = 6   2\n           6 -50`;
		assertClean(text);
		assert.equal(evaluateWorksheet(text).at(-1)?.result.isMet, true);
	});
	it('wrong in one of four cells, at the number', () => {
		const text = `${computed}expect A = 6   2\n           7 -50`;
		const { result } = evaluateWorksheet(text).at(-1)!;
		assert.equal(result.isMet, false);
		assert.deepEqual(result.problems.map(({ problem }) => problem), [{ code: 'expected-value', cell: [1, 0], expected: 7, actual: 6, wrong: 1, count: 4 }]);
		assert.deepEqual(problemsOf(text), ['expected-value at “7”']);
	});
	it('of another shape: 1×3 rather than 2×2', () => assert.deepEqual(problemsOf(`${computed}expect A = 6 2 6`), ['expected-shape at “6 2 6”']));
	it('a decimal counts as right when it is rounded right: 0.33 for 1/3, not 0.34', () => {
		assertClean('B = 1/3 1\nexpect B = 0.33 1');
		assert.deepEqual(problemsOf('B = 1/3 1\nexpect B = 0.34 1'), ['expected-value at “0.34”']);
	});
	it('a whole number must be exact: 6 is no answer to 6.4', () => assert.deepEqual(problemsOf('B = 6.4 1\nexpect B = 6 1'), ['expected-value at “6”']));
	it('a chain of sizes has none: its shape and counts have', () => {
		assert.deepEqual(problemsOf('n = input(3, 28, 28) -> conv(32, 3, stride=2)\nexpect n = 1'), ['no-numbers at “n”']);
		assertClean('n = input(3, 28, 28) -> conv(32, 3, stride=2)\nexpect shape(n) = 32 13 13\nexpect parameters(n) = 896');
	});
});

describe('worksheet: errors stay where they are', () => {
	const cases: ReadonlyArray<readonly [string, readonly string[]]> = [
		['A = relo(X)', ['unknown-operation at “relo”']],
		['A = conv(X, Kk)', ['unknown-name at “Kk”']],
		['A = conv(X, K, strid=2)', ['unknown-parameter at “strid”']],
		['A = conv(X, K, stride=2, stride=1)', ['repeated-parameter at “stride”']],
		['A = conv(X, K, stride=0)', ['invalid-setting at “stride=0”']],
		['A = conv(X, K, padding=\'some\')', ['wrong-argument at “padding=\'some\'”']],
		['A = conv(X)', ['missing-argument at “conv(X)”']],
		['A = relu(X, 1)', ['too-many-arguments at “1”']],
		['A = conv(K, X)', ['kernel-too-large at “conv”']],
		['A = 1 2\n    3', ['ragged at “3”']],
		['A = 1 two', ['not-a-number at “two”']],
		['A = conv(X,\nB = relu(X)', ['unclosed at “(”']],
		['A = conv(X, 1 0; 0 1)', ['bare-matrix at “1 0; 0 1”']],
		['A =', ['missing at “=”']],
		['A = X ->', ['missing at “->”']],
		['A = X -> input(3)', ['no-stage at “input”']],
		['A = B2\nB2 = 1 2', ['defined-later at “B2”']],
		['\n1 2\n3 4', ['stray-rows at “1 2\n3 4”']],
		['A = X ) 3', ['unexpected at “)”']],
		['A = channels(X, K)', ['stack-mismatch at “K”']],
		['A = relo(X)\nB = relu(A)\nC = maxpool(B, 2)', ['unknown-operation at “relo”']],
		['A = pad(X, 100000)', ['too-much-work at “pad”']],
		['n = input(0, 3, 3)', ['empty-tensor at “input(0, 3, 3)”']],
		['n = input(3, 28, 28) -> conv(32, 3) -> dense(10) -> conv(4, 40)', ['kernel-too-large at “40”']],
	];
	for (const [text, expected] of cases) it(`${text.replaceAll('\n', ' ⏎ ')}: ${expected[0]!}`, () => assert.deepEqual(problemsOf(`${LECTURE}\n${text}`), expected));

	it('what does not depend on an error still computes', () => {
		assert.equal(lastOf(`${LECTURE}\nA = conv(X, Q)\nB = relu(A)\nC = conv(X, K, stride=2)`), '2×2: 6 2 6 -50');
	});
	it('suggests the nearest name, operation and parameter', () => {
		const suggestions = evaluateWorksheet(`${LECTURE}\nrelo(X)\nconv(X, k)\nconv(X, K, strid=1)`).flatMap(({ result }) => result.problems.map(({ problem }) => ('suggestion' in problem ? problem.suggestion : '')));
		assert.deepEqual(suggestions, ['relu', 'K', 'stride']);
	});
});
