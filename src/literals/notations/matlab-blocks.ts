import { commentEnd } from '../blanks';
import { Code, isBlank, isLineEnd } from '../characters';
import { foundMatrix, foundRefusal, matrixOf, type Found } from '../found';
import { Matrix } from '../matrix';
import { NumberList } from '../number-list';
import { Rows } from '../rows';
import type { Source } from '../source';
import { readMatlab } from './matlab';

const DEEPEST = 4;

/**
 * Reads a MATLAB bracket that puts matrices together: `[[1 2]; [3 4]]` one above the other, `[[1 2], [3 4]]` side by side. Undefined
 * where anything but brackets stands in it.
 */
export function readMatlabBlocks(source: Source, start: number, depth = 0): Found | undefined {
	const { text, language } = source;
	const numbers = new NumberList();
	const rows = new Rows();
	let beside: Found[] = [];
	const endRow = (): Found | undefined => {
		const [first] = beside;
		if (first === undefined) return undefined;
		const blocks = beside.map((block) => matrixOf(block)!);
		const height = blocks[0]!.shape[0]!;
		const odd = blocks.findIndex(({ shape }) => shape[0] !== height);
		if (odd >= 0) {
			const refusal = {
				reason: 'ragged',
				row: odd + 1,
				count: blocks[odd]!.shape[0]!,
				firstRow: 1,
				lastRow: odd,
				expected: height,
			} as const;
			return foundRefusal('matlab', beside[odd]!.range, refusal);
		}
		const width = blocks.reduce((sum, { shape }) => sum + shape[1]!, 0);
		for (let row = 0; row < height; row++) {
			for (const { shape, numbers: own } of blocks) own.picked(shape[1]!, (index) => row * shape[1]! + index).copyTo(numbers);
			rows.push(rows.length, width, first.range.start, beside.at(-1)!.range.end);
		}
		beside = [];
		return undefined;
	};
	for (let at = start + 1; at < text.length;) {
		const code = text.charCodeAt(at);
		if (code === Code.bracket) {
			const block = readMatlab(source, at) ?? (depth < DEEPEST ? readMatlabBlocks(source, at, depth + 1) : undefined);
			if (block === undefined) return undefined;
			if (matrixOf(block) === undefined) return { ...block, range: { start, end: block.range.end } };
			beside.push(block);
			at = block.range.end;
			continue;
		}
		const isRowEnd = code === Code.semicolon || isLineEnd(code) || code === Code.bracketEnd;
		const problem = isRowEnd ? endRow() : undefined;
		if (problem !== undefined) return { ...problem, range: { start, end: Math.max(at, problem.range.end) } };
		if (code === Code.bracketEnd) return conclude(rows, numbers, { start, end: at + 1 });
		const comment = commentEnd(text, at, language);
		if (comment > at) at = comment;
		else if (isRowEnd || isBlank(code) || code === Code.comma) at++;
		else return undefined;
	}
	return undefined;
}

function conclude(rows: Rows, numbers: NumberList, range: { start: number; end: number }): Found | undefined {
	if (rows.length === 0) return undefined;
	if (rows.ragged) return foundRefusal('matlab', range, rows.refusal().refusal, rows.refusal().at);
	return foundMatrix('matlab', range, new Matrix([rows.length, rows.width], numbers));
}
