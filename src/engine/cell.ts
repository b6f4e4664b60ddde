import { refuse } from './error';
import type { Shape } from './tensor';

/**
 * Refuses coordinates that a tensor of this shape does not have.
 * @throws EngineError 'no-such-cell'
 */
export function requireCell(cell: readonly number[], shape: Shape): void {
	const there = cell.length === shape.length && cell.every((coordinate, axis) => Number.isSafeInteger(coordinate) && coordinate >= 0 && coordinate < shape[axis]!);
	if (!there) refuse('no-such-cell', { cell, shape });
}

/**
 * An axis given from the end (−1 is the last) counted from the start.
 * @throws EngineError 'no-such-axis'
 */
export function axisFromStart(axis: number, rank: number): number {
	if (!Number.isSafeInteger(axis) || axis < -rank || axis >= rank) refuse('no-such-axis', { axis, rank });
	return axis < 0 ? axis + rank : axis;
}
