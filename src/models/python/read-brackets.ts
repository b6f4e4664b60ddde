/** Reads what stands in brackets, other than a call's arguments. */
import type { Cursor } from './cursor';
import { isBeginning, readDisjunction, readExpression, readForTarget, readStarred, unreadable } from './read-expressions';
import type { ComprehensionClause, Expression } from './syntax';

/** Ends an item of a list in brackets: if more than the item stands before the next comma, all of it is unreadable. */
function ended(item: Expression, start: number, cursor: Cursor): Expression {
	return cursor.text === ',' || !cursor.skipTo(',') ? item : unreadable(start, cursor.end);
}

/** Reads what stands between brackets, separated by commas, and the closing bracket. */
function readItems(first: Expression | undefined, closer: string, cursor: Cursor): Expression[] {
	const items = first === undefined ? [] : [first];
	while (cursor.text !== closer && cursor.kind !== 'end' && cursor.kind !== 'newline') {
		if (items.length > 0 && !cursor.take(',')) break;
		if (cursor.text === closer) break;
		const { start } = cursor;
		items.push(ended(readStarred(cursor, readExpression), start, cursor));
	}
	cursor.take(closer);
	return items;
}

export function isComprehension({ text, following }: Cursor): boolean {
	return text === 'for' || (text === 'async' && following === 'for');
}

/** The first item behind an opening bracket; undefined where the bracket is closed at once. */
function readFirst(closer: string, cursor: Cursor): Expression | undefined {
	cursor.advance();
	return cursor.text === closer ? undefined : readStarred(cursor, readExpression);
}

export function readParentheses(cursor: Cursor): Expression {
	const { start } = cursor;
	const read = readFirst(')', cursor);
	if (read !== undefined && isComprehension(cursor)) return readComprehension('generator', read, ')', start, cursor);
	const first = read === undefined ? undefined : ended(read, read.start, cursor);
	if (first !== undefined && first.kind !== 'starred' && cursor.text !== ',') {
		cursor.take(')');
		return first;
	}
	const items = readItems(first, ')', cursor);
	return { kind: 'tuple', items, ...cursor.since(start) };
}

export function readList(cursor: Cursor): Expression {
	const { start } = cursor;
	const first = readFirst(']', cursor);
	if (first !== undefined && isComprehension(cursor)) return readComprehension('list', first, ']', start, cursor);
	const items = readItems(first === undefined ? undefined : ended(first, first.start, cursor), ']', cursor);
	return { kind: 'list', items, ...cursor.since(start) };
}

/** Reads a dictionary or a set. */
export function readBraces(cursor: Cursor): Expression {
	const { start } = cursor;
	if (cursor.following === '**' || cursor.following === '}') {
		cursor.advance();
		return readDictionary([], start, cursor);
	}
	const first = readFirst('}', cursor);
	if (first === undefined) return { kind: 'dict', entries: [], ...cursor.since(start) };
	if (cursor.take(':')) {
		const value = readExpression(cursor);
		if (!isComprehension(cursor)) return readDictionary([{ key: first, value: ended(value, value.start, cursor) }], start, cursor);
		const clauses = readClauses('}', cursor);
		return { kind: 'dict-comprehension', key: first, element: value, clauses, ...cursor.since(start) };
	}
	if (isComprehension(cursor)) return readComprehension('set', first, '}', start, cursor);
	const items = readItems(ended(first, first.start, cursor), '}', cursor);
	return { kind: 'set', items, ...cursor.since(start) };
}

/** Reads the rest of a dictionary's entries and its closing bracket. */
function readDictionary(entries: Array<{ readonly key?: Expression; readonly value: Expression }>, start: number, cursor: Cursor): Expression {
	while (cursor.text !== '}' && cursor.kind !== 'end' && cursor.kind !== 'newline') {
		if (entries.length > 0 && !cursor.take(',')) break;
		if (cursor.text === '}') break;
		if (cursor.take('**')) {
			const value = readExpression(cursor);
			entries.push({ value: ended(value, value.start, cursor) });
			continue;
		}
		const key = readExpression(cursor);
		const value = cursor.take(':') ? readExpression(cursor) : unreadable(cursor.end);
		entries.push({ key, value: ended(value, value.start, cursor) });
	}
	cursor.take('}');
	return { kind: 'dict', entries, ...cursor.since(start) };
}

export function readComprehension(of: 'list' | 'set' | 'generator', element: Expression, closer: string, start: number, cursor: Cursor): Expression {
	const clauses = readClauses(closer, cursor);
	return { kind: 'comprehension', of, element, clauses, ...cursor.since(start) };
}

/** Reads the clauses behind a comprehension's element, `for a in b if c for …`, and the closing bracket. */
function readClauses(closer: string, cursor: Cursor): ComprehensionClause[] {
	const clauses: ComprehensionClause[] = [];
	while (isComprehension(cursor)) {
		cursor.take('async');
		cursor.advance();
		const target = readForTarget(cursor);
		const iterable = cursor.take('in') ? readDisjunction(cursor) : unreadable(cursor.end);
		const conditions: Expression[] = [];
		while (cursor.take('if')) conditions.push(readDisjunction(cursor));
		const isSound = !cursor.skipTo('for');
		clauses.push({ target, iterable: isSound ? iterable : unreadable(iterable.start, cursor.end), conditions });
	}
	cursor.take(closer);
	return clauses;
}

/** Reads what a subscript holds, brackets included: one index or slice, or a tuple of several. */
export function readIndex(cursor: Cursor): Expression {
	cursor.advance();
	const { start } = cursor;
	const items = [readSubscript(cursor)];
	let isTuple = false;
	while (cursor.take(',')) {
		isTuple = true;
		if (cursor.text !== ']') items.push(readSubscript(cursor));
	}
	const range = cursor.since(start);
	cursor.take(']');
	return isTuple ? { kind: 'tuple', items, ...range } : items[0]!;
}

function readSubscript(cursor: Cursor): Expression {
	const { start } = cursor;
	const lower = cursor.text === ':' ? undefined : readStarred(cursor, readExpression);
	if (cursor.text !== ':') return ended(lower ?? unreadable(start), start, cursor);
	cursor.advance();
	const upper = isBeginning(cursor) ? readExpression(cursor) : undefined;
	const step = cursor.take(':') && isBeginning(cursor) ? readExpression(cursor) : undefined;
	const slice: Expression = { kind: 'slice', ...(lower === undefined ? {} : { lower }), ...(upper === undefined ? {} : { upper }), ...(step === undefined ? {} : { step }), ...cursor.since(start) };
	return ended(slice, start, cursor);
}
