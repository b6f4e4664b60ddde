import { BRIGHTEST, scaleEnds, shade, type ColourScale } from '../present/colour';
import type { Plane } from '../present/heat-map';

/** A picture, four bytes (red, green, blue, opacity) a pixel, row by row. */
export interface Pixels {
	readonly rows: number;
	readonly columns: number;
	readonly bytes: Uint8ClampedArray<ArrayBuffer>;
}

/** The planes of a colour image: red, green, blue. */
export type ColourPlanes = readonly [Plane, Plane, Plane];

const SHADES = 256;
const BYTES_A_PIXEL = 4;

function bytesOf(colour: string): readonly number[] {
	const channels = colour.startsWith('#') ? [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16)) : (colour.match(/\d+/g) ?? []).slice(0, 3).map(Number);
	return [...channels, BRIGHTEST];
}

/** The colours of a scale from its least to its greatest value, and, last, that of what is not a number. */
function shadesOf(scale: ColourScale): Uint32Array {
	const { low, high } = scaleEnds(scale);
	const bytes = new Uint8Array((SHADES + 1) * BYTES_A_PIXEL);
	for (let index = 0; index <= SHADES; index++) {
		bytes.set(bytesOf(shade(index === SHADES ? NaN : low + ((high - low) * index) / (SHADES - 1), scale).background), index * BYTES_A_PIXEL);
	}
	return new Uint32Array(bytes.buffer);
}

/** A plane as a picture of one pixel a cell. */
export function paintPlane({ rows, columns, values }: Plane, scale: ColourScale): Pixels {
	const colours = shadesOf(scale);
	const { low, high } = scaleEnds(scale);
	const factor = high === low ? 0 : (SHADES - 1) / (high - low);
	const bytes = new Uint8ClampedArray(rows * columns * BYTES_A_PIXEL);
	const pixels = new Uint32Array(bytes.buffer);
	for (let index = 0; index < pixels.length; index++) {
		const place = (values[index]! - low) * factor;
		pixels[index] = colours[place !== place ? SHADES : place <= 0 ? 0 : place >= SHADES - 1 ? SHADES - 1 : (place + 0.5) | 0]!; // millions of cells: no calls
	}
	return { rows, columns, bytes };
}

/** Three planes of values from 0 to 255 as one colour picture. */
export function paintColours([red, green, blue]: ColourPlanes): Pixels {
	const bytes = new Uint8ClampedArray(red.values.length * BYTES_A_PIXEL);
	for (let index = 0; index < red.values.length; index++) {
		bytes[index * BYTES_A_PIXEL] = red.values[index]!;
		bytes[index * BYTES_A_PIXEL + 1] = green.values[index]!;
		bytes[index * BYTES_A_PIXEL + 2] = blue.values[index]!;
		bytes[index * BYTES_A_PIXEL + 3] = BRIGHTEST;
	}
	return { rows: red.rows, columns: red.columns, bytes };
}
