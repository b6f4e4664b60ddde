import type { VNode } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { shade, type ColourScale } from '../present/colour';
import type { Plane } from '../present/heat-map';
import { cellNumber } from '../present/number';
import type { GridFrame } from './grid-cell';
import { FITTED, panned, placeAt, scaleOf, zoomed, type Viewport } from './viewport';
import { useLocalize } from './localization';

interface PlaneCanvasProps {
	readonly label: string;
	/** Cells of the whole picture, padding included. */
	readonly rows: number;
	readonly columns: number;
	readonly plane: Plane;
	/** Where the plane's first cell lies within the picture. */
	readonly offset: { readonly row: number; readonly column: number };
	readonly scale: ColourScale;
	/** px */
	readonly width: number;
	readonly frames: readonly GridFrame[];
	/** How many cells, row by row, are already known. */
	readonly revealed?: number;
	readonly onSelect?: (row: number, column: number) => void;
}

const SHADES = 256;
/** From this size on, in px, a cell carries its number. */
const READABLE_CELL = 26;
const TALLEST = 420;

/** The plane at one pixel a cell, painted once and kept while it is panned and revealed. */
function bitmapOf(plane: Plane, scale: ColourScale): HTMLCanvasElement {
	const canvas = document.createElement('canvas');
	canvas.width = plane.columns;
	canvas.height = plane.rows;
	const context = canvas.getContext('2d');
	if (context === null) return canvas;
	const [low, high] = scale.kind === 'diverging' ? [-scale.peak, scale.peak] : [scale.low, scale.high];
	const colours = new Uint32Array(SHADES);
	const bytes = new Uint8Array(colours.buffer);
	for (let index = 0; index < SHADES; index++) {
		const { background } = shade(low + ((high - low) * index) / (SHADES - 1), scale);
		(background.match(/\d+/g) ?? []).slice(0, 3).forEach((channel, offset) => { bytes[index * 4 + offset] = Number(channel); });
		bytes[index * 4 + 3] = 255;
	}
	const image = context.createImageData(plane.columns, plane.rows);
	const pixels = new Uint32Array(image.data.buffer);
	const factor = high === low ? 0 : (SHADES - 1) / (high - low);
	for (let index = 0; index < pixels.length; index++) {
		const value = plane.values[index]!;
		pixels[index] = colours[Number.isNaN(value) ? 0 : Math.min(SHADES - 1, Math.max(0, Math.round((value - low) * factor)))]!;
	}
	context.putImageData(image, 0, 0);
	return canvas;
}

/** A picture that is shown smaller than it is, at that size: so that scrubbing only copies pixels. Undefined where it is shown larger. */
function shrunkBitmap(bitmap: HTMLCanvasElement, cell: number): HTMLCanvasElement | undefined {
	const scale = cell * window.devicePixelRatio;
	if (scale >= 1) return undefined;
	const canvas = document.createElement('canvas');
	canvas.width = Math.max(1, Math.round(bitmap.width * scale));
	canvas.height = Math.max(1, Math.round(bitmap.height * scale));
	const context = canvas.getContext('2d');
	if (context !== null) context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
	return canvas;
}

interface Drawing extends Pick<PlaneCanvasProps, 'plane' | 'offset' | 'scale' | 'frames'> {
	readonly bitmap: HTMLCanvasElement;
	/** The same at the size in which it is shown, where that is smaller. */
	readonly shrunk: HTMLCanvasElement | undefined;
	readonly revealed: number;
	/** px a cell, and where the picture's corner lies on the canvas */
	readonly cell: number;
	readonly viewport: Viewport;
	readonly focusColour: string;
}

function draw(canvas: HTMLCanvasElement, { bitmap, shrunk, plane, offset, scale, frames, revealed, cell, viewport, focusColour }: Drawing): void {
	const context = canvas.getContext('2d');
	if (context === null) return;
	const ratio = window.devicePixelRatio;
	const [width, height] = [canvas.width / ratio, canvas.height / ratio];
	context.setTransform(ratio, 0, 0, ratio, 0, 0);
	context.clearRect(0, 0, width, height);
	context.imageSmoothingEnabled = cell < 1;
	const left = (offset.column - viewport.column) * cell;
	const top = (offset.row - viewport.row) * cell;
	const whole = Math.floor(revealed / plane.columns);
	const rest = revealed % plane.columns;
	if (shrunk !== undefined && whole > 0) {
		const height = Math.max(1, Math.round((shrunk.height * whole) / plane.rows));
		context.drawImage(shrunk, 0, 0, shrunk.width, height, left, top, plane.columns * cell, height / ratio);
	} else if (whole > 0) context.drawImage(bitmap, 0, 0, plane.columns, whole, left, top, plane.columns * cell, whole * cell);
	if (rest > 0 && whole < plane.rows) context.drawImage(bitmap, 0, whole, rest, 1, left, top + whole * cell, rest * cell, cell);
	if (cell >= READABLE_CELL) {
		context.font = `${Math.min(14, Math.round(cell * 0.34))}px ${getComputedStyle(canvas).fontFamily}`;
		context.textAlign = 'center';
		context.textBaseline = 'middle';
		const firstRow = Math.max(0, Math.floor(viewport.row - offset.row));
		const firstColumn = Math.max(0, Math.floor(viewport.column - offset.column));
		for (let row = firstRow; row < plane.rows && top + row * cell < height; row++) {
			for (let column = firstColumn; column < plane.columns && left + column * cell < width; column++) {
				const index = row * plane.columns + column;
				if (index >= revealed) break;
				context.fillStyle = shade(plane.values[index]!, scale).text;
				context.fillText(cellNumber(plane.values[index]!, cell >= 40 ? 4 : 2).text, left + (column + 0.5) * cell, top + (row + 0.5) * cell);
			}
		}
	}
	context.strokeStyle = focusColour;
	for (const frame of frames) {
		context.globalAlpha = frame.look === 'ghost' ? 0.5 : 1;
		context.lineWidth = 2;
		const [x, y] = [(frame.column - viewport.column) * cell, (frame.row - viewport.row) * cell];
		const [frameWidth, frameHeight] = [Math.max(6, frame.columns * cell), Math.max(6, frame.rows * cell)];
		context.strokeRect(x - 1, y - 1, frameWidth + 2, frameHeight + 2);
	}
	context.globalAlpha = 1;
}

/** A matrix too large for a grid: a picture to zoom with the wheel or + and −, to drag, and back to all of it with 0. */
export function PlaneCanvas({ label, rows, columns, plane, offset, scale, width, frames, revealed = plane.rows * plane.columns, onSelect }: PlaneCanvasProps): VNode {
	const localize = useLocalize();
	const canvas = useRef<HTMLCanvasElement>(null);
	const dragged = useRef<{ readonly x: number; readonly y: number; readonly moved: boolean } | undefined>(undefined);
	const [viewport, setViewport] = useState<Viewport>(FITTED);
	const size = { width: Math.max(60, width), height: Math.max(40, Math.min(TALLEST, Math.round((Math.max(60, width) * rows) / columns))) };
	const picture = { rows, columns };
	const bitmap = useMemo(() => bitmapOf(plane, scale), [plane.values, scale]);
	const cell = scaleOf(picture, size, viewport);
	const shrunk = useMemo(() => shrunkBitmap(bitmap, cell), [bitmap, cell]);
	useEffect(() => {
		const element = canvas.current;
		if (element === null) return;
		const frame = requestAnimationFrame(() => draw(element, {
			bitmap, shrunk, plane, offset, scale, frames, revealed, cell, viewport, focusColour: getComputedStyle(element).outlineColor,
		}));
		return () => cancelAnimationFrame(frame);
	});
	useEffect(() => {
		const element = canvas.current;
		if (element === null) return;
		const wheel = (event: WheelEvent): void => {
			event.preventDefault();
			const box = element.getBoundingClientRect();
			setViewport((before) => zoomed(picture, size, before, Math.exp(-event.deltaY / 300), { x: event.clientX - box.left, y: event.clientY - box.top }));
		};
		element.addEventListener('wheel', wheel, { passive: false });
		return () => element.removeEventListener('wheel', wheel);
	}, [size.width, size.height, rows, columns]);
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
				const start = dragged.current;
				if (start === undefined) return;
				const [x, y] = [event.clientX - start.x, event.clientY - start.y];
				if (!start.moved && Math.hypot(x, y) < 4) return;
				dragged.current = { x: event.clientX, y: event.clientY, moved: true };
				setViewport((before) => panned(picture, size, before, { x, y }));
			}}
			onPointerUp={(event) => {
				const moved = dragged.current?.moved ?? false;
				dragged.current = undefined;
				if (moved || onSelect === undefined) return;
				const box = event.currentTarget.getBoundingClientRect();
				const place = placeAt(picture, size, viewport, { x: event.clientX - box.left, y: event.clientY - box.top });
				if (place !== undefined) onSelect(place.row, place.column);
			}}
			onDblClick={() => setViewport(FITTED)}
			onKeyDown={(event) => {
				const centre = { x: size.width / 2, y: size.height / 2 };
				const arrows: Readonly<Record<string, { readonly x: number; readonly y: number }>> = { ArrowLeft: { x: 40, y: 0 }, ArrowRight: { x: -40, y: 0 }, ArrowUp: { x: 0, y: 40 }, ArrowDown: { x: 0, y: -40 } };
				const by = event.shiftKey ? arrows[event.key] : undefined;
				if (by !== undefined) setViewport((before) => panned(picture, size, before, by));
				else if (event.key === '+' || event.key === '=') setViewport((before) => zoomed(picture, size, before, 1.5, centre));
				else if (event.key === '-') setViewport((before) => zoomed(picture, size, before, 1 / 1.5, centre));
				else if (event.key === '0') setViewport(FITTED);
				else return;
				event.preventDefault();
				event.stopPropagation();
			}}
		/>
	);
}
