/** Reads arguments and parameters. */
import type { Cursor } from './cursor';
import { isComprehension, readComprehension } from './read-brackets';
import { readExpression, readStarred, unreadable } from './read-expressions';
import type { Argument, Parameter } from './syntax';

/** Reads a call's or class's argument list, brackets included. */
export function readArguments(cursor: Cursor): Argument[] {
	const { start } = cursor;
	cursor.advance();
	const args: Argument[] = [];
	while (cursor.text !== ')' && cursor.kind !== 'end' && cursor.kind !== 'newline') {
		if (args.length > 0 && !cursor.take(',')) break;
		if (cursor.text === ')') break;
		const argument = readArgument(cursor);
		if (argument.kind === 'positional' && args.length === 0 && isComprehension(cursor)) {
			const value = readComprehension('generator', argument.value, ')', start, cursor);
			return [{ kind: 'positional', value, start, end: cursor.end }];
		}
		args.push(cursor.text !== ',' && cursor.skipTo(',') ? { ...argument, value: unreadable(argument.value.start, cursor.end), end: cursor.end } : argument);
	}
	cursor.take(')');
	return args;
}

function readArgument(cursor: Cursor): Argument {
	const { start, kind, text } = cursor;
	if (text === '*' || text === '**') {
		cursor.advance();
		const value = readExpression(cursor);
		return { kind: text === '*' ? 'unpack' : 'unpack-mapping', value, start, end: cursor.end };
	}
	if (kind === 'name' && cursor.following === '=') {
		cursor.advance();
		cursor.advance();
		const value = readExpression(cursor);
		return { kind: 'keyword', name: text, value, start, end: cursor.end };
	}
	const value = readExpression(cursor);
	return { kind: 'positional', value, ...cursor.since(start) };
}

/**
 * Reads a function's or lambda's parameters and what closes them. A bare `*` begins the keyword-only ones; `/` ends the positional-only ones.
 * @param closer a parenthesis, or the colon of a lambda, whose parameters have no annotations
 */
export function readParameters(closer: ')' | ':', cursor: Cursor): Parameter[] {
	const parameters: Parameter[] = [];
	let kind: Parameter['kind'] = 'positional';
	while (cursor.text !== closer && cursor.kind !== 'end' && cursor.kind !== 'newline') {
		if (cursor.take('/')) {
			parameters.forEach((parameter, index) => (parameters[index] = { ...parameter, kind: 'positional-only' }));
		} else {
			const star = cursor.text === '*' || cursor.text === '**' ? cursor.takeText() : '';
			const name = cursor.takeName();
			if (name !== undefined) parameters.push(readParameter(name, star === '*' ? 'variadic' : star === '**' ? 'keywords' : kind, closer === ')', cursor));
			if (star === '*') kind = 'keyword-only';
		}
		cursor.skipTo(',', closer);
		if (!cursor.take(',')) break;
	}
	cursor.take(closer);
	return parameters;
}

function readParameter(name: string, kind: Parameter['kind'], isAnnotated: boolean, cursor: Cursor): Parameter {
	const annotation = isAnnotated && cursor.take(':') ? readStarred(cursor, readExpression) : undefined;
	const fallback = cursor.take('=') ? readExpression(cursor) : undefined;
	if (fallback === undefined) return annotation === undefined ? { name, kind } : { name, kind, annotation };
	return annotation === undefined ? { name, kind, fallback } : { name, kind, fallback, annotation };
}
