import type { SyntaxNode } from '@lezer/common';
import { readString } from './read-strings';
import type { Argument, BinaryOperator, ComparisonOperator, ComprehensionClause, Expression, Parameter, Positioned, UnaryOperator } from './syntax';
import type { Source } from './tree';
import { childrenOf, splitAt } from './tree';

/** Reads one expression; what can't be read is `unreadable`. */
export function readExpression(node: SyntaxNode | undefined, source: Source): Expression {
	if (node === undefined) return { kind: 'unreadable', start: 0, end: 0 };
	const range = source.range(node);
	const reader = READERS[node.name];
	return reader === undefined ? { kind: 'unreadable', ...range } : reader(node, source, range);
}

/** Reads `a`, `a, b` or `*a, b` (no brackets around it): a tuple as soon as there is a comma or a star. */
export function readExpressionList(nodes: readonly SyntaxNode[], source: Source): Expression {
	if (nodes.length === 1) return readExpression(nodes[0], source);
	if (nodes.length === 0) return { kind: 'unreadable', start: 0, end: 0 };
	const items = readItems(nodes, source);
	const range = source.range(nodes[0]!, nodes[nodes.length - 1]);
	if (items.length === 1 && !nodes.some((node) => node.name === ',' || node.name === '*')) return items[0]!;
	return { kind: 'tuple', items, ...range };
}

function readItems(nodes: readonly SyntaxNode[], source: Source): Expression[] {
	return splitAt(nodes, ',').map((part) => {
		if (part[0]?.name === '*') return { kind: 'starred', value: readExpression(part[1], source), ...source.range(part[0], part[part.length - 1]) };
		const sound = part.filter((node) => !node.type.isError);
		return sound.length === 1 ? readExpression(sound[0], source) : unreadable(part, source);
	});
}

function unreadable(nodes: readonly SyntaxNode[], source: Source): Expression {
	return { kind: 'unreadable', ...(nodes.length > 0 ? source.range(nodes[0]!, nodes[nodes.length - 1]) : { start: 0, end: 0 }) };
}

const inner = (node: SyntaxNode): SyntaxNode[] => childrenOf(node).slice(1).filter((child, index, all) => index < all.length - 1 || !/^[)\]}]$/.test(child.name));

type Reader = (node: SyntaxNode, source: Source, range: Positioned) => Expression;

const READERS: Readonly<Record<string, Reader>> = {
	VariableName: (node, source, range) => ({ kind: 'name', name: source.textOf(node), ...range }),
	Number: (node, source, range) => readNumber(source.textOf(node), range),
	String: (node, source, range) => ({ ...readString(node, source), ...range }),
	FormatString: (node, source, range) => ({ ...readString(node, source), ...range }),
	ContinuedString: (node, source, range) => readContinuedString(node, source, range),
	Boolean: (node, source, range) => ({ kind: 'constant', value: source.textOf(node) === 'True', ...range }),
	None: (_node, _source, range) => ({ kind: 'constant', value: null, ...range }),
	Ellipsis: (_node, _source, range) => ({ kind: 'ellipsis', ...range }),
	ParenthesizedExpression: (node, source) => readExpression(inner(node).find((child) => !child.type.isError), source),
	TupleExpression: (node, source, range) => ({ kind: 'tuple', items: readItems(inner(node), source), ...range }),
	ArrayExpression: (node, source, range) => ({ kind: 'list', items: readItems(inner(node), source), ...range }),
	SetExpression: (node, source, range) => ({ kind: 'set', items: readItems(inner(node), source), ...range }),
	DictionaryExpression: readDictionary,
	ArrayComprehensionExpression: (node, source, range) => readComprehension('list', inner(node), source, range),
	SetComprehensionExpression: (node, source, range) => readComprehension('set', inner(node), source, range),
	ComprehensionExpression: (node, source, range) => readComprehension('generator', inner(node), source, range),
	DictionaryComprehensionExpression: readDictionaryComprehension,
	MemberExpression: readMember,
	CallExpression: (node, source, range) => {
		const [callee, list] = childrenOf(node);
		return { kind: 'call', callee: readExpression(callee, source), arguments: list?.name === 'ArgList' ? readArguments(list, source) : [], ...range };
	},
	BinaryExpression: readBinary,
	UnaryExpression: (node, source, range) => {
		const [operator, operand] = childrenOf(node);
		if (operator!.name === 'not') return negate(operator!, operand, source);
		return { kind: 'unary', operator: source.textOf(operator!) as UnaryOperator, operand: readExpression(operand, source), ...range };
	},
	ConditionalExpression: (node, source, range) => {
		const [whenTrue, , condition, , whenFalse] = childrenOf(node);
		return { kind: 'conditional', condition: readExpression(condition, source), whenTrue: readExpression(whenTrue, source), whenFalse: readExpression(whenFalse, source), ...range };
	},
	LambdaExpression: (node, source, range) => {
		const children = childrenOf(node);
		const list = children.find((child) => child.name === 'ParamList');
		const colon = children.findIndex((child) => child.name === ':');
		return { kind: 'lambda', parameters: list === undefined ? [] : readParameters(list, source), body: readExpression(colon < 0 ? undefined : children[colon + 1], source), ...range };
	},
	NamedExpression: (node, source, range) => {
		const [name, , value] = childrenOf(node);
		return { kind: 'named', name: source.textOf(name!), value: readExpression(value, source), ...range };
	},
	YieldExpression: (node, source, range) => readYield(node, source, range),
	YieldStatement: (node, source, range) => readYield(node, source, range),
	AwaitExpression: (node, source, range) => ({ kind: 'await', value: readExpression(childrenOf(node)[1], source), ...range }),
};

/** The grammar takes `not a and b` for `not (a and b)`; Python means `(not a) and b`. */
function negate(not: SyntaxNode, operand: SyntaxNode | undefined, source: Source): Expression {
	const parts = operand?.name === 'BinaryExpression' ? childrenOf(operand) : [];
	const [left, operator, right] = parts;
	const range = operand === undefined ? source.range(not) : source.range(not, operand);
	if (operator?.name !== 'and' && operator?.name !== 'or') return { kind: 'unary', operator: 'not', operand: readExpression(operand, source), ...range };
	return { kind: 'boolean', operator: operator.name, left: negate(not, left, source), right: readExpression(right, source), ...range };
}

function readYield(node: SyntaxNode, source: Source, range: Positioned): Expression {
	source.yields = true;
	const rest = childrenOf(node).slice(1).filter((child) => !child.type.isError);
	const from = rest[0]?.name === 'from';
	const value = from ? rest.slice(1) : rest;
	return { kind: 'yield', from, ...(value.length > 0 ? { value: readExpressionList(value, source) } : {}), ...range };
}

function readNumber(text: string, range: Positioned): Expression {
	const digits = text.replaceAll('_', '');
	if (/[jJ]$/.test(digits)) return { kind: 'imaginary', ...range };
	if (/^0[xXoObB]/.test(digits) || /^\d+$/.test(digits)) return { kind: 'integer', value: Number(digits), ...range };
	return { kind: 'float', value: Number(digits), ...range };
}

function readContinuedString(node: SyntaxNode, source: Source, range: Positioned): Expression {
	const parts = childrenOf(node).map((child) => readString(child, source));
	if (parts.every((part) => part.kind === 'string')) return { kind: 'string', value: parts.map((part) => part.value).join(''), ...range };
	return {
		kind: 'format-string',
		parts: parts.flatMap((part) => (part.kind === 'format-string' ? part.parts : part.kind === 'string' ? [{ text: part.value }] : [])),
		...range,
	};
}

function readDictionary(node: SyntaxNode, source: Source, range: Positioned): Expression {
	const entries = splitAt(inner(node), ',').map((part) => {
		if (part[0]?.name === '**') return { value: readExpression(part[1], source) };
		const [key = [], value = []] = splitAt(part, ':');
		return { key: readExpression(key[0], source), value: readExpression(value[0], source) };
	});
	return { kind: 'dict', entries, ...range };
}

/** Reads the clauses behind a comprehension's element: `for a in b if c for …`. */
function readClauses(nodes: readonly SyntaxNode[], source: Source): ComprehensionClause[] {
	const clauses: ComprehensionClause[] = [];
	let rest = nodes.filter((node) => node.name !== 'async');
	while (rest[0]?.name === 'for') {
		const inAt = rest.findIndex((node) => node.name === 'in');
		if (inAt < 0) break;
		const next = rest.findIndex((node, index) => index > inAt && node.name === 'for');
		const own = rest.slice(inAt + 1, next < 0 ? undefined : next);
		const [iterable = [], ...conditions] = splitAt(own, 'if');
		clauses.push({
			target: readExpressionList(rest.slice(1, inAt), source),
			iterable: readExpressionList(iterable, source),
			conditions: conditions.map((condition) => readExpression(condition[0], source)),
		});
		rest = next < 0 ? [] : rest.slice(next);
	}
	return clauses;
}

function readComprehension(of: 'list' | 'set' | 'generator', nodes: readonly SyntaxNode[], source: Source, range: Positioned): Expression {
	const first = nodes.findIndex((node) => node.name === 'for' || node.name === 'async');
	return { kind: 'comprehension', of, element: readExpressionList(nodes.slice(0, first), source), clauses: readClauses(nodes.slice(first), source), ...range };
}

function readDictionaryComprehension(node: SyntaxNode, source: Source, range: Positioned): Expression {
	const nodes = inner(node);
	const colon = nodes.findIndex((child) => child.name === ':');
	const first = nodes.findIndex((child) => child.name === 'for' || child.name === 'async');
	return {
		kind: 'dict-comprehension',
		key: readExpressionList(nodes.slice(0, colon), source),
		element: readExpressionList(nodes.slice(colon + 1, first), source),
		clauses: readClauses(nodes.slice(first), source),
		...range,
	};
}

function readMember(node: SyntaxNode, source: Source, range: Positioned): Expression {
	const [object, mark, ...rest] = childrenOf(node);
	if (mark?.name === '.') {
		const name = rest.find((child) => child.name === 'PropertyName');
		return name === undefined ? { kind: 'unreadable', ...range } : { kind: 'attribute', object: readExpression(object, source), name: source.textOf(name), ...range };
	}
	const nodes = rest.filter((child) => child.name !== ']');
	const parts = splitAt(nodes, ',');
	const items = parts.map((part) => readSubscript(part, source));
	const only = items.length === 1 && !nodes.some((child) => child.name === ',') ? items[0] : undefined;
	const index: Expression = only ?? (nodes.length === 0 ? unreadable([], source) : { kind: 'tuple', items, ...source.range(nodes[0]!, nodes[nodes.length - 1]) });
	return { kind: 'subscript', object: readExpression(object, source), index, ...range };
}

function readSubscript(nodes: readonly SyntaxNode[], source: Source): Expression {
	if (!nodes.some((node) => node.name === ':')) return readItems(nodes, source)[0] ?? unreadable(nodes, source);
	const bounds: Array<SyntaxNode | undefined> = [undefined, undefined, undefined];
	let at = 0;
	for (const node of nodes) {
		if (node.name === ':') at++;
		else bounds[at] = node;
	}
	const [lower, upper, step] = bounds;
	return {
		kind: 'slice',
		...(lower === undefined ? {} : { lower: readExpression(lower, source) }),
		...(upper === undefined ? {} : { upper: readExpression(upper, source) }),
		...(step === undefined ? {} : { step: readExpression(step, source) }),
		...source.range(nodes[0]!, nodes[nodes.length - 1]),
	};
}

function readBinary(node: SyntaxNode, source: Source, range: Positioned): Expression {
	const children = childrenOf(node);
	const left = readExpression(children[0], source);
	const right = readExpression(children[children.length - 1], source);
	if (children.length < 3) return { kind: 'unreadable', ...range };
	const operator = children.slice(1, -1).map((child) => source.textOf(child)).join(' ');
	switch (children[1]!.name) {
		case 'and': case 'or':
			return { kind: 'boolean', operator: operator as 'and' | 'or', left, right, ...range };
		case 'CompareOp': case 'in': case 'not': case 'is':
			if (left.kind === 'comparison' && children[0]!.name === 'BinaryExpression') {
				return { kind: 'comparison', first: left.first, rest: [...left.rest, [operator as ComparisonOperator, right]], ...range };
			}
			return { kind: 'comparison', first: left, rest: [[operator as ComparisonOperator, right]], ...range };
		default:
			return { kind: 'binary', operator: operator as BinaryOperator, left, right, ...range };
	}
}

/** Reads a call's or class's argument list, brackets included. */
export function readArguments(list: SyntaxNode, source: Source): Argument[] {
	const nodes = inner(list);
	if (nodes.some((node) => node.name === 'for')) {
		const value = readComprehension('generator', nodes, source, source.range(list));
		return [{ kind: 'positional', value, ...source.range(list) }];
	}
	return splitAt(nodes, ',').map((part) => readArgument(part, source));
}

function readArgument(part: readonly SyntaxNode[], source: Source): Argument {
	const [first, second] = part;
	if (first === undefined) return { kind: 'positional', value: unreadable(part, source), start: 0, end: 0 };
	const range = source.range(first, part[part.length - 1]);
	if (first.name === '*') return { kind: 'unpack', value: readExpression(second, source), ...range };
	if (first.name === '**') return { kind: 'unpack-mapping', value: readExpression(second, source), ...range };
	if (second?.name === 'AssignOp') return { kind: 'keyword', name: source.textOf(first), value: readExpression(part[2], source), ...range };
	const sound = part.filter((node) => !node.type.isError);
	return { kind: 'positional', value: sound.length === 1 ? readExpression(sound[0], source) : unreadable(part, source), ...range };
}

/** Reads a function's or lambda's parameters. A bare `*` begins the keyword-only ones; `/` (two commas in a row) ends the positional-only ones. */
export function readParameters(list: SyntaxNode, source: Source): Parameter[] {
	const nodes = childrenOf(list).filter((node) => node.name !== '(' && node.name !== ')' && !node.type.isError);
	const parameters: Parameter[] = [];
	let kind: Parameter['kind'] = 'positional';
	for (const part of splitAt(nodes, ',')) {
		const [first, second] = part;
		if (first === undefined) {
			parameters.forEach((parameter, index) => (parameters[index] = { ...parameter, kind: 'positional-only' }));
			continue;
		}
		const starred = first.name === '*' || first.name === '**';
		const name = starred ? second : first;
		if (starred && name === undefined) {
			kind = 'keyword-only';
			continue;
		}
		const annotation = part.find((node) => node.name === 'TypeDef');
		const equals = part.findIndex((node) => node.name === 'AssignOp');
		parameters.push({
			name: source.textOf(name!),
			kind: first.name === '*' ? 'variadic' : first.name === '**' ? 'keywords' : kind,
			...(equals < 0 ? {} : { fallback: readExpression(part[equals + 1], source) }),
			...(annotation === undefined ? {} : { annotation: readExpression(childrenOf(annotation)[1], source) }),
		});
		if (first.name === '*') kind = 'keyword-only';
	}
	return parameters;
}
