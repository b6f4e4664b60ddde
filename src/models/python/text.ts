import { SymbolicInteger } from './integers';
import { Dict, List, PythonSet, Range, Slice, Tuple } from './containers';
import { Instance, Module, NativeFunction, PythonClass, PythonFunction } from './objects';
import { Extension, Float, NONE, Singleton, Unknown } from './values';
import type { Value } from './values';

/** A value as Python's `repr` writes it. */
export function represent(value: Value): string {
	if (value === NONE) return 'None';
	if (typeof value === 'boolean') return value ? 'True' : 'False';
	if (typeof value === 'string') return `'${value}'`;
	if (typeof value === 'number' || value instanceof SymbolicInteger) return String(value);
	if (value instanceof Float) return Number.isInteger(value.value) ? `${value.value}.0` : value.value === Infinity ? 'inf' : value.value === -Infinity ? '-inf' : String(value.value);
	if (value instanceof List) return `[${value.items.map(represent).join(', ')}]`;
	if (value instanceof Tuple) return `(${value.items.map(represent).join(', ')}${value.items.length === 1 ? ',' : ''})`;
	if (value instanceof PythonSet) return `{${value.items.map(represent).join(', ')}}`;
	if (value instanceof Dict) return `{${value.entries().map(([key, item]) => `${represent(key)}: ${represent(item)}`).join(', ')}}`;
	if (value instanceof Range) return `range(${value.start}, ${value.stop}${value.step === 1 ? '' : `, ${value.step}`})`;
	if (value instanceof Extension) return value.text;
	if (value instanceof Unknown) return '?';
	if (value instanceof PythonClass) return `<class '${value.name}'>`;
	if (value instanceof Instance) return `<${value.type.name}>`;
	if (value instanceof PythonFunction || value instanceof NativeFunction) return `<function ${value.name}>`;
	if (value instanceof Module) return `<module '${value.name}'>`;
	if (value instanceof Slice) return `slice(${represent(value.lower)}, ${represent(value.upper)}, ${represent(value.step)})`;
	if (value instanceof Singleton) return value.name;
	return '<object>';
}

/** A value as Python's `str` writes it. */
export function display(value: Value): string {
	return typeof value === 'string' ? value : represent(value);
}

/** The name of a value's type, as error messages give it. */
export function typeName(value: Value): string {
	if (value === NONE) return 'NoneType';
	if (typeof value === 'boolean') return 'bool';
	if (typeof value === 'number' || value instanceof SymbolicInteger) return 'int';
	if (typeof value === 'string') return 'str';
	if (value instanceof Float) return 'float';
	if (value instanceof List) return 'list';
	if (value instanceof Tuple) return 'tuple';
	if (value instanceof Dict) return 'dict';
	if (value instanceof PythonSet) return 'set';
	if (value instanceof Range) return 'range';
	if (value instanceof Slice) return 'slice';
	if (value instanceof Instance) return value.type.name;
	if (value instanceof PythonClass) return 'type';
	if (value instanceof Module) return 'module';
	if (value instanceof Extension) return value.typeName;
	if (value instanceof PythonFunction || value instanceof NativeFunction) return 'function';
	return 'object';
}

/** A number under a format specification such as `.3f`, `03d` or `>8`; anything else as plain text. */
export function formatValue(value: Value, specification: string): string {
	const match = /^(?:(.)?([<>^]))?(0)?(\d+)?(?:,)?(?:\.(\d+))?([a-zA-Z%])?$/.exec(specification);
	if (specification === '' || match === null) return display(value);
	const [, fill, align, zero, width, precision, kind] = match;
	let text = display(value);
	const number = value instanceof Float ? value.value : typeof value === 'number' ? value : undefined;
	if (number !== undefined && precision !== undefined && (kind === 'f' || kind === 'F')) text = number.toFixed(Number(precision));
	else if (number !== undefined && kind === 'x') text = number.toString(16);
	else if (typeof value === 'string' && precision !== undefined) text = text.slice(0, Number(precision));
	const length = Number(width ?? 0);
	const filler = fill ?? (zero === undefined ? ' ' : '0');
	const left = align === '>' || (align === undefined && number !== undefined);
	if (align === '^') return text.padStart(Math.floor((length + text.length) / 2), filler).padEnd(length, filler);
	return left ? text.padStart(length, filler) : text.padEnd(length, filler);
}
