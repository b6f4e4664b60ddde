import assert from 'node:assert/strict';
import fc from 'fast-check';
import { convolution, convolve, traceConvolution } from '../../../src/engine/convolution';
import { cellAt, elementCount, offsetOf, tensor, type Tensor } from '../../../src/engine/tensor';
import { axisCases, tensorOf, wholeNumber, windowOf, type AxisCase } from './arbitrary';
import { assertRefused, assertSameTensor } from './expect';
import { naiveConvolution, nest, ring, unnest, type Nested } from './naive';

interface Case {
	readonly axes: AxisCase[];
	readonly groups: number;
	readonly input: Tensor;
	readonly kernel: Tensor;
	readonly bias: Tensor | undefined;
}

const anyCase: fc.Arbitrary<Case> = fc.record({
	axes: axisCases(() => 3),
	groups: fc.integer({ min: 1, max: 3 }),
	perGroup: fc.integer({ min: 1, max: 2 }),
	filtersPerGroup: fc.integer({ min: 1, max: 2 }),
	batch: fc.integer({ min: 1, max: 2 }),
	hasBias: fc.boolean(),
}).chain(({ axes, groups, perGroup, filtersPerGroup, batch, hasBias }) => fc.record({
	axes: fc.constant(axes),
	groups: fc.constant(groups),
	input: tensorOf([batch, groups * perGroup, ...axes.map((axis) => axis.input)]),
	kernel: tensorOf([groups * filtersPerGroup, perGroup, ...axes.map((axis) => axis.size)]),
	bias: hasBias ? tensorOf([groups * filtersPerGroup]) : fc.constant(undefined),
}));

function stageOf({ axes, groups, kernel, bias }: Omit<Case, 'input'>) {
	const { stride, dilation, padding } = windowOf(axes);
	return convolution(kernel, { stride, dilation, padding, groups, ...bias && { bias } });
}

const plain = (axes: readonly AxisCase[]) =>
	axes.map((axis) => ({ ...axis, before: 0, after: 0, stride: 1, dilation: 1, input: Math.max(axis.input, axis.size) }));

const LECTURE_INPUT = tensor([1, 1, 4, 4], [1, 2, 4, 3, 5, 6, 8, 7, 9, 10, 12, 11, 13, 14, 16, 2]);
const LECTURE_KERNEL = tensor([1, 1, 2, 2], [1, -2, -3, 4]);

describe('convolution', () => {
	it('the lecture: stride 1 gives 6 8 2 / 6 8 2 / 6 8 -50', () => {
		assertSameTensor(convolve(convolution(LECTURE_KERNEL), LECTURE_INPUT), tensor([1, 1, 3, 3], [6, 8, 2, 6, 8, 2, 6, 8, -50]));
	});

	it('the lecture: stride 2 gives 6 2 / 6 -50', () => {
		assertSameTensor(convolve(convolution(LECTURE_KERNEL, { stride: 2 }), LECTURE_INPUT), tensor([1, 1, 2, 2], [6, 2, 6, -50]));
	});

	it('the lecture: the cell -50 is 12 − 22 − 48 + 8', () => {
		const trace = traceConvolution(convolution(LECTURE_KERNEL), LECTURE_INPUT, [0, 0, 2, 2]);
		assert.deepEqual(trace.channels[0]!.terms.map((term) => term.product), [12, -22, -48, 8]);
		assert.deepEqual(trace.channels[0]!.terms.map((term) => term.inputCell), [[0, 0, 2, 2], [0, 0, 2, 3], [0, 0, 3, 2], [0, 0, 3, 3]]);
		assert.equal(trace.total, -50);
	});

	it('equals the reference over ranks 1 to 3, strides, dilations, paddings per side, groups, batches and biases', () => {
		fc.assert(fc.property(anyCase, (each) => {
			assertSameTensor(convolve(stageOf(each), each.input), naiveConvolution(each.input, each.kernel, each.axes, each.groups, each.bias));
		}), { numRuns: 300 });
	});

	it('every trace adds up to its cell, bit for bit, also for numbers that round', () => {
		const rounding = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e3, max: 1e3 });
		fc.assert(fc.property(anyCase, fc.array(rounding, { minLength: 20, maxLength: 20 }), (each, numbers) => {
			const uneven = (given: Tensor, shift: number) =>
				tensor(given.shape, given.data.map((value, index) => value * numbers[(index + shift) % numbers.length]!));
			const stage = stageOf({ ...each, kernel: uneven(each.kernel, 3) });
			const input = uneven(each.input, 0);
			const output = convolve(stage, input);
			for (let offset = 0; offset < output.data.length; offset += 3) {
				const trace = traceConvolution(stage, input, cellAt(output.shape, offset));
				assert.ok(Object.is(trace.total, output.data[offset]));
				let total = 0;
				for (const channel of trace.channels) {
					let sum = 0;
					for (const { value, weight, product } of channel.terms) {
						assert.ok(Object.is(product, value * weight));
						sum += product;
					}
					assert.ok(Object.is(sum, channel.sum));
					total += sum;
				}
				assert.ok(Object.is(trace.bias === undefined ? total : total + trace.bias, trace.total));
			}
		}));
	});

	it('a trace names the input cell and the weight of every term, and no input cell on padding', () => {
		fc.assert(fc.property(anyCase, (each) => {
			const stage = stageOf(each);
			const output = convolve(stage, each.input);
			const trace = traceConvolution(stage, each.input, cellAt(output.shape, output.data.length - 1));
			for (const [index, { terms, channel }] of trace.channels.entries()) for (const { value, weight, inputCell, kernelCell } of terms) {
				if (inputCell === undefined) assert.equal(value, 0);
				else {
					assert.equal(inputCell[1], channel);
					assert.equal(each.input.data[offsetOf(each.input.shape, inputCell)], value);
				}
				assert.equal(each.kernel.data[offsetOf(each.kernel.shape, [trace.cell[1]!, index, ...kernelCell])], weight);
			}
		}));
	});

	it('is linear: conv(a·x + y) = a·conv(x) + conv(y)', () => {
		fc.assert(fc.property(anyCase.chain((each) => fc.tuple(fc.constant(each), tensorOf(each.input.shape), wholeNumber)), ([each, other, factor]) => {
			const stage = stageOf({ ...each, bias: undefined });
			const mixed = tensor(each.input.shape, each.input.data.map((value, index) => factor * value + other.data[index]!));
			const [one, two] = [convolve(stage, each.input), convolve(stage, other)];
			assertSameTensor(convolve(stage, mixed), tensor(one.shape, one.data.map((value, index) => factor * value + two.data[index]!)));
		}));
	});

	it('follows a shift: an input moved by one cell along the last axis gives a map moved by one cell', () => {
		fc.assert(fc.property(anyCase, (each) => {
			const stage = stageOf({ ...each, axes: plain(each.axes) });
			const shape = [...each.input.shape.slice(0, 2), ...plain(each.axes).map((axis) => axis.input + 1)];
			const image = tensor(shape, Array.from({ length: elementCount(shape) }, (_, index) => (index * index * 7 + index) % 19 - 9));
			const last = shape.length - 1;
			const moved = tensor(shape, image.data.map((_, index) => {
				const cell = cellAt(shape, index);
				return cell[last] === 0 ? 0 : image.data[index - 1]!;
			}));
			const [still, shifted] = [convolve(stage, image), convolve(stage, moved)];
			for (let index = 0; index < still.data.length; index++) {
				if (cellAt(still.shape, index)[last] !== 0) assert.equal(shifted.data[index], still.data[index - 1]);
			}
		}));
	});

	it('a 1x1 kernel of 1 gives the input back', () => {
		fc.assert(fc.property(tensorOf([2, 1, 3, 4]), (input) => assertSameTensor(convolve(convolution(tensor([1, 1, 1, 1], [1])), input), input)));
	});

	it('padding equals a ring of zeros written into the input', () => {
		fc.assert(fc.property(anyCase, (each) => {
			const ringed = unnest((nest(each.input) as Nested[][]).map((channels) => channels.map((map) => ring(map, each.axes, 0))));
			const bare = stageOf({ ...each, axes: each.axes.map((axis) => ({ ...axis, before: 0, after: 0 })) });
			assertSameTensor(convolve(stageOf(each), each.input), convolve(bare, ringed));
		}));
	});

	it('stride S keeps every S-th cell of the map with stride 1', () => {
		fc.assert(fc.property(anyCase, (each) => {
			const dense = convolve(stageOf({ ...each, axes: each.axes.map((axis) => ({ ...axis, stride: 1 })) }), each.input);
			const strided = convolve(stageOf(each), each.input);
			for (let index = 0; index < strided.data.length; index++) {
				const cell = cellAt(strided.shape, index).map((coordinate, axis) => axis < 2 ? coordinate : coordinate * each.axes[axis - 2]!.stride);
				assert.equal(strided.data[index], dense.data[offsetOf(dense.shape, cell)]);
			}
		}));
	});

	it('groups are convolutions side by side', () => {
		fc.assert(fc.property(anyCase, (each) => {
			const whole = convolve(stageOf(each), each.input);
			const slice = (given: Tensor, axis: number, group: number) => {
				const size = given.shape[axis]! / each.groups;
				const shape = given.shape.map((length, at) => at === axis ? size : length);
				return tensor(shape, Array.from({ length: elementCount(shape) }, (_, index) =>
					given.data[offsetOf(given.shape, cellAt(shape, index).map((coordinate, at) => at === axis ? coordinate + group * size : coordinate))]!));
			};
			for (let group = 0; group < each.groups; group++) {
				const bias = each.bias && slice(each.bias, 0, group);
				const part = stageOf({ axes: each.axes, groups: 1, kernel: slice(each.kernel, 0, group), bias });
				assertSameTensor(convolve(part, slice(each.input, 1, group)), slice(whole, 1, group));
			}
		}));
	});

	it('refuses an input of 4 channels for a kernel of 3', () => {
		assertRefused(() => convolve(convolution(tensor([1, 3, 1, 1], [1, 2, 3])), tensor([1, 4, 1, 1], [1, 2, 3, 4])),
			'channel-mismatch', { inputChannels: 4, kernelChannels: 3, groups: 1 });
	});

	it('refuses 3 filters in 2 groups, 0 groups, 2 biases for 1 filter, an empty kernel, a kernel without spatial axes', () => {
		const ones = (...shape: number[]) => tensor(shape, new Float64Array(elementCount(shape)).fill(1));
		assertRefused(() => convolution(ones(3, 1, 2), { groups: 2 }), 'groups-do-not-divide', { groups: 2, count: 3, of: 'filters' });
		assertRefused(() => convolution(ones(3, 1, 2), { groups: 0 }), 'invalid-setting', { setting: 'groups', value: 0 });
		assertRefused(() => convolution(ones(1, 1, 2), { bias: ones(2) }), 'bias-mismatch', { filters: 1, biases: 2 });
		assertRefused(() => convolution(ones(1, 0, 2)), 'empty-tensor', { shape: [1, 0, 2] });
		assertRefused(() => convolution(ones(3, 1)), 'rank-mismatch', { expected: '(F, C, …)', shape: [3, 1] });
	});
});
