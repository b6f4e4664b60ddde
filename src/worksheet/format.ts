import type { TextRange } from '../literals/literal';
import type { Expression, MatrixExpression } from './syntax';
import type { EvaluatedStatement } from './worksheet';

/** A stretch of the worksheet and what it should read. */
export interface Replacement {
	readonly range: TextRange;
	readonly text: string;
}

function rowsOf(value: Expression | undefined): MatrixExpression | undefined {
	if (value?.kind === 'chain') return rowsOf(value.source);
	return value?.kind === 'matrix' && value.notation === 'rows' ? value : undefined;
}

/** The numbers as they are written, right-aligned in columns as wide as their widest. */
function alignedRows(texts: readonly string[], columns: number, indent: number): string {
	const widths = Array.from({ length: columns }, (_, column) => Math.max(...texts.filter((_text, index) => index % columns === column).map(({ length }) => length)));
	const rows = Array.from({ length: texts.length / columns }, (_, row) => texts.slice(row * columns, (row + 1) * columns));
	return rows.map((row) => row.map((text, column) => text.padStart(widths[column]!)).join(' ')).join(`\n${' '.repeat(indent)}`);
}

/**
 * How a statement should be laid out: one blank on both sides of its equals sign, the columns of its matrix aligned below each other.
 * Statements with comments or semicolons inside their rows stay as they are.
 */
export function formatStatement({ start, text, statement }: EvaluatedStatement): Replacement | undefined {
	const matrix = rowsOf(statement.value);
	const valueStart = statement.value?.range.start;
	if (valueStart === undefined || statement.kind === 'value') return undefined;
	const head = text.slice(0, valueStart);
	if (/[#\n]/.test(head)) return undefined;
	const formattedHead = head.replace(/\s*=\s*$/, ' = ');
	const end = matrix?.range.end ?? valueStart;
	const written = text.slice(0, end);
	if (/[#;]/.test(written)) return undefined;
	const body = matrix === undefined ? '' : alignedRows(matrix.numberRanges.map((range) => text.slice(range.start, range.end)), matrix.tensor.shape.at(-1) ?? 1, formattedHead.length);
	const formatted = formattedHead + body;
	return formatted === written ? undefined : { range: { start, end: start + end }, text: formatted };
}
