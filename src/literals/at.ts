import { lineEnd, lineStart } from './blanks';
import { Code, isBlank, isDigit, isLineEnd, isNamePart, isNameStart, isSign } from './characters';
import { findAll, readAt } from './scan';
import type { Found } from './found';
import { readLines } from './lines';
import { assignedName } from './name';
import { mayBeHead } from './notations/printed-page';
import type { Language } from './language';
import type { Source } from './source';

/** How far before a place the start of the matrix around it is looked for. */
const REACH = 1 << 24;
/** So many characters that belong to no matrix end that search. */
const FOREIGN_CHARACTERS = 600;
/** So many brackets around a place are tried. */
const OPEN_BRACKETS = 12;
/** The start of an environment is looked for within this distance. */
const LONGEST_ENVIRONMENT = 1 << 16;
/** So many empty lines may part what belongs together. */
const MOST_EMPTY_LINES = 2;
/** A line is searched whole up to this length. */
const LONGEST_LINE = 2000;

/** What stands at this place of a text that is being read, without reading the rest of it. */
export function findAt(source: Source, offset: number): Found | undefined {
	// A file of tables holds no brackets to look for, however long it is.
	const isTable = source.language.family === 'table';
	const bracketed = isTable ? undefined : (aroundBrackets(source, offset) ?? inEnvironment(source, offset));
	const lines = aroundLines(source, offset);
	// The outermost of the two starts first.
	if (bracketed !== undefined && lines !== undefined) return isAround(lines, bracketed) ? lines : bracketed;
	return bracketed ?? lines ?? inLine(source, offset);
}

function isAround({ range: outer }: Found, { range: inner }: Found): boolean {
	return outer.start < inner.start || (outer.start === inner.start && outer.end > inner.end);
}

function holds({ range }: Found, offset: number): boolean {
	return range.start <= offset && offset <= range.end;
}

/** Tries the brackets around the place from the outermost in, each with the name that calls it. */
function aroundBrackets(source: Source, offset: number): Found | undefined {
	const { text } = source;
	// Just behind a matrix counts as on it; so do its factor, its divisor and its methods on the same line.
	for (const place of places(text, offset)) {
		for (const open of bracketsAround(source, place)) {
			const found = readAround(source, open);
			if (found !== undefined && holds(found, offset)) return found;
		}
	}
	return undefined;
}

/** The place itself, the one before it, the closing bracket before it on its line, and the opening one behind it. */
function places(text: string, offset: number): Set<number> {
	const start = lineStart(text, offset, Math.max(0, offset - 200));
	let before = offset - 1;
	while (before > start && !isClosing(text.charCodeAt(before))) before--;
	const end = lineEnd(text, offset, offset + 200);
	let after = offset;
	while (after < end && !isOpening(text.charCodeAt(after))) after++;
	return new Set([
		offset,
		offset - 1,
		...(isClosing(text.charCodeAt(before)) ? [before] : []),
		...(isOpening(text.charCodeAt(after)) ? [after] : []),
	]);
}

/** The matrix that opens with this bracket, or with the name before it. */
function readAround(source: Source, open: number): Found | undefined {
	const { text } = source;
	const code = text.charCodeAt(open);
	const name = nameStart(text, open);
	if (name < open) {
		const called = readAt(source, name, text.charCodeAt(name));
		if (called !== undefined) return called;
	}
	if (code === Code.parenthesis) {
		let inside = open + 1;
		while (isBlank(text.charCodeAt(inside)) || isLineEnd(text.charCodeAt(inside))) inside++;
		const grouped = isNameStart(text.charCodeAt(inside)) ? readAt(source, inside, text.charCodeAt(inside)) : undefined;
		if (grouped !== undefined) return grouped;
	}
	if (code === Code.brace) {
		const command = text.slice(Math.max(0, open - 8), open).lastIndexOf('\\');
		if (command >= 0) {
			const start = Math.max(0, open - 8) + command;
			const latex = readAt(source, start, Code.backslash);
			if (latex !== undefined) return latex;
		}
	}
	return readAt(source, open, code);
}

/** Where the dotted name right before a bracket starts. */
function nameStart(text: string, open: number): number {
	let at = open;
	while (open - at < 80) {
		const code = text.charCodeAt(at - 1);
		if (!isNamePart(code) && code !== Code.dot && code !== Code.colon && code !== EXCLAMATION) break;
		at--;
	}
	while (at < open && !isNameStart(text.charCodeAt(at))) at++;
	return at;
}

const EXCLAMATION = 0x21;

/** The brackets still open at this place, the outermost first; what stands in comments on the lines before it doesn't count. */
function bracketsAround({ text, language }: Source, offset: number): number[] {
	const opens: number[] = [];
	const floor = Math.max(0, offset - REACH);
	let depth = 0;
	let foreign = 0;
	if (isOpening(text.charCodeAt(offset))) opens.push(offset);
	for (let at = offset - 1; at >= floor && foreign < FOREIGN_CHARACTERS && opens.length < OPEN_BRACKETS; at--) {
		const code = text.charCodeAt(at);
		if (code === Code.newline) {
			at = commentStart(text, at, language) ?? at;
		} else if (isClosing(code)) {
			depth++;
		} else if (isOpening(code)) {
			if (depth > 0) {
				depth--;
				continue;
			}
			opens.push(at);
			foreign = 0;
		} else if (!isBlank(code) && !isDigit(code) && code !== Code.comma && code !== Code.dot && !isSign(code) && !isLineEnd(code)) {
			foreign++;
		}
	}
	return opens.reverse();
}

/** Where the comment starts that ends with the line that ends here. */
function commentStart(text: string, end: number, { lineComments }: Language): number | undefined {
	const start = lineStart(text, end, Math.max(0, end - LONGEST_LINE));
	const line = text.slice(start, end);
	const places = lineComments.map((mark) => line.indexOf(mark)).filter((place) => place >= 0);
	return places.length === 0 ? undefined : start + Math.min(...places);
}

/** TeX's environment around this place. */
function inEnvironment(source: Source, offset: number): Found | undefined {
	const floor = Math.max(0, offset - LONGEST_ENVIRONMENT);
	const begin = source.text.slice(floor, offset + 6).lastIndexOf('\\begin');
	const found = begin < 0 ? undefined : readAt(source, floor + begin, Code.backslash);
	return found !== undefined && holds(found, offset) ? found : undefined;
}

/** The lines around this place that a notation reads together: read in order from as far up as lines look like parts of such. */
function aroundLines(source: Source, offset: number): Found | undefined {
	const { text } = source;
	const floor = Math.max(0, offset - REACH);
	let top = lineStart(text, offset, floor);
	let line = top;
	let empty = 0;
	let heads = 0;
	while (line > floor) {
		line = lineStart(text, line - 1, floor);
		const isRow = looksLikeRow(source, line);
		empty = isEmptyLine(text, line) ? empty + 1 : 0;
		const isHead = !isRow && empty === 0;
		if (isHead && !mayBeHead(text, line) && heads++ > 0) break;
		if (empty > MOST_EMPTY_LINES || (isHead && !startsLikeHead(text, line) && !mayBeHead(text, line))) break;
		if (empty === 0) top = line;
	}
	for (let at = top; at <= offset;) {
		const { found, end } = readLines(source, at);
		if (found !== undefined && holds(found, offset)) return { ...found, ...nameOf(text, found) };
		if (end > offset) return undefined;
		at = lineEnd(text, Math.max(end, at)) + 1;
	}
	return undefined;
}

function nameOf(text: string, found: Found): { name?: string } {
	const name = found.name ?? assignedName(text, found.range.start);
	return name === undefined ? {} : { name };
}

/** The line itself, for what starts with neither a bracket nor a row. */
function inLine(source: Source, offset: number): Found | undefined {
	const { text } = source;
	const start = lineStart(text, offset, Math.max(0, offset - LONGEST_LINE));
	const end = lineEnd(text, offset, offset + LONGEST_LINE);
	return findAll(source, start, end).find((found) => holds(found, offset));
}

/** Whether a line starts as a row of numbers does, in one of the notations that go line by line. */
function looksLikeRow({ text, language }: Source, line: number): boolean {
	let at = line;
	while (isBlank(text.charCodeAt(at))) at++;
	const code = text.charCodeAt(at);
	if (code === Code.bracket) return language.prose || text.charCodeAt(at + 1) === Code.comma || isDigit(text.charCodeAt(at + 1));
	if (code === Code.quote) return language.family === 'table';
	return (
		isDigit(code) ||
		isSign(code) ||
		code === Code.dot ||
		code === Code.bar ||
		code === Code.parenthesis ||
		code > 0xb0 ||
		NUMBER_WORDS.has(code)
	);
}

/** How nan, NaN, inf and Inf start. */
const NUMBER_WORDS = new Set([0x6e, 0x4e, 0x69, 0x49]);

/** Whether a line may be what stands above rows: a name, a header, a shape. */
function startsLikeHead(text: string, line: number): boolean {
	let at = line;
	while (isBlank(text.charCodeAt(at))) at++;
	return isNameStart(text.charCodeAt(at)) || text.charCodeAt(at) === Code.quote;
}

function isEmptyLine(text: string, line: number): boolean {
	let at = line;
	while (isBlank(text.charCodeAt(at))) at++;
	return isLineEnd(text.charCodeAt(at));
}

function isOpening(code: number): boolean {
	return code === Code.bracket || code === Code.brace || code === Code.parenthesis;
}

function isClosing(code: number): boolean {
	return code === Code.bracketEnd || code === Code.braceEnd || code === Code.parenthesisEnd;
}
