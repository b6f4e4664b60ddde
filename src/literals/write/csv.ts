import type { Tensor } from '../../engine/tensor';
import { numberText } from './number-text';
import { rowTexts } from './rows';

/** Comma-separated lines without a header. A vector is a row. */
export function writeCsv(tensor: Tensor): string {
	return `${rowTexts(tensor, (value) => numberText(value, { nan: 'NaN', infinity: 'Infinity' }))
		.map((row) => row.join(','))
		.join('\n')}\n`;
}
