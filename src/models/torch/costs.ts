/** Parameters, multiply-adds by torchinfo's convention, and memory. */
import { add, multiply, productOf } from '../python/integers';
import type { Integer } from '../python/integers';
import { trespassCount } from '../python/ownership';
import { Tuple } from '../python/containers';
import { Unknown } from '../python/values';
import { quantity, sumOf } from '../quantities';
import type { Quantity } from '../report';
import { libraryClass } from './geometry';
import { ModuleInstance } from './module-instance';
import type { ModuleCall } from './recorder';
import { Tensor, tensorsIn } from './tensor';

const NO_TENSORS: readonly Tensor[] = [];

const EXACT_ZERO: Quantity = { status: 'exact', value: 0 };

/** The numbers that tensors hold together. */
function countTensors(tensors: readonly Tensor[], doubt: Unknown | undefined): Quantity {
	let sum = 0;
	for (const { elements } of tensors) {
		if (typeof elements !== 'number' || !Number.isFinite(elements)) return tensors.reduce<Quantity>((all, each) => sumOf(all, quantity(each.elements)), doubt === undefined ? EXACT_ZERO : quantity(0, doubt));
		sum += elements;
	}
	return sum === 0 && doubt === undefined ? EXACT_ZERO : quantity(sum, doubt);
}

export interface ParameterCounts {
	readonly all: Quantity;
	readonly trainable: Quantity;
}

/** What has been counted for a model's report; it holds for as long as no other work reaches over to what it did not make. */
const counted = new WeakMap<ModuleInstance, { readonly trespasses: number; readonly counts: ParameterCounts }>();

/** All distinct parameters of a module and those inside it, once the model that it is in has been reported. */
export function reportedCounts(module: ModuleInstance): ParameterCounts {
	const known = counted.get(module);
	return known?.trespasses === trespassCount() ? known.counts : parameterCounts(module);
}

/** All distinct parameters of a module and those inside it. */
export function parameterCounts(module: ModuleInstance): ParameterCounts {
	const [distinct, frozen] = [new Set<Tensor>(), new Set<Tensor>()];
	const found = gather(module, distinct, frozen, new Set());
	const doubt = module.type.openEnd ?? found;
	const tensors = [...distinct];
	return { all: countTensors(tensors, doubt), trainable: countTensors(tensors.filter((each) => each.requiresGradient && !frozen.has(each)), doubt) };
}

/** Gathers the parameters of a module and of those inside it that have not been seen. @returns the first doubt about one of them */
function gather(module: ModuleInstance, distinct: Set<Tensor>, frozen: Set<Tensor>, seen: Set<ModuleInstance>): Unknown | undefined {
	seen.add(module);
	let doubt = module.doubt ?? (module.isPending ? new Unknown('data-dependent', 'lazy layer') : undefined);
	for (const tensor of ownTensors(module)) distinct.add(tensor);
	if (module.read('trainable') === false) for (const [, tensor] of module.allParameters()) frozen.add(tensor);
	for (const [, child] of module.submodules.each()) {
		const inside = child instanceof ModuleInstance && !seen.has(child) ? gather(child, distinct, frozen, seen) : undefined;
		doubt ??= inside;
	}
	return doubt;
}

/** The counts of a model and of everything inside it. */
export function allParameterCounts(model: ModuleInstance): ReadonlyMap<ModuleInstance, ParameterCounts> {
	const all = countAll(model);
	const trespasses = trespassCount();
	for (const [module, counts] of all) counted.set(module, { trespasses, counts });
	return all;
}

function countAll(model: ModuleInstance): ReadonlyMap<ModuleInstance, ParameterCounts> {
	const modules = model.walk().map(([, each]) => each);
	const counts = new Map<ModuleInstance, ParameterCounts>();
	const tensors = modules.flatMap(ownTensors);
	const isShared = new Set(tensors).size < tensors.length;
	const holds = modules.reduce((sum, each) => sum + each.parts.length, 0);
	// Without sharing a module's count is its own and those of its parts; parts come after what holds them.
	if (isShared || holds !== modules.length - 1) {
		for (const each of modules) counts.set(each, parameterCounts(each));
		return counts;
	}
	for (const each of modules.reverse()) {
		const own = ownCounts(each);
		const parts = each.parts.map((part) => counts.get(part) ?? parameterCounts(part));
		const isFrozen = each.read('trainable') === false;
		counts.set(each, {
			all: parts.reduce((sum, part) => sumOf(sum, part.all), own.all),
			trainable: isFrozen ? { ...own.all, ...(own.all.status === 'unknown' ? {} : { value: 0 }) } : parts.reduce((sum, part) => sumOf(sum, part.trainable), own.trainable),
		});
	}
	return counts;
}

/** The parameters that a module holds itself, without those that are registered as None. */
function ownTensors(module: ModuleInstance): readonly Tensor[] {
	if (module.parameters.size === 0) return NO_TENSORS;
	const found: Tensor[] = [];
	for (const [, value] of module.parameters.each()) if (value instanceof Tensor) found.push(value);
	return found;
}

/** The counts of the parameters that a module holds itself. */
function ownCounts(module: ModuleInstance): ParameterCounts {
	const doubt = module.doubt ?? (module.isPending ? new Unknown('data-dependent', 'lazy layer') : undefined) ?? module.type.openEnd;
	const own = ownTensors(module);
	return { all: countTensors(own, doubt), trainable: countTensors(own.filter((each) => each.requiresGradient), doubt) };
}

/**
 * torchinfo's multiply-adds of one call: a convolution's weights and biases times its output positions, a linear layer's times all but
 * its last axis, a recurrent layer's times batch and time, any other layer's once per sample.
 * https://github.com/TylerYep/torchinfo, layer_info.py
 */
export function weightMultiplyAdds(call: ModuleCall): Quantity {
	const own = ownTensors(call.module);
	if (own.length === 0) return EXACT_ZERO;
	const weights = own.reduce<Integer>((sum, each) => add(sum, each.elements), 0);
	const output = call.output instanceof Tensor ? call.output : call.output instanceof Tuple ? tensorsIn(call.output)[0] : undefined;
	if (output === undefined) return quantity(undefined);
	switch (usesOf(libraryClass(call.module) ?? '')) {
		case 'at-each-position': {
			const channelsLast = call.module.read('data_format') !== undefined && call.module.read('data_format') !== 'channels_first';
			return quantity(multiply(weights, productOf([output.shape[0] ?? 1, ...(channelsLast ? output.shape.slice(1, -1) : output.shape.slice(2))])));
		}
		case 'at-each-vector': return quantity(multiply(weights, productOf(output.shape.slice(0, -1))));
		case 'at-each-step': return quantity(multiply(weights, productOf(output.shape.slice(0, 2))));
		case 'once': return quantity(multiply(weights, output.shape[0] ?? 1));
	}
}

/** How often torchinfo has a layer's weights used, for one sample. */
type WeightUses = 'at-each-position' | 'at-each-vector' | 'at-each-step' | 'once';

const usesByName = new Map<string, WeightUses>();

function usesOf(name: string): WeightUses {
	const known = usesByName.get(name);
	if (known !== undefined) return known;
	const uses = /^(?:Lazy|Depthwise|Separable)?Conv/.test(name) ? 'at-each-position' : /Linear$|^Dense$/.test(name) ? 'at-each-vector' : /^(?:RNN|LSTM|GRU)$/.test(name) ? 'at-each-step' : 'once';
	usesByName.set(name, uses);
	return uses;
}

/** Four bytes for each number of each tensor. */
export function bytesOf(tensors: readonly Tensor[]): Quantity {
	return tensors.reduce<Quantity>((sum, each) => sumOf(sum, quantity(multiply(each.elements, 4))), EXACT_ZERO);
}
