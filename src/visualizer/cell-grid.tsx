import type { CSSProperties, VNode } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { fullNumber, cellNumber } from '../present/number';
import type { CellEditing, GridCell, GridFrame } from './grid-cell';

export interface CellGridProps {
	readonly label: string;
	readonly rows: number;
	readonly columns: number;
	readonly cell: (row: number, column: number) => GridCell;
	/** Side of a cell in px. */
	readonly cellSize: number;
	readonly frames?: readonly GridFrame[];
	readonly onPoint?: (cell: { readonly row: number; readonly column: number } | undefined) => void;
	readonly onSelect?: (row: number, column: number) => void;
	readonly editing?: CellEditing | undefined;
}

/** px between cells */
export const GAP = 2;

function cellStyle(cell: GridCell): CSSProperties {
	return { ...(cell.background === undefined ? {} : { background: cell.background }), ...(cell.text === undefined ? {} : { color: cell.text }) };
}

function placeOf(target: EventTarget | null): { readonly row: number; readonly column: number } | undefined {
	const cell = target instanceof Element ? target.closest<HTMLElement>('.cell') : null;
	return cell === null ? undefined : { row: Number(cell.dataset.row), column: Number(cell.dataset.column) };
}

/** A matrix as a grid of cells with their numbers, for matrices small enough to be read. One cell takes the focus; arrow keys move it. */
export function CellGrid({ label, rows, columns, cell, cellSize, frames = [], onPoint, onSelect, editing }: CellGridProps): VNode {
	const grid = useRef<HTMLDivElement>(null);
	const [active, setActive] = useState({ row: 0, column: 0 });
	const [edited, setEdited] = useState<{ readonly row: number; readonly column: number }>();
	const digits = cellSize >= 40 ? 4 : cellSize >= 32 ? 3 : 2;
	const reach = { row: Math.min(active.row, rows - 1), column: Math.min(active.column, columns - 1) };

	const focusCell = (row: number, column: number): void => {
		setActive({ row, column });
		grid.current?.querySelector<HTMLElement>(`.cell[data-row="${row}"][data-column="${column}"]`)?.focus();
	};
	const press = (event: KeyboardEvent): void => {
		const place = placeOf(event.target);
		if (place === undefined || event.target instanceof HTMLInputElement || event.ctrlKey || event.metaKey || event.altKey) return;
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
		<div
			ref={grid}
			class="grid"
			role="grid"
			aria-label={label}
			aria-rowcount={rows}
			aria-colcount={columns}
			style={{ gridTemplateColumns: `repeat(${columns}, ${cellSize}px)`, gridAutoRows: `${cellSize}px`, fontSize: `${Math.max(9, Math.round(cellSize * 0.34))}px` }}
			onPointerOver={onPoint && ((event) => { const place = placeOf(event.target); if (place !== undefined) onPoint(place); })}
			onPointerLeave={onPoint && (() => onPoint(undefined))}
			onFocusIn={onPoint && ((event: FocusEvent) => { if (event.target instanceof HTMLElement && event.target.matches(':focus-visible')) onPoint(placeOf(event.target)); })}
			onFocusOut={onPoint && (() => onPoint(undefined))}
			onClick={(event) => {
				const place = placeOf(event.target);
				if (place === undefined || event.target instanceof HTMLInputElement) return;
				setActive(place);
				onSelect?.(place.row, place.column);
			}}
			onDblClick={(event) => {
				const place = placeOf(event.target);
				if (place !== undefined && editing?.textAt(place.row, place.column) !== undefined) setEdited(place);
			}}
			onKeyDown={press}
		>
			{Array.from({ length: rows }, (_, row) => (
				<div class="grid-row" role="row" key={row}>
					{Array.from({ length: columns }, (_unused, column) => {
						const each = cell(row, column);
						const shown = each.value === undefined ? undefined : cellNumber(each.value, digits);
						const open = edited?.row === row && edited.column === column;
						return (
							<div
								key={column}
								role="gridcell"
								class={`cell ${each.look}${each.mark === undefined ? '' : ` ${each.mark}`}`}
								data-row={row}
								data-column={column}
								tabIndex={row === reach.row && column === reach.column ? 0 : -1}
								style={cellStyle(each)}
								title={shown?.rounded === true && each.value !== undefined ? fullNumber(each.value) : undefined}
							>
								{open ? <CellField label={editing?.label ?? label} text={editing?.textAt(row, column) ?? ''} finish={finish} /> : shown?.text}
								{each.corner === undefined || open ? null : <span class="corner">{each.corner}</span>}
							</div>
						);
					})}
				</div>
			))}
			{frames.map((frame, index) => (
				<span
					key={index}
					class={`frame ${frame.look}`}
					style={{
						left: `${frame.column * (cellSize + GAP)}px`,
						top: `${frame.row * (cellSize + GAP)}px`,
						width: `${frame.columns * (cellSize + GAP) - GAP}px`,
						height: `${frame.rows * (cellSize + GAP) - GAP}px`,
					}}
				/>
			))}
		</div>
	);
}

/** The field in which one number is typed: Enter keeps it, Escape leaves it as it was. */
function CellField({ label, text, finish }: { readonly label: string; readonly text: string; readonly finish: (text: string | undefined) => void }): VNode {
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
