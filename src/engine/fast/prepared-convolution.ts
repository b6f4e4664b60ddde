import type { Shape } from '../tensor';
import { convolutionGeometry, type ConvolutionGeometry, type ConvolutionSettings } from './convolution-job';
import { planConvolution, planGemm, suitsWinograd, type Algorithm, type ConvolutionPlan } from './convolution-plan';
import { inSteps, type Executor, type Task } from './executor';
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
	readonly #executor: Executor;
	readonly #inputShape: Shape;
	#weights: Float32Array;
	#bias: Float32Array | undefined;
	readonly #chosen: PackedConvolution;
	/** Takes the inputs that Winograd's algorithm cannot, once there is one. */
	#careful: PackedConvolution | undefined;
	#released = false;

	/** @throws EngineError or RangeError where input and weights do not fit together; OutOfMemoryError */
	constructor(heap: Heap, kernels: Kernels, executor: Executor, inputShape: Shape, settings: ConvolutionSettings) {
		this.#heap = heap;
		this.#kernels = kernels;
		this.#executor = executor;
		this.#inputShape = inputShape;
		this.geometry = convolutionGeometry(inputShape, settings);
		this.#weights = settings.weights;
		this.#bias = settings.bias;
		this.#chosen = this.#withWeights((weights) => {
			const suits = suitsWinograd(kernels.largestMagnitude(weights, settings.weights.length));
			return this.#pack(planConvolution(this.geometry, kernels, suits ? settings.winograd : 'avoided', executor.threads), weights);
		});
		if (isWinograd(this.#chosen.plan)) { // copies for the careful path: the caller's arrays may change
			this.#weights = settings.weights.slice();
			this.#bias = settings.bias?.slice();
		}
	}

	/** (N, filters, …spatial) */
	get outputShape(): Shape {
		return this.geometry.outputShape;
	}

	/** Which algorithm was chosen. */
	get algorithm(): Algorithm {
		return this.#chosen.plan.algorithm;
	}

	/** Convolves `input`, of the shape prepared for, into `output`, of `outputShape`. @throws RangeError otherwise, or when released */
	run(input: ResidentTensor, output: ResidentTensor): void {
		this.#executor.run(this.#taskFor(input, output), input.address, output.address);
	}

	/**
	 * The same in steps of about so many multiply-adds (50 million take a few milliseconds), yielding the fraction that is done.
	 * The output holds nothing of use before the last step. @throws as {@link run}, at the first step
	 */
	*steps(input: ResidentTensor, output: ResidentTensor, multiplyAddsPerStep = 50e6): Generator<number, void> {
		yield* inSteps(this.#executor, this.#taskFor(input, output), input.address, output.address, multiplyAddsPerStep);
	}

	/** Gives the packed weights back. */
	release(): void {
		this.#released = true;
		this.#chosen.release();
		this.#careful?.release();
	}

	#taskFor(input: ResidentTensor, output: ResidentTensor): Task {
		if (this.#released) throw new RangeError('The convolution was released.');
		input.requireShape(this.#inputShape);
		output.requireShape(this.outputShape);
		return this.#packedFor(input).task;
	}

	#packedFor(input: ResidentTensor): PackedConvolution {
		if (!isWinograd(this.#chosen.plan) || suitsWinograd(this.#kernels.largestMagnitude(input.address, input.length))) return this.#chosen;
		return this.#careful ??= this.#withWeights((weights) => this.#pack(planGemm(this.geometry, this.#kernels, this.#executor.threads), weights));
	}

	#pack(plan: ConvolutionPlan, weights: number): PackedConvolution {
		return new PackedConvolution(this.#heap, this.geometry, plan, weights, this.#bias);
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
