import { Interpreter, ModuleStore } from '../../../src/models/python/interpreter';
import type { Observer } from '../../../src/models/python/interpreter';
import { Module } from '../../../src/models/python/objects';
import type { PythonError, Value } from '../../../src/models/python/values';
import { torchLibrary } from '../../../src/models/torch/library';
import { TORCH_METHODS } from '../../../src/models/torch/run';

/** Runs Python text; gives what its names hold and what was raised on the way. */
export function runPython(text: string, modules: Readonly<Record<string, string>> = {}, library: ReadonlyMap<string, () => Module> = torchLibrary()): { names: ReadonlyMap<string, Value>; errors: readonly PythonError[] } {
	const errors: PythonError[] = [];
	const observer: Observer = { failed: (error) => errors.push(error) };
	const store = new ModuleStore((name) => {
		const found = modules[name];
		return found === undefined ? undefined : { text: found, file: `${name}.py`, isPackage: false };
	}, library);
	const module = new Module('__main__');
	new Interpreter(store, TORCH_METHODS, observer).runModule(module, store.parse('main.py', text, 'at-once'), 'main.py');
	return { names: module.namespace, errors };
}
