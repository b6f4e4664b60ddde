import type { Shape } from '../tensor';
import { convolutionGeometry, type ConvolutionGeometry, type ConvolutionSettings } from './convolution-job';
import type { PreparedConvolution } from './prepared-convolution';
import type { ResidentTensor } from './resident-tensor';
import type { Axis } from './window';

/** Bytes of input and output that pass through the engine's memory at a time: they stay in the second-level cache between the copies. */
const STRIPE_BYTES = 512 * 1024;

/** Below this many bytes of input and output together nothing is gained. */
const LEAST_BYTES = 4 * STRIPE_BYTES;

/** The rows of the input under a stripe of output rows, and the padding that it sees above and below them. */
interface Stripe {
	readonly from: number;
	readonly to: number;
	readonly first: number;
	readonly rows: number;
	readonly above: number;
	readonly below: number;
}

/** What a stripe of one height is done with. */
interface StripeKit {
	readonly operator: PreparedConvolution;
	readonly input: ResidentTensor;
	readonly output: ResidentTensor;
}

/** The stripe of the output rows `from` … `to`. */
function stripeOf({ stride, dilation, size, before, input }: Axis, from: number, to: number): Stripe {
	const start = from * stride - before, end = (to - 1) * stride - before + dilation * (size - 1) + 1;
	const first = Math.max(0, start), last = Math.min(input, end);
	return { from, to, first, rows: last - first, above: first - start, below: end - last };
}

/** The stripes of one image's output; undefined where it has no rows or is too small, or where a stripe would see nothing but padding. */
function stripesOf({ images, axes: { depth, height, width }, channels, filters, groups, outputShape }: ConvolutionGeometry): readonly Stripe[] | undefined {
	if (images !== 1 || outputShape.length !== 4 || depth.input !== 1) return undefined;
	const rowBytes = 4 * groups * (channels * width.input * height.stride + filters * width.output);
	if (rowBytes * height.output < LEAST_BYTES) return undefined;
	const step = Math.max(6, Math.floor(STRIPE_BYTES / rowBytes / 6) * 6); // the direct kernels take two or three rows at a time
	const stripes = Array.from({ length: Math.ceil(height.output / step) }, (_, index) => stripeOf(height, index * step, Math.min(height.output, (index + 1) * step)));
	return stripes.every(({ rows }) => rows > 0) ? stripes : undefined;
}

/**
 * A convolution of an array of the caller into another one, a stripe of rows at a time: of large maps with few channels, where copying costs
 * more than computing, the engine's memory never holds more than a stripe, which is still in the cache when it is read. Release it when done.
 */
export class StripedConvolution {
	readonly #stripes: readonly Stripe[];
	readonly #kits = new Map<string, StripeKit>();

	private constructor(
		readonly geometry: ConvolutionGeometry, stripes: readonly Stripe[],
		private readonly inputShape: Shape, private readonly settings: ConvolutionSettings, private readonly makeKit: (inputShape: Shape, settings: ConvolutionSettings) => StripeKit,
	) {
		this.#stripes = stripes;
	}

	/**
	 * The convolution, where stripes pay: undefined for small ones, and for all that are not done directly.
	 * @throws EngineError or RangeError where input and weights do not fit together; OutOfMemoryError
	 */
	static of(
		inputShape: Shape, settings: ConvolutionSettings, prepare: (inputShape: Shape, settings: ConvolutionSettings) => PreparedConvolution, allocate: (shape: Shape) => ResidentTensor,
	): StripedConvolution | undefined {
		const geometry = convolutionGeometry(inputShape, settings), stripes = stripesOf(geometry);
		if (stripes === undefined) return undefined;
		const makeKit = (shape: Shape, stripeSettings: ConvolutionSettings): StripeKit => {
			const operator = prepare(shape, stripeSettings), held: Array<{ release(): void }> = [operator];
			try {
				const input = allocate(shape);
				held.push(input);
				return { operator, input, output: allocate(operator.outputShape) };
			} catch (error) {
				for (const each of held) each.release();
				throw error;
			}
		};
		const striped = new StripedConvolution(geometry, stripes, inputShape, settings, makeKit);
		if (striped.#kitFor(stripes[0]!).operator.algorithm === 'direct') return striped;
		striped.release();
		return undefined;
	}

	/** (N, filters, H_o, W_o) */
	get outputShape(): Shape {
		return this.geometry.outputShape;
	}

	/** Convolves the numbers, row-major, into `into`. @throws OutOfMemoryError */
	run(numbers: Float32Array, into: Float32Array): void {
		for (const stripe of this.#stripes) this.#convolve(stripe, numbers, into);
	}

	/** The same in steps of about so many multiply-adds, yielding the fraction that is done. @throws OutOfMemoryError, at the step that meets it */
	*steps(numbers: Float32Array, into: Float32Array, multiplyAddsPerStep: number): Generator<number, void> {
		const count = this.#stripes.length, step = Math.max(1, Math.floor(count * multiplyAddsPerStep / this.geometry.multiplyAdds));
		for (let index = 0; index < count; index++) {
			this.#convolve(this.#stripes[index]!, numbers, into);
			if ((index + 1) % step === 0 || index + 1 === count) yield (index + 1) / count;
		}
	}

	/** Gives its memory back. */
	release(): void {
		for (const { operator, input, output } of this.#kits.values()) for (const each of [operator, input, output]) each.release();
		this.#kits.clear();
	}

	#convolve(stripe: Stripe, numbers: Float32Array, into: Float32Array): void {
		const { operator, input, output } = this.#kitFor(stripe);
		const [, channels, height, width] = this.inputShape as readonly [number, number, number, number];
		const [, filters, outputHeight, outputWidth] = this.outputShape as readonly [number, number, number, number];
		for (let channel = 0; channel < channels; channel++) {
			const start = (channel * height + stripe.first) * width, count = stripe.rows * width;
			input.writePart(channel * count, numbers.subarray(start, start + count));
		}
		operator.run(input, output);
		for (let filter = 0; filter < filters; filter++) {
			const count = (stripe.to - stripe.from) * outputWidth;
			into.set(output.view(filter * count, count), (filter * outputHeight + stripe.from) * outputWidth);
		}
	}

	/** All stripes between the first and the last are alike. */
	#kitFor({ from, to, rows, above, below }: Stripe): StripeKit {
		const key = [to - from, rows, above, below].join();
		const known = this.#kits.get(key);
		if (known !== undefined) return known;
		const { settings } = this, [images, channels, , width] = this.inputShape as readonly [number, number, number, number];
		const made = this.makeKit([images, channels, rows, width], { ...settings, padding: [{ before: above, after: below }, settings.padding[1]!] });
		this.#kits.set(key, made);
		return made;
	}
}
