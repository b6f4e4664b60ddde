/** The class `nn.Module`: registration, iteration over parts, and the call that runs `forward`. */
import { display } from '../python/text';
import { nativeMethod } from '../python/native';
import { callerArguments } from '../python/calls';
import { Dict, Iterator, Tuple } from '../python/containers';
import { BoundMethod, NativeFunction, PythonClass, PythonFunction } from '../python/objects';
import { NONE, raise, Unknown } from '../python/values';
import type { Interpreter } from '../python/interpreter';
import type { Keywords } from '../python/objects';
import type { Value } from '../python/values';
import { constructAlike } from './alike-layers';
import { hookMethods, throughHooks } from './hooks';
import { createModule, ModuleInstance } from './module-instance';
import { refuseOther } from './operation';
import { Recorder } from './recorder';
import { Tensor } from './tensor';

function asModule(value: Value): ModuleInstance {
	return value instanceof ModuleInstance ? value : raise('TypeError', 'expected a Module');
}

/** A layer of the library that has no parts takes a tensor first, unless it passes on whatever it gets. */
function takesTensor(self: ModuleInstance, forward: Value): boolean {
	return self.type.origin?.isPrelude === true && self.isLeaf && self.type.name !== 'Identity' && self.type.name !== 'Sequential'
		&& forward instanceof BoundMethod && forward.callee instanceof PythonFunction && forward.callee.parameters[1]?.name === 'input';
}

/** Runs `forward` (with Keras: `call`) and has the call recorded. */
export function callModule(self: ModuleInstance, inputs: readonly Value[], keywords: Keywords, interpreter: Interpreter, method = 'forward'): Value {
	const forward = interpreter.findAttribute(self, method);
	if (forward === undefined) return self.type.openEnd ?? raise('NotImplementedError', `Module [${self.type.name}] is missing the required "${method}" function`);
	const run = (): Value => throughHooks(self, inputs, keywords, interpreter, (given, named) => {
		if (method === 'forward' && takesTensor(self, forward) && given[0] !== undefined) refuseOther(given[0], self.type.name);
		return interpreter.call(forward, given, named);
	});
	return Recorder.of(interpreter)?.runCall(self, [...inputs, ...keywords.values()], interpreter.callSite, run) ?? run();
}

const registerModule = nativeMethod('add_module(self, name, module)', (args) => {
	const [self, name, module] = [asModule(args.value('self')), args.raw('name'), args.raw('module')];
	if (name instanceof Unknown) {
		self.addDoubt(name);
		self.submodules.uncertain = name;
	} else if (module instanceof ModuleInstance) {
		self.deleteOwn(args.text('name'));
		self.submodules.set(args.text('name'), module);
	} else if (module instanceof Unknown) {
		// It holds its place: what runs through the parts in order must meet it.
		self.submodules.set(args.text('name'), module);
		self.addDoubt(module);
	} else {
		self.setOwn(args.text('name'), module);
	}
	return NONE;
});

const registerParameter = nativeMethod('register_parameter(self, name, param)', (args) => {
	asModule(args.value('self')).parameters.set(args.text('name'), args.value('param'));
	return NONE;
});

const registerBuffer = nativeMethod('register_buffer(self, name, tensor, persistent=True)', (args) => {
	asModule(args.value('self')).buffers.set(args.text('name'), args.value('tensor'));
	return NONE;
});

const pairs = (entries: ReadonlyArray<readonly [string, Value]>): Iterator => new Iterator(entries.map((entry) => new Tuple(entry)));

const listing = (name: string, list: (self: ModuleInstance, recurse: boolean) => ReadonlyArray<readonly [string, Value]>, named: boolean): NativeFunction => nativeMethod(`${name}(self, recurse=True, *rest)`, (args) => {
	const entries = list(asModule(args.value('self')), args.raw('recurse') !== false);
	return named ? pairs(entries) : new Iterator(entries.map(([, value]) => value));
});

const buffersOf = (self: ModuleInstance): Array<readonly [string, Value]> => self.walk().flatMap(([path, module]) => module.buffers.entries().map(([name, value]) => [path === '' ? display(name) : `${path}.${display(name)}`, value] as const));

function setTraining(self: ModuleInstance, training: boolean): ModuleInstance {
	for (const [, module] of self.walk()) module.setOwn('training', training);
	return self;
}

const returnsSelf = (name: string): NativeFunction => nativeMethod(`${name}(self, *rest)`, (args) => args.value('self'));
const returnsNone = (name: string): NativeFunction => nativeMethod(`${name}(self, *rest)`, () => NONE);

/** d2l's `save_hyperparameters`: the arguments of the method that calls it become attributes. https://d2l.ai/chapter_linear-regression/oo-design.html */
const saveHyperparameters = new NativeFunction('save_hyperparameters', ([self = NONE], keywords, interpreter) => {
	for (const [name, value] of callerArguments(interpreter, keywords.get('ignore'))) asModule(self).write(name, value);
	return NONE;
}, true);

const METHODS: readonly NativeFunction[] = [
	nativeMethod('__init__(self, *rest)', (args) => {
		asModule(args.value('self')).isInitialized = true;
		return NONE;
	}),
	new NativeFunction('__call__', ([self, ...inputs], keywords, interpreter) => callModule(asModule(self ?? NONE), inputs, keywords, interpreter), true),
	registerModule, new NativeFunction('register_module', registerModule.apply, true), registerParameter, registerBuffer,
	listing('children', (self) => self.children, false), listing('named_children', (self) => self.children, true),
	listing('modules', (self) => self.walk(), false), listing('named_modules', (self) => self.walk(), true),
	listing('parameters', (self, recurse) => self.allParameters(recurse), false), listing('named_parameters', (self, recurse) => self.allParameters(recurse), true),
	listing('buffers', buffersOf, false), listing('named_buffers', buffersOf, true),
	nativeMethod('apply(self, function)', (args, interpreter) => {
		const self = asModule(args.value('self'));
		for (const [, module] of [...self.walk()].reverse()) interpreter.call(args.raw('function'), [module]);
		return self;
	}),
	nativeMethod('get_submodule(self, target)', (args, interpreter) => args.text('target').split('.').reduce<Value>((module, name) => (name === '' ? module : interpreter.getAttribute(module, name)), args.value('self'))),
	nativeMethod('get_parameter(self, target)', (args, interpreter) => args.text('target').split('.').reduce<Value>((module, name) => interpreter.getAttribute(module, name), args.value('self'))),
	nativeMethod('eval(self)', (args) => setTraining(asModule(args.value('self')), false)),
	// Shapes are those of evaluation, as other summaries show them; `train()` therefore changes nothing.
	returnsSelf('train'),
	nativeMethod('requires_grad_(self, requires_grad=True)', (args) => {
		for (const [, parameter] of asModule(args.value('self')).allParameters()) parameter.requiresGradient = args.flag('requires_grad');
		return args.value('self');
	}),
	...['to', 'cuda', 'cpu', 'half', 'float', 'double', 'bfloat16', 'type', 'share_memory', 'to_empty', 'compile', 'ipu', 'xpu'].map(returnsSelf),
	...['load_state_dict', 'zero_grad', 'reset_parameters', 'extra_repr', '_log_api_usage_once'].map(returnsNone),
	...hookMethods(asModule),
	saveHyperparameters,
	nativeMethod('state_dict(self, *rest)', (args) => new Dict(asModule(args.value('self')).allParameters())),
	nativeMethod('_get_name(self)', (args) => asModule(args.value('self')).type.name),
];

/** Makes the class; one per process, for all files. */
export function makeModuleClass(name = 'Module', extra: readonly NativeFunction[] = []): PythonClass {
	const namespace = new Map<string, Value>([...METHODS, ...extra].map((each) => [each.name, each]));
	namespace.set('dump_patches', false);
	return new PythonClass(name, [], namespace, { create: createModule, construct: constructAlike });
}

/** `nn.Parameter(data, requires_grad=True)`: a tensor that modules register. */
export const PARAMETER_CLASS = new PythonClass('Parameter', [], new Map(), {
	includes: (value) => value instanceof Tensor && value.isParameter,
	convert: ([first, second], keywords) => {
		const data = first ?? keywords.get('data');
		if (data === undefined) return new Unknown('missing-argument', 'data');
		if (!(data instanceof Tensor)) return data;
		const made = data.as(data.shape).withValues(data.values);
		made.isParameter = true;
		made.requiresGradient = (second ?? keywords.get('requires_grad')) !== false;
		return made;
	},
});

/** How copies are made of tensors and modules. */
export function copyTorchValue(value: Value, copy: (value: Value) => Value): Value | undefined {
	if (value instanceof ModuleInstance) return value.copyWith(copy);
	if (!(value instanceof Tensor)) return undefined;
	const made = value.same().withValues(value.values);
	made.isParameter = value.isParameter;
	made.requiresGradient = value.requiresGradient;
	return made;
}

