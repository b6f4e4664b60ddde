import { Code, isBlank, isLineEnd, isNamePart, isNameStart } from './characters';
import { wholeExpression } from './factor';
import { matrixOf, named, type Found } from './found';
import type { Language } from './language';
import { readLines } from './lines';
import { assignedName } from './name';
import { readImageMagick } from './notations/convolution-attribute';
import { withDeclaredRows } from './notations/yaml';
import type { Source } from './source';
import { readAtom } from './term';

/** Every matrix and refused matrix between two places of a text, in order, without overlap, outermost only. */
export function findAll(source: Source, from = 0, to = source.text.length): Found[] {
	const { text } = source;
	const results: Found[] = [];
	let line = from;
	let floor = from;
	const take = (found: Found): void => {
		// A factor before the matrix may reach back, but not into what was already read.
		results.push(found);
		floor = found.range.end;
	};
	for (let at = from; at < to; at++) {
		if (at === line) {
			const { found, end } = readLines(source, line);
			if (found !== undefined) take(named(found, found.name ?? assignedName(text, found.range.start)));
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
		const found = readAt(source, at, code);
		if (found !== undefined && found.range.start >= floor) {
			take(found);
			at = found.range.end - 1;
		} else if (isNameStart(code)) {
			while (isNamePart(text.charCodeAt(at + 1))) at++;
		}
	}
	return results;
}

/** The matrix that starts at this place, with all that is written around it, and its name. */
export function readAt(source: Source, at: number, code: number): Found | undefined {
	const { text, language } = source;
	if (code === Code.colon) return isDigitBefore(text, at) ? readImageMagick(source, at) : undefined;
	if (!isTrigger(code)) return undefined;
	const isBracket = code === Code.bracket || code === Code.parenthesis;
	if (
		isBracket &&
		isOperandEnd(text, at) &&
		!(code === Code.bracket ? RUBY_MATRIX.test(wordBefore(text, at)) : /#\dA$/.test(text.slice(Math.max(0, at - 3), at)))
	)
		return undefined;
	if (isNameStart(code) && (text.charCodeAt(at - 1) === Code.dot || isNamePart(text.charCodeAt(at - 1)))) return undefined;
	const atom = readAtom(source, at);
	if (atom === undefined || (matrixOf(atom)?.rank === 1 && !isVector(source, atom, language))) return undefined;
	const found = asOperand(source, withDeclaredRows(source, wholeExpression(source, atom)));
	return named(found, found.name ?? assignedName(text, found.range.start));
}

/** Notes that an operator, index or method which is not understood is applied to what was found. */
function asOperand({ text, language }: Source, found: Found): Found {
	const matrix = matrixOf(found);
	if (matrix === undefined || language.prose) return found;
	const { start, end } = found.range;
	const after = text.slice(end, end + 12);
	const isFollowed =
		/^(?:\[|\s*\.[A-Za-z_]|\()/.test(after) ||
		/^[ \t]*(?:[-+*@%^]|\/(?![/*])|\/\/)/.test(
			language.lineComments.includes('//')
				? after.replace(/\/\/.*/, '')
				: language.lineComments.includes('%')
					? after.replace(/%.*/, '')
					: after,
		);
	const isPreceded = /[\w)\]][ \t]*[-+*@/%^][ \t]*$/.test(text.slice(Math.max(0, start - 12), start));
	return isFollowed || isPreceded || isComputedWith(text, start, language)
		? { ...found, outcome: matrix.noted({ kind: 'operand' }) }
		: found;
}

/** Functions that only show what they are given. */
const DISPLAYS = /(?:print|disp|display|show|imshow|imagesc|surf|heatmap|View|head)$/;

/** Whether the matrix is an argument of a library's function that is not known, and so is not what the expression is. */
function isComputedWith(text: string, start: number, { family }: Language): boolean {
	const call = /([\w.]{1,60})\(\s*(?:\w{1,20}\s*,\s*)?(?:\w{1,20}\s*=\s*)?$/.exec(text.slice(Math.max(0, start - 120), start));
	if (call === null) return false;
	const isLibrary =
		/^(?:np|numpy|torch|tf|jnp|cp|scipy|math|ndimage|signal|linalg)\./.test(call[1]!) ||
		family === 'matlab' ||
		family === 'r' ||
		family === 'julia';
	return isLibrary && !DISPLAYS.test(call[1]!);
}

const RUBY_MATRIX = /^(?:Matrix|Vector|[DSI]Float|Int32|Int64|NArray)$/;

function isTrigger(code: number): boolean {
	return (
		code === Code.bracket ||
		code === Code.brace ||
		code === Code.parenthesis ||
		code === Code.backslash ||
		code === Code.less ||
		isNameStart(code)
	);
}

/** Whether an operand ends right before this place, so that a bracket here indexes or calls it. */
function isOperandEnd(text: string, at: number): boolean {
	const code = text.charCodeAt(at - 1);
	if (code === EXCLAMATION) return false;
	return isNamePart(code) || code === Code.bracketEnd || code === Code.parenthesisEnd || code === Code.braceEnd;
}

const EXCLAMATION = 0x21;

function isDigitBefore(text: string, at: number): boolean {
	const code = text.charCodeAt(at - 1);
	return code >= Code.zero && code <= Code.nine;
}

/** Functions that make a tensor of the list they are given. */
const MAKERS = /(?:array|tensor\d?d?|constant|matrix|vector|parameter|variable|as_tensor|convert_to_tensor)$/i;

/**
 * Whether a bare list of numbers is a vector of its own: more than one number, and neither an index, nor one argument or entry
 * among others, nor, in prose, the footnotes `[1, 2]`.
 */
function isVector({ text }: Source, found: Found, { prose }: Language): boolean {
	const { numbers } = matrixOf(found)!;
	const first = text.charCodeAt(found.range.start);
	if (numbers.length < 2) return false;
	if (found.notation !== 'nested-list') return true;
	const isBare = first === Code.bracket || first === Code.brace || first === Code.parenthesis;
	if (!isBare && text.charCodeAt(found.range.end - 1) === Code.parenthesisEnd && !LISTS_OF_NUMBERS.test(wordAt(text, found.range.start)))
		return true;
	const end = skipSpaceBack(text, found.range.start);
	const before = text.charCodeAt(end - 1);
	if (before === Code.comma || before === Code.bracket || isRowAmongOthers(text, found.range.end)) return false;
	if (before === Code.equals && isKeywordArgument(text, end - 1)) return false;
	if (before === Code.parenthesis) return MAKERS.test(wordBefore(text, end - 1));
	if (!isBare)
		return before === Code.equals || (before === Code.less && text.charCodeAt(end) === Code.minus) || text.slice(end - 2, end) === '<-';
	return !(prose && isNamePart(before) && !numbers.some((value) => value <= 0 || !Number.isInteger(value)));
}

/** Whether the name before this equals sign is one argument of a call: `Conv2d(3, 6, stride=[2, 2])`. */
function isKeywordArgument(text: string, equals: number): boolean {
	let at = skipSpaceBack(text, equals);
	while (equals - at < 60 && isNamePart(text.charCodeAt(at - 1))) at--;
	const before = text.charCodeAt(skipSpaceBack(text, at) - 1);
	return before === Code.comma || before === Code.parenthesis;
}

/** Whether a comma and another bracket follow: one row of several, whose own brackets are not in the text. */
function isRowAmongOthers(text: string, end: number): boolean {
	return /^\s{0,20},\s{0,200}[[{(]/.test(text.slice(end, end + 224));
}

/** List-making calls whose numbers alone are not evidently a vector. */
const LISTS_OF_NUMBERS = /^(?:list|vector|c|List|Vector|Seq|Array|array|listOf|mutableListOf|Arrays)$/;

function wordAt(text: string, start: number): string {
	let at = start;
	while (at - start < 40 && isNamePart(text.charCodeAt(at))) at++;
	return text.slice(start, at);
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
