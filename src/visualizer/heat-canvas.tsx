import type { VNode } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { colourScale, shade } from '../present/colour';
import type { Plane } from '../present/heat-map';

/** A stretch of cells to mark, in cells of the whole (padded) picture. */
export interface MarkedCells {
	readonly row: number;
	readonly column: number;
	readonly rows: number;
	readonly columns: number;
}

interface HeatCanvasProps {
	readonly label: string;
	readonly plane: Plane;
	readonly padding?: { readonly top: number; readonly bottom: number; readonly left: number; readonly right: number };
	readonly marked: MarkedCells;
	/** How many cells, row by row, are already known. */
	readonly revealed?: number;
	/** Longest side of the picture in px. */
	readonly longestSide: number;
	readonly onSelect?: (row: number, column: number) => void;
}

const NO_PADDING = { top: 0, bottom: 0, left: 0, right: 0 };
const SHADES = 256;

/** Colours of 256 steps of a scale as RGB bytes: a large plane looks colours up instead of computing each. */
function palette(plane: Plane): { readonly bytes: Uint8ClampedArray; readonly indexOf: (value: number) => number } {
	const scale = colourScale(plane.values);
	const low = scale.kind === 'diverging' ? -scale.peak : scale.low;
	const high = scale.kind === 'diverging' ? scale.peak : scale.high;
	const bytes = new Uint8ClampedArray(SHADES * 3);
	for (let index = 0; index < SHADES; index++) {
		const { background } = shade(low + ((high - low) * index) / (SHADES - 1), scale);
		(background.match(/\d+/g) ?? []).slice(0, 3).forEach((channel, offset) => { bytes[index * 3 + offset] = Number(channel); });
	}
	return { bytes, indexOf: (value) => (high === low || Number.isNaN(value) ? 0 : Math.round(((value - low) / (high - low)) * (SHADES - 1))) };
}

function paint(canvas: HTMLCanvasElement, plane: Plane, padding: typeof NO_PADDING, revealed: number): void {
	const context = canvas.getContext('2d');
	if (context === null) return;
	const width = plane.columns + padding.left + padding.right;
	const image = context.createImageData(width, plane.rows + padding.top + padding.bottom);
	const { bytes, indexOf } = palette(plane);
	for (let row = 0; row < plane.rows; row++) {
		for (let column = 0; column < plane.columns; column++) {
			const source = row * plane.columns + column;
			if (source >= revealed) break;
			const target = ((row + padding.top) * width + column + padding.left) * 4;
			const colour = indexOf(plane.values[source]!) * 3;
			image.data.set(bytes.subarray(colour, colour + 3), target);
			image.data[target + 3] = 255;
		}
	}
	context.putImageData(image, 0, 0);
}

/** A matrix too large for readable numbers: a pixel a cell, scaled up, with the current cells framed. */
export function HeatCanvas({ label, plane, padding = NO_PADDING, marked, revealed = plane.values.length, longestSide, onSelect }: HeatCanvasProps): VNode {
	const canvas = useRef<HTMLCanvasElement>(null);
	const rows = plane.rows + padding.top + padding.bottom;
	const columns = plane.columns + padding.left + padding.right;
	const scale = longestSide / Math.max(rows, columns);
	useEffect(() => {
		if (canvas.current !== null) paint(canvas.current, plane, padding, revealed);
	}, [plane.values, revealed, padding.top, padding.bottom, padding.left, padding.right]);
	return (
		<div
			class="heat-canvas"
			role="img"
			aria-label={label}
			style={{ width: `${columns * scale}px`, height: `${rows * scale}px` }}
			onClick={onSelect === undefined ? undefined : (event) => {
				const box = event.currentTarget.getBoundingClientRect();
				onSelect(Math.floor(((event.clientY - box.top) / box.height) * rows), Math.floor(((event.clientX - box.left) / box.width) * columns));
			}}
		>
			<canvas ref={canvas} width={columns} height={rows} />
			<span class="frame" style={{ left: `${marked.column * scale}px`, top: `${marked.row * scale}px`, width: `${marked.columns * scale}px`, height: `${marked.rows * scale}px` }} />
		</div>
	);
}
