import assert from 'node:assert/strict';
import fc from 'fast-check';
import { convolution, convolve } from '../../../src/engine/convolution';
import type { PaddingFill } from '../../../src/engine/layer';
import { pad, padOperator } from '../../../src/engine/pad';
import { namedPadding, paddingForOutput, samePadding } from '../../../src/engine/padding';
import { planPipeline } from '../../../src/engine/pipeline';
import { tensor } from '../../../src/engine/tensor';
import { transposedConvolution } from '../../../src/engine/transposed-convolution';
import { tensorOf } from './arbitrary';
import { assertRefused, assertSameTensor } from './expect';

const window = (size: number, stride = 1, dilation = 1) => ({ size: [size], stride: [stride], dilation: [dilation] });
const sides = (before: number, after: number) => [{ before, after }];

describe('named paddings', () => {
	for (const [name, size, dilation, before, after] of [
		['valid', 3, 1, 0, 0], ['same', 3, 1, 1, 1], ['same', 2, 1, 0, 1], ['same-lower', 2, 1, 1, 0],
		['same', 4, 2, 3, 3], ['full', 3, 1, 2, 2], ['full', 3, 2, 4, 4], ['same', 1, 1, 0, 0],
	] as const) {
		it(`'${name}' for a kernel of ${size} with dilation ${dilation} is ${before} before and ${after} after`, () => {
			assert.deepEqual(namedPadding(name, window(size, 1, dilation)), sides(before, after));
		});
	}

	it("'same' refuses stride 2, as PyTorch does", () => {
		assertRefused(() => convolution(tensor([1, 1, 3], [1, 2, 3]), { stride: 2, padding: 'same' }),
			'same-needs-stride-one', { axis: 0, stride: 2 });
	});

	it("'same' keeps every size, 'full' makes 4 of 2 under a kernel of 3", () => {
		fc.assert(fc.property(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 9 }), (size, dilation, input) => {
			for (const padding of ['same', 'same-lower'] as const) {
				const stage = convolution(tensor([1, 1, size], new Float64Array(size)), { dilation, padding });
				assert.deepEqual(planPipeline([1, 1, input], [stage])[0]!.geometry.outputShape, [1, 1, input]);
			}
		}));
		assertSameTensor(convolve(convolution(tensor([1, 1, 3], [1, 2, 3]), { padding: 'full' }), tensor([1, 1, 2], [10, 20])),
			tensor([1, 1, 4], [30, 80, 50, 20]));
	});

	for (const [input, size, stride, extra, before, after] of [
		[5, 3, 2, 'after', 1, 1], [6, 3, 2, 'after', 0, 1], [6, 3, 2, 'before', 1, 0], [5, 2, 3, 'after', 0, 0], [4, 1, 2, 'after', 0, 0],
	] as const) {
		it(`TensorFlow's same for ${input} cells, kernel ${size}, stride ${stride}: ${before} before and ${after} after`, () => {
			const padding = samePadding([input], window(size, stride), extra);
			assert.deepEqual(padding, sides(before, after));
			const stage = convolution(tensor([1, 1, size], new Float64Array(size)), { stride, padding });
			assert.equal(planPipeline([1, 1, input], [stage])[0]!.geometry.outputShape[2], Math.ceil(input / stride));
		});
	}

	it('finds the padding and output padding that make a transposed convolution as large as asked', () => {
		const upTo = (max: number) => fc.integer({ min: 1, max });
		fc.assert(fc.property(upTo(6), upTo(4), upTo(3), fc.integer({ min: -3, max: 2 }), (input, size, stride, change) => {
			const natural = (input - 1) * stride + size;
			const output = Math.max(1, Math.min(natural + stride - 1, natural + change));
			const found = paddingForOutput([input], window(size, stride), [output]);
			const stage = transposedConvolution(tensor([1, 1, size], new Float64Array(size)), { stride, ...found });
			assert.deepEqual(planPipeline([1, 1, input], [stage])[0]!.geometry.outputShape, [1, 1, output]);
		}));
		assert.deepEqual(paddingForOutput([3], window(3, 3), [8]).padding, sides(1, 0));
		assert.deepEqual(paddingForOutput([3], window(3, 3), [8], 'after').padding, sides(0, 1));
	});
});

describe('padding fills', () => {
	for (const [fill, expected] of [
		[{ mode: 'constant', value: 7 }, [7, 7, 1, 2, 3, 7, 7]],
		[{ mode: 'reflect' }, [3, 2, 1, 2, 3, 2, 1]],
		[{ mode: 'symmetric' }, [2, 1, 1, 2, 3, 3, 2]],
		[{ mode: 'replicate' }, [1, 1, 1, 2, 3, 3, 3]],
		[{ mode: 'circular' }, [2, 3, 1, 2, 3, 1, 2]],
	] as const satisfies readonly (readonly [PaddingFill, readonly number[]])[]) {
		it(`${fill.mode}: 1 2 3 with two cells per side is ${expected.join(' ')}`, () => {
			assertSameTensor(padOperator.run(pad(sides(2, 2), fill), tensor([1, 1, 3], [1, 2, 3])), tensor([1, 1, 7], expected));
		});

		it(`${fill.mode}: a convolution that pads equals padding first`, () => {
			const side = fc.integer({ min: 0, max: 2 });
			const padded2D = fc.tuple(fc.record({ before: side, after: side }), fc.record({ before: side, after: side }));
			fc.assert(fc.property(tensorOf([1, 2, 3, 3]), tensorOf([1, 2, 2, 2]), padded2D, (input, kernel, padding) => {
				const padded = padOperator.run(pad(padding, fill), input);
				assertSameTensor(convolve(convolution(kernel, { padding, paddingFill: fill }), input), convolve(convolution(kernel), padded));
			}));
		});
	}

	it('crops with negative padding, and refuses to where the fill repeats the input', () => {
		assertSameTensor(padOperator.run(pad(sides(-1, 1)), tensor([1, 1, 3], [1, 2, 3])), tensor([1, 1, 3], [2, 3, 0]));
		assertRefused(() => padOperator.sizes(pad(sides(-1, 1), { mode: 'reflect' }), [1, 1, 3]),
			'invalid-setting', { setting: 'padding', value: -1 });
		assertRefused(() => padOperator.sizes(pad(sides(-2, -1)), [1, 1, 3]), 'nothing-left', { axis: 2, input: 3, output: 0 });
	});

	it('refuses to reflect 3 cells of 3, to mirror or wrap 4, and 4 paddings on rank 3', () => {
		assertRefused(() => padOperator.sizes(pad(sides(3, 0), { mode: 'reflect' }), [1, 1, 3]),
			'padding-beyond-input', { axis: 2, padding: 3, input: 3, mode: 'reflect' });
		for (const mode of ['symmetric', 'circular'] as const) {
			assertRefused(() => padOperator.sizes(pad(sides(0, 4), { mode }), [1, 1, 3]),
				'padding-beyond-input', { axis: 2, padding: 4, input: 3, mode });
		}
		assertRefused(() => planPipeline([1, 1, 3], [convolution(tensor([1, 1, 1], [1]), { padding: 3, paddingFill: { mode: 'reflect' } })]),
			'padding-beyond-input', { axis: 0, padding: 3, input: 3, mode: 'reflect' });
		assertRefused(() => padOperator.sizes(pad([...sides(1, 1), ...sides(1, 1), ...sides(1, 1), ...sides(1, 1)]), [1, 1, 3]),
			'setting-count', { setting: 'padding', given: 4, axes: 3 });
	});
});

describe('mathematical convolution', () => {
	it('flips the kernel: 1 2 3 with 0 1 2 in full gives 0 1 4 7 6, without the flip 2 5 8 3 0', () => {
		const kernel = tensor([1, 1, 3], [0, 1, 2]);
		const input = tensor([1, 1, 3], [1, 2, 3]);
		assertSameTensor(convolve(convolution(kernel, { padding: 'full', flipped: true }), input), tensor([1, 1, 5], [0, 1, 4, 7, 6]));
		assertSameTensor(convolve(convolution(kernel, { padding: 'full' }), input), tensor([1, 1, 5], [2, 5, 8, 3, 0]));
	});

	it('commutes in full: kernel on input equals input on kernel', () => {
		fc.assert(fc.property(tensorOf([1, 1, 3, 4]), tensorOf([1, 1, 2, 3]), (one, other) => {
			const on = (input: typeof one, kernel: typeof one) => convolve(convolution(kernel, { padding: 'full', flipped: true }), input);
			assertSameTensor(on(one, other), on(other, one));
		}));
	});
});
