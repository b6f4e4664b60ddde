/** Calling functions and classes: how arguments meet parameters. */
import type { Environment } from './environment';
import { evaluate } from './evaluate';
import { executeBlock } from './execute';
import type { Interpreter } from './interpreter';
import { display, represent } from './text';
import { Dict, Iterator, List, Tuple } from './containers';
import { BoundMethod, ClassMethod, Instance, NativeFunction, PythonClass, PythonFunction, StaticMethod } from './objects';
import { NONE, PythonError, raise, Unknown, UnexpectedArgument } from './values';
import type { Keywords } from './objects';
import type { Value } from './values';

export function callValue(callee: Value, positional: readonly Value[], keywords: Keywords, interpreter: Interpreter): Value {
	if (callee instanceof NativeFunction) return callee.apply(positional, keywords, interpreter);
	if (callee instanceof PythonFunction) return callFunction(callee, positional, keywords, interpreter);
	if (callee instanceof BoundMethod) return callValue(callee.callee, [callee.receiver, ...positional], keywords, interpreter);
	if (callee instanceof PythonClass) return instantiate(callee, positional, keywords, interpreter);
	if (callee instanceof Unknown) return callUnknown(callee, positional, keywords, interpreter);
	if (callee instanceof Instance) {
		const method = callee.type.find('__call__');
		if (method !== undefined) return callValue(method, [callee, ...positional], keywords, interpreter);
		if (callee.type.openEnd !== undefined) return callee.type.openEnd;
	}
	if (callee instanceof StaticMethod || callee instanceof ClassMethod) return callValue(callee.callee, positional, keywords, interpreter);
	return raise('TypeError', `${represent(callee)} is not callable`);
}

/** An unknown function may do anything to the objects that it is given. */
function callUnknown(callee: Unknown, positional: readonly Value[], keywords: Keywords, interpreter: Interpreter): Value {
	if ([...positional, ...keywords.values()].some((value) => value instanceof Instance)) interpreter.unknown(callee);
	return callee;
}

function callFunction(callee: PythonFunction, positional: readonly Value[], keywords: Keywords, interpreter: Interpreter): Value {
	interpreter.enterCall();
	try {
		interpreter.step();
		const environment = callee.environment.inner(callee.origin);
		environment.currentFunction = callee;
		environment.receiver = positional[0];
		bindArguments(callee, positional, keywords, environment);
		const { code } = callee;
		if (code.kind === 'lambda') return evaluate(code.body, environment, interpreter);
		if (code.isGenerator) {
			environment.yielded = [];
			executeBlock(code.body, environment, interpreter);
			return new Iterator(environment.yielded);
		}
		const completion = executeBlock(code.body, environment, interpreter);
		return completion?.kind === 'return' ? completion.value : NONE;
	} catch (error) {
		if (error instanceof PythonError) error.isDeliberate = false;
		throw error;
	} finally {
		interpreter.depth--;
	}
}

/** Gives every parameter its value in the environment. @throws PythonError TypeError where arguments are missing or too many */
function bindArguments(callee: PythonFunction, positional: readonly Value[], keywords: Keywords, environment: Environment): void {
	let next = 0;
	let used = 0;
	let rest: string | undefined;
	for (let at = 0, count = callee.parameters.length; at < count; at++) {
		const { name, kind } = callee.parameters[at]!;
		if (kind === 'variadic') {
			environment.names.set(name, new Tuple(positional.slice(next)));
			next = positional.length;
			continue;
		}
		if (kind === 'keywords') {
			rest = name;
			continue;
		}
		const named = kind === 'positional-only' ? undefined : keywords.get(name);
		let value: Value | undefined;
		if (kind !== 'keyword-only' && next < positional.length) {
			if (named !== undefined) raise('TypeError', `${callee.name}() got multiple values for argument '${name}'`);
			value = positional[next++];
		} else if (named !== undefined) {
			value = named;
			used++;
		} else {
			value = callee.defaults.get(name);
		}
		if (value === undefined) noteUnexpected(callee, keywords);
		environment.names.set(name, value ?? raise('TypeError', `${callee.name}() missing required argument: '${name}'`));
	}
	if (next < positional.length) raise('TypeError', `${callee.name}() takes ${next} positional arguments but ${positional.length} were given`);
	if (rest !== undefined) {
		environment.names.set(rest, new Dict(keywords.size === 0 ? undefined : [...keywords].filter(([name]) => !takes(callee, name))));
	} else if (used < keywords.size) {
		noteUnexpected(callee, keywords);
	}
}

/** @throws UnexpectedArgument where a keyword is none of the function's parameters */
function noteUnexpected(callee: PythonFunction, keywords: Keywords): void {
	if (callee.parameters.some(({ kind }) => kind === 'keywords')) return;
	const unexpected = [...keywords.keys()].find((name) => !takes(callee, name));
	if (unexpected !== undefined) throw new UnexpectedArgument(callee, unexpected);
}

function takes({ parameters }: PythonFunction, name: string): boolean {
	return parameters.some((parameter) => parameter.name === name && (parameter.kind === 'positional' || parameter.kind === 'keyword-only'));
}

function instantiate(type: PythonClass, positional: readonly Value[], keywords: Keywords, interpreter: Interpreter): Value {
	if (type.traits.convert !== undefined) return type.traits.convert(positional, keywords, interpreter);
	return type.construct === undefined ? make(type, positional, keywords, interpreter) : type.construct(type, positional, keywords, interpreter, () => make(type, positional, keywords, interpreter));
}

function make(type: PythonClass, positional: readonly Value[], keywords: Keywords, interpreter: Interpreter): Value {
	const constructor = type.find('__new__');
	if (constructor instanceof NativeFunction) return constructor.apply([type, ...positional], keywords, interpreter);
	const made = constructor === undefined
		? interpreter.createInstance(type)
		: callValue(constructor instanceof StaticMethod ? constructor.callee : constructor, [type, ...positional], keywords, interpreter);
	if (!(made instanceof Instance)) return made;
	const initialize = type.find('__init__');
	if (initialize === undefined) return made;
	interpreter.observer?.beginInstance?.(made);
	try {
		callValue(initialize, [made, ...positional], keywords, interpreter);
	} finally {
		interpreter.observer?.endInstance?.(made);
	}
	return made;
}

/** The arguments of the function that called the running native one, without its receiver and those that `ignored` (a name or several) leaves out. */
export function callerArguments(interpreter: Interpreter, ignored: Value | undefined): Array<readonly [string, Value]> {
	const { caller } = interpreter;
	const left = ignored instanceof List || ignored instanceof Tuple ? ignored.items : [ignored];
	return (caller?.currentFunction?.parameters.slice(1) ?? []).flatMap(({ name, kind }): Array<readonly [string, Value]> => {
		const value = caller?.names.get(name);
		if (value === undefined || kind === 'variadic' || left.includes(name)) return [];
		return kind === 'keywords' && value instanceof Dict ? value.entries().map(([key, item]) => [display(key), item] as const) : [[name, value]];
	});
}
