import type { CSSProperties, VNode } from 'preact';
import { fullNumber, cellNumber } from '../present/number';

/** How one cell of a grid looks. */
export interface GridCell {
	/** undefined: not known yet, drawn as an empty place. */
	readonly value: number | undefined;
	readonly look: 'plain' | 'padding' | 'covered' | 'pending';
	readonly background?: string;
	readonly text?: string;
	/** Small, in the corner: the weight that meets the cell. */
	readonly corner?: string;
	readonly current?: boolean;
}

interface CellGridProps {
	readonly label: string;
	readonly rows: number;
	readonly columns: number;
	readonly cell: (row: number, column: number) => GridCell;
	/** Side of a cell in px. */
	readonly cellSize: number;
	readonly onSelect?: (row: number, column: number) => void;
}

function cellClass(cell: GridCell): string {
	return ['cell', cell.look, ...(cell.current === true ? ['current'] : [])].join(' ');
}

function cellStyle(cell: GridCell): CSSProperties {
	return { ...(cell.background === undefined ? {} : { background: cell.background }), ...(cell.text === undefined ? {} : { color: cell.text }) };
}

/** A matrix as a grid of cells with their numbers, for matrices small enough to be read. */
export function CellGrid({ label, rows, columns, cell, cellSize, onSelect }: CellGridProps): VNode {
	const digits = cellSize >= 40 ? 4 : cellSize >= 32 ? 3 : 2;
	return (
		<div
			class="grid"
			role="table"
			aria-label={label}
			style={{ gridTemplateColumns: `repeat(${columns}, ${cellSize}px)`, gridAutoRows: `${cellSize}px`, fontSize: `${Math.max(9, Math.round(cellSize * 0.34))}px` }}
		>
			{Array.from({ length: rows }, (_, row) => (
				<div class="grid-row" role="row" key={row}>
					{Array.from({ length: columns }, (_unused, column) => {
						const each = cell(row, column);
						const shown = each.value === undefined ? undefined : cellNumber(each.value, digits);
						return (
							<div
								key={column}
								role="cell"
								class={cellClass(each)}
								style={cellStyle(each)}
								title={shown?.rounded === true && each.value !== undefined ? fullNumber(each.value) : undefined}
								onClick={onSelect === undefined ? undefined : () => onSelect(row, column)}
							>
								{shown?.text}
								{each.corner === undefined ? null : <span class="corner">{each.corner}</span>}
							</div>
						);
					})}
				</div>
			))}
		</div>
	);
}
