import type { Tensor } from '../../engine/tensor';
import { nestedText } from './nested-text';
import { numberText } from './number-text';

/** A C array of double with its sizes: `double kernel[2][2] = {{1, 2}, {3, 4}};`. NAN and INFINITY are those of math.h. */
export function writeC(tensor: Tensor, name = 'matrix'): string {
	const head = `double ${name}${tensor.shape.map((size) => `[${size}]`).join('')} = `;
	return `${head}${nestedText(tensor, (value) => numberText(value, { nan: 'NAN', infinity: 'INFINITY' }), ['{', '}'], head.length)};`;
}
