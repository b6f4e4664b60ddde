/** What has attributes: functions, classes, instances and modules. */
import { Environment } from './environment';
import type { Interpreter } from './interpreter';
import { mapSnapshot, Owned } from './ownership';
import type { ExpressionOf, FunctionDefinition, Parameter, Positioned } from './syntax';
import type { CallSite, Origin, Unknown, Value } from './values';

/** Something with attributes of its own. */
abstract class Attributed extends Owned {
	private own: Map<string, Value> | undefined;

	get attributes(): ReadonlyMap<string, Value> {
		return this.own ?? NO_KEYWORDS;
	}

	setAttribute(name: string, value: Value): void {
		this.changing();
		(this.own ??= new Map()).set(name, value);
	}

	protected override snapshot(): () => void {
		const own = this.own === undefined ? undefined : new Map(this.own);
		return () => { this.own = own; };
	}
}

/** A function of the person's code, with the environment it closes over. */
export class PythonFunction extends Attributed {
	/** The class whose body it stands in: what `super()` without arguments starts from. */
	owner: PythonClass | undefined;

	constructor(
		readonly name: string,
		readonly code: FunctionDefinition | ExpressionOf<'lambda'>,
		readonly defaults: ReadonlyMap<string, Value>,
		readonly environment: Environment,
		readonly origin: Origin,
	) {
		super();
	}

	get parameters(): readonly Parameter[] {
		return this.code.parameters;
	}

	/** Tells it the class whose body it stands in; the first one counts. */
	belongTo(type: PythonClass): void {
		if (this.owner !== undefined) return;
		this.changing();
		this.owner = type;
	}
}

export type Keywords = ReadonlyMap<string, Value>;
export const NO_KEYWORDS: Keywords = new Map();

/** A function that the interpreter's host provides. */
export class NativeFunction extends Attributed {
	/** What a function that is made anew in every run was made for: with the same name and the same of these it does the same. */
	madeFor: readonly Value[] | undefined;

	constructor(
		readonly name: string,
		readonly apply: (positional: readonly Value[], keywords: Keywords, interpreter: Interpreter) => Value,
		/** Whether it takes the object as its first argument when it is read from an instance. */
		readonly isMethod = false,
	) {
		super();
	}
}

export class BoundMethod {
	constructor(readonly callee: Value, readonly receiver: Value) {}
}

export class Property {
	constructor(readonly getter: Value, readonly setter?: Value) {}
}

export class StaticMethod {
	constructor(readonly callee: Value) {}
}

export class ClassMethod {
	constructor(readonly callee: Value) {}
}

export class Super {
	constructor(readonly after: PythonClass, readonly receiver: Value) {}
}

/** Makes an instance of a class: by `make`, as Python does, or in another way that comes out the same. */
export type Construct = (type: PythonClass, positional: readonly Value[], keywords: Keywords, interpreter: Interpreter, make: () => Value) => Value;

/** What a class that the host provides does differently from one that is written in Python. */
export interface ClassTraits {
	/** Makes the bare instance; inherited. */
	readonly create?: (type: PythonClass) => Instance;
	/** Stands around the making of instances; inherited. */
	readonly construct?: Construct;
	/** Converts instead of making an instance: `int('3')`. Not inherited. */
	readonly convert?: (positional: readonly Value[], keywords: Keywords, interpreter: Interpreter) => Value;
	/** Whether a value that is no {@link Instance} belongs to the class. Not inherited. */
	readonly includes?: (value: Value) => boolean | Unknown;
	/** Completes a class that has just been derived from this one (an enumeration's members, a named tuple's fields). Inherited. */
	readonly onSubclass?: (type: PythonClass, interpreter: Interpreter) => void;
}

export class PythonClass extends Owned {
	/** Linearized bases, itself first (C3). */
	readonly order: readonly PythonClass[];
	/** The nearest {@link ClassTraits.construct}. */
	readonly construct: Construct | undefined;
	/** Fields in order of annotation, for dataclasses and named tuples: name, and whether the body gives a default. */
	annotations: readonly string[] = [];
	definition: Positioned | undefined;
	origin: Origin | undefined;

	constructor(
		readonly name: string,
		readonly bases: readonly PythonClass[],
		private readonly members: Map<string, Value>,
		readonly traits: ClassTraits = {},
		/** A base class that could not be resolved: attributes that are not found may be there. */
		readonly unknownBase?: Unknown | undefined,
	) {
		super();
		this.order = linearize(this);
		this.construct = this.order.find((each) => each.traits.construct !== undefined)?.traits.construct;
	}

	get namespace(): ReadonlyMap<string, Value> {
		return this.members;
	}

	set(name: string, value: Value): void {
		this.changing();
		this.members.set(name, value);
	}

	delete(name: string): boolean {
		this.changing();
		return this.members.delete(name);
	}

	protected override snapshot(): () => void {
		return mapSnapshot(this.members);
	}

	find(name: string): Value | undefined {
		for (let at = 0, count = this.order.length; at < count; at++) {
			const value = this.order[at]!.members.get(name);
			if (value !== undefined) return value;
		}
		return undefined;
	}

	isSubclassOf(other: PythonClass): boolean {
		return this.order.includes(other);
	}

	/** The first unknown base in the line, if any. */
	get openEnd(): Unknown | undefined {
		return this.order.find((each) => each.unknownBase !== undefined)?.unknownBase;
	}
}

function linearize(type: PythonClass): PythonClass[] {
	const sequences = [...type.bases.map((base) => [...base.order]), [...type.bases]];
	const order = [type];
	for (;;) {
		const rest = sequences.filter((sequence) => sequence.length > 0);
		if (rest.length === 0) return order;
		const next = rest.map((sequence) => sequence[0]!).find((candidate) => !rest.some((sequence) => sequence.indexOf(candidate) > 0)) ?? rest[0]![0]!;
		order.push(next);
		for (const sequence of sequences) if (sequence[0] === next) sequence.shift();
	}
}

export class Instance extends Owned {
	private readonly own = new Map<string, Value>();
	/** The call in the person's code that made it. */
	createdAt: CallSite | undefined;

	constructor(readonly type: PythonClass) {
		super();
	}

	get attributes(): ReadonlyMap<string, Value> {
		return this.own;
	}

	/** Sets an attribute of the instance itself, whatever its kind does with attributes otherwise. */
	setOwn(name: string, value: Value): void {
		this.changing();
		this.own.set(name, value);
	}

	deleteOwn(name: string): boolean {
		this.changing();
		return this.own.delete(name);
	}

	protected override snapshot(): () => void {
		return mapSnapshot(this.own);
	}

	/** The instance's own attribute (not its class's). */
	read(name: string): Value | undefined {
		return this.own.get(name);
	}

	write(name: string, value: Value): void {
		this.setOwn(name, value);
	}

	remove(name: string): boolean {
		return this.deleteOwn(name);
	}

	/** This method of it may or may not have been called: what that could change in it is not known. Kinds of instances that hold things override this. */
	mayHaveChanged?(method: string, why: Unknown): void;

	/** Something unknown that it holds has been called: what stands behind it is a part of this. Kinds of instances that hold things override this. */
	hasUnknownPart?(why: Unknown): void;
}

export class Module extends Owned {
	/** Where the names are written down that code of the module reads, while a piece of work is watched. */
	reads: NameReads | undefined;
	/** Names that it may have beyond its namespace: a library that is described in part. */
	isOpen = false;
	isPackage = false;
	/** Described by the host and shared by all runs: assignments to its names are ignored. */
	isShared = false;

	constructor(readonly name: string, private readonly names: Map<string, Value> = new Map<string, Value>()) {
		super();
	}

	get namespace(): ReadonlyMap<string, Value> {
		return this.names;
	}

	/** Where code of the module runs. */
	environment(builtins: Environment, origin: Origin): Environment {
		return new Environment(builtins, this, origin, this.names, this.reads);
	}

	set(name: string, value: Value): void {
		this.changing();
		this.names.set(name, value);
	}

	delete(name: string): boolean {
		this.changing();
		return this.names.delete(name);
	}

	protected override snapshot(): () => void {
		return mapSnapshot(this.names);
	}
}

/** The module-level names that a piece of work has read, with what they stood for; undefined where there was no such name. */
export interface NameReads {
	/** Undefined while nothing is watched. */
	names: Map<string, Value | undefined> | undefined;
	/** The whole namespace was handed out: there is no telling what is read. */
	isOpen: boolean;
}
