/** What holds other values: lists, tuples, dicts, sets, ranges and iterators. */
import { SymbolicInteger } from './integers';
import { mapSnapshot, Owned } from './ownership';
import { Float } from './values';
import type { Unknown, Value } from './values';

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
