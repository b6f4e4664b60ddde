import type { Shape } from '../tensor';
import { convolutionGeometry, type ConvolutionGeometry, type ConvolutionSettings } from './convolution-job';
import { planConvolution, type ConvolutionPlan } from './convolution-plan';
import type { Heap } from './heap';
import { axisFields, recordWords } from './job-record';
import type { Kernels } from './kernel-module';
import type { ResidentTensor } from './resident-tensor';

/** A convolution for inputs of one shape, its weights packed once: for repeated use. Release it when done. */
export class PreparedConvolution {
	readonly geometry: ConvolutionGeometry;
	readonly #heap: Heap;
	readonly #kernels: Kernels;
	readonly #plan: ConvolutionPlan;
	/** What this convolution holds in the engine's memory. */
	readonly #addresses: number[] = [];
	readonly #record: number;

	/** @throws EngineError where input and weights do not fit together; OutOfMemoryError */
	constructor(heap: Heap, kernels: Kernels, inputShape: Shape, settings: ConvolutionSettings) {
		this.#heap = heap;
		this.#kernels = kernels;
		this.geometry = convolutionGeometry(inputShape, settings);
		this.#plan = planConvolution(this.geometry, kernels);
		try {
			this.#record = this.#place(settings);
		} catch (error) {
			this.release();
			throw error;
		}
	}

	/** Which algorithm was chosen. */
	get algorithm(): ConvolutionPlan['algorithm'] {
		return this.#plan.algorithm;
	}

	/** Convolves `input`, of the shape prepared for, into `output`, of `geometry.outputShape`. */
	run(input: ResidentTensor, output: ResidentTensor): void {
		const { kernel, units, panels, scratchFloats } = this.#plan;
		const scratch = this.#heap.scratch(scratchFloats);
		this.#kernels[kernel](this.#record, input.address, output.address, scratch, 0, units, 0, panels);
	}

	/** Gives the packed weights back. */
	release(): void {
		for (const address of this.#addresses.splice(0)) this.#heap.free(address);
	}

	/** Packs the weights and writes the record. @returns the record's address */
	#place({ weights, bias }: ConvolutionSettings): number {
		const { channels, filters, groups, axes } = this.geometry;
		const packed = this.#allocate(this.#plan.packedFloats);
		const unpacked = this.#heap.allocate(weights.length);
		this.#heap.write(unpacked, weights);
		this.#plan.pack(unpacked, packed);
		this.#heap.free(unpacked);
		const biases = this.#allocate(filters * groups);
		this.#heap.write(biases, bias ?? new Float32Array(filters * groups));
		const words = recordWords({ channels, filters, groups, ...axisFields(axes), weights: packed, bias: biases, block: this.#plan.block });
		const record = this.#allocate(words.length);
		this.#heap.writeWords(record, words);
		return record;
	}

	#allocate(floats: number): number {
		const address = this.#heap.allocate(floats);
		this.#addresses.push(address);
		return address;
	}
}
