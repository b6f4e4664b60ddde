import type { Shape } from '../tensor';
import { convolutionGeometry, type ConvolutionGeometry, type ConvolutionSettings } from './convolution-job';
import { planConvolution, planGemm, suitsWinograd, type Algorithm, type ConvolutionPlan } from './convolution-plan';
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
	#weights: Float32Array;
	readonly #bias: Float32Array | undefined;
	readonly #chosen: PackedConvolution;
	/** Takes the inputs that Winograd's algorithm cannot, once there is one. */
	#careful: PackedConvolution | undefined;

	/** @throws EngineError or RangeError where input and weights do not fit together; OutOfMemoryError */
	constructor(heap: Heap, kernels: Kernels, inputShape: Shape, settings: ConvolutionSettings) {
		this.#heap = heap;
		this.#kernels = kernels;
		this.geometry = convolutionGeometry(inputShape, settings);
		this.#weights = settings.weights;
		this.#bias = settings.bias;
		this.#chosen = this.#withWeights((weights) => {
			const suits = suitsWinograd(kernels.largestMagnitude(weights, settings.weights.length));
			return this.#pack(planConvolution(this.geometry, kernels, suits ? settings.winograd : 'avoided'), weights);
		});
		if (isWinograd(this.#chosen.plan)) this.#weights = settings.weights.slice(); // for the careful path
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
		if (!isWinograd(this.#chosen.plan) || suitsWinograd(this.#kernels.largestMagnitude(input.address, input.length))) {
			this.#chosen.run(input, output);
		} else {
			this.#careful ??= this.#withWeights((weights) => this.#pack(planGemm(this.geometry, this.#kernels), weights));
			this.#careful.run(input, output);
		}
	}

	/** Gives the packed weights back. */
	release(): void {
		this.#chosen.release();
		this.#careful?.release();
	}

	#pack(plan: ConvolutionPlan, weights: number): PackedConvolution {
		return new PackedConvolution(this.#heap, this.#kernels, this.geometry, plan, weights, this.#bias);
	}

	/** Does something with the row-major weights in memory. */
	#withWeights<Result>(action: (address: number) => Result): Result {
		const address = this.#heap.allocate(this.#weights.length);
		try {
			this.#heap.write(address, this.#weights);
			return action(address);
		} finally {
			this.#heap.free(address);
		}
	}
}
