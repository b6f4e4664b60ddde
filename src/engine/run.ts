import { EngineError } from './error';
import { fastSteps, suitsFast, type FastEngine, type FastEngineLoader, type FastStage } from './fast-door';
import type { Stage } from './layer';
import { operatorOf } from './operators';
import { planPipeline, type Pipeline, type StageResult } from './pipeline';
import type { Tensor } from './tensor';
import { workOf } from './work';

export type { FastEngine, FastEngineLoader } from './fast-door';

/** How a pipeline is run. */
export interface RunOptions {
	/** 'exact' where digits are shown or stepped through: float64 throughout. 'auto' lets a fast engine take the large stages, in float32. */
	readonly precision: 'exact' | 'auto';
	/** Stops the work: the promise is rejected with the signal's reason. */
	readonly signal?: AbortSignal;
	/** Called with the share of the work that is done, from 0 to 1, never falling. */
	readonly onProgress?: (share: number) => void;
	/** Where 'auto' finds a fast engine; without one it runs exactly. Called at most once, for the first stage worth it. */
	readonly fast?: FastEngineLoader;
}

/** What running a stage gives, and how its numbers came about. */
export interface RunResult extends StageResult {
	/** 'float32' from the first stage on that a fast engine took: what follows builds on rounded numbers. */
	readonly precision: 'exact' | 'float32';
}

/** From this many multiply-adds on, a call into the fast engine pays for its copies. */
const WORTH_FAST = 20_000;

/** Steps of exact work between two pauses, some 20 ms: whoever waits for the thread gets it that soon. */
const STEPS_BETWEEN_PAUSES = 6_000_000;

function pause(): Promise<void> {
	return new Promise((resume) => {
		setTimeout(resume, 0);
	});
}

/** Counts finished work, tells about it, and says when others should have the thread. */
class Progress {
	#done = 0;
	#sincePause = 0;
	#told = 0;

	constructor(readonly total: number, readonly options: RunOptions) {}

	/** @returns whether a pause is due */
	advance(work: number): boolean {
		this.#done += work;
		this.#sincePause += work;
		return this.#sincePause >= STEPS_BETWEEN_PAUSES;
	}

	/** Tells where the work stands and pauses. @throws the signal's reason, once it is aborted */
	async rest(): Promise<void> {
		this.#sincePause = 0;
		this.#tell();
		await pause();
		this.options.signal?.throwIfAborted();
	}

	/** The work now stands at `done`, whatever its steps added up to. @throws as {@link rest} */
	async reach(done: number): Promise<void> {
		const due = this.advance(Math.max(0, done - this.#done));
		this.#done = done;
		if (due) await this.rest();
		else this.#tell();
		this.options.signal?.throwIfAborted();
	}

	#tell(): void {
		this.#told = Math.max(this.#told, Math.min(1, this.#done / this.total));
		this.options.onProgress?.(this.#told);
	}
}

async function runExactly(stage: Stage, input: Tensor, progress: Progress): Promise<Tensor> {
	const operator = operatorOf(stage);
	const steps = operator.steps?.(stage, input);
	if (!steps) return operator.run(stage, input);
	let step = steps.next();
	for (; !step.done; step = steps.next()) if (progress.advance(step.value)) await progress.rest();
	return step.value;
}

/** A fast engine on demand, loaded once; undefined where there is none to be had. */
function onDemand(load: FastEngineLoader | undefined): () => Promise<FastEngine | undefined> {
	let loading: Promise<FastEngine | undefined> | undefined;
	// A host may forbid WebAssembly: then the exact path, which needs none, does the work.
	return () => loading ??= load?.().catch(() => undefined) ?? Promise.resolve(undefined);
}

/** @returns undefined where the engine cannot: it may take fewer settings than the exact path does, or have too little memory */
function nextStep(steps: Generator<number, Tensor>): IteratorResult<number, Tensor> | undefined {
	try {
		return steps.next();
	} catch (error) {
		if (error instanceof EngineError || error instanceof RangeError) return undefined; // RangeError: its memory cannot grow
		throw error;
	}
}

/** Runs a stage of so much work on a fast engine, with pauses. @returns undefined where there is none, or where it cannot */
async function tryFast(
	engine: FastEngine | undefined, stage: FastStage, input: Tensor, work: number, progress: Progress,
): Promise<Tensor | undefined> {
	if (!engine) return undefined;
	const steps = fastSteps(engine, stage, input);
	try {
		let share = 0;
		let step = nextStep(steps);
		for (; step && !step.done; step = nextStep(steps)) {
			if (step.value === 1) continue; // what remains is to hand over the result
			progress.advance(work * (step.value - share));
			share = step.value;
			await progress.rest();
		}
		return step?.value;
	} finally {
		steps.return(input); // the engine gives back what it holds, if the signal came in between
	}
}

/**
 * Runs every stage without holding on to the thread: exactly, or, with 'auto', the large stages on a fast engine. A trace of any cell is
 * exact either way, from the stage's input on.
 * @throws EngineError before anything is computed, where the shapes do not fit; the signal's reason, once it is aborted
 */
export async function runPipelineAsync({ input, stages }: Pipeline, options: RunOptions): Promise<RunResult[]> {
	const { signal } = options;
	signal?.throwIfAborted();
	const plans = planPipeline(input.shape, stages);
	const work = plans.map(workOf);
	const progress = new Progress(work.reduce((total, each) => total + each, 0), options);
	const fastEngine = onDemand(options.precision === 'auto' ? options.fast : undefined);
	const results: RunResult[] = [];
	let value = input;
	let done = 0;
	let precision: RunResult['precision'] = 'exact';
	for (const [index, stage] of stages.entries()) {
		const size = work[index]!;
		const fast = size >= WORTH_FAST && suitsFast(stage) ? await tryFast(await fastEngine(), stage, value, size, progress) : undefined;
		value = fast ?? await runExactly(stage, value, progress);
		if (fast) precision = 'float32';
		results.push({ ...plans[index]!, stage, output: value, precision });
		done += size;
		await progress.reach(done);
	}
	return results;
}
