import assert from 'node:assert/strict';
import { shownShape } from '../../../src/worksheet/value';
import { evaluateWorksheet, type EvaluatedStatement } from '../../../src/worksheet/worksheet';

/** What a value is, in one line: `2×2: 6 2 6 -50`, or `(32, 13, 13)` where only sizes are known. */
export function told({ result: { value } }: EvaluatedStatement): string {
	if (value === undefined) return '—';
	const shape = shownShape(value);
	return value.kind === 'sizes' ? `(${shape.join(', ')})` : `${shape.join('×')}: ${Array.from(value.tensor.data).join(' ')}`;
}

/** What the last statement of a worksheet gives. */
export function lastOf(text: string): string {
	return told(evaluateWorksheet(text).at(-1)!);
}

/** The problems of a worksheet: code and the text they stand at. */
export function problemsOf(text: string): string[] {
	return evaluateWorksheet(text).flatMap(({ start, result: { problems } }) => problems.map(({ problem, range }) => {
		const code = problem.code === 'engine' ? problem.problem.code : problem.code === 'matrix' ? problem.refusal.reason : problem.code;
		return `${code} at “${text.slice(start + range.start, start + range.end)}”`;
	}));
}

export const LECTURE = `# the lecture's example
X = 1  2  4  3
    5  6  8  7
    9 10 12 11
   13 14 16  2

K = 1 -2
   -3  4
`;

/** Fails unless the worksheet is free of problems. */
export function assertClean(text: string): void {
	assert.deepEqual(problemsOf(text), []);
}
