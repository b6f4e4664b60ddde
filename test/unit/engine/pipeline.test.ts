import assert from 'node:assert/strict';
import { convolution } from '../../../src/engine/convolution';
import { planPipeline, runPipeline, traceCell } from '../../../src/engine/pipeline';
import type { ConvolutionLayer } from '../../../src/engine/layer';
import { maxPooling } from '../../../src/engine/pooling';
import { cellAt, tensor } from '../../../src/engine/tensor';
import { assertRefused, assertSameTensor } from './expect';

function layer(channels: number, filters: number, size: number, stride = 1, padding = 0, hasBias = true): ConvolutionLayer {
	const both = <Value>(value: Value) => [value, value];
	return { kind: 'convolution', channels, filters, groups: 1, hasBias,
		window: { size: both(size), stride: both(stride), padding: both({ before: padding, after: padding }), dilation: both(1) } };
}

describe('pipeline', () => {
	const input = tensor([1, 1, 4, 4], [1, 2, 4, 3, 5, 6, 8, 7, 9, 10, 12, 11, 13, 14, 16, 2]);
	const stages = [convolution(tensor([1, 1, 2, 2], [1, -2, -3, 4])), { kind: 'relu' }, maxPooling([2, 2], { stride: 1 })] as const;

	it('the lecture: convolution, ReLU and a 2x2 max pooling with stride 1 end in 8 8 / 8 8', () => {
		const [first, second, third] = runPipeline({ input, stages });
		assertSameTensor(first!.output, tensor([1, 1, 3, 3], [6, 8, 2, 6, 8, 2, 6, 8, -50]));
		assertSameTensor(second!.output, tensor([1, 1, 3, 3], [6, 8, 2, 6, 8, 2, 6, 8, 0]));
		assertSameTensor(third!.output, tensor([1, 1, 2, 2], [8, 8, 8, 8]));
	});

	it('the trace of every cell of every stage ends in that cell', () => {
		let value = input;
		for (const { stage, output } of runPipeline({ input, stages })) {
			output.data.forEach((expected, offset) => assert.ok(Object.is(traceCell(stage, value, cellAt(output.shape, offset)).total, expected)));
			value = output;
		}
	});

	it('(3, 28, 28) under a 3x3 kernel with stride 2 gives 13x13', () => {
		assert.deepEqual(planPipeline([1, 3, 28, 28], [layer(3, 8, 3, 2)])[0]!.geometry.outputShape, [1, 8, 13, 13]);
	});

	it('32 filters of 3x3x3 with bias on (3, 28, 28): 21,632 nodes, 896 parameters, 50,878,464 fully connected weights', () => {
		const [{ geometry, cost }] = planPipeline([1, 3, 28, 28], [layer(3, 32, 3)]) as [ReturnType<typeof planPipeline>[number]];
		assert.deepEqual(geometry.outputShape, [1, 32, 26, 26]);
		assert.equal(cost.nodes, 21_632);
		assert.equal(cost.weights + cost.biases, 896);
		assert.equal(cost.fullyConnectedWeights, 50_878_464);
		assert.equal(cost.multiplyAdds, 21_632 * 27);
		assert.equal(cost.outputBytes, 86_528);
	});

	it('multiply-adds and bytes grow with the batch, nodes and parameters do not', () => {
		const cost = (batch: number) => planPipeline([batch, 3, 28, 28], [layer(3, 32, 3)])[0]!.cost;
		assert.equal(cost(4).multiplyAdds, 4 * cost(1).multiplyAdds);
		assert.equal(cost(4).outputBytes, 4 * cost(1).outputBytes);
		assert.deepEqual([cost(4).nodes, cost(4).weights, cost(4).biases], [cost(1).nodes, cost(1).weights, cost(1).biases]);
	});

	it('the receptive field of conv 3x3, pool 2x2, conv 3x3 is 8 with jump 2, and ReLU leaves it', () => {
		const plans = planPipeline([1, 1, 28, 28], [layer(1, 1, 3), { kind: 'relu' }, maxPooling([2, 2]), layer(1, 1, 3)]);
		assert.deepEqual(plans.map((plan) => plan.geometry.receptiveField[0]!.size), [3, 3, 4, 8]);
		assert.equal(plans[3]!.geometry.receptiveField[1]!.jump, 2);
	});

	it('refuses 3 channels or 3 filters in 2 groups, and 1 stride for 2 axes', () => {
		const plan = (changed: Partial<ConvolutionLayer>) => () => planPipeline([1, 4, 8, 8], [{ ...layer(4, 4, 3), ...changed }]);
		assertRefused(plan({ groups: 2, channels: 3 }), 'groups-do-not-divide', { groups: 2, count: 3, of: 'channels' });
		assertRefused(plan({ groups: 2, filters: 3 }), 'groups-do-not-divide', { groups: 2, count: 3, of: 'filters' });
		assertRefused(plan({ window: { ...layer(4, 4, 3).window, stride: [1] } }), 'setting-count', { setting: 'stride', given: 1, axes: 2 });
	});

	it('refuses a plan on (4, 4), on (1, 0, 4, 4), and where the second layer takes other channels than the first gives', () => {
		assert.throws(() => planPipeline([4, 4], []), /rank-mismatch/);
		assertRefused(() => planPipeline([1, 0, 4, 4], []), 'empty-tensor', { shape: [1, 0, 4, 4] });
		assertRefused(() => planPipeline([1, 3, 8, 8], [layer(3, 8, 3), layer(4, 8, 3)]),
			'channel-mismatch', { inputChannels: 8, kernelChannels: 4, groups: 1 });
	});
});
