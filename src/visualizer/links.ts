import type { CoveredCell, Lattice } from './lattice';

/** A cell on the stage that the pointer or the keyboard is at. Rows and columns of the input count from the corner of its padding. */
export interface PointedCell {
	readonly part: 'input' | 'kernel' | 'output';
	readonly row: number;
	readonly column: number;
}

/** One product of the pass: an output cell, and the input cell and the weight that meet for it. */
export interface Meeting extends CoveredCell {
	readonly output: { readonly row: number; readonly column: number };
}

/** How many products of the pass a pointed cell takes part in: on the shown map, and on the maps of all samples, filters and slices. */
export interface MeetingCount {
	readonly shown: number;
	readonly all: number;
}

/** Above this many products nobody could tell them apart any more. */
const MOST_MEETINGS = 60_000;

/**
 * The products of the whole pass that a pointed cell takes part in: of a weight every input cell that it meets, of an input cell every
 * window that covers it, of an output cell its own window.
 */
export function meetingsOf(lattice: Lattice, { part, row, column }: PointedCell): readonly Meeting[] {
	const { output, window } = lattice;
	const within = (rows: number, columns: number): boolean => row >= 0 && row < rows && column >= 0 && column < columns;
	if (part === 'output') {
		return within(output.rows, output.columns) ? lattice.windowOf(row, column).map((covered) => ({ ...covered, output: { row, column } })) : [];
	}
	if (part === 'input') {
		return within(lattice.rows, lattice.columns) ? lattice.windowsOver(row, column).map((over) => ({ row, column, weight: over.weight, output: { row: over.row, column: over.column } })) : [];
	}
	if (!within(window.rows, window.columns) || output.rows * output.columns * window.rows * window.columns > MOST_MEETINGS) return [];
	const weight = row * window.columns + column;
	const meetings: Meeting[] = [];
	for (let y = 0; y < output.rows; y++) for (let x = 0; x < output.columns; x++) {
		for (const covered of lattice.windowOf(y, x)) {
			if (covered.weight === weight) meetings.push({ ...covered, output: { row: y, column: x } });
		}
	}
	return meetings;
}
