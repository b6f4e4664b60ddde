/** Whether what a name stood for in one version of a file is the same thing in the next, as far as running code could tell. */
import type { Environment } from './environment';
import { SymbolicInteger } from './integers';
import { LASTING } from './ownership';
import { Dict, Iterator, List, PythonSet, Range, Slice, Tuple } from './containers';
import { BoundMethod, ClassMethod, Instance, Module, NativeFunction, Property, PythonClass, PythonFunction, StaticMethod, Super } from './objects';
import { Extension, Float, Unknown } from './values';
import type { CallSite, Origin, Value } from './values';

/** Compares values of the host's own kinds, beyond what all instances have. */
export type ExtensionComparison = (before: Extension | Instance, after: Extension | Instance, comparison: Comparison) => boolean;

/**
 * One comparison of two graphs of values. Code is the same if it is the same piece of the syntax tree, which is kept from version to
 * version where the text did not change; where it stands may differ, and is noted.
 */
export class Comparison {
	/** Where the chunks of the file began that the compared code stands in, and where they begin now. */
	readonly offsets = new Map<number, number>();
	private readonly partners = new Map<object, object>();
	private readonly reverse = new Map<object, object>();

	constructor(private readonly file: string, private readonly compareExtension: ExtensionComparison) {}

	same(before: Value | undefined, after: Value | undefined): boolean {
		if (before === undefined || after === undefined) return before === after;
		if (typeof before !== 'object' || typeof after !== 'object') return before === after;
		if (before instanceof SymbolicInteger) return after instanceof SymbolicInteger && before.equals(after);
		if (before instanceof Float) return after instanceof Float && Object.is(before.value, after.value);
		if (before instanceof Unknown) return after instanceof Unknown && before.reason === after.reason && before.detail === after.detail;
		const partner = this.partners.get(before);
		if (partner !== undefined) return partner === after;
		// Two objects that have become one, or one that has become two, are not the same to code that changes them.
		if (this.reverse.has(after)) return false;
		this.partners.set(before, after);
		this.reverse.set(after, before);
		return this.sameObjects(before, after);
	}

	all(before: readonly Value[], after: readonly Value[]): boolean {
		return before.length === after.length && before.every((value, index) => this.same(value, after[index]));
	}

	maps(before: ReadonlyMap<string, Value>, after: ReadonlyMap<string, Value>): boolean {
		if (before.size !== after.size) return false;
		const others = after.entries();
		for (const [name, value] of before) {
			const [otherName, other] = others.next().value!;
			if (name !== otherName || !this.same(value, other)) return false;
		}
		return true;
	}

	dicts(before: Dict, after: Dict): boolean {
		return this.same(before.uncertain, after.uncertain) && this.same(before.factory, after.factory) && this.all(before.keys(), after.keys()) && this.all(before.values(), after.values());
	}

	calls(before: CallSite | undefined, after: CallSite | undefined): boolean {
		for (; before !== undefined && after !== undefined; before = before.parent, after = after.parent) {
			if (before === after) return true;
			if (before.node !== after.node || !this.origins(before.origin, after.origin)) return false;
		}
		return before === after;
	}

	/** Whether two pieces of code come from the same place, give or take its offset in the analysed file. */
	private origins(before: Origin | undefined, after: Origin | undefined): boolean {
		if (before === undefined || after === undefined) return before === after;
		if (before.file !== after.file || before.isPrelude !== after.isPrelude) return false;
		if (before.file !== this.file) return before.offset === after.offset;
		const known = this.offsets.get(before.offset);
		this.offsets.set(before.offset, known ?? after.offset);
		return known === undefined || known === after.offset;
	}

	private sameObjects(before: object & Value, after: object & Value): boolean {
		if (before instanceof List) return after instanceof List && this.same(before.uncertain, after.uncertain) && this.all(before.items, after.items);
		if (before instanceof Tuple) return after instanceof Tuple && before.names?.join() === after.names?.join() && this.all(before.items, after.items);
		if (before instanceof Dict) return after instanceof Dict && this.dicts(before, after);
		if (before instanceof PythonSet) return after instanceof PythonSet && this.same(before.uncertain, after.uncertain) && this.all(before.items, after.items);
		if (before instanceof Range) return after instanceof Range && before.start === after.start && before.stop === after.stop && before.step === after.step;
		if (before instanceof Slice) return after instanceof Slice && this.all([before.lower, before.upper, before.step], [after.lower, after.upper, after.step]);
		if (before instanceof Iterator) return after instanceof Iterator && before.position === after.position && this.all(before.items, after.items);
		if (before instanceof PythonFunction) return after instanceof PythonFunction && this.functions(before, after);
		if (before instanceof PythonClass) return after instanceof PythonClass && this.classes(before, after);
		if (before instanceof NativeFunction) return after instanceof NativeFunction && this.natives(before, after);
		if (before instanceof BoundMethod) return after instanceof BoundMethod && this.same(before.callee, after.callee) && this.same(before.receiver, after.receiver);
		if (before instanceof StaticMethod || before instanceof ClassMethod) return (after instanceof StaticMethod || after instanceof ClassMethod) && before.constructor === after.constructor && this.same(before.callee, after.callee);
		if (before instanceof Property) return after instanceof Property && this.same(before.getter, after.getter) && this.same(before.setter, after.setter);
		if (before instanceof Super) return after instanceof Super && this.same(before.after, after.after) && this.same(before.receiver, after.receiver);
		if (before instanceof Instance) return after instanceof Instance && this.instances(before, after);
		if (before instanceof Extension) return after instanceof Extension && this.compareExtension(before, after, this);
		if (before instanceof Module) return before === after;
		return before === after;
	}

	private functions(before: PythonFunction, after: PythonFunction): boolean {
		if (before === after) return before.maker === LASTING;
		return before.code === after.code && before.name === after.name && this.origins(before.origin, after.origin)
			&& this.maps(before.defaults, after.defaults) && this.maps(before.attributes, after.attributes) && this.same(before.owner, after.owner) && this.environments(before.environment, after.environment);
	}

	/** The names around a function, up to the module's: these are watched by themselves. */
	private environments(before: Environment | undefined, after: Environment | undefined): boolean {
		for (; before?.isInner === true && after?.isInner === true; before = before.parent, after = after.parent) {
			if (before === after) return true;
			if (!this.maps(before.names, after.names) || !this.same(before.currentFunction, after.currentFunction) || !this.same(before.receiver, after.receiver)) return false;
		}
		return before?.isInner !== true && after?.isInner !== true && before?.module?.name === after?.module?.name;
	}

	private classes(before: PythonClass, after: PythonClass): boolean {
		if (before === after) return before.maker === LASTING;
		if (before.definition === undefined && Object.keys({ ...before.traits, ...after.traits }).length > 0) return false;
		return before.definition === after.definition && before.annotations.join() === after.annotations.join() && before.name === after.name && before.constructor === after.constructor && this.origins(before.origin, after.origin)
			&& this.all(before.bases, after.bases) && this.same(before.unknownBase, after.unknownBase) && this.maps(before.namespace, after.namespace);
	}

	/** Functions of the host hold nothing but what they show; those made anew in every run are told by what they show. */
	private natives(before: NativeFunction, after: NativeFunction): boolean {
		if (before === after) return before.maker === LASTING;
		return before.name === after.name && before.madeFor !== undefined && after.madeFor !== undefined && this.all(before.madeFor, after.madeFor) && this.maps(before.attributes, after.attributes);
	}

	private instances(before: Instance, after: Instance): boolean {
		if (before.constructor !== after.constructor || !this.same(before.type, after.type) || !this.maps(before.attributes, after.attributes)) return false;
		return this.calls(before.createdAt, after.createdAt) && this.compareExtension(before, after, this);
	}
}
