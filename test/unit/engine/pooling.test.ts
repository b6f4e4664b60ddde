import assert from 'node:assert/strict';
import fc from 'fast-check';
import { maxPool, maxPooling, traceMaxPooling } from '../../../src/engine/pooling';
import { cellAt, tensor } from '../../../src/engine/tensor';
import { axisCases, tensorOf, windowOf } from './arbitrary';
import { assertRefused, assertSameTensor } from './expect';
import { naivePooling } from './naive';

const poolingCase = axisCases((size) => Math.floor(size / 2)).chain((axes) => fc.record({
	axes: fc.constant(axes),
	input: tensorOf([2, 2, ...axes.map((axis) => axis.input)]),
}));

describe('max pooling', () => {
	it('the lecture: 2x2 with stride 2 gives 6 8 / 14 16', () => {
		const input = tensor([1, 1, 4, 4], [1, 2, 4, 3, 5, 6, 8, 7, 9, 10, 12, 11, 13, 14, 16, 2]);
		assertSameTensor(maxPool(maxPooling([2, 2]), input), tensor([1, 1, 2, 2], [6, 8, 14, 16]));
	});

	it('equals the reference over ranks 1 to 3, strides, dilations and paddings per side', () => {
		fc.assert(fc.property(poolingCase, ({ axes, input }) => {
			const { size, ...settings } = windowOf(axes);
			assertSameTensor(maxPool(maxPooling(size, settings), input), naivePooling(input, axes, -Infinity, (window) => Math.max(...window)));
		}), { numRuns: 300 });
	});

	it('every trace holds the cell as its largest value', () => {
		fc.assert(fc.property(poolingCase, ({ axes, input }) => {
			const { size, ...settings } = windowOf(axes);
			const layer = maxPooling(size, settings);
			const output = maxPool(layer, input);
			output.data.forEach((value, offset) => {
				const trace = traceMaxPooling(layer, input, cellAt(output.shape, offset));
				assert.equal(trace.total, value);
				assert.equal(Math.max(...trace.window.map((each) => each.value)), value);
			});
		}));
	});

	it('lets NaN through and never lets padding win over -3', () => {
		assertSameTensor(maxPool(maxPooling([2], { stride: 1 }), tensor([1, 1, 4], [1, NaN, 2, 3])), tensor([1, 1, 3], [NaN, NaN, 3]));
		assertSameTensor(maxPool(maxPooling([3], { padding: 1, stride: 1 }), tensor([1, 1, 2], [-5, -3])), tensor([1, 1, 2], [-3, -3]));
	});

	it('leaves NaN out where it is told to, as ONNX Runtime does', () => {
		assertSameTensor(maxPool(maxPooling([2], { stride: 1, ignoresNaN: true }), tensor([1, 1, 4], [1, NaN, 2, 3])), tensor([1, 1, 3], [1, 2, 3]));
	});

	it('refuses a padding of 2 on a window of 3: at most half', () => {
		assertRefused(() => maxPool(maxPooling([3], { padding: 2 }), tensor([1, 1, 4], [1, 2, 3, 4])),
			'padding-too-large', { axis: 0, padding: 2, kernel: 3 });
	});
});
