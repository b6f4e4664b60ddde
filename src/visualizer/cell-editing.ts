/** What can be typed into a grid's cells. */
export interface CellEditing {
	/** What stands in the field at first; undefined where the cell takes no number. */
	textAt(row: number, column: number): string | undefined;
	commit(row: number, column: number, text: string): void;
	readonly label: string;
}
