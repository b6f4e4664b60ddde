import { mapSnapshot, Owned } from './ownership';
import type { Module, NameReads, PythonFunction } from './objects';
import type { Origin, Value } from './values';

/** The names visible to a piece of code: its own, those of the functions around it, the module's and the built-ins. */
export class Environment extends Owned {
	/** The function that runs in it, and the object it runs on. */
	currentFunction: PythonFunction | undefined;
	receiver: Value | undefined;
	/** Where a generator's values gather. */
	yielded: Value[] | undefined;
	/** A class body's names are not seen by the functions inside it. */
	isClassBody = false;
	private declared: Map<string, 'global' | 'nonlocal'> | undefined;

	constructor(
		readonly parent: Environment | undefined,
		/** The module whose code runs here; undefined for the built-ins. */
		readonly module: Module | undefined,
		/** Where the code that runs here comes from. */
		readonly origin: Origin,
		readonly names: Map<string, Value> = new Map<string, Value>(),
		/** A watched module's own environment: what is looked up in it is written down. */
		private readonly reads?: NameReads,
	) {
		super();
	}

	/** A new environment inside this one. */
	inner(origin: Origin = this.origin): Environment {
		return new Environment(this, this.module, origin);
	}

	get(name: string): Value | undefined {
		for (let environment: Environment | undefined = this.declared?.get(name) === 'global' ? this.top() : this; environment !== undefined; environment = environment.parent) {
			const value = environment.names.get(name);
			const watched = environment.reads?.names;
			if (watched !== undefined && !watched.has(name)) watched.set(name, value);
			if (value !== undefined) return value;
		}
		return undefined;
	}

	set(name: string, value: Value): void {
		const declaration = this.declared?.get(name);
		if (declaration === undefined) this.names.set(name, value);
		else if (declaration === 'global') this.top().assign(name, value);
		else this.holder(name).assign(name, value);
	}

	delete(name: string): void {
		this.names.delete(name);
	}

	declare(name: string, scope: 'global' | 'nonlocal'): void {
		(this.declared ??= new Map<string, 'global' | 'nonlocal'>()).set(name, scope);
	}

	/** It belongs to a function, a class or a comprehension, not to a module or the built-ins. */
	get isInner(): boolean {
		return this.parent?.parent !== undefined;
	}

	/** Where functions defined here look names up. */
	get closure(): Environment {
		return this.isClassBody && this.parent !== undefined ? this.parent : this;
	}

	private assign(name: string, value: Value): void {
		this.changing();
		this.names.set(name, value);
	}

	protected override snapshot(): () => void {
		return mapSnapshot(this.names);
	}

	/** The module's own environment: the outermost below the built-ins. */
	private top(): Environment {
		return this.parent?.parent === undefined ? this : this.parent.top();
	}

	private holder(name: string): Environment {
		for (let environment = this.parent; environment !== undefined; environment = environment.parent) {
			if (environment.names.has(name)) return environment;
		}
		return this;
	}
}
