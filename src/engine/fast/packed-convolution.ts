import type { ConvolutionGeometry } from './convolution-job';
import { PACKING_SCRATCH, type ConvolutionPlan } from './convolution-plan';
import type { Heap } from './heap';
import { jobRecord } from './job-record';
import type { Kernels } from './kernel-module';
import type { ResidentTensor } from './resident-tensor';

/** A plan with its weights packed in the engine's memory. */
export class PackedConvolution {
	readonly #heap: Heap;
	readonly #kernels: Kernels;
	readonly #addresses: number[] = [];
	readonly #record: number;
	readonly #scratchFloats: number;

	/** `weights` is the address of the row-major weights. @throws OutOfMemoryError */
	constructor(heap: Heap, kernels: Kernels, geometry: ConvolutionGeometry, readonly plan: ConvolutionPlan, weights: number, bias: Float32Array | undefined) {
		this.#heap = heap;
		this.#kernels = kernels;
		try {
			const packed = this.#allocate(plan.packedFloats);
			if (plan.pack === 'as they are') heap.view(packed, plan.packedFloats).set(heap.view(weights, plan.packedFloats));
			else plan.pack(weights, packed, heap.scratch(PACKING_SCRATCH));
			const { channels, filters, groups, axes } = geometry;
			const biases = this.#allocate(filters * groups);
			heap.write(biases, bias ?? new Float32Array(filters * groups));
			const words = jobRecord(axes, { channels, filters, groups, weights: packed, bias: biases, block: plan.block });
			this.#record = this.#allocate(words.length);
			heap.writeWords(this.#record, words);
			this.#scratchFloats = plan.scratchFloats(this.#record);
		} catch (error) {
			this.release();
			throw error;
		}
	}

	run(input: ResidentTensor, output: ResidentTensor): void {
		const { kernel, units, panels } = this.plan;
		const scratch = this.#heap.scratch(this.#scratchFloats);
		this.#kernels[kernel](this.#record, input.address, output.address, scratch, 0, units, 0, panels);
	}

	release(): void {
		for (const address of this.#addresses.splice(0)) this.#heap.free(address);
	}

	#allocate(floats: number): number {
		const address = this.#heap.allocate(floats);
		this.#addresses.push(address);
		return address;
	}
}
