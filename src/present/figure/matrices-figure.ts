import { cellNumber } from '../number';
import { scaleEnds, shade, type ColourScale } from '../colour';
import { moved, textWidth, type Figure, type Ink, type Mark } from './drawing';
import type { FigureGrid } from './grid';
import { GAP, gridMarks, gridSize } from './grid-drawing';

/** A matrix among others on a page. */
export interface CaptionedGrid {
	readonly name: string;
	/** Behind the name: its size, its channel. */
	readonly detail: string;
	readonly grid: FigureGrid;
	/** What its colours mean. */
	readonly legend?: ColourScale;
	/** The sign between this matrix and the next. */
	readonly sign?: string;
}

/** What stands above and below the matrices. */
export interface Surround {
	readonly title?: string;
	readonly lines?: readonly string[];
}

const SIDE = 40;
const MARGIN = 16;
const SIGN = 36;
const CAPTION = 28;
const LEGEND = 20;
const LINE = 20;
const TITLE = 30;
const RAMP = { width: 96, height: 8, parts: 24 };

function text(at: { readonly x: number; readonly y: number }, size: number, content: string, ink: Ink, bold = false): Mark {
	return { kind: 'text', ...at, anchor: 'middle', size, text: content, fill: { ink }, bold };
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
		text({ x: -RAMP.width / 2 - 5 - textWidth(least, 11) / 2, y: 0 }, 11, least, 'dim'),
		text({ x: RAMP.width / 2 + 5 + textWidth(most, 11) / 2, y: 0 }, 11, most, 'dim'),
	];
}

/** How wide a matrix is with what stands below it. */
function widthOf({ name, detail, grid, legend }: CaptionedGrid): number {
	return Math.max(gridSize(grid, { side: SIDE, gap: GAP }).width, textWidth(name, 13) * 1.08 + textWidth(` ${detail}`, 13), legend === undefined ? 0 : RAMP.width + 70);
}

function captionMarks({ name, detail }: CaptionedGrid): Mark[] {
	const [bold, plain] = [textWidth(name, 13) * 1.08, detail === '' ? 0 : textWidth(` ${detail}`, 13)];
	return [text({ x: -plain / 2, y: 0 }, 13, name, 'ink', true), ...detail === '' ? [] : [text({ x: bold / 2, y: 0 }, 13, detail, 'dim')]];
}

/** Matrices beside each other, centred on one line, with their signs, captions and legends, a title above and lines of text below. */
export function matricesFigure(grids: readonly CaptionedGrid[], { title, lines = [] }: Surround = {}): Figure {
	const scale = { side: SIDE, gap: GAP };
	const sizes = grids.map(({ grid }) => gridSize(grid, scale));
	const tallest = Math.max(...sizes.map(({ height }) => height));
	const content = grids.reduce((sum, grid) => sum + widthOf(grid), 0) + SIGN * (grids.length - 1);
	const width = Math.ceil(Math.max(content, textWidth(title ?? '', 15) * 1.08, ...lines.map((line) => textWidth(line, 13))) + 2 * MARGIN);
	const top = MARGIN + (title === undefined ? 0 : TITLE);
	const marks: Mark[] = title === undefined ? [] : [text({ x: width / 2, y: MARGIN + 7 }, 15, title, 'ink', true)];
	let left = (width - content) / 2;
	for (const [index, each] of grids.entries()) {
		const [whole, { width: gridWidth, height }] = [widthOf(each), sizes[index]!];
		const [middle, upper] = [left + whole / 2, top + (tallest - height) / 2];
		for (const mark of gridMarks(each.grid, scale)) marks.push(moved(mark, middle - gridWidth / 2, upper));
		for (const mark of captionMarks(each)) marks.push(moved(mark, middle, upper + height + CAPTION / 2 + 4));
		if (each.legend !== undefined) for (const mark of legendMarks(each.legend)) marks.push(moved(mark, middle, upper + height + CAPTION + LEGEND / 2 + 2));
		left += whole;
		if (index < grids.length - 1) marks.push(text({ x: left + SIGN / 2, y: top + tallest / 2 }, 20, each.sign ?? '', 'dim'));
		left += SIGN;
	}
	// the smaller matrices stand in the middle: only what hangs below the tallest needs room
	const below = Math.max(...grids.map(({ legend }, index) => (tallest + sizes[index]!.height) / 2 + CAPTION + (legend === undefined ? 0 : LEGEND)));
	const linesTop = top + below + 8;
	lines.forEach((line, index) => marks.push(text({ x: width / 2, y: linesTop + LINE * (index + 0.5) }, 13, line, 'ink')));
	return { width, height: Math.ceil(linesTop + LINE * lines.length + MARGIN - 4), marks };
}
