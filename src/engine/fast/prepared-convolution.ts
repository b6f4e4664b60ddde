import type { Shape } from '../tensor';
import { convolutionGeometry, type ConvolutionGeometry, type ConvolutionSettings } from './convolution-job';
import { planConvolution, planGemm, WINOGRAD_MAGNITUDE, type Algorithm, type ConvolutionPlan } from './convolution-plan';
import type { Heap } from './heap';
import type { Kernels } from './kernel-module';
import { PackedConvolution } from './packed-convolution';
import type { ResidentTensor } from './resident-tensor';

function isWinograd({ algorithm }: ConvolutionPlan): boolean {
	return algorithm === 'winograd-2' || algorithm === 'winograd-4';
}

/** A convolution for inputs of one shape, its weights packed once: for repeated use. Release it when done. */
export class PreparedConvolution {
	readonly geometry: ConvolutionGeometry;
	readonly #heap: Heap;
	readonly #kernels: Kernels;
	readonly #weights: Float32Array;
	readonly #bias: Float32Array | undefined;
	readonly #chosen: PackedConvolution;
	/** Takes the inputs that Winograd's algorithm cannot, once there is one. */
	#careful: PackedConvolution | undefined;

	/** @throws EngineError where input and weights do not fit together; OutOfMemoryError */
	constructor(heap: Heap, kernels: Kernels, inputShape: Shape, settings: ConvolutionSettings) {
		this.#heap = heap;
		this.#kernels = kernels;
		this.geometry = convolutionGeometry(inputShape, settings);
		const modest = settings.weights.every((weight) => Math.abs(weight) <= WINOGRAD_MAGNITUDE);
		const plan = planConvolution(this.geometry, kernels, modest ? settings.winograd : 'avoided');
		this.#weights = isWinograd(plan) ? settings.weights.slice() : settings.weights;
		this.#bias = settings.bias;
		this.#chosen = this.#pack(plan);
	}

	/** (N, filters, …spatial) */
	get outputShape(): Shape {
		return this.geometry.outputShape;
	}

	/** Which algorithm was chosen. */
	get algorithm(): Algorithm {
		return this.#chosen.plan.algorithm;
	}

	/** Convolves `input`, of the shape prepared for, into `output`, of `geometry.outputShape`. */
	run(input: ResidentTensor, output: ResidentTensor): void {
		if (!isWinograd(this.#chosen.plan) || this.#kernels.withinMagnitude(input.address, input.length, WINOGRAD_MAGNITUDE) !== 0) {
			this.#chosen.run(input, output);
		} else {
			this.#careful ??= this.#pack(planGemm(this.geometry, this.#kernels));
			this.#careful.run(input, output);
		}
	}

	/** Gives the packed weights back. */
	release(): void {
		this.#chosen.release();
		this.#careful?.release();
	}

	#pack(plan: ConvolutionPlan): PackedConvolution {
		const unpacked = this.#heap.allocate(this.#weights.length);
		try {
			this.#heap.write(unpacked, this.#weights);
			return new PackedConvolution(this.#heap, this.#kernels, this.geometry, plan, unpacked, this.#bias);
		} finally {
			this.#heap.free(unpacked);
		}
	}
}
