import assert from 'node:assert/strict';
import fc from 'fast-check';
import { convolution, convolve } from '../../../src/engine/convolution';
import { planPipeline, traceCell } from '../../../src/engine/pipeline';
import { elementCount, tensor, type Tensor } from '../../../src/engine/tensor';
import { transposedConvolution } from '../../../src/engine/transposed-convolution';
import { convolveTransposed } from '../../../src/engine/transposed-convolution/run';
import { axisCases, tensorOf, windowOf } from './arbitrary';
import { assertRefused, assertSameTensor } from './expect';

function dot(one: Tensor, other: Tensor): number {
	assert.deepEqual(one.shape, other.shape);
	return one.data.reduce((sum, value, index) => sum + value * other.data[index]!, 0);
}

const zeros = (...shape: number[]) => tensor(shape, new Float64Array(elementCount(shape)));

describe('transposed convolution', () => {
	it('Dive into Deep Learning: 0 1 / 2 3 with itself gives 0 0 1 / 0 4 6 / 4 12 9, with stride 2 every product apart', () => {
		const square = tensor([1, 1, 2, 2], [0, 1, 2, 3]);
		assertSameTensor(convolveTransposed(transposedConvolution(square), square), tensor([1, 1, 3, 3], [0, 0, 1, 0, 4, 6, 4, 12, 9]));
		assertSameTensor(convolveTransposed(transposedConvolution(square, { stride: 2 }), square),
			tensor([1, 1, 4, 4], [0, 0, 0, 1, 0, 0, 2, 3, 0, 2, 0, 3, 4, 6, 6, 9]));
		assertSameTensor(convolveTransposed(transposedConvolution(square, { padding: 1 }), square), tensor([1, 1, 1, 1], [4]));
	});

	it('is the adjoint of the convolution with the same kernel: ⟨conv x, y⟩ = ⟨x, convᵀ y⟩', () => {
		const oneOrTwo = fc.integer({ min: 1, max: 2 });
		const cases = fc.record({ axes: axisCases(() => 2), groups: oneOrTwo, perGroup: oneOrTwo }).chain(({ axes, groups, perGroup }) => {
			const kernel = tensorOf([groups * 2, perGroup, ...axes.map((axis) => axis.size)]);
			const input = tensorOf([2, groups * perGroup, ...axes.map((axis) => axis.input)]);
			return fc.record({ axes: fc.constant(axes), groups: fc.constant(groups), kernel, input, seed: fc.nat() });
		});
		fc.assert(fc.property(cases, ({ axes, groups, kernel, input, seed }) => {
			const { stride, dilation, padding } = windowOf(axes);
			const map = convolve(convolution(kernel, { stride, dilation, padding, groups }), input);
			const other = tensor(map.shape, map.data.map((_, index) => (index * 31 + seed) % 19 - 9));
			const outputPadding = axes.map(({ input: cells, stride: apart, before, after, dilation: spread, size }, index) =>
				cells - ((map.shape[index + 2]! - 1) * apart - before - after + spread * (size - 1) + 1));
			const back = convolveTransposed({ ...transposedConvolution(kernel, { stride, dilation, padding, groups }), outputPadding }, other);
			assert.equal(dot(map, other), dot(input, back));
		}), { numRuns: 300 });
	});

	it('adds the bias once per cell', () => {
		const stage = transposedConvolution(tensor([1, 2, 1], [3, 4]), { stride: 2, bias: tensor([2], [10, 20]) });
		assertSameTensor(convolveTransposed(stage, tensor([1, 1, 2], [1, 2])), tensor([1, 2, 3], [13, 10, 16, 24, 20, 28]));
	});

	it('takes an output padding below the dilation at stride 1, as PyTorch does: the added cells hold the bias', () => {
		const stage = transposedConvolution(tensor([1, 1, 2], [1, 2]), { dilation: 3, outputPadding: 2, bias: tensor([1], [7]) });
		assertSameTensor(convolveTransposed(stage, tensor([1, 1, 1], [10])), tensor([1, 1, 6], [17, 7, 7, 27, 7, 7]));
	});

	it('shows only the weights that meet an input cell: with stride 2 and a kernel of 3, cell 2 is the sum of two', () => {
		const stage = transposedConvolution(tensor([1, 1, 3], [1, 2, 3]), { stride: 2 });
		const trace = traceCell(stage, tensor([1, 1, 2], [10, 20]), [0, 0, 2]);
		assert.ok(trace.kind === 'transposed-convolution');
		assert.deepEqual(trace.channels[0]!.terms.map(({ product, kernelCell, inputCell }) => [product, kernelCell, inputCell]),
			[[20, [0], [0, 0, 1]], [30, [2], [0, 0, 0]]]);
		assert.equal(trace.total, 50);
	});

	it('its receptive field: kernel 3 and stride 2 see 2 cells at half a cell\'s distance, kernel 2 and stride 2 one', () => {
		const field = (size: number) => planPipeline([1, 1, 8], [transposedConvolution(zeros(1, 1, size), { stride: 2 })])[0]!.geometry.receptiveField;
		assert.deepEqual(field(3), [{ size: 2, jump: 0.5, start: -1 }]);
		assert.deepEqual(field(2), [{ size: 1, jump: 0.5, start: 0 }]);
	});

	it('refuses an output padding of 2 at stride 2, an output of 0, 3 channels for 2, and channels that groups do not divide', () => {
		assertRefused(() => planPipeline([1, 1, 4], [transposedConvolution(zeros(1, 1, 3), { stride: 2, outputPadding: 2 })]),
			'output-padding-too-large', { axis: 0, outputPadding: 2, stride: 2, dilation: 1 });
		assertRefused(() => planPipeline([1, 1, 1], [transposedConvolution(zeros(1, 1, 2), { padding: 1 })]),
			'nothing-left', { axis: 0, input: 1, output: 0 });
		assertRefused(() => planPipeline([1, 3, 4], [transposedConvolution(zeros(2, 1, 3))]),
			'channel-mismatch', { inputChannels: 3, kernelChannels: 2, groups: 1 });
		assertRefused(() => transposedConvolution(zeros(3, 1, 3), { groups: 2 }), 'groups-do-not-divide', { groups: 2, count: 3, of: 'channels' });
		assertRefused(() => transposedConvolution(zeros(1, 2, 3), { bias: zeros(1) }), 'bias-mismatch', { filters: 2, biases: 1 });
		assertRefused(() => planPipeline([1, 1, 4], [{ ...transposedConvolution(zeros(1, 1, 3)), outputPadding: [-1] }]),
			'invalid-setting', { setting: 'output-padding', value: -1 });
	});
});
