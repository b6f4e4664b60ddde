import type { VNode } from 'preact';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { ColourScale } from '../present/colour';
import { shrink, type Plane } from '../present/heat-map';
import { paintColours, paintPlane, type ColourPlanes } from './paint';

/** More cells than this along a side are drawn as their means: a thumbnail has no more pixels. */
const MOST_CELLS = 96;

const SHRUNK = new WeakMap<Plane, Plane>();

function small(plane: Plane): Plane {
	const known = SHRUNK.get(plane);
	if (known !== undefined) return known;
	const made = shrink(plane, MOST_CELLS);
	SHRUNK.set(plane, made);
	return made;
}

interface ThumbnailProps {
	readonly plane: Plane;
	readonly scale: ColourScale;
	readonly colours?: ColourPlanes | undefined;
	/** px of the longer side */
	readonly size: number;
	/** The cells under the window, within the plane. */
	readonly window?: { readonly row: number; readonly column: number; readonly rows: number; readonly columns: number } | undefined;
}

/** A plane as a small picture. */
export function Thumbnail({ plane, scale, colours, size, window: covered }: ThumbnailProps): VNode {
	const canvas = useRef<HTMLCanvasElement>(null);
	const pixels = useMemo(() => (colours === undefined ? paintPlane(small(plane), scale) : paintColours([small(colours[0]), small(colours[1]), small(colours[2])])), [plane, scale, colours]);
	useEffect(() => {
		canvas.current?.getContext('2d')?.putImageData(new ImageData(pixels.bytes, pixels.columns, pixels.rows), 0, 0);
	}, [pixels]);
	const cell = size / Math.max(plane.rows, plane.columns);
	const [width, height] = [Math.max(3, plane.columns * cell), Math.max(3, plane.rows * cell)];
	const share = (part: number, whole: number): string => `${(100 * part) / whole}%`;
	return (
		<span class="thumbnail" style={{ width: `${width}px`, height: `${height}px` }}>
			<canvas ref={canvas} width={pixels.columns} height={pixels.rows} />
			{covered === undefined ? null : (
				<span class="thumbnail-window" style={{ left: share(covered.column, plane.columns), top: share(covered.row, plane.rows), width: share(covered.columns, plane.columns), height: share(covered.rows, plane.rows) }} />
			)}
		</span>
	);
}
