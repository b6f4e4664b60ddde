import type { Tensor } from '../../engine/tensor';
import { columnMajorNumbers } from './column-major';
import { numberText } from './number-text';
import { rowTexts } from './rows';

const number = (value: number): string => numberText(value, { nan: 'NaN', infinity: 'Inf' });

/** `[1, 2]` for a vector, `[1 2; 3 4]` for a matrix; a single column and more axes by `reshape`, column by column. */
export function writeJulia(tensor: Tensor, name?: string): string {
	const { shape } = tensor;
	const text =
		shape.length === 1
			? `[${Array.from(tensor.data, number).join(', ')}]`
			: shape.length === 2 && shape[1]! > 1
				? `[${rowTexts(tensor, number)
						.map((row) => row.join(' '))
						.join('; ')}]`
				: `reshape([${columnMajorNumbers(tensor).map(number).join(', ')}], ${shape.join(', ')})`;
	return name === undefined ? text : `${name} = ${text}`;
}
