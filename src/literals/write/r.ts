import type { Tensor } from '../../engine/tensor';
import { columnMajorNumbers } from './column-major';
import { numberText } from './number-text';
import { rowTexts } from './rows';

const number = (value: number): string => numberText(value, { nan: 'NaN', infinity: 'Inf' });

/** `c(…)`, `matrix(c(…), nrow = 2, byrow = TRUE)`, or `array(c(…), dim = c(…))` column by column. */
export function writeR(tensor: Tensor, name?: string): string {
	const head = name === undefined ? '' : `${name} <- `;
	const { shape } = tensor;
	if (shape.length === 1) return `${head}c(${Array.from(tensor.data, number).join(', ')})`;
	if (shape.length > 2) return `${head}array(c(${columnMajorNumbers(tensor).map(number).join(', ')}), dim = c(${shape.join(', ')}))`;
	const rows = rowTexts(tensor, number)
		.map((row) => row.join(', '))
		.join(`,\n${' '.repeat(head.length + 9)}`);
	return `${head}matrix(c(${rows}), nrow = ${shape[0]!}, byrow = TRUE)`;
}
