// Threads for the fast engine, for Node alone, which is why the host hands in Node's Worker: browsers have another one,
// and in VS Code no memory that threads could share.
import { CallingThread, type Executor, type Task, type ThreadStarter } from './executor';
import type { Heap } from './heap';
import type { Kernels } from './kernel-module';

/** Below so many operations a task is done before another thread has woken up. */
const WORTHWHILE_OPERATIONS = 1_000_000;

/** Pieces per thread that a task is divided into, so that a thread that is interrupted leaves the rest to the others. */
const PIECES_PER_THREAD = 4;

/** How long a piece may take before the thread that took it is given up for lost. */
const PATIENCE_MILLISECONDS = 60_000;

/** Times that a thread looks for news before it goes to sleep: some tens of microseconds. */
const LOOKS = 4000;

/** Where in the shared words stands what the threads have to agree on. */
const WORD = {
	/** A task's number in the upper half, its pieces that nobody has taken in the lower. What follows holds while there are such pieces. */
	ticket: 0,
	/** Pieces that are done, and whether one of them failed. */
	done: 1,
	failed: 2,
	/** Pieces in all; the kernel's place among the exports; whether pieces divide the panels (1) or the units (0); what there is of both. */
	pieces: 3,
	kernel: 4,
	byPanels: 5,
	firstUnit: 6,
	endUnit: 7,
	panels: 8,
	/** Addresses of the job's record, the tensors and the first thread's scratch; bytes from one thread's scratch to the next one's. */
	record: 9,
	input: 10,
	output: 11,
	scratch: 12,
	scratchStep: 13,
} as const;

type Call = (...numbers: number[]) => void;

/**
 * Takes pieces of the task at hand until none are left, and returns the ticket that said so. A piece is only taken together with the task's
 * number, so that a thread that wakes up late cannot mistake one task for the next.
 * The workers get this function as text: it refers to nothing but its parameters.
 */
function takePieces(words: Int32Array, word: typeof WORD, kernels: readonly Call[], thread: number): number {
	for (;;) {
		const ticket = Atomics.load(words, word.ticket), left = ticket & 0xffff;
		if (left === 0) return ticket;
		if (Atomics.compareExchange(words, word.ticket, ticket, ticket - 1) !== ticket) continue;
		const pieces = words[word.pieces]!, byPanels = words[word.byPanels] === 1, panels = words[word.panels]!;
		const firstUnit = words[word.firstUnit]!, endUnit = words[word.endUnit]!;
		const total = byPanels ? panels : endUnit - firstUnit, piece = left - 1;
		const from = Math.floor(piece * total / pieces), to = Math.floor((piece + 1) * total / pieces);
		const scratch = words[word.scratch]! + thread * words[word.scratchStep]!;
		const kernel = kernels[words[word.kernel]!]!, record = words[word.record]!, input = words[word.input]!, output = words[word.output]!;
		try {
			if (byPanels) kernel(record, input, output, scratch, firstUnit, endUnit, from, to);
			else kernel(record, input, output, scratch, firstUnit + from, firstUnit + to, 0, panels);
		} catch {
			Atomics.store(words, word.failed, 1);
		}
		Atomics.add(words, word.done, 1);
		Atomics.notify(words, word.done);
	}
}

/** What a worker runs: it looks for news for a while after each task, then sleeps. */
const WORKER = `
const { workerData: { module, memory, words, word, thread, looks } } = require('node:worker_threads');
const kernels = Object.values(new WebAssembly.Instance(module, { env: { memory } }).exports);
const takePieces = ${takePieces.toString()};
for (;;) {
	const ticket = takePieces(words, word, kernels, thread);
	for (let look = 0; look < looks && Atomics.load(words, word.ticket) === ticket; look++);
	Atomics.wait(words, word.ticket, ticket);
}`;

/** Divides tasks among the calling thread and workers that share the engine's memory. */
class ThreadTeam implements Executor {
	readonly threads: number;
	readonly #workers: readonly NodeWorker[];
	readonly #words: Int32Array;
	readonly #heap: Heap;
	readonly #alone: CallingThread;
	readonly #kernels: readonly Call[];
	readonly #names: readonly string[];
	#tasks = 0;

	constructor(workers: readonly NodeWorker[], words: Int32Array, heap: Heap, kernels: Kernels) {
		this.threads = workers.length + 1;
		this.#workers = workers;
		this.#words = words;
		this.#heap = heap;
		this.#alone = new CallingThread(heap, kernels);
		this.#names = Object.keys(kernels);
		this.#kernels = Object.values(kernels) as Call[];
	}

	run(task: Task, input: number, output: number, from = 0, to = task.units): void {
		const operations = task.operations * (to - from) / task.units;
		if (operations < WORTHWHILE_OPERATIONS || Math.max(to - from, task.panels) < 2) this.#alone.run(task, input, output, from, to);
		else this.#share(task, input, output, from, to);
	}

	dispose(): void {
		for (const worker of this.#workers) void worker.terminate();
	}

	#share({ kernel, record, scratchFloats, panels, operations }: Task, input: number, output: number, firstUnit: number, endUnit: number): void {
		const units = endUnit - firstUnit;
		const byPanels = units < 2 * this.threads && panels >= this.threads && units % this.threads !== 0;
		// Pieces of panels each repeat what all panels need, so there are no more of them than threads.
		const pieces = byPanels ? this.threads : Math.min(units, this.threads * PIECES_PER_THREAD);
		const step = Math.ceil(scratchFloats / 16) * 16 + 16;
		const words = this.#words;
		const scratch = this.#heap.scratch(step * this.threads);
		const task = {
			pieces, kernel: this.#names.indexOf(kernel), byPanels: byPanels ? 1 : 0, firstUnit, endUnit, panels,
			record, input, output, scratch, scratchStep: step * 4,
		};
		for (const [name, value] of Object.entries(task)) words[WORD[name as keyof typeof task]] = value;
		Atomics.store(words, WORD.done, 0);
		this.#tasks = (this.#tasks + 1) & 0x7fff;
		Atomics.store(words, WORD.ticket, (this.#tasks << 16) | pieces);
		Atomics.notify(words, WORD.ticket);
		takePieces(words, WORD, this.#kernels, 0);
		this.#waitFor(pieces);
		if (Atomics.exchange(words, WORD.failed, 0) !== 0) {
			throw new Error(`${kernel} failed on one of ${this.threads} threads (${operations} operations).`);
		}
	}

	#waitFor(pieces: number): void {
		for (let looks = 0; looks < LOOKS; looks++) if (Atomics.load(this.#words, WORD.done) === pieces) return;
		for (let done = Atomics.load(this.#words, WORD.done); done < pieces; done = Atomics.load(this.#words, WORD.done)) {
			const waited = Atomics.wait(this.#words, WORD.done, done, PATIENCE_MILLISECONDS);
			if (waited === 'timed-out') throw new Error('A thread of the engine does not answer.');
		}
	}
}

/** What is used of a thread of Node's `worker_threads`. */
export interface NodeWorker {
	once(event: 'online', listener: () => void): unknown;
	once(event: 'error', listener: (error: Error) => void): unknown;
	unref(): void;
	terminate(): Promise<unknown>;
}

/** `Worker` of `node:worker_threads`. */
export type NodeWorkerConstructor = new (source: string, options: { eval: true; workerData: object; name: string }) => NodeWorker;

async function startWorker(Worker: NodeWorkerConstructor, workerData: object): Promise<NodeWorker> {
	const worker = new Worker(WORKER, { eval: true, workerData, name: 'convolution' });
	await new Promise<void>((resolve, reject) => {
		worker.once('online', resolve);
		worker.once('error', reject);
	});
	worker.unref();
	return worker;
}

/**
 * Starts `threads` − 1 workers beside the calling thread, for `loadFastEngine`. They end with the process, or with the engine's `dispose`.
 * The calling thread blocks while it waits for the others, as it would if it did everything itself.
 */
export function nodeThreads(Worker: NodeWorkerConstructor, threads = 2): ThreadStarter {
	return async (module, heap, kernels) => {
		const words = new Int32Array(new SharedArrayBuffer(Object.keys(WORD).length * 4));
		const shared = { module, memory: heap.memory, words, word: WORD, looks: LOOKS };
		const workers = await Promise.all(Array.from({ length: threads - 1 }, (_, index) => startWorker(Worker, { ...shared, thread: index + 1 })));
		return new ThreadTeam(workers, words, heap, kernels);
	};
}
