/** Visits the parts of a syntax tree. */
import type { ClassDefinition, Expression, FormatPart, FunctionDefinition, ParsedModule, Statement } from './syntax';

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

/** Every expression of these statements and of those inside them. */
export function* allExpressions(statements: readonly Statement[]): Generator<Expression> {
	for (const statement of allStatements(statements)) for (const expression of ownExpressions(statement)) yield* within(expression);
}

function ownExpressions(statement: Statement): Expression[] {
	switch (statement.kind) {
		case 'expression': return [statement.value];
		case 'assign': return [...statement.targets, statement.value];
		case 'update': return [statement.target, statement.value];
		case 'return': case 'raise': return statement.value === undefined ? [] : [statement.value];
		case 'if': case 'while': return [statement.condition];
		case 'for': return [statement.target, statement.iterable];
		case 'assert': return [statement.condition];
		case 'with': return statement.items.map((item) => item.value);
		case 'match': return [statement.subject];
		case 'function': return [...statement.decorators, ...statement.parameters.flatMap(({ fallback }) => (fallback === undefined ? [] : [fallback]))];
		case 'class': return [...statement.decorators, ...statement.arguments.map((argument) => argument.value)];
		case 'annotate': case 'break': case 'continue': case 'delete': case 'import-from': case 'import': case 'pass': case 'scope':
		case 'try': case 'unreadable':
		default: return [];
	}
}

/** An expression and all inside it. */
export function* within(expression: Expression): Generator<Expression> {
	yield expression;
	for (const child of childrenOf(expression)) yield* within(child);
}

const present = (...expressions: ReadonlyArray<Expression | undefined>): Expression[] => expressions.filter((each) => each !== undefined);

function childrenOf(expression: Expression): Expression[] {
	switch (expression.kind) {
		case 'attribute': return [expression.object];
		case 'subscript': return [expression.object, expression.index];
		case 'slice': return present(expression.lower, expression.upper, expression.step);
		case 'call': return [expression.callee, ...expression.arguments.map((argument) => argument.value)];
		case 'binary': case 'boolean': return [expression.left, expression.right];
		case 'unary': return [expression.operand];
		case 'comparison': return [expression.first, ...expression.rest.map(([, each]) => each)];
		case 'conditional': return [expression.condition, expression.whenTrue, expression.whenFalse];
		case 'lambda': return [expression.body];
		case 'tuple': case 'list': case 'set': return [...expression.items];
		case 'dict': return expression.entries.flatMap(({ key, value }) => present(key, value));
		case 'comprehension': return [expression.element, ...expression.clauses.flatMap((clause) => [clause.iterable, ...clause.conditions])];
		case 'dict-comprehension': return [expression.key, expression.element, ...expression.clauses.flatMap((clause) => [clause.iterable, ...clause.conditions])];
		case 'starred': case 'named': case 'await': return [expression.value];
		case 'yield': return present(expression.value);
		case 'format-string': return expression.parts.flatMap((part: FormatPart) => ('value' in part ? [part.value] : []));
		case 'bytes': case 'constant': case 'ellipsis': case 'float': case 'imaginary': case 'integer': case 'name': case 'string':
		case 'unreadable':
		default: return [];
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
