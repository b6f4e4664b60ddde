import assert from 'node:assert/strict';
import fc from 'fast-check';
import { prelu } from '../../../src/engine/activation';
import { batchNormalization } from '../../../src/engine/batch-normalization';
import { convolution } from '../../../src/engine/convolution';
import { flatten } from '../../../src/engine/flatten';
import type { PaddingFill, Stage } from '../../../src/engine/layer';
import { linear } from '../../../src/engine/linear';
import { operatorOf } from '../../../src/engine/operators';
import { pad } from '../../../src/engine/pad';
import { runPipeline, traceCell } from '../../../src/engine/pipeline';
import { adaptivePooling, averagePooling, globalPooling, lpPooling, maxPooling } from '../../../src/engine/pooling';
import { cellAt, elementCount, offsetOf, tensor, type Shape, type Tensor } from '../../../src/engine/tensor';
import { transposedConvolution } from '../../../src/engine/transposed-convolution';
import { upsample } from '../../../src/engine/upsample';
import { assertRefused } from './expect';

/** Numbers of many sizes, so that every order of summation rounds differently. */
function uneven(shape: Shape, seed: number): Tensor {
	return tensor(shape, Array.from({ length: elementCount(shape) }, (_, index) => Math.sin(index * 12.9898 + seed) * 10 ** (index % 7 - 3)));
}

const fills: readonly PaddingFill[] = [
	{ mode: 'constant', value: 0.1 }, { mode: 'reflect' }, { mode: 'symmetric' }, { mode: 'replicate' }, { mode: 'circular' },
];
const sides = [{ before: 1, after: 2 }, { before: 2, after: 1 }];

/** Every kind of stage, with settings that leave no corner out, for an input (2, 4, 5, 6). */
const STAGES: Readonly<Record<string, (seed: number) => Stage>> = {
	...Object.fromEntries(fills.map((paddingFill) => [`convolution, padded ${paddingFill.mode}`, (seed: number) => convolution(uneven([4, 2, 2, 3], seed), {
		stride: 2, dilation: [2, 1], groups: 2, padding: sides, paddingFill, bias: uneven([4], seed), flipped: seed % 2 === 0,
	})])),
	'transposed convolution': (seed) => transposedConvolution(uneven([4, 3, 3, 2], seed), {
		stride: [2, 3], dilation: [1, 2], groups: 2, padding: 1, outputPadding: 1, bias: uneven([6], seed),
	}),
	'max pooling': () => maxPooling([3, 2], { stride: 2, padding: 1, ceilMode: true }),
	'average pooling': () => averagePooling([3, 2], { stride: 2, padding: 1, ceilMode: true }),
	'average pooling without padding': () => averagePooling([3, 3], { padding: 1, countIncludePad: false }),
	'Lp pooling': () => lpPooling([3, 2], 3, { ceilMode: true }),
	'Lp pooling of ONNX': () => lpPooling([3, 2], 2, { ceilMode: true, convention: 'onnx' }),
	'global pooling': () => globalPooling('average'),
	'adaptive pooling': () => adaptivePooling('average', [3, 4]),
	'ReLU': () => ({ kind: 'relu' }),
	'GELU': () => ({ kind: 'gelu', approximation: 'none' }),
	'PReLU': (seed) => prelu(uneven([4], seed)),
	'softmax': () => ({ kind: 'softmax', axis: 1 }),
	'batch normalisation': (seed) => batchNormalization({
		mean: uneven([4], seed), variance: tensor([4], [0.3, 0.7, 1.1, 2.3]), scale: uneven([4], seed + 1), shift: uneven([4], seed + 2),
	}),
	'linear': (seed) => linear(uneven([3, 6], seed), uneven([3], seed)),
	'flatten': () => flatten(),
	'pad': () => pad(sides, { mode: 'reflect' }),
	'upsample': () => upsample({ size: [7, 11] }, { mode: 'linear' }),
	'upsample, corners aligned': () => upsample({ scale: [2, 1.5] }, { mode: 'linear', alignCorners: true }),
};

describe('a trace', () => {
	for (const [name, make] of Object.entries(STAGES)) {
		it(`${name}: ends in every cell of the output, bit for bit`, () => {
			fc.assert(fc.property(fc.integer({ min: 0, max: 1000 }), (seed) => {
				const stage = make(seed);
				const input = uneven([2, 4, 5, 6], seed * 3);
				const output = operatorOf(stage).run(stage, input);
				assert.deepEqual(operatorOf(stage).sizes(stage, input.shape).outputShape, output.shape);
				output.data.forEach((value, offset) => assert.ok(Object.is(traceCell(stage, input, cellAt(output.shape, offset)).total, value)));
			}), { numRuns: 10 });
		});
	}

	for (const { mode } of fills.slice(1)) {
		it(`tells padding that repeats the input (${mode}) from the input, and names the cell it repeats`, () => {
			const stage = STAGES[`convolution, padded ${mode}`]!(1);
			const input = uneven([2, 4, 5, 6], 1);
			const trace = traceCell(stage, input, [1, 3, 0, 0]);
			assert.ok(trace.kind === 'convolution');
			const terms = trace.channels.flatMap((channel) => channel.terms);
			for (const { value, inputCell, repeatedCell } of terms) {
				assert.notEqual(inputCell === undefined, repeatedCell === undefined);
				assert.equal(value, input.data[offsetOf(input.shape, (inputCell ?? repeatedCell)!)]);
			}
			assert.ok(terms.some(({ inputCell }) => inputCell) && terms.some(({ repeatedCell }) => repeatedCell));
		});
	}

	it('of a cell that is not there is refused: (0, 0, 9, 0) of (1, 1, 3, 3)', () => {
		const stage = convolution(tensor([1, 1, 2, 2], [1, 2, 3, 4]));
		assertRefused(() => traceCell(stage, uneven([1, 1, 4, 4], 0), [0, 0, 9, 0]), 'no-such-cell', { cell: [0, 0, 9, 0], shape: [1, 1, 3, 3] });
		assertRefused(() => traceCell(stage, uneven([1, 1, 4, 4], 0), [0, 0, 0]), 'no-such-cell', { cell: [0, 0, 0], shape: [1, 1, 3, 3] });
	});

	it('runs through a whole network: convolution, batch normalisation, SiLU, pooling, flatten, linear, softmax', () => {
		const input = uneven([1, 1, 8, 8], 5);
		const results = runPipeline({ input, stages: [
			convolution(uneven([3, 1, 3, 3], 1), { padding: 'same' }),
			batchNormalization({ mean: uneven([3], 2), variance: tensor([3], [1, 2, 3]) }),
			{ kind: 'silu' }, maxPooling([2, 2]), flatten(), linear(uneven([10, 48], 3)), { kind: 'softmax', axis: 1 },
		] });
		assert.deepEqual(results.map(({ output }) => output.shape),
			[[1, 3, 8, 8], [1, 3, 8, 8], [1, 3, 8, 8], [1, 3, 4, 4], [1, 48], [1, 10], [1, 10]]);
		let value = input;
		for (const { stage, output } of results) {
			output.data.forEach((expected, offset) => assert.ok(Object.is(traceCell(stage, value, cellAt(output.shape, offset)).total, expected)));
			value = output;
		}
	});
});
