// What a drawn matrix is, on every surface: the panel, hovers, the Markdown preview and exported files.

/** How one cell looks. */
export interface FigureCell {
	/** undefined: not known yet or nothing there, drawn as an empty place. */
	readonly value: number | undefined;
	readonly look: 'plain' | 'padding' | 'inserted' | 'covered' | 'pending' | 'hidden';
	/** CSS colours; the surface's own where they are not given. */
	readonly background?: string;
	readonly text?: string;
	/** Small, in the corner: the weight that meets the cell. */
	readonly corner?: string;
	readonly mark?: 'current' | 'pointed' | 'ghost' | 'linked' | 'right' | 'wrong';
}

/** A rectangle around some cells. */
export interface FigureFrame {
	readonly row: number;
	readonly column: number;
	readonly rows: number;
	readonly columns: number;
	readonly look: 'window' | 'ghost';
}

/** A matrix as it is drawn. */
export interface FigureGrid {
	readonly rows: number;
	readonly columns: number;
	readonly cell: (row: number, column: number) => FigureCell;
	readonly frames?: readonly FigureFrame[];
}
