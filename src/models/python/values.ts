/** The values that the interpreter computes with; bool, int and str are JavaScript's own. */
import { SymbolicInteger } from './integers';
import { Environment } from './environment';
import type { Interpreter } from './interpreter';
import { mapSnapshot, Owned } from './ownership';
import type { Expression, ExpressionOf, FunctionDefinition, Parameter, Positioned } from './syntax';

/** Where a piece of code comes from: a file's name and the offset of its chunk. */
export interface Origin {
	readonly file: string;
	readonly offset: number;
	/** Code that describes a library: its calls are not the person's, and its failures belong to the call that led there. */
	readonly isPrelude: boolean;
}

/** A stretch of a file, in offsets of its text. */
export interface Site {
	readonly file: string;
	readonly start: number;
	readonly end: number;
}

export function siteOf(node: Positioned, origin: Origin): Site {
	return { file: origin.file, start: origin.offset + node.start, end: origin.offset + node.end };
}

/** A call under way in the person's code; `parent` is the call that led to it. */
export interface CallSite {
	readonly node: Expression & { readonly kind: 'call' };
	readonly origin: Origin;
	readonly parent: CallSite | undefined;
}

/** Why a value is unknown. */
export type UnknownReason =
	| 'unreadable-code' | 'unresolved-import' | 'unsupported' | 'data-dependent' | 'missing-argument'
	| 'undecided-branch' | 'failed-statement' | 'external' | 'too-large' | 'symbolic-float';

/** A value that can't be known. It poisons what it touches and keeps the first reason. */
export class Unknown {
	constructor(readonly reason: UnknownReason, readonly detail = '') {}
}

export class Float {
	constructor(readonly value: number) {}
}

/** What can hold other values and change. */
abstract class Container extends Owned {
	protected doubt: Unknown | undefined;

	/** Set once a branch that can't be decided may have changed the container. */
	get uncertain(): Unknown | undefined {
		return this.doubt;
	}

	set uncertain(why: Unknown | undefined) {
		this.changing();
		this.doubt = why;
	}
}

export class List extends Container {
	constructor(protected content: Value[]) {
		super();
	}

	get items(): readonly Value[] {
		return this.content;
	}

	/** The items, to be changed. */
	change(): Value[] {
		this.changing();
		return this.content;
	}

	protected override snapshot(): () => void {
		const [items, doubt] = [[...this.content], this.doubt];
		return () => {
			this.content = items;
			this.doubt = doubt;
		};
	}
}

/** A list that keeps only its last items: `deque(maxlen=…)`. */
export class BoundedList extends List {
	constructor(items: Value[], private readonly most: number) {
		super(items);
	}

	override get items(): readonly Value[] {
		return this.content.length > this.most ? this.change() : this.content;
	}

	override change(): Value[] {
		const content = super.change();
		content.splice(0, content.length - this.most);
		return content;
	}
}

export class Tuple {
	constructor(
		readonly items: readonly Value[],
		/** Names of the items, where they can be read as attributes too. */
		readonly names?: readonly string[],
	) {}
}

const NO_ENTRIES: ReadonlyArray<readonly [Value, Value]> = [];

/** A dict, in insertion order. */
export class Dict extends Container {
	/** Made with the first entry: most dicts of layers stay empty. */
	private stored: Map<unknown, readonly [Value, Value]> | undefined;
	/** What a `defaultdict` calls for a key that it lacks. */
	factory: Value | undefined;

	constructor(entries?: Iterable<readonly [Value, Value]>) {
		super();
		if (entries !== undefined) for (const [key, value] of entries) this.set(key, value);
	}

	get(key: Value): Value | undefined {
		return this.stored?.get(hashOf(key))?.[1];
	}

	set(key: Value, value: Value): void {
		this.changing();
		(this.stored ??= new Map()).set(hashOf(key), [key, value]);
	}

	has(key: Value): boolean {
		return this.stored?.has(hashOf(key)) === true;
	}

	delete(key: Value): boolean {
		this.changing();
		return this.stored?.delete(hashOf(key)) === true;
	}

	clear(): void {
		this.changing();
		this.stored = undefined;
	}

	get size(): number {
		return this.stored?.size ?? 0;
	}

	keys(): Value[] {
		const keys: Value[] = [];
		for (const [key] of this.each()) keys.push(key);
		return keys;
	}

	values(): Value[] {
		const values: Value[] = [];
		for (const [, value] of this.each()) values.push(value);
		return values;
	}

	entries(): Array<readonly [Value, Value]> {
		return [...this.each()];
	}

	/** The entries, to be gone through while nothing changes them. */
	each(): Iterable<readonly [Value, Value]> {
		return this.stored?.values() ?? NO_ENTRIES;
	}

	protected override snapshot(): () => void {
		const [stored, doubt] = [this.stored === undefined ? undefined : new Map(this.stored), this.doubt];
		return () => {
			this.stored = stored;
			this.doubt = doubt;
		};
	}
}

export class PythonSet extends Container {
	private readonly members = new Map<unknown, Value>();

	constructor(items: Iterable<Value> = []) {
		super();
		for (const item of items) this.add(item);
	}

	add(item: Value): void {
		this.changing();
		this.members.set(hashOf(item), item);
	}

	has(item: Value): boolean {
		return this.members.has(hashOf(item));
	}

	delete(item: Value): boolean {
		this.changing();
		return this.members.delete(hashOf(item));
	}

	get items(): Value[] {
		return [...this.members.values()];
	}

	protected override snapshot(): () => void {
		const [restore, doubt] = [mapSnapshot(this.members), this.doubt];
		return () => {
			restore();
			this.doubt = doubt;
		};
	}
}

/** What dicts and sets tell keys apart by: value for numbers, strings and tuples, identity for the rest. */
function hashOf(key: Value): unknown {
	if (typeof key === 'string') return `s${key}`;
	if (typeof key === 'boolean') return Number(key);
	if (key instanceof Float) return key.value;
	if (key instanceof SymbolicInteger) return `i${key.toString()}`;
	if (key instanceof Tuple) return `t${key.items.map((item) => identityOf(hashOf(item))).join(',')}`;
	return key;
}

const identities = new WeakMap<object, number>();
let nextIdentity = 0;

/** A number that tells an object apart from all others, or the text of a primitive hash. */
function identityOf(hash: unknown): string {
	if (typeof hash !== 'object' || hash === null) return `${typeof hash}:${String(hash)}`;
	let identity = identities.get(hash);
	if (identity === undefined) identities.set(hash, identity = nextIdentity++);
	return `#${identity}`;
}

export class Range {
	constructor(readonly start: number, readonly stop: number, readonly step: number) {}

	get length(): number {
		return Math.max(0, Math.ceil((this.stop - this.start) / this.step));
	}

	get items(): number[] {
		return Array.from({ length: this.length }, (_, index) => this.start + index * this.step);
	}
}

export class Slice {
	constructor(readonly lower: Value, readonly upper: Value, readonly step: Value) {}
}

/** An iterator over items that are already there; generators are run to their end when they are made. */
export class Iterator extends Owned {
	private next = 0;

	constructor(readonly items: readonly Value[]) {
		super();
	}

	/** How many items have been taken. */
	get position(): number {
		return this.next;
	}

	/** Takes the next item; undefined behind the last. */
	take(): Value | undefined {
		this.changing();
		return this.items[this.next++];
	}

	/** Takes all items that are left. */
	takeRest(): readonly Value[] {
		this.changing();
		const rest = this.next === 0 ? this.items : this.items.slice(this.next);
		this.next = this.items.length;
		return rest;
	}

	protected override snapshot(): () => void {
		const { next } = this;
		return () => { this.next = next; };
	}
}

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

/** `None`, `...` and `NotImplemented`. */
export class Singleton {
	constructor(readonly name: string) {}
}

export const NONE = new Singleton('None');
export const ELLIPSIS = new Singleton('Ellipsis');
export const NOT_IMPLEMENTED = new Singleton('NotImplemented');

/** A kind of value that the host adds: tensors. Every method may return undefined for "I have no such thing". */
export abstract class Extension extends Owned {
	abstract readonly typeName: string;
	abstract getAttribute(name: string, interpreter: Interpreter): Value | undefined;
	abstract setAttribute(name: string, value: Value): void;
	/** `self operator other`, or `other operator self` when reflected. */
	abstract binary(operator: string, other: Value, reflected: boolean, interpreter: Interpreter): Value | undefined;
	abstract compare(operator: string, other: Value, interpreter: Interpreter): Value;
	abstract unary(operator: string): Value;
	abstract getItem(index: Value, interpreter: Interpreter): Value;
	abstract iterate(interpreter: Interpreter): readonly Value[] | Unknown;
	/** Its truth, or undefined where that depends on data. */
	abstract truth(): boolean | undefined;
	abstract get text(): string;
}

export type Value =
	| boolean | number | string | SymbolicInteger | Float | Unknown
	| List | Tuple | Dict | PythonSet | Range | Slice | Iterator
	| PythonFunction | NativeFunction | BoundMethod | Property | StaticMethod | ClassMethod | Super
	| PythonClass | Instance | Module | Singleton | Extension;

/** A Python exception on its way up. */
export class PythonError extends Error {
	/** The person's call or statement that it came from, and the calls that led there. */
	site: Site | undefined;
	calls: CallSite | undefined;
	/** Raised by a `raise` in the function that is being left: that function does not go on behind it. */
	isDeliberate = false;

	constructor(readonly type: string, message: string, readonly value?: Value) {
		super(message);
	}
}

/** A call names an argument that the function does not have. */
export class UnexpectedArgument extends PythonError {
	constructor(readonly callee: PythonFunction, readonly argument: string) {
		super('TypeError', `${callee.name}() got an unexpected keyword argument '${argument}'`);
	}
}

/** There are other than as many values as names to unpack them to. */
export class UnpackMismatch extends PythonError {
	constructor(readonly source: Value, readonly expected: number, readonly actual: number, hasStar: boolean) {
		super('ValueError', actual < expected ? `not enough values to unpack (expected ${hasStar ? 'at least ' : ''}${expected}, got ${actual})` : `too many values to unpack (expected ${expected}, got ${actual})`);
	}
}

export function raise(type: string, message: string): never {
	throw new PythonError(type, message);
}

/** Thrown through everything once steps, depth or time are used up. */
export class BudgetExceeded extends Error {
	constructor(readonly resource: 'steps' | 'depth' | 'time') {
		super(`out of ${resource}`);
	}
}
