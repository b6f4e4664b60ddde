import assert from 'node:assert/strict';
import fc from 'fast-check';
import { loadFastEngine, type ConvolutionJob, type FastEngine } from '../../../src/engine/fast/fast-engine';
import type { PaddingCells } from '../../../src/engine/fast/window';
import { randomFloats, referenceConvolution, slidingSizes, symmetric } from './fast-reference';

/** The largest error of a convolution relative to the largest sum of magnitudes of its terms; a failure where shapes or special values differ. */
function relativeError(engine: FastEngine, job: ConvolutionJob): number {
	const expected = referenceConvolution({ ...job, size: job.weightsShape.slice(2) });
	const { shape, data } = engine.convolve(job);
	assert.deepEqual(shape, expected.shape);
	const scale = expected.magnitudes.reduce((most, each) => (Number.isFinite(each) ? Math.max(most, each) : most), Number.MIN_VALUE);
	let error = 0;
	expected.values.forEach((value, index) => {
		if (Number.isFinite(value)) error = Math.max(error, Math.abs(data[index]! - value));
		else assert.equal(data[index], value, `cell ${index}`);
	});
	assert.ok(!Number.isNaN(error), 'NaN where there is a number');
	return error / scale;
}

interface Case {
	readonly images: number;
	readonly groups: number;
	readonly channels: number;
	readonly filters: number;
	readonly spatial: readonly number[];
	readonly size: readonly number[];
	readonly stride: readonly number[];
	readonly dilation: readonly number[];
	readonly padding: readonly PaddingCells[];
	readonly bias: boolean;
}

function jobOf(shape: Case, winograd: ConvolutionJob['winograd'], seed = 1): ConvolutionJob {
	const { images, groups, channels, filters, spatial, size, stride, dilation, padding, bias } = shape;
	const inputShape = [images, groups * channels, ...spatial], weightsShape = [groups * filters, channels, ...size];
	const count = (each: readonly number[]) => each.reduce((total, one) => total * one, 1);
	return {
		input: randomFloats(count(inputShape), seed), inputShape,
		weights: randomFloats(count(weightsShape), seed + 1), weightsShape,
		...(bias ? { bias: randomFloats(groups * filters, seed + 2) } : {}),
		stride, dilation, padding, groups, winograd,
	};
}

/** Convolutions of one to three axes, mostly small, whose kernel fits. */
const cases: fc.Arbitrary<Case> = fc.integer({ min: 1, max: 3 }).chain((rank) => {
	const perAxis = <Value>(value: fc.Arbitrary<Value>) => fc.array(value, { minLength: rank, maxLength: rank });
	const pad = fc.record({ before: fc.integer({ min: 0, max: 4 }), after: fc.integer({ min: 0, max: 4 }) });
	return fc.record({
		images: fc.integer({ min: 1, max: 2 }),
		groups: fc.integer({ min: 1, max: 3 }),
		channels: fc.integer({ min: 1, max: 5 }),
		filters: fc.integer({ min: 1, max: 9 }),
		spatial: perAxis(fc.integer({ min: 1, max: rank === 1 ? 90 : rank === 2 ? 14 : 6 })),
		size: perAxis(fc.integer({ min: 1, max: 4 })),
		stride: perAxis(fc.integer({ min: 1, max: 3 })),
		dilation: perAxis(fc.integer({ min: 1, max: 3 })),
		padding: perAxis(pad),
		bias: fc.boolean(),
	});
}).filter((each) => slidingSizes(each.spatial, each).every((size) => size >= 1));

describe('the fast convolution', () => {
	let engine: FastEngine;
	before(async () => {
		engine = await loadFastEngine();
	});

	it('agrees with the float64 reference within 2e-6 over ranks 1–3, strides, dilations, groups, paddings and biases', () => {
		fc.assert(fc.property(cases, fc.integer({ min: 1, max: 1e6 }), (shape, seed) => {
			const error = relativeError(engine, jobOf(shape, 'avoided', seed));
			assert.ok(error <= 2e-6, `relative error ${error}`);
		}), { numRuns: 400, seed: 20 });
	});

	it('agrees within 2e-6 where the terms (8 × 9 × 9 = 648) and the pixels (70 × 70) take several blocks', () => {
		const shape: Case = { images: 1, groups: 1, channels: 8, filters: 7, spatial: [70, 70], size: [9, 9], stride: [1, 1], dilation: [1, 1], padding: symmetric(4, 4), bias: true };
		const error = relativeError(engine, jobOf(shape, 'avoided'));
		assert.ok(error <= 2e-6, `relative error ${error}`);
	});
});
