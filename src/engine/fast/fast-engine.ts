import type { Shape } from '../tensor';
import type { ConvolutionSettings } from './convolution-job';
import { Heap } from './heap';
import { bestBuild, compileKernels, instantiateKernels, type KernelBuild, type Kernels } from './kernel-module';
import { PreparedConvolution } from './prepared-convolution';
import { ResidentTensor } from './resident-tensor';
import { webAssembly } from './web-assembly';

export type { ConvolutionSettings } from './convolution-job';
export type { KernelBuild } from './kernel-module';
export { OutOfMemoryError } from './heap';
export type { PreparedConvolution } from './prepared-convolution';
export type { ResidentTensor } from './resident-tensor';

/** Numbers in row-major order. */
export interface FloatTensor {
	readonly shape: Shape;
	readonly data: Float32Array;
}

/** A convolution of (N, C, …spatial) of one to three spatial axes. */
export interface ConvolutionJob extends ConvolutionSettings {
	readonly input: Float32Array;
	readonly inputShape: Shape;
}

/** What an engine is made of; everything has a default. */
export interface FastEngineOptions {
	/** The build of the kernels; by default the best that the host accepts. */
	readonly build?: KernelBuild;
	/** The most memory that it may ever hold, in bytes: 1 GiB by default. */
	readonly maximumBytes?: number;
}

/**
 * The float32 engine on WebAssembly SIMD. Jobs are synchronous. Padding is zeros for a convolution, and takes no part in a maximum.
 * Drop the engine to free its memory, which only grows.
 */
export class FastEngine {
	readonly #heap: Heap;
	readonly #kernels: Kernels;

	constructor(readonly build: KernelBuild, heap: Heap, kernels: Kernels) {
		this.#heap = heap;
		this.#kernels = kernels;
	}

	/** Bytes that resident tensors and prepared jobs take now, and bytes of the memory itself. */
	get memory(): { readonly used: number; readonly committed: number } {
		return { used: this.#heap.usedBytes, committed: this.#heap.committedBytes };
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
		return new PreparedConvolution(this.#heap, this.#kernels, inputShape, settings);
	}

	/** One convolution, numbers in, numbers out. @throws EngineError, OutOfMemoryError */
	convolve(job: ConvolutionJob): FloatTensor {
		const prepared = this.prepareConvolution(job.inputShape, job);
		try {
			return this.#once(job.inputShape, job.input, prepared.geometry.outputShape, (input, output) => prepared.run(input, output));
		} finally {
			prepared.release();
		}
	}

	#once(inputShape: Shape, numbers: Float32Array, outputShape: Shape, run: (input: ResidentTensor, output: ResidentTensor) => void): FloatTensor {
		const input = this.allocate(inputShape);
		const output = this.allocate(outputShape);
		try {
			input.write(numbers);
			run(input, output);
			return { shape: outputShape, data: output.read() };
		} finally {
			input.release();
			output.release();
		}
	}
}

/**
 * An engine with memory of its own. Nothing is decoded or compiled before the first call, which takes a few milliseconds;
 * later ones share the compiled module.
 */
export async function loadFastEngine({ build = bestBuild(), maximumBytes = 2 ** 30 }: FastEngineOptions = {}): Promise<FastEngine> {
	const module = await compileKernels(build, false);
	const maximum = Math.floor(maximumBytes / 65536);
	const memory = new webAssembly.Memory({ initial: 1, maximum });
	return new FastEngine(build, new Heap(memory, maximum), await instantiateKernels(module, memory));
}
