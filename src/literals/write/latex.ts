import type { Tensor } from '../../engine/tensor';
import { numberText } from './number-text';
import { rowTexts } from './rows';

/** `\begin{bmatrix} 1 & 2 \\ 3 & 4 \end{bmatrix}`, powers of ten written out. A vector is a row. */
export function writeLatex(tensor: Tensor, name?: string): string {
	const rows = rowTexts(tensor, number).map((row) => `  ${row.join(' & ')}`);
	return `${name === undefined ? '' : `${name} = `}\\begin{bmatrix}\n${rows.join(' \\\\\n')}\n\\end{bmatrix}`;
}

function number(value: number): string {
	const text = numberText(value, { nan: '\\text{NaN}', infinity: '\\infty' });
	const [, mantissa, exponent] = /^(-?[\d.]+)e\+?(-?\d+)$/.exec(text) ?? [];
	return mantissa === undefined ? text : `${mantissa} \\times 10^{${exponent!}}`;
}
