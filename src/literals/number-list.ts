import { tensor, type Shape, type Tensor } from '../engine/tensor';
import type { TextRange } from './literal';

/** Numbers with the places where they are written: typed arrays that grow, so that a long list costs no object per number. */
export class NumberList {
	private values = new Float64Array(16);
	private places = new Uint32Array(32);
	length = 0;

	push(value: number, start: number, end: number): void {
		if (this.length === this.values.length) this.grow();
		this.values[this.length] = value;
		this.places[2 * this.length] = start;
		this.places[2 * this.length + 1] = end;
		this.length++;
	}

	/** Forgets every number from this one on. */
	truncate(length: number): void {
		this.length = length;
	}

	/** The numbers under this shape, which they fill exactly. */
	tensor(shape: Shape): Tensor {
		return tensor(shape, this.values.slice(0, this.length));
	}

	ranges(): TextRange[] {
		return Array.from({ length: this.length }, (_, index) => ({ start: this.places[2 * index]!, end: this.places[2 * index + 1]! }));
	}

	private grow(): void {
		const values = new Float64Array(this.values.length * 2);
		values.set(this.values);
		this.values = values;
		const places = new Uint32Array(this.places.length * 2);
		places.set(this.places);
		this.places = places;
	}
}
