import { cellAt, type Shape } from '../engine/tensor';
import type { LocatedProblem } from './problem';
import type { Statement } from './syntax';
import { shownShape, type Value } from './value';

/** Leading axes of one cell say nothing about whether an answer is right. */
function trimmed(shape: Shape): Shape {
	const first = shape.findIndex((size) => size !== 1);
	return first < 0 ? [] : shape.slice(first);
}

/** How far a value may be from the answer: half of the last decimal that is written, nothing for a whole number but what float64 cannot tell. */
function tolerance(answer: number, actual: number): number {
	const rounding = 1e-9 * Math.max(1, Math.abs(answer), Math.abs(actual));
	const [mantissa = '', exponent = '0'] = String(answer).split('e');
	const decimals = mantissa.split('.')[1]?.length ?? 0;
	return decimals === 0 ? rounding : Math.max(rounding, 0.5 * 10 ** (Number(exponent) - decimals) * (1 + 1e-9));
}

/** What is wrong with an answer; undefined where it is right. */
export function compareWithAnswer({ value: answerExpression, subject: asked }: Statement, computed: Value, answer: Value): LocatedProblem | undefined {
	const range = answerExpression!.range;
	if (computed.kind === 'sizes' || answer.kind === 'sizes') {
		return { problem: { code: 'no-numbers' }, range: computed.kind === 'sizes' ? asked!.range : range };
	}
	const [expected, actual] = [shownShape(answer), shownShape(computed)];
	if (trimmed(expected).join() !== trimmed(actual).join()) return { problem: { code: 'expected-shape', expected, actual }, range };
	const isRight = (index: number): boolean => {
		const [given, right] = [answer.tensor.data[index]!, computed.tensor.data[index]!];
		return Object.is(given, right) || given === right || Math.abs(given - right) <= tolerance(given, right);
	};
	const wrong = Array.from(answer.tensor.data, (_, index) => index).filter((index) => !isRight(index));
	const [first] = wrong;
	if (first === undefined) return undefined;
	const places = answerExpression?.kind === 'matrix' ? answerExpression.numberRanges : undefined;
	return {
		problem: {
			code: 'expected-value', cell: cellAt(actual, first), expected: answer.tensor.data[first]!, actual: computed.tensor.data[first]!,
			wrong: wrong.length, count: answer.tensor.data.length,
		},
		range: places?.[first] ?? range,
	};
}
