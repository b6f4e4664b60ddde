import assert from 'node:assert/strict';
import fc from 'fast-check';
import { EngineError } from '../../../src/engine/error';
import { loadFastEngine, type AveragePoolingSettings, type FastEngine, type PoolingSettings } from '../../../src/engine/fast/fast-engine';
import type { PaddingCells } from '../../../src/engine/fast/window';
import { fastBuilds } from './fast-builds';
import { cells, countOf, randomFloats, symmetric, underWindow } from './fast-reference';

/** Output sizes by PyTorch's rule for `ceil_mode`: the last window must begin inside the input or its left padding. */
function pooledSizes(spatial: readonly number[], { size, stride, dilation, padding, ceilMode }: PoolingSettings): number[] {
	return spatial.map((input, axis) => {
		const { before, after } = padding[axis]!;
		const positions = (input + before + after - dilation[axis]! * (size[axis]! - 1) - 1) / stride[axis]!;
		const output = (ceilMode ? Math.ceil(positions) : Math.floor(positions)) + 1;
		return ceilMode && (output - 1) * stride[axis]! >= input + before ? output - 1 : output;
	});
}

type Window = (values: readonly number[], cell: readonly number[]) => number;

/** Every output cell from the input cells under its window. */
function reference(
	input: Float32Array, inputShape: readonly number[], settings: PoolingSettings, window: Window,
): { shape: number[]; values: number[] } {
	const [images, channels, ...spatial] = inputShape as [number, number, ...number[]];
	const sizes = pooledSizes(spatial, settings), plane = countOf(spatial);
	const values: number[] = [];
	for (let map = 0; map < images * channels; map++) {
		for (const cell of cells(sizes)) {
			const offsets = [...underWindow(spatial, settings, cell)].filter((offset) => offset !== undefined);
			values.push(window(offsets.map((offset) => input[map * plane + offset]!), cell));
		}
	}
	return { shape: [images, channels, ...sizes], values };
}

const maximum: Window = (values) => Math.max(-Infinity, ...values);

/** The average; where padding counts, the window's cells up to the end of the padding, but none that ceil_mode adds beyond. */
function average(spatial: readonly number[], settings: AveragePoolingSettings): Window {
	return (values, cell) => {
		const inPadding = cell.map((position, axis) => {
			const { before, after } = settings.padding[axis]!;
			let count = 0;
			for (let index = 0; index < settings.size[axis]!; index++) {
				if (position * settings.stride[axis]! + index * settings.dilation[axis]! < before + spatial[axis]! + after) count++;
			}
			return count;
		});
		const divisor = settings.divisor ?? (settings.countsPadding ? countOf(inPadding) : values.length);
		return values.reduce((sum, value) => sum + value, 0) / divisor;
	};
}

interface Case {
	readonly inputShape: readonly number[];
	readonly settings: PoolingSettings;
}

const upTo = (max: number, min = 1) => fc.integer({ min, max });

/** Poolings of one to three axes; half of them by the windows that networks use most. */
const anyCase: fc.Arbitrary<Case> = fc.record({ rank: upTo(3), common: fc.boolean() }).chain(({ rank, common }) => {
	const perAxis = <Value>(value: fc.Arbitrary<Value>) => fc.array(value, { minLength: rank, maxLength: rank });
	const axis = common
		? fc.constantFrom(2, 3).map((size) => ({ size, stride: 2, dilation: 1, padding: { before: 0, after: 0 } }))
		: upTo(4).chain((size) => fc.record({
			size: fc.constant(size), stride: upTo(3), dilation: upTo(2),
			padding: fc.record({ before: upTo(Math.floor(size / 2), 0), after: upTo(Math.floor(size / 2), 0) }),
		}));
	return fc.record({
		maps: fc.tuple(upTo(2), upTo(3)), spatial: perAxis(upTo([90, 30, 9][rank - 1]!)),
		axes: common ? axis.map((each) => new Array<typeof each>(rank).fill(each)) : perAxis(axis), ceilMode: fc.boolean(),
	});
}).map(({ maps, spatial, axes, ceilMode }) => ({
	inputShape: [...maps, ...spatial],
	settings: {
		size: axes.map(({ size }) => size), stride: axes.map(({ stride }) => stride), dilation: axes.map(({ dilation }) => dilation),
		padding: axes.map(({ padding }): PaddingCells => padding), ceilMode,
	},
})).filter(({ inputShape, settings }) => inputShape.slice(2).every((input, axis) => {
	const { before, after } = settings.padding[axis]!;
	return settings.dilation[axis]! * (settings.size[axis]! - 1) + 1 <= input + before + after;
}));

const square = (size: number, stride: number, padding = 0): PoolingSettings => ({
	size: [size, size], stride: [stride, stride], dilation: [1, 1], padding: symmetric(padding, padding), ceilMode: false,
});

for (const build of fastBuilds()) {
	describe(`fast pooling (${build})`, () => {
		let engine: FastEngine;
		before(async () => {
			engine = await loadFastEngine({ build });
		});
		afterEach(() => assert.equal(engine.memory.used, engine.memory.scratch, 'memory was not given back'));

		function assertMaximum(input: Float32Array, { inputShape, settings }: Case): void {
			const expected = reference(input, inputShape, settings, maximum);
			const { shape, data } = engine.maxPool({ input, inputShape, ...settings });
			assert.deepEqual(shape, expected.shape);
			expected.values.forEach((value, index) => {
				// Which zero wins is left open; NaN equals NaN.
				assert.ok(data[index] === value || (Number.isNaN(value) && Number.isNaN(data[index])), `cell ${index}: ${data[index]} for ${value}`);
			});
		}

		it('gives the exact maximum over ranks 1–3, strides, dilations, paddings per side and ceil_mode', () => {
			const property = fc.property(anyCase, upTo(1e6), (each, seed) => assertMaximum(randomFloats(countOf(each.inputShape), seed), each));
			fc.assert(property, { numRuns: 300, seed: 4 });
		});

		it('gives NaN for every window with a NaN and for no other, infinities, denormals and −0 among them', () => {
			const special = fc.constantFrom(NaN, NaN, Infinity, -Infinity, -0, 1e-40, -1e-40);
			fc.assert(fc.property(anyCase, upTo(1e6), fc.array(fc.tuple(upTo(1e4, 0), special), { minLength: 1, maxLength: 5 }), (each, seed, specials) => {
				const input = randomFloats(countOf(each.inputShape), seed);
				for (const [index, value] of specials) input[index % input.length] = value;
				assertMaximum(input, each);
			}), { numRuns: 300, seed: 5 });
		});

		for (const width of [13, 17, 24, 37]) {
			it(`gives NaN for exactly the windows with the NaN, wherever in 2 × 9 × ${width} it is, under 2 × 2, 3 × 3 and 3 × 3 with stride 1`, () => {
				for (const settings of [square(2, 2), square(3, 2), square(3, 1)]) {
					for (let place = 0; place < 2 * 9 * width; place++) {
						const input = randomFloats(2 * 9 * width, place + 1);
						input[place] = NaN;
						assertMaximum(input, { inputShape: [1, 2, 9, width], settings });
					}
				}
			});
		}

		it('gives the exact maximum under 3 × 3 with stride 2 at every width to 60', () => {
			for (let width = 3; width <= 60; width++) assertMaximum(randomFloats(2 * 7 * width, width), { inputShape: [1, 2, 7, width], settings: square(3, 2) });
		});

		it('keeps the sign of −0 in a map of −0', () => {
			for (const settings of [square(2, 2), square(3, 2), square(3, 1, 1)]) {
				const { data } = engine.maxPool({ input: new Float32Array(121).fill(-0), inputShape: [1, 1, 11, 11], ...settings });
				assert.ok(data.every((value) => Object.is(value, -0)), data.join());
			}
		});

		it('never lets padding win: a map of −5 stays −5 under 3 × 3 with padding 1', () => {
			const { data } = engine.maxPool({ input: new Float32Array(36).fill(-5), inputShape: [1, 1, 6, 6], ...square(3, 1, 1) });
			assert.ok(data.every((value) => value === -5));
		});

		it('averages within 2e-6 over ranks 1–3, padding counted, left out or overridden by a divisor, with ceil_mode', () => {
			const divisors = fc.option(upTo(9), { nil: undefined });
			fc.assert(fc.property(anyCase, upTo(1e6), fc.boolean(), divisors, ({ inputShape, settings }, seed, countsPadding, divisor) => {
				const input = randomFloats(countOf(inputShape), seed);
				const job: AveragePoolingSettings = { ...settings, countsPadding, ...(divisor === undefined ? {} : { divisor }) };
				const expected = reference(input, inputShape, job, average(inputShape.slice(2), job));
				const { shape, data } = engine.averagePool({ input, inputShape, ...job });
				assert.deepEqual(shape, expected.shape);
				const cellsPerWindow = countOf(settings.size);
				expected.values.forEach((value, index) => {
					if (Number.isNaN(value)) assert.ok(Number.isNaN(data[index]), `cell ${index}: 0 / 0`);
					else assert.ok(Math.abs(data[index]! - value) <= 2e-6 * cellsPerWindow, `cell ${index}: ${data[index]} for ${value}`);
				});
			}), { numRuns: 300, seed: 6 });
		});

		it('averages 1, 2, 3, 4 under 3, stride 2, padding 1, ceil_mode to 1, 3, 2 with padding counted, 1.5, 3, 4 without', () => {
			const settings: PoolingSettings = { size: [3], stride: [2], dilation: [1], padding: symmetric(1), ceilMode: true };
			const job = { input: Float32Array.of(1, 2, 3, 4), inputShape: [1, 1, 4], ...settings };
			const pool = (countsPadding: boolean) => [...engine.averagePool({ ...job, countsPadding }).data];
			assert.deepEqual(pool(true), [1, 3, 2]);
			assert.deepEqual(pool(false), [1.5, 3, 4]);
		});

		it('refuses a padding of 2 for a 3-wide window', () => {
			assert.throws(() => engine.maxPool({ input: new Float32Array(36), inputShape: [1, 1, 6, 6], ...square(3, 1, 2) }),
				(error) => error instanceof EngineError && error.problem.code === 'padding-too-large');
		});
	});
}
