import type { Stage } from '../engine/layer';
import type { AxisGeometry } from '../engine/geometry';
import { sourceCoordinate, ZEROS } from '../engine/padding';
import type { StageResult } from '../engine/pipeline';

/** What stands at one place of the drawn input: a number of the input, padding, or a zero inserted between two numbers. */
export type DrawnCell =
	| { readonly kind: 'cell'; readonly row: number; readonly column: number }
	/** Padding; `repeats` is the input cell that it shows again, where it does. */
	| { readonly kind: 'padding'; readonly repeats: { readonly row: number; readonly column: number } | undefined }
	| { readonly kind: 'inserted' };

/** One cell of the drawn input that a window covers. */
export interface CoveredCell {
	/** Row and column on the drawn input, from 0 at its outer corner. */
	readonly row: number;
	readonly column: number;
	/** Which weight of the kernel (row by row) meets it; for pooling, which cell of the window. */
	readonly weight: number;
}

/** One output cell whose window covers a given place. */
export interface CoveringWindow {
	readonly row: number;
	readonly column: number;
	readonly weight: number;
}

/** How a stage's window lies on its input as it is drawn: with its padding, and with the zeros that a transposed convolution inserts. */
export interface Lattice {
	readonly rows: number;
	readonly columns: number;
	readonly output: { readonly rows: number; readonly columns: number };
	readonly window: { readonly rows: number; readonly columns: number };
	cellAt(row: number, column: number): DrawnCell;
	/** The cells under the window of one output cell, in the order of the window. */
	windowOf(row: number, column: number): readonly CoveredCell[];
	/** The windows that cover a place of the drawn input, row by row, and which weight meets it there. */
	windowsOver(row: number, column: number): readonly CoveringWindow[];
}

type Place = { readonly kind: 'cell' | 'repeat'; readonly index: number } | { readonly kind: 'padding' | 'inserted' };

interface DrawnAxis {
	readonly cells: number;
	readonly outputs: number;
	readonly window: number;
	at(drawn: number): Place;
	/** Where offset `offset` of the window at an output position lies. */
	covered(output: number, offset: number): number;
	/** The output position whose window has that offset at a drawn place, whether there is such a position or not: the inverse of `covered`. */
	positionOf(drawn: number, offset: number): number;
	/** Which weight along this axis stands at that offset. */
	weightAt(offset: number): number;
}

function slidingAxis(geometry: AxisGeometry, stage: Stage): DrawnAxis {
	const { input, kernel, stride, dilation, padding, paddedInput, output } = geometry;
	const fill = stage.kind === 'convolution' ? stage.paddingFill ?? ZEROS : ZEROS;
	const flipped = stage.kind === 'convolution' && stage.flipped === true;
	return {
		cells: paddedInput,
		outputs: output,
		window: kernel,
		at(drawn) {
			const coordinate = drawn - padding.before;
			if (coordinate >= 0 && coordinate < input) return { kind: 'cell', index: coordinate };
			const source = sourceCoordinate(fill, coordinate, input);
			return source === undefined ? { kind: 'padding' } : { kind: 'repeat', index: source };
		},
		covered: (position, offset) => position * stride + offset * dilation,
		positionOf: (drawn, offset) => (drawn - offset * dilation) / stride,
		weightAt: (offset) => (flipped ? kernel - 1 - offset : offset),
	};
}

/**
 * A transposed convolution as a convolution of stride 1 over the input with S − 1 zeros between its cells, padded by
 * D(F − 1) − P, with the kernel turned around (Dumoulin and Visin, "A guide to convolution arithmetic", relationship 14).
 */
function transposedAxis(geometry: AxisGeometry): DrawnAxis {
	const { input, kernel, stride, dilation, padding, effectiveKernel, output } = geometry;
	const before = effectiveKernel - 1 - padding.before;
	const spread = (input - 1) * stride + 1;
	return {
		cells: output + effectiveKernel - 1,
		outputs: output,
		window: kernel,
		at(drawn) {
			const coordinate = drawn - before;
			if (coordinate < 0 || coordinate >= spread) return { kind: 'padding' };
			return coordinate % stride === 0 ? { kind: 'cell', index: coordinate / stride } : { kind: 'inserted' };
		},
		covered: (position, offset) => position + offset * dilation,
		positionOf: (drawn, offset) => drawn - offset * dilation,
		weightAt: (offset) => kernel - 1 - offset,
	};
}

/** An axis that every output cell sees cell by cell. */
function plainAxis(cells: number): DrawnAxis {
	return { cells, outputs: cells, window: 1, at: (drawn) => ({ kind: 'cell', index: drawn }), covered: (position) => position, positionOf: (drawn) => drawn, weightAt: () => 0 };
}

/** The output positions whose windows cover a drawn place along one axis, in order. */
function over(axis: DrawnAxis, drawn: number): readonly { readonly position: number; readonly weight: number }[] {
	return Array.from({ length: axis.window }, (_, offset) => ({ position: axis.positionOf(drawn, offset), weight: axis.weightAt(offset) }))
		.filter(({ position }) => Number.isInteger(position) && position >= 0 && position < axis.outputs)
		.sort((one, other) => one.position - other.position);
}

function combine(vertical: DrawnAxis, horizontal: DrawnAxis): Lattice {
	return {
		rows: vertical.cells,
		columns: horizontal.cells,
		output: { rows: vertical.outputs, columns: horizontal.outputs },
		window: { rows: vertical.window, columns: horizontal.window },
		cellAt(row, column) {
			const [y, x] = [vertical.at(row), horizontal.at(column)];
			if (y.kind === 'padding' || x.kind === 'padding') return { kind: 'padding', repeats: undefined };
			if (!('index' in y) || !('index' in x)) return { kind: 'inserted' };
			const place = { row: y.index, column: x.index };
			return y.kind === 'cell' && x.kind === 'cell' ? { kind: 'cell', ...place } : { kind: 'padding', repeats: place };
		},
		windowOf(row, column) {
			const covered: CoveredCell[] = [];
			for (let down = 0; down < vertical.window; down++) for (let across = 0; across < horizontal.window; across++) {
				covered.push({
					row: vertical.covered(row, down),
					column: horizontal.covered(column, across),
					weight: vertical.weightAt(down) * horizontal.window + horizontal.weightAt(across),
				});
			}
			return covered;
		},
		windowsOver(row, column) {
			const across = over(horizontal, column);
			return over(vertical, row).flatMap((y) => across.map((x) => ({ row: y.position, column: x.position, weight: y.weight * horizontal.window + x.weight })));
		},
	};
}

/** The sizes of one map of a tensor (N, C, H, W); features (N, L) are a map of one row. */
export function mapSize(shape: readonly number[]): { readonly rows: number; readonly columns: number } {
	return { rows: shape.length >= 3 ? shape.at(-2)! : 1, columns: shape.at(-1)! };
}

/** How the window of a stage lies on its input. Of a flattening: each output cell on its own, within the map it comes from. */
export function latticeOf({ stage, geometry: { axes, inputShape, outputShape } }: Pick<StageResult, 'stage' | 'geometry'>): Lattice {
	const { rows, columns } = mapSize(inputShape);
	const [vertical, horizontal] = axes.slice(-2); // of a volume: one slice of it
	if (vertical !== undefined && horizontal !== undefined) {
		return stage.kind === 'transposed-convolution'
			? combine(transposedAxis(vertical), transposedAxis(horizontal))
			: combine(slidingAxis(vertical, stage), slidingAxis(horizontal, stage));
	}
	if (stage.kind === 'linear') {
		const outputs = outputShape.at(-1)!;
		return {
			rows: 1,
			columns,
			output: { rows: 1, columns: outputs },
			window: { rows: 1, columns },
			cellAt: (_row, column) => ({ kind: 'cell', row: 0, column }),
			windowOf: () => Array.from({ length: columns }, (_, column) => ({ row: 0, column, weight: column })),
			windowsOver: (_row, weight) => Array.from({ length: outputs }, (_, column) => ({ row: 0, column, weight })),
		};
	}
	if (stage.kind !== 'flatten') return combine(plainAxis(rows), plainAxis(columns));
	return {
		...combine(plainAxis(rows), plainAxis(columns)),
		output: { rows: 1, columns: outputShape.at(-1)! },
		windowOf: (_row, feature) => [{ row: Math.floor(feature / columns) % rows, column: feature % columns, weight: 0 }],
		windowsOver: (row, column) => Array.from({ length: outputShape.at(-1)! / (rows * columns) }, (_, channel) => ({ row: 0, column: (channel * rows + row) * columns + column, weight: 0 })),
	};
}

/** The same lattice where a whole slice of a volume is padding: nothing, or, where the padding repeats the input, the slice that it repeats. */
export function paddingOnly(lattice: Lattice, repeats: boolean): Lattice {
	return {
		...lattice,
		cellAt(row, column) {
			const drawn = lattice.cellAt(row, column);
			if (!repeats || drawn.kind === 'inserted') return { kind: 'padding', repeats: undefined };
			return drawn.kind === 'cell' ? { kind: 'padding', repeats: { row: drawn.row, column: drawn.column } } : drawn;
		},
	};
}
