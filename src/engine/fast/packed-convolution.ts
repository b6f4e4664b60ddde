import type { ConvolutionGeometry } from './convolution-job';
import { PACKING_SCRATCH, type ConvolutionPlan } from './convolution-plan';
import type { Task } from './executor';
import type { Heap } from './heap';
import { jobRecord } from './job-record';

/** A plan with its weights packed in the engine's memory. */
export class PackedConvolution {
	readonly task: Task;
	readonly #heap: Heap;
	readonly #addresses: number[] = [];

	/** `weights` is the address of the row-major weights. @throws OutOfMemoryError */
	constructor(heap: Heap, geometry: ConvolutionGeometry, readonly plan: ConvolutionPlan, weights: number, bias: Float32Array | undefined) {
		this.#heap = heap;
		try {
			const packed = this.#allocate(plan.packedFloats);
			if (plan.pack === 'as they are') heap.view(packed, plan.packedFloats).set(heap.view(weights, plan.packedFloats));
			else plan.pack(weights, packed, heap.scratch(PACKING_SCRATCH));
			const { channels, filters, groups, multiplyAdds } = geometry;
			const biases = this.#allocate(filters * groups);
			heap.write(biases, bias ?? new Float32Array(filters * groups));
			const { block, blockColumns = 0 } = plan;
			const words = jobRecord(plan.axes, { channels, filters, groups, weights: packed, bias: biases, block, blockColumns });
			const record = this.#allocate(words.length);
			heap.writeWords(record, words);
			const { kernel, units, panels } = plan;
			this.task = { kernel, record, scratchFloats: plan.scratchFloats(record), units, panels, operations: multiplyAdds };
		} catch (error) {
			this.release();
			throw error;
		}
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
