/** Evaluates expressions. */
import { getAttribute } from './attributes';
import type { Environment } from './environment';
import { assign } from './assign';
import type { Interpreter } from './interpreter';
import { getItem } from './items';
import { binary, compare, truthOf, unary } from './operations';
import type { ComprehensionClause, Expression, ExpressionOf, FormatPart } from './syntax';
import { display, formatValue, represent } from './text';
import { Dict, Iterator, List, PythonSet, Slice, Tuple } from './containers';
import { Instance, NO_KEYWORDS, PythonClass, PythonFunction, Super } from './objects';
import { noteUnknownParts } from './unknown-parts';
import { ELLIPSIS, Float, NONE, PythonError, raise, siteOf, Unknown } from './values';
import type { Keywords } from './objects';
import type { Value } from './values';

/** Evaluates an expression. No closure may be made in here: the arguments of every call would have to be kept for it. */
export function evaluate(node: Expression, environment: Environment, interpreter: Interpreter): Value {
	switch (node.kind) {
		case 'name': return environment.get(node.name) ?? raise('NameError', `name '${node.name}' is not defined`);
		case 'integer': return Number.isSafeInteger(node.value) ? node.value : new Unknown('too-large');
		case 'float': return new Float(node.value);
		case 'string': return node.value;
		case 'constant': return node.value ?? NONE;
		case 'bytes': case 'imaginary': return new Unknown('unsupported', node.kind);
		case 'ellipsis': return ELLIPSIS;
		case 'format-string': return formatText(node.parts, environment, interpreter);
		case 'attribute': return getAttribute(evaluate(node.object, environment, interpreter), node.name, interpreter);
		case 'subscript': return evaluateSubscript(node, environment, interpreter);
		case 'slice': return evaluateSlice(node, environment, interpreter);
		case 'call': return evaluateCall(node, environment, interpreter);
		case 'binary': return binary(node.operator, evaluate(node.left, environment, interpreter), evaluate(node.right, environment, interpreter), interpreter);
		case 'unary': return unary(node.operator, evaluate(node.operand, environment, interpreter), interpreter);
		case 'boolean': return evaluateBoolean(node, environment, interpreter);
		case 'comparison': return evaluateComparison(node, environment, interpreter);
		case 'conditional': {
			const condition = truthOf(evaluate(node.condition, environment, interpreter), interpreter);
			if (condition instanceof Unknown) return interpreter.unknown(condition);
			return evaluate(condition ? node.whenTrue : node.whenFalse, environment, interpreter);
		}
		case 'lambda': return new PythonFunction('<lambda>', node, defaultsOf(node.parameters, environment, interpreter), environment.closure, environment.origin);
		case 'tuple': return evaluateItems(node.items, environment, interpreter, makeTuple);
		case 'list': return evaluateItems(node.items, environment, interpreter, makeList);
		case 'set': return evaluateItems(node.items, environment, interpreter, makeSet);
		case 'dict': return evaluateDict(node, environment, interpreter);
		case 'comprehension': return evaluateComprehension(node, environment, interpreter);
		case 'dict-comprehension': return evaluateDictComprehension(node, environment, interpreter);
		case 'starred': return evaluate(node.value, environment, interpreter);
		case 'named': {
			const value = evaluate(node.value, environment, interpreter);
			environment.set(node.name, value);
			return value;
		}
		case 'yield': return evaluateYield(node, environment, interpreter);
		case 'await': return evaluate(node.value, environment, interpreter);
		case 'unreadable': return new Unknown('unreadable-code');
	}
}

const makeTuple = (items: Value[]): Value => new Tuple(items);
const makeList = (items: Value[]): Value => new List(items);
const makeSet = (items: Value[]): Value => new PythonSet(items);

function formatText(parts: readonly FormatPart[], environment: Environment, interpreter: Interpreter): Value {
	let text = '';
	for (const part of parts) {
		if ('text' in part) {
			text += part.text;
			continue;
		}
		const value = evaluate(part.value, environment, interpreter);
		const format = formatText(part.format, environment, interpreter);
		if (value instanceof Unknown) return value;
		if (typeof format !== 'string') return format;
		text += part.label + formatValue(part.conversion === 'r' ? represent(value) : value, format);
	}
	return text;
}

/** The default values of parameters, evaluated where the function is defined. */
export function defaultsOf(parameters: PythonFunction['parameters'], environment: Environment, interpreter: Interpreter): ReadonlyMap<string, Value> {
	const defaults = new Map<string, Value>();
	for (const { name, fallback } of parameters) if (fallback !== undefined) defaults.set(name, evaluate(fallback, environment, interpreter));
	return defaults;
}

function evaluateSubscript(node: ExpressionOf<'subscript'>, environment: Environment, interpreter: Interpreter): Value {
	const object = evaluate(node.object, environment, interpreter);
	if (object instanceof PythonClass && !(object.find('__members__') instanceof Dict)) return object; // `Optional[int]`, a type
	return getItem(object, evaluate(node.index, environment, interpreter), interpreter);
}

function evaluateSlice(node: ExpressionOf<'slice'>, environment: Environment, interpreter: Interpreter): Value {
	const bound = (expression: Expression | undefined): Value => (expression === undefined ? NONE : evaluate(expression, environment, interpreter));
	return new Slice(bound(node.lower), bound(node.upper), bound(node.step));
}

function evaluateBoolean(node: ExpressionOf<'boolean'>, environment: Environment, interpreter: Interpreter): Value {
	const left = evaluate(node.left, environment, interpreter);
	const truth = truthOf(left, interpreter);
	if (!(truth instanceof Unknown)) return truth === (node.operator === 'and') ? evaluate(node.right, environment, interpreter) : left;
	// `unknown and False` is false, `unknown or True` is true, whatever the unknown is.
	const right = evaluate(node.right, environment, interpreter);
	return truthOf(right, interpreter) === (node.operator === 'or') && typeof right === 'boolean' ? right : truth;
}

function evaluateComparison(node: ExpressionOf<'comparison'>, environment: Environment, interpreter: Interpreter): Value {
	let left = evaluate(node.first, environment, interpreter);
	let result: Value = true;
	for (const [operator, expression] of node.rest) {
		const right = evaluate(expression, environment, interpreter);
		result = compare(operator, left, right, interpreter);
		if (node.rest.length > 1) {
			const truth = truthOf(result, interpreter);
			if (truth instanceof Unknown || !truth) return truth;
		}
		left = right;
	}
	return result;
}

function evaluateItems(nodes: readonly Expression[], environment: Environment, interpreter: Interpreter, make: (items: Value[]) => Value): Value {
	const items: Value[] = [];
	for (let at = 0, count = nodes.length; at < count; at++) {
		const node = nodes[at]!;
		const value = evaluate(node, environment, interpreter);
		if (node.kind !== 'starred') {
			items.push(value);
			continue;
		}
		const unpacked = interpreter.iterate(value);
		if (unpacked instanceof Unknown) return interpreter.unknown(unpacked);
		items.push(...unpacked);
	}
	return make(items);
}

function evaluateDict(node: ExpressionOf<'dict'>, environment: Environment, interpreter: Interpreter): Value {
	const dict = new Dict();
	for (const { key, value } of node.entries) {
		const item = evaluate(value, environment, interpreter);
		if (key !== undefined) {
			const name = evaluate(key, environment, interpreter);
			if (name instanceof Unknown) dict.uncertain = name;
			else dict.set(name, item);
		} else if (item instanceof Dict) {
			for (const [name, each] of item.entries()) dict.set(name, each);
		} else {
			dict.uncertain = item instanceof Unknown ? item : new Unknown('unsupported', '**');
		}
	}
	return dict;
}

function evaluateComprehension(node: ExpressionOf<'comprehension'>, environment: Environment, interpreter: Interpreter): Value {
	const items: Value[] = [];
	const doubt = comprehend(node.clauses, environment, interpreter, (inner) => items.push(evaluate(node.element, inner, interpreter)));
	if (doubt !== undefined) return doubt;
	return node.of === 'list' ? new List(items) : node.of === 'set' ? new PythonSet(items) : new Iterator(items);
}

function evaluateDictComprehension(node: ExpressionOf<'dict-comprehension'>, environment: Environment, interpreter: Interpreter): Value {
	const entries: Array<readonly [Value, Value]> = [];
	const doubt = comprehend(node.clauses, environment, interpreter, (inner) => entries.push([evaluate(node.key, inner, interpreter), evaluate(node.element, inner, interpreter)]));
	return doubt ?? new Dict(entries);
}

/** Runs a comprehension's clauses, `each` for every round. @returns an unknown value where the rounds can't be known */
function comprehend(clauses: readonly ComprehensionClause[], environment: Environment, interpreter: Interpreter, each: (inner: Environment) => void): Unknown | undefined {
	const inner = environment.closure.inner(environment.origin);
	inner.currentFunction = environment.currentFunction;
	inner.receiver = environment.receiver;
	const run = (index: number): Unknown | undefined => {
		const clause = clauses[index];
		if (clause === undefined) {
			interpreter.step();
			each(inner);
			return undefined;
		}
		const items = interpreter.iterate(evaluate(clause.iterable, index === 0 ? environment : inner, interpreter));
		if (items instanceof Unknown) return interpreter.unknown(items);
		rounds: for (const item of items) {
			assign(clause.target, item, inner, interpreter);
			for (const condition of clause.conditions) {
				const truth = truthOf(evaluate(condition, inner, interpreter), interpreter);
				if (truth instanceof Unknown) return interpreter.unknown(truth);
				if (!truth) continue rounds;
			}
			const doubt = run(index + 1);
			if (doubt !== undefined) return doubt;
		}
		return undefined;
	};
	return run(0);
}

function evaluateYield(node: ExpressionOf<'yield'>, environment: Environment, interpreter: Interpreter): Value {
	let holder: Environment | undefined = environment;
	while (holder !== undefined && holder.yielded === undefined) holder = holder.parent;
	const value = node.value === undefined ? NONE : evaluate(node.value, environment, interpreter);
	if (!node.from) {
		holder?.yielded?.push(value);
		return NONE;
	}
	const items = interpreter.iterate(value);
	if (items instanceof Unknown) return interpreter.unknown(items);
	holder?.yielded?.push(...items);
	return NONE;
}

function evaluateCall(node: ExpressionOf<'call'>, environment: Environment, interpreter: Interpreter): Value {
	if (node.callee.kind === 'name' && node.arguments.length === 0) {
		const special = contextual(node.callee.name, environment);
		if (special !== undefined) return special;
	}
	const callee = evaluate(node.callee, environment, interpreter);
	if (callee instanceof Unknown && (node.callee.kind === 'attribute' || node.callee.kind === 'subscript')) noteUnknownParts(node.callee, environment);
	const given = evaluateArguments(node, environment, interpreter);
	const { doubt } = given;
	if (doubt !== undefined && !(callee instanceof PythonClass)) return interpreter.unknown(doubt);
	const { positional, keywords } = doubt !== undefined && callee instanceof PythonClass ? withUnknownRest(callee, given, doubt) : given;
	const { origin } = environment;
	interpreter.caller = environment;
	if (origin.isPrelude) return interpreter.call(callee, positional, keywords);
	const outer = interpreter.callSite;
	interpreter.callSite = { node, origin, parent: outer };
	try {
		const value = interpreter.call(callee, positional, keywords);
		if (doubt !== undefined && value instanceof Instance) interpreter.unknown(doubt);
		interpreter.observer?.observe?.(value, 'call', node, origin);
		return value;
	} catch (error) {
		if (error instanceof PythonError && error.site === undefined) {
			error.site = siteOf(node, origin);
			error.calls = interpreter.callSite;
		}
		throw error;
	} finally {
		interpreter.callSite = outer;
	}
}

/** `super()`, `locals()` and `globals()` mean something only where they stand. */
function contextual(name: string, environment: Environment): Value | undefined {
	switch (name) {
		case 'super': {
			let holder: Environment | undefined = environment;
			while (holder !== undefined && holder.currentFunction?.owner === undefined) holder = holder.parent;
			return new Super(holder?.currentFunction?.owner ?? raise('RuntimeError', 'super(): no arguments'), holder?.receiver ?? NONE);
		}
		case 'locals': return new Dict(environment.names);
		case 'globals':
			if (environment.module?.reads !== undefined) environment.module.reads.isOpen = true;
			return new Dict(environment.module?.namespace);
		default: return undefined;
	}
}

interface EvaluatedArguments {
	readonly positional: Value[];
	readonly keywords: Keywords;
	/** There may be other arguments as well: something unknown was unpacked. */
	readonly doubt: Unknown | undefined;
	readonly unpacks: 'items' | 'mapping';
}

/** A constructor's arguments where others may have been given as well: any parameter that has none may have got one. */
function withUnknownRest(type: PythonClass, { positional, keywords, unpacks }: EvaluatedArguments, doubt: Unknown): Pick<EvaluatedArguments, 'positional' | 'keywords'> {
	const initialize = type.find('__init__');
	if (!(initialize instanceof PythonFunction)) return { positional, keywords };
	const rest = initialize.parameters.slice(1 + positional.length).filter(({ name }) => !keywords.has(name));
	if (unpacks === 'items') {
		const open = initialize.parameters.slice(1).some(({ kind }) => kind === 'variadic') ? [doubt] : [];
		return { positional: [...positional, ...rest.filter(({ kind }) => kind === 'positional' || kind === 'positional-only').map(() => doubt), ...open], keywords };
	}
	return { positional, keywords: new Map([...keywords, ...rest.filter(({ kind }) => kind === 'positional' || kind === 'keyword-only').map(({ name }) => [name, doubt] as const)]) };
}

function evaluateArguments(node: ExpressionOf<'call'>, environment: Environment, interpreter: Interpreter): EvaluatedArguments {
	const positional: Value[] = [];
	let keywords: Map<string, Value> | undefined;
	let doubt: Unknown | undefined;
	let unpacks: EvaluatedArguments['unpacks'] = 'mapping';
	for (let at = 0, count = node.arguments.length; at < count; at++) {
		const argument = node.arguments[at]!;
		const value = evaluate(argument.value, environment, interpreter);
		switch (argument.kind) {
			case 'positional': positional.push(value); break;
			case 'keyword': (keywords ??= new Map()).set(argument.name!, value); break;
			case 'unpack': {
				const items = interpreter.iterate(value);
				if (items instanceof Unknown) [doubt, unpacks] = [items, 'items'];
				else positional.push(...items);
				break;
			}
			case 'unpack-mapping':
				if (value instanceof Dict) {
					doubt = value.uncertain ?? doubt;
					for (const [key, item] of value.each()) (keywords ??= new Map()).set(display(key), item);
				} else {
					doubt = value instanceof Unknown ? value : new Unknown('unsupported', '**');
				}
				break;
		}
	}
	return { positional, keywords: keywords ?? NO_KEYWORDS, doubt, unpacks };
}
