import { axisFromStart } from '../cell';
import type { SoftmaxLayer } from '../layer';
import type { MapAxis, Operator } from '../operator';
import type { ReceptiveField } from '../receptive-field';
import { offsetOf, strides, tensor, type Tensor } from '../tensor';

/** The cells that one softmax cell is weighed against. */
export interface SoftmaxTrace {
	readonly kind: 'softmax';
	readonly cell: readonly number[];
	/** Every cell along the axis, with e^(value − largest). */
	readonly window: readonly { readonly inputCell: readonly number[]; readonly value: number; readonly exponential: number }[];
	/** Taken off every value, which changes nothing but keeps e^x from overflowing. */
	readonly largest: number;
	/** The exponentials added up. */
	readonly sum: number;
	/** This cell's exponential / sum */
	readonly total: number;
}

interface Line {
	readonly exponentials: Float64Array;
	readonly largest: number;
	readonly sum: number;
}

/** The exponentials of `count` numbers, `step` apart. */
function exponentialsOf({ data }: Tensor, start: number, step: number, count: number): Line {
	const values = Float64Array.from({ length: count }, (_, at) => data[start + at * step]!);
	const largest = values.reduce((most, value) => Math.max(most, value), -Infinity);
	const exponentials = values.map((value) => Math.exp(value - largest));
	return { exponentials, largest, sum: exponentials.reduce((sum, each) => sum + each, 0) };
}

function growBySoftmax({ axis }: SoftmaxLayer, field: ReceptiveField, along: MapAxis): ReceptiveField {
	const rank = along.inputShape.length;
	const weighed = axisFromStart(axis, rank);
	const sees = rank === 2 ? weighed === 1 : weighed === along.axis + 2; // flattened features stand for all axes
	return sees ? { ...field, size: field.size + (along.cells - 1) * field.jump } : field;
}

/** Softmax along one axis (`torch.nn.Softmax`). */
export const softmaxOperator: Operator<SoftmaxLayer, SoftmaxLayer, SoftmaxTrace> = {
	sizes({ axis }, inputShape) {
		axisFromStart(axis, inputShape.length);
		return { axes: [], outputShape: inputShape };
	},
	grow: growBySoftmax,
	run(layer, input) {
		const axis = axisFromStart(layer.axis, input.shape.length);
		const step = strides(input.shape)[axis]!;
		const count = input.shape[axis]!;
		const output = new Float64Array(input.data.length);
		for (let block = 0; block < output.length; block += step * count) for (let start = block; start < block + step; start++) {
			const { exponentials, sum } = exponentialsOf(input, start, step, count);
			for (let at = 0; at < count; at++) output[start + at * step] = exponentials[at]! / sum;
		}
		return tensor(input.shape, output);
	},
	trace(layer, input, cell) {
		const axis = axisFromStart(layer.axis, input.shape.length);
		const inputCells = Array.from({ length: input.shape[axis]! }, (_, at) => cell.map((coordinate, each) => each === axis ? at : coordinate));
		const start = offsetOf(input.shape, inputCells[0]!);
		const { exponentials, largest, sum } = exponentialsOf(input, start, strides(input.shape)[axis]!, inputCells.length);
		const window = inputCells.map((inputCell, at) => {
			return { inputCell, value: input.data[offsetOf(input.shape, inputCell)]!, exponential: exponentials[at]! };
		});
		return { kind: 'softmax', cell, window, largest, sum, total: exponentials[cell[axis]!]! / sum };
	},
};
