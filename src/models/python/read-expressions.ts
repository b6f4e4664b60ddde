import type { Cursor } from './cursor';
import { readArguments, readParameters } from './read-arguments';
import { readBraces, readIndex, readList, readParentheses } from './read-brackets';
import { readStrings } from './read-strings';
import type { BinaryOperator, ComparisonOperator, Expression, ExpressionOf, Positioned } from './syntax';

/** How tightly operators bind, loosest first; all but the power bind to the left. */
const PRECEDENCE: ReadonlyMap<string, number> = new Map([
	['or', 1], ['and', 2],
	...['in', 'not', 'is', '<', '<=', '>', '>=', '==', '!='].map((operator) => [operator, 4] as const),
	['|', 5], ['^', 6], ['&', 7], ['<<', 8], ['>>', 8], ['+', 9], ['-', 9], ['*', 10], ['/', 10], ['//', 10], ['%', 10], ['@', 10], ['**', 12],
]);
const [DISJUNCTION, NEGATION, COMPARISON, SIGN, POWER] = [1, 3, 4, 11, 12] as const;

/** Names that begin no expression. */
const RESERVED: ReadonlySet<string> = new Set([
	'and', 'as', 'assert', 'async', 'break', 'class', 'continue', 'def', 'del', 'elif', 'else', 'except', 'finally', 'for', 'from', 'global', 'if', 'import', 'in', 'is', 'nonlocal', 'or', 'pass',
	'raise', 'return', 'try', 'while', 'with',
]);

/** What stands between two offsets, or is missing at one. */
export function unreadable(start: number, end = start): Expression {
	return { kind: 'unreadable', start, end };
}

/** Whether an expression can begin with the token here. */
export function isBeginning({ kind, text }: Cursor): boolean {
	switch (kind) {
		case 'name': return !RESERVED.has(text);
		case 'number': case 'string': return true;
		case 'operator': return text === '(' || text === '[' || text === '{' || text === '-' || text === '*' || text === '+' || text === '~' || text === '...';
		case 'newline': case 'indent': case 'dedent': case 'end': return false;
	}
}

/** Reads one expression; what can't be read is `unreadable`, and as long as what is there. */
export function readExpression(cursor: Cursor): Expression {
	const { start } = cursor;
	if (!cursor.enter()) return unreadable(start);
	const expression = readWhole(cursor);
	cursor.leave();
	return expression;
}

function readWhole(cursor: Cursor): Expression {
	const { start, text } = cursor;
	if (text === 'lambda') return readLambda(cursor);
	if (text === 'yield') return readYield(cursor);
	const first = readDisjunction(cursor);
	if (cursor.text === ':=' && first.kind === 'name') {
		cursor.advance();
		const value = readExpression(cursor);
		return { kind: 'named', name: first.name, value, ...cursor.since(start) };
	}
	if (cursor.text !== 'if') return first;
	cursor.advance();
	const condition = readDisjunction(cursor);
	const whenFalse = cursor.take('else') ? readExpression(cursor) : unreadable(cursor.end);
	return { kind: 'conditional', condition, whenTrue: first, whenFalse, ...cursor.since(start) };
}

/** Reads `a`, `a, b` or `*a, b` (no brackets around it): a tuple as soon as there is a comma or a star. */
export function readExpressionList(cursor: Cursor): Expression {
	return readListOf(cursor, readExpression);
}

/** Reads what is assigned to in a `for`: the `in` behind it is not an operator. */
function readTargets(cursor: Cursor): Expression {
	return readListOf(cursor, (each) => readOperation(each, COMPARISON + 1));
}

/** Reads the head of a `for`, up to and without what is iterated over. */
export function readForTarget(cursor: Cursor): Expression {
	const { start } = cursor;
	const target = readTargets(cursor);
	return cursor.skipTo('in', ':') ? unreadable(start, cursor.end) : target;
}

function readListOf(cursor: Cursor, read: (cursor: Cursor) => Expression): Expression {
	const { start } = cursor;
	const first = readStarred(cursor, read);
	if (cursor.text !== ',') return first.kind === 'starred' ? { kind: 'tuple', items: [first], ...cursor.since(start) } : first;
	const items = [first];
	while (cursor.take(',') && isBeginning(cursor)) items.push(readStarred(cursor, read));
	return { kind: 'tuple', items, ...cursor.since(start) };
}

/** Reads `*a`, or what the function reads. */
export function readStarred(cursor: Cursor, read: (cursor: Cursor) => Expression): Expression {
	if (cursor.text !== '*') return read(cursor);
	const { start } = cursor;
	cursor.advance();
	const value = readOperation(cursor, COMPARISON + 1);
	return { kind: 'starred', value, ...cursor.since(start) };
}

/** Reads an expression without a conditional, a `lambda` or a `yield` around it: what `for … in` and `if` of a comprehension take. */
export function readDisjunction(cursor: Cursor): Expression {
	return readOperation(cursor, DISJUNCTION);
}

/** Reads operators that bind at least as tightly as this. */
function readOperation(cursor: Cursor, least: number): Expression {
	const { start } = cursor;
	let left = readOperand(cursor);
	/** The comparison so far: another one goes on with it. */
	let chain: ExpressionOf<'comparison'> | undefined;
	for (;;) {
		const precedence = PRECEDENCE.get(cursor.text);
		if (precedence === undefined || precedence < least || (cursor.text === 'not' && cursor.following !== 'in')) return left;
		if (!cursor.enter()) return left;
		let operator = cursor.takeText();
		if (operator === 'not' || (operator === 'is' && cursor.text === 'not')) operator += ` ${cursor.takeText()}`;
		const right = readOperation(cursor, precedence === POWER ? POWER : precedence + 1);
		cursor.leave();
		const range = cursor.since(start);
		if (precedence < NEGATION) left = { kind: 'boolean', operator: operator as 'and' | 'or', left, right, ...range };
		else if (precedence > COMPARISON) left = { kind: 'binary', operator: operator as BinaryOperator, left, right, ...range };
		else left = chain = { kind: 'comparison', first: chain?.first ?? left, rest: [...chain?.rest ?? [], [operator as ComparisonOperator, right]], ...range };
	}
}

/** Reads an expression without operators other than signs. */
export function readOperand(cursor: Cursor): Expression {
	const { start, text } = cursor;
	if (text !== 'not' && text !== '-' && text !== '+' && text !== '~' && text !== 'await') return readPrimary(cursor);
	if (!cursor.enter()) return unreadable(start);
	cursor.advance();
	const operand = text === 'await' ? readPrimary(cursor) : readOperation(cursor, text === 'not' ? NEGATION : SIGN);
	cursor.leave();
	const range = cursor.since(start);
	return text === 'await' ? { kind: 'await', value: operand, ...range } : { kind: 'unary', operator: text, operand, ...range };
}

/** Reads what stands before attributes, calls and subscripts, and these. */
function readPrimary(cursor: Cursor): Expression {
	const { start } = cursor;
	let expression = readAtom(cursor);
	for (;;) {
		switch (cursor.text) {
			case '.': {
				cursor.advance();
				const name = cursor.takeName();
				const { end } = cursor;
				expression = name === undefined ? unreadable(start, end) : { kind: 'attribute', object: expression, name, start, end };
				break;
			}
			case '(': {
				const args = readArguments(cursor);
				expression = { kind: 'call', callee: expression, arguments: args, start, end: cursor.end };
				break;
			}
			case '[': {
				const index = readIndex(cursor);
				expression = { kind: 'subscript', object: expression, index, start, end: cursor.end };
				break;
			}
			default: return expression;
		}
	}
}

function readAtom(cursor: Cursor): Expression {
	const { kind, text, start } = cursor;
	switch (kind) {
		case 'name': return readName(cursor);
		case 'number':
			cursor.advance();
			return readNumber(text, cursor.since(start));
		case 'string': return readStrings(cursor);
		case 'operator':
			if (text === '(') return readParentheses(cursor);
			if (text === '[') return readList(cursor);
			if (text === '{') return readBraces(cursor);
			if (text !== '...') return unreadable(start);
			cursor.advance();
			return { kind: 'ellipsis', ...cursor.since(start) };
		case 'newline': case 'indent': case 'dedent': case 'end': return unreadable(start);
	}
}

function readName(cursor: Cursor): Expression {
	const { text, start } = cursor;
	if (RESERVED.has(text)) return unreadable(start);
	cursor.advance();
	const { end } = cursor;
	switch (text) {
		case 'True': case 'False': return { kind: 'constant', value: text === 'True', start, end };
		case 'None': return { kind: 'constant', value: null, start, end };
		default: return { kind: 'name', name: text, start, end };
	}
}

function readNumber(text: string, range: Positioned): Expression {
	const digits = text.replaceAll('_', '');
	if (/[jJ]$/.test(digits)) return { kind: 'imaginary', ...range };
	if (/^0[xXoObB]/.test(digits) || /^\d+$/.test(digits)) return { kind: 'integer', value: Number(digits), ...range };
	return { kind: 'float', value: Number(digits), ...range };
}

function readLambda(cursor: Cursor): Expression {
	const { start } = cursor;
	cursor.advance();
	const parameters = readParameters(':', cursor);
	const body = readExpression(cursor);
	return { kind: 'lambda', parameters, body, ...cursor.since(start) };
}

function readYield(cursor: Cursor): Expression {
	const { start } = cursor;
	cursor.yields = true;
	cursor.advance();
	const from = cursor.take('from');
	if (!isBeginning(cursor)) return { kind: 'yield', from, ...cursor.since(start) };
	const value = readExpressionList(cursor);
	return { kind: 'yield', from, value, ...cursor.since(start) };
}
