import assert from 'node:assert/strict';
import { convolution } from '../../../src/engine/convolution';
import { loadFastEngine } from '../../../src/engine/fast/fast-engine';
import { maxPooling } from '../../../src/engine/pooling';
import { planPipeline, runPipeline } from '../../../src/engine/pipeline';
import type { FastEngineLoader } from '../../../src/engine/run';
import type { Stage } from '../../../src/engine/layer';
import { BackgroundEngine, type EngineWorker } from '../../../src/visualizer/background-engine';
import { traceableStages, type Computation, type Preparation } from '../../../src/visualizer/computation';
import type { EngineAnswer, EngineRequest } from '../../../src/visualizer/engine-messages';
import { engineService } from '../../../src/visualizer/engine-service';
import { counted } from './arbitrary';

/** A worker on this thread; what passes to and fro is cloned and handed over as between threads. */
function workerOn(load: FastEngineLoader, asked: EngineRequest[] = []): () => Promise<EngineWorker> {
	let listener: (answer: EngineAnswer) => void = () => undefined;
	const receive = engineService(load, (answer, transfer) => {
		const arrived = structuredClone(answer, { transfer: [...transfer] });
		queueMicrotask(() => listener(arrived));
	});
	return () => Promise.resolve({
		send: (request) => { asked.push(request); receive(structuredClone(request)); },
		listen: (next) => { listener = next; },
	});
}

function preparationOf(stages: readonly Stage[], rows = 90, columns = 70): Preparation {
	const input = counted(1, 1, rows, columns);
	const plans = planPipeline(input.shape, stages);
	return { input, stages, plans, said: plans, failure: undefined };
}

/** Tenths, so that float32 is not exact. */
const TENTHS = convolution({ shape: [1, 1, 3, 3], data: counted(1, 1, 3, 3).data.map((value) => value / 10) });

async function allMaps(engine: BackgroundEngine, preparation: Preparation): Promise<Computation[]> {
	const seen: Computation[] = [];
	await engine.run(preparation, { signal: new AbortController().signal, onProgress: () => undefined, onMaps: (computation) => seen.push(computation) });
	return seen;
}

describe('large inputs beside the page', () => {
	const stages = [TENTHS, { kind: 'relu' } as const, maxPooling([2, 2])];

	it('come as pictures first, by the fast engine, and then exactly, to the last bit', async () => {
		const preparation = preparationOf(stages);
		const [picture, exact, ...more] = await allMaps(new BackgroundEngine(workerOn(loadFastEngine)), preparation);
		assert.deepEqual(picture!.results.map(({ precision }) => precision), ['float32', 'float32', 'float32']);
		assert.deepEqual(exact!.results.map(({ output }) => output), runPipeline(preparation).map(({ output }) => output));
		assert.deepEqual(exact!.results.map(({ precision }) => precision), ['exact', 'exact', 'exact']);
		assert.deepEqual(more, []);
		const largest = Math.max(...exact!.results[0]!.output.data.map(Math.abs));
		picture!.results[0]!.output.data.forEach((value, index) => assert.ok(Math.abs(value - exact!.results[0]!.output.data[index]!) <= 2e-5 * largest));
	});

	it('of pictures only the first stage can be traced, whose input is exact', async () => {
		const [picture, exact] = await allMaps(new BackgroundEngine(workerOn(loadFastEngine)), preparationOf(stages));
		assert.equal(traceableStages(picture!).length, 1);
		assert.equal(traceableStages(exact!).length, 3);
	});

	it('are computed exactly at once where there is no WebAssembly', async () => {
		const preparation = preparationOf(stages);
		const seen = await allMaps(new BackgroundEngine(workerOn(() => Promise.reject(new Error('WebAssembly is not allowed here')))), preparation);
		assert.deepEqual(seen.map(({ results }) => results.map(({ output }) => output)), [runPipeline(preparation).map(({ output }) => output)]);
	});

	it('are computed by the page itself, exactly, where no worker starts, and it is not tried again', async () => {
		let starts = 0;
		const engine = new BackgroundEngine(() => { starts++; return Promise.reject(new Error('refused by the policy')); });
		const preparation = preparationOf(stages);
		for (const round of [1, 2]) {
			const seen = await allMaps(engine, preparation);
			assert.deepEqual(seen.map(({ results }) => results.map(({ output }) => output)), [runPipeline(preparation).map(({ output }) => output)], `round ${round}`);
		}
		assert.equal(starts, 1);
	});

	it('keep the page\'s own input, though a flattening of it shares its memory', async () => {
		const flat = { kind: 'flatten', startAxis: 1, endAxis: -1 } as const;
		const preparation = preparationOf([flat]);
		const engine = new BackgroundEngine(workerOn(loadFastEngine));
		for (const round of [1, 2]) {
			const [only] = await allMaps(engine, preparation);
			assert.deepEqual(only!.results[0]!.output.data, preparation.input.data, `round ${round}`);
		}
	});

	it('are sent once for several jobs, and the next job ends the last', async () => {
		const asked: EngineRequest[] = [];
		const engine = new BackgroundEngine(workerOn(loadFastEngine, asked));
		const preparation = preparationOf(stages);
		const stop = new AbortController();
		const dropped = engine.run(preparation, { signal: stop.signal, onProgress: () => undefined, onMaps: () => assert.fail('no longer wanted') });
		stop.abort();
		await assert.rejects(dropped, { name: 'AbortError' });
		await allMaps(engine, preparation);
		await allMaps(engine, { ...preparation, stages: [TENTHS], plans: planPipeline(preparation.input.shape, [TENTHS]) });
		assert.deepEqual(asked.map(({ type }) => type).filter((type) => type !== 'stop'), ['input', 'run', 'run']);
	});

	it('that fail say why', async () => {
		const fails = (): never => { throw new TypeError('a mistake'); };
		const engine = new BackgroundEngine(workerOn(() => Promise.resolve({ convolutionSteps: fails, maxPoolingSteps: fails, averagePoolingSteps: fails })));
		await assert.rejects(allMaps(engine, preparationOf([TENTHS])), { message: 'a mistake' });
	});
});
