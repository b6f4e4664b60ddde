import { runPipelineAsync, type FastEngineLoader, type RunOptions } from '../engine/run';
import type { Tensor } from '../engine/tensor';
import type { ComputedMap, EngineAnswer, EngineRequest } from './engine-messages';

/** How the worker answers; what is in `transfer` is handed over rather than copied. */
export type SendAnswer = (answer: EngineAnswer, transfer: readonly ArrayBuffer[]) => void;

/** The memory of these maps, but that of the input, which is kept for the next job: a flattening only looks at it. */
function memoryOf(maps: readonly ComputedMap[], input: Tensor): ArrayBuffer[] {
	const buffers = new Set(maps.map(({ output }) => output.data.buffer));
	return [...buffers].filter((buffer): buffer is ArrayBuffer => buffer instanceof ArrayBuffer && buffer !== input.data.buffer);
}

/**
 * The worker's side: runs each job with the fast engine, so that there is something to see, and then exactly, so that there is something
 * to read. It looks around in between: a new job ends the last one.
 */
export function engineService(load: FastEngineLoader, send: SendAnswer): (request: EngineRequest) => void {
	let input: Tensor | undefined;
	let current = new AbortController();
	let engine: ReturnType<FastEngineLoader> | undefined;
	const fast: FastEngineLoader = () => engine ??= load();

	async function maps(source: Tensor, { stages }: Extract<EngineRequest, { type: 'run' }>, options: RunOptions): Promise<readonly ComputedMap[]> {
		return (await runPipelineAsync({ input: source, stages }, options)).map(({ output, precision }) => ({ output, precision }));
	}

	async function run(source: Tensor, request: Extract<EngineRequest, { type: 'run' }>, { signal }: AbortController): Promise<void> {
		const { job } = request;
		const show = (computed: readonly ComputedMap[]): void => send({ type: 'maps', job, maps: computed }, memoryOf(computed, source));
		const first = await maps(source, request, { precision: 'auto', fast, signal });
		const isPicture = first.some(({ precision }) => precision === 'float32');
		show(first);
		if (isPicture) show(await maps(source, request, { precision: 'exact', signal, onProgress: (share) => send({ type: 'progress', job, share }, []) }));
	}

	return (request) => {
		if (request.type === 'input') { input = request.input; return; }
		current.abort();
		if (request.type === 'stop' || input === undefined) return;
		const own = current = new AbortController();
		run(input, request, own).catch((error: unknown) => {
			if (!own.signal.aborted) send({ type: 'failed', job: request.job, reason: error instanceof Error ? error.message : String(error) }, []);
		});
	};
}
