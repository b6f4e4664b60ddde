import assert from 'node:assert/strict';
import { batchNormalization } from '../../../src/engine/batch-normalization';
import { flatten } from '../../../src/engine/flatten';
import type { Stage } from '../../../src/engine/layer';
import { linear } from '../../../src/engine/linear';
import { operatorOf } from '../../../src/engine/operators';
import { planPipeline, traceCell } from '../../../src/engine/pipeline';
import { tensor, type Tensor } from '../../../src/engine/tensor';
import { upsample } from '../../../src/engine/upsample';
import { assertRefused, assertSameTensor } from './expect';

const run = (stage: Stage, input: Tensor) => operatorOf(stage).run(stage, input);

describe('batch normalisation', () => {
	const numbers = { mean: tensor([2], [1, 2]), variance: tensor([2], [4, 0.25]), epsilon: 0 };
	const input = tensor([1, 2, 2], [3, 5, 2, 3]);

	it('takes off the mean, divides by the standard deviation, scales and shifts, per channel', () => {
		assertSameTensor(run(batchNormalization(numbers), input), tensor([1, 2, 2], [1, 2, 0, 2]));
		assertSameTensor(run(batchNormalization({ ...numbers, scale: tensor([2], [10, -1]), shift: tensor([2], [5, 0]) }), input),
			tensor([1, 2, 2], [15, 25, 0, -2]));
	});

	it('adds 1e-5 to the variance unless told otherwise', () => {
		const stage = batchNormalization({ mean: tensor([1], [0]), variance: tensor([1], [0]) });
		assert.equal(run(stage, tensor([1, 1, 1], [1])).data[0], 1 / Math.sqrt(1e-5));
	});

	it('refuses 3 channels for 2, 1 scale for 2 channels, and a negative epsilon', () => {
		assertRefused(() => planPipeline([1, 3, 4], [batchNormalization(numbers)]),
			'feature-mismatch', { inputFeatures: 3, features: 2, of: 'channels' });
		assertRefused(() => batchNormalization({ ...numbers, scale: tensor([1], [1]) }),
			'parameter-count', { parameter: 'scale', expected: 2, given: 1 });
		assertRefused(() => planPipeline([1, 2, 4], [batchNormalization({ ...numbers, epsilon: -1 })]),
			'invalid-setting', { setting: 'epsilon', value: -1 });
	});
});

describe('linear', () => {
	const weights = tensor([2, 3], [1, 2, 3, -1, 0, 1]);

	it('(1, 2, 3 / -1, 0, 1) on 4 5 6 is 32 and 2, with a bias of 10 and 20 it is 42 and 22, over the last axis of any rank', () => {
		assertSameTensor(run(linear(weights), tensor([1, 3], [4, 5, 6])), tensor([1, 2], [32, 2]));
		assertSameTensor(run(linear(weights, tensor([2], [10, 20])), tensor([1, 2, 3], [4, 5, 6, 0, 0, 1])), tensor([1, 2, 2], [42, 22, 13, 21]));
	});

	it('shows its terms', () => {
		const trace = traceCell(linear(weights), tensor([1, 3], [4, 5, 6]), [0, 1]);
		assert.ok(trace.kind === 'linear');
		assert.deepEqual(trace.terms.map(({ inputCell, product }) => [inputCell, product]), [[[0, 0], -4], [[0, 1], 0], [[0, 2], 6]]);
	});

	it('refuses 4 features for 3, and 3 biases for 2 outputs', () => {
		assertRefused(() => planPipeline([1, 1, 4], [linear(weights)]), 'feature-mismatch', { inputFeatures: 4, features: 3, of: 'features' });
		assertRefused(() => linear(weights, tensor([3], [1, 2, 3])), 'bias-mismatch', { filters: 2, biases: 3 });
	});
});

describe('flatten', () => {
	it('(2, 3, 4, 5) becomes (2, 60), from 0 (120,), from 2 (2, 3, 20), and axes 1 to 2 (2, 12, 5)', () => {
		const shape = (layer = flatten()) => planPipeline([2, 3, 4, 5], [layer])[0]!.geometry.outputShape;
		assert.deepEqual([flatten(), flatten(0), flatten(2), flatten(1, 2)].map(shape), [[2, 60], [120], [2, 3, 20], [2, 12, 5]]);
	});

	it('keeps the order: cell (0, 5) of (1, 2, 3) flattened was (0, 1, 2)', () => {
		assert.deepEqual(traceCell(flatten(), tensor([1, 2, 3], [1, 2, 3, 4, 5, 6]), [0, 5]),
			{ kind: 'flatten', cell: [0, 5], inputCell: [0, 1, 2], value: 6, total: 6 });
	});

	it('refuses axis 4 of rank 4, and to end before it starts', () => {
		assertRefused(() => planPipeline([2, 3, 4, 5], [flatten(4)]), 'no-such-axis', { axis: 4, rank: 4 });
		assertRefused(() => planPipeline([2, 3, 4, 5], [flatten(2, 1)]), 'invalid-setting', { setting: 'axis', value: 1 });
	});
});

describe('upsample', () => {
	const row = (...values: number[]) => tensor([1, 1, values.length], values);

	it('nearest repeats: 1 2 by 2 is 1 1 2 2, and to 3 cells 1 1 2; the exact rule agrees but for 3 to 2 cells', () => {
		assertSameTensor(run(upsample({ scale: [2] }), row(1, 2)), row(1, 1, 2, 2));
		assertSameTensor(run(upsample({ size: [3] }), row(1, 2)), row(1, 1, 2));
		assertSameTensor(run(upsample({ size: [2] }), row(1, 2, 3)), row(1, 2));
		assertSameTensor(run(upsample({ size: [2] }, { mode: 'nearest-exact' }), row(1, 2, 3)), row(1, 3));
	});

	it('bilinear: 1 2 / 3 4 by 2 has 1.25 1.75 in its second row, with aligned corners the corners stay and the steps are even', () => {
		const square = tensor([1, 1, 2, 2], [1, 2, 3, 4]);
		assert.deepEqual([...run(upsample({ scale: [2, 2] }, { mode: 'linear' }), square).data.slice(0, 8)], [1, 1.25, 1.75, 2, 1.5, 1.75, 2.25, 2.5]);
		assertSameTensor(run(upsample({ size: [3, 3] }, { mode: 'linear', alignCorners: true }), square),
			tensor([1, 1, 3, 3], [1, 1.5, 2, 2, 2.5, 3, 3, 3.5, 4]));
	});

	it('shows the mixture: cell 1 of 1 2 by 2 is 0.75·1 + 0.25·2', () => {
		const trace = traceCell(upsample({ scale: [2] }, { mode: 'linear' }), row(1, 2), [0, 0, 1]);
		assert.ok(trace.kind === 'upsample');
		assert.deepEqual(trace.terms,
			[{ inputCell: [0, 0, 0], value: 1, weight: 0.75, product: 0.75 }, { inputCell: [0, 0, 1], value: 2, weight: 0.25, product: 0.5 }]);
	});

	it('refuses a scale of 0, an output of no cells, and 1 size for 2 axes', () => {
		assertRefused(() => planPipeline([1, 1, 4], [upsample({ scale: [0] })]), 'invalid-setting', { setting: 'scale', value: 0 });
		assertRefused(() => planPipeline([1, 1, 1], [upsample({ scale: [0.5] })]), 'nothing-left', { axis: 0, input: 1, output: 0 });
		assertRefused(() => planPipeline([1, 1, 4, 4], [upsample({ size: [4] })]), 'setting-count', { setting: 'output-size', given: 1, axes: 2 });
	});
});
