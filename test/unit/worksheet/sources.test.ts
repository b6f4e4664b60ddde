import assert from 'node:assert/strict';
import { callAround } from '../../../src/worksheet/call-around';
import { writtenSources } from '../../../src/worksheet/written-sources';
import { evaluateWorksheet } from '../../../src/worksheet/worksheet';

function sourcesOf(text: string): string | undefined {
	const statements = evaluateWorksheet(text);
	const sources = writtenSources(statements, statements.length - 1);
	return sources && `${text.slice(sources.input.start, sources.input.end)} | ${text.slice(sources.kernel.start, sources.kernel.end)} stride ${sources.stage.window.stride.join('×')}`;
}

describe('worksheet: where the matrices of a convolution are written', () => {
	const X = 'X = 1 2; 3 4\n';
	it('by names, in place, by parameter names and in a chain', () => {
		assert.equal(sourcesOf(`${X}K = 5 6\nconv(X, K)`), '1 2; 3 4 | 5 6 stride 1×1');
		assert.equal(sourcesOf(`${X}A = conv(X, [1 1; 1 1])`), '1 2; 3 4 | [1 1; 1 1] stride 1×1');
		assert.equal(sourcesOf(`${X}conv(kernel=[1 1], input=X, stride=2)`), '1 2; 3 4 | [1 1] stride 2×2');
		assert.equal(sourcesOf(`${X}X -> conv([1 1], bias=1) -> relu`), '1 2; 3 4 | [1 1] stride 1×1');
	});
	it('nowhere for a computed map, another operation, sizes and what is wrong', () => {
		for (const text of ['A = relu(X)\nconv(A, X)', 'relu(X)', 'input(3, 8, 8) -> conv(2, 3)', 'conv(X, Y)']) assert.equal(sourcesOf(X + text), undefined, text);
	});
});

describe('worksheet: the call around a place', () => {
	const cases: ReadonlyArray<readonly [string, string]> = [
		['A = conv(', 'conv 0'], ['A = conv(X, K, ', 'conv 2'], ['A = conv(X, stride=', 'conv stride'], ['A = conv(relu(X), ', 'conv 1'], ['A = conv(relu(X', 'relu 0'],
		['X -> maxpool(', 'maxpool 0 in chain'], ['A = conv(X, [1, 2', 'conv 1'], ['A = conv(X, K)', 'none'], ['A = 1 2', 'none'], ['A = np.ones((', 'none'],
	];
	for (const [text, expected] of cases) it(`${text}: ${expected}`, () => {
		const call = callAround(text, text.length);
		assert.equal(call === undefined ? 'none' : `${call.operation} ${call.argument}${call.inChain ? ' in chain' : ''}`, expected);
	});
});
