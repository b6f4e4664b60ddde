import { PAGE_BYTES, type WasmMemory } from './web-assembly';

/** Addresses are multiples of a cache line. */
const ALIGNMENT = 64;

/** Kernels read, and some write, up to a few vectors beyond the end of a tensor. */
const SLACK = 64;

/** Nothing lives below this address: the compiler may put its own constants there. */
const FIRST_ADDRESS = 1024;

/** More floats than the engine's memory may hold were asked for. */
export class OutOfMemoryError extends RangeError {
	override readonly name = 'OutOfMemoryError';

	constructor(readonly requestedBytes: number, readonly maximumBytes: number) {
		super(`${requestedBytes} bytes do not fit into the engine's ${maximumBytes}`);
	}
}

interface Gap {
	start: number;
	end: number;
}

/**
 * Hands out stretches of the WebAssembly memory, first fit, and takes them back.
 * The memory grows as needed up to `maximumPages` and never shrinks; growing detaches every view, so views are taken afresh.
 */
export class Heap {
	/** Free stretches, by address; neighbours are always merged. */
	readonly #gaps: Gap[] = [];
	readonly #sizes = new Map<number, number>();
	#end = FIRST_ADDRESS;
	#floats: Float32Array;
	#scratch = { address: 0, floats: 0 };

	constructor(readonly memory: WasmMemory, readonly maximumPages: number) {
		this.#floats = new Float32Array(memory.buffer);
	}

	/** Bytes that are handed out now. */
	get usedBytes(): number {
		return [...this.#sizes.values()].reduce((total, size) => total + size, 0);
	}

	/** Those of them that are {@link scratch}. */
	get scratchBytes(): number {
		return this.#sizes.get(this.#scratch.address) ?? 0;
	}

	/** Bytes of the memory itself. */
	get committedBytes(): number {
		return this.memory.buffer.byteLength;
	}

	/**
	 * Room for so many floats.
	 * @throws OutOfMemoryError
	 */
	allocate(floats: number): number {
		const size = Math.ceil((floats * 4 + SLACK) / ALIGNMENT) * ALIGNMENT;
		const index = this.#gaps.findIndex((gap) => gap.end - gap.start >= size);
		if (index >= 0) {
			const gap = this.#gaps[index]!;
			const address = gap.start;
			gap.start += size;
			if (gap.start === gap.end) this.#gaps.splice(index, 1);
			this.#sizes.set(address, size);
			return address;
		}
		const address = this.#extend(size);
		this.#sizes.set(address, size);
		return address;
	}

	/** Gives a stretch back. Twice, or with an address that was never handed out, does nothing. */
	free(address: number): void {
		const size = this.#sizes.get(address);
		if (size === undefined) return;
		this.#sizes.delete(address);
		const next = this.#gaps.findIndex((gap) => gap.start > address);
		const position = next < 0 ? this.#gaps.length : next;
		this.#gaps.splice(position, 0, { start: address, end: address + size });
		this.#mergeWithNext(position);
		this.#mergeWithNext(position - 1);
	}

	/** The floats at an address, as a view that holds until the next allocation. */
	view(address: number, count: number): Float32Array {
		return this.#current().subarray(address / 4, address / 4 + count);
	}

	/** Copies floats in. */
	write(address: number, floats: ArrayLike<number>): void {
		this.#current().set(floats, address / 4);
	}

	/** Copies 32-bit integers in. */
	writeWords(address: number, words: Int32Array): void {
		new Int32Array(this.memory.buffer, address, words.length).set(words);
	}

	/** Copies floats out. `slice` would clear the new array before it fills it, which takes as long as the copy. */
	read(address: number, count: number): Float32Array<ArrayBuffer> {
		return new Float32Array(this.view(address, count));
	}

	/** The one stretch that kernels use while they run; it grows to the largest request and is never handed out twice at a time. */
	scratch(floats: number): number {
		if (floats > this.#scratch.floats) {
			this.free(this.#scratch.address);
			this.#scratch = { address: 0, floats: 0 };
			this.#scratch = { address: this.allocate(floats), floats };
		}
		return this.#scratch.address;
	}

	#current(): Float32Array {
		if (this.#floats.buffer !== this.memory.buffer) this.#floats = new Float32Array(this.memory.buffer);
		return this.#floats;
	}

	/** Moves the end of the used memory up; a gap right before it is used as well. */
	#extend(size: number): number {
		const last = this.#gaps.at(-1);
		const address = last?.end === this.#end ? last.start : this.#end;
		const end = address + size;
		const missing = Math.ceil(end / PAGE_BYTES) - this.memory.buffer.byteLength / PAGE_BYTES;
		if (missing > 0) {
			if (Math.ceil(end / PAGE_BYTES) > this.maximumPages) throw new OutOfMemoryError(size, this.maximumPages * PAGE_BYTES);
			this.memory.grow(missing);
		}
		if (address !== this.#end) this.#gaps.pop();
		this.#end = end;
		return address;
	}

	#mergeWithNext(position: number): void {
		const gap = this.#gaps[position];
		const next = this.#gaps[position + 1];
		if (!gap || gap.end !== next?.start) return;
		gap.end = next.end;
		this.#gaps.splice(position + 1, 1);
	}
}
