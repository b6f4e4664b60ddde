import type { SyntaxNode } from '@lezer/common';
import { readArguments, readExpression, readExpressionList, readParameters } from './read-expressions';
import type { BinaryOperator, ExceptClause, Expression, MatchPattern, Positioned, Statement } from './syntax';
import type { Source } from './tree';
import { childrenOf, splitAt } from './tree';

/** Reads the statements directly below a node: a module or the body of a compound statement. */
export function readStatements(node: SyntaxNode, source: Source): Statement[] {
	const statements: Statement[] = [];
	for (const child of childrenOf(node)) {
		if (child.name === ':' || child.name === ';') continue;
		if (child.name === 'StatementGroup') statements.push(...readStatements(child, source));
		else if (child.type.isError) statements.push(...salvage(child, source));
		else statements.push(readStatement(child, [], source));
	}
	return statements;
}

/** What the parser could not place may still hold whole definitions. */
function salvage(node: SyntaxNode, source: Source): Statement[] {
	return childrenOf(node).filter((child) => /(?:Definition|Statement)$/.test(child.name)).map((child) => readStatement(child, [], source));
}

function readStatement(node: SyntaxNode, decorators: readonly Expression[], source: Source): Statement {
	const range = source.range(node);
	const children = childrenOf(node);
	switch (node.name) {
		case 'DecoratedStatement':
			return readDecorated(children, source, range);
		case 'FunctionDefinition':
			return readFunction(children, decorators, source, range);
		case 'ClassDefinition':
			return readClass(children, decorators, source, range);
		case 'ExpressionStatement':
			return { kind: 'expression', value: readExpressionList(children.filter((child) => !child.type.isError), source), ...range };
		case 'YieldStatement':
			return { kind: 'expression', value: readExpression(node, source), ...range };
		case 'PrintStatement':
			return { kind: 'expression', value: { kind: 'unreadable', ...range }, ...range };
		case 'AssignStatement':
			return readAssignment(children, source, range);
		case 'UpdateStatement':
			return { kind: 'update', target: readExpression(children[0], source), operator: source.textOf(children[1]!).slice(0, -1) as BinaryOperator, value: readExpressionList(children.slice(2), source), ...range };
		case 'ReturnStatement':
			return { kind: 'return', ...(children.length > 1 ? { value: readExpressionList(children.slice(1).filter((child) => !child.type.isError), source) } : {}), ...range };
		case 'IfStatement':
			return readIf(children, source, range);
		case 'WhileStatement': {
			const { body, otherwise } = readBodies(children, source);
			return { kind: 'while', condition: readExpression(children[1], source), body, otherwise, ...range };
		}
		case 'ForStatement':
			return readFor(children.filter((child) => child.name !== 'async'), source, range);
		case 'ImportStatement':
			return readImport(children, source, range);
		case 'RaiseStatement':
			return { kind: 'raise', ...(children[1] === undefined ? {} : { value: readExpression(children[1], source) }), ...range };
		case 'AssertStatement':
			return { kind: 'assert', condition: readExpression(children[1], source), ...(children[3] === undefined ? {} : { message: readExpression(children[3], source) }), ...range };
		case 'TryStatement':
			return readTry(children, source, range);
		case 'WithStatement':
			return readWith(children.filter((child) => child.name !== 'async'), source, range);
		case 'DeleteStatement':
			return { kind: 'delete', targets: splitAt(children.slice(1), ',').map((part) => readExpression(part[0], source)), ...range };
		case 'ScopeStatement':
			return { kind: 'scope', scope: children[0]!.name as 'global' | 'nonlocal', names: children.slice(1).filter((child) => child.name === 'VariableName').map((child) => source.textOf(child)), ...range };
		case 'MatchStatement':
			return readMatch(children, source, range);
		case 'BreakStatement': return { kind: 'break', ...range };
		case 'ContinueStatement': return { kind: 'continue', ...range };
		case 'PassStatement': case 'TypeDefinition': return { kind: 'pass', ...range };
		default: return { kind: 'unreadable', ...range };
	}
}

function readDecorated(children: readonly SyntaxNode[], source: Source, range: Positioned): Statement {
	const decorators = children.filter((child) => child.name === 'Decorator').map((child) => readDecorator(child, source));
	const definition = children.find((child) => child.name === 'FunctionDefinition' || child.name === 'ClassDefinition');
	return definition === undefined ? { kind: 'unreadable', ...range } : readStatement(definition, decorators, source);
}

/** A decorator is a dotted name with at most one call; the tree holds its parts side by side. */
function readDecorator(node: SyntaxNode, source: Source): Expression {
	const parts = childrenOf(node).slice(1);
	const range = source.range(node);
	let expression: Expression | undefined;
	for (const part of parts) {
		if (part.name === 'VariableName' || part.name === 'PropertyName') {
			const name = source.textOf(part);
			expression = expression === undefined ? { kind: 'name', name, ...range } : { kind: 'attribute', object: expression, name, ...range };
		} else if (part.name === 'ArgList' && expression !== undefined) {
			expression = { kind: 'call', callee: expression, arguments: readArguments(part, source), ...range };
		} else if (part.name !== '.' && expression === undefined) {
			expression = readExpression(part, source);
		}
	}
	return expression ?? { kind: 'unreadable', ...range };
}

function bodyOf(children: readonly SyntaxNode[], source: Source): Statement[] {
	const body = children.find((child) => child.name === 'Body');
	return body === undefined ? [] : readStatements(body, source);
}

function readFunction(children: readonly SyntaxNode[], decorators: readonly Expression[], source: Source, range: Positioned): Statement {
	const name = children.find((child) => child.name === 'VariableName');
	const list = children.find((child) => child.name === 'ParamList');
	const outerYields = source.yields;
	const parameters = list === undefined ? [] : readParameters(list, source);
	source.yields = false;
	const body = bodyOf(children, source);
	const isGenerator = source.yields;
	source.yields = outerYields;
	return {
		kind: 'function', name: name === undefined ? '' : source.textOf(name), nameRange: name === undefined ? range : source.range(name),
		parameters, body, decorators, isGenerator, ...range,
	};
}

function readClass(children: readonly SyntaxNode[], decorators: readonly Expression[], source: Source, range: Positioned): Statement {
	const name = children.find((child) => child.name === 'VariableName');
	const list = children.find((child) => child.name === 'ArgList');
	return {
		kind: 'class', name: name === undefined ? '' : source.textOf(name), nameRange: name === undefined ? range : source.range(name),
		arguments: list === undefined ? [] : readArguments(list, source), body: bodyOf(children, source), decorators, ...range,
	};
}

function readAssignment(children: readonly SyntaxNode[], source: Source, range: Positioned): Statement {
	const typed = children.find((child) => child.name === 'TypeDef');
	const annotation = typed === undefined ? undefined : readExpression(childrenOf(typed)[1], source);
	const sides = splitAt(children.filter((child) => child.name !== 'TypeDef' && !child.type.isError), 'AssignOp');
	const expressions = sides.map((side) => readExpressionList(side, source));
	const assigned = children.some((child) => child.name === 'AssignOp');
	if (!assigned) return annotation === undefined ? { kind: 'unreadable', ...range } : { kind: 'annotate', target: expressions[0]!, annotation, ...range };
	const complete = children[children.length - 1]!.name !== 'AssignOp' && sides.length > 1;
	return {
		kind: 'assign',
		targets: complete ? expressions.slice(0, -1) : expressions,
		value: complete ? expressions[expressions.length - 1]! : { kind: 'unreadable', ...range },
		...(annotation === undefined ? {} : { annotation }),
		...range,
	};
}

/** The body of a loop and of its `else`. */
function readBodies(children: readonly SyntaxNode[], source: Source): { body: Statement[]; otherwise: Statement[] } {
	const at = children.findIndex((child) => child.name === 'else');
	return { body: bodyOf(at < 0 ? children : children.slice(0, at), source), otherwise: at < 0 ? [] : bodyOf(children.slice(at), source) };
}

function readIf(children: readonly SyntaxNode[], source: Source, range: Positioned): Statement {
	const next = children.findIndex((child, index) => index > 0 && (child.name === 'elif' || child.name === 'else'));
	const own = next < 0 ? children : children.slice(0, next);
	const rest = next < 0 ? [] : children.slice(next);
	const otherwise = rest.length === 0 ? [] : rest[0]!.name === 'else' ? bodyOf(rest, source) : [readIf(rest, source, source.range(rest[0]!, rest[rest.length - 1]))];
	return { kind: 'if', condition: readExpression(own[1], source), body: bodyOf(own, source), otherwise, ...range };
}

function readFor(children: readonly SyntaxNode[], source: Source, range: Positioned): Statement {
	const inAt = children.findIndex((child) => child.name === 'in');
	const bodyAt = children.findIndex((child) => child.name === 'Body');
	if (inAt < 0) return { kind: 'unreadable', ...range };
	return {
		kind: 'for',
		target: readExpressionList(children.slice(1, inAt), source),
		iterable: readExpressionList(children.slice(inAt + 1, bodyAt < 0 ? undefined : bodyAt).filter((child) => !child.type.isError), source),
		...readBodies(children, source),
		...range,
	};
}

function readImport(children: readonly SyntaxNode[], source: Source, range: Positioned): Statement {
	const aliased = (nodes: readonly SyntaxNode[]): { name: string; alias?: string } => {
		const as = nodes.findIndex((node) => node.name === 'as');
		const name = (as < 0 ? nodes : nodes.slice(0, as)).map((node) => source.textOf(node)).join('');
		return as < 0 || nodes[as + 1] === undefined ? { name } : { name, alias: source.textOf(nodes[as + 1]!) };
	};
	const sound = children.filter((child) => !child.type.isError && child.name !== '(' && child.name !== ')');
	if (sound[0]?.name !== 'from') return { kind: 'import', modules: splitAt(sound.slice(1), ',').filter((part) => part.length > 0).map(aliased), ...range };
	const at = sound.findIndex((child) => child.name === 'import');
	const path = sound.slice(1, at < 0 ? undefined : at).map((child) => source.textOf(child)).join('');
	const level = /^\.*/.exec(path)![0].length;
	const names = at < 0 ? [] : splitAt(sound.slice(at + 1), ',').filter((part) => part.length > 0).map(aliased);
	return { kind: 'import-from', module: path.slice(level), level, names, ...range };
}

function readTry(children: readonly SyntaxNode[], source: Source, range: Positioned): Statement {
	const handlers: ExceptClause[] = [];
	let body: Statement[] = [];
	let otherwise: Statement[] = [];
	let final: Statement[] = [];
	const starts = children.flatMap((child, index) => (['try', 'except', 'else', 'finally'].includes(child.name) ? [index] : []));
	starts.forEach((start, index) => {
		const part = children.slice(start, starts[index + 1]);
		const statements = bodyOf(part, source);
		if (part[0]!.name === 'try') body = statements;
		else if (part[0]!.name === 'else') otherwise = statements;
		else if (part[0]!.name === 'finally') final = statements;
		else {
			const as = part.findIndex((child) => child.name === 'as');
			const type = part[1]?.name === 'Body' ? undefined : part[1];
			handlers.push({
				...(type === undefined ? {} : { type: readExpression(type, source) }),
				...(as < 0 || part[as + 1] === undefined ? {} : { name: source.textOf(part[as + 1]!) }),
				body: statements,
			});
		}
	});
	return { kind: 'try', body, handlers, otherwise, final, ...range };
}

function readWith(children: readonly SyntaxNode[], source: Source, range: Positioned): Statement {
	const bodyAt = children.findIndex((child) => child.name === 'Body');
	const items = splitAt(children.slice(1, bodyAt < 0 ? undefined : bodyAt), ',').map((part) => {
		const as = part.findIndex((child) => child.name === 'as');
		return as < 0 ? { value: readExpression(part[0], source) } : { value: readExpression(part[0], source), target: readExpression(part[as + 1], source) };
	});
	return { kind: 'with', items, body: bodyOf(children, source), ...range };
}

function readMatch(children: readonly SyntaxNode[], source: Source, range: Positioned): Statement {
	const clauses = childrenOf(children.find((child) => child.name === 'MatchBody') ?? children[0]!).filter((child) => child.name === 'MatchClause');
	const cases = clauses.map((clause) => {
		const parts = childrenOf(clause);
		const guard = parts.find((part) => part.name === 'Guard');
		return {
			pattern: readPattern(parts[1], source),
			...(guard === undefined ? {} : { guard: readExpression(childrenOf(guard)[1], source) }),
			body: bodyOf(parts, source),
		};
	});
	return { kind: 'match', subject: readExpression(children[1], source), cases, ...range };
}

/** `Mode.FAST` in a pattern. */
function dottedName(node: SyntaxNode, source: Source): Expression {
	const [first, ...rest] = childrenOf(node).filter((child) => child.name !== '.');
	return rest.reduce<Expression>((object, part) => ({ kind: 'attribute', object, name: source.textOf(part), start: object.start, end: object.end + source.textOf(part).length + 1 }), readExpression(first, source));
}

function readPattern(node: SyntaxNode | undefined, source: Source): MatchPattern {
	const children = node === undefined ? [] : childrenOf(node);
	switch (node?.name) {
		case 'LiteralPattern': return { kind: 'value', value: readExpression(children[0], source) };
		case 'AttributePattern': return { kind: 'value', value: dottedName(node, source) };
		case 'CapturePattern': return { kind: 'capture', name: source.textOf(node) };
		case 'OrPattern': return { kind: 'alternatives', patterns: children.filter((child) => child.name !== 'LogicOp').map((child) => readPattern(child, source)) };
		case undefined:
		default: return { kind: 'undecidable' };
	}
}
