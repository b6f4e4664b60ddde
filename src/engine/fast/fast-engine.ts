import { elementCount, type Shape } from '../tensor';
import type { ConvolutionSettings } from './convolution-job';
import { CallingThread, type Executor, type ThreadStarter } from './executor';
import { Heap } from './heap';
import { bestBuild, compileKernels, instantiateKernels, type KernelBuild, type Kernels } from './kernel-module';
import { PreparedConvolution } from './prepared-convolution';
import { PreparedPooling, type AveragePoolingSettings, type PoolingSettings } from './prepared-pooling';
import { ResidentTensor } from './resident-tensor';
import { StripedConvolution } from './striped-convolution';
import { PAGE_BYTES, webAssembly } from './web-assembly';

export type { ConvolutionSettings } from './convolution-job';
export type { KernelBuild } from './kernel-module';
export { OutOfMemoryError } from './heap';
export type { PreparedConvolution } from './prepared-convolution';
export type { AveragePoolingSettings, PoolingSettings, PreparedPooling } from './prepared-pooling';
export type { ResidentTensor } from './resident-tensor';
export type { StripedConvolution } from './striped-convolution';

/** Numbers in row-major order. */
export interface FloatTensor {
	readonly shape: Shape;
	readonly data: Float32Array;
}

/** What a job works on: (N, C, …spatial) of one to three spatial axes, row-major. */
export interface JobInput {
	readonly input: Float32Array;
	readonly inputShape: Shape;
}

export type ConvolutionJob = JobInput & ConvolutionSettings;
export type MaxPoolingJob = JobInput & PoolingSettings;
export type AveragePoolingJob = JobInput & AveragePoolingSettings;

/** What an engine is made of; everything has a default. */
export interface FastEngineOptions {
	/** The build of the kernels; by default the best that the host accepts. */
	readonly build?: KernelBuild;
	/** The most memory that it may ever hold, in bytes: 1 GiB by default. */
	readonly maximumBytes?: number;
	/** Starts more threads for large jobs: `nodeThreads(Worker)` in Node, undefined elsewhere. */
	readonly threads?: ThreadStarter;
}

/** Multiply-adds of a convolution, and comparisons or additions of a pooling, that take up to some 20 ms. */
const CONVOLUTION_STEP = 400e6;
const POOLING_STEP = 40e6;

/** Takes all steps at once. */
function toEnd<Result>(steps: Generator<number, Result>): Result {
	let step = steps.next();
	while (!step.done) step = steps.next();
	return step.value;
}

/**
 * The float32 engine on WebAssembly SIMD. Jobs are synchronous. Padding is zeros for a convolution, and takes no part in a maximum.
 * Drop the engine to free its memory, which only grows.
 */
export class FastEngine {
	readonly #heap: Heap;
	readonly #kernels: Kernels;
	readonly #executor: Executor;

	constructor(readonly build: KernelBuild, heap: Heap, kernels: Kernels, executor: Executor) {
		this.#heap = heap;
		this.#kernels = kernels;
		this.#executor = executor;
	}

	/** How many threads large jobs are divided among. */
	get threads(): number {
		return this.#executor.threads;
	}

	/** Bytes that are in use now, those of them that are the kernels' scratch, and bytes of the memory itself. */
	get memory(): { readonly used: number; readonly scratch: number; readonly committed: number } {
		return { used: this.#heap.usedBytes, scratch: this.#heap.scratchBytes, committed: this.#heap.committedBytes };
	}

	/** Room for a tensor, its numbers undefined. @throws OutOfMemoryError */
	allocate(shape: Shape): ResidentTensor {
		return new ResidentTensor(this.#heap, shape);
	}

	/** Copies a tensor into the engine's memory. @throws OutOfMemoryError */
	place(shape: Shape, numbers: ArrayLike<number>): ResidentTensor {
		const tensor = this.allocate(shape);
		tensor.write(numbers);
		return tensor;
	}

	/** Packs weights for repeated use on inputs of one shape. @throws EngineError, OutOfMemoryError */
	prepareConvolution(inputShape: Shape, settings: ConvolutionSettings): PreparedConvolution {
		return new PreparedConvolution(this.#heap, this.#kernels, this.#executor, inputShape, settings);
	}

	/** The same from array to array, for large maps of few channels: undefined where that has no advantage, as on several threads. @throws EngineError, OutOfMemoryError */
	prepareStripedConvolution(inputShape: Shape, settings: ConvolutionSettings): StripedConvolution | undefined {
		if (this.threads > 1) return undefined;
		return StripedConvolution.of(inputShape, settings, (...stripe) => this.prepareConvolution(...stripe), (shape) => this.allocate(shape));
	}

	/** A max pooling for repeated use; a NaN wins, as in PyTorch. @throws EngineError, OutOfMemoryError */
	prepareMaxPooling(inputShape: Shape, settings: PoolingSettings): PreparedPooling {
		return new PreparedPooling(this.#heap, this.#kernels, this.#executor, inputShape, settings, undefined);
	}

	/** An average pooling for repeated use. @throws EngineError, OutOfMemoryError */
	prepareAveragePooling(inputShape: Shape, settings: AveragePoolingSettings): PreparedPooling {
		return new PreparedPooling(this.#heap, this.#kernels, this.#executor, inputShape, settings, settings);
	}

	/** One convolution, numbers in, numbers out. @throws EngineError, OutOfMemoryError, RangeError where the numbers do not fill the shape */
	convolve(job: ConvolutionJob): FloatTensor {
		return toEnd(this.convolutionSteps(job));
	}

	/** One max pooling. @throws as {@link convolve} */
	maxPool(job: MaxPoolingJob): FloatTensor {
		return toEnd(this.maxPoolingSteps(job));
	}

	/** One average pooling. @throws as {@link convolve} */
	averagePool(job: AveragePoolingJob): FloatTensor {
		return toEnd(this.averagePoolingSteps(job));
	}

	/**
	 * One convolution in steps of some 20 ms, yielding the share that is done, from 0 to 1, after each. Other jobs may run in between.
	 * Ending the generator early gives its memory back. @throws as {@link convolve}, at the first step
	 */
	*convolutionSteps(job: ConvolutionJob): Generator<number, FloatTensor> {
		const { input, inputShape } = job;
		const striped = input.length === elementCount(inputShape) ? this.prepareStripedConvolution(inputShape, job) : undefined;
		if (striped !== undefined) {
			try {
				const data = new Float32Array(elementCount(striped.outputShape));
				yield* striped.steps(input, data, CONVOLUTION_STEP);
				return { shape: striped.outputShape, data };
			} finally {
				striped.release();
			}
		}
		return yield* this.#inSteps(job, () => this.prepareConvolution(job.inputShape, job), CONVOLUTION_STEP);
	}

	/** One max pooling in such steps. @throws as {@link convolutionSteps} */
	maxPoolingSteps(job: MaxPoolingJob): Generator<number, FloatTensor> {
		return this.#inSteps(job, () => this.prepareMaxPooling(job.inputShape, job), POOLING_STEP);
	}

	/** One average pooling in such steps. @throws as {@link convolutionSteps} */
	averagePoolingSteps(job: AveragePoolingJob): Generator<number, FloatTensor> {
		return this.#inSteps(job, () => this.prepareAveragePooling(job.inputShape, job), POOLING_STEP);
	}

	/** Ends the threads, if there are any; the engine must not be used afterwards. */
	dispose(): void {
		this.#executor.dispose();
	}

	*#inSteps({ input, inputShape }: JobInput, prepare: () => PreparedConvolution | PreparedPooling, step: number): Generator<number, FloatTensor> {
		const held: Array<{ release(): void }> = [];
		const hold = <Held extends { release(): void }>(each: Held): Held => {
			held.push(each);
			return each;
		};
		try {
			const operator = hold(prepare());
			const source = hold(this.allocate(inputShape));
			source.write(input);
			const result = hold(this.allocate(operator.outputShape));
			yield* operator.steps(source, result, step);
			return { shape: operator.outputShape, data: result.read() };
		} finally {
			for (const each of held) each.release();
		}
	}
}

/**
 * An engine with memory of its own. Nothing is decoded or compiled before the first call, which takes a few milliseconds;
 * later ones share the compiled module.
 */
export async function loadFastEngine({ build = bestBuild(), maximumBytes = 2 ** 30, threads }: FastEngineOptions = {}): Promise<FastEngine> {
	const shared = threads !== undefined;
	const module = await compileKernels(build, shared);
	const maximum = Math.floor(maximumBytes / PAGE_BYTES);
	const memory = new webAssembly.Memory({ initial: 1, maximum, shared });
	const heap = new Heap(memory, maximum), kernels = await instantiateKernels(module, memory);
	return new FastEngine(build, heap, kernels, threads ? await threads(module, heap, kernels) : new CallingThread(heap, kernels));
}
