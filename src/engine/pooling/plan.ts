import { inputCoordinate, type AxisGeometry } from '../geometry';
import type { Shape } from '../tensor';
import type { PoolingTrace, WindowCell } from './trace';

/** The windows along one axis. */
export interface AxisWindows {
	/** For every output position, the input coordinates under the window, in order; padding is left out. */
	readonly cells: readonly (readonly number[])[];
	/** For every output position, the window's cells with the padding, but without what overhangs the padded input in ceil mode. */
	readonly paddedCounts: readonly number[];
}

/** What a pooling makes of one window, step by step, so that running and tracing take the same steps. */
export interface Reduction {
	readonly initial: number;
	fold(accumulated: number, value: number): number;
	/**
	 * @param cells how many input cells the window covers
	 * @param paddedCells the same with padding
	 */
	finish(accumulated: number, cells: number, paddedCells: number): number;
	describe(cell: readonly number[], window: readonly WindowCell[], accumulated: number, cells: number, paddedCells: number): PoolingTrace;
}

/** A pooling of an input of a known shape, ready to run: windows per spatial axis and what becomes of each. */
export interface PoolingPlan {
	readonly axes: readonly AxisGeometry[];
	readonly outputShape: Shape;
	/** Worked out only to run or to trace: sizes alone must not take memory. */
	readonly windows: () => readonly AxisWindows[];
	readonly reduction: Reduction;
}

/** The windows along an axis of this geometry. */
export function windowsAlong(geometry: AxisGeometry): AxisWindows {
	const { stride, dilation, paddedInput } = geometry;
	const positions = Array.from({ length: geometry.output }, (_, output) => output);
	const offsets = Array.from({ length: geometry.kernel }, (_, offset) => offset);
	const cellsUnder = (output: number): number[] =>
		offsets.map((offset) => inputCoordinate(geometry, output, offset)).filter((coordinate) => coordinate !== undefined);
	return {
		cells: positions.map(cellsUnder),
		paddedCounts: positions.map((output) => offsets.filter((offset) => output * stride + offset * dilation < paddedInput).length),
	};
}
