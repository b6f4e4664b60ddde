import type { Cursor } from './cursor';
import { readCompound } from './read-compound-statements';
import { readExpression, readExpressionList } from './read-expressions';
import type { BinaryOperator, Expression, Positioned, Statement } from './syntax';

/** Reads statements up to the end of their block. What can't be read costs its own line only. */
export function readStatements(cursor: Cursor): Statement[] {
	const statements: Statement[] = [];
	while (cursor.kind !== 'end' && cursor.kind !== 'dedent') {
		if (cursor.kind === 'newline') cursor.advance();
		else if (cursor.kind === 'indent') readStrayBlock(statements, cursor);
		else readLine(statements, cursor);
	}
	return statements;
}

/** Reads the statements of an indented block, its end included. */
export function readIndented(cursor: Cursor): Statement[] {
	cursor.advance();
	const statements = readStatements(cursor);
	if (cursor.kind === 'dedent') cursor.advance();
	return statements;
}

/** A block without a header that could be read: whether and how often it runs is not known. */
function readStrayBlock(statements: Statement[], cursor: Cursor): void {
	const { start } = cursor;
	const body = readIndented(cursor);
	if (body.length > 0) statements.push({ kind: 'if', condition: { kind: 'unreadable', start, end: start }, body, otherwise: [], ...cursor.since(start) });
}

/** Reads a compound statement, or the simple ones of one line. */
export function readLine(statements: Statement[], cursor: Cursor): void {
	const compound = readCompound(cursor);
	if (compound !== undefined) statements.push(compound);
	else readSimpleStatements(statements, cursor);
}

/** Reads `a; b; c` up to the end of the line. */
function readSimpleStatements(statements: Statement[], cursor: Cursor): void {
	do {
		if (cursor.isLineEnd()) continue;
		const statement = readSimple(cursor);
		statements.push(ended(statement, cursor));
	} while (cursor.take(';'));
}

/** Ends a statement. If more stands behind it than can be read, what it would give is not known. */
function ended(statement: Statement, cursor: Cursor): Statement {
	if (cursor.isLineEnd()) return statement;
	const { start } = statement;
	while (!cursor.isLineEnd()) cursor.advance();
	const range = cursor.since(start);
	const value: Expression = { kind: 'unreadable', ...range };
	switch (statement.kind) {
		case 'assign': case 'update': case 'return': case 'expression': return { ...statement, value, ...range };
		case 'annotate': case 'delete': case 'import': case 'import-from': case 'scope': return { ...statement, ...range };
		case 'assert': case 'break': case 'class': case 'continue': case 'for': case 'function': case 'if': case 'match': case 'pass': case 'raise': case 'try': case 'unreadable': case 'while': case 'with':
			return { kind: 'unreadable', ...range };
	}
}

function readSimple(cursor: Cursor): Statement {
	const { start, text } = cursor;
	const range = (): Positioned => cursor.since(start);
	switch (text) {
		case 'pass': case 'break': case 'continue':
			cursor.advance();
			return { kind: text, ...range() };
		case 'return': {
			cursor.advance();
			if (cursor.isLineEnd()) return { kind: 'return', ...range() };
			const value = readExpressionList(cursor);
			return { kind: 'return', value, ...range() };
		}
		case 'raise': {
			cursor.advance();
			if (cursor.isLineEnd()) return { kind: 'raise', ...range() };
			const value = readExpression(cursor);
			if (cursor.take('from')) readExpression(cursor);
			return { kind: 'raise', value, ...range() };
		}
		case 'assert': {
			cursor.advance();
			const condition = readExpression(cursor);
			if (!cursor.take(',')) return { kind: 'assert', condition, ...range() };
			const message = readExpression(cursor);
			return { kind: 'assert', condition, message, ...range() };
		}
		case 'del': {
			cursor.advance();
			const targets = readExpressionList(cursor);
			return { kind: 'delete', targets: targets.kind === 'tuple' ? targets.items : [targets], ...range() };
		}
		case 'global': case 'nonlocal':
			cursor.advance();
			return { kind: 'scope', scope: text, names: readNames(cursor), ...range() };
		case 'import': case 'from': return readImport(cursor);
		case 'type':
			if (!isTypeAlias(cursor)) return readAssignment(cursor);
			while (!cursor.isLineEnd()) cursor.advance();
			return { kind: 'pass', ...range() };
		default: return readAssignment(cursor);
	}
}

/** Whether `type` begins `type Name = …` or `type Name[T] = …`; elsewhere it is a name. */
function isTypeAlias(cursor: Cursor): boolean {
	return cursor.lookAhead(() => {
		cursor.advance();
		return cursor.takeName() !== undefined && (cursor.text === '=' || cursor.text === '[');
	});
}

function readNames(cursor: Cursor): string[] {
	const names: string[] = [];
	do {
		const name = cursor.takeName();
		if (name !== undefined) names.push(name);
	} while (cursor.take(','));
	return names;
}

const UPDATE = /^(?:[-+*/%@&|^]|\*\*|\/\/|<<|>>)=$/;

/** Reads an expression, and what is done with it: `a = b`, `a += b`, `a: type = b`. */
function readAssignment(cursor: Cursor): Statement {
	const { start } = cursor;
	const first = readExpressionList(cursor);
	if (cursor.isLineEnd()) return { kind: 'expression', value: first, ...cursor.since(start) };
	if (UPDATE.test(cursor.text)) {
		const operator = cursor.takeText().slice(0, -1) as BinaryOperator;
		const value = readExpressionList(cursor);
		return { kind: 'update', target: first, operator, value, ...cursor.since(start) };
	}
	const annotation = cursor.take(':') ? readExpression(cursor) : undefined;
	if (cursor.text !== '=') return annotation === undefined ? { kind: 'expression', value: first, ...cursor.since(start) } : { kind: 'annotate', target: first, annotation, ...cursor.since(start) };
	const sides = [first];
	while (cursor.take('=')) sides.push(readExpressionList(cursor));
	const value = sides.pop()!;
	return annotation === undefined ? { kind: 'assign', targets: sides, value, ...cursor.since(start) } : { kind: 'assign', targets: sides, value, annotation, ...cursor.since(start) };
}

interface ImportedName {
	readonly name: string;
	readonly alias?: string;
}

function readImport(cursor: Cursor): Statement {
	const { start } = cursor;
	if (cursor.takeText() === 'import') return { kind: 'import', modules: readImportedNames(cursor), ...cursor.since(start) };
	let level = 0;
	while (cursor.text === '.' || cursor.text === '...') level += cursor.takeText().length;
	const module = cursor.text === 'import' ? '' : readDottedName(cursor);
	if (!cursor.take('import')) return { kind: 'import-from', module, level, names: [], ...cursor.since(start) };
	cursor.take('(');
	const names = readImportedNames(cursor);
	cursor.take(')');
	return { kind: 'import-from', module, level, names, ...cursor.since(start) };
}

function readImportedNames(cursor: Cursor): ImportedName[] {
	const names: ImportedName[] = [];
	do {
		const name = cursor.text === '*' ? cursor.takeText() : readDottedName(cursor);
		const alias = cursor.take('as') ? cursor.takeName() : undefined;
		if (name !== '') names.push(alias === undefined ? { name } : { name, alias });
	} while (cursor.take(','));
	return names;
}

function readDottedName(cursor: Cursor): string {
	let name = cursor.takeName() ?? '';
	while (cursor.text === '.' && name !== '') name += cursor.takeText() + (cursor.takeName() ?? '');
	return name;
}
