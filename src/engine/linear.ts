import { refuse, requireWhole } from './error';
import type { LinearLayer, LinearStage } from './layer';
import { finish, type MapAxis, type Operator, type Steps } from './operator';
import type { ReceptiveField } from './receptive-field';
import { offsetOf, tensor, type Shape, type Tensor } from './tensor';

/** One product of a fully connected layer. */
export interface LinearTerm {
	readonly inputCell: readonly number[];
	readonly value: number;
	readonly weight: number;
	readonly product: number;
}

/** The exact sum behind one output of a fully connected layer, in the order in which it is added up. */
export interface LinearTrace {
	readonly kind: 'linear';
	readonly cell: readonly number[];
	readonly terms: readonly LinearTerm[];
	readonly sum: number;
	readonly bias: number | undefined;
	readonly total: number;
}

/**
 * A fully connected layer over the last axis with weights (outputs, features), PyTorch's `Linear`; Keras' `Dense` holds them transposed.
 * @throws EngineError 'rank-mismatch', 'empty-tensor' or 'bias-mismatch'
 */
export function linear(weights: Tensor, bias?: Tensor): LinearStage {
	const [outputs, features] = weights.shape;
	if (weights.shape.length !== 2 || outputs === undefined || features === undefined) {
		refuse('rank-mismatch', { expected: '(outputs, features)', shape: weights.shape });
	}
	if (weights.data.length === 0) refuse('empty-tensor', { shape: weights.shape });
	if (bias !== undefined && bias.data.length !== outputs) refuse('bias-mismatch', { filters: outputs, biases: bias.data.length });
	return { kind: 'linear', features, outputs, hasBias: bias !== undefined, weights, bias };
}

function sizesOf({ features, outputs }: LinearLayer, inputShape: Shape): { readonly axes: []; readonly outputShape: Shape } {
	requireWhole('features', features, 1);
	requireWhole('features', outputs, 1);
	const inputFeatures = inputShape.at(-1);
	if (inputFeatures === undefined) refuse('rank-mismatch', { expected: '(…, features)', shape: inputShape });
	if (inputFeatures !== features) refuse('feature-mismatch', { inputFeatures, features, of: 'features' });
	return { axes: [], outputShape: [...inputShape.slice(0, -1), outputs] };
}

/** After a flattening every output sees the whole map; else it sees the last axis as a whole. */
function growByLinear(_layer: LinearLayer, field: ReceptiveField, { axis, axes, cells, inputShape }: MapAxis): ReceptiveField {
	const sees = inputShape.length === 2 || axis === axes - 1;
	return sees ? { ...field, size: field.size + (cells - 1) * field.jump } : field;
}

/** Every output of every row, one after the other. */
function* linearSteps(stage: LinearStage, input: Tensor): Steps {
	const { outputShape } = sizesOf(stage, input.shape);
	const { features, outputs, weights } = stage;
	const rows = input.data.length / features;
	const output = new Float64Array(rows * outputs);
	for (let row = 0; row < rows; row++) for (let at = 0; at < outputs; at++) {
		let sum = 0;
		for (let feature = 0; feature < features; feature++) {
			sum += input.data[row * features + feature]! * weights.data[at * features + feature]!;
		}
		const bias = stage.bias?.data[at];
		output[row * outputs + at] = bias === undefined ? sum : sum + bias;
		yield features;
	}
	return tensor(outputShape, output);
}

/** A fully connected layer. */
export const linearOperator: Operator<LinearLayer, LinearStage, LinearTrace> = {
	sizes: sizesOf,
	grow: growByLinear,
	run: (stage, input) => finish(linearSteps(stage, input)),
	steps: linearSteps,
	trace({ features, weights, bias: biases }, input, cell) {
		const row = cell.slice(0, -1);
		const at = cell.at(-1)!;
		const terms = Array.from({ length: features }, (_, feature): LinearTerm => {
			const inputCell = [...row, feature];
			const value = input.data[offsetOf(input.shape, inputCell)]!;
			const weight = weights.data[at * features + feature]!;
			return { inputCell, value, weight, product: value * weight };
		});
		const sum = terms.reduce((total, { product }) => total + product, 0);
		const bias = biases?.data[at];
		return { kind: 'linear', cell, terms, sum, bias, total: bias === undefined ? sum : sum + bias };
	},
};
