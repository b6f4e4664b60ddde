/** How one cell of a grid looks. */
export interface GridCell {
	/** undefined: not known yet or nothing there, drawn as an empty place. */
	readonly value: number | undefined;
	readonly look: 'plain' | 'padding' | 'inserted' | 'covered' | 'pending' | 'hidden';
	readonly background?: string;
	readonly text?: string;
	/** Small, in the corner: the weight that meets the cell. */
	readonly corner?: string;
	readonly mark?: 'current' | 'pointed' | 'ghost' | 'linked' | 'right' | 'wrong';
}

/** A rectangle around some cells. */
export interface GridFrame {
	readonly row: number;
	readonly column: number;
	readonly rows: number;
	readonly columns: number;
	readonly look: 'window' | 'ghost';
}

/** What can be typed into a grid's cells. */
export interface CellEditing {
	/** What stands in the field at first; undefined where the cell takes no number. */
	textAt(row: number, column: number): string | undefined;
	commit(row: number, column: number, text: string): void;
	readonly label: string;
}
