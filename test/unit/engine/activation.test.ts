import assert from 'node:assert/strict';
import { relu, traceRelu } from '../../../src/engine/activation';
import { tensor } from '../../../src/engine/tensor';

describe('ReLU', () => {
	it('keeps what is above 0, cuts what is not, lets NaN and infinity through', () => {
		assert.deepEqual([...relu(tensor([1, 1, 6], [3, -2, 0, NaN, Infinity, -Infinity])).data], [3, 0, 0, NaN, Infinity, 0]);
	});

	it('shows the value before and after: -2 becomes 0', () => {
		assert.deepEqual(traceRelu(tensor([1, 1, 2], [3, -2]), [0, 0, 1]), { kind: 'relu', cell: [0, 0, 1], value: -2, total: 0 });
	});
});
