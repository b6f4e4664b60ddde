/**
 * Layers of the library that are made with the same plain numbers come out alike: the constructor is run for the first of them, the others
 * take over what it set. Nothing of this can be seen from outside but the time.
 */
import { hasChangedLasting, LASTING } from '../python/ownership';
import { Tuple } from '../python/containers';
import { Float, Singleton } from '../python/values';
import type { Dict } from '../python/containers';
import type { Construct, Keywords, PythonClass } from '../python/objects';
import type { CallSite, Value } from '../python/values';
import { ModuleInstance } from './module-instance';
import { Recorder } from './recorder';
import { Tensor } from './tensor';

/** What a constructor has set, and the steps that it took. */
interface Blueprint {
	readonly attributes: ReadonlyArray<readonly [string, Value]>;
	readonly parameters: ReadonlyArray<readonly [Value, Value]>;
	readonly buffers: ReadonlyArray<readonly [Value, Value]>;
	readonly isInitialized: boolean;
	readonly isPending: boolean;
	readonly steps: number;
}

/** How deep the calls of a layer's constructor may go: closer to the bound on depth than this, it is run. */
const DEEPEST_CONSTRUCTOR = 16;

const MOST_BLUEPRINTS = 4096;

const blueprints = new WeakMap<PythonClass, Map<string, Blueprint>>();

/** What tells a plain value from all others; undefined for what could be changed or be told apart by identity. */
function plainKey(value: Value): string | undefined {
	if (typeof value === 'number' || typeof value === 'boolean') return String(value);
	if (typeof value === 'string') return JSON.stringify(value);
	if (value instanceof Float) return `f${Object.is(value.value, -0) ? '-0' : value.value}`;
	return value instanceof Singleton ? value.name : undefined;
}

/** What tells a call's arguments from all others; undefined where one is not plain. */
function keyOf(positional: readonly Value[], keywords: Keywords): string | undefined {
	let key = '';
	for (const value of positional) {
		const part = plainKey(value);
		if (part === undefined) return undefined;
		key += `${part},`;
	}
	for (const [name, value] of keywords) {
		const part = plainKey(value);
		if (part === undefined) return undefined;
		key += `${name}=${part},`;
	}
	return key;
}

function isUnchanging(value: Value): boolean {
	return value instanceof Tuple ? value.items.every(isUnchanging) : plainKey(value) !== undefined;
}

/** Whether a tensor holds nothing that is of one layer only. */
function isPlainTensor({ producer, field }: Tensor, module: ModuleInstance): boolean {
	return field === undefined && (producer === undefined || (producer.inputs.length === 0 && producer.call === module.createdAt));
}

function blueprintOf(module: ModuleInstance, steps: number): Blueprint | undefined {
	if (module.doubt !== undefined || module.submodules.size > 0) return undefined;
	const [attributes, parameters, buffers] = [[...module.attributes], module.parameters.entries(), module.buffers.entries()];
	const held = [...parameters, ...buffers];
	const tensors = held.flatMap(([, value]) => (value instanceof Tensor ? [value] : []));
	const isPlain = [module.parameters, module.buffers].every((each) => each.uncertain === undefined) && attributes.every(([, value]) => isUnchanging(value))
		&& held.every(([, value]) => value instanceof Singleton || value instanceof Tensor) && tensors.every((each) => isPlainTensor(each, module)) && new Set(tensors).size === tensors.length;
	// Copies: what is done to this layer's own tensors later on is none of the others' business.
	return isPlain ? { attributes, parameters: parameters.map(keepTensor), buffers: buffers.map(keepTensor), isInitialized: module.isInitialized, isPending: module.isPending, steps } : undefined;
}

const keepTensor = ([name, value]: readonly [Value, Value]): readonly [Value, Value] => [name, value instanceof Tensor ? copyTensor(value, value.producer?.call) : value];

function copyTensors(from: ReadonlyArray<readonly [Value, Value]>, to: Dict, module: ModuleInstance): void {
	for (const [name, value] of from) to.set(name, value instanceof Tensor ? copyTensor(value, module.createdAt) : value);
}

function copyTensor(tensor: Tensor, call: CallSite | undefined): Tensor {
	const made = new Tensor(tensor.shape, tensor.type).withValues(tensor.values);
	made.isParameter = tensor.isParameter;
	if (!tensor.requiresGradient) made.requiresGradient = false;
	if (tensor.producer !== undefined) made.producer = { ...tensor.producer, call };
	return made;
}

function copyOf(blueprint: Blueprint, module: ModuleInstance): void {
	for (const [name, value] of blueprint.attributes) module.setOwn(name, value);
	copyTensors(blueprint.parameters, module.parameters, module);
	copyTensors(blueprint.buffers, module.buffers, module);
	module.isInitialized = blueprint.isInitialized;
	module.isPending = blueprint.isPending;
}

/** Makes a module, by its constructor or like one that was made before. */
export const constructAlike: Construct = (type, positional, keywords, interpreter, make) => {
	if (type.origin?.isPrelude !== true || type.maker !== LASTING || hasChangedLasting()) return make();
	const key = keyOf(positional, keywords);
	if (key === undefined) return make();
	let known = blueprints.get(type);
	if (known === undefined) blueprints.set(type, known = new Map<string, Blueprint>());
	const blueprint = known.get(key);
	if (blueprint !== undefined && interpreter.hasDepth(DEEPEST_CONSTRUCTOR) && interpreter.skipSteps(blueprint.steps)) {
		const made = interpreter.createInstance(type);
		interpreter.observer?.beginInstance?.(made);
		if (made instanceof ModuleInstance) copyOf(blueprint, made);
		interpreter.observer?.endInstance?.(made);
		return made;
	}
	const recorder = Recorder.of(interpreter);
	const [modules, steps] = [recorder?.modules.length ?? 0, interpreter.stepsTaken];
	const made = make();
	if (blueprint === undefined && made instanceof ModuleInstance && made.type === type && recorder?.modules.length === modules + 1 && !hasChangedLasting()) {
		const drawn = blueprintOf(made, interpreter.stepsTaken - steps);
		if (known.size >= MOST_BLUEPRINTS) known.clear();
		if (drawn !== undefined) known.set(key, drawn);
	}
	return made;
};
