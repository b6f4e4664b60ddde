import { finish, type Steps } from '../operator';
import { asThree, cellsOf, elementCount, offsetOf, tensor, type Tensor } from '../tensor';
import type { AxisWindows, PoolingPlan } from './plan';
import type { PoolingTrace } from './trace';

/** An axis that the input does not have. */
const ONE_WINDOW: AxisWindows = { cells: [[0]], paddedCounts: [1] };

/** Pools (N, C, …spatial) in float64, row by row of the output; the cells of a window are folded in order, the last axis fastest. */
export function* poolingSteps({ windows, reduction, outputShape }: PoolingPlan, input: Tensor): Steps {
	const [depth, height, width] = asThree(windows(), ONE_WINDOW);
	const [, inputHeight, inputWidth] = asThree(input.shape.slice(2), 1);
	const plane = elementCount(input.shape.slice(2));
	const { data } = input;
	const output = new Float64Array(elementCount(outputShape));
	let at = 0;
	for (let start = 0; start < data.length; start += plane) {
		for (const [z, cellsZ] of depth.cells.entries()) for (const [y, cellsY] of height.cells.entries()) {
			const paddedRows = depth.paddedCounts[z]! * height.paddedCounts[y]!;
			let covered = 0;
			for (let x = 0; x < width.cells.length; x++) {
				const cellsX = width.cells[x]!;
				let accumulated = reduction.initial;
				for (const inputZ of cellsZ) for (const inputY of cellsY) {
					const row = start + (inputZ * inputHeight + inputY) * inputWidth;
					for (const inputX of cellsX) accumulated = reduction.fold(accumulated, data[row + inputX]!);
				}
				const cells = cellsZ.length * cellsY.length * cellsX.length;
				output[at++] = reduction.finish(accumulated, cells, paddedRows * width.paddedCounts[x]!);
				covered += cells;
			}
			yield covered;
		}
	}
	return tensor(outputShape, output);
}

/** The same at once. */
export function pool(plan: PoolingPlan, input: Tensor): Tensor {
	return finish(poolingSteps(plan, input));
}

/** Shows how one output cell (n, c, …spatial) of a pooling comes about. */
export function tracePooling({ windows, reduction }: PoolingPlan, input: Tensor, cell: readonly number[]): PoolingTrace {
	const position = cell.slice(2);
	const along = windows();
	const under = along.map(({ cells }, axis) => cells[position[axis]!]!);
	const window = Array.from(cellsOf(under.map((cells) => cells.length)), (offsets) => {
		const inputCell = [cell[0]!, cell[1]!, ...offsets.map((offset, axis) => under[axis]![offset]!)];
		return { inputCell, value: input.data[offsetOf(input.shape, inputCell)]! };
	});
	const accumulated = window.reduce((total, { value }) => reduction.fold(total, value), reduction.initial);
	const paddedCells = along.reduce((product, { paddedCounts }, axis) => product * paddedCounts[position[axis]!]!, 1);
	return reduction.describe(cell, window, accumulated, window.length, paddedCells);
}
