/** Reading, writing and deleting `object.name`. */
import type { Interpreter } from './interpreter';
import { display, typeName } from './text';
import { Dict, Tuple } from './containers';
import { BoundMethod, ClassMethod, Instance, Module, NativeFunction, NO_KEYWORDS, Property, PythonClass, PythonFunction, StaticMethod, Super } from './objects';
import { Extension, NONE, raise, Unknown } from './values';
import type { Value } from './values';

/** `object.name`. @throws PythonError AttributeError */
export function getAttribute(object: Value, name: string, interpreter: Interpreter): Value {
	return findAttribute(object, name, interpreter) ?? raise('AttributeError', `'${typeName(object)}' object has no attribute '${name}'`);
}

/** `object.name`, or undefined where there is none. */
export function findAttribute(object: Value, name: string, interpreter: Interpreter): Value | undefined {
	if (object instanceof Instance) return instanceAttribute(object, name, interpreter);
	if (object instanceof Module) return moduleAttribute(object, name, interpreter);
	if (object instanceof PythonClass) return classAttribute(object, name);
	if (object instanceof Unknown) return object;
	if (object instanceof Extension) return object.getAttribute(name, interpreter);
	if (object instanceof Super) return superAttribute(object, name, interpreter);
	if (object instanceof PythonFunction) return functionAttribute(object, name);
	if (object instanceof NativeFunction) return name === '__name__' ? object.name : object.attributes.get(name);
	if (object instanceof BoundMethod) {
		if (name === '__self__') return object.receiver;
		return name === '__func__' ? object.callee : findAttribute(object.callee, name, interpreter);
	}
	if (object instanceof Property && name === 'setter') return new NativeFunction('setter', ([setter]) => new Property(object.getter, setter));
	if (object instanceof Tuple && object.names?.includes(name) === true) return object.items[object.names.indexOf(name)];
	if (name === '__class__') return interpreter.typeOf(object);
	const method = interpreter.methodOf(object, name);
	return method === undefined ? undefined : new NativeFunction(name, (positional, keywords) => method(object, positional, keywords, interpreter));
}

/** An instance's attributes as a dict: what is written into it is written to the instance. */
export class AttributeDict extends Dict {
	private readonly owner: Instance | undefined;

	constructor(owner: Instance) {
		super(owner.attributes);
		this.owner = owner;
	}

	override set(key: Value, value: Value): void {
		super.set(key, value);
		if (typeof key === 'string') this.owner?.setOwn(key, value);
	}

	override delete(key: Value): boolean {
		if (typeof key === 'string') this.owner?.deleteOwn(key);
		return super.delete(key);
	}

	override clear(): void {
		for (const key of this.keys()) this.delete(key);
	}
}

function instanceAttribute(object: Instance, name: string, interpreter: Interpreter): Value | undefined {
	const own = object.read(name);
	if (own !== undefined) return own;
	if (name === '__class__') return object.type;
	if (name === '__dict__') return new AttributeDict(object);
	const inherited = object.type.find(name);
	if (inherited !== undefined) return bind(inherited, object, object.type, interpreter);
	const accessor = accessorOf(object, name);
	if (accessor !== undefined) return accessor;
	const fallback = object.type.find('__getattr__');
	if (fallback !== undefined) return interpreter.call(fallback, [object, name]);
	return object.type.openEnd;
}

/** `self.__setattr__(name, value)` and `self.__getattr__(name)`, as every object has them. */
function accessorOf(object: Instance, name: string): Value | undefined {
	if (name === '__setattr__') return new NativeFunction(name, ([key = NONE, value = NONE], _keywords, interpreter) => (typeof key === 'string' ? (interpreter.setAttribute(object, key, value), NONE) : interpreter.unknown(key instanceof Unknown ? key : new Unknown('unsupported', name))));
	if (name === '__getattr__' || name === '__getattribute__') return new NativeFunction(name, ([key = NONE], _keywords, interpreter) => (typeof key === 'string' ? getAttribute(object, key, interpreter) : new Unknown('unsupported', name)));
	return undefined;
}

/** What reading a class's entry through an instance gives: a bound method, a property's value … */
function bind(value: Value, receiver: Value, type: PythonClass, interpreter: Interpreter): Value {
	if (value instanceof PythonFunction || (value instanceof NativeFunction && value.isMethod)) return new BoundMethod(value, receiver);
	if (value instanceof Property) return interpreter.call(value.getter, [receiver]);
	if (value instanceof StaticMethod) return value.callee;
	if (value instanceof ClassMethod) return new BoundMethod(value.callee, type);
	return value;
}

function moduleAttribute(object: Module, name: string, interpreter: Interpreter): Value | undefined {
	const value = object.namespace.get(name);
	if (value !== undefined) return value;
	const submodule = interpreter.tryImport(`${object.name}.${name}`);
	if (submodule !== undefined) return submodule;
	return object.isOpen ? new Unknown('external', `${object.name}.${name}`) : undefined;
}

function classAttribute(object: PythonClass, name: string): Value | undefined {
	switch (name) {
		case '__name__': case '__qualname__': return object.name;
		case '__mro__': return new Tuple(object.order);
		case '__bases__': return new Tuple(object.bases);
		case '__module__': return object.origin?.file ?? 'builtins';
		case '__doc__': return NONE;
		default:
	}
	const value = object.find(name);
	if (value instanceof ClassMethod) return new BoundMethod(value.callee, object);
	if (value instanceof StaticMethod) return value.callee;
	if (value !== undefined) return value;
	if (name === '__init__') return OBJECT_INIT;
	return object.openEnd;
}

const OBJECT_INIT = new NativeFunction('__init__', () => NONE);

function superAttribute(object: Super, name: string, interpreter: Interpreter): Value | undefined {
	const { receiver } = object;
	const type = receiver instanceof PythonClass ? receiver : receiver instanceof Instance ? receiver.type : object.after;
	for (const each of type.order.slice(type.order.indexOf(object.after) + 1)) {
		const value = each.namespace.get(name);
		if (value instanceof ClassMethod) return new BoundMethod(value.callee, type);
		if (value !== undefined) return receiver instanceof PythonClass && !(value instanceof StaticMethod) ? value : bind(value, receiver, type, interpreter);
	}
	if (type.openEnd !== undefined) return type.openEnd;
	switch (name) {
		case '__init__': case '__init_subclass__': return OBJECT_INIT;
		case '__new__': return new NativeFunction('__new__', ([made]) => (made instanceof PythonClass ? interpreter.createInstance(made) : NONE));
		case '__setattr__': return new NativeFunction(name, ([key, value]) => {
			if (receiver instanceof Instance && typeof key === 'string') receiver.write(key, value ?? NONE);
			return NONE;
		});
		case '__getattr__': case '__getattribute__': return new NativeFunction(name, ([key]) => (receiver instanceof Instance && typeof key === 'string' ? receiver.read(key) : undefined) ?? raise('AttributeError', display(key ?? NONE)));
		default: return undefined;
	}
}

function functionAttribute(object: PythonFunction, name: string): Value | undefined {
	if (name === '__name__' || name === '__qualname__') return object.attributes.get(name) ?? object.name;
	if (name === '__doc__') return object.attributes.get(name) ?? NONE;
	if (name === '__module__') return object.attributes.get(name) ?? object.environment.module?.namespace.get('__name__') ?? object.origin.file;
	return object.attributes.get(name);
}

export function setAttribute(object: Value, name: string, value: Value, interpreter: Interpreter): void {
	if (object instanceof Instance) {
		const custom = object.type.find('__setattr__');
		if (custom instanceof PythonFunction) {
			interpreter.call(custom, [object, name, value]);
			return;
		}
		const inherited = object.type.find(name);
		if (inherited instanceof Property) {
			if (inherited.setter !== undefined) interpreter.call(inherited.setter, [object, value], NO_KEYWORDS);
			return;
		}
		object.write(name, value);
	} else if (object instanceof PythonClass) {
		if (object.origin?.isPrelude !== true) object.set(name, value);
	} else if (object instanceof Module) {
		if (!object.isShared) object.set(name, value);
	} else if (object instanceof PythonFunction || object instanceof NativeFunction) {
		object.setAttribute(name, value);
	} else if (object instanceof Extension) {
		object.setAttribute(name, value);
	}
}

export function deleteAttribute(object: Value, name: string): void {
	if (object instanceof Instance) object.remove(name);
	else if (object instanceof PythonClass || object instanceof Module) object.delete(name);
}
