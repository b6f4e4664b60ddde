import { refuse } from './error';
import type { Shape } from './tensor';

/**
 * Refuses coordinates that a tensor of this shape does not have.
 * @throws EngineError 'no-such-cell'
 */
export function requireCell(cell: readonly number[], shape: Shape): void {
	const isOnAxis = (coordinate: number, axis: number): boolean => Number.isSafeInteger(coordinate) && coordinate >= 0 && coordinate < shape[axis]!;
	if (cell.length !== shape.length || !cell.every(isOnAxis)) refuse('no-such-cell', { cell, shape });
}

/**
 * An axis given from the end (−1 is the last) counted from the start.
 * @throws EngineError 'no-such-axis'
 */
export function axisFromStart(axis: number, rank: number): number {
	if (!Number.isSafeInteger(axis) || axis < -rank || axis >= rank) refuse('no-such-axis', { axis, rank });
	return axis < 0 ? axis + rank : axis;
}
