import assert from 'node:assert/strict';
import { convolution, convolve } from '../../../src/engine/convolution';
import { EngineError } from '../../../src/engine/error';
import { loadFastEngine } from '../../../src/engine/fast/fast-engine';
import type { FastConvolutionJob, FastEngine, FastSteps } from '../../../src/engine/fast-door';
import { averagePooling, maxPooling } from '../../../src/engine/pooling';
import { runPipeline, type Pipeline } from '../../../src/engine/pipeline';
import { runPipelineAsync } from '../../../src/engine/run';
import { elementCount, tensor } from '../../../src/engine/tensor';
import { assertSameTensor, refusal } from './expect';

const counting = (...shape: number[]) => tensor(shape, Array.from({ length: elementCount(shape) }, (_, index) => index % 17 - 8));

const SMALL: Pipeline = { input: counting(1, 1, 6, 6), stages: [convolution(counting(1, 1, 3, 3)), { kind: 'relu' }, maxPooling([2, 2])] };
const LARGE: Pipeline = {
	input: counting(1, 3, 64, 64),
	stages: [convolution(counting(8, 3, 3, 3), { padding: 1 }), { kind: 'relu' }, maxPooling([2, 2]), averagePooling([2, 2])],
};

/** A stand-in that records what it is asked and answers with ones after some steps, or, given an error, throws; and how many of its jobs are open. */
function standIn({ problem, shares = [1] }: { problem?: Error; shares?: readonly number[] } = {}) {
	const asked: string[] = [];
	const jobs: FastConvolutionJob[] = [];
	const open = { count: 0 };
	function* ones(name: string, shape: number[]): FastSteps {
		asked.push(name);
		open.count++;
		try {
			yield* shares;
			if (problem) throw problem;
			return { shape, data: new Float32Array(elementCount(shape)).fill(1) };
		} finally {
			open.count--;
		}
	}
	const engine: FastEngine = {
		convolutionSteps: (job) => {
			jobs.push(job);
			return ones('convolution', [1, 8, 64, 64]);
		},
		maxPoolingSteps: () => ones('max pooling', [1, 8, 32, 32]),
		averagePoolingSteps: () => ones('average pooling', [1, 8, 16, 16]),
	};
	return { asked, jobs, open, load: () => Promise.resolve(engine) };
}

describe('running a pipeline without holding the thread', () => {
	it("'exact' gives what the synchronous run gives, and never asks for a fast engine", async () => {
		for (const pipeline of [SMALL, LARGE]) {
			const { asked, load } = standIn();
			const results = await runPipelineAsync(pipeline, { precision: 'exact', fast: load });
			runPipeline(pipeline).forEach(({ output }, index) => assertSameTensor(results[index]!.output, output));
			assert.deepEqual(results.map((result) => result.precision), pipeline.stages.map(() => 'exact'));
			assert.deepEqual(asked, []);
		}
	});

	it("'auto' leaves 6x6 to the exact path without loading anything", async () => {
		let loads = 0;
		const results = await runPipelineAsync(SMALL, { precision: 'auto', fast: () => Promise.reject(new Error(`load ${++loads}`)) });
		assert.equal(loads, 0);
		assertSameTensor(results[2]!.output, runPipeline(SMALL)[2]!.output);
	});

	it("'auto' hands the large convolution and poolings of (3, 64, 64) over, loading once, and says which numbers are float32", async () => {
		const { asked, load } = standIn();
		let loads = 0;
		const results = await runPipelineAsync(LARGE, { precision: 'auto', fast: () => (loads++, load()) });
		assert.equal(loads, 1);
		assert.deepEqual(asked, ['convolution', 'max pooling']);
		assert.deepEqual(results.map((result) => result.precision), ['float32', 'float32', 'float32', 'float32']);
		assert.deepEqual(results[3]!.output.data[0], 1);
	});

	it('numbers before the first fast stage stay exact', async () => {
		const stages = [{ kind: 'relu' }, ...LARGE.stages] as const;
		const results = await runPipelineAsync({ input: LARGE.input, stages }, { precision: 'auto', fast: standIn().load });
		assert.deepEqual(results.map((result) => result.precision), ['exact', 'float32', 'float32', 'float32', 'float32']);
	});

	it('stops between short stages too', async () => {
		const controller = new AbortController();
		const told: number[] = [];
		const run = runPipelineAsync(SMALL, { precision: 'exact', signal: controller.signal, onProgress: (share) => {
			told.push(share);
			controller.abort();
		} });
		await assert.rejects(run, { name: 'AbortError' });
		assert.equal(told.length, 1);
	});

	it('a mirrored padding and a flipped kernel reach the fast engine as a padded input and turned weights', async () => {
		const { jobs, load } = standIn();
		const kernel = counting(8, 3, 3, 3);
		const stage = convolution(kernel, { padding: 1, paddingFill: { mode: 'reflect' }, flipped: true });
		await runPipelineAsync({ input: LARGE.input, stages: [stage] }, { precision: 'auto', fast: load });
		const [job] = jobs as [FastConvolutionJob];
		assert.deepEqual(job.inputShape, [1, 3, 66, 66]);
		const plain = convolution(tensor(job.weightsShape, job.weights), { padding: job.padding });
		assertSameTensor(convolve(plain, tensor(job.inputShape, job.input)), convolve(stage, LARGE.input));
	});

	it('falls back to the exact path where no fast engine loads, where its memory does not suffice, and where it refuses the stage', async () => {
		const exact = runPipeline(LARGE);
		const refused = new EngineError({ code: 'empty-tensor', numbers: { shape: [] } });
		for (const fast of [() => Promise.reject(new Error('no WebAssembly here')), standIn({ problem: new RangeError('memory') }).load, standIn({ problem: refused }).load]) {
			const results = await runPipelineAsync(LARGE, { precision: 'auto', fast });
			results.forEach(({ output, precision }, index) => {
				assertSameTensor(output, exact[index]!.output);
				assert.equal(precision, 'exact');
			});
		}
	});

	it('passes on any other failure of the fast engine', async () => {
		await assert.rejects(runPipelineAsync(LARGE, { precision: 'auto', fast: standIn({ problem: new TypeError('a mistake') }).load }), TypeError);
	});

	it('touches no WebAssembly before the first large job, and does then', async () => {
		const api = (globalThis as unknown as { WebAssembly: Record<string, (...given: unknown[]) => unknown> }).WebAssembly;
		const names = ['compile', 'instantiate', 'validate'];
		const originals = names.map((name) => api[name]!);
		const touched: string[] = [];
		names.forEach((name, index) => {
			api[name] = (...given) => {
				touched.push(name);
				return originals[index]!(...given);
			};
		});
		try {
			await runPipelineAsync(SMALL, { precision: 'auto', fast: loadFastEngine });
			await runPipelineAsync(LARGE, { precision: 'exact', fast: loadFastEngine });
			assert.equal(touched.join(), '');
			const results = await runPipelineAsync(LARGE, { precision: 'auto', fast: loadFastEngine });
			assert.ok(touched.includes('instantiate'));
			assert.equal(results[0]!.precision, 'float32');
		} finally {
			names.forEach((name, index) => {
				api[name] = originals[index]!;
			});
		}
	});

	it('tells how far a job of the fast engine is: after half of its 884,736, with 73,728 more to come, 6/13', async () => {
		const shares: number[] = [];
		await runPipelineAsync(LARGE, { precision: 'auto', fast: standIn({ shares: [0.5, 1] }).load, onProgress: (share) => shares.push(share) });
		assert.equal(shares[0], 6 / 13);
		assert.ok(shares.length > LARGE.stages.length, shares.join());
		assert.deepEqual(shares, shares.toSorted((one, other) => one - other));
		assert.equal(shares.at(-1), 1);
	});

	it('stops a job of the fast engine between two of its steps, and lets the engine free what it holds', async () => {
		const controller = new AbortController();
		const { asked, open, load } = standIn({ shares: [0.25, 0.5, 0.75, 1] });
		const shares: number[] = [];
		const run = runPipelineAsync(LARGE, { precision: 'auto', fast: load, signal: controller.signal, onProgress: (share) => {
			shares.push(share);
			controller.abort(new RangeError('enough'));
		} });
		await assert.rejects(run, new RangeError('enough')); // not taken for the engine's own
		assert.equal(shares.length, 1);
		assert.deepEqual(asked, ['convolution']);
		assert.equal(open.count, 0);
	});

	it('the real engine does 604 million multiply-adds in more than one step, gives its memory back when stopped, and is as good as new', async () => {
		const engine = await loadFastEngine();
		const large = { input: counting(1, 64, 128, 128), stages: [convolution(counting(64, 64, 3, 3), { padding: 1 })] };
		const controller = new AbortController();
		const stopped = runPipelineAsync(large, { precision: 'auto', fast: () => Promise.resolve(engine), signal: controller.signal,
			onProgress: (share) => {
				assert.ok(share < 1);
				controller.abort();
			} });
		await assert.rejects(stopped, { name: 'AbortError' });
		assert.equal(engine.memory.used, engine.memory.scratch);
		const [whole] = await runPipelineAsync(large, { precision: 'auto', fast: () => Promise.resolve(engine) });
		assert.equal(whole!.precision, 'float32');
		const exact = convolve(convolution(counting(64, 64, 3, 3)), tensor([1, 64, 3, 3], Array.from({ length: 576 }, (_, index) => {
			const channel = Math.floor(index / 9), y = Math.floor(index / 3) % 3, x = index % 3;
			return large.input.data[(channel * 128 + y + 60) * 128 + x + 70]!;
		})));
		exact.data.forEach((value, filter) => assert.ok(Math.abs(whole!.output.data[(filter * 128 + 61) * 128 + 71]! - value) <= 1e-4 * Math.max(1, ...exact.data.map(Math.abs))));
	});

	it('tells the share of the work, never falling, up to 1', async () => {
		const shares: number[] = [];
		const large = { input: counting(1, 16, 64, 64), stages: [convolution(counting(32, 16, 3, 3))] };
		await runPipelineAsync(large, { precision: 'exact', onProgress: (share) => shares.push(share) });
		assert.ok(shares.length > 2, `told ${shares.length} times`);
		assert.deepEqual(shares, shares.toSorted((one, other) => one - other));
		assert.equal(shares.at(-1), 1);
	});

	it('stops in the middle of a stage when the signal is aborted', async () => {
		const controller = new AbortController();
		const shares: number[] = [];
		const large = { input: counting(1, 16, 64, 64), stages: [convolution(counting(32, 16, 3, 3))] };
		const run = runPipelineAsync(large, { precision: 'exact', signal: controller.signal, onProgress: (share) => {
			shares.push(share);
			controller.abort();
		} });
		await assert.rejects(run, { name: 'AbortError' });
		assert.equal(shares.length, 1);
		assert.ok(shares[0]! < 1);
	});

	it('does not begin under a signal that is aborted already', async () => {
		await assert.rejects(runPipelineAsync(SMALL, { precision: 'exact', signal: AbortSignal.abort() }), { name: 'AbortError' });
	});

	it('refuses what the synchronous run refuses, before loading anything', async () => {
		const wrong: Pipeline = { input: counting(1, 2, 6, 6), stages: SMALL.stages };
		await assert.rejects(runPipelineAsync(wrong, { precision: 'auto', fast: () => assert.fail('loaded') }), (error: unknown) => {
			assert.deepEqual(refusal(() => {
				throw error;
			}).code, 'channel-mismatch');
			return true;
		});
	});
});
