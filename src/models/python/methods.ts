/** The methods of str, list, tuple, dict, set and the numbers. A host may add tables for types of its own. */
import type { Interpreter } from './interpreter';
import { asInteger, compare, contains, equal } from './operations';
import { display, formatValue, represent } from './text';
import { Dict, List, PythonSet, Tuple } from './containers';
import { Float, NONE, raise, Unknown } from './values';
import type { Keywords } from './objects';
import type { Value } from './values';

export type Method = (self: Value, positional: readonly Value[], keywords: Keywords, interpreter: Interpreter) => Value;
export type MethodTables = Readonly<Record<string, Readonly<Record<string, Method>> | undefined>>;

/** A method of a string; every argument it needs must be known. */
const ofText = (apply: (self: string, args: readonly Value[], interpreter: Interpreter, keywords: Keywords) => Value): Method => (self, positional, keywords, interpreter) => {
	const unknown = positional.find((value) => value instanceof Unknown);
	return unknown ?? apply(self as string, positional, interpreter, keywords);
};

const strings = (interpreter: Interpreter, value: Value | undefined): string[] => {
	const items = interpreter.iterate(value ?? NONE);
	return items instanceof Unknown ? [] : items.map(display);
};

const TEXT_METHODS: Record<string, Method> = {
	join: ofText((self, [items], interpreter) => {
		const parts = interpreter.iterate(items ?? NONE);
		return parts instanceof Unknown ? parts : parts.find((part) => part instanceof Unknown) ?? parts.map(display).join(self);
	}),
	split: ofText((self, [separator, limit]) => new List(splitText(self, separator, limit))),
	rsplit: ofText((self, [separator, limit]) => new List(splitText(self, separator, limit, true))),
	splitlines: ofText((self) => new List(self.split(/\r?\n/))),
	partition: ofText((self, [separator]) => {
		const at = self.indexOf(display(separator ?? ''));
		return new Tuple(at < 0 ? [self, '', ''] : [self.slice(0, at), display(separator!), self.slice(at + display(separator!).length)]);
	}),
	format: ofText((self, args, interpreter, keywords) => formatBraces(self, args, keywords, interpreter)),
	startswith: ofText((self, [prefix], interpreter) => (prefix instanceof Tuple ? strings(interpreter, prefix) : [display(prefix ?? '')]).some((each) => self.startsWith(each))),
	endswith: ofText((self, [suffix], interpreter) => (suffix instanceof Tuple ? strings(interpreter, suffix) : [display(suffix ?? '')]).some((each) => self.endsWith(each))),
	upper: ofText((self) => self.toUpperCase()),
	lower: ofText((self) => self.toLowerCase()),
	title: ofText((self) => self.replace(/\b\w/g, (letter) => letter.toUpperCase())),
	capitalize: ofText((self) => self.charAt(0).toUpperCase() + self.slice(1).toLowerCase()),
	strip: ofText((self, [characters]) => strip(strip(self, characters, 'start'), characters, 'end')),
	lstrip: ofText((self, [characters]) => strip(self, characters, 'start')),
	rstrip: ofText((self, [characters]) => strip(self, characters, 'end')),
	replace: ofText((self, [from, to]) => self.replaceAll(display(from ?? ''), () => display(to ?? ''))),
	removeprefix: ofText((self, [prefix]) => (self.startsWith(display(prefix ?? '')) ? self.slice(display(prefix ?? '').length) : self)),
	removesuffix: ofText((self, [suffix]) => (suffix !== '' && self.endsWith(display(suffix ?? '')) ? self.slice(0, -display(suffix ?? '').length) : self)),
	isdigit: ofText((self) => /^\d+$/.test(self)),
	isalpha: ofText((self) => /^\p{L}+$/u.test(self)),
	isupper: ofText((self) => self !== self.toLowerCase() && self === self.toUpperCase()),
	count: ofText((self, [part]) => self.split(display(part ?? '')).length - 1),
	find: ofText((self, [part]) => self.indexOf(display(part ?? ''))),
	index: ofText((self, [part]) => (self.includes(display(part ?? '')) ? self.indexOf(display(part ?? '')) : raise('ValueError', 'substring not found'))),
	zfill: ofText((self, [width]) => self.padStart(Number(width), '0')),
	ljust: ofText((self, [width]) => self.padEnd(Number(width))),
	rjust: ofText((self, [width]) => self.padStart(Number(width))),
	encode: () => new Unknown('unsupported', 'bytes'),
};

function splitText(text: string, separator: Value | undefined, limit: Value | undefined, fromRight = false): string[] {
	const parts = separator === undefined || separator === NONE ? text.trim().split(/\s+/).filter((part) => part !== '') : text.split(display(separator));
	const most = typeof limit === 'number' && limit >= 0 ? limit : Infinity;
	if (parts.length - 1 <= most) return parts;
	const glue = typeof separator === 'string' ? separator : ' ';
	if (fromRight) return [parts.slice(0, parts.length - most).join(glue), ...parts.slice(parts.length - most)];
	return [...parts.slice(0, most), parts.slice(most).join(glue)];
}

function strip(text: string, characters: Value | undefined, side: 'start' | 'end'): string {
	if (typeof characters !== 'string') return side === 'start' ? text.trimStart() : text.trimEnd();
	let [start, end] = [0, text.length];
	if (side === 'start') while (start < end && characters.includes(text[start]!)) start++;
	else while (end > start && characters.includes(text[end - 1]!)) end--;
	return text.slice(start, end);
}

function formatBraces(text: string, positional: readonly Value[], keywords: Keywords, interpreter: Interpreter): Value {
	let next = 0;
	let unknown: Unknown | undefined;
	const result = text.replace(/\{\{|\}\}|\{([^{}:!]*)(?:![rs])?(?::([^{}]*))?\}/g, (whole, field: string | undefined, format: string | undefined) => {
		if (field === undefined) return whole[0]!;
		const [, head, rest] = /^(\w*)(.*)$/.exec(field)!;
		let value: Value | undefined = head === '' ? positional[next++] : /^\d+$/.test(head!) ? positional[Number(head)] : keywords.get(head!);
		if (rest!.startsWith('.') && value !== undefined) value = interpreter.findAttribute(value, rest!.slice(1));
		if (value === undefined || value instanceof Unknown) {
			unknown = value ?? new Unknown('unsupported', 'format');
			return '';
		}
		return formatValue(value, format ?? '');
	});
	return unknown ?? result;
}

/** Whether two values may be the same item; an undecided comparison counts as no. */
const same = (a: Value, b: Value, interpreter: Interpreter): boolean => equal(a, b, interpreter) === true;

const ofList = (apply: (self: List, args: readonly Value[], interpreter: Interpreter, keywords: Keywords) => Value): Method => (self, positional, keywords, interpreter) => (self instanceof List ? apply(self, positional, interpreter, keywords) : raise('TypeError', 'expected a list'));

function extend(self: List, items: Value | undefined, interpreter: Interpreter): void {
	const added = interpreter.iterate(items ?? NONE);
	if (added instanceof Unknown) self.uncertain = interpreter.unknown(added);
	else self.change().push(...added);
}

/** Takes an item out of a list by its position. */
function pop(self: List, index: Value): Value {
	if (self.uncertain !== undefined) return self.uncertain;
	const at = asInteger(index);
	if (typeof at !== 'number') return self.uncertain = new Unknown('data-dependent', 'pop');
	if (self.items.length === 0) raise('IndexError', 'pop from empty list');
	const [item] = self.change().splice(at < 0 ? at + self.items.length : at, 1);
	return item ?? raise('IndexError', 'pop index out of range');
}

/** A sorted copy; unknown where an order can't be decided. */
export function sortItems(items: readonly Value[], key: Value, reverse: boolean, interpreter: Interpreter): Value[] | Unknown {
	const keyed = items.map((item) => [key === NONE ? item : interpreter.call(key, [item]), item] as const);
	let doubt: Unknown | undefined;
	const before = (a: Value, b: Value): boolean => {
		const truth = interpreter.truth(compare('<', a, b, interpreter));
		if (truth instanceof Unknown) doubt = truth;
		return truth === true;
	};
	keyed.sort(([a], [b]) => (reverse ? (before(b, a) ? -1 : before(a, b) ? 1 : 0) : before(a, b) ? -1 : before(b, a) ? 1 : 0));
	return doubt ?? keyed.map(([, item]) => item);
}

const SEQUENCE_METHODS: Record<string, Method> = {
	index: (self, [item], _keywords, interpreter) => {
		const items = interpreter.iterate(self);
		if (items instanceof Unknown) return items;
		const at = items.findIndex((each) => same(each, item!, interpreter));
		return at < 0 ? raise('ValueError', `${represent(item!)} is not in list`) : at;
	},
	count: (self, [item], _keywords, interpreter) => {
		const items = interpreter.iterate(self);
		return items instanceof Unknown ? items : items.filter((each) => same(each, item!, interpreter)).length;
	},
};

const LIST_METHODS: Record<string, Method> = {
	...SEQUENCE_METHODS,
	append: ofList((self, [item]) => (self.change().push(item!), NONE)),
	extend: ofList((self, [items], interpreter) => (extend(self, items, interpreter), NONE)),
	insert: ofList((self, [index, item]) => {
		const at = asInteger(index!);
		if (typeof at === 'number') self.change().splice(at, 0, item!);
		else self.uncertain = new Unknown('data-dependent', 'insert');
		return NONE;
	}),
	pop: ofList((self, [index]) => pop(self, index ?? -1)),
	remove: ofList((self, [item], interpreter) => {
		const at = self.items.findIndex((each) => same(each, item!, interpreter));
		if (at < 0) raise('ValueError', 'list.remove(x): x not in list');
		self.change().splice(at, 1);
		return NONE;
	}),
	reverse: ofList((self) => (self.change().reverse(), NONE)),
	clear: ofList((self) => {
		self.change().length = 0;
		self.uncertain = undefined;
		return NONE;
	}),
	copy: ofList((self) => self.uncertain ?? new List([...self.items])),
	sort: ofList((self, _args, interpreter, keywords) => {
		const sorted = sortItems(self.items, keywords.get('key') ?? NONE, interpreter.truth(keywords.get('reverse') ?? false) === true, interpreter);
		if (sorted instanceof Unknown) self.uncertain = sorted;
		else self.change().splice(0, Infinity, ...sorted);
		return NONE;
	}),
	popleft: ofList((self) => pop(self, 0)),
	appendleft: ofList((self, [item]) => (self.change().unshift(item!), NONE)),
};

const ofDict = (apply: (self: Dict, args: readonly Value[], interpreter: Interpreter, keywords: Keywords) => Value): Method => (self, positional, keywords, interpreter) => {
	const dict = self as Dict;
	const [key] = positional;
	return key instanceof Unknown ? key : apply(dict, positional, interpreter, keywords);
};

/** Adds entries of a mapping, of pairs, or of keywords. */
export function updateDict(self: Dict, source: Value | undefined, keywords: Keywords, interpreter: Interpreter): void {
	if (source instanceof Dict) {
		self.uncertain ??= source.uncertain;
		for (const [key, value] of source.entries()) self.set(key, value);
	} else if (source !== undefined && source !== NONE) {
		const keys = interpreter.findAttribute(source, 'keys');
		const items = interpreter.iterate(keys === undefined || keys instanceof Unknown ? source : interpreter.callMethod(source, 'items', []));
		if (items instanceof Unknown) self.uncertain = interpreter.unknown(items);
		else for (const pair of items) addPair(self, pair, interpreter);
	}
	for (const [key, value] of keywords) self.set(key, value);
}

function addPair(self: Dict, pair: Value, interpreter: Interpreter): void {
	const parts = interpreter.iterate(pair);
	if (parts instanceof Unknown || parts[0] instanceof Unknown) self.uncertain = new Unknown('data-dependent', 'dict');
	else self.set(parts[0] ?? NONE, parts[1] ?? NONE);
}

const DICT_METHODS: Record<string, Method> = {
	keys: ofDict((self) => self.uncertain ?? new List(self.keys())),
	values: ofDict((self) => self.uncertain ?? new List(self.values())),
	items: ofDict((self) => self.uncertain ?? new List(self.entries().map((entry) => new Tuple(entry)))),
	get: ofDict((self, [key, fallback]) => self.get(key!) ?? self.uncertain ?? fallback ?? NONE),
	pop: ofDict((self, [key, fallback]) => {
		const value = self.get(key!);
		self.delete(key!);
		return value ?? self.uncertain ?? fallback ?? raise('KeyError', represent(key!));
	}),
	popitem: ofDict((self) => {
		const last = self.entries().at(-1) ?? raise('KeyError', 'popitem(): dictionary is empty');
		self.delete(last[0]);
		return new Tuple(last);
	}),
	setdefault: ofDict((self, [key, fallback]) => {
		if (!self.has(key!)) self.set(key!, fallback ?? NONE);
		return self.get(key!)!;
	}),
	update: (self, [source], keywords, interpreter) => (updateDict(self as Dict, source, keywords, interpreter), NONE),
	copy: ofDict((self) => self.uncertain ?? new Dict(self.entries())),
	clear: ofDict((self) => (self.clear(), NONE)),
	move_to_end: () => NONE,
};

const ofSet = (apply: (self: PythonSet, args: readonly Value[], interpreter: Interpreter) => Value): Method => (self, positional, _keywords, interpreter) => apply(self as PythonSet, positional, interpreter);

const all = (sources: readonly Value[], interpreter: Interpreter): Value[] | Unknown => {
	const items: Value[] = [];
	for (const source of sources) {
		const more = interpreter.iterate(source);
		if (more instanceof Unknown) return more;
		items.push(...more);
	}
	return items;
};

const SET_METHODS: Record<string, Method> = {
	add: ofSet((self, [item]) => (self.add(item!), NONE)),
	update: ofSet((self, sources, interpreter) => {
		const items = all(sources, interpreter);
		if (items instanceof Unknown) self.uncertain = items;
		else items.forEach((item) => self.add(item));
		return NONE;
	}),
	discard: ofSet((self, [item]) => (self.delete(item!), NONE)),
	remove: ofSet((self, [item]) => (self.delete(item!) ? NONE : raise('KeyError', represent(item!)))),
	union: ofSet((self, sources, interpreter) => {
		const items = all(sources, interpreter);
		return items instanceof Unknown ? items : new PythonSet([...self.items, ...items]);
	}),
	difference: ofSet((self, sources, interpreter) => {
		const items = all(sources, interpreter);
		return items instanceof Unknown ? items : new PythonSet(self.items.filter((item) => !new PythonSet(items).has(item)));
	}),
	intersection: ofSet((self, sources, interpreter) => {
		const items = all(sources, interpreter);
		return items instanceof Unknown ? items : new PythonSet(self.items.filter((item) => new PythonSet(items).has(item)));
	}),
	issubset: ofSet((self, [other], interpreter) => self.items.every((item) => contains(other!, item, interpreter) === true)),
	issuperset: ofSet((self, [other], interpreter) => {
		const items = interpreter.iterate(other!);
		return items instanceof Unknown ? items : items.every((item) => self.has(item));
	}),
	copy: ofSet((self) => new PythonSet(self.items)),
};

const NUMBER_METHODS: Record<string, Method> = {
	is_integer: (self) => !(self instanceof Float) || Number.isInteger(self.value),
	bit_length: (self) => (typeof self === 'number' ? (self === 0 ? 0 : Math.abs(self).toString(2).length) : new Unknown('data-dependent')),
	item: (self) => self,
};

export const METHODS: MethodTables = {
	str: TEXT_METHODS, list: LIST_METHODS, tuple: SEQUENCE_METHODS, range: SEQUENCE_METHODS, dict: DICT_METHODS, set: SET_METHODS, int: NUMBER_METHODS, float: NUMBER_METHODS,
};
