import { axisFromStart } from './cell';
import { refuse } from './error';
import type { FlattenLayer } from './layer';
import type { Operator } from './operator';
import { cellAt, elementCount, offsetOf, reshape, type Shape } from './tensor';

/** A number that an operator only moves: from an input cell, or, undefined, from padding. */
export interface MoveTrace {
	readonly kind: 'flatten' | 'pad';
	readonly cell: readonly number[];
	readonly inputCell: readonly number[] | undefined;
	readonly value: number;
	readonly total: number;
}

/** Joins the axes from `startAxis` to `endAxis`: all but the batch unless given (`torch.nn.Flatten`; `torch.flatten` starts at 0). */
export function flatten(startAxis = 1, endAxis = -1): FlattenLayer {
	return { kind: 'flatten', startAxis, endAxis };
}

function flattenedShape({ startAxis, endAxis }: FlattenLayer, inputShape: Shape): Shape {
	const [start, end] = [axisFromStart(startAxis, inputShape.length), axisFromStart(endAxis, inputShape.length)];
	if (end < start) refuse('invalid-setting', { setting: 'axis', value: endAxis });
	return [...inputShape.slice(0, start), elementCount(inputShape.slice(start, end + 1)), ...inputShape.slice(end + 1)];
}

/** Flattening. */
export const flattenOperator: Operator<FlattenLayer, FlattenLayer, MoveTrace> = {
	sizes: (layer, inputShape) => ({ axes: [], outputShape: flattenedShape(layer, inputShape) }),
	run: (layer, input) => reshape(input, flattenedShape(layer, input.shape)),
	trace(layer, input, cell) {
		const offset = offsetOf(flattenedShape(layer, input.shape), cell);
		const value = input.data[offset]!;
		return { kind: 'flatten', cell, inputCell: cellAt(input.shape, offset), value, total: value };
	},
};
