/**
 * `os.environ` and `os.getenv`. Which variables are set where a model will run is not known: they are taken as unset, as in a plain run, but
 * for those that the program sets itself; what was asked for is noted, so that a report can say so.
 */
import type { Interpreter } from '../interpreter';
import { native, nativeMethod } from '../native';
import { display } from '../text';
import { Dict } from '../containers';
import { Instance, PythonClass } from '../objects';
import { NONE, raise, Unknown } from '../values';
import type { Value } from '../values';

/** What the program of each run has set. */
const setByProgram = new WeakMap<Interpreter, Dict>();

function variablesOf(interpreter: Interpreter): Dict {
	let variables = setByProgram.get(interpreter);
	if (variables === undefined) setByProgram.set(interpreter, variables = new Dict());
	return variables;
}

/** A variable's value; undefined where it is not set. */
function read(name: Value, interpreter: Interpreter): Value | undefined {
	if (name instanceof Unknown) return name;
	const value = variablesOf(interpreter).get(name);
	if (value === undefined && typeof name === 'string') interpreter.store.noteUnsetVariable(interpreter.runningFile, name);
	return value;
}

const OUTSIDE = new Unknown('external', 'os.environ');

const ENVIRONMENT = new PythonClass('_Environ', [], new Map<string, Value>([
	['get', nativeMethod('get(self, key, default=None)', (args, interpreter) => read(args.raw('key'), interpreter) ?? args.raw('default'))],
	['__contains__', nativeMethod('__contains__(self, key)', (args, interpreter) => {
		const value = read(args.raw('key'), interpreter);
		return value instanceof Unknown ? value : value !== undefined;
	})],
	['__getitem__', nativeMethod('__getitem__(self, key)', (args, interpreter) => read(args.raw('key'), interpreter) ?? raise('KeyError', display(args.raw('key'))))],
	['__setitem__', nativeMethod('__setitem__(self, key, value)', (args, interpreter) => {
		variablesOf(interpreter).set(args.value('key'), args.raw('value'));
		return NONE;
	})],
	['setdefault', nativeMethod('setdefault(self, key, default=None)', (args, interpreter) => {
		const value = read(args.raw('key'), interpreter);
		if (value === undefined) variablesOf(interpreter).set(args.value('key'), args.raw('default'));
		return value ?? args.raw('default');
	})],
	['pop', nativeMethod('pop(self, key, default=None)', (args, interpreter) => {
		const value = read(args.raw('key'), interpreter);
		variablesOf(interpreter).delete(args.value('key'));
		return value ?? args.raw('default');
	})],
	...['__iter__', '__len__', 'keys', 'values', 'items', 'copy', 'update'].map((name): [string, Value] => [name, nativeMethod(`${name}(self, other=None)`, () => OUTSIDE)]),
]));

export const ENVIRONMENT_VARIABLES: Readonly<Record<string, Value>> = {
	environ: new Instance(ENVIRONMENT),
	getenv: native('getenv(key, default=None)', (args, interpreter) => read(args.raw('key'), interpreter) ?? args.raw('default')),
	putenv: native('putenv(key, value)', () => NONE),
};
