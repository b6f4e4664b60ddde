/**
 * Forward hooks: functions that run before or after a module's `forward` and may replace what it gets or gives.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.Module.html#torch.nn.Module.register_forward_hook
 */
import type { Interpreter } from '../python/interpreter';
import { nativeMethod } from '../python/native';
import { Dict, List, Tuple } from '../python/containers';
import { Instance, NativeFunction, PythonClass } from '../python/objects';
import { NONE } from '../python/values';
import type { Keywords } from '../python/objects';
import type { Value } from '../python/values';
import type { ModuleInstance } from './module-instance';

const [BEFORE, AFTER] = ['_forward_pre_hooks', '_forward_hooks'] as const;

/** What registering a hook gives: `remove()` takes it away again. */
const HANDLE = new PythonClass('RemovableHandle', [], new Map<string, Value>([['remove', nativeMethod('remove(self)', (args) => {
	const handle = args.value('self');
	const [hooks, entry] = handle instanceof Instance ? [handle.read('hooks'), handle.read('entry')] : [];
	if (hooks instanceof List && entry !== undefined && hooks.items.includes(entry)) hooks.change().splice(hooks.items.indexOf(entry), 1);
	return NONE;
})]]));

function handleOf(hooks: List, entry: Value): Instance {
	const handle = new Instance(HANDLE);
	handle.setOwn('hooks', hooks);
	handle.setOwn('entry', entry);
	return handle;
}

function registering(name: string, kind: string, asModule: (value: Value) => ModuleInstance): NativeFunction {
	return nativeMethod(`${name}(self, hook, *, prepend=False, with_kwargs=False, always_call=False)`, (args) => {
		const self = asModule(args.value('self'));
		const known = self.read(kind);
		const hooks = known instanceof List ? known : new List([]);
		if (known !== hooks) self.setOwn(kind, hooks);
		const entry = new Tuple([args.raw('hook'), args.raw('with_kwargs') === true]);
		if (args.raw('prepend') === true) hooks.change().unshift(entry);
		else hooks.change().push(entry);
		return handleOf(hooks, entry);
	});
}

/** The methods by which hooks are registered. Those of the backward pass are never run here. */
export function hookMethods(asModule: (value: Value) => ModuleInstance): NativeFunction[] {
	return [
		registering('register_forward_pre_hook', BEFORE, asModule), registering('register_forward_hook', AFTER, asModule),
		...['register_full_backward_hook', 'register_full_backward_pre_hook', 'register_backward_hook', '_register_load_state_dict_pre_hook', 'register_load_state_dict_pre_hook', 'register_load_state_dict_post_hook', 'register_state_dict_pre_hook']
			.map((name) => new NativeFunction(name, () => handleOf(new List([]), NONE), true)),
	];
}

function hooksOf(self: ModuleInstance, kind: string): ReadonlyArray<readonly [hook: Value, withKeywords: boolean]> {
	const hooks = self.attributes.get(kind);
	return hooks instanceof List ? hooks.items.flatMap((each) => (each instanceof Tuple ? [[each.items[0]!, each.items[1] === true] as const] : [])) : [];
}

/** Runs `forward` between the module's hooks. */
export function throughHooks(self: ModuleInstance, inputs: readonly Value[], keywords: Keywords, interpreter: Interpreter, forward: (inputs: readonly Value[], keywords: Keywords) => Value): Value {
	if (!self.attributes.has(BEFORE) && !self.attributes.has(AFTER)) return forward(inputs, keywords);
	let [given, named] = [inputs, keywords];
	const extra = (withKeywords: boolean): Value[] => (withKeywords ? [new Dict(named)] : []);
	for (const [hook, withKeywords] of hooksOf(self, BEFORE)) {
		const result = interpreter.call(hook, [self, new Tuple(given), ...extra(withKeywords)]);
		if (result === NONE) continue;
		if (withKeywords && result instanceof Tuple && result.items[0] instanceof Tuple && result.items[1] instanceof Dict) {
			given = result.items[0].items;
			named = new Map(result.items[1].entries().flatMap(([name, value]) => (typeof name === 'string' ? [[name, value] as const] : [])));
		} else {
			given = result instanceof Tuple ? result.items : [result];
		}
	}
	let output = forward(given, named);
	for (const [hook, withKeywords] of hooksOf(self, AFTER)) {
		const result = interpreter.call(hook, [self, new Tuple(given), ...extra(withKeywords), output]);
		if (result !== NONE) output = result;
	}
	return output;
}
