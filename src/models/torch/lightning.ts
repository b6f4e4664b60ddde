/** Lightning's `LightningModule`: an `nn.Module` that keeps its constructor's arguments. https://lightning.ai/docs/pytorch/stable/common/lightning_module.html */
import { callerArguments } from '../python/calls';
import { display } from '../python/text';
import { List, Tuple } from '../python/containers';
import { Instance, NativeFunction, PythonClass } from '../python/objects';
import { NONE } from '../python/values';
import type { Value } from '../python/values';
import type { ModuleInstance } from './module-instance';

/** The arguments by name, as attributes and as items. */
const HYPERPARAMETERS = new PythonClass('AttributeDict', [], new Map<string, Value>([
	['__getitem__', new NativeFunction('__getitem__', ([self = NONE, name = NONE], _keywords, interpreter) => interpreter.getAttribute(self, display(name)), true)],
	['__setitem__', new NativeFunction('__setitem__', ([self = NONE, name = NONE, value = NONE], _keywords, interpreter) => {
		interpreter.setAttribute(self, display(name), value);
		return NONE;
	}, true)],
	['get', new NativeFunction('get', ([self = NONE, name = NONE, fallback = NONE], _keywords, interpreter) => interpreter.findAttribute(self, display(name)) ?? fallback, true)],
]));

const saveHyperparameters = new NativeFunction('save_hyperparameters', ([self, ...names], keywords, interpreter) => {
	if (!(self instanceof Instance)) return NONE;
	const kept = self.read('hparams');
	const hyperparameters = kept instanceof Instance ? kept : new Instance(HYPERPARAMETERS);
	self.write('hparams', hyperparameters);
	const wanted = names.flatMap((each) => (each instanceof List || each instanceof Tuple ? each.items : [each]));
	for (const [name, value] of callerArguments(interpreter, keywords.get('ignore'))) if (wanted.length === 0 || wanted.includes(name)) hyperparameters.write(name, value);
	return NONE;
}, true);

const nothing = (name: string): NativeFunction => new NativeFunction(name, () => NONE, true);

/** Makes the class on top of `nn.Module`. */
export function makeLightningModule(base: PythonClass, create: (type: PythonClass) => ModuleInstance): PythonClass {
	return new PythonClass('LightningModule', [base], new Map<string, Value>([
		['save_hyperparameters', saveHyperparameters],
		...['log', 'log_dict', 'print', 'freeze', 'unfreeze', 'manual_backward', 'toggle_optimizer', 'untoggle_optimizer'].map((name) => [name, nothing(name)] as const),
	]), { create });
}
