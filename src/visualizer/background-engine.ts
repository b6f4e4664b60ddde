import { runPipelineAsync } from '../engine/run';
import type { Tensor } from '../engine/tensor';
import type { Computation, Preparation } from './computation';
import type { EngineAnswer, EngineRequest } from './engine-messages';

/** A worker that computes; it listens already. */
export interface EngineWorker {
	send(request: EngineRequest): void;
	/** Has all answers from now on told to this listener alone. */
	listen(listener: (answer: EngineAnswer) => void): void;
}

/** How a computation is followed. */
export interface Following {
	/** No longer wanted. */
	readonly signal: AbortSignal;
	/** Called with the share that is done, from 0 to 1. */
	readonly onProgress: (share: number) => void;
	/** Called with pictures of the maps, where they are to be had soon, and then with the exact maps. */
	readonly onMaps: (computation: Computation) => void;
}

/**
 * Computes beside the page's own work. A worker does it, which is started with the first job. Where a host lets no worker start, the
 * page computes by itself, exactly, in slices.
 */
export class BackgroundEngine {
	readonly #start: () => Promise<EngineWorker>;
	#worker: Promise<EngineWorker | undefined> | undefined;
	#input: Tensor | undefined;
	#jobs = 0;

	constructor(start: () => Promise<EngineWorker>) {
		this.#start = start;
	}

	/**
	 * One job at a time: the next one ends the last.
	 * @returns once the exact maps are there
	 * @throws the signal's reason once it is aborted; Error where the job failed, for want of memory for instance
	 */
	async run(preparation: Preparation, following: Following): Promise<void> {
		const { signal, onMaps, onProgress } = following;
		const worker = await (this.#worker ??= this.#start().catch(() => undefined));
		signal.throwIfAborted();
		if (worker !== undefined) return this.#runIn(worker, preparation, following);
		const { input, stages, failure } = preparation;
		onMaps({ input, failure, results: await runPipelineAsync({ input, stages }, { precision: 'exact', signal, onProgress }) });
	}

	async #runIn(worker: EngineWorker, { input, stages, plans, failure }: Preparation, { signal, onMaps, onProgress }: Following): Promise<void> {
		const job = ++this.#jobs;
		if (this.#input !== input) worker.send({ type: 'input', input });
		this.#input = input;
		return new Promise((resolve, reject) => {
			signal.addEventListener('abort', () => {
				if (job === this.#jobs) worker.send({ type: 'stop' });
				reject(new DOMException('no longer wanted', 'AbortError'));
			});
			worker.listen((answer) => {
				if (answer.type === 'ready' || answer.job !== job || signal.aborted) return;
				switch (answer.type) {
					case 'progress': onProgress(answer.share); return;
					case 'failed': reject(new Error(answer.reason)); return;
					case 'maps':
						onMaps({ input, failure, results: answer.maps.map((map, index) => ({ ...plans[index]!, stage: stages[index]!, ...map })) });
						if (answer.maps.every(({ precision }) => precision === 'exact')) resolve();
				}
			});
			worker.send({ type: 'run', job, stages });
		});
	}
}
