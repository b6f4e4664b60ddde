import { arithmeticText } from './arithmetic';
import type { Trace } from '../engine/pipeline';
import type { Localize } from './localize';

/** A pass as a Markdown table: a row for each output cell, with its arithmetic. Rows and columns count from 1. Of hidden cells the result is left open. */
export function stepTable(traces: readonly Trace[], localize: Localize, isHidden: (index: number) => boolean = () => false): string {
	const rows = traces.map((trace, index) => {
		const { cell } = trace;
		const [row, column] = [cell.length >= 3 ? cell.at(-2)! + 1 : 1, cell.at(-1)! + 1];
		const text = arithmeticText(trace);
		const equals = Math.max(text.lastIndexOf(' = '), text.lastIndexOf(' ≈ '));
		const [terms, total] = equals < 0 ? ['', text] : [text.slice(0, equals), text.slice(equals + 1).replace(/^= /, '')];
		return `| ${index + 1} | ${row}, ${column} | ${terms.replaceAll('|', '\\|')} | ${isHidden(index) ? '?' : total} |`;
	});
	return [
		`| ${localize('step')} | ${localize('row, column')} | ${localize('arithmetic')} | ${localize('result')} |`,
		'| --: | --- | --- | --: |',
		...rows,
		'',
	].join('\n');
}
