import type { SyntaxNode } from '@lezer/common';
import { readExpression } from './read-expressions';
import type { ExpressionOf, FormatPart } from './syntax';
import type { Source } from './tree';
import { childrenOf } from './tree';

type StringExpression = Omit<ExpressionOf<'string'>, 'start' | 'end'> | Omit<ExpressionOf<'format-string'>, 'start' | 'end'> | { readonly kind: 'bytes' };

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '\\': '\\', '\'': '\'', '"': '"', '\n': '', 0: '\0', a: '\x07', b: '\b', f: '\f', v: '\v' };

/** Reads a string literal, its escapes resolved; an f-string keeps its replacement fields as expressions. */
export function readString(node: SyntaxNode, source: Source): StringExpression {
	const literal = source.textOf(node);
	const prefix = /^[A-Za-z]*/.exec(literal)![0].toLowerCase();
	const quotes = /^("""|'''|"|')/.exec(literal.slice(prefix.length))?.[0] ?? '';
	const from = prefix.length + quotes.length;
	const to = literal.endsWith(quotes) && literal.length >= from + quotes.length ? literal.length - quotes.length : literal.length;
	if (prefix.includes('b')) return { kind: 'bytes' };
	const raw = prefix.includes('r');
	const text = (start: number, end: number): string => (raw ? literal.slice(start, end) : unescape(literal.slice(start, end)));
	if (!prefix.includes('f')) return { kind: 'string', value: text(from, to) };
	return { kind: 'format-string', parts: formatParts(node, source, node.from + from, node.from + to, (value) => (raw ? value : unescape(value))) };
}

function unescape(text: string): string {
	if (!text.includes('\\')) return text;
	return text.replace(/\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|([\s\S]))/g, (whole, hex: string | undefined, unicode: string | undefined, other: string | undefined) => {
		const code = hex ?? unicode;
		return code !== undefined ? String.fromCharCode(parseInt(code, 16)) : (ESCAPES[other!] ?? whole);
	});
}

/** The text and the replacement fields between two offsets of an f-string (or of a format inside one). */
function formatParts(node: SyntaxNode, source: Source, from: number, to: number, unescaped: (text: string) => string): FormatPart[] {
	const parts: FormatPart[] = [];
	let at = from;
	const literal = (end: number): void => {
		if (end > at) parts.push({ text: unescaped(source.text.slice(at, end)).replaceAll('{{', '{').replaceAll('}}', '}') });
	};
	for (const field of childrenOf(node)) {
		if (field.name !== 'FormatReplacement') continue;
		literal(field.from);
		parts.push(readField(field, source));
		at = field.to;
	}
	literal(to);
	return parts;
}

function readField(field: SyntaxNode, source: Source): FormatPart {
	const children = childrenOf(field);
	const value = children.find((child) => !child.type.isError && child.name !== '{' && child.name !== '}');
	const conversion = children.find((child) => child.name === 'FormatConversion');
	const format = children.find((child) => child.name === 'FormatSpec');
	const label = children.some((child) => child.name === 'FormatSelfDoc') && value !== undefined ? `${source.textOf(value)}=` : '';
	return {
		value: readExpression(value, source),
		conversion: conversion === undefined ? '' : source.textOf(conversion).slice(1),
		format: format === undefined ? [] : formatParts(format, source, format.from + 1, format.to, (text) => text),
		label,
	};
}
