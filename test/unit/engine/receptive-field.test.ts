import assert from 'node:assert/strict';
import fc from 'fast-check';
import { convolution } from '../../../src/engine/convolution';
import { flatten } from '../../../src/engine/flatten';
import type { Layer, Stage } from '../../../src/engine/layer';
import { linear } from '../../../src/engine/linear';
import { pad } from '../../../src/engine/pad';
import { planPipeline, runPipeline } from '../../../src/engine/pipeline';
import { adaptivePooling, averagePooling, globalPooling } from '../../../src/engine/pooling';
import { elementCount, tensor } from '../../../src/engine/tensor';
import { transposedConvolution } from '../../../src/engine/transposed-convolution';
import { upsample } from '../../../src/engine/upsample';

const ones = (...shape: number[]) => tensor(shape, new Float64Array(elementCount(shape)).fill(1));

/** For every output cell, the first and last input cell that changes it: found by trying each, with nothing but positive weights. */
function dependence(length: number, stages: readonly Stage[]): { first: number; last: number }[] {
	const reached: { first: number; last: number }[] = [];
	for (let cell = 0; cell < length; cell++) {
		const input = tensor([1, 1, length], Array.from({ length }, (_, at) => at === cell ? 1 : 0));
		runPipeline({ input, stages }).at(-1)!.output.data.forEach((value, output) => {
			if (value !== 0) reached[output] = { first: reached[output]?.first ?? cell, last: cell };
		});
	}
	return reached;
}

const window = fc.record({ size: fc.integer({ min: 1, max: 3 }), stride: fc.integer({ min: 1, max: 2 }), padding: fc.integer({ min: 0, max: 2 }) });
const slidingStage: fc.Arbitrary<Stage> = fc.oneof(
	fc.tuple(window, fc.integer({ min: 1, max: 2 })).map(([{ size, stride, padding }, dilation]) =>
		convolution(ones(1, 1, size), { stride, padding, dilation })),
	window.map(({ size, stride, padding }) => averagePooling([size], { stride, padding: Math.min(padding, Math.floor(size / 2)) })),
	fc.constant<Stage>({ kind: 'relu' }),
	fc.tuple(fc.integer({ min: 0, max: 2 }), fc.integer({ min: 0, max: 2 })).map(([before, after]) => pad([{ before, after }])),
);

describe('receptive field of a stack', () => {
	it('is what trying every input cell finds, for random stacks of convolutions, poolings and paddings', () => {
		fc.assert(fc.property(fc.array(slidingStage, { minLength: 1, maxLength: 4 }), (stages) => {
			const length = 48;
			const [field] = planPipeline([1, 1, length], stages).at(-1)!.geometry.receptiveField;
			dependence(length, stages).forEach(({ first, last }, output) => {
				const start = field!.start + output * field!.jump;
				const end = start + field!.size - 1;
				assert.ok(first >= start && last <= end, `cell ${output} sees ${first} to ${last}, not within ${start} to ${end}`);
				// dilated kernels leave holes, but never at the ends of a field that lies inside the input
				if (start >= 0 && end < length) assert.deepEqual({ first, last }, { first: start, last: end });
			});
		}), { numRuns: 200 });
	});

	it('of a transposed convolution is as large as the largest that trying finds', () => {
		fc.assert(fc.property(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 3 }), (size, stride, dilation) => {
			const stages = [transposedConvolution(ones(1, 1, size), { stride, dilation })];
			const [field] = planPipeline([1, 1, 40], stages)[0]!.geometry.receptiveField;
			const largest = Math.max(...dependence(40, stages).filter(Boolean).map(({ first, last }) => last - first + 1));
			assert.equal(field!.size, largest);
		}));
	});

	it('of an adaptive pooling is as large as the largest of its windows', () => {
		fc.assert(fc.property(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 12 }), (length, output) => {
			const stages = [adaptivePooling('average', [output])];
			const [field] = planPipeline([1, 1, length], stages)[0]!.geometry.receptiveField;
			assert.equal(field!.size, Math.max(...dependence(length, stages).map(({ first, last }) => last - first + 1)));
		}));
	});

	it('halves its jump when upsampled by 2; bilinear sees a cell more than nearest', () => {
		const field = (mode: 'nearest' | 'linear') =>
			planPipeline([1, 1, 8], [convolution(ones(1, 1, 3)), upsample({ scale: [2] }, { mode })])[1]!.geometry.receptiveField;
		assert.deepEqual(field('nearest'), [{ size: 3, jump: 0.5, start: 0 }]);
		assert.deepEqual(field('linear'), [{ size: 4, jump: 0.5, start: 0 }]);
	});

	it('spans the whole input after a global pooling, and after flattening and a linear layer', () => {
		const sizes = (stages: readonly Stage[]) =>
			planPipeline([1, 1, 9, 7], stages).map(({ geometry }) => geometry.receptiveField.map(({ size }) => size));
		assert.deepEqual(sizes([convolution(ones(1, 1, 3, 3)), globalPooling('max')]), [[3, 3], [9, 7]]);
		assert.deepEqual(sizes([convolution(ones(1, 1, 3, 3)), flatten(), linear(ones(4, 35)), linear(ones(2, 4))]), [[3, 3], [3, 3], [9, 7], [9, 7]]);
	});

	it('of softmax grows along its axis only, and over all axes where they were flattened', () => {
		const sizes = (...layers: Layer[]) => planPipeline([1, 2, 9, 7], layers).at(-1)!.geometry.receptiveField.map(({ size }) => size);
		const softmax = (axis: number) => ({ kind: 'softmax', axis } as const);
		assert.deepEqual([sizes(softmax(1)), sizes(softmax(2)), sizes(softmax(-1)), sizes(flatten(), softmax(1))], [[1, 1], [9, 1], [1, 7], [9, 7]]);
	});

	it('is unknown where only some of the axes were joined: (1, 2, 9, 7) flattened to (1, 2, 63)', () => {
		assert.deepEqual(planPipeline([1, 2, 9, 7], [flatten(2)])[0]!.geometry.receptiveField, []);
	});
});
