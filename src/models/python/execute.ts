/** Executes statements. */
import { assign, remove } from './assign';
import { defineClass, defineFunction } from './define';
import type { Environment } from './environment';
import { evaluate } from './evaluate';
import { importFrom, importModules } from './imports';
import type { Interpreter } from './interpreter';
import { binary, equal, truthOf } from './operations';
import { onlyGuards, poison } from './poison';
import type { Expression, MatchPattern, Statement, StatementOf } from './syntax';
import { display } from './text';
import { List, Tuple } from './containers';
import { Instance, PythonClass } from './objects';
import { callsItems, noteUnknownParts } from './unknown-parts';
import { BudgetExceeded, NONE, PythonError, siteOf, Unknown } from './values';
import type { Value } from './values';

/** How a block ended, other than by running through. */
export type Completion = { readonly kind: 'break' | 'continue' } | { readonly kind: 'return'; readonly value: Value };

const BREAK: Completion = { kind: 'break' };
const CONTINUE: Completion = { kind: 'continue' };

/** Runs top-level statements, each with its own share of the budget; one that runs out of it is left. */
export function runTopLevel(statements: readonly Statement[], environment: Environment, interpreter: Interpreter): void {
	for (const statement of statements) {
		const depth = interpreter.depth;
		try {
			interpreter.withShare(() => execute(statement, environment, interpreter));
		} catch (error) {
			interpreter.depth = depth;
			interpreter.callSite = undefined;
			if (error instanceof PythonError) interpreter.observer?.failed?.(error, error.site ?? siteOf(statement, environment.origin));
			else if (!(error instanceof BudgetExceeded) || error.resource === 'time') throw error;
			poison([statement], new Unknown('failed-statement'), environment, interpreter);
		}
	}
}

export function executeBlock(statements: readonly Statement[], environment: Environment, interpreter: Interpreter): Completion | undefined {
	for (let at = 0, count = statements.length; at < count; at++) {
		const completion = execute(statements[at]!, environment, interpreter);
		if (completion !== undefined) return completion;
	}
	return undefined;
}

function execute(statement: Statement, environment: Environment, interpreter: Interpreter): Completion | undefined {
	interpreter.step();
	switch (statement.kind) {
		case 'if': return executeIf(statement, environment, interpreter);
		case 'for': return executeFor(statement, environment, interpreter);
		case 'while': return executeWhile(statement, environment, interpreter);
		case 'try': return executeTry(statement, environment, interpreter);
		case 'with': return executeWith(statement, environment, interpreter);
		case 'match': return executeMatch(statement, environment, interpreter);
		case 'break': return BREAK;
		case 'continue': return CONTINUE;
		case 'pass': case 'annotate': case 'unreadable': return undefined;
		case 'assert': case 'assign': case 'class': case 'delete': case 'expression': case 'function': case 'import-from': case 'import':
		case 'raise': case 'return': case 'scope': case 'update':
		default:
	}
	try {
		return executeSimple(statement, environment, interpreter);
	} catch (error) {
		return recover(error, statement, environment, interpreter);
	}
}

/** Leaves a statement that raised, unless someone waits for the exception. */
function recover(error: unknown, statement: Statement, environment: Environment, interpreter: Interpreter): Completion | undefined {
	if (!(error instanceof PythonError) || error.isDeliberate || interpreter.waitingHandlers > 0 || environment.origin.isPrelude) throw error;
	const why = failure(error, statement, environment, interpreter);
	poison([statement], why, environment, interpreter);
	return statement.kind === 'return' ? { kind: 'return', value: why } : undefined;
}

function failure(error: PythonError, statement: Statement, environment: Environment, interpreter: Interpreter): Unknown {
	error.site ??= siteOf(statement, environment.origin);
	interpreter.observer?.failed?.(error, error.site);
	return interpreter.unknown('failed-statement', error.message);
}

type SimpleStatement = Exclude<Statement, { readonly kind: 'if' | 'for' | 'while' | 'try' | 'with' | 'match' | 'break' | 'continue' | 'pass' | 'annotate' | 'unreadable' }>;

function observe(value: Value, occasion: 'assignment' | 'return' | 'expression', statement: Statement, environment: Environment, interpreter: Interpreter): void {
	if (!environment.origin.isPrelude) interpreter.observer?.observe?.(value, occasion, statement, environment.origin);
}

function executeSimple(statement: SimpleStatement, environment: Environment, interpreter: Interpreter): Completion | undefined {
	switch (statement.kind) {
		case 'expression': {
			const value = evaluate(statement.value, environment, interpreter);
			observe(value, 'expression', statement, environment, interpreter);
			return undefined;
		}
		case 'assign': {
			const value = evaluate(statement.value, environment, interpreter);
			for (const target of statement.targets) assign(target, value, environment, interpreter);
			observe(value, 'assignment', statement, environment, interpreter);
			return undefined;
		}
		case 'update': {
			const before = evaluate(statement.target, environment, interpreter);
			const operand = evaluate(statement.value, environment, interpreter);
			const value = updateInPlace(before, statement.operator, operand, interpreter) ?? binary(statement.operator, before, operand, interpreter);
			assign(statement.target, value, environment, interpreter);
			observe(value, 'assignment', statement, environment, interpreter);
			return undefined;
		}
		case 'return': {
			const value = statement.value === undefined ? NONE : evaluate(statement.value, environment, interpreter);
			observe(value, 'return', statement, environment, interpreter);
			return { kind: 'return', value };
		}
		case 'function':
			defineFunction(statement, environment, interpreter);
			return undefined;
		case 'class':
			defineClass(statement, environment, interpreter);
			return undefined;
		case 'import':
			importModules(statement, environment, interpreter);
			return undefined;
		case 'import-from':
			importFrom(statement, environment, interpreter);
			return undefined;
		case 'raise':
			return raiseStatement(statement, environment, interpreter);
		case 'assert': {
			const truth = truthOf(evaluate(statement.condition, environment, interpreter), interpreter);
			if (truth === false) deliberately(new PythonError('AssertionError', statement.message === undefined ? '' : display(evaluate(statement.message, environment, interpreter))));
			return undefined;
		}
		case 'delete':
			for (const target of statement.targets) remove(target, environment, interpreter);
			return undefined;
		case 'scope':
			for (const name of statement.names) environment.declare(name, statement.scope);
			return undefined;
	}
}

/** `list += items` changes the list itself, whoever else holds it. */
function updateInPlace(before: Value, operator: string, operand: Value, interpreter: Interpreter): Value | undefined {
	if (!(before instanceof List) || operator !== '+') return undefined;
	const items = interpreter.iterate(operand);
	if (items instanceof Unknown) before.uncertain = interpreter.unknown(items);
	else before.change().push(...items);
	return before;
}

function deliberately(error: PythonError): never {
	error.isDeliberate = true;
	throw error;
}

function raiseStatement(statement: StatementOf<'raise'>, environment: Environment, interpreter: Interpreter): never {
	if (statement.value === undefined) return deliberately(interpreter.handledError ?? new PythonError('RuntimeError', 'No active exception to reraise'));
	const value = evaluate(statement.value, environment, interpreter);
	const made = value instanceof PythonClass ? interpreter.call(value, []) : value;
	if (made instanceof Instance) {
		const parts = made.read('args');
		return deliberately(new PythonError(made.type.name, parts instanceof Tuple && parts.items.length > 0 ? display(parts.items[0]!) : '', made));
	}
	return deliberately(new PythonError('Exception', display(value)));
}

/** Evaluates what a compound statement starts with; where that raises, the value is unknown. */
function evaluateHead(expression: Expression, statement: Statement, environment: Environment, interpreter: Interpreter): Value {
	try {
		return evaluate(expression, environment, interpreter);
	} catch (error) {
		if (!(error instanceof PythonError) || error.isDeliberate || interpreter.waitingHandlers > 0 || environment.origin.isPrelude) throw error;
		return failure(error, statement, environment, interpreter);
	}
}

/** Poisons blocks that may or may not run. A possible `return` makes the function's result unknown. */
function undecided(blocks: ReadonlyArray<readonly Statement[]>, why: Unknown, environment: Environment, interpreter: Interpreter): Completion | undefined {
	interpreter.unknown(why);
	const returns = blocks.map((block) => poison(block, why, environment, interpreter)).includes(true);
	return returns ? { kind: 'return', value: why } : undefined;
}

function executeIf(statement: StatementOf<'if'>, environment: Environment, interpreter: Interpreter): Completion | undefined {
	const truth = truthOf(evaluateHead(statement.condition, statement, environment, interpreter), interpreter);
	if (!(truth instanceof Unknown)) return executeBlock(truth ? statement.body : statement.otherwise, environment, interpreter);
	// A branch that only raises or warns is not taken in a program that works.
	if (onlyGuards(statement.body)) return executeBlock(statement.otherwise, environment, interpreter);
	if (statement.otherwise.length > 0 && onlyGuards(statement.otherwise) && statement.otherwise.some((each) => each.kind === 'raise')) return executeBlock(statement.body, environment, interpreter);
	return undecided([statement.body, statement.otherwise], truth, environment, interpreter);
}

function executeFor(statement: StatementOf<'for'>, environment: Environment, interpreter: Interpreter): Completion | undefined {
	const iterable = evaluateHead(statement.iterable, statement, environment, interpreter);
	const items = interpreter.iterate(iterable);
	if (items instanceof Unknown) {
		if (callsItems(statement.target, statement.body)) noteUnknownParts(statement.iterable, environment);
		assign(statement.target, items, environment, interpreter);
		return undecided([statement.body, statement.otherwise], items, environment, interpreter);
	}
	for (const item of items) {
		interpreter.step();
		assign(statement.target, item, environment, interpreter);
		const completion = executeBlock(statement.body, environment, interpreter);
		if (completion?.kind === 'break') return undefined;
		if (completion?.kind === 'return') return completion;
	}
	return executeBlock(statement.otherwise, environment, interpreter);
}

function executeWhile(statement: StatementOf<'while'>, environment: Environment, interpreter: Interpreter): Completion | undefined {
	for (;;) {
		interpreter.step();
		const truth = truthOf(evaluateHead(statement.condition, statement, environment, interpreter), interpreter);
		if (truth instanceof Unknown) return undecided([statement.body, statement.otherwise], truth, environment, interpreter);
		if (!truth) return executeBlock(statement.otherwise, environment, interpreter);
		const completion = executeBlock(statement.body, environment, interpreter);
		if (completion?.kind === 'break') return undefined;
		if (completion?.kind === 'return') return completion;
	}
}

function executeTry(statement: StatementOf<'try'>, environment: Environment, interpreter: Interpreter): Completion | undefined {
	let completion: Completion | undefined;
	try {
		completion = guarded(statement, environment, interpreter);
	} catch (error) {
		if (!(error instanceof PythonError)) throw error;
		const handler = statement.handlers.find((each) => each.type === undefined || catches(evaluate(each.type, environment, interpreter), error));
		if (handler === undefined) {
			executeBlock(statement.final, environment, interpreter);
			throw error;
		}
		if (handler.name !== undefined) environment.set(handler.name, error.value ?? new Unknown('external', error.type));
		const outer = interpreter.handledError;
		interpreter.handledError = error;
		try {
			completion = executeBlock(handler.body, environment, interpreter);
		} finally {
			interpreter.handledError = outer;
		}
	}
	return executeBlock(statement.final, environment, interpreter) ?? completion;
}

/** The body of a `try`, during which no statement recovers on its own. */
function guarded(statement: StatementOf<'try'>, environment: Environment, interpreter: Interpreter): Completion | undefined {
	const waits = statement.handlers.length > 0 ? 1 : 0;
	interpreter.waitingHandlers += waits;
	try {
		return executeBlock(statement.body, environment, interpreter) ?? executeBlock(statement.otherwise, environment, interpreter);
	} finally {
		interpreter.waitingHandlers -= waits;
	}
}

function catches(type: Value, error: PythonError): boolean {
	if (type instanceof Tuple) return type.items.some((each) => catches(each, error));
	if (type instanceof Unknown) return true;
	if (!(type instanceof PythonClass)) return false;
	if (error.value instanceof Instance) return error.value.type.isSubclassOf(type);
	return type.name === error.type || type.name === 'Exception' || type.name === 'BaseException'
		|| (type.name === 'LookupError' && (error.type === 'KeyError' || error.type === 'IndexError'))
		|| (type.name === 'ImportError' && error.type === 'ModuleNotFoundError');
}

function executeWith(statement: StatementOf<'with'>, environment: Environment, interpreter: Interpreter): Completion | undefined {
	for (const item of statement.items) {
		const value = evaluateHead(item.value, statement, environment, interpreter);
		if (item.target === undefined) continue;
		const entered = value instanceof Instance && value.type.find('__enter__') !== undefined ? interpreter.callMethod(value, '__enter__', []) : value;
		assign(item.target, entered, environment, interpreter);
	}
	return executeBlock(statement.body, environment, interpreter);
}

function executeMatch(statement: StatementOf<'match'>, environment: Environment, interpreter: Interpreter): Completion | undefined {
	const subject = evaluateHead(statement.subject, statement, environment, interpreter);
	for (const each of statement.cases) {
		let fits = matches(each.pattern, subject, environment, interpreter);
		if (fits === true && each.guard !== undefined) fits = truthOf(evaluate(each.guard, environment, interpreter), interpreter);
		if (fits instanceof Unknown) return undecided(statement.cases.map((other) => other.body), fits, environment, interpreter);
		if (fits) return executeBlock(each.body, environment, interpreter);
	}
	return undefined;
}

function matches(pattern: MatchPattern, subject: Value, environment: Environment, interpreter: Interpreter): boolean | Unknown {
	switch (pattern.kind) {
		case 'value': return equal(subject, evaluate(pattern.value, environment, interpreter), interpreter);
		case 'capture':
			if (pattern.name !== '_') environment.set(pattern.name, subject);
			return true;
		case 'alternatives': {
			const results = pattern.patterns.map((each) => matches(each, subject, environment, interpreter));
			return results.includes(true) || (results.find((result) => result instanceof Unknown) ?? false);
		}
		case 'undecidable': return new Unknown('unsupported', 'match pattern');
	}
}

