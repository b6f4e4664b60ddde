import assert from 'node:assert/strict';
import { pairInputWithKernel } from '../../../src/engine/pairing';
import { elementCount, tensor } from '../../../src/engine/tensor';
import { assertRefused } from './expect';

const counting = (...shape: number[]) => tensor(shape, Array.from({ length: elementCount(shape) }, (_, index) => index + 1));

describe('pairing an input with a kernel', () => {
	for (const [input, kernel, readAsInput, readAsKernel, groups, reading] of [
		[[4, 4], [2, 2], [1, 1, 4, 4], [1, 1, 2, 2], 1, 'summed'],
		[[5], [3], [1, 1, 1, 5], [1, 1, 1, 3], 1, 'summed'],
		[[3, 4, 4], [2, 2], [1, 3, 4, 4], [3, 1, 2, 2], 3, 'each-channel'],
		[[3, 4, 4], [3, 2, 2], [1, 3, 4, 4], [1, 3, 2, 2], 1, 'summed'],
		[[2, 3, 4, 4], [5, 3, 2, 2], [2, 3, 4, 4], [5, 3, 2, 2], 1, 'summed'],
	] as const) {
		it(`(${input.join(', ')}) with (${kernel.join(', ')}) reads as (${readAsInput.join(', ')}) with (${readAsKernel.join(', ')})`, () => {
			const pairing = pairInputWithKernel(counting(...input), counting(...kernel));
			assert.deepEqual(pairing.input.shape, readAsInput);
			assert.deepEqual(pairing.kernel.shape, readAsKernel);
			assert.equal(pairing.groups, groups);
			assert.equal(pairing.reading, reading);
		});
	}

	it('repeats one 2-D kernel for each of 3 channels', () => {
		assert.deepEqual([...pairInputWithKernel(counting(3, 4, 4), counting(1, 2)).kernel.data], [1, 2, 1, 2, 1, 2]);
	});

	it('refuses 2 kernel channels on 3, an empty input, and a kernel of rank 5', () => {
		assertRefused(() => pairInputWithKernel(counting(3, 4, 4), counting(2, 2, 2)),
			'channel-mismatch', { inputChannels: 3, kernelChannels: 2, groups: 1 });
		assertRefused(() => pairInputWithKernel(counting(0, 4), counting(2, 2)), 'empty-tensor', { shape: [0, 4] });
		assert.throws(() => pairInputWithKernel(counting(4, 4), counting(1, 1, 1, 1, 1)), /rank-mismatch/);
	});
});
