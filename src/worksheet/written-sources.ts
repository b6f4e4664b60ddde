import type { ConvolutionStage } from '../engine/layer';
import type { TextRange } from '../literals/literal';
import { operationNamed } from './signatures';
import type { Call, Expression } from './syntax';
import type { EvaluatedStatement } from './worksheet';

/** Where the two matrices of a convolution are written in a worksheet. */
export interface WrittenSources {
	readonly input: TextRange;
	readonly kernel: TextRange;
	/** The convolution itself, with its settings. */
	readonly stage: ConvolutionStage;
}

/** The convolution that a value begins with. */
function convolutionOf(evaluated: EvaluatedStatement | undefined): ConvolutionStage | undefined {
	const value = evaluated?.result.value;
	const stage = value?.kind === 'numbers' ? value.steps[0]?.stage : undefined;
	return stage?.kind === 'convolution' ? stage : undefined;
}

/** The convolution that a value begins with, and its two operands as they are written. */
function operandsOf(value: Expression | undefined): readonly [Expression, Expression] | undefined {
	const operand = (call: Call | undefined, name: string, place: number): Expression | undefined =>
		(call?.arguments.find((each) => each.name?.text === name) ?? call?.arguments.filter((each) => each.name === undefined)[place])?.value;
	const call = value?.kind === 'call' ? value : value?.kind === 'chain' ? value.stages[0] : undefined;
	if (call === undefined || operationNamed(call.operation) !== 'conv') return undefined;
	const input = value?.kind === 'chain' ? value.source : operand(call, 'input', 0);
	const kernel = operand(call, 'kernel', value?.kind === 'chain' ? 0 : 1);
	return input && kernel && [input, kernel];
}

/** The matrices that the convolution of a statement is written with; undefined where one of them is computed, or there is no convolution. */
export function writtenSources(statements: readonly EvaluatedStatement[], index: number): WrittenSources | undefined {
	const operands = operandsOf(statements[index]?.statement.value);
	const stage = convolutionOf(statements[index]);
	if (operands === undefined || stage === undefined) return undefined;
	const placeOf = (expression: Expression): TextRange | undefined => {
		const at = expression.kind === 'name'
			? statements.findLastIndex(({ statement }, place) => place < index && statement.name?.text === expression.name)
			: index;
		const statement = statements[at];
		const matrix = expression.kind === 'name' ? statement?.statement.value : expression;
		if (statement === undefined || matrix?.kind !== 'matrix') return undefined;
		return { start: matrix.range.start + statement.start, end: matrix.range.end + statement.start };
	};
	const [input, kernel] = operands.map(placeOf);
	return input && kernel && { input, kernel, stage };
}
