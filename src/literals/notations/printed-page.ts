import { elementCount, type Shape } from '../../engine/tensor';
import { lineEnd } from '../blanks';
import { Code, isBlank, isLineEnd } from '../characters';
import { foundMatrix, foundRefusal, matrixOf, named, type Found } from '../found';
import { Matrix } from '../matrix';
import { NumberList } from '../number-list';
import type { Source } from '../source';
import { nextLine, readGrid, type Lines } from './whitespace-grid';

const LONGEST_HEAD = 120;

/** What announces a page: MATLAB's `A =` and `A(:,:,2) =`, Julia's `[:, :, 2] =` and `2×3 Matrix{Int64}:`, libtorch's `(1,.,.) =`. */
const MATLAB_HEAD = /^[ \t]*([A-Za-z_]\w*)[ \t]*(\(:,:,\d+\))?[ \t]*=[ \t]*$/;
const JULIA_HEAD = /^[ \t]*(\d+(?:×\d+)*)(?:-element)?[ \t]+[A-Z][\w.]*(?:\{[^\n]*\})?[ \t]*:[ \t]*$/;
const JULIA_PAGE = /^[ \t]*\[:, :, \d+\][ \t]*=[ \t]*$/;
const LIBTORCH_PAGE = /^[ \t]*\((?:\d+,){1,2}\.,\.\)[ \t]*=[ \t]*$/;
const FACTOR = /^[ \t]*(\d(?:\.\d*)?[eE][-+]?\d+)[ \t]*\*[ \t]*$/;
const COLUMNS = /^[ \t]*Columns? \d+(?: (?:through|and|to) \d+)?:?[ \t]*$/;
const LIBTORCH_SHAPE = /^[ \t]*\[ \w+Type\{(\d+(?:,\d+){0,3})\} \]/;

/** Reads what MATLAB, Octave, Julia and libtorch print line by line: a head, a common factor, columns and pages apart. */
export function readPrintedPage(source: Source, start: number): Lines {
	const { text } = source;
	const head = lineAt(text, start);
	if (head === undefined) return { found: undefined, end: start };
	const julia = JULIA_HEAD.exec(head);
	if (julia !== null) return readJulia(source, start, julia[1]!.split('×').map(Number));
	const matlab = MATLAB_HEAD.exec(head);
	if (matlab === null && !LIBTORCH_PAGE.test(head)) return { found: undefined, end: start };
	if (matlab !== null && matlab[2] === undefined) {
		const page = readPage(source, nextLine(text, start + head.length));
		return page === undefined ? { found: undefined, end: start } : { found: named(page.found, matlab[1]), end: page.end };
	}
	const pages = readPages(source, start, matlab === null ? LIBTORCH_PAGE : MATLAB_HEAD);
	if (pages === undefined) return { found: undefined, end: start };
	if (matlab === null) return { found: withLibtorchShape(text, pages), end: pages.range.end };
	return { found: named(lastAxisPages(pages), matlab[1]), end: pages.range.end };
}

/** A head that says the shape; a vector has one number a line. */
function readJulia(source: Source, start: number, shape: Shape): Lines {
	const inside = nextLine(source.text, start);
	const pages = shape.length > 2 ? readPages(source, inside, JULIA_PAGE) : readPage(source, inside)?.found;
	if (pages === undefined) return { found: undefined, end: start };
	const stacked = shape.length > 2 ? lastAxisPages(pages) : pages;
	const matrix = matrixOf(stacked);
	const end = stacked.range.end;
	if (matrix === undefined) return { found: stacked, end };
	const fits = shape.length === 1 ? matrix.numbers.length === shape[0] : matrix.shape.join() === shape.join();
	return {
		found: fits
			? { ...stacked, outcome: new Matrix(shape, matrix.numbers, matrix.notes) }
			: foundRefusal('printed-page', stacked.range, { reason: 'shape-mismatch', count: matrix.numbers.length, shape }),
		end,
	};
}

/** One page: an optional factor, then rows, perhaps in several blocks of columns. */
function readPage(source: Source, start: number): { found: Found; end: number } | undefined {
	const { text } = source;
	let at = skipBlankLines(text, start);
	const factor = FACTOR.exec(lineAt(text, at) ?? '');
	if (factor !== null) at = skipBlankLines(text, nextLine(text, at));
	const blocks: Found[] = [];
	for (;;) {
		const hasColumns = COLUMNS.test(lineAt(text, at) ?? '');
		if (blocks.length > 0 && !hasColumns) break;
		const lines = readGrid({ ...source, evidence: 'claimed' }, hasColumns ? skipBlankLines(text, nextLine(text, at)) : at);
		if (lines.found === undefined) return undefined;
		if (matrixOf(lines.found) === undefined) return { found: { ...lines.found, notation: 'printed-page' }, end: lines.end };
		blocks.push(lines.found);
		if (!hasColumns) break;
		at = skipBlankLines(text, nextLine(text, lines.end));
	}
	const range = { start: blocks[0]!.range.start, end: blocks.at(-1)!.range.end };
	const matrix = sideBySide(blocks.map((block) => asRows(matrixOf(block)!)));
	if (matrix === undefined) return undefined;
	const scaled = factor === null ? matrix : matrix.scaled(Number(factor[1]), '*');
	return { found: foundMatrix('printed-page', range, scaled), end: range.end };
}

/** The pages that follow one another, as (pages, rows, columns). */
function readPages(source: Source, start: number, head: RegExp): Found | undefined {
	const { text } = source;
	const pages: Matrix[] = [];
	let begin = -1;
	let end = start;
	let at = skipBlankLines(text, start);
	while (at < text.length && head.test(lineAt(text, at) ?? '')) {
		const page = readPage(source, nextLine(text, at));
		const matrix = page && matrixOf(page.found);
		if (page === undefined) return undefined;
		if (matrix === undefined) return page.found;
		if (pages.length > 0 && pages[0]!.shape.join() !== matrix.shape.join()) return undefined;
		pages.push(matrix);
		if (begin < 0) begin = page.found.range.start;
		end = page.end;
		at = skipBlankLines(text, nextLine(text, end));
	}
	if (pages.length === 0) return undefined;
	const all = new NumberList();
	for (const page of pages) page.numbers.copyTo(all);
	return foundMatrix('printed-page', { start: begin, end }, new Matrix([pages.length, ...pages[0]!.shape], all));
}

/** MATLAB and Julia count pages by the last axis. */
function lastAxisPages(found: Found): Found {
	const matrix = matrixOf(found);
	return matrix?.rank === 3 ? { ...found, outcome: matrix.permuted([1, 2, 0]) } : found;
}

/** libtorch says the whole shape behind the last page. */
function withLibtorchShape(text: string, found: Found): Found {
	const shape = LIBTORCH_SHAPE.exec(lineAt(text, skipBlankLines(text, nextLine(text, found.range.end))) ?? '')?.[1]
		?.split(',')
		.map(Number);
	const matrix = matrixOf(found);
	if (matrix === undefined || shape === undefined || elementCount(shape) !== matrix.numbers.length) return found;
	return { ...found, outcome: new Matrix(shape, matrix.numbers, matrix.notes) };
}

function asRows(matrix: Matrix): Matrix {
	return matrix.rank === 1 ? new Matrix([1, ...matrix.shape], matrix.numbers) : matrix;
}

function sideBySide(blocks: readonly Matrix[]): Matrix | undefined {
	const [first] = blocks;
	if (blocks.length === 1) return first;
	const rows = first!.shape[0]!;
	if (blocks.some((block) => block.shape[0] !== rows)) return undefined;
	const all = new NumberList();
	for (let row = 0; row < rows; row++) {
		for (const { shape, numbers } of blocks) numbers.picked(shape[1]!, (index) => row * shape[1]! + index).copyTo(all);
	}
	return new Matrix([rows, all.length / rows], all);
}

/** The line that starts here, without its end; undefined for a line too long to be a head. */
function lineAt(text: string, start: number): string | undefined {
	const end = lineEnd(text, start, start + LONGEST_HEAD);
	return end < text.length && !isLineEnd(text.charCodeAt(end)) ? undefined : text.slice(start, end);
}

/** The start of the next line that holds anything, over a few empty ones at most. */
function skipBlankLines(text: string, start: number): number {
	let line = start;
	for (let count = 0; count < 3; count++) {
		let at = line;
		while (isBlank(text.charCodeAt(at)) && at - line < LONGEST_HEAD) at++;
		if (!isLineEnd(text.charCodeAt(at))) return line;
		line = nextLine(text, at);
	}
	return line;
}

/** Whether a line may be the head of a printed page, told by its last character. */
export function mayBeHead(text: string, line: number): boolean {
	let at = lineEnd(text, line, line + LONGEST_HEAD);
	while (at > line && isBlank(text.charCodeAt(at - 1))) at--;
	const code = text.charCodeAt(at - 1);
	return code === Code.equals || code === Code.colon;
}
