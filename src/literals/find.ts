import { lineStart } from './blanks';
import { Code, isBlank, isDigit, isLineEnd, isNamePart, isNameStart, isSign } from './characters';
import { languageOf, type Language } from './language';
import type { Literal, Reading } from './literal';
import { readMatlab } from './matlab';
import { assignedName } from './name';
import { readNestedList } from './nested-list';
import { readWhitespaceGrid } from './whitespace-grid';
import { named, rangeOf } from './written-literal';

/** How far before a place the start of the matrix around it is looked for. */
const REACH = 1 << 20;
/** So many characters that belong to no matrix end that search. */
const FOREIGN_CHARACTERS = 600;
/** So many brackets around a place are tried. */
const OPEN_BRACKETS = 12;

/**
 * Every matrix of a text, and every stretch that was meant as one and can't be read, in order, without overlap, outermost only.
 * `language` is a VS Code language id; it decides where the text alone can't. Linear in the length of the text.
 */
export function findLiterals(text: string, language?: string): Reading[] {
	const rules = languageOf(language);
	const readings: Reading[] = [];
	let line = 0;
	for (let at = 0; at < text.length; at++) {
		if (at === line) {
			const { reading, end } = readGridAt(text, line);
			if (reading !== undefined) readings.push(reading);
			if (end > at) {
				at = end - 1;
				continue;
			}
		}
		const code = text.charCodeAt(at);
		if (code === Code.newline) {
			line = at + 1;
			continue;
		}
		const reading = readBracketAt(text, at, rules);
		if (reading === undefined) continue;
		readings.push(reading);
		at = rangeOf(reading).end - 1;
	}
	return readings;
}

/**
 * What stands at this place of a text: the outermost matrix that holds it, or the stretch that was meant as one. Looks around
 * the place only as far as the matrix reaches; the rest of the text costs nothing.
 */
export function literalAt(text: string, offset: number, language?: string): Reading | undefined {
	const rules = languageOf(language);
	// Just behind a matrix counts as on it.
	for (const place of [offset, offset - 1]) {
		for (const open of bracketsAround(text, place)) {
			const reading = readBracketAt(text, open, rules);
			if (reading !== undefined && holds(reading, offset)) return reading;
		}
	}
	const grid = gridAround(text, offset);
	return grid !== undefined && holds(grid, offset) ? grid : undefined;
}

function holds(reading: Reading, offset: number): boolean {
	const { start, end } = rangeOf(reading);
	return start <= offset && offset <= end;
}

/** The brackets still open at this place, the outermost first. */
function bracketsAround(text: string, offset: number): number[] {
	const opens: number[] = [];
	const floor = Math.max(0, offset - REACH);
	let depth = 0;
	let foreign = 0;
	if (isOpening(text.charCodeAt(offset))) opens.push(offset);
	for (let at = offset - 1; at >= floor && foreign < FOREIGN_CHARACTERS && opens.length < OPEN_BRACKETS; at--) {
		const code = text.charCodeAt(at);
		if (isClosing(code)) {
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

/** The grid around this place: found from its first line, as far up as lines look like rows of it. */
function gridAround(text: string, offset: number): Reading | undefined {
	const floor = Math.max(0, offset - REACH);
	let line = lineStart(text, offset, floor);
	if (!looksLikeRow(text, line)) return undefined;
	const starts = [line];
	while (line > floor) {
		line = lineStart(text, line - 1, floor);
		if (!looksLikeRow(text, line)) break;
		starts.push(line);
		if (isNameStart(firstCharacter(text, line))) break;
	}
	return readGridAt(text, starts.at(-1)!).reading;
}

function firstCharacter(text: string, line: number): number {
	let at = line;
	while (isBlank(text.charCodeAt(at))) at++;
	return text.charCodeAt(at);
}

/** Whether a line starts as a row of numbers does. */
function looksLikeRow(text: string, line: number): boolean {
	const code = firstCharacter(text, line);
	return isDigit(code) || isSign(code) || code === Code.dot || isNameStart(code);
}

function readGridAt(text: string, line: number): { reading: Reading | undefined; end: number } {
	return looksLikeRow(text, line) ? readWhitespaceGrid(text, line, 'found') : { reading: undefined, end: line };
}

/** The matrix whose first bracket stands here, with its name. */
function readBracketAt(text: string, at: number, language: Language): Reading | undefined {
	const code = text.charCodeAt(at);
	if (!isOpening(code)) return undefined;
	if (isNamePart(text.charCodeAt(at - 1)) || isClosing(text.charCodeAt(at - 1))) {
		if (code !== Code.brace) return undefined;
	}
	const next = text.charCodeAt(skipSpace(text, at + 1));
	if (code !== Code.bracket && next !== code) return undefined;
	const reading = code === Code.bracket && !isOpening(next) ? readFlat(text, at, language) : readNestedList(text, at, language, 'found');
	if (reading === undefined) return undefined;
	if (reading.kind === 'literal' && reading.literal.tensor.shape.length === 1 && !isVector(text, reading.literal, language)) return undefined;
	return named(reading, assignedName(text, at));
}

/** A bracket with numbers right inside: rows as in MATLAB, or a vector; the text itself decides unless only the language can. */
function readFlat(text: string, at: number, language: Language): Reading | undefined {
	if (language.brackets === 'rows') return readMatlab(text, at, language, 'found');
	const list = readNestedList(text, at, language, 'found');
	const rows = readMatlab(text, at, language, 'found');
	if (rows === undefined || (list !== undefined && !(rows.kind === 'literal' && rows.literal.tensor.shape[0]! > 1))) return list;
	return list === undefined || language.brackets === 'either' ? rows : list;
}

/** Functions that make a tensor of the list they are given. */
const MAKERS = /(?:array|tensor\d?d?|constant|matrix|vector|parameter|variable|as_tensor|convert_to_tensor)$/i;

/**
 * Whether a list of numbers is a vector of its own: more than one number, and neither an index, nor one argument or entry
 * among others, nor, in prose, the footnotes `[1, 2]`.
 */
function isVector(text: string, { tensor, range }: Literal, { prose }: Language): boolean {
	if (tensor.data.length < 2) return false;
	const end = skipSpaceBack(text, range.start);
	const before = text.charCodeAt(end - 1);
	if (before === Code.comma || before === Code.bracket) return false;
	if (before === Code.parenthesis) return MAKERS.test(wordBefore(text, end - 1));
	return !(prose && isNamePart(before) && tensor.data.every((value) => value > 0 && Number.isInteger(value)));
}

function wordBefore(text: string, end: number): string {
	let at = end;
	while (end - at < 40 && isNamePart(text.charCodeAt(at - 1))) at--;
	return text.slice(at, end);
}

function skipSpaceBack(text: string, from: number): number {
	let at = from;
	while (at > 0 && from - at < 200 && (isBlank(text.charCodeAt(at - 1)) || isLineEnd(text.charCodeAt(at - 1)))) at--;
	return at;
}

function skipSpace(text: string, from: number): number {
	let at = from;
	while (isBlank(text.charCodeAt(at)) || isLineEnd(text.charCodeAt(at))) at++;
	return at;
}

function isOpening(code: number): boolean {
	return code === Code.bracket || code === Code.brace || code === Code.parenthesis;
}

function isClosing(code: number): boolean {
	return code === Code.bracketEnd || code === Code.braceEnd || code === Code.parenthesisEnd;
}
