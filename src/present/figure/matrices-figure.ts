import { cellNumber } from '../number';
import { scaleEnds, shade, type ColourScale } from '../colour';
import { moved, textWidth, type Dots, type Figure, type Ink, type Mark, type Text } from './drawing';
import type { FigureGrid } from './grid';
import { GAP, gridMarks, gridSize, type CellScale } from './grid-drawing';

/** A matrix among others on a page. */
export interface CaptionedGrid {
	readonly name: string;
	/** Behind the name: its size, its channel. */
	readonly detail: string;
	readonly content: FigureGrid | ShownPicture;
	/** px of a cell's side, where the cells are not as large as usual. */
	readonly side?: number;
	/** What its colours mean. */
	readonly legend?: ColourScale;
	/** The sign between this matrix and the next. */
	readonly sign?: string;
}

/** A matrix that is too large for its numbers to be read. */
export interface ShownPicture {
	readonly dots: Dots;
	/** px */
	readonly width: number;
	readonly height: number;
	/** Drawn above the dots, about the picture's corner. */
	readonly above?: readonly Mark[];
}

/** What stands above and below the matrices. */
export interface Surround {
	readonly title?: string;
	readonly lines?: readonly string[];
	/** The room that is kept for lines, so that the drawings of a pass are all of one size. */
	readonly room?: LinesRoom;
}

/** Room for lines of text: how many, and px for the longest. */
export interface LinesRoom {
	readonly count: number;
	readonly width: number;
}

/** The room that each of these texts fits into. */
export function roomFor(texts: ReadonlyArray<readonly string[]>): LinesRoom {
	return { count: Math.max(0, ...texts.map(({ length }) => length)), width: Math.max(0, ...texts.flat().map((line) => textWidth(line, LINE_SIZE))) };
}

const SIDE = 40;
const MARGIN = 16;
const SIGN = 36;
const CAPTION = 28;
const LEGEND = 20;
const LINE = 20;
const LINE_SIZE = 13;
const TITLE = 30;
const RAMP = { width: 96, height: 8, parts: 24 };

function text(at: { readonly x: number; readonly y: number }, size: number, content: string, ink: Ink, bold = false, anchor: Text['anchor'] = 'middle'): Mark {
	return { kind: 'text', ...at, anchor, size, text: content, fill: { ink }, bold };
}

/** A ramp of the scale's colours between its ends, about its middle. */
function legendMarks(scale: ColourScale): Mark[] {
	const { low, high } = scaleEnds(scale);
	const part = RAMP.width / RAMP.parts;
	const parts = Array.from({ length: RAMP.parts }, (_, index): Mark => ({
		kind: 'box', x: index * part - RAMP.width / 2, y: -RAMP.height / 2, width: part + (index === RAMP.parts - 1 ? 0 : 0.5), height: RAMP.height, radius: 0,
		fill: { colour: shade(low + ((high - low) * (index + 0.5)) / RAMP.parts, scale).background },
	}));
	const [least, most] = [cellNumber(low).text, cellNumber(high).text];
	return [
		...parts,
		text({ x: -RAMP.width / 2 - 6, y: 0 }, 11, least, 'dim', false, 'end'),
		text({ x: RAMP.width / 2 + 6, y: 0 }, 11, most, 'dim', false, 'start'),
	];
}

/** The measures of cells with this side; small ones stand closer together. */
export function cellScale(side: number): CellScale {
	return { side, gap: side < SIDE / 2 ? 1 : GAP };
}

function sizeOf({ content, side = SIDE }: CaptionedGrid): { readonly width: number; readonly height: number } {
	return 'dots' in content ? content : gridSize(content, cellScale(side));
}

function contentMarks({ content, side = SIDE }: CaptionedGrid): Mark[] {
	if (!('dots' in content)) return gridMarks(content, cellScale(side));
	const { dots, width, height, above = [] } = content;
	return [{ kind: 'picture', x: 0, y: 0, width, height, dots }, ...above];
}

/** How wide a matrix is with what stands below it. */
function widthOf(each: CaptionedGrid): number {
	const { name, detail, legend } = each;
	return Math.max(sizeOf(each).width, textWidth(name, 13) * 1.08 + textWidth(` ${detail}`, 13), legend === undefined ? 0 : RAMP.width + 70);
}

function captionMarks({ name, detail }: CaptionedGrid): Mark[] {
	if (detail === '') return [text({ x: 0, y: 0 }, 13, name, 'ink', true)];
	const joint = (textWidth(name, 13) * 1.08 - textWidth(detail, 13)) / 2;
	return [text({ x: joint - 3, y: 0 }, 13, name, 'ink', true, 'end'), text({ x: joint + 3, y: 0 }, 13, detail, 'dim', false, 'start')];
}

/** Matrices beside each other, centred on one line, with their signs, captions and legends, a title above and lines of text below. */
export function matricesFigure(grids: readonly CaptionedGrid[], { title, lines = [], room = roomFor([lines]) }: Surround = {}): Figure {
	const sizes = grids.map(sizeOf);
	const tallest = Math.max(...sizes.map(({ height }) => height));
	const content = grids.reduce((sum, grid) => sum + widthOf(grid), 0) + SIGN * (grids.length - 1);
	const width = Math.ceil(Math.max(content, textWidth(title ?? '', 15) * 1.08, room.width) + 2 * MARGIN);
	const top = MARGIN + (title === undefined ? 0 : TITLE);
	const marks: Mark[] = title === undefined ? [] : [text({ x: width / 2, y: MARGIN + 7 }, 15, title, 'ink', true)];
	let left = (width - content) / 2;
	for (const [index, each] of grids.entries()) {
		const [whole, { width: gridWidth, height }] = [widthOf(each), sizes[index]!];
		const [middle, upper] = [left + whole / 2, top + (tallest - height) / 2];
		for (const mark of contentMarks(each)) marks.push(moved(mark, middle - gridWidth / 2, upper));
		for (const mark of captionMarks(each)) marks.push(moved(mark, middle, upper + height + CAPTION / 2 + 4));
		if (each.legend !== undefined) for (const mark of legendMarks(each.legend)) marks.push(moved(mark, middle, upper + height + CAPTION + LEGEND / 2 + 2));
		left += whole;
		if (index < grids.length - 1) marks.push(text({ x: left + SIGN / 2, y: top + tallest / 2 }, 20, each.sign ?? '', 'dim'));
		left += SIGN;
	}
	// the smaller matrices stand in the middle: only what hangs below the tallest needs room
	const below = Math.max(...grids.map(({ legend }, index) => (tallest + sizes[index]!.height) / 2 + CAPTION + (legend === undefined ? 0 : LEGEND)));
	const linesTop = top + below + 8;
	lines.forEach((line, index) => marks.push(text({ x: width / 2, y: linesTop + LINE * (index + 0.5) }, LINE_SIZE, line, 'ink')));
	return { width, height: Math.ceil(linesTop + LINE * room.count + MARGIN - 4), marks };
}
