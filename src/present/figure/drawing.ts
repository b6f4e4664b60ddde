// What a drawing is made of. SVG files, SVG elements of a page, pictures and TikZ are written from it.

/** What a colour is for; every surface has its own for it. */
export type Ink = 'ink' | 'dim' | 'on-hue' | 'faint' | 'hatch' | 'line' | 'focus' | 'right' | 'wrong';

/** One of the surface's colours, or a colour that stands for a value. */
export type Paint = { readonly ink: Ink } | { readonly colour: string };

export interface Box {
	readonly kind: 'box';
	readonly x: number;
	readonly y: number;
	readonly width: number;
	readonly height: number;
	readonly radius: number;
	readonly fill?: Paint;
	readonly stroke?: Stroke;
}

/** Straight lines of one look. */
export interface Lines {
	readonly kind: 'lines';
	readonly lines: ReadonlyArray<readonly [fromX: number, fromY: number, toX: number, toY: number]>;
	readonly stroke: Stroke;
}

/** A line of text; `x` is its start, its middle or its end, `y` the middle of its height. */
export interface Text {
	readonly kind: 'text';
	readonly x: number;
	readonly y: number;
	readonly anchor: 'start' | 'middle' | 'end';
	readonly size: number;
	readonly text: string;
	readonly fill: Paint;
	readonly bold: boolean;
}

export interface Stroke {
	readonly paint: Paint;
	readonly width: number;
	/** Lengths of dash and gap; undefined: a line without gaps. */
	readonly dash?: readonly [number, number];
}

/** Dots, row by row, as a part of a drawing. */
export interface Picture {
	readonly kind: 'picture';
	readonly x: number;
	readonly y: number;
	readonly width: number;
	readonly height: number;
	readonly dots: Dots;
}

/** Dots of red, green, blue and opacity, four bytes each, row by row. */
export interface Dots {
	readonly rows: number;
	readonly columns: number;
	readonly bytes: Uint8ClampedArray<ArrayBuffer>;
}

export type Mark = Box | Lines | Text | Picture;

/** A drawing in px. */
export interface Figure {
	readonly width: number;
	readonly height: number;
	readonly marks: readonly Mark[];
}

/** The mark, moved. */
export function moved(mark: Mark, x: number, y: number): Mark {
	if (mark.kind !== 'lines') return { ...mark, x: mark.x + x, y: mark.y + y };
	return { ...mark, lines: mark.lines.map(([fromX, fromY, toX, toY]) => [fromX + x, fromY + y, toX + x, toY + y] as const) };
}

/** Roughly how wide a text of this many characters is set. */
export function textWidth(text: string, size: number): number {
	return text.length * size * 0.56;
}
