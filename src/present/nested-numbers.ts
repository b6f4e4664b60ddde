import type { Shape, Tensor } from '../engine/tensor';

/** One number as Python reads it. */
export function pythonNumber(value: number): string {
	if (Number.isNaN(value)) return 'float("nan")';
	if (!Number.isFinite(value)) return value > 0 ? 'float("inf")' : '-float("inf")';
	return Object.is(value, -0) ? '-0.0' : String(value);
}

/** A tensor as nested Python lists, a row of the last axis on each line. */
export function nestedLists({ shape, data }: Tensor, indent = ''): string {
	const write = (axes: Shape, offset: number, depth: number): string => {
		const [size = 1, ...inner] = axes;
		if (inner.length === 0) return `[${Array.from(data.subarray(offset, offset + size), pythonNumber).join(', ')}]`;
		const step = inner.reduce((product, each) => product * each, 1);
		const parts = Array.from({ length: size }, (_, index) => write(inner, offset + index * step, depth + 1));
		return `[${parts.join(`,\n${indent}${' '.repeat(depth + 1)}`)}]`;
	};
	return write(shape, 0, 0);
}
