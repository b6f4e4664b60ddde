import type { Tensor } from '../../engine/tensor';
import { columnMajorNumbers } from './column-major';
import { numberText } from './number-text';
import { rowTexts } from './rows';

const number = (value: number): string => numberText(value, { nan: 'NaN', infinity: 'Inf' });

/** `name = [1 2; 3 4];`; beyond two axes, `reshape` of the numbers column by column. A vector is a row. */
export function writeMatlab(tensor: Tensor, name?: string): string {
	const text =
		tensor.shape.length <= 2
			? `[${rowTexts(tensor, number)
					.map((row) => row.join(' '))
					.join('; ')}]`
			: `reshape([${columnMajorNumbers(tensor).map(number).join(' ')}], ${tensor.shape.join(', ')})`;
	return name === undefined ? text : `${name} = ${text};`;
}
