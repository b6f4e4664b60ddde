import assert from 'node:assert/strict';
import fc from 'fast-check';
import { EngineError } from '../../../src/engine/error';
import type { Layer, PaddingFill, PoolingReduction, SlidingWindow, Stage } from '../../../src/engine/layer';
import { planPipeline, runPipeline, type StagePlan } from '../../../src/engine/pipeline';
import { maxPooling } from '../../../src/engine/pooling';
import { elementCount, tensor } from '../../../src/engine/tensor';
import { assertRefused } from './expect';

/** Mostly sensible numbers, and now and then one that no setting may be. */
const setting = fc.oneof({ weight: 39, arbitrary: fc.integer({ min: 0, max: 4 }) },
	{ weight: 1, arbitrary: fc.constantFrom(-1, 1.5, NaN, Infinity, -Infinity, 1e9, 2 ** 53, 1e300) });
const fill: fc.Arbitrary<PaddingFill> = fc.oneof(
	fc.constantFrom('reflect', 'symmetric', 'replicate', 'circular').map((mode) => ({ mode })),
	fc.constant<PaddingFill>({ mode: 'constant', value: 0 }),
);
const reduction: fc.Arbitrary<PoolingReduction> = fc.oneof(
	fc.constantFrom<PoolingReduction>('max', 'average'), setting.map((exponent) => ({ exponent, convention: 'torch' as const })),
);

/** Now and then something else than what would fit. */
function mostly<Value>(fitting: Value, other: fc.Arbitrary<Value>): fc.Arbitrary<Value> {
	return fc.oneof({ weight: 14, arbitrary: fc.constant(fitting) }, { weight: 1, arbitrary: other });
}

/** Any layer, with settings that nearly fit an input of so many spatial axes, channels and features. */
function layerFor(axes: number, channels: number, features: number): fc.Arbitrary<Layer> {
	const count = mostly(axes, fc.integer({ min: 0, max: 4 }));
	const each = <Value>(arbitrary: fc.Arbitrary<Value>) => count.chain((length) => fc.array(arbitrary, { minLength: length, maxLength: length }));
	const settings = each(setting);
	const padding = each(fc.record({ before: setting, after: setting }));
	const window: fc.Arbitrary<SlidingWindow> = fc.record({ size: settings, stride: settings, padding, dilation: settings, ceilMode: fc.boolean() });
	const channelCount = mostly(channels, setting);
	const kernel = { channels: channelCount, filters: setting, window, groups: mostly(1, setting), hasBias: fc.boolean() };
	const kind = <Kind extends string>(name: Kind) => fc.constant(name);
	return fc.oneof(
		fc.record({ kind: kind('convolution'), ...kernel, paddingFill: fill }),
		fc.record({ kind: kind('transposed-convolution'), ...kernel, outputPadding: mostly(new Array<number>(axes).fill(0), settings) }),
		fc.record({ kind: kind('max-pooling'), window }),
		fc.record({ kind: kind('average-pooling'), window, countIncludePad: fc.boolean(), divisorOverride: setting, paddingRule: kind('below-window') }),
		fc.record({ kind: kind('lp-pooling'), window, exponent: setting, convention: kind('torch') }),
		fc.record({ kind: kind('global-pooling'), reduction }),
		fc.record({ kind: kind('adaptive-pooling'), reduction, outputSize: settings }),
		fc.constant<Layer>({ kind: 'relu' }),
		fc.record({ kind: kind('prelu'), slopeCount: channelCount }),
		fc.record({ kind: kind('softmax'), axis: setting }),
		fc.record({ kind: kind('batch-normalization'), channels: channelCount, epsilon: setting, hasScale: fc.boolean() }),
		fc.record({ kind: kind('linear'), features: mostly(features, setting), outputs: setting, hasBias: fc.boolean() }),
		fc.record({ kind: kind('flatten'), startAxis: setting, endAxis: setting }),
		fc.record({ kind: kind('pad'), padding, fill }),
		fc.record({
			kind: kind('upsample'), to: fc.oneof(fc.record({ size: settings }), fc.record({ scale: settings })),
			mode: fc.constantFrom('nearest' as const, 'linear' as const), alignCorners: fc.boolean(),
		}),
	);
}

const shapes = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 3, maxLength: 5 });
const cases = shapes.chain((shape) =>
	fc.tuple(fc.constant(shape), fc.array(layerFor(shape.length - 2, shape[1]!, shape.at(-1)!), { minLength: 1, maxLength: 3 })));

/** Layers that need weights to run. */
const HOLDS_NUMBERS = new Set<Layer['kind']>(['convolution', 'transposed-convolution', 'prelu', 'batch-normalization', 'linear']);

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
		fc.assert(fc.property(cases, ([shape, layers]) => {
			for (const { geometry: { outputShape, axes, receptiveField }, cost } of plan(shape, layers) ?? []) {
				planned++;
				for (const size of [...outputShape, ...axes.map(({ output }) => output)]) assert.ok(Number.isSafeInteger(size) && size >= 1,
					`a size of ${size}`);
				for (const amount of Object.values(cost) as number[]) assert.ok(Number.isInteger(amount) && amount >= 0, `a cost of ${amount}`);
				for (const { size, jump, start } of receptiveField) assert.ok([size, jump, start].every(Number.isFinite) && size >= 1,
					`a field of ${size}, ${jump}, ${start}`);
			}
		}), { numRuns: 10_000 });
		assert.ok(planned > 4000, `only ${planned} layers were planned`);
	});

	it('runs, once it is planned, to the planned shape, and makes no NaN of finite numbers', () => {
		let ran = 0;
		fc.assert(fc.property(cases, ([shape, layers]) => {
			const runnable = layers.filter((layer): layer is Extract<Layer, Stage> => !HOLDS_NUMBERS.has(layer.kind));
			const plans = plan(shape, runnable);
			if (plans?.some(({ geometry }) => elementCount(geometry.outputShape) > 5000 || geometry.axes.some(({ kernel }) => kernel > 100)) ?? true) return;
			const input = tensor(shape, Array.from({ length: elementCount(shape) }, (_, index) => index % 9 + 1));
			const outputs = runPipeline({ input, stages: runnable }).map(({ output }) => output);
			outputs.forEach((output, index) => {
				assert.deepEqual(output.shape, plans![index]!.geometry.outputShape);
				const finite = (outputs[index - 1] ?? input).data.every(Number.isFinite); // a huge exponent overflows
				assert.ok(!finite || !output.data.some(Number.isNaN), `${runnable[index]!.kind} makes NaN`);
				ran++;
			});
		}), { numRuns: 3000 });
		assert.ok(ran > 1000, `only ${ran} stages ran`);
	});

	it('is planned without taking memory: a pooling of 10⁹ cells', () => {
		const [only] = planPipeline([1, 1, 1e9], [maxPooling([3], { stride: 1, padding: 1 })]);
		assert.equal(only!.geometry.outputShape[2], 1e9);
	});

	it('a pipeline on 1.5, -1, NaN, infinitely many or 2⁵³ channels is refused', () => {
		for (const channels of [1.5, -1, NaN, Infinity, 2 ** 53]) {
			assertRefused(() => planPipeline([1, channels, 4, 4], []), 'impossible-shape', { shape: [1, channels, 4, 4] });
		}
	});
});
