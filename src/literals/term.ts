import { skipBlanksAndComments } from './blanks';
import { pathEnd, readPath, readArguments } from './calls/call';
import { callReader } from './calls/table';
import { Code, isBlank, isLineEnd, isNameStart, isSign } from './characters';
import { EntryReader } from './entry';
import { foundMatrix, matrixOf, type Found } from './found';
import type { Language } from './language';
import { Matrix } from './matrix';
import { readAngleBrackets } from './notations/angle-brackets';
import { readSvgKernel } from './notations/convolution-attribute';
import { readFlatCall } from './notations/flat-call';
import { readFortran } from './notations/fortran';
import { readInitialiser } from './notations/initialiser';
import { readLatex } from './notations/latex';
import { hasRanges, rangeNumbers, readMatlab } from './notations/matlab';
import { readMatlabBlocks } from './notations/matlab-blocks';
import { insideListCall, readNestedList } from './notations/nested-list';
import { readOpenCv } from './notations/opencv';
import { NumberList } from './number-list';
import type { Evidence, Source, Value } from './source';
import { withOperators } from './operators';

/** A text with everything that decides how it is read. */
export function sourceOf(text: string, language: Language, evidence: Evidence): Source {
	const source: Source = { text, language, evidence, value: (at, depth) => readValue(source, at, depth) };
	return source;
}

/** The matrix whose first character stands here, before anything around it is looked at. */
export function readAtom(source: Source, at: number, depth = 0): Found | undefined {
	const { text } = source;
	const code = text.charCodeAt(at);
	if (code === Code.bracket) return readBracket(source, at);
	if (code === Code.brace) return readInitialiser(source, at);
	if (code === Code.parenthesis) return readFortran(source, at) ?? (opensTuples(source, at) ? readNestedList(source, at) : undefined);
	if (code === Code.backslash) return readLatex(source, at);
	if (code === Code.less) return readAngleBrackets(source, at);
	return isNameStart(code) ? readNamed(source, at, depth) : undefined;
}

const EXCLAMATION = 0x21;

/** A call, a list-making call, or one of the notations that start with a name. */
function readNamed(source: Source, at: number, depth: number): Found | undefined {
	const { text } = source;
	const next = text.charCodeAt(pathEnd(text, at));
	// Most names of a text are followed by none of these, and are done with here.
	if (
		next !== Code.parenthesis &&
		next !== Code.less &&
		next !== EXCLAMATION &&
		!text.startsWith('kernelMatrix', at) &&
		!text.startsWith('new', at)
	)
		return undefined;
	const { owner, name, end } = readPath(text, at);
	const special =
		readOpenCv(source, at, end, name) ??
		readFlatCall(source, at, end, name) ??
		(name === 'kernelMatrix' ? readSvgKernel(source, at) : undefined);
	if (special !== undefined) return special;
	if (next === Code.parenthesis) {
		const reader = callReader(source.language, owner, name);
		const call = reader && readArguments(source, end, depth);
		const found = call && reader(source, { ...call, owner, name, range: { start: at, end: call.end }, depth });
		if (found !== undefined) return found;
	}
	return insideListCall(text, at) > 0 ? readNestedList(source, at) : undefined;
}

/** A bracket: rows as in MATLAB, or lists; the text itself decides unless only the language can. */
function readBracket(source: Source, at: number): Found | undefined {
	const { text, language } = source;
	const next = text.charCodeAt(skipBlanksAndComments(text, at + 1, language));
	if (language.family === 'matlab') return next === Code.bracket ? readMatlabBlocks(source, at) : readMatlab(source, at);
	if (next === Code.bracket || next === Code.brace || next === Code.parenthesis) return readNestedList(source, at);
	const list = readNestedList(source, at);
	if (list !== undefined && matrixOf(list) !== undefined && isOneLineOrCommas(source, list)) return asBracket(source, list);
	const rows = language.family === 'rust' || language.family === 'ml' ? undefined : readMatlab(source, at);
	const matrix = rows && matrixOf(rows);
	if (rows === undefined || language.brackets === 'vectors')
		return list ?? (matrix !== undefined && (matrix.shape[1]! > 1 || source.evidence === 'claimed') ? rows : undefined);
	if (list !== undefined && matrixOf(list) !== undefined && (matrix === undefined || matrix.shape[0] === 1))
		return asBracket(source, list);
	return matrix?.shape[1] === 1 && language.family === 'julia'
		? { ...rows, outcome: new Matrix([matrix.shape[0]!], matrix.numbers, matrix.notes) }
		: rows;
}

function isOneLineOrCommas({ text }: Source, { range: { start, end } }: Found): boolean {
	let lines = 0;
	for (let at = start; at < end; at++) {
		const code = text.charCodeAt(at);
		if (code === Code.comma) return true;
		if (isLineEnd(code) && ++lines > 1) return false;
	}
	return lines === 0;
}

/** Julia's `[1 2 3]` is a row, its `[1, 2, 3]` a vector. */
function asBracket({ text, language }: Source, found: Found): Found {
	const matrix = matrixOf(found)!;
	if (
		language.family !== 'julia' ||
		matrix.rank !== 1 ||
		matrix.numbers.length === 1 ||
		text.slice(found.range.start, Math.min(found.range.end, found.range.start + 200)).includes(',')
	)
		return found;
	return { ...found, notation: 'matlab', outcome: new Matrix([1, ...matrix.shape], matrix.numbers, matrix.notes) };
}

function opensTuples({ text, language, evidence }: Source, at: number): boolean {
	const next = text.charCodeAt(skipBlanksAndComments(text, at + 1, language));
	return next === Code.parenthesis || evidence === 'claimed';
}

/** A number, a matrix, a range or a string, as an argument or an operand. */
function readValue(source: Source, start: number, depth: number): Value | undefined {
	const { text, language } = source;
	const at = skipBlanksAndComments(text, start, language);
	const code = text.charCodeAt(at);
	if (code === Code.quote || code === Code.apostrophe) return readString(text, at);
	const numbers = new EntryReader(text, language, false);
	if (numbers.readProduct(at)) return afterNumber(source, at, numbers, depth);
	const sign = isSign(code) ? 1 : 0;
	const operand = skipBlanksAndComments(text, at + sign, language);
	const found = readAtom(source, operand, depth) ?? readGrouped(source, operand, depth) ?? readTuple(source, operand);
	if (found === undefined) return undefined;
	const negated = sign === 1 && code !== Code.plus ? scaledBy(found, -1, at) : found;
	const whole = withOperators(source, negated, depth);
	return { kind: 'matrix', found: whole, range: whole.range };
}

/** What may follow a number: a matrix that it multiplies, or the end of a range. */
function afterNumber(source: Source, start: number, numbers: EntryReader, depth: number): Value | undefined {
	const { text, language } = source;
	const first = numbers.value;
	const range = { start, end: numbers.end };
	let at = numbers.end;
	while (isBlank(text.charCodeAt(at))) at++;
	const dotted = text.charCodeAt(at) === Code.dot && text.charCodeAt(at + 1) === Code.star;
	const code = text.charCodeAt(dotted ? at + 1 : at);
	if (code === Code.star || code === Code.times) {
		const operand = skipBlanksAndComments(text, at + (dotted ? 2 : 1), language);
		const found = depth > 6 ? undefined : (readAtom(source, operand, depth) ?? readGrouped(source, operand, depth));
		if (found === undefined) return { kind: 'number', value: first, range };
		const whole = withOperators(source, scaledBy(found, first, start), depth);
		return { kind: 'matrix', found: whole, range: whole.range };
	}
	if (code === Code.colon && text.charCodeAt(at + 1) !== Code.colon && hasRanges(language)) return readRange(source, start, at, first);
	return { kind: 'number', value: first, range };
}

/** `1:6` and `0:0.5:2`. */
function readRange({ text, language }: Source, start: number, colon: number, first: number): Value | undefined {
	const parts = [first];
	const numbers = new EntryReader(text, language, false);
	let end = colon;
	while (text.charCodeAt(end) === Code.colon && parts.length < 3) {
		if (!numbers.readProduct(end + 1)) return undefined;
		parts.push(numbers.value);
		end = numbers.end;
	}
	const range = { start, end };
	const isDescending = language.family === 'r' && parts[1]! < first;
	const values = rangeNumbers(first, parts.length === 3 ? parts[1]! : isDescending ? -1 : 1, parts.at(-1)!);
	if (values === undefined) return undefined;
	const list = NumberList.made(values.length, (index) => values[index]!, range);
	const shape = language.family === 'matlab' ? [1, values.length] : [values.length];
	return { kind: 'matrix', found: foundMatrix('constructor', range, new Matrix(shape, list)), range };
}

/** A matrix in parentheses of its own: `(1/9 * np.ones((3, 3)))`. */
export function readGrouped(source: Source, open: number, depth: number): Found | undefined {
	const { text, language } = source;
	if (text.charCodeAt(open) !== Code.parenthesis || depth > 6) return undefined;
	const inner = readValue(source, open + 1, depth + 1);
	if (inner?.kind !== 'matrix') return undefined;
	const close = skipBlanksAndComments(text, inner.range.end, language);
	return text.charCodeAt(close) === Code.parenthesisEnd ? { ...inner.found, range: { start: open, end: close + 1 } } : undefined;
}

/** Sizes as Python writes them: `(3, 3)`. */
function readTuple(source: Source, open: number): Found | undefined {
	return source.text.charCodeAt(open) === Code.parenthesis ? readNestedList(source, open) : undefined;
}

function readString(text: string, start: number): Value | undefined {
	const quote = text.charCodeAt(start);
	for (let at = start + 1; at < text.length && at - start < 4000; at++) {
		const code = text.charCodeAt(at);
		if (code === Code.backslash) at++;
		else if (code === quote) return { kind: 'string', range: { start, end: at + 1 } };
		else if (isLineEnd(code)) return undefined;
	}
	return undefined;
}

/** The matrix times a factor written before it, from where the factor starts. */
export function scaledBy(found: Found, factor: number, start: number): Found {
	const range = { start, end: found.range.end };
	const matrix = matrixOf(found);
	return matrix === undefined ? { ...found, range } : { ...found, range, outcome: matrix.scaled(factor, '*') };
}
