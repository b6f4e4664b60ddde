import { display } from '../python/text';
import { Dict } from '../python/containers';
import { Instance } from '../python/objects';
import { Unknown } from '../python/values';
import type { PythonClass } from '../python/objects';
import type { Value } from '../python/values';
import { Tensor } from './tensor';

/** How often, so far, a module was put into another one or taken out: what was found of their structure holds for as long as this stays. */
let structure = 0;

/** The submodules of one module. */
class Submodules extends Dict {
	protected override changing(): void {
		structure++;
		super.changing();
	}

	protected override snapshot(): () => void {
		const restore = super.snapshot();
		return () => {
			structure++;
			restore();
		};
	}
}

/** A module with its dotted path in another one. */
export type ModuleAtPath = readonly [string, ModuleInstance];

/** Methods by which a container gets other parts. */
const CHANGES_PARTS: ReadonlySet<string> = new Set(['append', 'extend', 'insert', 'add_module', 'register_module', 'update', 'pop', 'clear', '__delitem__']);

/** An `nn.Module`: its parameters, buffers and submodules are registered as they are assigned. */
export class ModuleInstance extends Instance {
	readonly parameters = new Dict();
	readonly buffers = new Dict();
	readonly submodules: Dict = new Submodules();
	private walked: { readonly structure: number; readonly modules: readonly ModuleAtPath[] } | undefined;
	private initialized = false;
	private pending = false;
	private firstDoubt: Unknown | undefined;

	/** `nn.Module.__init__` has run. */
	get isInitialized(): boolean {
		return this.initialized;
	}

	set isInitialized(value: boolean) {
		if (value === this.initialized) return;
		this.changing();
		this.initialized = value;
	}

	/** A lazy layer that has not seen an input yet: its parameters are not known. */
	get isPending(): boolean {
		return this.pending;
	}

	set isPending(value: boolean) {
		if (value === this.pending) return;
		this.changing();
		this.pending = value;
	}

	/** The first thing that the constructor may have done beyond what was seen: counts are lower bounds. */
	get doubt(): Unknown | undefined {
		return this.firstDoubt;
	}

	/** Takes note of a doubt; the first one counts. */
	addDoubt(why: Unknown): void {
		if (this.firstDoubt !== undefined) return;
		this.changing();
		this.firstDoubt = why;
	}

	protected override snapshot(): () => void {
		const [restore, initialized, pending, firstDoubt] = [super.snapshot(), this.initialized, this.pending, this.firstDoubt];
		return () => {
			restore();
			[this.initialized, this.pending, this.firstDoubt] = [initialized, pending, firstDoubt];
		};
	}

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
			this.deleteOwn(name);
			this.submodules.delete(name);
			this.parameters.set(name, value);
		} else if (value instanceof ModuleInstance) {
			this.deleteOwn(name);
			this.parameters.delete(name);
			this.submodules.set(name, value);
		} else {
			const registered = [this.parameters, this.submodules, this.buffers].find((each) => each.has(name));
			if (value instanceof Unknown && value.reason === 'unresolved-import') this.addDoubt(value); // it may be a layer
			if (registered === undefined) this.setOwn(name, value);
			else registered.set(name, value);
		}
	}

	override remove(name: string): boolean {
		return [this.parameters, this.submodules, this.buffers].some((each) => each.delete(name)) || this.deleteOwn(name);
	}

	/** `layers.append(…)` that may have run: it may hold other parts than are known. */
	override mayHaveChanged(method: string, why: Unknown): void {
		if (!CHANGES_PARTS.has(method) || !this.isContainer) return;
		this.addDoubt(why);
		this.submodules.uncertain = why;
	}

	/** `self.backbone(x)` with a backbone that is not known: it may be a layer with weights. */
	override hasUnknownPart(why: Unknown): void {
		this.addDoubt(why);
	}

	/** It is made for holding others: `nn.Sequential`, `nn.ModuleList`, `nn.ModuleDict`, or a class of these. */
	private get isContainer(): boolean {
		return this.type.order.some(({ origin, name }) => origin?.isPrelude === true && /^(?:Sequential|ModuleList|ModuleDict|ParameterList|ParameterDict)$/.test(name));
	}

	/** The submodules that are there, without their names. */
	get parts(): ModuleInstance[] {
		const found: ModuleInstance[] = [];
		for (const [, child] of this.submodules.each()) if (child instanceof ModuleInstance && child !== this) found.push(child);
		return found;
	}

	/** The submodules that are there (a registered None is not). */
	get children(): ModuleAtPath[] {
		const found: ModuleAtPath[] = [];
		for (const [name, child] of this.submodules.each()) if (child instanceof ModuleInstance && child !== this) found.push([display(name), child]);
		return found;
	}

	/** It holds no other modules. */
	get isLeaf(): boolean {
		for (const [, child] of this.submodules.each()) if (child instanceof ModuleInstance && child !== this) return false;
		return true;
	}

	/** Itself and all below it, each once, with dotted paths. */
	walk(): readonly ModuleAtPath[] {
		if (this.walked?.structure !== structure) {
			const modules: ModuleAtPath[] = [];
			this.collect('', modules, new Set());
			this.walked = { structure, modules };
		}
		return this.walked.modules;
	}

	private collect(path: string, found: ModuleAtPath[], seen: Set<ModuleInstance>): void {
		if (seen.has(this)) return;
		seen.add(this);
		found.push([path, this]);
		for (const [name, child] of this.submodules.each()) if (child instanceof ModuleInstance) child.collect(path === '' ? display(name) : `${path}.${display(name)}`, found, seen);
	}

	/** All distinct parameters, with dotted paths; shared ones once. */
	allParameters(recurse = true): Array<readonly [string, Tensor]> {
		const seen = new Set<Tensor>();
		const found: Array<readonly [string, Tensor]> = [];
		for (const [path, module] of recurse ? this.walk() : [['', this] as const]) {
			for (const [name, tensor] of module.parameters.each()) {
				if (!(tensor instanceof Tensor) || seen.has(tensor)) continue;
				seen.add(tensor);
				found.push([path === '' ? display(name) : `${path}.${display(name)}`, tensor]);
			}
		}
		return found;
	}

	/** The first doubt about this module or one below it. */
	get anyDoubt(): Unknown | undefined {
		return this.doubtWithin(new Set()) ?? this.type.openEnd;
	}

	private doubtWithin(seen: Set<ModuleInstance>): Unknown | undefined {
		if (this.firstDoubt !== undefined) return this.firstDoubt;
		seen.add(this);
		for (const [, child] of this.submodules.each()) {
			const doubt = child instanceof ModuleInstance && !seen.has(child) ? child.doubtWithin(seen) : undefined;
			if (doubt !== undefined) return doubt;
		}
		return undefined;
	}

	/** A copy with copies of all it holds. */
	copyWith(copy: (value: Value) => Value): ModuleInstance {
		const made = new ModuleInstance(this.type);
		made.createdAt = this.createdAt;
		made.isInitialized = this.isInitialized;
		made.isPending = this.isPending;
		made.firstDoubt = this.firstDoubt;
		for (const [name, value] of this.attributes) made.setOwn(name, copy(value));
		for (const [from, to] of [[this.parameters, made.parameters], [this.buffers, made.buffers], [this.submodules, made.submodules]] as const) {
			for (const [name, value] of from.entries()) to.set(name, copy(value));
		}
		return made;
	}
}

/** Makes the bare instances of modules: given to the class `nn.Module` itself. */
export function createModule(type: PythonClass): ModuleInstance {
	const made = new ModuleInstance(type);
	made.setOwn('training', false);
	return made;
}

