/** A drawing in px, from which SVG, canvas pictures and TikZ are made. Colours are `#rrggbb`. */
export interface Figure {
	readonly width: number;
	readonly height: number;
	readonly marks: readonly FigureMark[];
}

export type FigureMark =
	| { readonly kind: 'box'; readonly x: number; readonly y: number; readonly width: number; readonly height: number; readonly fill?: string; readonly stroke?: string; readonly strokeWidth?: number; readonly dashed?: boolean }
	/** Centred on its place. */
	| { readonly kind: 'text'; readonly x: number; readonly y: number; readonly size: number; readonly text: string; readonly fill: string; readonly bold?: boolean };

/** One cell of a drawn matrix. */
export interface FigureCell {
	readonly text: string;
	readonly fill?: string;
	readonly textFill?: string;
	readonly corner?: string;
	readonly look?: 'plain' | 'padding' | 'pending' | 'current';
}

/** A matrix in a drawing. */
export interface FigureGrid {
	readonly caption: string;
	readonly rows: number;
	readonly columns: number;
	readonly cell: (row: number, column: number) => FigureCell;
	/** Cells to put a frame around. */
	readonly frame?: { readonly row: number; readonly column: number; readonly rows: number; readonly columns: number };
	/** The sign between this matrix and the next. */
	readonly sign?: string;
}

const CELL = 40;
const GAP = 2;
const MARGIN = 12;
const SIGN = 32;
const CAPTION = 26;
const INK = '#222222';
const PALE = '#777777';
const PLAIN = '#eeeeee';
const FRAME = '#005fb8';

function gridMarks(grid: FigureGrid, left: number, top: number): FigureMark[] {
	const marks: FigureMark[] = [];
	for (let row = 0; row < grid.rows; row++) for (let column = 0; column < grid.columns; column++) {
		const { text, fill, textFill, corner, look = 'plain' } = grid.cell(row, column);
		const [x, y] = [left + column * (CELL + GAP), top + row * (CELL + GAP)];
		const place = { kind: 'box', x, y, width: CELL, height: CELL } as const;
		marks.push(look === 'pending' || look === 'padding' ? { ...place, ...fill === undefined ? {} : { fill }, stroke: '#bbbbbb', strokeWidth: 1, dashed: true } : { ...place, fill: fill ?? PLAIN });
		if (look === 'current') marks.push({ ...place, stroke: FRAME, strokeWidth: 2.5 });
		marks.push({ kind: 'text', x: x + CELL / 2, y: y + CELL / 2, size: text.length > 4 ? 11 : 14, text, fill: textFill ?? (look === 'padding' ? PALE : INK), bold: look === 'current' || corner !== undefined });
		if (corner !== undefined) marks.push({ kind: 'text', x: x + CELL - 4 - corner.length * 2.6, y: y + CELL - 7, size: 9, text: corner, fill: INK });
	}
	const { frame } = grid;
	if (frame !== undefined) {
		marks.push({
			kind: 'box', x: left + frame.column * (CELL + GAP) - 1, y: top + frame.row * (CELL + GAP) - 1,
			width: frame.columns * (CELL + GAP) - GAP + 2, height: frame.rows * (CELL + GAP) - GAP + 2, stroke: FRAME, strokeWidth: 2.5,
		});
	}
	return marks.filter((mark) => mark.kind === 'box' || mark.text !== '');
}

/** Matrices beside each other, centred on one line, with their signs, their captions and a line of text below. */
export function matricesFigure(grids: readonly FigureGrid[], below = ''): Figure {
	const tallest = Math.max(...grids.map(({ rows }) => rows)) * (CELL + GAP);
	const marks: FigureMark[] = [];
	let left = MARGIN;
	for (const [index, grid] of grids.entries()) {
		const [width, height] = [grid.columns * (CELL + GAP) - GAP, grid.rows * (CELL + GAP) - GAP];
		const captionWidth = Math.max(width, grid.caption.length * 6.4);
		const top = MARGIN + (tallest - height) / 2;
		marks.push(...gridMarks(grid, left + (captionWidth - width) / 2, top));
		marks.push({ kind: 'text', x: left + captionWidth / 2, y: top + height + 16, size: 12, text: grid.caption, fill: INK });
		left += captionWidth;
		if (index < grids.length - 1) {
			marks.push({ kind: 'text', x: left + SIGN / 2, y: MARGIN + tallest / 2, size: 18, text: grid.sign ?? '', fill: PALE });
			left += SIGN;
		}
	}
	const width = Math.max(left, below.length * 6.8 + MARGIN) + MARGIN;
	const height = MARGIN + tallest + CAPTION + (below === '' ? 0 : CAPTION) + MARGIN;
	if (below !== '') marks.push({ kind: 'text', x: width / 2, y: height - MARGIN - 8, size: 12, text: below, fill: INK });
	return { width: Math.ceil(width), height: Math.ceil(height), marks };
}
