import type { Heap } from './heap';
import type { KernelName, Kernels } from './kernel-module';
import type { WasmModule } from './web-assembly';

/** A kernel with all that it needs but the tensors. */
export interface Task {
	readonly kernel: KernelName;
	/** The address of the job's record. */
	readonly record: number;
	/** Floats of scratch that each thread needs. */
	readonly scratchFloats: number;
	/** Independent pieces of work, and the panels of filters that each can be divided into. */
	readonly units: number;
	readonly panels: number;
	/** How much work it is, in multiplications with their additions, or comparisons. */
	readonly operations: number;
}

/** Does tasks, one at a time, on one thread or several. */
export interface Executor {
	/** How many threads it has. */
	readonly threads: number;
	/** Does the units `from` … `to` of a task, all unless said otherwise; `input` and `output` are addresses. */
	run(task: Task, input: number, output: number, from?: number, to?: number): void;
	/** Ends the threads. */
	dispose(): void;
}

/** Makes the executor of an engine whose memory is shared. */
export type ThreadStarter = (module: WasmModule, heap: Heap, kernels: Kernels) => Promise<Executor>;

/**
 * Does a task in steps of about so many operations, and yields what fraction is done after each: whoever waits can look around,
 * show progress, or stop asking.
 */
export function* inSteps(executor: Executor, task: Task, input: number, output: number, operationsPerStep: number): Generator<number, void> {
	const { units, operations } = task;
	const step = Math.max(1, Math.floor(units * operationsPerStep / operations));
	for (let from = 0; from < units; from += step) {
		const to = Math.min(units, from + step);
		executor.run(task, input, output, from, to);
		yield to / units;
	}
}

/** Does everything on the calling thread. */
export class CallingThread implements Executor {
	readonly threads = 1;
	readonly #heap: Heap;
	readonly #kernels: Kernels;

	constructor(heap: Heap, kernels: Kernels) {
		this.#heap = heap;
		this.#kernels = kernels;
	}

	run({ kernel, record, scratchFloats, units, panels }: Task, input: number, output: number, from = 0, to = units): void {
		this.#kernels[kernel](record, input, output, this.#heap.scratch(scratchFloats), from, to, 0, panels);
	}

	dispose(): void {
		// nothing was started
	}
}
