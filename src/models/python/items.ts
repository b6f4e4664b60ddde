/** Reading, writing and deleting `object[index]`. */
import { SymbolicInteger } from './integers';
import type { Interpreter } from './interpreter';
import { asInteger } from './operations';
import { represent, typeName } from './text';
import { Dict, List, Range, Slice, Tuple } from './containers';
import { Instance, NativeFunction, PythonClass, PythonFunction } from './objects';
import { Extension, NONE, raise, Unknown } from './values';
import type { Value } from './values';

/** A slice's bounds within a length: start, stop (exclusive) and step, clamped as Python does; unknown where a bound is. */
export function sliceBounds(slice: Slice, length: number): { start: number; stop: number; step: number } | Unknown {
	const bounds: Array<number | undefined> = [];
	for (const bound of [slice.lower, slice.upper, slice.step]) {
		const integer = asInteger(bound);
		if (bound instanceof Unknown) return bound;
		if (bound !== NONE && typeof integer !== 'number') return new Unknown(integer instanceof SymbolicInteger ? 'data-dependent' : 'unsupported', 'slice');
		bounds.push(integer as number | undefined);
	}
	const [lower, upper, step = 1] = bounds;
	if (step === 0) raise('ValueError', 'slice step cannot be zero');
	const clamp = (bound: number, least: number, most: number): number => Math.max(least, Math.min(bound < 0 ? bound + length : bound, most));
	if (step > 0) return { start: clamp(lower ?? 0, 0, length), stop: clamp(upper ?? length, 0, length), step };
	return { start: lower === undefined ? length - 1 : clamp(lower, -1, length - 1), stop: upper === undefined ? -1 : clamp(upper, -1, length - 1), step };
}

/** The items that a slice takes. */
export function sliced<Item>(items: readonly Item[], slice: Slice): Item[] | Unknown {
	const bounds = sliceBounds(slice, items.length);
	if (bounds instanceof Unknown) return bounds;
	const taken: Item[] = [];
	for (let index = bounds.start; bounds.step > 0 ? index < bounds.stop : index > bounds.stop; index += bounds.step) taken.push(items[index]!);
	return taken;
}

/** An index into `length` items, negative ones counted from the end. */
function position(index: Value, length: number): number | Unknown {
	const integer = asInteger(index);
	if (integer === undefined) return index instanceof Unknown ? index : raise('TypeError', `indices must be integers or slices, not ${typeName(index)}`);
	if (typeof integer !== 'number') return new Unknown('data-dependent');
	const at = integer < 0 ? integer + length : integer;
	return at < 0 || at >= length ? raise('IndexError', `index ${integer} out of range for ${length} items`) : at;
}

export function getItem(object: Value, index: Value, interpreter: Interpreter): Value {
	if (object instanceof Unknown) return object;
	if (object instanceof Extension) return object.getItem(index, interpreter);
	if (object instanceof List || object instanceof Tuple || object instanceof Range) {
		if (object instanceof List && object.uncertain !== undefined) return object.uncertain;
		const items: readonly Value[] = object.items;
		if (index instanceof Slice) {
			const taken = sliced(items, index);
			return taken instanceof Unknown ? taken : object instanceof List ? new List(taken) : new Tuple(taken);
		}
		const at = position(index, items.length);
		return at instanceof Unknown ? at : items[at]!;
	}
	if (object instanceof Dict) return getDictItem(object, index, interpreter);
	if (typeof object === 'string') {
		if (index instanceof Slice) {
			const taken = sliced(Array.from(object), index);
			return taken instanceof Unknown ? taken : taken.join('');
		}
		const at = position(index, object.length);
		return at instanceof Unknown ? at : object[at]!;
	}
	if (object instanceof Instance) {
		if (object.type.find('__getitem__') !== undefined) return interpreter.callMethod(object, '__getitem__', [index]);
		if (object.type.openEnd !== undefined) return object.type.openEnd;
	}
	if (object instanceof PythonClass) {
		const members = object.find('__members__');
		return members instanceof Dict ? getDictItem(members, index, interpreter) : object; // `list[int]`, a type
	}
	if (object instanceof NativeFunction || object instanceof PythonFunction) return object;
	return raise('TypeError', `'${typeName(object)}' object is not subscriptable`);
}

function getDictItem(object: Dict, index: Value, interpreter: Interpreter): Value {
	if (index instanceof Unknown) return index;
	const value = object.get(index);
	if (value !== undefined) return value;
	if (object.uncertain !== undefined) return object.uncertain;
	if (object.factory === undefined) raise('KeyError', represent(index));
	const made = interpreter.call(object.factory, []);
	object.set(index, made);
	return made;
}

export function setItem(object: Value, index: Value, value: Value, interpreter: Interpreter): void {
	if (object instanceof List) {
		if (index instanceof Unknown) {
			object.uncertain = index;
		} else if (index instanceof Slice) {
			const bounds = sliceBounds(index, object.items.length);
			const items = interpreter.iterate(value);
			if (bounds instanceof Unknown || items instanceof Unknown || bounds.step !== 1) object.uncertain = new Unknown('unsupported', 'slice assignment');
			else object.change().splice(bounds.start, Math.max(0, bounds.stop - bounds.start), ...items);
		} else {
			const at = position(index, object.items.length);
			if (at instanceof Unknown) object.uncertain = at;
			else object.change()[at] = value;
		}
	} else if (object instanceof Dict) {
		if (index instanceof Unknown) object.uncertain = index;
		else object.set(index, value);
	} else if (object instanceof Instance && object.type.find('__setitem__') !== undefined) {
		interpreter.callMethod(object, '__setitem__', [index, value]);
	} else if (!(object instanceof Extension || object instanceof Unknown || (object instanceof Instance && object.type.openEnd !== undefined))) {
		raise('TypeError', `'${typeName(object)}' object does not support item assignment`);
	}
}

export function deleteItem(object: Value, index: Value, interpreter: Interpreter): void {
	if (object instanceof Dict) {
		if (!object.delete(index) && object.uncertain === undefined) raise('KeyError', represent(index));
	} else if (object instanceof List) {
		if (index instanceof Slice) {
			const bounds = sliceBounds(index, object.items.length);
			if (bounds instanceof Unknown || bounds.step !== 1) object.uncertain = new Unknown('unsupported', 'slice deletion');
			else object.change().splice(bounds.start, Math.max(0, bounds.stop - bounds.start));
		} else {
			const at = position(index, object.items.length);
			if (at instanceof Unknown) object.uncertain = at;
			else object.change().splice(at, 1);
		}
	} else if (object instanceof Instance && object.type.find('__delitem__') !== undefined) {
		interpreter.callMethod(object, '__delitem__', [index]);
	}
}
