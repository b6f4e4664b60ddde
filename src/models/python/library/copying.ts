/** `copy`: shallow and deep copies. */
import { Dict, List, PythonSet, Tuple } from '../containers';
import { Instance } from '../objects';
import { Extension } from '../values';
import type { Value } from '../values';

/** Copies values of the host's own kinds; returns undefined for what it does not know. */
export type ExtensionCopier = (value: Extension | Instance, copy: (value: Value) => Value) => Value | undefined;

/** A deep copy: one new object for each old one, however often it is reached. */
export function deepCopy(value: Value, copyExtension: ExtensionCopier): Value {
	const copies = new Map<Value, Value>();
	const copy = (original: Value): Value => {
		const known = copies.get(original);
		if (known !== undefined) return known;
		const made = copyOne(original);
		copies.set(original, made);
		return made;
	};
	const copyOne = (original: Value): Value => {
		if (original instanceof List) {
			const made = new List([]);
			copies.set(original, made);
			made.change().push(...original.items.map(copy));
			made.uncertain = original.uncertain;
			return made;
		}
		if (original instanceof Tuple) return new Tuple(original.items.map(copy));
		if (original instanceof PythonSet) return new PythonSet(original.items.map(copy));
		if (original instanceof Dict) {
			const made = new Dict();
			copies.set(original, made);
			made.uncertain = original.uncertain;
			made.factory = original.factory;
			for (const [key, item] of original.entries()) made.set(key, copy(item));
			return made;
		}
		if (original instanceof Extension || original instanceof Instance) {
			const special = copyExtension(original, copy);
			if (special !== undefined) return special;
		}
		if (original instanceof Instance) {
			const made = new Instance(original.type);
			copies.set(original, made);
			made.createdAt = original.createdAt;
			for (const [name, item] of original.attributes) made.setOwn(name, copy(item));
			return made;
		}
		return original;
	};
	return copy(value);
}

/** A shallow copy. */
export function shallowCopy(value: Value, copyExtension: ExtensionCopier): Value {
	if (value instanceof List) return new List([...value.items]);
	if (value instanceof Dict) return new Dict(value.entries());
	if (value instanceof PythonSet) return new PythonSet(value.items);
	if (value instanceof Extension) return copyExtension(value, (item) => item) ?? value;
	if (value instanceof Instance) {
		const special = copyExtension(value, (item) => item);
		if (special !== undefined) return special;
		const made = new Instance(value.type);
		for (const [name, item] of value.attributes) made.setOwn(name, item);
		return made;
	}
	return value;
}
