import type { Layer, Stage } from '../engine/layer';
import { traceCell, type StagePlan } from '../engine/pipeline';
import { shapeText, type Shape, type Tensor } from '../engine/tensor';
import { arithmeticText } from './arithmetic';
import { axisLetters, formulaText, outputSizeFormula } from './formula';
import { showCount } from './number';
import { parametersText } from './parameters';

/** One step of a chain, as every surface tells it. */
export interface ShownStep {
	/** As the reader wrote it. */
	readonly operation: string;
	readonly plan: Pick<StagePlan, 'geometry' | 'cost'>;
	readonly layer: Layer;
}

/** The output-size formula of a step along each spatial axis, with its numbers; once where all axes are alike. */
export function stepFormulas({ plan: { geometry: { axes } } }: ShownStep): string[] {
	if (axes.some(({ transposed }) => transposed !== undefined)) return [];
	const letters = axisLetters(axes.length);
	const all = axes.map((axis, index) => ({ axis: JSON.stringify({ ...axis }), text: formulaText(outputSizeFormula(axis, letters[index]!).numeric) }));
	return all.filter(({ axis }, index) => all.findIndex((other) => other.axis === axis) === index).map(({ text }) => text);
}

/** The parameters of a step, term by term where it is a convolution: `896 = 32 × (3·3·3 + 1)`. */
export function stepParameters({ layer, plan: { cost: { weights, biases } } }: ShownStep): string {
	return layer.kind === 'convolution' ? parametersText(layer, layer.hasBias) : showCount(weights + biases);
}

/** The sum behind the first output cell of a step that was run. */
export function firstCellArithmetic(stage: Stage, input: Tensor, outputShape: Shape): string {
	return arithmeticText(traceCell(stage, input, outputShape.map(() => 0)));
}

/** A step as a row of a table: operation, output, parameters, multiply-adds. */
export function stepRow(step: ShownStep): readonly [string, string, string, string] {
	const { geometry: { outputShape }, cost } = step.plan;
	return [step.operation, shapeText(outputShape.slice(1)), showCount(cost.weights + cost.biases), showCount(cost.multiplyAdds)];
}
