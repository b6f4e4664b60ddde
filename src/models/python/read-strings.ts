import { Cursor } from './cursor';
import { readExpressionList } from './read-expressions';
import type { Expression, ExpressionOf, FormatPart } from './syntax';
import { endOfString, tokensWithin } from './tokens';

type StringExpression = Omit<ExpressionOf<'string'>, 'start' | 'end'> | Omit<ExpressionOf<'format-string'>, 'start' | 'end'> | { readonly kind: 'bytes' };

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '\\': '\\', '\'': '\'', '"': '"', '\n': '', 0: '\0', a: '\x07', b: '\b', f: '\f', v: '\v' };

/** Reads a string literal, or several that stand one behind the other. */
export function readStrings(cursor: Cursor): Expression {
	const { start } = cursor;
	const parts: StringExpression[] = [];
	while (cursor.kind === 'string') {
		const base = cursor.start;
		parts.push(readString(cursor.takeText(), base));
	}
	const range = cursor.since(start);
	const [first] = parts;
	if (first !== undefined && parts.length === 1) return { ...first, ...range };
	if (parts.some(({ kind }) => kind === 'bytes')) return { kind: 'bytes', ...range };
	if (parts.every((part) => part.kind === 'string')) return { kind: 'string', value: parts.map(({ value }) => value).join(''), ...range };
	return { kind: 'format-string', parts: parts.flatMap((part) => (part.kind === 'format-string' ? part.parts : part.kind === 'string' ? [{ text: part.value }] : [])), ...range };
}

/**
 * Reads a string literal, its escapes resolved; an f-string keeps its replacement fields as expressions.
 * @param base where the literal stands
 */
function readString(literal: string, base: number): StringExpression {
	const [, prefix = '', quotes = ''] = /^([A-Za-z]*)("""|'''|"|')/.exec(literal) ?? [];
	const from = prefix.length + quotes.length;
	const to = literal.endsWith(quotes) && literal.length >= from + quotes.length ? literal.length - quotes.length : literal.length;
	if (/b/i.test(prefix)) return { kind: 'bytes' };
	const unescaped = /r/i.test(prefix) ? same : unescape;
	if (!/f/i.test(prefix)) return { kind: 'string', value: unescaped(literal.slice(from, to)) };
	return { kind: 'format-string', parts: formatParts(literal, from, to, base, unescaped) };
}

const same = (text: string): string => text;

function unescape(text: string): string {
	if (!text.includes('\\')) return text;
	return text.replace(/\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|([\s\S]))/g, (whole, hex: string | undefined, unicode: string | undefined, other: string | undefined) => {
		const code = hex ?? unicode;
		return code !== undefined ? String.fromCharCode(parseInt(code, 16)) : (ESCAPES[other!] ?? whole);
	});
}

/** The text and the replacement fields between two offsets of an f-string (or of a format inside one). */
function formatParts(literal: string, from: number, to: number, base: number, unescaped: (text: string) => string): FormatPart[] {
	const parts: FormatPart[] = [];
	let textStart = from;
	const endText = (end: number): void => {
		if (end > textStart) parts.push({ text: unescaped(literal.slice(textStart, end)).replaceAll('{{', '{').replaceAll('}}', '}') });
	};
	for (let at = literal.indexOf('{', from); at >= 0 && at < to; at = literal.indexOf('{', at)) {
		if (literal[at + 1] === '{') {
			at += 2;
			continue;
		}
		endText(at);
		const { part, end } = readField(literal, at + 1, to, base);
		parts.push(part);
		at = textStart = end;
	}
	endText(to);
	return parts;
}

/** Reads `value!r:format}`. */
function readField(literal: string, from: number, to: number, base: number): { readonly part: FormatPart; readonly end: number } {
	const valueEnd = endOfPart(literal, from, to, /[!:}]/);
	const text = literal.slice(from, valueEnd);
	const isLabelled = /(?<![=!<>])=\s*$/.test(text);
	const expression = isLabelled ? text.slice(0, text.lastIndexOf('=')) : text;
	const value = readExpressionList(new Cursor(tokensWithin(literal, from, from + expression.length, base)));
	const conversionEnd = literal[valueEnd] === '!' ? endOfPart(literal, valueEnd + 1, to, /[:}]/) : valueEnd;
	const end = literal[conversionEnd] === ':' ? endOfPart(literal, conversionEnd + 1, to, /\}/) : conversionEnd;
	const format = end > conversionEnd ? formatParts(literal, conversionEnd + 1, end, base, same) : [];
	return { part: { value, conversion: literal.slice(valueEnd + 1, conversionEnd).trim(), format, label: isLabelled ? `${expression.trim()}=` : '' }, end: Math.min(end + 1, to) };
}

/** Where a part of a replacement field ends: at one of these marks, outside of brackets and strings. */
function endOfPart(literal: string, from: number, to: number, marks: RegExp): number {
	let depth = 0;
	for (let at = from; at < to;) {
		const character = literal[at]!;
		if (depth === 0 && marks.test(character) && !(character === '!' && literal[at + 1] === '=')) return at;
		if (character === '"' || character === '\'') {
			at = Math.min(to, endOfString(literal, at));
			continue;
		}
		if ('([{'.includes(character)) depth++;
		else if (')]}'.includes(character)) depth--;
		at++;
	}
	return to;
}
