import { planPipeline } from '../engine/pipeline';
import { elementCount, tensor } from '../engine/tensor';
import { fail } from './problem';
import type { OperationName } from './signatures';
import type { Call } from './syntax';
import { shownShape, writtenValue, type NumbersValue, type Value } from './value';

/** The parameters, multiply-adds and cells of a chain. */
export interface ChainTotals {
	readonly parameters: number;
	readonly multiplyAdds: number;
	/** Output cells of one sample. */
	readonly nodes: number;
	/** Weights of a fully connected layer from the chain's input to its output. */
	readonly fullyConnected: number;
}

/** Adds up what the layers of a chain cost. */
export function totalsOf(value: Value): ChainTotals {
	const input = value.kind === 'sizes' ? value.inputShape : value.steps[0]?.input.shape ?? value.batch.shape;
	const output = value.kind === 'sizes' ? value.outputShape : value.batch.shape;
	const costs = value.steps.map(({ plan }) => plan.cost);
	const nodes = elementCount(output.slice(1));
	return {
		parameters: costs.reduce((sum, { weights, biases }) => sum + weights + biases, 0),
		multiplyAdds: costs.reduce((sum, { multiplyAdds }) => sum + multiplyAdds, 0),
		nodes,
		fullyConnected: elementCount(input.slice(1)) * nodes,
	};
}

/** The receptive field of an output cell, along each spatial axis of the chain's input. */
export function receptiveFieldOf(value: Value): readonly number[] {
	if (value.kind === 'sizes') {
		const last = value.steps.at(-1);
		return last?.plan.geometry.receptiveField.map(({ size }) => size) ?? value.inputShape.slice(2).map(() => 1);
	}
	const [first] = value.steps;
	if (first === undefined) return value.batch.shape.slice(2).map(() => 1);
	if (first.input.shape.length < 3) return [];
	const plans = planPipeline(first.input.shape, value.steps.map(({ stage }) => stage));
	return plans.at(-1)!.geometry.receptiveField.map(({ size }) => size);
}

/** What each counting operation gives. */
const COUNTS: ReadonlyMap<OperationName, (value: Value) => readonly number[] | number> = new Map<OperationName, (value: Value) => readonly number[] | number>([
	['shape', shownShape],
	['parameters', (value) => totalsOf(value).parameters],
	['multiply_adds', (value) => totalsOf(value).multiplyAdds],
	['nodes', (value) => totalsOf(value).nodes],
	['fully_connected', (value) => totalsOf(value).fullyConnected],
	['receptive_field', receptiveFieldOf],
]);

/** `parameters(net)` and the other counts: numbers, so that an answer can be checked against them. */
export function count(operation: OperationName, value: Value, call: Call): NumbersValue {
	const counted = COUNTS.get(operation)?.(value) ?? [];
	if (typeof counted === 'number') return writtenValue(tensor([], [counted]));
	if (counted.length === 0) fail({ code: 'wrong-argument', operation: call.operation, parameter: 'input', expected: 'matrix', choices: [] }, call.range);
	return writtenValue(tensor([counted.length], counted));
}
