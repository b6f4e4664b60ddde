import { Code, isBlank, isLineEnd } from '../characters';
import { foundMatrix, foundRefusal, type Found } from '../found';
import { Matrix } from '../matrix';
import { NumberList } from '../number-list';
import { NumberScanner } from '../number';
import type { Source } from '../source';

const MOST_NUMBERS = 4096;

/** Reads ImageMagick's kernel, `3x3: 0,1,0 1,-4,1 0,1,0`, at its colon; the sizes are columns and rows. */
export function readImageMagick(source: Source, colon: number): Found | undefined {
	const { text } = source;
	const sizes = /(?:^|[^\w.])(\d{1,3})x(\d{1,3})(?:[+-]\d{1,3}){0,2}$/.exec(text.slice(Math.max(0, colon - 24), colon));
	if (sizes === null) return undefined;
	const start = colon - sizes[0].replace(/^[^\d]/, '').length;
	return readFlatNumbers(source, start, colon + 1, [Number(sizes[2]), Number(sizes[1])], MOST_NUMBERS);
}

/** Reads SVG's `kernelMatrix="0 1 0 1 -4 1 0 1 0"`; its `order` gives columns and rows, and is 3 where it isn't written. */
export function readSvgKernel(source: Source, start: number): Found | undefined {
	const { text } = source;
	const head = /^kernelMatrix\s*=\s*(?:\{\s*)?["'`]/.exec(text.slice(start, start + 40));
	if (head === null) return undefined;
	const tag = text.slice(Math.max(0, start - 300), start + 2000);
	const from = Math.max(0, tag.lastIndexOf('<', Math.min(300, start)));
	const order = /\border\s*=\s*["'{]+\s*(\d{1,3})(?:[\s,]+(\d{1,3}))?/.exec(tag.slice(from));
	const columns = Number(order?.[1] ?? 3);
	return readFlatNumbers(source, start, start + head[0].length, [Number(order?.[2] ?? columns), columns], MOST_NUMBERS);
}

/** Numbers with blanks, commas and line ends between them, under a shape that they have to fill. */
function readFlatNumbers({ text }: Source, start: number, inside: number, shape: readonly number[], most: number): Found | undefined {
	const scanner = new NumberScanner(text);
	const numbers = new NumberList();
	let at = inside;
	let end = inside;
	while (numbers.length <= most) {
		while (isBlank(text.charCodeAt(at)) || isLineEnd(text.charCodeAt(at)) || (text.charCodeAt(at) === Code.comma && numbers.length > 0))
			at++;
		if (!scanner.read(at)) break;
		numbers.push(scanner.value, at, scanner.end);
		at = end = scanner.end;
		if (numbers.length === shape[0]! * shape[1]!) break;
	}
	if (numbers.length < 2) return undefined;
	const range = { start, end };
	if (numbers.length !== shape[0]! * shape[1]!)
		return foundRefusal('convolution-attribute', range, { reason: 'shape-mismatch', count: numbers.length, shape });
	return foundMatrix('convolution-attribute', range, new Matrix(shape, numbers));
}
