/** `dataclasses`, `enum`, `typing`, `abc` and the named tuples of `collections`: the library's ways to make classes. */
import type { Interpreter } from '../interpreter';
import { native, named, nativeMethod } from '../native';
import { equal } from '../operations';
import { display } from '../text';
import { Dict, List, PythonSet, Tuple } from '../containers';
import { Instance, NativeFunction, PythonClass, PythonFunction } from '../objects';
import { NONE, raise, Unknown } from '../values';
import type { Keywords } from '../objects';
import type { Value } from '../values';
import { identity, transparentDecorator } from './functional';

/** What `field(default_factory=…)` gives until the class is complete. */
class FieldFactory extends PythonClass {
	constructor(readonly factory: Value) {
		super('field', [], new Map([['default_factory', factory]]));
	}
}

/** The names of a class's fields, inherited ones first. */
function fieldsOf(type: PythonClass): string[] {
	return [...new Set([...type.order].reverse().flatMap((each) => each.annotations))];
}

/** Gives a class the constructor that its annotated fields describe. */
function addFields(type: PythonClass, isTuple: boolean): PythonClass {
	const fields = fieldsOf(type);
	const initialize = new NativeFunction('__init__', ([self, ...positional], keywords, interpreter) => {
		if (!(self instanceof Instance)) return NONE;
		fields.forEach((name, index) => self.write(name, fieldValue(type, name, positional[index], keywords, interpreter)));
		if (type.find('__post_init__') !== undefined) interpreter.callMethod(self, '__post_init__', []);
		return NONE;
	}, true);
	if (!type.namespace.has('__init__')) type.set('__init__', initialize);
	const values = (self: Value): Value[] => (self instanceof Instance ? fields.map((name) => self.read(name) ?? NONE) : []);
	if (isTuple) {
		type.set('__iter__', nativeMethod('__iter__(self)', (args) => new List(values(args.raw('self')))));
		type.set('__getitem__', nativeMethod('__getitem__(self, index)', (args, interpreter) => interpreter.call(new NativeFunction('item', ([tuple, index]) => {
			const items = tuple instanceof Tuple ? tuple.items : [];
			return typeof index === 'number' ? items.at(index) ?? raise('IndexError', 'tuple index out of range') : new Unknown('unsupported', 'slice of a named tuple');
		}), [new Tuple(values(args.raw('self'))), args.raw('index')])));
		type.set('__len__', nativeMethod('__len__(self)', () => fields.length));
		type.set('_replace', new NativeFunction('_replace', ([self], keywords) => replaced(self, keywords), true));
		type.set('_asdict', nativeMethod('_asdict(self)', (args) => new Dict(fields.map((name, index) => [name, values(args.raw('self'))[index]!]))));
	} else if (!type.namespace.has('__eq__')) {
		type.set('__eq__', nativeMethod('__eq__(self, other)', (args, interpreter) => {
			const [self, other] = [args.raw('self'), args.raw('other')];
			return other instanceof Instance && self instanceof Instance && other.type === self.type && equal(new Tuple(values(self)), new Tuple(values(other)), interpreter);
		}));
	}
	type.annotations = fields;
	sayMadeFor(type, fields);
	return type;
}

/** Notes that the functions which a class was just given know nothing but the class and these. */
function sayMadeFor(type: PythonClass, known: readonly Value[]): void {
	for (const value of type.namespace.values()) if (value instanceof NativeFunction && value.maker === type.maker) value.madeFor ??= [type, ...known];
}

function fieldValue(type: PythonClass, name: string, positional: Value | undefined, keywords: Keywords, interpreter: Interpreter): Value {
	const given = positional ?? keywords.get(name);
	if (given !== undefined) return given;
	const fallback = type.find(name);
	if (fallback instanceof FieldFactory) return interpreter.call(fallback.factory, []);
	return fallback ?? raise('TypeError', `${type.name}() missing required argument: '${name}'`);
}

function replaced(self: Value | undefined, keywords: Keywords): Value {
	if (!(self instanceof Instance)) return new Unknown('unsupported', 'replace');
	const copy = new Instance(self.type);
	for (const [name, value] of [...self.attributes, ...keywords]) copy.write(name, value);
	return copy;
}

const FIELD = new PythonClass('Field', [], new Map());

/** What `fields()` tells of a field: its name; the rest is not known here. */
function describedField(name: string): Instance {
	const field = new Instance(FIELD);
	field.write('name', name);
	for (const other of ['type', 'default', 'default_factory', 'init', 'metadata']) field.write(other, new Unknown('unsupported', `Field.${other}`));
	return field;
}

const asDict = (value: Value): Value => (value instanceof Instance ? new Dict(fieldsOf(value.type).map((name) => [name, value.read(name) ?? NONE])) : value);

export const DATACLASSES: Readonly<Record<string, Value>> = {
	dataclass: new NativeFunction('dataclass', ([type]) => (type instanceof PythonClass ? addFields(type, false) : new NativeFunction('dataclass', ([later]) => (later instanceof PythonClass ? addFields(later, false) : later ?? NONE)))),
	field: new NativeFunction('field', (_positional, keywords) => {
		const factory = keywords.get('default_factory');
		return factory !== undefined ? new FieldFactory(factory) : keywords.get('default') ?? new Unknown('missing-argument', 'field');
	}),
	...named(
		native('asdict(object)', (args) => asDict(args.value('object'))),
		native('fields(object)', (args) => {
			const object = args.value('object');
			const type = object instanceof Instance ? object.type : object;
			return type instanceof PythonClass ? new Tuple(fieldsOf(type).map(describedField)) : new Unknown('unsupported', 'fields');
		}),
	),
	replace: new NativeFunction('replace', ([self], keywords) => replaced(self, keywords)),
};

export const namedTuple = native('namedtuple(typename, field_names, *, rename=False, defaults=None, module=None)', (args) => {
	const fields = args.value('field_names');
	const names = typeof fields === 'string' ? fields.split(/[ ,]+/).filter((name) => name !== '') : args.items('field_names').map(String);
	const type = new PythonClass(args.text('typename'), [], new Map());
	type.annotations = names;
	const defaults = args.has('defaults') ? args.items('defaults') : [];
	defaults.forEach((value, index) => type.set(names[names.length - defaults.length + index]!, value));
	type.set('_fields', new Tuple(names));
	return addFields(type, true);
});

/** Turns the class's plain entries into members that know their name and value. */
function addMembers(type: PythonClass): void {
	const members = new Dict();
	let next = 1;
	for (const [name, value] of [...type.namespace]) {
		if (name.startsWith('_') || value instanceof PythonFunction || value instanceof NativeFunction || (typeof value === 'object' && 'callee' in value) || (typeof value === 'object' && 'getter' in value)) continue;
		const member = new Instance(type);
		const own = value === AUTO ? next : value;
		if (typeof own === 'number') next = own + 1;
		member.write('name', name);
		member.write('value', own);
		member.write('_value_', own);
		type.set(name, member);
		members.set(name, member);
	}
	type.set('__members__', members);
	// `Format('NHWC')` is the member with that value.
	type.set('__new__', new NativeFunction('__new__', ([, value = NONE], _keywords, interpreter) => {
		if (value instanceof Unknown || members.values().includes(value)) return value;
		const member = members.values().find((each) => each instanceof Instance && equal(each.read('value') ?? NONE, value, interpreter) === true);
		return member ?? raise('ValueError', `${display(value)} is not a valid ${type.name}`);
	}));
	sayMadeFor(type, [members]);
}

const AUTO = new PythonClass('auto', [], new Map());
const enumeration = (name: string): PythonClass => new PythonClass(name, [], new Map(), { onSubclass: addMembers });

export const ENUM: Readonly<Record<string, Value>> = {
	Enum: enumeration('Enum'), IntEnum: enumeration('IntEnum'), StrEnum: enumeration('StrEnum'), Flag: enumeration('Flag'),
	auto: new NativeFunction('auto', () => AUTO), unique: identity,
};

const marker = (name: string, includes: (value: Value) => boolean): PythonClass => new PythonClass(name, [], new Map(), { includes });
const isSequence = (value: Value): boolean => value instanceof List || value instanceof Tuple || typeof value === 'string';

/** `typing` and `collections.abc`: names for annotations, some of which appear in `isinstance`. */
export const TYPING: Readonly<Record<string, Value>> = {
	TypeVar: new NativeFunction('TypeVar', ([name]) => new Unknown('external', display(name ?? NONE))),
	ParamSpec: new NativeFunction('ParamSpec', ([name]) => new Unknown('external', display(name ?? NONE))),
	NewType: new NativeFunction('NewType', ([, type]) => type ?? NONE),
	cast: new NativeFunction('cast', ([, value]) => value ?? NONE),
	overload: identity, final: identity, no_type_check: identity, runtime_checkable: identity, override: identity,
	NamedTuple: new PythonClass('NamedTuple', [], new Map(), { onSubclass: (type) => void addFields(type, true) }),
	Sequence: marker('Sequence', isSequence),
	MutableSequence: marker('MutableSequence', (value) => value instanceof List),
	Iterable: marker('Iterable', (value) => isSequence(value) || value instanceof Dict),
	Mapping: marker('Mapping', (value) => value instanceof Dict),
	MutableMapping: marker('MutableMapping', (value) => value instanceof Dict),
	Callable: marker('Callable', (value) => value instanceof PythonFunction || value instanceof NativeFunction || value instanceof PythonClass),
	List: marker('list', (value) => value instanceof List),
	Tuple: marker('tuple', (value) => value instanceof Tuple),
	Dict: marker('dict', (value) => value instanceof Dict),
	Set: marker('set', (value) => value instanceof PythonSet),
	Hashable: marker('Hashable', (value) => !(value instanceof List || value instanceof Dict)),
	Protocol: new PythonClass('Protocol', [], new Map()),
	Generic: new PythonClass('Generic', [], new Map()),
	TypedDict: new PythonClass('TypedDict', [], new Map()),
	TYPE_CHECKING: false,
};

export const ABC: Readonly<Record<string, Value>> = {
	ABC: new PythonClass('ABC', [], new Map()), ABCMeta: new PythonClass('ABCMeta', [], new Map()), abstractmethod: identity, abstractproperty: transparentDecorator,
};
