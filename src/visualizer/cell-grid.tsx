import type { VNode } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { FigureGrid } from '../present/figure/grid';
import { cellOutline, cellPlace, frameMark, GAP, gridSize } from '../present/figure/grid-drawing';
import type { CellEditing } from './cell-editing';
import type { NextFrame } from './cell-looks';
import { DrawnCell } from './drawn-cell';
import { markNode } from './figure-nodes';
import type { Region } from './viewport';

/** px that what is followed keeps off the edge of its room */
const EDGE = 32;

export interface CellGridProps extends FigureGrid {
	readonly label: string;
	/** Side of a cell in px. */
	readonly cellSize: number;
	/** px of the stage's width: when it changes, what is followed may have to be brought into sight again. */
	readonly room: number;
	readonly onPoint?: (cell: { readonly row: number; readonly column: number } | undefined) => void;
	readonly onSelect?: (row: number, column: number) => void;
	readonly editing?: CellEditing | undefined;
	/** Where the window stands a stride further on: shown while the stride is looked at. */
	readonly next?: readonly NextFrame[];
	/** Cells to keep in sight as the pass moves on. */
	readonly follow?: Region | undefined;
}

function placeOf(target: EventTarget | null): { readonly row: number; readonly column: number } | undefined {
	const cell = target instanceof Element ? target.closest<SVGElement>('.cell') : null;
	return cell === null ? undefined : { row: Number(cell.dataset.row), column: Number(cell.dataset.column) };
}

/** A matrix as a grid of cells with their numbers, for matrices small enough to be read. One cell takes the focus; arrow keys move it. */
export function CellGrid({ label, rows, columns, cell, cellSize, room: width, frames = [], onPoint, onSelect, editing, next = [], follow }: CellGridProps): VNode {
	const grid = useRef<SVGSVGElement>(null);
	const [active, setActive] = useState({ row: 0, column: 0 });
	const [edited, setEdited] = useState<{ readonly row: number; readonly column: number }>();
	const reach = { row: Math.min(active.row, rows - 1), column: Math.min(active.column, columns - 1) };
	const scale = { side: cellSize, gap: GAP };
	const cells = Array.from({ length: rows }, (_, row) => Array.from({ length: columns }, (_unused, column) => cell(row, column)));

	useEffect(() => {
		const room = grid.current?.closest('figure');
		if (follow === undefined || room === null || room === undefined || room.scrollWidth <= room.clientWidth) return;
		const from = cellPlace(0, follow.column, scale).x;
		const to = cellPlace(0, follow.column + follow.columns, scale).x;
		if (from - EDGE < room.scrollLeft) room.scrollLeft = from - EDGE;
		else if (to + EDGE > room.scrollLeft + room.clientWidth) room.scrollLeft = to + EDGE - room.clientWidth;
	}, [follow?.column, follow?.columns, cellSize, width]);

	const focusCell = (row: number, column: number): void => {
		setActive({ row, column });
		grid.current?.querySelector<SVGElement>(`.cell[data-row="${row}"][data-column="${column}"]`)?.focus();
	};
	const press = (event: KeyboardEvent): void => {
		const place = placeOf(event.target);
		if (place === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
		const { row, column } = place;
		const act = ((): (() => void) | undefined => {
			switch (event.key) {
				case 'ArrowUp': return () => focusCell(Math.max(0, row - 1), column);
				case 'ArrowDown': return () => focusCell(Math.min(rows - 1, row + 1), column);
				case 'ArrowLeft': return () => focusCell(row, Math.max(0, column - 1));
				case 'ArrowRight': return () => focusCell(row, Math.min(columns - 1, column + 1));
				case 'Home': return () => focusCell(row, 0);
				case 'End': return () => focusCell(row, columns - 1);
				case 'Enter': case 'F2': return editing?.textAt(row, column) === undefined ? () => onSelect?.(row, column) : () => setEdited(place);
				case ' ': return () => onSelect?.(row, column);
				default: return undefined;
			}
		})();
		if (act === undefined) return;
		event.preventDefault();
		event.stopPropagation();
		act();
	};
	const finish = (text: string | undefined): void => {
		if (edited === undefined) return;
		setEdited(undefined);
		if (text !== undefined && text.trim() !== '') editing?.commit(edited.row, edited.column, text.trim());
		focusCell(edited.row, edited.column);
	};

	return (
		<div class="grid-place" style={{ fontSize: `${Math.max(9, Math.round(cellSize * 0.34))}px` }}>
			<svg
				ref={grid}
				class="grid"
				role="grid"
				aria-label={label}
				aria-rowcount={rows}
				aria-colcount={columns}
				{...gridSize({ rows, columns }, scale)}
				onPointerOver={onPoint && ((event) => { const place = placeOf(event.target); if (place !== undefined) onPoint(place); })}
				onPointerLeave={onPoint && (() => onPoint(undefined))}
				onFocusIn={onPoint && ((event: FocusEvent) => { if (event.target instanceof Element && event.target.matches(':focus-visible')) onPoint(placeOf(event.target)); })}
				onFocusOut={onPoint && (() => onPoint(undefined))}
				onClick={(event) => {
					const place = placeOf(event.target);
					if (place === undefined) return;
					setActive(place);
					onSelect?.(place.row, place.column);
				}}
				onDblClick={(event) => {
					const place = placeOf(event.target);
					if (place !== undefined && editing?.textAt(place.row, place.column) !== undefined) setEdited(place);
				}}
				onKeyDown={press}
			>
				{cells.map((line, row) => (
					<g class="grid-row" role="row" key={row}>
						{line.map((each, column) => <DrawnCell key={column} cell={each} row={row} column={column} side={cellSize} reached={row === reach.row && column === reach.column} />)}
					</g>
				))}
				<g class="overlay" aria-hidden="true">
					{cells.flatMap((line, row) => line.flatMap((each, column) => {
						const outline = cellOutline(each, cellSize);
						if (outline === undefined) return [];
						const { x, y } = cellPlace(row, column, scale);
						return [<g key={`${row} ${column}`} transform={`translate(${x} ${y})`}>{markNode(outline)}</g>];
					}))}
					{next.map((frame) => <g key={frame.name}>{markNode(frameMark({ ...frame, look: 'window' }, scale), `frame ${frame.name}`)}</g>)}
					{frames.map((frame, index) => <g key={index}>{markNode(frameMark(frame, scale), `frame ${frame.look}`)}</g>)}
				</g>
			</svg>
			{edited === undefined ? null : <CellField label={editing?.label ?? label} text={editing?.textAt(edited.row, edited.column) ?? ''} place={{ ...cellPlace(edited.row, edited.column, scale), side: cellSize }} finish={finish} />}
		</div>
	);
}

interface CellFieldProps {
	readonly label: string;
	readonly text: string;
	/** Where the cell that it lies on is, in px. */
	readonly place: { readonly x: number; readonly y: number; readonly side: number };
	readonly finish: (text: string | undefined) => void;
}

/** The field in which one number is typed: Enter keeps it, Escape leaves it as it was. */
function CellField({ label, text, place: { x, y, side }, finish }: CellFieldProps): VNode {
	const done = useRef(false);
	const end = (value: string | undefined): void => {
		if (done.current) return;
		done.current = true;
		finish(value);
	};
	return (
		<input
			class="cell-field"
			type="text"
			inputMode="decimal"
			aria-label={label}
			defaultValue={text}
			style={{ left: `${x}px`, top: `${y}px`, width: `${side}px`, height: `${side}px` }}
			ref={(element) => { if (element !== null && document.activeElement !== element) { element.focus(); element.select(); } }}
			onKeyDown={(event) => {
				event.stopPropagation();
				if (event.key === 'Enter') end(event.currentTarget.value);
				if (event.key === 'Escape') end(undefined);
			}}
			onBlur={() => end(undefined)}
		/>
	);
}
