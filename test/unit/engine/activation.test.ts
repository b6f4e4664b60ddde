import assert from 'node:assert/strict';
import fc from 'fast-check';
import { activate, activation, prelu, relu, traceRelu } from '../../../src/engine/activation';
import { complementaryErrorFunction } from '../../../src/engine/activation/error-function';
import type { PointwiseLayer, Stage } from '../../../src/engine/layer';
import { operatorOf } from '../../../src/engine/operators';
import { planPipeline, traceCell } from '../../../src/engine/pipeline';
import { tensor, type Tensor } from '../../../src/engine/tensor';
import { assertRefused, assertSameTensor } from './expect';

const run = (stage: Stage, input: Tensor) => operatorOf(stage).run(stage, input);

function assertClose(actual: number, expected: number, relative = 1e-14): void {
	assert.ok(Math.abs(actual - expected) <= relative * Math.abs(expected), `${actual} is not ${expected}`);
}

describe('ReLU', () => {
	it('keeps what is above 0, cuts what is not, lets NaN and infinity through', () => {
		assert.deepEqual([...relu(tensor([1, 1, 6], [3, -2, 0, NaN, Infinity, -Infinity])).data], [3, 0, 0, NaN, Infinity, 0]);
	});

	it('shows the value before and after: -2 becomes 0', () => {
		assert.deepEqual(traceRelu(tensor([1, 1, 2], [3, -2]), [0, 0, 1]), { kind: 'relu', cell: [0, 0, 1], value: -2, total: 0 });
	});

	it('has no cell (0, 0, 2) of (1, 1, 2)', () => {
		assertRefused(() => traceRelu(tensor([1, 1, 2], [3, -2]), [0, 0, 2]), 'no-such-cell', { cell: [0, 0, 2], shape: [1, 1, 2] });
	});
});

describe('complementary error function', () => {
	// Abramowitz and Stegun, tables 7.1 and 7.3, and DLMF 7.2
	for (const [x, value] of [
		[0, 1], [0.5, 0.4795001221869535], [1, 0.15729920705028513], [2, 0.004677734981047266], [3, 2.209049699858544e-5],
		[5, 1.5374597944280349e-12], [-0.5, 1.5204998778130465], [-1, 1.8427007929497148], [-3, 1.9999779095030015],
	] as const) {
		it(`of ${x} is ${value}`, () => assertClose(complementaryErrorFunction(x), value, 2e-14));
	}

	it('of -x is 2 minus that of x, and its ends are 0, 2 and NaN', () => {
		fc.assert(fc.property(fc.double({ min: -6, max: 6, noNaN: true }), (x) => {
			assertClose(complementaryErrorFunction(-x) + complementaryErrorFunction(x), 2);
		}));
		assert.deepEqual([Infinity, -Infinity, NaN].map(complementaryErrorFunction), [0, 2, NaN]);
	});

	it('does not jump where the series hands over to the fraction, at 1', () => {
		assertClose(complementaryErrorFunction(1 - 1e-15), complementaryErrorFunction(1 + 1e-15), 1e-14);
	});
});

describe('activations', () => {
	const cases: readonly (readonly [PointwiseLayer, readonly (readonly [number, number])[]])[] = [
		[{ kind: 'leaky-relu', slope: 0.01 }, [[2, 2], [-2, -0.02]]],
		[{ kind: 'elu', alpha: 2 }, [[2, 2], [-1, 2 * (1 / Math.E - 1)]]],
		[{ kind: 'selu' }, [[1, 1.0507009873554805], [-1, -1.1113307378125625]]],
		[{ kind: 'gelu', approximation: 'none' }, [[1, 0.8413447460685429], [-1, -0.15865525393145707], [-10, -7.619853024160525e-23], [0, 0]]],
		[{ kind: 'gelu', approximation: 'tanh' }, [[1, 0.8411919906082768], [-1, -0.15880800939172324]]],
		[{ kind: 'sigmoid' }, [[0, 0.5], [2, 0.8807970779778823], [-800, 0]]],
		[{ kind: 'tanh' }, [[1, 0.7615941559557649]]],
		[{ kind: 'softplus', beta: 1, threshold: 20 }, [[0, Math.LN2], [21, 21], [-30, 9.357622968839299e-14]]],
		[{ kind: 'softplus', beta: 2, threshold: 20 }, [[0, Math.LN2 / 2]]],
		[{ kind: 'silu' }, [[1, 0.7310585786300049]]],
		[{ kind: 'hardswish' }, [[-4, -0], [3, 3], [1, 4 / 6], [-1, -2 / 6]]],
	];
	for (const [layer, pairs] of cases) for (const [value, expected] of pairs) {
		it(`${JSON.stringify(layer)} makes ${expected} of ${value}`, () => {
			const actual = activate(layer, tensor([1], [value])).data[0]!;
			if (expected === 0) assert.ok(Math.abs(actual) < 1e-300);
			else assertClose(actual, expected, 1e-13);
		});
	}

	it("has PyTorch's settings unless told otherwise: a leaky ReLU falls by 0.01, or by 0.3", () => {
		assert.deepEqual(activation('leaky-relu'), { kind: 'leaky-relu', slope: 0.01 });
		assert.deepEqual(activation('leaky-relu', { slope: 0.3 }), { kind: 'leaky-relu', slope: 0.3 });
		assert.deepEqual(activation('softplus', { beta: 2 }), { kind: 'softplus', beta: 2, threshold: 20 });
	});

	it('every one makes NaN of NaN', () => {
		for (const [layer] of cases) assert.ok(Number.isNaN(activate(layer, tensor([1], [NaN])).data[0]!), layer.kind);
	});
});

describe('PReLU', () => {
	it('has one slope for all, or one per channel', () => {
		const input = tensor([1, 2, 2], [-1, 2, -3, 4]);
		assertSameTensor(run(prelu(tensor([1], [0.5])), input), tensor([1, 2, 2], [-0.5, 2, -1.5, 4]));
		assertSameTensor(run(prelu(tensor([2], [0.5, 2])), input), tensor([1, 2, 2], [-0.5, 2, -6, 4]));
		assert.deepEqual(traceCell(prelu(tensor([2], [0.5, 2])), input, [0, 1, 0]),
			{ kind: 'prelu', cell: [0, 1, 0], value: -3, slope: 2, total: -6 });
	});

	it('refuses 2 slopes for 3 channels', () => {
		assertRefused(() => planPipeline([1, 3, 4], [prelu(tensor([2], [1, 1]))]), 'parameter-count', { parameter: 'slope', expected: 3, given: 2 });
	});
});

describe('softmax', () => {
	it('of 0 and ln 3 is 1/4 and 3/4 along the last axis, and 1 along an axis of one cell', () => {
		const input = tensor([1, 1, 2], [0, Math.log(3)]);
		const output = run({ kind: 'softmax', axis: -1 }, input);
		assertClose(output.data[0]!, 0.25);
		assertClose(output.data[1]!, 0.75);
		assertSameTensor(run({ kind: 'softmax', axis: 1 }, input), tensor([1, 1, 2], [1, 1]));
	});

	it('does not overflow at 1000, and does not change when all numbers grow by the same', () => {
		const values = [1000, 1001, 999];
		assert.deepEqual([...run({ kind: 'softmax', axis: 2 }, tensor([1, 1, 3], values)).data],
			[...run({ kind: 'softmax', axis: 2 }, tensor([1, 1, 3], [1, 2, 0])).data]);
	});

	it('adds up to 1 along each line of every axis', () => {
		const input = tensor([2, 3, 4], Array.from({ length: 24 }, (_, index) => index * 7 % 5));
		for (const axis of [0, 1, 2]) {
			const { data } = run({ kind: 'softmax', axis }, input);
			assertClose(data.reduce((sum, value) => sum + value, 0), 24 / input.shape[axis]!);
		}
	});

	it('refuses axis 3 of rank 3', () => {
		assertRefused(() => planPipeline([1, 1, 2], [{ kind: 'softmax', axis: 3 }]),
		'no-such-axis', { axis: 3, rank: 3 });
	});
});
