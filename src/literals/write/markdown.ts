import type { Tensor } from '../../engine/tensor';
import { numberText } from './number-text';
import { rowTexts } from './rows';

/** A Markdown table under an empty header, its columns aligned to the right. A vector is a row. */
export function writeMarkdown(tensor: Tensor): string {
	const rows = rowTexts(tensor, (value) => numberText(value, { nan: 'NaN', infinity: 'Infinity' }));
	const widths = rows[0]!.map((_, column) => Math.max(3, ...rows.map((row) => row[column]!.length)));
	const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
	return [line(widths.map((width) => ' '.repeat(width))), `|${widths.map((width) => `${'-'.repeat(width + 1)}:`).join('|')}|`]
		.concat(rows.map((row) => line(row.map((cell, column) => cell.padStart(widths[column]!)))))
		.join('\n');
}
