import { shapeText } from '../engine/tensor';
import { firstCellArithmetic, stepFormulas, stepParameters } from '../present/chain';
import { fullNumber, showCount } from '../present/number';
import { worksheetSentence } from '../present/worksheet-problem';
import { receptiveFieldOf, totalsOf } from '../worksheet/counts';
import { shownShape, type NumbersValue, type SizesValue } from '../worksheet/value';
import type { EvaluatedStatement } from '../worksheet/worksheet';
import { localize } from './localize';
import { statementTitle } from './worksheet-hover';

/** More values than this are not written out. */
const MOST_VALUES = 256;

function valueRows({ tensor: { shape, data } }: NumbersValue): string[] {
	if (data.length > MOST_VALUES) return [`(${showCount(data.length)} values)`];
	const columns = shape.at(-1) ?? 1;
	return Array.from({ length: data.length / columns }, (_, row) => Array.from(data.subarray(row * columns, (row + 1) * columns), fullNumber).join(' '));
}

function numbersLines(value: NumbersValue): string[] {
	return [...valueRows(value), ...value.steps.flatMap(({ operation, stage, input, output, plan }) => {
		const arithmetic = firstCellArithmetic(stage, input, output.shape);
		const step = { operation, layer: stage, plan };
		return [...stepFormulas(step).map((formula) => `${operation}: ${formula}`), ...(arithmetic.length < 1000 ? [`${operation}, first cell: ${arithmetic}`] : [])];
	})];
}

function sizesLines(value: SizesValue): string[] {
	const { parameters, multiplyAdds, nodes, fullyConnected } = totalsOf(value);
	const layers = value.steps.flatMap((step) => [
		`${step.operation}: ${shapeText(step.plan.geometry.inputShape)} -> ${shapeText(step.plan.geometry.outputShape)}, parameters ${stepParameters(step)}, multiply-adds ${showCount(step.plan.cost.multiplyAdds)}`,
		...stepFormulas(step).map((formula) => `  ${formula}`),
	]);
	return [
		...layers,
		`parameters ${showCount(parameters)}, multiply-adds ${showCount(multiplyAdds)}, nodes ${showCount(nodes)}, weights of a fully connected layer in its place ${showCount(fullyConnected)}`,
		`receptive field ${receptiveFieldOf(value).join('×')}`,
	];
}

/** A worksheet's results as plain text: sizes, numbers, formulas, the arithmetic of the first cells, counts and problems. */
export function worksheetReport(statements: readonly EvaluatedStatement[]): string {
	return statements.map((each) => {
		const { value, isMet, problems } = each.result;
		const lines = [
			...problems.map(({ problem }) => `error: ${worksheetSentence(problem, localize)}`),
			...(isMet === true ? ['right'] : []),
			...(value === undefined || isMet !== undefined ? [] : value.kind === 'numbers' ? numbersLines(value) : sizesLines(value)),
		];
		const shape = value === undefined ? '' : ` ${shapeText(shownShape(value))}`;
		return [`${statementTitle(each)}${shape}`, ...lines.map((line) => `  ${line}`)].join('\n');
	}).join('\n');
}
