import type { VNode } from 'preact';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { ColourScale } from '../present/colour';
import type { FigureFrame } from '../present/figure/grid';
import type { Plane } from '../present/heat-map';
import { paintColours, paintPlane, type ColourPlanes } from './paint';
import { useLocalize } from './localization';
import { bitmapOf, drawPlane, shrunkBitmap, type Drawing } from './plane-drawing';
import { planeView, type PlaneView } from './plane-view';
import { cellsInView, FITTED, inSight, panned, placeAt, scaleOf, zoomed, type Point, type Region, type Size, type Viewport } from './viewport';

interface Place { readonly row: number; readonly column: number }

interface PlaneCanvasProps {
	readonly label: string;
	/** Cells of the whole picture, padding included. */
	readonly rows: number;
	readonly columns: number;
	readonly plane: Plane;
	/** Where the plane's first cell lies within the picture. */
	readonly offset: Place;
	/** Whether its numbers may be read: those of a picture may not. */
	readonly exact: boolean;
	readonly scale: ColourScale;
	/** Of a colour image, its three planes: shown together in place of the plane alone. */
	readonly colours?: ColourPlanes | undefined;
	/** px */
	readonly width: number;
	readonly frames: readonly FigureFrame[];
	/** How many cells, row by row, are already known. */
	readonly revealed?: number;
	readonly viewport: Viewport;
	readonly look: (change: (viewport: Viewport) => Viewport) => void;
	/** Cells to keep in sight as the pass moves on. */
	readonly follow?: Region | undefined;
	readonly onPoint?: (place: Place | undefined) => void;
	readonly onSelect?: (row: number, column: number) => void;
	/** Takes what makes a picture of the present view, and undefined once there is none. */
	readonly offerView?: (view: (() => PlaneView) | undefined) => void;
}

/** px */
const TALLEST = 420;
const LEAST: Size = { width: 120, height: 40 };
/** px that Shift and an arrow key move the picture by */
const KEY_DISTANCE = 40;

/** The room that a picture takes: its own shape, as far as there is room. */
function sizeFor(rows: number, columns: number, width: number): Size {
	const height = Math.max(LEAST.height, Math.min(TALLEST, Math.round((width * rows) / columns)));
	return { width: Math.max(60, Math.min(width, Math.max(LEAST.width, Math.round((height * columns) / rows)))), height };
}

/** A matrix too large for a grid: a picture to zoom with the wheel or + and −, to drag, and back to all of it with 0. */
export function PlaneCanvas(properties: PlaneCanvasProps): VNode {
	const { label, rows, columns, plane, offset, exact, scale, colours, width, frames, revealed = plane.rows * plane.columns, viewport, look, follow, onPoint, onSelect, offerView } = properties;
	const localize = useLocalize();
	const canvas = useRef<HTMLCanvasElement>(null);
	const dragged = useRef<{ readonly x: number; readonly y: number; readonly moved: boolean } | undefined>(undefined);
	const pointer = useRef<Point | undefined>(undefined);
	const size = sizeFor(rows, columns, width);
	const picture = { rows, columns };
	const bitmap = useMemo(() => bitmapOf(colours === undefined ? paintPlane(plane, scale) : paintColours(colours)), [plane.values, scale, colours]);
	const cell = scaleOf(picture, size, viewport);
	// only the picture as a whole is worth keeping at its size: while it is zoomed, the size changes with every turn of the wheel
	const shrunk = useMemo(() => (viewport.zoom === 1 ? shrunkBitmap(bitmap, cell) : undefined), [bitmap, cell.x, cell.y, viewport.zoom]);
	useEffect(() => {
		const element = canvas.current;
		if (element === null) return;
		const frame = requestAnimationFrame(() => drawPlane(element, drawing(element)));
		return () => cancelAnimationFrame(frame);
	});
	useEffect(() => {
		const element = canvas.current;
		if (element === null || offerView === undefined) return;
		offerView(() => planeView({ ...drawing(element), shrunk: undefined }, size, viewport.zoom === 1 ? undefined : cellsInView(picture, size, viewport)));
		return () => offerView(undefined);
	});
	useEffect(() => {
		if (follow !== undefined) look((before) => inSight(picture, size, before, follow));
	}, [follow?.row, follow?.column]);
	useEffect(() => {
		const element = canvas.current;
		if (element === null) return;
		const wheel = (event: WheelEvent): void => {
			event.preventDefault();
			const at = pointer.current = pointOf(event);
			look((before) => zoomed(picture, size, before, Math.exp(-event.deltaY / 300), at));
		};
		element.addEventListener('wheel', wheel, { passive: false });
		return () => element.removeEventListener('wheel', wheel);
	}, [size.width, size.height, rows, columns, look]);
	useEffect(() => { // another cell may have come under a pointer that rests
		if (pointer.current !== undefined && dragged.current === undefined) onPoint?.(placeAt(picture, size, viewport, pointer.current));
	}, [viewport]);
	const ratio = window.devicePixelRatio;
	return (
		<canvas
			ref={canvas}
			class="plane"
			role="img"
			tabIndex={0}
			aria-label={`${label}. ${localize('{rows} by {columns} cells; wheel or + and − zoom, dragging or Shift and arrows move, 0 shows all', { rows, columns })}`}
			width={Math.round(size.width * ratio)}
			height={Math.round(size.height * ratio)}
			style={{ width: `${size.width}px`, height: `${size.height}px` }}
			onPointerDown={(event) => {
				dragged.current = { x: event.clientX, y: event.clientY, moved: false };
				event.currentTarget.setPointerCapture(event.pointerId);
			}}
			onPointerMove={(event) => {
				pointer.current = pointOf(event);
				const start = dragged.current;
				if (start === undefined) { onPoint?.(placeOf(event)); return; }
				const [x, y] = [event.clientX - start.x, event.clientY - start.y];
				if (!start.moved && Math.hypot(x, y) < 4) return;
				dragged.current = { x: event.clientX, y: event.clientY, moved: true };
				look((before) => panned(picture, size, before, { x, y }));
			}}
			onPointerUp={(event) => {
				const moved = dragged.current?.moved ?? false;
				dragged.current = undefined;
				const place = moved ? undefined : placeOf(event);
				if (place !== undefined) onSelect?.(place.row, place.column);
			}}
			onPointerCancel={() => { dragged.current = undefined; }}
			onPointerLeave={() => {
				pointer.current = undefined;
				onPoint?.(undefined);
			}}
			onDblClick={() => look(() => FITTED)}
			onKeyDown={press}
		/>
	);

	function drawing(element: HTMLCanvasElement): Drawing {
		const { outlineColor, fontFamily } = getComputedStyle(element);
		const origin = { x: -viewport.left * columns * cell.x, y: -viewport.top * rows * cell.y };
		const corner = { x: origin.x + offset.column * cell.x, y: origin.y + offset.row * cell.y };
		return { bitmap, shrunk, plane, exact, scale, cell, corner, origin, frames, revealed, focusColour: outlineColor, fontFamily };
	}

	function pointOf(event: MouseEvent): Point {
		const box = canvas.current?.getBoundingClientRect();
		return { x: event.clientX - (box?.left ?? 0), y: event.clientY - (box?.top ?? 0) };
	}

	function placeOf(event: MouseEvent): Place | undefined {
		return placeAt(picture, size, viewport, pointOf(event));
	}

	function press(event: KeyboardEvent): void {
		const middle = follow === undefined
			? { x: size.width / 2, y: size.height / 2 }
			: { x: ((follow.column + follow.columns / 2) - viewport.left * columns) * cell.x, y: ((follow.row + follow.rows / 2) - viewport.top * rows) * cell.y };
		const distances: Readonly<Record<string, { readonly x: number; readonly y: number }>> = {
			ArrowLeft: { x: KEY_DISTANCE, y: 0 }, ArrowRight: { x: -KEY_DISTANCE, y: 0 }, ArrowUp: { x: 0, y: KEY_DISTANCE }, ArrowDown: { x: 0, y: -KEY_DISTANCE },
		};
		const by = event.shiftKey ? distances[event.key] : undefined;
		if (by !== undefined) look((before) => panned(picture, size, before, by));
		else if (event.key === '+' || event.key === '=') look((before) => zoomed(picture, size, before, 1.5, middle));
		else if (event.key === '-') look((before) => zoomed(picture, size, before, 1 / 1.5, middle));
		else if (event.key === '0') look(() => FITTED);
		else return;
		event.preventDefault();
		event.stopPropagation();
	}
}
