import { display } from '../python/text';
import { Dict, Instance, Unknown } from '../python/values';
import type { PythonClass, Value } from '../python/values';
import { Tensor } from './tensor';

/** An `nn.Module`: its parameters, buffers and submodules are registered as they are assigned. */
export class ModuleInstance extends Instance {
	readonly parameters = new Dict();
	readonly buffers = new Dict();
	readonly submodules = new Dict();
	/** `nn.Module.__init__` has run. */
	isInitialized = false;
	/** A lazy layer that has not seen an input yet: its parameters are not known. */
	isPending = false;
	/** Set where the constructor may have done more than was seen: counts are lower bounds. */
	doubt: Unknown | undefined;

	override read(name: string): Value | undefined {
		return this.attributes.get(name) ?? this.submodules.get(name) ?? this.parameters.get(name) ?? this.buffers.get(name) ?? this.registry(name);
	}

	private registry(name: string): Value | undefined {
		switch (name) {
			case '_modules': return this.submodules;
			case '_parameters': return this.parameters;
			case '_buffers': return this.buffers;
			default: return undefined;
		}
	}

	override write(name: string, value: Value): void {
		if (value instanceof Tensor && value.isParameter) {
			this.attributes.delete(name);
			this.submodules.delete(name);
			this.parameters.set(name, value);
		} else if (value instanceof ModuleInstance) {
			this.attributes.delete(name);
			this.parameters.delete(name);
			this.submodules.set(name, value);
		} else {
			const registered = [this.parameters, this.submodules, this.buffers].find((each) => each.has(name));
			if (value instanceof Unknown && value.reason === 'unresolved-import') this.doubt ??= value; // it may be a layer
			if (registered === undefined) this.attributes.set(name, value);
			else registered.set(name, value);
		}
	}

	override remove(name: string): boolean {
		return [this.parameters, this.submodules, this.buffers].some((each) => each.delete(name)) || this.attributes.delete(name);
	}

	/** The submodules that are there (a registered None is not). */
	get children(): Array<readonly [string, ModuleInstance]> {
		return this.submodules.entries().flatMap(([name, child]) => (child instanceof ModuleInstance && child !== this ? [[display(name), child] as const] : []));
	}

	/** Itself and all below it, each once, with dotted paths. */
	walk(): Array<readonly [string, ModuleInstance]> {
		const found = new Map<ModuleInstance, string>();
		this.collect('', found);
		return [...found].map(([module, path]) => [path, module]);
	}

	private collect(path: string, found: Map<ModuleInstance, string>): void {
		if (found.has(this)) return;
		found.set(this, path);
		for (const [name, child] of this.submodules.entries()) if (child instanceof ModuleInstance) child.collect(path === '' ? display(name) : `${path}.${display(name)}`, found);
	}

	/** All distinct parameters, with dotted paths; shared ones once. */
	allParameters(recurse = true): Array<readonly [string, Tensor]> {
		const seen = new Set<Tensor>();
		const found: Array<readonly [string, Tensor]> = [];
		for (const [path, module] of recurse ? this.walk() : [['', this] as const]) {
			for (const [name, tensor] of module.parameters.entries()) {
				if (!(tensor instanceof Tensor) || seen.has(tensor)) continue;
				seen.add(tensor);
				found.push([path === '' ? display(name) : `${path}.${display(name)}`, tensor]);
			}
		}
		return found;
	}

	/** The first doubt about this module or one below it. */
	get anyDoubt(): Unknown | undefined {
		return this.walk().find(([, module]) => module.doubt !== undefined)?.[1].doubt ?? this.type.openEnd;
	}

	/** A copy with copies of all it holds. */
	copyWith(copy: (value: Value) => Value): ModuleInstance {
		const made = new ModuleInstance(this.type);
		made.createdAt = this.createdAt;
		made.isInitialized = this.isInitialized;
		made.isPending = this.isPending;
		made.doubt = this.doubt;
		for (const [name, value] of this.attributes) made.attributes.set(name, copy(value));
		for (const [from, to] of [[this.parameters, made.parameters], [this.buffers, made.buffers], [this.submodules, made.submodules]] as const) {
			for (const [name, value] of from.entries()) to.set(name, copy(value));
		}
		return made;
	}
}

/** Makes the bare instances of modules: given to the class `nn.Module` itself. */
export function createModule(type: PythonClass): ModuleInstance {
	const made = new ModuleInstance(type);
	made.attributes.set('training', false);
	return made;
}

