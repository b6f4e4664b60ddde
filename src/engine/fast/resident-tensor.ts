import type { Shape } from '../tensor';
import { elementCount } from '../tensor';
import type { Heap } from './heap';

/** A float32 tensor inside the engine's memory, where it stays between jobs until it is released. */
export class ResidentTensor {
	readonly length: number;
	readonly #heap: Heap;
	#address: number | undefined;

	constructor(heap: Heap, readonly shape: Shape) {
		this.#heap = heap;
		this.length = elementCount(shape);
		this.#address = heap.allocate(this.length);
	}

	/** Where it stands, in bytes. @throws RangeError once it is released */
	get address(): number {
		if (this.#address === undefined) throw new RangeError('The tensor was released.');
		return this.#address;
	}

	/** Copies numbers in, row-major. @throws RangeError unless there are as many as the shape holds */
	write(numbers: ArrayLike<number>): void {
		if (numbers.length !== this.length) throw new RangeError(`${numbers.length} numbers do not fill the shape (${this.shape.join(', ')})`);
		this.#heap.write(this.address, numbers);
	}

	/** Copies numbers in from the `start`-th place on. @throws RangeError where they would go beyond its end */
	writePart(start: number, numbers: ArrayLike<number>): void {
		if (start + numbers.length > this.length) throw new RangeError(`${numbers.length} numbers from place ${start} on go beyond the shape (${this.shape.join(', ')})`);
		this.#heap.write(this.address + 4 * start, numbers);
	}

	/** So many numbers from the `start`-th on, as a view that holds until the next allocation. */
	view(start: number, count: number): Float32Array {
		return this.#heap.view(this.address + 4 * start, Math.min(count, this.length - start));
	}

	/** Copies the numbers out, row-major: into a new array, or into one that the caller has, which saves most of the time for large tensors. */
	read(into?: Float32Array): Float32Array {
		if (into === undefined) return this.#heap.read(this.address, this.length);
		if (into.length !== this.length) throw new RangeError(`${into.length} places do not take the shape (${this.shape.join(', ')})`);
		into.set(this.#heap.view(this.address, this.length));
		return into;
	}

	/** @throws RangeError unless the tensor has this shape */
	requireShape(shape: Shape): void {
		if (shape === this.shape) return;
		if (shape.length !== this.shape.length || shape.some((size, axis) => size !== this.shape[axis])) {
			throw new RangeError(`A tensor of shape (${this.shape.join(', ')}) where (${shape.join(', ')}) was prepared for.`);
		}
	}

	/** Gives the memory back. */
	release(): void {
		if (this.#address !== undefined) this.#heap.free(this.#address);
		this.#address = undefined;
	}
}
