import { refuse } from '../error';
import { elementCount, type Shape } from '../tensor';
import { inSteps, type Executor, type Task } from './executor';
import type { Heap } from './heap';
import { jobRecord, type JobFields } from './job-record';
import type { Kernels } from './kernel-module';
import type { ResidentTensor } from './resident-tensor';
import { axesUnder, outputSizes, type Axes, type Axis, type Window } from './window';

/** A pooling's window; one entry per spatial axis in each list. */
export interface PoolingSettings extends Window {
	/** Whether a last window that fits only in part counts: PyTorch's `ceil_mode`, by whose rule it must begin inside the input or its left padding. */
	readonly ceilMode: boolean;
}

/** An average pooling's window and divisor. */
export interface AveragePoolingSettings extends PoolingSettings {
	/** Whether padded cells count as zeros (PyTorch's default) or are left out of the divisor (ONNX's and TensorFlow's). */
	readonly countsPadding: boolean;
	/** Divides every window's sum by this instead of its number of cells. */
	readonly divisor?: number;
}

/** The input (N, C, …spatial) and the axes of a pooling over it. */
interface PoolingGeometry {
	readonly axes: Axes;
	readonly maps: number;
	/** (N, C, …spatial) */
	readonly outputShape: Shape;
}

function poolingGeometry(inputShape: Shape, settings: PoolingSettings): PoolingGeometry {
	settings.padding.forEach(({ before, after }, axis) => {
		const padding = Math.max(before, after), kernel = settings.size[axis]!;
		if (padding > kernel / 2) refuse('padding-too-large', { axis, padding, kernel });
	});
	const axes = axesUnder(settings, inputShape, settings.ceilMode);
	const [images, channels] = inputShape as readonly [number, number];
	return { axes, maps: images * channels, outputShape: [images, channels, ...outputSizes(axes, settings.size.length)] };
}

/** How many cells of each window count along one axis: those of the input, with padding also those, but never any beyond the padding. */
function windowCounts({ input, output, size, stride, before, after, dilation }: Axis, countsPadding: boolean): Float32Array {
	const first = countsPadding ? -before : 0, end = countsPadding ? input + after : input;
	return Float32Array.from({ length: output }, (_, position) => {
		let count = 0;
		for (let cell = 0; cell < size; cell++) {
			const coordinate = position * stride + cell * dilation - before;
			if (coordinate >= first && coordinate < end) count++;
		}
		return count;
	});
}

/** Output rows that one unit of work covers. */
const ROWS_PER_UNIT = 256;

/** A max or average pooling for inputs of one shape: for repeated use. Release it when done. */
export class PreparedPooling {
	readonly outputShape: Shape;
	readonly #heap: Heap;
	readonly #executor: Executor;
	readonly #inputShape: Shape;
	readonly #addresses: number[] = [];
	readonly #task: Task;

	/** A maximum where `average` is undefined. @throws EngineError, OutOfMemoryError */
	constructor(
		heap: Heap, kernels: Kernels, executor: Executor, inputShape: Shape, settings: PoolingSettings, average: AveragePoolingSettings | undefined,
	) {
		this.#heap = heap;
		this.#executor = executor;
		this.#inputShape = inputShape;
		const { axes, maps, outputShape } = poolingGeometry(inputShape, settings);
		this.outputShape = outputShape;
		const rows = axes.depth.output * axes.height.output, block = Math.min(rows, ROWS_PER_UNIT);
		try {
			const counts = average ? this.#placeCounts(axes, average) : {};
			const words = jobRecord(axes, { channels: 1, filters: 1, groups: maps, block, ...counts });
			const record = this.#allocate(words.length);
			heap.writeWords(record, words);
			this.#task = {
				kernel: average ? 'averagePooling' : 'maxPooling', record, scratchFloats: kernels.poolingScratch(record),
				units: maps * Math.ceil(rows / block), panels: 1, operations: elementCount(outputShape) * elementCount(settings.size),
			};
		} catch (error) {
			this.release();
			throw error;
		}
	}

	/** Pools `input`, of the shape prepared for, into `output`, of `outputShape`. @throws RangeError otherwise, or when released */
	run(input: ResidentTensor, output: ResidentTensor): void {
		this.#requireFit(input, output);
		this.#executor.run(this.#task, input.address, output.address);
	}

	/** The same in steps of about so many comparisons or additions, yielding the fraction that is done. @throws as {@link run}, at the first step */
	*steps(input: ResidentTensor, output: ResidentTensor, operationsPerStep: number): Generator<number, void> {
		this.#requireFit(input, output);
		yield* inSteps(this.#executor, this.#task, input.address, output.address, operationsPerStep);
	}

	/** Gives its memory back. */
	release(): void {
		for (const address of this.#addresses.splice(0)) this.#heap.free(address);
	}

	#requireFit(input: ResidentTensor, output: ResidentTensor): void {
		if (this.#addresses.length === 0) throw new RangeError('The pooling was released.');
		input.requireShape(this.#inputShape);
		output.requireShape(this.outputShape);
	}

	/** What each average is divided by, as one factor per axis. */
	#placeCounts({ depth, height, width }: Axes, { countsPadding, divisor }: AveragePoolingSettings): JobFields {
		const counts = (axis: Axis, fixed: number) => {
			const floats = divisor === undefined ? windowCounts(axis, countsPadding) : new Float32Array(axis.output).fill(fixed);
			const address = this.#allocate(floats.length);
			this.#heap.write(address, floats);
			return address;
		};
		return { depthCounts: counts(depth, 1), heightCounts: counts(height, 1), widthCounts: counts(width, divisor ?? 1) };
	}

	#allocate(floats: number): number {
		const address = this.#heap.allocate(floats);
		this.#addresses.push(address);
		return address;
	}
}
