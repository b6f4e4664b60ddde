/** Modules of the host's own, described in Python: each definition is read and run when its name is first asked for. */
import { Interpreter, ModuleStore } from './interpreter';
import { LASTING, working } from './ownership';
import { parsePython } from './parse';
import { Module } from './objects';
import type { Value } from './values';

/** A module's names, of which some are made when they are first asked for. */
class DeferredNames extends Map<string, Value> {
	private readonly deferred = new Map<string, () => void>();

	defer(name: string, define: () => void): void {
		this.deferred.set(name, define);
	}

	private define(name: string): void {
		const define = this.deferred.get(name);
		if (define === undefined) return;
		this.deferred.delete(name);
		define();
	}

	private defineAll(): void {
		for (const name of [...this.deferred.keys()]) this.define(name);
	}

	override get(name: string): Value | undefined {
		if (this.deferred.size > 0) this.define(name);
		return super.get(name);
	}

	override has(name: string): boolean {
		return this.deferred.has(name) || super.has(name);
	}

	override set(name: string, value: Value): this {
		this.deferred.delete(name);
		return super.set(name, value);
	}

	override delete(name: string): boolean {
		return this.deferred.delete(name) || super.delete(name);
	}

	override clear(): void {
		this.deferred.clear();
		super.clear();
	}

	override get size(): number {
		return super.size + this.deferred.size;
	}

	override keys(): MapIterator<string> {
		this.defineAll();
		return super.keys();
	}

	override values(): MapIterator<Value> {
		this.defineAll();
		return super.values();
	}

	override entries(): MapIterator<[string, Value]> {
		this.defineAll();
		return super.entries();
	}

	override [Symbol.iterator](): MapIterator<[string, Value]> {
		return this.entries();
	}

	override forEach(visit: (value: Value, name: string, map: Map<string, Value>) => void): void {
		for (const [name, value] of this.entries()) visit(value, name, this);
	}
}

/** Where a top-level class, function or assignment of one name begins. */
const DEFINITION = /^(?:(?:class|def) (\w+)|(\w+) = )/gm;

/**
 * Makes a module from Python source that holds nothing but definitions, each of another name, and from values that the source uses.
 * The module is shared by all runs.
 */
export function makePrelude(name: string, source: string, given: Readonly<Record<string, Value>>): Module {
	const names = new DeferredNames();
	const module = new Module(name, names);
	for (const [each, value] of Object.entries(given)) module.set(each, value);
	const interpreter = new Interpreter(new ModuleStore(() => undefined, new Map()));
	const found = [...source.matchAll(DEFINITION)];
	found.forEach((match, index) => {
		const start = match.index;
		const end = found[index + 1]?.index ?? source.length;
		names.defer(match[1] ?? match[2]!, () => working(LASTING, () => {
			const { chunks, ...parsed } = parsePython(source.slice(start, end));
			interpreter.runModule(module, { ...parsed, chunks: chunks.map((chunk) => ({ ...chunk, offset: chunk.offset + start })) }, name, true);
		}));
	});
	module.isShared = true;
	return module;
}
