/** The part of `inspect` that libraries use to adapt calls: a function's parameters. */
import { native } from '../native';
import { Dict } from '../containers';
import { BoundMethod, Instance, NativeFunction, PythonClass, PythonFunction } from '../objects';
import { Unknown } from '../values';
import type { Value } from '../values';
import type { Parameter } from '../syntax';

const EMPTY = new PythonClass('empty', [], new Map());
const KINDS: Readonly<Record<Parameter['kind'], readonly [string, number]>> = {
	'positional-only': ['POSITIONAL_ONLY', 0], positional: ['POSITIONAL_OR_KEYWORD', 1], variadic: ['VAR_POSITIONAL', 2], 'keyword-only': ['KEYWORD_ONLY', 3], keywords: ['VAR_KEYWORD', 4],
};
const PARAMETER = new PythonClass('Parameter', [], new Map<string, Value>([...Object.values(KINDS), ['empty', EMPTY] as const]));
const SIGNATURE = new PythonClass('Signature', [], new Map());

/** The Python function behind a callable, and whether its first parameter is taken by the object. */
function functionOf(value: Value): { callee: PythonFunction; bound: boolean } | undefined {
	if (value instanceof PythonFunction) {
		const wrapped = value.attributes.get('__wrapped__');
		return wrapped === undefined ? { callee: value, bound: false } : functionOf(wrapped);
	}
	const inner = value instanceof BoundMethod ? value.callee : value instanceof PythonClass ? value.find('__init__') : undefined;
	const found = inner === undefined ? undefined : functionOf(inner);
	return found === undefined ? undefined : { callee: found.callee, bound: true };
}

const signature = native('signature(callable)', (args) => {
	const found = functionOf(args.value('callable'));
	if (found === undefined) return new Unknown('external', 'inspect.signature');
	const parameters = new Dict();
	for (const { name, kind } of found.callee.parameters.slice(found.bound ? 1 : 0)) {
		const described = new Instance(PARAMETER);
		described.write('name', name);
		described.write('kind', KINDS[kind][1]);
		described.write('default', found.callee.defaults.get(name) ?? EMPTY);
		parameters.set(name, described);
	}
	const made = new Instance(SIGNATURE);
	made.write('parameters', parameters);
	return made;
});

export const INSPECT: Readonly<Record<string, Value>> = {
	signature,
	Parameter: PARAMETER,
	Signature: SIGNATURE,
	isclass: new NativeFunction('isclass', ([value]) => value instanceof PythonClass),
	isfunction: new NativeFunction('isfunction', ([value]) => value instanceof PythonFunction),
};
