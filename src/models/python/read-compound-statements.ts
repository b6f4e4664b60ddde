import { Cursor } from './cursor';
import { readArguments, readParameters } from './read-arguments';
import { readExpression, readExpressionList, readForTarget, readOperand } from './read-expressions';
import { readIndented, readLine } from './read-statements';
import type { Argument, ExceptClause, Expression, FunctionDefinition, MatchPattern, Parameter, Positioned, Statement, StatementOf } from './syntax';
import { tokensOf } from './tokens';

/** Reads a statement that holds others; undefined where none begins. */
export function readCompound(cursor: Cursor): Statement | undefined {
	switch (cursor.text) {
		case '@': return readDecorated(cursor);
		case 'async': return readAsync(cursor);
		case 'def': return readFunction(cursor.start, [], cursor);
		case 'class': return readClass([], cursor);
		case 'if': return readIf(cursor);
		case 'while': return readWhile(cursor);
		case 'for': return readFor(cursor.start, cursor);
		case 'try': return readTry(cursor);
		case 'with': return readWith(cursor.start, cursor);
		case 'match': return isMatch(cursor) ? readMatch(cursor) : undefined;
		case 'elif': case 'else': case 'except': case 'finally': return readStrayClause(cursor);
		default: return undefined;
	}
}

/** Reads the colon behind a header and the block behind that, on the same line or indented. */
function readBlock(cursor: Cursor): Statement[] {
	cursor.skipTo(':');
	if (!cursor.take(':')) cursor.skipLine();
	const statements: Statement[] = [];
	if (cursor.isBlockStart()) {
		cursor.advance();
		return readIndented(cursor);
	}
	if (cursor.kind !== 'newline') readLine(statements, cursor);
	return statements;
}

/** Goes on to a clause of the same statement, on a line of its own. */
function takeClause(keyword: string, cursor: Cursor): boolean {
	const isThere = cursor.text === keyword || (cursor.kind === 'newline' && cursor.following === keyword);
	if (isThere && cursor.kind === 'newline') cursor.advance();
	return isThere && cursor.take(keyword);
}

/** A condition; unreadable if more than it stands before the colon. */
function readCondition(cursor: Cursor): Expression {
	const condition = readExpression(cursor);
	return cursor.skipTo(':') ? { kind: 'unreadable', start: condition.start, end: cursor.end } : condition;
}

function readDecorated(cursor: Cursor): Statement {
	const { start } = cursor;
	const decorators: Expression[] = [];
	while (cursor.take('@')) {
		decorators.push(readExpression(cursor));
		cursor.skipLine();
		cursor.advance();
	}
	if (cursor.text === 'class') return readClass(decorators, cursor);
	const definition = cursor.start;
	const isFunction = cursor.text === 'def' || (cursor.text === 'async' && cursor.following === 'def');
	if (!isFunction) return { kind: 'unreadable', ...cursor.since(start) };
	cursor.take('async');
	return readFunction(definition, decorators, cursor);
}

function readAsync(cursor: Cursor): Statement | undefined {
	const { start, following } = cursor;
	if (following !== 'def' && following !== 'for' && following !== 'with') return undefined;
	cursor.advance();
	return following === 'def' ? readFunction(start, [], cursor) : following === 'for' ? readFor(start, cursor) : readWith(start, cursor);
}

interface DefinedName {
	readonly name: string;
	readonly nameRange: Positioned | undefined;
}

/** Reads a definition's name and passes its type parameters. */
function readDefinedName(cursor: Cursor): DefinedName {
	cursor.advance();
	const { start } = cursor;
	const name = cursor.takeName();
	const nameRange = name === undefined ? undefined : cursor.since(start);
	if (cursor.text === '[') cursor.skipTo('(', ':');
	return { name: name ?? '', nameRange };
}

function readFunction(start: number, decorators: readonly Expression[], cursor: Cursor): Statement {
	const { name, nameRange } = readDefinedName(cursor);
	const outerYields = cursor.yields;
	const parameters: Parameter[] = cursor.take('(') ? readParameters(')', cursor) : [];
	if (cursor.take('->')) readExpression(cursor);
	const { unread } = cursor;
	const isLater = unread !== undefined && cursor.attempt(() => passPlainBlock(cursor));
	cursor.yields = false;
	const body = isLater ? [] : readBlock(cursor);
	const isGenerator = cursor.yields;
	cursor.yields = outerYields;
	const range = cursor.since(start);
	const definition: FunctionDefinition = { kind: 'function', name, nameRange: nameRange ?? range, parameters, body, decorators, isGenerator, ...range };
	return isLater ? readLater(definition, unread) : definition;
}

/** Passes the colon behind a header and an indented block. @returns false where there is none, or a `yield` in it, which makes a function another one */
function passPlainBlock(cursor: Cursor): boolean {
	cursor.skipTo(':');
	if (!cursor.take(':') || !cursor.isBlockStart()) return false;
	cursor.advance();
	let depth = 0;
	do {
		if (cursor.kind === 'indent') depth++;
		else if (cursor.kind === 'dedent') depth--;
		else if (cursor.text === 'yield') return false;
		cursor.advance();
	} while (depth > 0);
	return true;
}

/** A function whose body is read when it is first asked for. */
function readLater(definition: FunctionDefinition, text: string): FunctionDefinition {
	let body: readonly Statement[] | undefined;
	return {
		...definition,
		get body() {
			return (body ??= bodyIn(text, definition));
		},
	};
}

function bodyIn(text: string, { start, end }: Positioned): readonly Statement[] {
	const again = readCompound(new Cursor(tokensOf(text.slice(start, end), (offset) => start + offset)));
	return again?.kind === 'function' ? again.body : [];
}

function readClass(decorators: readonly Expression[], cursor: Cursor): Statement {
	const { start } = cursor;
	const { name, nameRange } = readDefinedName(cursor);
	const args: Argument[] = cursor.text === '(' ? readArguments(cursor) : [];
	const body = readBlock(cursor);
	const range = cursor.since(start);
	return { kind: 'class', name, nameRange: nameRange ?? range, arguments: args, body, decorators, ...range };
}

/** Reads `if`, its `elif`s, each of which is an `if` in the `else` of the one before, and `else`. */
function readIf(cursor: Cursor): Statement {
	const clauses: Array<{ readonly start: number; readonly condition: Expression; readonly body: readonly Statement[] }> = [];
	do {
		const start = clauses.length === 0 ? cursor.start : cursor.end - 'elif'.length;
		if (clauses.length === 0) cursor.advance();
		const condition = readCondition(cursor);
		clauses.push({ start, condition, body: readBlock(cursor) });
	} while (takeClause('elif', cursor));
	let otherwise: Statement[] = takeClause('else', cursor) ? readBlock(cursor) : [];
	for (const { start, ...clause } of clauses.reverse()) otherwise = [{ kind: 'if', ...clause, otherwise, ...cursor.since(start) }];
	return otherwise[0]!;
}

/** Reads a clause whose statement is not there: whether it runs is not known. */
function readStrayClause(cursor: Cursor): Statement {
	const { start } = cursor;
	cursor.advance();
	const body = readBlock(cursor);
	return { kind: 'if', condition: { kind: 'unreadable', start, end: start }, body, otherwise: [], ...cursor.since(start) };
}

function readWhile(cursor: Cursor): Statement {
	const { start } = cursor;
	cursor.advance();
	const condition = readCondition(cursor);
	const body = readBlock(cursor);
	const otherwise = takeClause('else', cursor) ? readBlock(cursor) : [];
	return { kind: 'while', condition, body, otherwise, ...cursor.since(start) };
}

function readFor(start: number, cursor: Cursor): Statement {
	cursor.advance();
	const target = readForTarget(cursor);
	const isComplete = cursor.take('in');
	const items = isComplete ? readExpressionList(cursor) : undefined;
	const isSound = !cursor.skipTo(':');
	const iterable: Expression = items === undefined || !isSound ? { kind: 'unreadable', start: items?.start ?? cursor.end, end: cursor.end } : items;
	const body = readBlock(cursor);
	const otherwise = takeClause('else', cursor) ? readBlock(cursor) : [];
	return { kind: 'for', target, iterable, body, otherwise, ...cursor.since(start) };
}

function readTry(cursor: Cursor): Statement {
	const { start } = cursor;
	cursor.advance();
	const body = readBlock(cursor);
	const handlers: ExceptClause[] = [];
	while (takeClause('except', cursor)) handlers.push(readHandler(cursor));
	const otherwise = takeClause('else', cursor) ? readBlock(cursor) : [];
	const final = takeClause('finally', cursor) ? readBlock(cursor) : [];
	return { kind: 'try', body, handlers, otherwise, final, ...cursor.since(start) };
}

function readHandler(cursor: Cursor): ExceptClause {
	cursor.take('*');
	if (cursor.text === ':') return { body: readBlock(cursor) };
	const type = readExpressionList(cursor);
	const name = cursor.take('as') ? cursor.takeName() : undefined;
	const body = readBlock(cursor);
	return name === undefined ? { type, body } : { type, name, body };
}

type WithItem = StatementOf<'with'>['items'][number];

function readWith(start: number, cursor: Cursor): Statement {
	cursor.advance();
	const isBracketed = cursor.text === '(' && isBracketedItems(cursor);
	if (isBracketed) cursor.advance();
	const items: WithItem[] = [];
	do {
		if (cursor.text !== ')') items.push(readWithItem(cursor));
	} while (cursor.take(','));
	if (isBracketed) cursor.take(')');
	const body = readBlock(cursor);
	return { kind: 'with', items, body, ...cursor.since(start) };
}

function readWithItem(cursor: Cursor): WithItem {
	const value = readExpression(cursor);
	return cursor.take('as') ? { value, target: readExpression(cursor) } : { value };
}

/** Whether brackets stand around all items of a `with` rather than around a part of the first one. */
function isBracketedItems(cursor: Cursor): boolean {
	return cursor.lookAhead(() => {
		cursor.advance();
		cursor.skipTo('as');
		if (cursor.text === 'as') return true;
		cursor.take(')');
		return cursor.text === ':';
	});
}

/** Whether `match` begins a statement: its line ends with a colon, and a `case` is below. */
function isMatch(cursor: Cursor): boolean {
	return cursor.lookAhead(() => {
		cursor.advance();
		cursor.skipTo(':');
		if (!cursor.take(':') || !cursor.isBlockStart()) return false;
		cursor.advance();
		return cursor.following === 'case';
	});
}

function readMatch(cursor: Cursor): Statement {
	const { start } = cursor;
	cursor.advance();
	const subject = readExpressionList(cursor);
	cursor.skipLine();
	cursor.advance();
	cursor.advance();
	const cases: Array<StatementOf<'match'>['cases'][number]> = [];
	while (cursor.kind !== 'dedent' && cursor.kind !== 'end') {
		if (cursor.take('case')) cases.push(readCase(cursor));
		else if (cursor.kind === 'indent') readIndented(cursor); // below a line that is no case
		else cursor.advance();
	}
	if (cursor.kind === 'dedent') cursor.advance();
	return { kind: 'match', subject, cases, ...cursor.since(start) };
}

function readCase(cursor: Cursor): StatementOf<'match'>['cases'][number] {
	const pattern = readPattern(cursor);
	if (!cursor.take('if')) return { pattern, body: readBlock(cursor) };
	const guard = readExpression(cursor);
	return { pattern, guard, body: readBlock(cursor) };
}

/** Reads a pattern up to its guard or colon. */
function readPattern(cursor: Cursor): MatchPattern {
	const patterns = [readAlternative(cursor)];
	while (cursor.take('|')) patterns.push(readAlternative(cursor));
	const isOther = cursor.skipTo('if', ':');
	return isOther ? { kind: 'undecidable' } : patterns.length === 1 ? patterns[0]! : { kind: 'alternatives', patterns };
}

function readAlternative(cursor: Cursor): MatchPattern {
	const isLiteral = cursor.kind === 'number' || cursor.kind === 'string' || cursor.text === '-' || cursor.text === 'None' || cursor.text === 'True' || cursor.text === 'False';
	if (isLiteral) return { kind: 'value', value: readOperand(cursor) };
	const isCapture = cursor.kind === 'name' && (cursor.following === ':' || cursor.following === 'if' || cursor.following === '|');
	if (isCapture) return { kind: 'capture', name: cursor.takeText() };
	const value = cursor.kind === 'name' && cursor.following === '.' ? readOperand(cursor) : undefined; // `Mode.FAST`, unless it is `shapes.Point(…)`
	if (value?.kind === 'attribute') return { kind: 'value', value };
	cursor.skipTo('if', ':', '|');
	return { kind: 'undecidable' };
}
