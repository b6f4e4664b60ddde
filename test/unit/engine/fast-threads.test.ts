import assert from 'node:assert/strict';
import { Worker } from 'node:worker_threads';
import { loadFastEngine, type ConvolutionJob, type FastEngine } from '../../../src/engine/fast/fast-engine';
import { nodeThreads } from '../../../src/engine/fast/node-threads';
import { randomFloats, symmetric } from './fast-reference';

function job(channels: number, filters: number, size: number, kernel: number, groups = 1): ConvolutionJob {
	return {
		input: randomFloats(channels * size * size, 1), inputShape: [1, channels, size, size],
		weights: randomFloats(filters * (channels / groups) * kernel ** 2, 2), weightsShape: [filters, channels / groups, kernel, kernel],
		bias: randomFloats(filters, 3),
		stride: [1, 1], dilation: [1, 1], padding: symmetric((kernel - 1) >> 1, (kernel - 1) >> 1), groups, winograd: 'allowed',
	};
}

describe('the fast engine on several threads', () => {
	let alone: FastEngine;
	before(async () => {
		alone = await loadFastEngine();
	});

	for (const threads of [2, 3]) {
		describe(`${threads} threads`, () => {
			let together: FastEngine;
			before(async () => {
				together = await loadFastEngine({ threads: nodeThreads(Worker, threads) });
			});
			after(() => together.dispose());

			for (const [name, each] of Object.entries({
				'GEMM in many blocks, 16 × 60 × 60 → 20, 5 × 5': job(16, 20, 60, 5),
				'GEMM in one block, 200 × 7 × 7 → 200, 1 × 1': job(200, 200, 7, 1),
				'Winograd in several blocks, 64 × 56 × 56 → 32': job(64, 32, 56, 3),
				'Winograd in one block, 128 × 8 × 8 → 128': job(128, 128, 8, 3),
				'one channel, 1 × 600 × 600, 3 × 3': job(1, 1, 600, 3),
				'depthwise, 40 × 60 × 60, 5 × 5': job(40, 40, 60, 5, 40),
			})) {
				it(`gives the same numbers as one thread, to the last bit: ${name}`, () => {
					const expected = alone.convolve(each);
					for (let repetition = 0; repetition < 20; repetition++) assert.deepEqual(together.convolve(each), expected);
				});
			}

			it('gives the same maxima as one thread: 16 × 300 × 300, 3 × 3, stride 2', () => {
				const pooling = {
					input: randomFloats(16 * 300 * 300, 1), inputShape: [1, 16, 300, 300],
					size: [3, 3], stride: [2, 2], dilation: [1, 1], padding: symmetric(0, 0), ceilMode: false,
				};
				assert.deepEqual(together.maxPool(pooling), alone.maxPool(pooling));
			});
		});
	}
});
