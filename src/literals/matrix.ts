import { elementCount, strides, type Shape } from '../engine/tensor';
import type { Note } from './literal';
import type { NumberList } from './number-list';

/** Numbers under a shape while they are being read: what the operations written around a literal are applied to. */
export class Matrix {
	constructor(
		readonly shape: Shape,
		readonly numbers: NumberList,
		readonly notes: readonly Note[] = [],
	) {}

	get rank(): number {
		return this.shape.length;
	}

	noted(note: Note): Matrix {
		return this.notes.some(({ kind }) => kind === note.kind) ? this : new Matrix(this.shape, this.numbers, [...this.notes, note]);
	}

	/** Every number times this factor, or divided by it: the same float64 operation that the program would do. */
	scaled(factor: number, operator: '*' | '/'): Matrix {
		const numbers = this.numbers.mapped(operator === '*' ? (value) => value * factor : (value) => value / factor);
		const earlier = this.notes.find((note) => note.kind === 'scaled')?.factor ?? 1;
		const notes = this.notes.filter(({ kind }) => kind !== 'scaled');
		return new Matrix(this.shape, numbers, [
			...notes,
			{ kind: 'scaled', factor: operator === '*' ? earlier * factor : earlier / factor },
		]);
	}

	/** Whole numbers, cut off towards 0. */
	truncated(): Matrix {
		if (!this.numbers.some((value) => !Number.isInteger(value))) return this;
		return new Matrix(this.shape, this.numbers.mapped(Math.trunc), this.notes).noted({ kind: 'truncated' });
	}

	/** Truth values: 0 for 0, 1 for everything else. */
	tested(): Matrix {
		if (!this.numbers.some((value) => value !== 0 && value !== 1)) return this;
		return new Matrix(
			this.shape,
			this.numbers.mapped((value) => (value === 0 ? 0 : 1)),
			this.notes,
		).noted({ kind: 'truncated' });
	}

	/** Under this shape, where one size may be -1, "whatever is left"; undefined where the numbers do not fill it. */
	reshaped(shape: Shape, order: 'rows' | 'columns' = 'rows'): Matrix | undefined {
		const sizes = completed(shape, this.numbers.length);
		if (sizes === undefined) return undefined;
		if (order === 'rows') return new Matrix(sizes, this.numbers, this.notes);
		return this.reordered(columnMajorStrides(this.shape)).filledByColumns(sizes);
	}

	/** These numbers, in their order of reading, filled into the shape column by column: the first axis fastest. */
	filledByColumns(shape: Shape): Matrix {
		const steps = strides(shape);
		const target = columnMajorStrides(shape);
		const numbers = this.numbers.picked(this.numbers.length, (index) => {
			let rest = index;
			let from = 0;
			for (let axis = 0; axis < steps.length; axis++) {
				from += Math.floor(rest / steps[axis]!) * target[axis]!;
				rest %= steps[axis]!;
			}
			return from;
		});
		return new Matrix(shape, numbers, this.notes);
	}

	/** The axes in another order: axis i of the result is axis `axes[i]` of this. */
	permuted(axes: readonly number[]): Matrix {
		const from = strides(this.shape);
		const shape = axes.map((axis) => this.shape[axis]!);
		const steps = strides(shape);
		const numbers = this.numbers.picked(this.numbers.length, (index) => {
			let rest = index;
			let source = 0;
			for (let axis = 0; axis < steps.length; axis++) {
				source += Math.floor(rest / steps[axis]!) * from[axes[axis]!]!;
				rest %= steps[axis]!;
			}
			return source;
		});
		return new Matrix(shape, numbers, this.notes);
	}

	/** The outermost axis repeated, as Python repeats a list. */
	repeated(times: number): Matrix {
		const count = this.numbers.length;
		return new Matrix(
			[this.shape[0]! * times, ...this.shape.slice(1)],
			this.numbers.picked(count * times, (index) => index % count),
			this.notes,
		);
	}

	/** The numbers one behind the other in the order given by a stride per axis. */
	private reordered(targetStrides: readonly number[]): Matrix {
		const steps = strides(this.shape);
		const order = new Uint32Array(this.numbers.length);
		for (let index = 0; index < order.length; index++) {
			let rest = index;
			let target = 0;
			for (let axis = 0; axis < steps.length; axis++) {
				target += Math.floor(rest / steps[axis]!) * targetStrides[axis]!;
				rest %= steps[axis]!;
			}
			order[target] = index;
		}
		return new Matrix(
			this.shape,
			this.numbers.picked(order.length, (index) => order[index]!),
			this.notes,
		);
	}
}

/** How far apart neighbours along each axis are when the first axis is the fastest. */
function columnMajorStrides(shape: Shape): number[] {
	let step = 1;
	return shape.map((size) => {
		const own = step;
		step *= size;
		return own;
	});
}

/** The shape with its -1 worked out, or undefined where `count` numbers do not fill it. */
function completed(shape: Shape, count: number): Shape | undefined {
	if (shape.some((size) => !Number.isInteger(size) || size < -1 || size === 0)) return undefined;
	const open = shape.filter((size) => size === -1).length;
	if (open > 1) return undefined;
	if (open === 0) return elementCount(shape) === count ? shape : undefined;
	const rest = count / elementCount(shape.map(Math.abs));
	return Number.isInteger(rest) && rest > 0 ? shape.map((size) => (size === -1 ? rest : size)) : undefined;
}
