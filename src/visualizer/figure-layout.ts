// How large the cells of the three grids are drawn, and how far apart the grids stand, so that they share a row while they can.
import { GAP } from '../present/figure/grid-drawing';

/** A plane with a longer side than this is shown as a picture, not as numbers. */
export const MOST_READABLE = 32;
const LARGEST_CELL = 44;
const SMALLEST_CELL = 22;
const SMALLEST_GAP = 4;
/** Gaps between the three grids and the two signs. */
const GAPS = 4;
/** Room that the two signs between the three grids and the figures' edges take, in px. */
const SIGNS_WIDTH = 42;

/** The measures of a row of grids, in px. */
export interface FigureLayout {
	/** The side of a cell. */
	readonly cellSize: number;
	/** Between the grids and their signs. */
	readonly gap: number;
	/** Whether all grids fit beside each other. */
	readonly fits: boolean;
}

/** px that grids of so many columns take beside each other, without the gaps around their signs. */
function gridsWidth(columns: number, cellSize: number): number {
	return columns * (cellSize + GAP) - 3 * GAP + SIGNS_WIDTH;
}

/**
 * The layout of grids with so many columns, all three together, in a room of this width: the cells shrink first, to 22 px, and then the
 * gaps; only what does not fit even then goes on in a further row.
 */
export function figureLayout(width: number, columns: number): FigureLayout {
	const wide = Math.min(18, Math.max(SMALLEST_GAP, Math.floor(width * 0.016)));
	const shared = Math.floor((width - SIGNS_WIDTH - GAPS * wide + 3 * GAP) / Math.max(1, columns)) - GAP;
	if (shared >= SMALLEST_CELL) return { cellSize: Math.min(LARGEST_CELL, shared), gap: wide, fits: true };
	const left = Math.floor((width - gridsWidth(columns, SMALLEST_CELL)) / GAPS);
	return left >= SMALLEST_GAP ? { cellSize: SMALLEST_CELL, gap: left, fits: true } : { cellSize: SMALLEST_CELL, gap: wide, fits: false };
}

/** The width that a map drawn as a picture takes beside another one and a kernel of so many columns. */
export function pictureWidth(width: number, kernelColumns: number, { cellSize, gap }: FigureLayout): number {
	return Math.floor((width - SIGNS_WIDTH - GAPS * gap - kernelColumns * (cellSize + GAP)) / 2) - 12;
}
