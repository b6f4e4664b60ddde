import { elementCount, type Tensor } from '../../engine/tensor';

/** Numbers in nested brackets, the innermost on one line each, the others below one another from this column on. */
export function nestedText(
	{ shape, data }: Tensor,
	number: (value: number) => string,
	[open, close]: readonly [string, string],
	column: number,
): string {
	const write = (axis: number, from: number): string => {
		const step = elementCount(shape.slice(axis + 1));
		const size = shape[axis]!;
		const isInnermost = axis === shape.length - 1;
		const parts = Array.from({ length: size }, (_, index) =>
			isInnermost ? number(data[from + index]!) : write(axis + 1, from + index * step),
		);
		return open + parts.join(isInnermost ? ', ' : `,\n${' '.repeat(column + axis + 1)}`) + close;
	};
	return write(0, 0);
}
