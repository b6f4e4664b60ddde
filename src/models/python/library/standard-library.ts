/** The part of Python's standard library that models use. */
import { makeDict } from '../builtins';
import { SymbolicInteger } from '../integers';
import { native } from '../native';
import { BoundedList, Dict, List } from '../containers';
import { Module, NativeFunction, PythonClass, PythonFunction } from '../objects';
import { Float, NONE, Unknown } from '../values';
import type { Value } from '../values';
import { makeArgumentParsing } from './command-line';
import { ENVIRONMENT_VARIABLES } from './environment-variables';
import { ABC, DATACLASSES, ENUM, namedTuple, TYPING } from './classes';
import { deepCopy, shallowCopy } from './copying';
import type { ExtensionCopier } from './copying';
import { FUNCTOOLS, identity, ITERTOOLS, OPERATOR, Partial, transparentDecorator } from './functional';
import { SYSTEM } from './imported-modules';
import { INSPECT } from './inspection';
import { MATH } from './math';
import { REGULAR_EXPRESSIONS } from './regular-expressions';

/** A module of these names. An open one may have others, which are unknown. */
export function describeModule(name: string, entries: Readonly<Record<string, Value>>, isOpen = true): Module {
	const module = new Module(name);
	module.isOpen = isOpen;
	module.isShared = true;
	for (const [key, value] of Object.entries(entries)) module.set(key, value);
	return module;
}

const nothing = new NativeFunction('nothing', () => NONE);

const COLLECTIONS: Readonly<Record<string, Value>> = {
	OrderedDict: new PythonClass('OrderedDict', [], new Map(), { includes: (value) => value instanceof Dict, convert: ([source], keywords, interpreter) => (source instanceof Unknown ? source : makeDict(source, keywords, interpreter)) }),
	namedtuple: namedTuple,
	defaultdict: new NativeFunction('defaultdict', ([factory, source], keywords, interpreter) => {
		const dict = makeDict(source, keywords, interpreter);
		dict.factory = factory;
		return dict;
	}),
	deque: native('deque(iterable=None, maxlen=None)', (args) => {
		const items = args.has('iterable') ? [...args.items('iterable')] : [];
		return args.has('maxlen') ? new BoundedList(items, args.number('maxlen')) : new List(items);
	}),
	Counter: native('Counter(iterable=None)', (args) => {
		const counts = new Dict();
		if (args.raw('iterable') instanceof Dict) return new Unknown('unsupported', 'Counter');
		for (const item of args.has('iterable') ? args.items('iterable') : []) {
			const count = counts.get(item);
			counts.set(item, typeof count === 'number' ? count + 1 : 1);
		}
		counts.factory = new NativeFunction('zero', () => 0);
		return counts;
	}),
};

/** What is described here may be a function in C: those are of another type. */
const FUNCTION_TYPE = new PythonClass('function', [], new Map(), { includes: (value) => value instanceof PythonFunction || (value instanceof NativeFunction && !(value instanceof Partial) && new Unknown('external', value.name)) });

const TYPES: Readonly<Record<string, Value>> = { FunctionType: FUNCTION_TYPE, LambdaType: FUNCTION_TYPE };

/** `numbers`: kinds of numbers, a bool among the integers. */
const isWhole = (value: Value): boolean => typeof value === 'number' || typeof value === 'boolean' || value instanceof SymbolicInteger;
const isReal = (value: Value): boolean => isWhole(value) || value instanceof Float;
const NUMBERS: Readonly<Record<string, Value>> = Object.fromEntries(([['Number', isReal], ['Complex', isReal], ['Real', isReal], ['Rational', isWhole], ['Integral', isWhole]] as const)
	.map(([name, includes]) => [name, new PythonClass(name, [], new Map(), { includes })]));

const CONTEXTLIB: Readonly<Record<string, Value>> = { contextmanager: identity, nullcontext: nothing, suppress: nothing };

const WARNINGS: Readonly<Record<string, Value>> = { warn: nothing, filterwarnings: nothing, simplefilter: nothing, catch_warnings: nothing };

/** @param copyExtension how `copy.deepcopy` copies what the host adds */
export function standardLibrary(copyExtension: ExtensionCopier): ReadonlyMap<string, () => Module> {
	const copying: Readonly<Record<string, Value>> = {
		deepcopy: new NativeFunction('deepcopy', ([value = NONE]) => deepCopy(value, copyExtension)),
		copy: new NativeFunction('copy', ([value = NONE]) => shallowCopy(value, copyExtension)),
	};
	const entries: Readonly<Record<string, Readonly<Record<string, Value>>>> = {
		math: MATH, functools: FUNCTOOLS, itertools: ITERTOOLS, operator: OPERATOR, collections: COLLECTIONS, 'collections.abc': TYPING, typing: TYPING, typing_extensions: TYPING,
		dataclasses: DATACLASSES, enum: ENUM, abc: ABC, copy: copying, contextlib: CONTEXTLIB, warnings: WARNINGS, logging: { getLogger: nothing }, types: TYPES,
		os: ENVIRONMENT_VARIABLES, sys: SYSTEM, re: REGULAR_EXPRESSIONS, time: {}, random: {}, json: {}, pathlib: {}, datetime: {}, inspect: INSPECT, io: {}, string: {}, glob: {}, shutil: {}, pickle: {}, urllib: {}, hashlib: {}, tempfile: {},
		subprocess: {}, threading: {}, multiprocessing: {}, traceback: {}, csv: {}, pprint: {}, uuid: {}, gc: {}, fnmatch: {}, decimal: {}, numbers: NUMBERS, atexit: { register: transparentDecorator },
	};
	return new Map([...Object.entries(entries).map(([name, each]) => [name, () => describeModule(name, each)] as const), ['argparse', makeArgumentParsing]]);
}
