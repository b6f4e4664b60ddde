import assert from 'node:assert/strict';
import fc from 'fast-check';
import { EngineError } from '../../../src/engine/error';
import { loadFastEngine, type ConvolutionJob, type FastEngine } from '../../../src/engine/fast/fast-engine';
import type { PaddingCells } from '../../../src/engine/fast/window';
import { fastBuilds } from './fast-builds';
import { countOf, randomFloats, referenceConvolution, slidingSizes, symmetric } from './fast-reference';

/** The most that a rounding error may be, relative to the largest sum of magnitudes of an output cell's terms. */
const EXACT = 2e-6;
const WINOGRAD = 2e-5;

interface Case {
	readonly images: number;
	readonly groups: number;
	/** Per group, both. */
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
	return {
		input: randomFloats(countOf(inputShape), seed), inputShape,
		weights: randomFloats(countOf(weightsShape), seed + 1), weightsShape,
		...(bias ? { bias: randomFloats(groups * filters, seed + 2) } : {}),
		stride, dilation, padding, groups, winograd,
	};
}

/** A two-dimensional case, plain unless said otherwise. */
function flat(channels: number, filters: number, spatial: readonly number[], size: readonly number[], other: Partial<Case> = {}): Case {
	const plain = { images: 1, groups: 1, stride: [1, 1], dilation: [1, 1], padding: symmetric(0, 0), bias: true };
	return { ...plain, channels, filters, spatial, size, ...other };
}

/**
 * Convolves, and compares with float64: the same shape, infinities and NaNs in the same cells,
 * and numbers that deviate by at most `tolerance` times the largest sum of magnitudes (and one unit of the least denormal per term).
 */
function assertAgrees(engine: FastEngine, job: ConvolutionJob, tolerance: number): void {
	const expected = referenceConvolution({ ...job, size: job.weightsShape.slice(2) });
	const { shape, data } = engine.convolve(job);
	assert.deepEqual(shape, expected.shape);
	const scale = expected.magnitudes.reduce((most, each) => (Number.isFinite(each) ? Math.max(most, each) : most), 0);
	const allowed = tolerance * scale + countOf(job.weightsShape.slice(1)) * 2 ** -149;
	expected.values.forEach((value, index) => {
		if (Number.isFinite(value)) assert.ok(Math.abs(data[index]! - value) <= allowed, `cell ${index}: ${data[index]} for ${value} ± ${allowed}`);
		else assert.equal(data[index], value, `cell ${index}`);
	});
}

function algorithmFor(engine: FastEngine, job: ConvolutionJob): string {
	const prepared = engine.prepareConvolution(job.inputShape, job);
	prepared.release();
	return prepared.algorithm;
}

const upTo = (max: number, min = 1) => fc.integer({ min, max });
const pads = (max: number) => fc.record({ before: upTo(max, 0), after: upTo(max, 0) });
const fits = (each: Case) => slidingSizes(each.spatial, each).every((size) => size >= 1);

/** Convolutions of one to three axes, mostly small. */
const anyCase: fc.Arbitrary<Case> = upTo(3).chain((rank) => {
	const perAxis = <Value>(value: fc.Arbitrary<Value>) => fc.array(value, { minLength: rank, maxLength: rank });
	return fc.record({
		images: upTo(2), groups: upTo(3), channels: upTo(5), filters: upTo(9),
		spatial: perAxis(upTo([90, 14, 6][rank - 1]!)), size: perAxis(upTo(4)), stride: perAxis(upTo(3)), dilation: perAxis(upTo(3)),
		padding: perAxis(pads(4)), bias: fc.boolean(),
	});
}).filter(fits);

/** One channel per group, as in depthwise layers and image filters. */
const singleChannelCase: fc.Arbitrary<Case> = fc.record({
	images: upTo(2), groups: upTo(4), channels: fc.constant(1), filters: upTo(4),
	spatial: fc.tuple(upTo(20), upTo(70)), size: fc.tuple(upTo(9), upTo(9)),
	stride: fc.tuple(upTo(3), upTo(3)), dilation: fc.tuple(upTo(2), upTo(2)), padding: fc.tuple(pads(5), pads(5)), bias: fc.boolean(),
}).filter(fits);

/** Three by three over few channels with at most one cell of padding across. */
const fewChannelsThreeCase: fc.Arbitrary<Case> = fc.record({
	images: upTo(2), groups: upTo(3), channels: upTo(4), filters: upTo(2),
	spatial: fc.tuple(upTo(20), upTo(40)), size: fc.constant([3, 3]),
	stride: fc.constant([1, 1]), dilation: fc.constant([1, 1]), padding: fc.tuple(pads(3), pads(1)), bias: fc.boolean(),
}).filter(fits);

const winogradCase: fc.Arbitrary<Case> = fc.record({
	images: upTo(2), groups: upTo(2), channels: upTo(21, 16), filters: upTo(24, 16),
	spatial: fc.tuple(upTo(20), upTo(20)), size: fc.constant([3, 3]),
	stride: fc.constant([1, 1]), dilation: fc.constant([1, 1]), padding: fc.tuple(pads(4), pads(4)), bias: fc.boolean(),
}).filter(fits);

for (const build of fastBuilds()) {
	describe(`the fast convolution (${build})`, () => {
		let engine: FastEngine;
		before(async () => {
			engine = await loadFastEngine({ build });
		});
		afterEach(() => assert.equal(engine.memory.used, engine.memory.scratch, 'memory was not given back'));

		function agreesOn(cases: fc.Arbitrary<Case>, numRuns: number, winograd: ConvolutionJob['winograd'], tolerance: number): void {
			fc.assert(fc.property(cases, upTo(1e6), (shape, seed) => assertAgrees(engine, jobOf(shape, winograd, seed), tolerance)), { numRuns, seed: 20 });
		}

		it('agrees with float64 within 2e-6 over ranks 1–3, strides, dilations, groups, paddings per side and biases', () => {
			agreesOn(anyCase, 300, 'avoided', EXACT);
		});

		it('agrees within 2e-6 with one channel per group, kernels to 9 × 9', () => agreesOn(singleChannelCase, 200, 'avoided', EXACT));

		it('agrees within 2e-6 with 3 × 3 over 1–4 channels, padding 0 or 1 across, to 3 down', () => agreesOn(fewChannelsThreeCase, 200, 'avoided', EXACT));

		it('agrees within 2e-5 with Winograd, paddings to 4', () => agreesOn(winogradCase, 60, 'allowed', WINOGRAD));

		it('agrees within 2e-6 where the terms (8 · 9 · 9 = 648) and the pixels (40 · 40) take several blocks', () => {
			assertAgrees(engine, jobOf(flat(8, 7, [40, 40], [9, 9], { padding: symmetric(4, 4) }), 'avoided'), EXACT);
		});

		it('agrees within 2e-5 where Winograd’s tiles take several blocks: 16 × 70 × 72 → 16', () => {
			const job = jobOf(flat(16, 16, [70, 72], [3, 3], { padding: symmetric(1, 1) }), 'allowed');
			assert.equal(algorithmFor(engine, job), 'winograd-4');
			assertAgrees(engine, job, WINOGRAD);
		});

		it('agrees within 2e-6 where the bands of a single channel are several: 1 × 200 × 170, 5 × 5 and 3 × 3', () => {
			for (const size of [3, 5]) {
				const job = jobOf(flat(1, 1, [200, 170], [size, size], { padding: symmetric(1, 1) }), 'avoided');
				assert.equal(algorithmFor(engine, job), 'direct');
				assertAgrees(engine, job, EXACT);
			}
		});

		it('chooses F(4×4) for 16 × 9 × 9 → 16, F(2×2) for 16 × 8 × 8 → 16, GEMM for stride 2, for 15 channels and to avoid Winograd', () => {
			const choose = (shape: Case, winograd: ConvolutionJob['winograd'] = 'allowed') => algorithmFor(engine, jobOf(shape, winograd));
			const padding = symmetric(1, 1);
			assert.equal(choose(flat(16, 16, [9, 9], [3, 3], { padding })), 'winograd-4');
			assert.equal(choose(flat(16, 16, [8, 8], [3, 3], { padding })), 'winograd-2');
			assert.equal(choose(flat(16, 16, [9, 9], [3, 3], { padding }), 'avoided'), 'gemm');
			assert.equal(choose(flat(16, 16, [9, 9], [3, 3], { padding, stride: [2, 1] })), 'gemm');
			assert.equal(choose(flat(15, 16, [9, 9], [3, 3], { padding })), 'gemm');
		});

		/** A layer for every algorithm. */
		const layers: ReadonlyArray<readonly [string, Case]> = [
			['GEMM', flat(3, 5, [9, 11], [3, 3], { padding: symmetric(1, 1) })],
			['direct 3 × 3', flat(1, 1, [9, 11], [3, 3], { padding: symmetric(1, 1) })],
			['direct 5 × 5', flat(1, 1, [9, 11], [5, 5], { padding: symmetric(2, 2) })],
			['Winograd F(2×2)', flat(16, 16, [8, 8], [3, 3], { padding: symmetric(1, 1) })],
			['Winograd F(4×4)', flat(16, 16, [13, 11], [3, 3], { padding: symmetric(1, 1) })],
		];

		for (const [name, shape] of layers) {
			it(`keeps a NaN, an infinity and both infinities to the cells whose windows hold them (${name})`, () => {
				for (const values of [[NaN], [Infinity], [Infinity, -Infinity]]) {
					const job = jobOf(shape, 'allowed');
					values.forEach((value, index) => {
						job.input[30 + index] = value;
					});
					assertAgrees(engine, job, EXACT);
				}
			});

			it(`gives NaN and infinities for weights that are (${name})`, () => {
				for (const value of [NaN, -Infinity]) {
					const job = jobOf({ ...shape, padding: symmetric(0, 0) }, 'allowed');
					job.weights[4] = value;
					assertAgrees(engine, job, EXACT);
				}
			});

			it(`does not overflow on the way to a result of 1e36 (${name})`, () => {
				const job = jobOf(shape, 'allowed');
				for (let index = 0; index < job.input.length; index++) job.input[index]! *= 1e36;
				assertAgrees(engine, job, EXACT);
			});

			it(`adds up denormals of 1e-40 (${name})`, () => {
				const job = jobOf({ ...shape, bias: false }, 'allowed');
				for (let index = 0; index < job.input.length; index++) job.input[index]! *= 1e-40;
				assertAgrees(engine, job, WINOGRAD);
			});

			it(`takes −0 for 0 (${name})`, () => {
				const job = jobOf({ ...shape, bias: false }, 'allowed');
				job.input.fill(-0);
				assertAgrees(engine, job, 0);
			});
		}

		it('refuses 3 channels for a kernel of 2, 5 filters in 2 groups, 3 biases for 4 filters, 5 × 5 on 4 × 4, a stride of 0, 4 axes', () => {
			const code = (shape: Case, change: Partial<ConvolutionJob> = {}) => {
				try {
					engine.convolve({ ...jobOf(shape, 'allowed'), ...change });
					return undefined;
				} catch (error) {
					return error instanceof EngineError ? error.problem.code : error;
				}
			};
			const small = flat(2, 4, [4, 4], [3, 3]);
			assert.equal(code(small, { inputShape: [1, 3, 4, 4] }), 'channel-mismatch');
			assert.equal(code(small, { weightsShape: [5, 1, 3, 3], groups: 2 }), 'groups-do-not-divide');
			assert.equal(code(small, { bias: new Float32Array(3) }), 'bias-mismatch');
			assert.equal(code(flat(2, 4, [4, 4], [5, 5])), 'kernel-too-large');
			assert.equal(code(small, { stride: [0, 1] }), 'invalid-setting');
			assert.equal(code(small, { inputShape: [1, 2, 4, 4, 1, 1] }), 'rank-mismatch');
			assert.equal(code(small, { inputShape: [0, 2, 4, 4] }), 'empty-tensor');
			assert.ok(code(small, { input: new Float32Array(31) }) instanceof RangeError);
			assert.ok(code(small, { weights: new Float32Array(71) }) instanceof RangeError);
		});
	});
}
