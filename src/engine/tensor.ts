/** The sizes of a tensor's axes, outermost first: (N, C, H, W) for a batch of images. */
export type Shape = readonly number[];

/** Numbers in row-major order, the last axis fastest. `data.length` is the product of `shape`. */
export interface Tensor {
	readonly shape: Shape;
	readonly data: Float64Array;
}

/** How many numbers a tensor of this shape holds: 1 for a scalar's empty shape. */
export function elementCount(shape: Shape): number {
	return shape.reduce((product, size) => product * size, 1);
}

/**
 * A tensor of the given shape over the given numbers (copied unless they already are a Float64Array).
 * @throws RangeError where the numbers do not fill the shape exactly
 */
export function tensor(shape: Shape, numbers: ArrayLike<number>): Tensor {
	if (numbers.length !== elementCount(shape)) {
		throw new RangeError(`${numbers.length} numbers do not fill the shape (${shape.join(', ')})`);
	}
	return { shape: [...shape], data: numbers instanceof Float64Array ? numbers : Float64Array.from(numbers) };
}

/** The same numbers under another shape that holds as many. */
export function reshape({ data }: Tensor, shape: Shape): Tensor {
	return tensor(shape, data);
}

/** How far apart, in `data`, neighbours along each axis are: (C·H·W, H·W, W, 1) for (N, C, H, W). */
export function strides(shape: Shape): number[] {
	const steps = new Array<number>(shape.length).fill(1);
	for (let axis = shape.length - 2; axis >= 0; axis--) steps[axis] = steps[axis + 1]! * shape[axis + 1]!;
	return steps;
}

/** Where the cell at these coordinates stands in `data`. */
export function offsetOf(shape: Shape, cell: readonly number[]): number {
	return strides(shape).reduce((offset, step, axis) => offset + step * cell[axis]!, 0);
}

/** The coordinates of the cell at this offset: the inverse of {@link offsetOf}. */
export function cellAt(shape: Shape, offset: number): number[] {
	return strides(shape).map((step, axis) => Math.floor(offset / step) % shape[axis]!);
}

/** A shape as people write it: (3, 28, 28). */
export function shapeText(shape: Shape): string {
	return `(${shape.join(', ')}${shape.length === 1 ? ',' : ''})`;
}

/** Every cell of a small index space, the last axis fastest. */
export function* cellsOf(shape: Shape): Generator<number[]> {
	if (elementCount(shape) === 0) return;
	const cell = new Array<number>(shape.length).fill(0);
	for (;;) {
		yield [...cell];
		let axis = shape.length - 1;
		while (axis >= 0 && cell[axis]! + 1 === shape[axis]) cell[axis--] = 0;
		if (axis < 0) return;
		cell[axis]!++;
	}
}

/** Brings one to three spatial axes to exactly three, by axes of size 1 in front: one loop nest serves all ranks. */
export function asThree<Value>(values: readonly Value[], filler: Value): [Value, Value, Value] {
	return [...new Array<Value>(3 - values.length).fill(filler), ...values] as [Value, Value, Value];
}
