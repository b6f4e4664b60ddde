import { tensor, type Shape, type Tensor } from '../engine/tensor';
import type { TextRange } from './literal';

/** Numbers with the places where they are written: typed arrays that grow, so that a long list costs no object per number. */
export class NumberList {
	length = 0;
	private values: Float64Array<ArrayBuffer>;
	private places: Uint32Array<ArrayBuffer>;

	constructor(capacity = 16) {
		this.values = new Float64Array(capacity);
		this.places = new Uint32Array(2 * capacity);
	}

	/** `count` numbers that are written at one place, such as those that a function makes. */
	static made(count: number, value: (index: number) => number, { start, end }: TextRange): NumberList {
		const list = new NumberList(count);
		for (let index = 0; index < count; index++) list.push(value(index), start, end);
		return list;
	}

	push(value: number, start: number, end: number): void {
		const { length } = this;
		if (length === this.values.length) this.grow();
		this.values[length] = value;
		this.places[2 * length] = start;
		this.places[2 * length + 1] = end;
		this.length = length + 1;
	}

	/** Adds a number that is already there, at its place, once more. */
	repeat(index: number): void {
		this.push(this.values[index]!, this.places[2 * index]!, this.places[2 * index + 1]!);
	}

	/** Where this number ends in the text. */
	endOf(index: number): number {
		return this.places[2 * index + 1]!;
	}

	at(index: number): number {
		return this.values[index]!;
	}

	/** Forgets every number from this one on. */
	truncate(length: number): void {
		this.length = length;
	}

	/** The numbers in another order, or some of them: `source(i)` is which of these stands at i. */
	picked(count: number, source: (index: number) => number): NumberList {
		const list = new NumberList(count);
		for (let index = 0; index < count; index++) {
			const from = source(index);
			list.push(this.values[from]!, this.places[2 * from]!, this.places[2 * from + 1]!);
		}
		return list;
	}

	/** Adds these numbers to another list. */
	copyTo(other: NumberList): void {
		for (let index = 0; index < this.length; index++)
			other.push(this.values[index]!, this.places[2 * index]!, this.places[2 * index + 1]!);
	}

	/** The same numbers, written so much further on. */
	shifted(distance: number): NumberList {
		const list = new NumberList(this.length);
		for (let index = 0; index < this.length; index++)
			list.push(this.values[index]!, this.places[2 * index]! + distance, this.places[2 * index + 1]! + distance);
		return list;
	}

	/** Other numbers, written at the same places. */
	mapped(change: (value: number) => number): NumberList {
		const list = new NumberList(this.length);
		for (let index = 0; index < this.length; index++)
			list.push(change(this.values[index]!), this.places[2 * index]!, this.places[2 * index + 1]!);
		return list;
	}

	some(test: (value: number) => boolean): boolean {
		for (let index = 0; index < this.length; index++) if (test(this.values[index]!)) return true;
		return false;
	}

	/** The numbers under this shape, which they fill exactly. */
	tensor(shape: Shape): Tensor {
		return tensor(shape, this.values.slice(0, this.length));
	}

	ranges(): TextRange[] {
		return Array.from({ length: this.length }, (_, index) => ({ start: this.places[2 * index]!, end: this.places[2 * index + 1]! }));
	}

	private grow(): void {
		const values = new Float64Array(Math.max(16, this.values.length * 2));
		values.set(this.values);
		this.values = values;
		const places = new Uint32Array(2 * values.length);
		places.set(this.places);
		this.places = places;
	}
}
