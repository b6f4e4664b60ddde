import { refuse, requireWhole } from './error';
import type { MoveTrace } from './flatten';
import type { PadLayer, Padding, PaddingFill } from './layer';
import type { Operator } from './operator';
import { padLastAxes, requireFill, sourceCoordinate, ZEROS } from './padding';
import { offsetOf, type Shape } from './tensor';

/**
 * Pads the last axes, one entry each, outermost first; zeros unless a fill is given. (`torch.nn.functional.pad` names the last axis
 * first.)
 */
export function pad(padding: readonly Padding[], fill: PaddingFill = ZEROS): PadLayer {
	return { kind: 'pad', padding, fill };
}

function paddedShape({ padding, fill }: PadLayer, inputShape: Shape): Shape {
	const first = inputShape.length - padding.length;
	if (first < 0 || padding.length === 0) refuse('setting-count', { setting: 'padding', given: padding.length, axes: inputShape.length });
	const sizes = padding.map(({ before, after }, index) => {
		const input = inputShape[first + index]!;
		const least = fill.mode === 'constant' ? -Infinity : 0;
		for (const value of [before, after]) requireWhole('padding', value, least);
		const output = input + before + after;
		if (output < 1) refuse('nothing-left', { axis: first + index, input, output });
		requireFill(fill, first + index, padding[index]!, input);
		return output;
	});
	return [...inputShape.slice(0, first), ...sizes];
}

/** Padding as a layer of its own. */
export const padOperator: Operator<PadLayer, PadLayer, MoveTrace> = {
	sizes: (layer, inputShape) => ({ axes: [], outputShape: paddedShape(layer, inputShape) }),
	grow({ padding }, field, { axis, inputShape }) {
		const before = padding[axis + 2 - (inputShape.length - padding.length)]?.before ?? 0;
		return { ...field, start: field.start - before * field.jump };
	},
	run: (layer, input) => padLastAxes(input, layer.padding, layer.fill),
	trace({ padding, fill }, input, cell) {
		const first = input.shape.length - padding.length;
		const source = cell.map((coordinate, axis) => {
			const before = padding[axis - first]?.before ?? 0;
			return sourceCoordinate(fill, coordinate - before, input.shape[axis]!);
		});
		const inputCell = source.every((coordinate) => coordinate !== undefined) ? source : undefined;
		const value = inputCell ? input.data[offsetOf(input.shape, inputCell)]! : fill.mode === 'constant' ? fill.value : 0;
		return { kind: 'pad', cell, inputCell, value, total: value };
	},
};
