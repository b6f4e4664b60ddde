/** Python's built-in functions and types. */
import { compareIntegers, SymbolicInteger } from './integers';
import type { Integer } from './integers';
import { AttributeDict } from './attributes';
import { Environment } from './environment';
import type { Interpreter } from './interpreter';
import { sortItems, updateDict } from './methods';
import { native } from './native';
import { asInteger, asReal, binary, compare } from './operations';
import { display, represent } from './text';
import { Dict, Iterator, List, PythonSet, Range, Slice, Tuple } from './containers';
import { BoundMethod, ClassMethod, Instance, Module, NativeFunction, Property, PythonClass, PythonFunction, StaticMethod, Super } from './objects';
import { ELLIPSIS, Extension, Float, NONE, NOT_IMPLEMENTED, raise, Unknown } from './values';
import type { ClassTraits, Keywords } from './objects';
import type { Value } from './values';

const MAXIMUM_RANGE = 100_000;
const ORIGIN = { file: 'builtins', offset: 0, isPrelude: true };

let shared: Environment | undefined;

/** The environment of the built-in names, the same for all code, so that `type(x) is int` holds across modules. */
export function builtins(): Environment {
	return shared ??= makeBuiltins();
}

function makeBuiltins(): Environment {
	const names = new Map<string, Value>();
	for (const each of [...FUNCTIONS, ...makeTypes(), ...EXCEPTIONS]) names.set(each.name, each);
	names.set('NotImplemented', NOT_IMPLEMENTED);
	names.set('Ellipsis', ELLIPSIS);
	names.set('__debug__', true);
	return new Environment(undefined, undefined, ORIGIN, names);
}

const EXCEPTIONS: readonly PythonClass[] = makeExceptions();

function makeExceptions(): PythonClass[] {
	const initialize = new NativeFunction('__init__', ([self, ...args]) => {
		if (self instanceof Instance) self.write('args', new Tuple(args));
		return NONE;
	}, true);
	const made = new Map<string, PythonClass>();
	const add = (name: string, base?: string): void => {
		made.set(name, new PythonClass(name, base === undefined ? [] : [made.get(base)!], new Map(base === undefined ? [['__init__', initialize]] : [])));
	};
	add('BaseException');
	for (const name of ['Exception', 'KeyboardInterrupt', 'SystemExit', 'GeneratorExit']) add(name, 'BaseException');
	for (const name of ['ArithmeticError', 'AssertionError', 'AttributeError', 'EOFError', 'ImportError', 'LookupError', 'NameError', 'OSError', 'RuntimeError', 'StopIteration', 'TypeError', 'ValueError', 'Warning']) add(name, 'Exception');
	for (const name of ['KeyError', 'IndexError']) add(name, 'LookupError');
	for (const name of ['NotImplementedError', 'RecursionError']) add(name, 'RuntimeError');
	for (const name of ['ZeroDivisionError', 'OverflowError']) add(name, 'ArithmeticError');
	for (const name of ['UserWarning', 'DeprecationWarning', 'FutureWarning', 'RuntimeWarning']) add(name, 'Warning');
	for (const name of ['FileNotFoundError', 'IOError', 'PermissionError', 'EnvironmentError']) add(name, 'OSError');
	add('ModuleNotFoundError', 'ImportError');
	add('UnicodeDecodeError', 'ValueError');
	return [...made.values()];
}

function type(name: string, includes: (value: Value) => boolean, convert: NonNullable<ClassTraits['convert']>): PythonClass {
	return new PythonClass(name, [], new Map(), { includes, convert });
}

/** A conversion whose single argument may be unknown, then so is the result. */
const known = (convert: (value: Value | undefined, keywords: Keywords, interpreter: Interpreter) => Value): NonNullable<ClassTraits['convert']> =>
	([value], keywords, interpreter) => (value instanceof Unknown ? value : convert(value, keywords, interpreter));

function makeTypes(): PythonClass[] {
	const collect = (make: (items: readonly Value[]) => Value): NonNullable<ClassTraits['convert']> => known((value, _keywords, interpreter) => {
		const items = value === undefined ? [] : interpreter.iterate(value);
		return items instanceof Unknown ? items : make(items);
	});
	return [
		type('int', (value) => asInteger(value) !== undefined, known((value, _keywords, interpreter) => toInteger(value ?? 0, interpreter))),
		type('float', (value) => value instanceof Float, known((value, _keywords, interpreter) => toFloat(value ?? 0, interpreter))),
		type('bool', (value) => typeof value === 'boolean', known((value, _keywords, interpreter) => interpreter.truth(value ?? false))),
		type('str', (value) => typeof value === 'string', known((value, _keywords, interpreter) => toText(value ?? '', interpreter))),
		type('list', (value) => value instanceof List, collect((items) => new List([...items]))),
		type('tuple', (value) => value instanceof Tuple, collect((items) => new Tuple(items))),
		type('set', (value) => value instanceof PythonSet, collect((items) => new PythonSet(items))),
		type('frozenset', (value) => value instanceof PythonSet, collect((items) => new PythonSet(items))),
		type('dict', (value) => value instanceof Dict, known(makeDict)),
		type('slice', (value) => value instanceof Slice, ([first = NONE, second, third = NONE]) => (second === undefined ? new Slice(NONE, first, NONE) : new Slice(first, second, third))),
		type('range', (value) => value instanceof Range, makeRange),
		type('type', (value) => value instanceof PythonClass, ([value, bases, namespace], _keywords, interpreter) => {
			if (namespace instanceof Dict && bases instanceof Tuple) {
				return new PythonClass(display(value!), bases.items.filter((base) => base instanceof PythonClass), new Map(namespace.entries().map(([key, item]) => [display(key), item])));
			}
			return value instanceof Unknown ? value : interpreter.typeOf(value ?? NONE);
		}),
		type('property', (value) => value instanceof Property, ([getter = NONE, setter]) => new Property(getter, setter)),
		type('staticmethod', (value) => value instanceof StaticMethod, ([callee = NONE]) => new StaticMethod(callee)),
		type('classmethod', (value) => value instanceof ClassMethod, ([callee = NONE]) => new ClassMethod(callee)),
		type('super', () => false, ([after, receiver]) => (after instanceof PythonClass ? new Super(after, receiver ?? NONE) : new Unknown('unsupported', 'super'))),
		type('bytes', () => false, () => new Unknown('unsupported', 'bytes')),
		type('complex', () => false, () => new Unknown('unsupported', 'complex')),
		new PythonClass('NoneType', [], new Map(), { includes: (value) => value === NONE }),
		new PythonClass('object', [], new Map(), { includes: () => true }),
	];
}

export function makeDict(source: Value | undefined, keywords: Keywords, interpreter: Interpreter): Dict {
	const dict = new Dict();
	updateDict(dict, source, keywords, interpreter);
	return dict;
}

function toInteger(value: Value, interpreter: Interpreter): Value {
	const integer = asInteger(value);
	if (integer !== undefined) return integer;
	if (value instanceof Float) return Number.isFinite(value.value) ? Math.trunc(value.value) : raise('OverflowError', 'cannot convert float to integer');
	if (typeof value === 'string') return /^\s*[-+]?\d+\s*$/.test(value) ? Number(value) : raise('ValueError', `invalid literal for int(): ${represent(value)}`);
	return convertExtension(value, '__int__', interpreter);
}

function toFloat(value: Value, interpreter: Interpreter): Value {
	const real = asReal(value);
	if (real !== undefined) return new Float(real);
	if (value instanceof SymbolicInteger) return new Unknown('symbolic-float');
	if (typeof value === 'string') {
		const word = /^\s*([-+]?)(?:inf|infinity)\s*$/i.exec(value);
		return new Float(word === null ? Number(value) : word[1] === '-' ? -Infinity : Infinity);
	}
	return convertExtension(value, '__float__', interpreter);
}

function convertExtension(value: Value, method: string, interpreter: Interpreter): Value {
	if (value instanceof Instance && value.type.openEnd !== undefined) return value.type.openEnd;
	return interpreter.findAttribute(value, method) === undefined ? raise('TypeError', `${method.replaceAll('_', '')}() can't convert ${represent(value)}`) : interpreter.callMethod(value, method, []);
}

function toText(value: Value, interpreter: Interpreter): Value {
	return value instanceof Instance && value.type.find('__str__') !== undefined ? interpreter.callMethod(value, '__str__', []) : display(value);
}

function makeRange(positional: readonly Value[]): Value {
	const bounds: number[] = [];
	for (const value of positional) {
		if (value instanceof Unknown) return value;
		const integer = asInteger(value);
		if (integer === undefined) raise('TypeError', `'${represent(value)}' cannot be interpreted as an integer`);
		if (typeof integer !== 'number') return new Unknown('data-dependent', `range(${integer.toString()})`);
		bounds.push(integer);
	}
	const [first = 0, second, step = 1] = bounds;
	if (step === 0) raise('ValueError', 'range() arg 3 must not be zero');
	const range = second === undefined ? new Range(0, first, 1) : new Range(first, second, step);
	return range.length > MAXIMUM_RANGE ? new Unknown('too-large', 'range') : range;
}

/** Whether a value is an instance of a class or of one of a tuple of them. */
export function isInstance(value: Value, classes: Value): boolean | Unknown {
	if (classes instanceof Tuple) {
		const results = classes.items.map((each) => isInstance(value, each));
		return results.includes(true) || (results.find((result) => result instanceof Unknown) ?? false);
	}
	if (value instanceof Unknown) return value;
	if (classes instanceof Unknown) return classes.reason === 'unresolved-import' && !(value instanceof Instance && value.type.openEnd !== undefined) ? false : classes;
	if (classes === NONE) return value === NONE;
	// What is a class in Python may be described as a function here.
	if (classes instanceof NativeFunction) return new Unknown('unsupported', `isinstance(…, ${classes.name})`);
	if (!(classes instanceof PythonClass)) return false;
	if (value instanceof Instance) {
		if (value.type.isSubclassOf(classes) || classes.name === 'object') return true;
		return classes.traits.includes?.(value) ?? (value.type.openEnd ?? false);
	}
	return classes.traits.includes?.(value) ?? false;
}

/** The items of `max(items)` or `max(a, b)`. */
function extremum(name: 'max' | 'min', positional: readonly Value[], keywords: Keywords, interpreter: Interpreter): Value {
	const items = positional.length === 1 ? interpreter.iterate(positional[0]!) : positional;
	if (items instanceof Unknown) return items;
	const unknown = items.find((item) => item instanceof Unknown);
	if (unknown !== undefined) return unknown;
	if (items.length === 0) return keywords.get('default') ?? raise('ValueError', `${name}() iterable argument is empty`);
	const key = keywords.get('key') ?? NONE;
	let best: Value | undefined;
	let bestKey: Value = NONE;
	for (const item of items) {
		const itemKey = key === NONE ? item : interpreter.call(key, [item]);
		const better = best === undefined ? true : interpreter.truth(compare(name === 'max' ? '>' : '<', itemKey, bestKey, interpreter));
		if (better instanceof Unknown) return better;
		if (better) [best, bestKey] = [item, itemKey];
	}
	return best!;
}

/** Round half to even, as Python does. */
export function roundHalfEven(value: number): number {
	const floor = Math.floor(value);
	const rest = value - floor;
	return rest > 0.5 || (rest === 0.5 && floor % 2 !== 0) ? floor + 1 : floor;
}

function round(value: Value, digits: Value): Value {
	const integer = asInteger(value);
	if (integer !== undefined) return integer;
	const real = asReal(value);
	if (real === undefined) return value;
	if (typeof digits !== 'number') return roundHalfEven(real);
	return new Float(Number(real.toFixed(Math.max(0, Math.min(digits, 20)))));
}

function lengthOf(value: Value, interpreter: Interpreter): Value {
	if (value instanceof List || value instanceof PythonSet) return value.uncertain ?? value.items.length;
	if (value instanceof Dict) return value.uncertain ?? value.size;
	if (value instanceof Tuple) return value.items.length;
	if (value instanceof Range || typeof value === 'string') return value.length;
	if (value instanceof Unknown) return value;
	if (value instanceof PythonClass && value.find('__members__') instanceof Dict) return (value.find('__members__') as Dict).size;
	if (value instanceof Instance && value.type.find('__len__') === undefined && value.type.openEnd !== undefined) return value.type.openEnd;
	return interpreter.findAttribute(value, '__len__') === undefined ? raise('TypeError', `object of type '${represent(value)}' has no len()`) : interpreter.callMethod(value, '__len__', []);
}

function isCallable(value: Value): boolean {
	return value instanceof PythonFunction || value instanceof NativeFunction || value instanceof BoundMethod || value instanceof PythonClass || (value instanceof Instance && value.type.find('__call__') !== undefined);
}

/** `any` and `all`: the first item that decides, or unknown where none does and one can't be told. */
function decideAll(items: readonly Value[], decisive: boolean, interpreter: Interpreter): boolean | Unknown {
	const truths = items.map((item) => interpreter.truth(item));
	if (truths.includes(decisive)) return decisive;
	return truths.find((truth) => truth instanceof Unknown) ?? !decisive;
}

const FUNCTIONS: readonly NativeFunction[] = [
	native('len(value)', (args, interpreter) => lengthOf(args.value('value'), interpreter)),
	native('enumerate(items, start=0)', (args) => {
		const start = args.integer('start') as number;
		return new Iterator(args.items('items').map((item, index) => new Tuple([start + index, item])));
	}),
	native('zip(*iterables)', (args, interpreter) => {
		const columns: Array<readonly Value[]> = [];
		for (const each of args.items('iterables')) {
			const items = interpreter.iterate(each);
			if (items instanceof Unknown) return items;
			columns.push(items);
		}
		const length = columns.length === 0 ? 0 : Math.min(...columns.map((column) => column.length));
		return new Iterator(Array.from({ length }, (_, index) => new Tuple(columns.map((column) => column[index]!))));
	}),
	native('map(function, *iterables)', (args, interpreter) => {
		const columns = args.items('iterables').map((each) => interpreter.iterate(each));
		const unknown = columns.find((column) => column instanceof Unknown);
		if (unknown !== undefined) return unknown;
		const rows = columns as Array<readonly Value[]>;
		const length = Math.min(...rows.map((column) => column.length));
		return new Iterator(Array.from({ length }, (_, index) => interpreter.call(args.raw('function'), rows.map((column) => column[index]!))));
	}),
	native('filter(function, items)', (args, interpreter) => {
		const kept: Value[] = [];
		for (const item of args.items('items')) {
			const truth = interpreter.truth(args.raw('function') === NONE ? item : interpreter.call(args.raw('function'), [item]));
			if (truth instanceof Unknown) return truth;
			if (truth) kept.push(item);
		}
		return new Iterator(kept);
	}),
	new NativeFunction('print', () => NONE),
	native('repr(value)', (args) => represent(args.value('value'))),
	native('format(value, format=\'\')', (args) => display(args.value('value'))),
	native('id(value)', () => new Unknown('external', 'id')),
	native('hash(value)', () => new Unknown('external', 'hash')),
	native('iter(items)', (args) => new Iterator(args.items('items'))),
	new NativeFunction('next', ([iterator, fallback], _keywords, interpreter) => {
		if (iterator instanceof Unknown) return iterator;
		if (iterator instanceof Iterator) return iterator.take() ?? fallback ?? raise('StopIteration', '');
		return interpreter.callMethod(iterator ?? NONE, '__next__', []);
	}),
	native('abs(value)', (args) => {
		const value = args.value('value');
		const integer: Integer | undefined = asInteger(value);
		if (typeof integer === 'number') return Math.abs(integer);
		if (integer !== undefined) return (compareIntegers(integer, 0) ?? 1) >= 0 ? integer : new Unknown('data-dependent', 'abs');
		if (value instanceof Extension) return args.interpreter.callMethod(value, 'abs', []);
		return new Float(Math.abs(args.real('value')));
	}),
	native('round(value, digits=None)', (args) => round(args.value('value'), args.value('digits'))),
	new NativeFunction('max', (positional, keywords, interpreter) => extremum('max', positional, keywords, interpreter)),
	new NativeFunction('min', (positional, keywords, interpreter) => extremum('min', positional, keywords, interpreter)),
	native('sum(items, start=0)', (args, interpreter) => args.items('items').reduce((sum, item) => binary('+', sum, item, interpreter), args.value('start'))),
	native('any(items)', (args, interpreter) => decideAll(args.items('items'), true, interpreter)),
	native('all(items)', (args, interpreter) => decideAll(args.items('items'), false, interpreter)),
	native('sorted(items, *, key=None, reverse=False)', (args, interpreter) => {
		const sorted = sortItems(args.items('items'), args.value('key'), args.flag('reverse'), interpreter);
		return sorted instanceof Unknown ? sorted : new List(sorted);
	}),
	native('reversed(items)', (args) => new Iterator([...args.items('items')].reverse())),
	native('isinstance(value, classes)', (args) => isInstance(args.raw('value'), args.raw('classes'))),
	native('issubclass(type, classes)', (args) => {
		const classes = args.value('classes');
		const child = args.value('type');
		return child instanceof PythonClass && (classes instanceof Tuple ? classes.items : [classes]).some((each) => each instanceof PythonClass && child.isSubclassOf(each));
	}),
	native('hasattr(object, name)', (args, interpreter) => {
		const value = interpreter.findAttribute(args.value('object'), args.text('name'));
		return value instanceof Unknown ? value : value !== undefined;
	}),
	new NativeFunction('getattr', ([object = NONE, name, fallback], _keywords, interpreter) => {
		if (name instanceof Unknown) return name;
		if (fallback === undefined) return interpreter.getAttribute(object, display(name ?? ''));
		return interpreter.findAttribute(object, display(name ?? '')) ?? fallback;
	}),
	native('setattr(object, name, value)', (args, interpreter) => {
		if (args.raw('name') instanceof Unknown) interpreter.unknown(args.raw('name') as Unknown);
		else interpreter.setAttribute(args.raw('object'), args.text('name'), args.raw('value'));
		return NONE;
	}),
	native('delattr(object, name)', (args) => {
		const object = args.value('object');
		if (object instanceof Instance) object.remove(args.text('name'));
		return NONE;
	}),
	native('callable(value)', (args) => isCallable(args.value('value'))),
	native('divmod(a, b)', (args, interpreter) => new Tuple([binary('//', args.value('a'), args.value('b'), interpreter), binary('%', args.value('a'), args.value('b'), interpreter)])),
	native('pow(a, b)', (args, interpreter) => binary('**', args.value('a'), args.value('b'), interpreter)),
	native('vars(object)', (args) => {
		const object = args.value('object');
		return object instanceof Instance ? new AttributeDict(object) : new Unknown('unsupported', 'vars');
	}),
	native('chr(code)', (args) => String.fromCodePoint(args.number('code'))),
	native('ord(character)', (args) => args.text('character').codePointAt(0) ?? raise('TypeError', 'ord() expected a character')),
	native('dir(object)', (args) => {
		const object = args.value('object');
		if (!(object instanceof Module)) return new Unknown('external', 'dir');
		if (object.reads !== undefined) object.reads.isOpen = true;
		return new List([...object.namespace.keys(), ...(object.isOpen ? [new Unknown('external', `dir(${object.name})`)] : [])]);
	}),
	...['open', 'input', 'eval', 'exec', 'compile', '__import__'].map((name) => new NativeFunction(name, () => new Unknown('external', name))),
];
