import { Code, isBlank, isDigit, isLineEnd, isNamePart, isSign } from './characters';
import { EntryReader } from './entry';
import { matrixOf, type Found } from './found';
import { latexFactor } from './notations/latex';
import { repeatsLists, withPostfix, withScale } from './operators';
import type { Source } from './source';
import { scaledBy } from './term';

/** How far before a matrix its factor is looked for. */
const REACH = 64;
/** Words behind which an expression starts. */
const KEYWORDS = /(?:^|[^\w.])(?:return|yield|in|and|or|not|is|lambda|echo|print|puts|case|else)$/;

/** The whole expression around a matrix: its methods, a factor before it, factors and divisors behind it, parentheses around it all. */
export function wholeExpression(source: Source, found: Found): Found {
	let current = withPostfix(source, found, 0);
	for (let steps = 0; steps < 6; steps++) {
		current = withScale(source, withFactorBefore(source, current));
		const grouped = inParentheses(source, current);
		if (grouped === undefined) return current;
		current = withPostfix(source, grouped, 0);
	}
	return current;
}

/** `1/16 * M`, `(1.0/256) * M`, `½ × M`, `-M`, and TeX's `\frac{1}{9} M`. */
function withFactorBefore(source: Source, found: Found): Found {
	const { text, language } = source;
	const { start } = found.range;
	if (found.notation === 'latex' || (language.family === 'mathematica' && text.charCodeAt(start) === Code.brace)) {
		const latex = latexFactor(text, start);
		if (latex !== undefined) return withTexGroup(text, scaledBy(found, latex.factor, latex.start));
		if (found.notation === 'latex') return found;
		const end = skipBlanksBack(text, start);
		const before = text.charCodeAt(end - 1);
		// Two things side by side are a product in Mathematica.
		const beside =
			isDigit(before) || before === Code.parenthesisEnd ? factorBefore(source, start, Math.max(0, start - REACH)) : undefined;
		if (beside !== undefined) return scaledBy(found, beside.value, beside.start);
	}
	let at = start;
	const floor = Math.max(0, start - REACH);
	at = skipBlanksBack(text, at);
	let operator = at - 1;
	const code = text.charCodeAt(operator);
	if (operator === start - 1 && (code === Code.minus || code === Code.minusSign) && isUnary(text, operator, floor))
		return scaledBy(found, -1, operator);
	if ((code !== Code.star && code !== Code.times && code !== MIDDLE_DOT) || text.charCodeAt(operator - 1) === Code.star) return found;
	if (text.charCodeAt(operator - 1) === Code.dot && !isDigit(text.charCodeAt(operator - 2))) operator--;
	const factor = factorBefore(source, operator, floor);
	if (factor === undefined) return found;
	const matrix = matrixOf(found);
	if (matrix !== undefined && repeatsLists(source, found)) {
		const isCount = Number.isInteger(factor.value) && factor.value > 0 && factor.value * matrix.numbers.length <= 1 << 20;
		return isCount && /^\d+$/.test(text.slice(factor.start, operator).trim())
			? { ...found, range: { start: factor.start, end: found.range.end }, outcome: matrix.repeated(factor.value) }
			: scaledBy(found, factor.value, factor.start);
	}
	return scaledBy(found, factor.value, factor.start);
}

const MIDDLE_DOT = 0xb7;

function skipBlanksBack(text: string, from: number): number {
	let at = from;
	while (at > 0 && from - at < REACH && isBlank(text.charCodeAt(at - 1))) at--;
	return at;
}

/** The number that ends at this operator, from the furthest start that makes sense of all that stands between. */
function factorBefore({ text, language }: Source, operator: number, floor: number): { value: number; start: number } | undefined {
	let run = operator;
	while (run > floor && isFactorCharacter(text, run - 1)) run--;
	const numbers = new EntryReader(text, language, false);
	for (let start = run; start < operator; start++) {
		const code = text.charCodeAt(start);
		if (
			isBlank(code) ||
			code === Code.star ||
			code === Code.slash ||
			code === Code.caret ||
			code === Code.parenthesisEnd ||
			!startsHere(text, start, floor, language.prose)
		)
			continue;
		if (isSign(code) && !isUnary(text, start, floor)) continue;
		if (!numbers.readProduct(start)) continue;
		let end = numbers.end;
		while (isBlank(text.charCodeAt(end))) end++;
		if (end === operator) return { value: numbers.value, start };
	}
	return undefined;
}

/** Digits, operators and parentheses, and the letters of 1e-3 and 16.0f. */
function isFactorCharacter(text: string, at: number): boolean {
	const code = text.charCodeAt(at);
	if (
		isDigit(code) ||
		isBlank(code) ||
		isSign(code) ||
		code === Code.dot ||
		code === Code.star ||
		code === Code.slash ||
		code === Code.caret ||
		code === Code.parenthesis ||
		code === Code.parenthesisEnd
	)
		return true;
	if (code === Code.times || code === Code.dividedBy || (code >= 0xbc && code <= 0xbe) || (code >= 0x2150 && code <= 0x215e)) return true;
	const before = text.charCodeAt(at - 1);
	return (code === 0x65 || code === 0x45 || code === 0x66 || code === 0x46) && (isDigit(before) || before === Code.dot);
}

/** Whether a factor can start at this place: behind an opening, an assignment, a sum's sign, a keyword, or in prose a word. */
function startsHere(text: string, start: number, floor: number, prose: boolean): boolean {
	let at = start;
	while (at > floor && isBlank(text.charCodeAt(at - 1))) at--;
	if (at === 0) return true;
	const code = text.charCodeAt(at - 1);
	if (isNamePart(code)) return at < start && (prose || KEYWORDS.test(text.slice(Math.max(0, at - 10), at)));
	if (code === Code.parenthesis) return !isNamePart(text.charCodeAt(at - 2));
	return (
		code === Code.equals ||
		code === Code.bracket ||
		code === Code.comma ||
		code === Code.colon ||
		code === Code.brace ||
		code === Code.semicolon ||
		code === Code.greater ||
		code === Code.plus ||
		code === Code.minus ||
		code === 0x26 ||
		code === Code.dollar ||
		code === Code.quote ||
		isLineEnd(code)
	);
}

/** Whether the sign here stands before its operand alone, with nothing to subtract from. */
function isUnary(text: string, sign: number, floor: number): boolean {
	let at = sign;
	while (at > floor && isBlank(text.charCodeAt(at - 1))) at--;
	if (at === 0) return true;
	const code = text.charCodeAt(at - 1);
	return (
		code === Code.equals ||
		code === Code.parenthesis ||
		code === Code.bracket ||
		code === Code.comma ||
		code === Code.colon ||
		code === Code.brace ||
		KEYWORDS.test(text.slice(Math.max(0, at - 10), at))
	);
}

/** The same with the parentheses of its own that enclose it, if any do. */
function inParentheses({ text }: Source, found: Found): Found | undefined {
	let { start, end } = found.range;
	while (isBlank(text.charCodeAt(start - 1)) || isLineEnd(text.charCodeAt(start - 1))) start--;
	while (isBlank(text.charCodeAt(end)) || isLineEnd(text.charCodeAt(end))) end++;
	if (text.charCodeAt(start - 1) !== Code.parenthesis || text.charCodeAt(end) !== Code.parenthesisEnd) return undefined;
	const before = text.charCodeAt(start - 2);
	if (isNamePart(before) || before === Code.parenthesisEnd || before === Code.bracketEnd || before === Code.greater) return undefined;
	return { ...found, range: { start: start - 1, end: end + 1 } };
}

/** TeX's \left( … \right) that a factor reached over. */
function withTexGroup(text: string, found: Found): Found {
	const right = /^\s*\\right\s*(?:[)\]|.]|\\\})/.exec(text.slice(found.range.end, found.range.end + 24));
	const reachedOver = text.slice(found.range.start, Math.min(found.range.end, found.range.start + 120)).includes('\\left');
	return right !== null && reachedOver
		? { ...found, range: { start: found.range.start, end: found.range.end + right[0].length } }
		: found;
}
