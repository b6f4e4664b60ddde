import { cellNumber, fullNumber, type ShownNumber } from '../number';
import { moved, type Box, type Ink, type Lines, type Mark, type Paint, type Stroke, type Text } from './drawing';
import type { FigureCell, FigureFrame, FigureGrid } from './grid';

/** px between cells */
export const GAP = 2;
/** Smaller cells carry no numbers. */
const SMALLEST_NUMBERED = 20;
const SMALLEST_TEXT = 7;
const SMALLEST_CORNER = 6;
/** The width of a monospaced digit, of the text's size. */
const DIGIT_WIDTH = 0.61;
/** px that a number keeps off a cell's sides, together */
const SIDES = 3;

/** The sizes of a drawn matrix's cells, in px. */
export interface CellScale {
	readonly side: number;
	readonly gap: number;
}

/** Where a cell's corner lies within its matrix. */
export function cellPlace(row: number, column: number, { side, gap }: CellScale): { readonly x: number; readonly y: number } {
	return { x: column * (side + gap), y: row * (side + gap) };
}

/** The width and height of a matrix of so many cells. */
export function gridSize({ rows, columns }: Pick<FigureGrid, 'rows' | 'columns'>, { side, gap }: CellScale): { readonly width: number; readonly height: number } {
	return { width: columns * (side + gap) - gap, height: rows * (side + gap) - gap };
}

/** A cell's number as it is written in it: a whole number with all its digits while these can be read. */
export function numberIn(value: number, side: number): ShownNumber {
	if (Number.isInteger(value)) {
		const text = fullNumber(value);
		if (text.length * SMALLEST_TEXT * DIGIT_WIDTH <= side - SIDES) return { text, rounded: false };
	}
	return cellNumber(value, side >= 40 ? 4 : side >= 32 ? 3 : 2);
}

function inked(ink: Ink): Paint {
	return { ink };
}

function stroke(ink: Ink, width: number, dash?: readonly [number, number]): Stroke {
	return { paint: inked(ink), width, ...dash === undefined ? {} : { dash } };
}

/** Lines from upper left to lower right across a square. */
function diagonals(side: number): Lines['lines'] {
	const lines: Array<Lines['lines'][number]> = [];
	for (let offset = -Math.floor((side - 3) / 7) * 7; offset < side - 2; offset += 7) lines.push([Math.max(0, offset), Math.max(0, -offset), Math.min(side, side + offset), Math.min(side, side - offset)]);
	return lines;
}

function levels(side: number): Lines['lines'] {
	return Array.from({ length: Math.floor((side - 1) / 4) }, (_, index) => [0, side - 3.5 - index * 4, side, side - 3.5 - index * 4] as const);
}

const hatches = new Map<string, Lines>();

/** The hatching of padding and of inserted zeros; kept, as every such cell of a matrix has the same. */
function hatchOf(look: 'padding' | 'inserted', side: number): Lines {
	const key = `${look} ${side}`;
	const kept = hatches.get(key);
	if (kept !== undefined) return kept;
	const hatch: Lines = { kind: 'lines', lines: look === 'padding' ? diagonals(side) : levels(side), stroke: stroke('hatch', 1) };
	if (hatches.size > 100) hatches.clear();
	hatches.set(key, hatch);
	return hatch;
}

function groundOf({ look, background, mark }: FigureCell, side: number): Mark[] {
	const box: Box = { kind: 'box', x: 0, y: 0, width: side, height: side, radius: Math.min(mark === 'linked' ? 9 : 4, side / 5) };
	if ((look === 'pending' && side >= SMALLEST_NUMBERED) || look === 'hidden') { // thousands of dashed lines would outweigh what is known
		return [{ ...box, x: 0.5, y: 0.5, width: side - 1, height: side - 1, stroke: look === 'pending' ? stroke('line', 1, [3, 3]) : stroke('line', 1) }];
	}
	const ground: Box = { ...box, fill: background === undefined ? inked('faint') : { colour: background } };
	return (look === 'padding' || look === 'inserted') && side >= SMALLEST_NUMBERED ? [ground, hatchOf(look, side)] : [ground];
}

function textFill({ look, text, mark }: FigureCell): Paint {
	if (mark === 'wrong') return inked('wrong');
	if (text !== undefined) return { colour: text };
	if (look === 'covered') return inked('on-hue');
	return inked(look === 'plain' ? 'ink' : 'dim');
}

function textsOf(cell: FigureCell, side: number): Text[] {
	if (side < SMALLEST_NUMBERED) return [];
	const text = cell.look === 'hidden' ? '?' : cell.value === undefined ? '' : numberIn(cell.value, side).text;
	const full = Math.max(9, Math.round(side * 0.34));
	const size = Math.max(SMALLEST_TEXT, Math.min(full, Math.floor(((side - SIDES) / (text.length * DIGIT_WIDTH)) * 2) / 2));
	const fill = textFill(cell);
	const bold = cell.look === 'covered' || cell.mark === 'current' || cell.mark === 'pointed';
	const number: Text[] = text === '' ? [] : [{ kind: 'text', x: side / 2, y: side * (cell.corner === undefined ? 0.5 : 0.44), anchor: 'middle', size, text, fill, bold }];
	return cell.corner === undefined ? number : [...number, cornerText(cell.corner, side, { kind: 'text', x: side - 3, anchor: 'end', fill, bold: cell.look === 'covered' })];
}

/** The text in a cell's corner, small enough to stay in its cell; where there is no room for it, the sign in front of a weight is left out. */
function cornerText(text: string, side: number, style: Omit<Text, 'text' | 'size' | 'y'>): Text {
	const wanted = Math.max(7.5, Math.max(9, Math.round(side * 0.34)) * 0.64);
	const fits = (each: string): number => (side - SIDES) / (each.length * DIGIT_WIDTH);
	const shown = fits(text) < wanted ? text.replace(/^×/, '') : text;
	const size = Math.max(SMALLEST_CORNER, Math.min(wanted, fits(shown)));
	return { ...style, y: side - wanted * 0.6, size, text: shown };
}

/** What a cell is made of, about its own corner; the number comes before what stands in the corner. */
export function cellMarks(cell: FigureCell, side: number): Mark[] {
	return [...groundOf(cell, side), ...textsOf(cell, side)];
}

/** A rectangle whose line lies this far outside of a box. */
function around(width: number, height: number, distance: number, line: Stroke): Box {
	const out = distance + line.width / 2;
	return { kind: 'box', x: -out, y: -out, width: width + 2 * out, height: height + 2 * out, radius: 4 + distance, stroke: line };
}

/** The line around a marked cell, about the cell's corner, to be drawn above all cells; undefined for a cell without one. */
export function cellOutline({ mark }: Pick<FigureCell, 'mark'>, side: number): Box | undefined {
	if (mark === undefined) return undefined;
	switch (mark) {
		case 'current': case 'pointed': return around(side, side, 1, stroke('focus', 2.5));
		case 'ghost': return around(side, side, 0, stroke('focus', 2, [4, 3]));
		case 'right': return around(side, side, 0, stroke('right', 2));
		case 'wrong': return around(side, side, 0, stroke('wrong', 2, [4, 3]));
		case 'linked': return undefined;
	}
}

/** A frame around some cells, within its matrix. */
export function frameMark(frame: FigureFrame, scale: CellScale): Mark {
	const { x, y } = cellPlace(frame.row, frame.column, scale);
	const { width, height } = gridSize(frame, scale);
	return moved(around(width, height, 1, frame.look === 'window' ? stroke('focus', 2.5) : stroke('focus', 1.5, [4, 3])), x, y);
}

/** All marks of a matrix: its cells, and above them the outlines and frames. */
export function gridMarks({ rows, columns, cell, frames = [] }: FigureGrid, scale: CellScale): Mark[] {
	const cells: Mark[] = [];
	const outlines: Mark[] = [];
	for (let row = 0; row < rows; row++) for (let column = 0; column < columns; column++) {
		const each = cell(row, column);
		const { x, y } = cellPlace(row, column, scale);
		for (const mark of cellMarks(each, scale.side)) cells.push(moved(mark, x, y));
		const outline = cellOutline(each, scale.side);
		if (outline !== undefined) outlines.push(moved(outline, x, y));
	}
	return [...cells, ...outlines, ...frames.map((frame) => frameMark(frame, scale))];
}
