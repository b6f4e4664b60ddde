import assert from 'node:assert/strict';
import fc from 'fast-check';
import { operatorOf } from '../../../src/engine/operators';
import type { Layer } from '../../../src/engine/layer';
import { planPipeline, traceCell } from '../../../src/engine/pipeline';
import { adaptivePooling, averagePooling, globalPooling, lpPooling, maxPooling } from '../../../src/engine/pooling';
import { tensor, type Tensor } from '../../../src/engine/tensor';
import { axisCases, tensorOf, windowOf } from './arbitrary';
import { assertRefused, assertSameTensor } from './expect';
import { naivePooling } from './naive';

type PoolingLayer = Exclude<Layer, { kind: 'convolution' | 'transposed-convolution' | 'prelu' | 'batch-normalization' | 'linear' }>;
const run = (layer: PoolingLayer, input: Tensor) => operatorOf(layer).run(layer, input);
const row = (...values: number[]) => tensor([1, 1, values.length], values);

const poolingCase = axisCases((size) => Math.floor(size / 2)).chain((axes) => fc.record({
	axes: fc.constant(axes), input: tensorOf([1, 2, ...axes.map((axis) => axis.input)]),
}));

describe('average pooling', () => {
	it('equals the reference with the padding counted', () => {
		fc.assert(fc.property(poolingCase, ({ axes, input }) => {
			const { size, ...settings } = windowOf(axes);
			const mean = (window: number[]) => window.reduce((sum, value) => sum + value, 0) / window.length;
			assertSameTensor(run(averagePooling(size, settings), input), naivePooling(input, axes, 0, mean));
		}), { numRuns: 200 });
	});

	it('without the padding counted divides by the real cells only; NaN marks padding in the reference', () => {
		fc.assert(fc.property(poolingCase, ({ axes, input }) => {
			const { size, ...settings } = windowOf(axes);
			const mean = (window: number[]) => {
				const real = window.filter((value) => !Number.isNaN(value));
				return real.length === 0 ? 0 : real.reduce((sum, value) => sum + value, 0) / real.length;
			};
			assertSameTensor(run(averagePooling(size, { ...settings, countIncludePad: false }), input), naivePooling(input, axes, NaN, mean));
		}), { numRuns: 200 });
	});

	it('1 to 4, window 3, stride 2, padding 1, ceil mode: 1 3 2 with the padding counted, 1.5 3 4 without', () => {
		const options = { stride: 2, padding: 1, ceilMode: true };
		assertSameTensor(run(averagePooling([3], options), row(1, 2, 3, 4)), row(1, 3, 2));
		assertSameTensor(run(averagePooling([3], { ...options, countIncludePad: false }), row(1, 2, 3, 4)), row(1.5, 3, 4));
	});

	it('a divisor of 4 divides every sum by 4, of a window of 2 too', () => {
		assertSameTensor(run(averagePooling([2], { divisorOverride: 4 }), row(1, 3, 5, 7)), row(1, 3));
		assertRefused(() => run(averagePooling([2], { divisorOverride: 0 }), row(1, 2)), 'invalid-setting', { setting: 'divisor', value: 0 });
	});
});

describe('ceil mode', () => {
	for (const [input, size, stride, padding, floor, ceil] of [
		[5, 2, 2, 0, 2, 3], [4, 2, 2, 0, 2, 2], [4, 2, 3, 1, 2, 2], [5, 3, 3, 0, 1, 2], [2, 3, 3, 1, 1, 1], [1, 1, 3, 0, 1, 1],
	] as const) {
		it(`${input} cells, window ${size}, stride ${stride}, padding ${padding}: ${floor} without, ${ceil} with`, () => {
			const output = (ceilMode: boolean) => planPipeline([1, 1, input], [maxPooling([size], { stride, padding, ceilMode })])[0]!.geometry.outputShape[2];
			assert.deepEqual([output(false), output(true)], [floor, ceil]);
		});
	}
});

describe('ceil mode on an input smaller than the window', () => {
	it('gives one window where less than a stride is missing, as PyTorch does: window 3, stride 2 on 2 cells', () => {
		assertSameTensor(run(maxPooling([3], { stride: 2, ceilMode: true }), row(4, 6)), row(6));
		assertSameTensor(run(averagePooling([3], { stride: 2, ceilMode: true }), row(4, 6)), row(5));
	});

	it('is refused where a stride or more is missing: window 3, stride 2 on 1 cell, and without ceil mode on 2', () => {
		const numbers = { axis: 0, kernel: 3, dilation: 1, effectiveKernel: 3, paddingBefore: 0, paddingAfter: 0 };
		assertRefused(() => run(maxPooling([3], { stride: 2, ceilMode: true }), row(4)), 'kernel-too-large', { ...numbers, input: 1 });
		assertRefused(() => run(maxPooling([3], { stride: 2 }), row(4, 6)), 'kernel-too-large', { ...numbers, input: 2 });
	});
});

describe('Lp pooling', () => {
	it('p = 2 on 3 4 is 5, p = 1 on -3 4 is 1 by PyTorch and 7 by ONNX', () => {
		assertSameTensor(run(lpPooling([2], 2), row(3, 4)), row(5));
		assertSameTensor(run(lpPooling([2], 1), row(-3, 4)), row(1));
		assertSameTensor(run(lpPooling([2], 1, { convention: 'onnx' }), row(-3, 4)), row(7));
	});

	it('a last window of one cell of two counts double by PyTorch, once by ONNX', () => {
		assertSameTensor(run(lpPooling([2], 1, { ceilMode: true }), row(1, 2, 3)), row(3, 6));
		assertSameTensor(run(lpPooling([2], 1, { ceilMode: true, convention: 'onnx' }), row(1, 2, 3)), row(3, 3));
	});

	it('refuses p = 0 and p = ∞', () => {
		for (const value of [0, Infinity]) assertRefused(() => run(lpPooling([2], value), row(1, 2)),
			'invalid-setting', { setting: 'exponent', value });
	});
});

describe('global and adaptive pooling', () => {
	it('3 to 2 cells: windows 0–1 and 1–2; 2 to 3 cells: windows 0, 0–1, 1', () => {
		assertSameTensor(run(adaptivePooling('average', [2]), row(1, 3, 9)), row(2, 6));
		assertSameTensor(run(adaptivePooling('max', [3]), row(5, 7)), row(5, 7, 7));
	});

	it('equals the definition for every input up to 9 and output up to 9', () => {
		for (let input = 1; input <= 9; input++) for (let output = 1; output <= 9; output++) {
			const values = Array.from({ length: input }, (_, index) => index * index);
			const expected = Array.from({ length: output }, (_, index) => {
				const under = values.filter((_value, at) => at + 1 > index * input / output && at < (index + 1) * input / output);
				return under.reduce((sum, value) => sum + value, 0) / under.length;
			});
			assertSameTensor(run(adaptivePooling('average', [output]), row(...values)), row(...expected));
		}
	});

	it('is a plain pooling where the sizes divide, with its geometry; else it has none', () => {
		const geometry = (output: number) => planPipeline([1, 1, 6, 6], [adaptivePooling('average', [output, undefined])])[0]!.geometry;
		assert.deepEqual(geometry(3).axes.map(({ kernel, stride, output }) => [kernel, stride, output]), [[2, 2, 3], [1, 1, 6]]);
		assert.deepEqual(geometry(4).axes, []);
		assert.deepEqual(geometry(4).outputShape, [1, 1, 4, 6]);
	});

	it('sees all of its input: a global pooling after a 3x3 convolution over 8x8 sees 8x8', () => {
		const three = { kind: 'convolution', channels: 1, filters: 1, groups: 1, hasBias: false,
			window: { size: [3, 3], stride: [1, 1], padding: [{ before: 0, after: 0 }, { before: 0, after: 0 }], dilation: [1, 1] } } as const;
		const plans = planPipeline([1, 1, 8, 8], [three, globalPooling('average')]);
		assert.deepEqual(plans[1]!.geometry.receptiveField.map(({ size, start }) => [size, start]), [[8, 0], [8, 0]]);
		assert.deepEqual(plans[1]!.geometry.outputShape, [1, 1, 1, 1]);
	});

	it('global: of -1 2 / 3 4 the largest is 4, the mean 2, the 2-norm √30', () => {
		const map = tensor([1, 1, 2, 2], [-1, 2, 3, 4]);
		const reductions = ['max', 'average', { exponent: 2, convention: 'torch' }] as const;
		assert.deepEqual(reductions.map((reduction) => run(globalPooling(reduction), map).data[0]), [4, 2, Math.sqrt(30)]);
	});

	it('shows the window: cell 1 of 3 to 2 is (3 + 9) / 2', () => {
		assert.deepEqual(traceCell(adaptivePooling('average', [2]), row(1, 3, 9), [0, 0, 1]), {
			kind: 'average-pooling', cell: [0, 0, 1], sum: 12, divisor: 2, total: 6,
			window: [{ inputCell: [0, 0, 1], value: 3 }, { inputCell: [0, 0, 2], value: 9 }],
		});
	});

	it('refuses an output of 0 cells, and 1 size for 2 axes', () => {
		assertRefused(() => planPipeline([1, 1, 4], [adaptivePooling('max', [0])]), 'invalid-setting', { setting: 'output-size', value: 0 });
		assert.throws(() => planPipeline([1, 1, 4, 4], [adaptivePooling('max', [2])]), /rank-mismatch/);
	});
});

describe('padding rules of pooling', () => {
	it("ONNX's takes a padding of 2 on a window of 3, and refuses 3", () => {
		const plan = (padding: number) => planPipeline([1, 1, 4], [maxPooling([3], { padding, stride: 1, paddingRule: 'below-window' })]);
		assert.deepEqual(plan(2)[0]!.geometry.outputShape, [1, 1, 6]);
		assertRefused(() => plan(3), 'padding-covers-window', { axis: 0, padding: 3, kernel: 3, dilation: 1 });
	});
	it('a window that sees nothing but padding gives −∞ as maximum and 0 as average', () => {
		const options = { padding: 1, dilation: 2, stride: 1 };
		assertSameTensor(run(maxPooling([2], options), row(5)), row(-Infinity));
		assertSameTensor(run(averagePooling([2], { ...options, countIncludePad: false }), row(5)), row(0));
	});
});
