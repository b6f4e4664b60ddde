/** Functions that the host provides, described by a Python-like signature. */
import { meantArgument } from './argument-names';
import type { Integer } from './integers';
import type { Interpreter } from './interpreter';
import { asInteger, asReal } from './operations';
import { typeName } from './text';
import { Tuple } from './containers';
import { NativeFunction } from './objects';
import { Float, NONE, raise, Unknown } from './values';
import type { Keywords } from './objects';
import type { Value } from './values';

/** Leaves a native function whose result can't be known because an argument is not. */
export class UnknownArgument extends Error {
	private static readonly known = new WeakMap<Unknown, UnknownArgument>();

	private constructor(readonly why: Unknown) {
		super(why.reason);
	}

	/** One for each unknown value: making an error is slow, and a value that is followed through a model meets many functions. */
	static of(why: Unknown): UnknownArgument {
		let made = UnknownArgument.known.get(why);
		if (made === undefined) UnknownArgument.known.set(why, made = new UnknownArgument(why));
		return made;
	}
}

export interface NativeParameter {
	readonly name: string;
	readonly fallback: Value | undefined;
	readonly kind: 'positional' | 'keyword-only' | 'variadic';
}

/** The arguments of one call, by parameter name. */
export class Arguments {
	constructor(private readonly parameters: readonly NativeParameter[], private readonly values: readonly Value[], readonly interpreter: Interpreter, readonly functionName: string) {}

	/** The argument as it is; unknown ones too. */
	raw(name: string): Value {
		const { parameters } = this;
		for (let index = parameters.length - 1; index >= 0; index--) if (parameters[index]!.name === name) return this.values[index]!;
		return NONE;
	}

	/** The argument, known. @throws UnknownArgument */
	value(name: string): Value {
		const value = this.raw(name);
		if (value instanceof Unknown) throw UnknownArgument.of(value);
		return value;
	}

	integer(name: string): Integer {
		return asInteger(this.value(name)) ?? raise('TypeError', `${this.functionName}(): argument '${name}' must be int, not ${typeName(this.raw(name))}`);
	}

	/** An integer that must be a plain number: an axis, a count. */
	number(name: string): number {
		const value = this.integer(name);
		if (typeof value !== 'number') throw UnknownArgument.of(new Unknown('data-dependent', name));
		return value;
	}

	real(name: string): number {
		const value = this.value(name);
		const real = asReal(value);
		if (real !== undefined) return real;
		if (asInteger(value) !== undefined) throw UnknownArgument.of(new Unknown('symbolic-float', name));
		return raise('TypeError', `${this.functionName}(): argument '${name}' must be float, not ${typeName(value)}`);
	}

	text(name: string): string {
		const value = this.value(name);
		return typeof value === 'string' ? value : raise('TypeError', `${this.functionName}(): argument '${name}' must be str, not ${typeName(value)}`);
	}

	flag(name: string): boolean {
		const truth = this.interpreter.truth(this.value(name));
		if (truth instanceof Unknown) throw UnknownArgument.of(truth);
		return truth;
	}

	/** The items of an iterable argument. */
	items(name: string): readonly Value[] {
		const items = this.interpreter.iterate(this.value(name));
		if (items instanceof Unknown) throw UnknownArgument.of(items);
		return items;
	}

	has(name: string): boolean {
		return this.raw(name) !== NONE;
	}
}

/**
 * Makes a native function from a signature such as `max_pool2d(input, kernel_size, stride=None, *, name='x')`.
 * A keyword that the signature does not name is ignored, unless it is a parameter's name written wrong. `axis` is taken for `dim`, as PyTorch does.
 * @param body computes the result; {@link UnknownArgument} thrown in it makes the result unknown
 */
export function native(signature: string, body: (args: Arguments, interpreter: Interpreter) => Value): NativeFunction {
	return nativeWith(Arguments, signature, body);
}

type ArgumentsClass<Kind extends Arguments> = new (parameters: readonly NativeParameter[], values: readonly Value[], interpreter: Interpreter, functionName: string) => Kind;

/** The same as {@link native}, for a host that reads arguments in ways of its own. */
export function nativeWith<Kind extends Arguments>(kind: ArgumentsClass<Kind>, signature: string, body: (args: Kind, interpreter: Interpreter) => Value): NativeFunction {
	const name = signature.slice(0, signature.indexOf('('));
	const parameters = readSignature(signature.slice(name.length + 1, -1));
	return new NativeFunction(name, (positional, keywords, interpreter) => {
		const args = new kind(parameters, bind(name, parameters, positional, keywords), interpreter, name);
		try {
			return body(args, interpreter);
		} catch (error) {
			if (error instanceof UnknownArgument) return error.why;
			throw error;
		}
	});
}

/** The same as {@link native}, for a function in a class: it takes the object first. */
export function nativeMethod(signature: string, body: (args: Arguments, interpreter: Interpreter) => Value): NativeFunction {
	const plain = native(signature, body);
	return new NativeFunction(plain.name, plain.apply, true);
}

function readSignature(text: string): NativeParameter[] {
	let kind: NativeParameter['kind'] = 'positional';
	const parameters: NativeParameter[] = [];
	for (const part of text.split(',').map((each) => each.trim()).filter((each) => each !== '')) {
		if (part === '*') {
			kind = 'keyword-only';
			continue;
		}
		if (part.startsWith('*')) {
			parameters.push({ name: part.slice(1), fallback: undefined, kind: 'variadic' });
			kind = 'keyword-only';
			continue;
		}
		const [name, fallback] = part.split('=');
		parameters.push({ name: name!, fallback: fallback === undefined ? undefined : readConstant(fallback), kind });
	}
	return parameters;
}

function readConstant(text: string): Value {
	switch (text) {
		case 'None': return NONE;
		case 'True': return true;
		case 'False': return false;
		default:
	}
	if (text.startsWith('\'')) return text.slice(1, -1);
	return /[.e]/.test(text) ? new Float(Number(text)) : Number(text);
}

/** NumPy's names, which PyTorch takes as well. */
const ALIASES: Readonly<Record<string, string>> = { dim: 'axis', input: 'x', keepdim: 'keepdims' };

function bind(name: string, parameters: readonly NativeParameter[], positional: readonly Value[], keywords: Keywords): Value[] {
	const values: Value[] = [];
	let next = 0;
	for (let at = 0, count = parameters.length; at < count; at++) {
		const parameter = parameters[at]!;
		if (parameter.kind === 'variadic') {
			values.push(new Tuple(positional.slice(next)));
			next = positional.length;
			continue;
		}
		const value = parameter.kind === 'positional' && next < positional.length
			? positional[next++]
			: (keywords.size === 0 ? undefined : keywords.get(parameter.name) ?? keywords.get(ALIASES[parameter.name] ?? '')) ?? parameter.fallback;
		if (value === undefined) refuseMisnamed(name, parameters, keywords);
		values.push(value ?? raise('TypeError', `${name}() missing required argument: '${parameter.name}'`));
	}
	if (keywords.size > 0) refuseMisnamed(name, parameters, keywords);
	if (next < positional.length) raise('TypeError', `${name}() takes ${parameters.length} positional arguments but ${positional.length} were given`);
	return values;
}

/**
 * Refuses a keyword that is evidently meant for one of the parameters and has not its name, as Python would. Signatures here name what sizes hang
 * on: other keywords of the real functions are ignored.
 * @throws PythonError TypeError
 */
function refuseMisnamed(name: string, parameters: readonly NativeParameter[], keywords: Keywords): void {
	const names = parameters.filter(({ kind }) => kind !== 'variadic').map((each) => each.name);
	for (const keyword of keywords.keys()) {
		if (!names.includes(keyword) && !Object.values(ALIASES).includes(keyword) && meantArgument(keyword, names) !== undefined) raise('TypeError', `${name}() got an unexpected keyword argument '${keyword}'`);
	}
}

/** A module that the host describes, from its functions and values. */
export type Entries = Readonly<Record<string, Value>>;

/** Names native functions by themselves. */
export function named(...functions: readonly NativeFunction[]): Record<string, Value> {
	return Object.fromEntries(functions.map((each) => [each.name, each]));
}
