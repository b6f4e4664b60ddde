/** Visits the parts of a syntax tree. */
import type { ClassDefinition, ComprehensionClause, Expression, FunctionDefinition, ParsedModule, Statement } from './syntax';

/** The statements directly inside a statement, in order. */
export function blocksOf(statement: Statement): ReadonlyArray<readonly Statement[]> {
	switch (statement.kind) {
		case 'function': case 'class': case 'with': return [statement.body];
		case 'if': case 'while': case 'for': return [statement.body, statement.otherwise];
		case 'try': return [statement.body, ...statement.handlers.map((handler) => handler.body), statement.otherwise, statement.final];
		case 'match': return statement.cases.map((each) => each.body);
		case 'annotate': case 'assert': case 'assign': case 'break': case 'continue': case 'delete': case 'expression': case 'import-from':
		case 'import': case 'pass': case 'raise': case 'return': case 'scope': case 'unreadable': case 'update':
		default: return [];
	}
}

/** Every statement below these, themselves first. */
export function* allStatements(statements: readonly Statement[]): Generator<Statement> {
	for (const statement of statements) {
		yield statement;
		for (const block of blocksOf(statement)) yield* allStatements(block);
	}
}

/** Visits every expression of these statements and of those inside them, each before what it holds. */
export function visitExpressions(statements: readonly Statement[], visit: (expression: Expression) => void): void {
	for (const statement of statements) {
		visitOwn(statement, visit);
		for (const block of blocksOf(statement)) visitExpressions(block, visit);
	}
}

/** Visits the expressions of a statement, without those of the statements inside it. */
function visitOwn(statement: Statement, visit: (expression: Expression) => void): void {
	switch (statement.kind) {
		case 'expression': visitWithin(statement.value, visit); break;
		case 'assign':
			visitAll(statement.targets, visit);
			visitWithin(statement.value, visit);
			break;
		case 'update':
			visitWithin(statement.target, visit);
			visitWithin(statement.value, visit);
			break;
		case 'return': case 'raise': visitPresent(statement.value, visit); break;
		case 'if': case 'while': case 'assert': visitWithin(statement.condition, visit); break;
		case 'for':
			visitWithin(statement.target, visit);
			visitWithin(statement.iterable, visit);
			break;
		case 'with': for (const { value } of statement.items) visitWithin(value, visit); break;
		case 'match': visitWithin(statement.subject, visit); break;
		case 'function':
			visitAll(statement.decorators, visit);
			for (const { fallback } of statement.parameters) visitPresent(fallback, visit);
			break;
		case 'class':
			visitAll(statement.decorators, visit);
			for (const { value } of statement.arguments) visitWithin(value, visit);
			break;
		case 'annotate': case 'break': case 'continue': case 'delete': case 'import-from': case 'import': case 'pass': case 'scope':
		case 'try': case 'unreadable':
		default:
	}
}

function visitAll(expressions: readonly Expression[], visit: (expression: Expression) => void): void {
	for (const expression of expressions) visitWithin(expression, visit);
}

function visitPresent(expression: Expression | undefined, visit: (expression: Expression) => void): void {
	if (expression !== undefined) visitWithin(expression, visit);
}

/** Visits an expression and all inside it. */
export function visitWithin(expression: Expression, visit: (expression: Expression) => void): void {
	visit(expression);
	switch (expression.kind) {
		case 'attribute': visitWithin(expression.object, visit); break;
		case 'subscript':
			visitWithin(expression.object, visit);
			visitWithin(expression.index, visit);
			break;
		case 'slice':
			visitPresent(expression.lower, visit);
			visitPresent(expression.upper, visit);
			visitPresent(expression.step, visit);
			break;
		case 'call':
			visitWithin(expression.callee, visit);
			for (const { value } of expression.arguments) visitWithin(value, visit);
			break;
		case 'binary': case 'boolean':
			visitWithin(expression.left, visit);
			visitWithin(expression.right, visit);
			break;
		case 'unary': visitWithin(expression.operand, visit); break;
		case 'comparison':
			visitWithin(expression.first, visit);
			for (const [, each] of expression.rest) visitWithin(each, visit);
			break;
		case 'conditional':
			visitWithin(expression.condition, visit);
			visitWithin(expression.whenTrue, visit);
			visitWithin(expression.whenFalse, visit);
			break;
		case 'lambda': visitWithin(expression.body, visit); break;
		case 'tuple': case 'list': case 'set': visitAll(expression.items, visit); break;
		case 'dict':
			for (const { key, value } of expression.entries) {
				visitPresent(key, visit);
				visitWithin(value, visit);
			}
			break;
		case 'comprehension':
			visitWithin(expression.element, visit);
			visitClauses(expression.clauses, visit);
			break;
		case 'dict-comprehension':
			visitWithin(expression.key, visit);
			visitWithin(expression.element, visit);
			visitClauses(expression.clauses, visit);
			break;
		case 'starred': case 'named': case 'await': visitWithin(expression.value, visit); break;
		case 'yield': visitPresent(expression.value, visit); break;
		case 'format-string': for (const part of expression.parts) if ('value' in part) visitWithin(part.value, visit); break;
		case 'bytes': case 'constant': case 'ellipsis': case 'float': case 'imaginary': case 'integer': case 'name': case 'string':
		case 'unreadable':
		default:
	}
}

function visitClauses(clauses: readonly ComprehensionClause[], visit: (expression: Expression) => void): void {
	for (const { iterable, conditions } of clauses) {
		visitWithin(iterable, visit);
		visitAll(conditions, visit);
	}
}

/** A definition with the offset that its positions are counted from. */
export interface Placed<Node> {
	readonly node: Node;
	readonly offset: number;
}

/** The classes and functions at the top of a module (also inside `if` and `try`). */
export function topDefinitions(module: ParsedModule): { classes: Array<Placed<ClassDefinition>>; functions: Array<Placed<FunctionDefinition>> } {
	const classes: Array<Placed<ClassDefinition>> = [];
	const functions: Array<Placed<FunctionDefinition>> = [];
	const visit = (statements: readonly Statement[], offset: number): void => {
		for (const node of statements) {
			if (node.kind === 'class') classes.push({ node, offset });
			else if (node.kind === 'function') functions.push({ node, offset });
			else for (const block of blocksOf(node)) visit(block, offset);
		}
	};
	for (const chunk of module.chunks) visit(chunk.body, chunk.offset);
	return { classes, functions };
}
