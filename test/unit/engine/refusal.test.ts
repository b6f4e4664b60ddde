import assert from 'node:assert/strict';
import fc from 'fast-check';
import { EngineError } from '../../../src/engine/error';
import type { Layer, PaddingFill, PoolingReduction, SlidingWindow } from '../../../src/engine/layer';
import { planPipeline, type StagePlan } from '../../../src/engine/pipeline';
import { assertRefused } from './expect';

/** Mostly sensible numbers, and now and then one that no setting may be. */
const setting = fc.oneof({ weight: 39, arbitrary: fc.integer({ min: 0, max: 4 }) },
	{ weight: 1, arbitrary: fc.constantFrom(-1, 1.5, NaN, Infinity, -Infinity, 1e9, 2 ** 53, 1e300) });
const settings = fc.array(setting, { minLength: 0, maxLength: 3 });
const padding = fc.array(fc.record({ before: setting, after: setting }), { minLength: 0, maxLength: 3 });
const window: fc.Arbitrary<SlidingWindow> = fc.oneof(
	fc.record({ size: settings, stride: settings, padding, dilation: settings, ceilMode: fc.boolean() }),
	fc.record({ size: fc.array(setting, { minLength: 2, maxLength: 2 }), stride: fc.constant([1, 2]), padding: fc.array(fc.record({ before: setting, after: setting }), { minLength: 2, maxLength: 2 }), dilation: fc.constant([1, 1]) }),
);
const fill: fc.Arbitrary<PaddingFill> = fc.oneof(
	fc.constantFrom('reflect', 'symmetric', 'replicate', 'circular').map((mode) => ({ mode })),
	fc.constant<PaddingFill>({ mode: 'constant', value: 0 }),
);
const reduction: fc.Arbitrary<PoolingReduction> = fc.oneof(fc.constantFrom<PoolingReduction>('max', 'average'), setting.map((exponent) => ({ exponent, convention: 'torch' as const })));
const kernel = { channels: setting, filters: setting, window, groups: setting, hasBias: fc.boolean() };

const layer: fc.Arbitrary<Layer> = fc.oneof(
	fc.record({ kind: fc.constant('convolution' as const), ...kernel, paddingFill: fill }),
	fc.record({ kind: fc.constant('transposed-convolution' as const), ...kernel, outputPadding: settings }),
	fc.record({ kind: fc.constant('max-pooling' as const), window }),
	fc.record({ kind: fc.constant('average-pooling' as const), window, countIncludePad: fc.boolean(), divisorOverride: setting, paddingRule: fc.constant('below-window' as const) }),
	fc.record({ kind: fc.constant('lp-pooling' as const), window, exponent: setting, convention: fc.constant('torch' as const) }),
	fc.record({ kind: fc.constant('global-pooling' as const), reduction }),
	fc.record({ kind: fc.constant('adaptive-pooling' as const), reduction, outputSize: settings }),
	fc.constant<Layer>({ kind: 'relu' }),
	fc.record({ kind: fc.constant('prelu' as const), slopeCount: setting }),
	fc.record({ kind: fc.constant('softmax' as const), axis: setting }),
	fc.record({ kind: fc.constant('batch-normalization' as const), channels: setting, epsilon: setting, hasScale: fc.boolean() }),
	fc.record({ kind: fc.constant('linear' as const), features: setting, outputs: setting, hasBias: fc.boolean() }),
	fc.record({ kind: fc.constant('flatten' as const), startAxis: setting, endAxis: setting }),
	fc.record({ kind: fc.constant('pad' as const), padding, fill }),
	fc.record({ kind: fc.constant('upsample' as const), to: fc.oneof(fc.record({ size: settings }), fc.record({ scale: settings })), mode: fc.constantFrom('nearest' as const, 'linear' as const), alignCorners: fc.boolean() }),
);

function plan(shape: readonly number[], layers: readonly Layer[]): StagePlan[] | undefined {
	try {
		return planPipeline(shape, layers);
	} catch (error) {
		if (!(error instanceof EngineError)) throw error;
		return undefined;
	}
}

describe('every combination of settings', () => {
	it('is refused with a code, or gives whole sizes of at least 1, whole costs and finite receptive fields', () => {
		let planned = 0;
		fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 2, maxLength: 6 }), fc.array(layer, { minLength: 1, maxLength: 3 }), (shape, layers) => {
			for (const { geometry: { outputShape, axes, receptiveField }, cost } of plan(shape, layers) ?? []) {
				planned++;
				for (const size of [...outputShape, ...axes.map(({ output }) => output)]) assert.ok(Number.isSafeInteger(size) && size >= 1, `a size of ${size}`);
				for (const amount of Object.values(cost) as number[]) assert.ok(Number.isInteger(amount) && amount >= 0, `a cost of ${amount}`);
				for (const { size, jump, start } of receptiveField) assert.ok([size, jump, start].every(Number.isFinite) && size >= 1, `a field of ${size}, ${jump}, ${start}`);
			}
		}), { numRuns: 20_000 });
		assert.ok(planned > 5000, `only ${planned} layers were planned`);
	});

	it('is planned without taking memory: a pooling of 10⁹ cells', () => {
		const [only] = planPipeline([1, 1, 1e9], [{ kind: 'max-pooling', window: { size: [3], stride: [1], padding: [{ before: 1, after: 1 }], dilation: [1] } }]);
		assert.equal(only!.geometry.outputShape[2], 1e9);
	});

	it('a pipeline on 1.5, -1, NaN, infinitely many or 2⁵³ channels is refused', () => {
		for (const channels of [1.5, -1, NaN, Infinity, 2 ** 53]) {
			assertRefused(() => planPipeline([1, channels, 4, 4], []), 'impossible-shape', { shape: [1, channels, 4, 4] });
		}
	});
});
