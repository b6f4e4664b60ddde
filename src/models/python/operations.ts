/** Python's operators, comparisons and truth. */
import { compareIntegers, divideExactly, floorDivide, modulo, multiply, add, subtract, SymbolicInteger } from './integers';
import type { Integer } from './integers';
import type { Interpreter } from './interpreter';
import type { BinaryOperator, ComparisonOperator, UnaryOperator } from './syntax';
import { display, represent, typeName } from './text';
import { Dict, Iterator, List, PythonSet, Range, Tuple } from './containers';
import { BoundMethod, Instance, Module, PythonClass } from './objects';
import { Extension, Float, NONE, NOT_IMPLEMENTED, raise, Unknown } from './values';
import type { Value } from './values';

const OPERATOR_METHODS: Readonly<Record<BinaryOperator, string>> = {
	'+': 'add', '-': 'sub', '*': 'mul', '/': 'truediv', '//': 'floordiv', '%': 'mod', '**': 'pow', '@': 'matmul',
	'&': 'and', '|': 'or', '^': 'xor', '<<': 'lshift', '>>': 'rshift',
};
const COMPARISON_METHODS: Readonly<Record<string, string>> = { '<': '__lt__', '>': '__gt__', '<=': '__le__', '>=': '__ge__' };
const MIRRORED: Readonly<Record<string, ComparisonOperator>> = { '<': '>', '>': '<', '<=': '>=', '>=': '<=' };

/** A value as an integer, bool included; undefined for anything else. */
export function asInteger(value: Value): Integer | undefined {
	if (typeof value === 'number' || value instanceof SymbolicInteger) return value;
	return typeof value === 'boolean' ? Number(value) : undefined;
}

/** A value as a real number, symbols excluded. */
export function asReal(value: Value): number | undefined {
	if (typeof value === 'number') return value;
	if (value instanceof Float) return value.value;
	return typeof value === 'boolean' ? Number(value) : undefined;
}

export function binary(operator: BinaryOperator, left: Value, right: Value, interpreter: Interpreter): Value {
	if (typeof left === 'number' && typeof right === 'number' && operator !== '@') return integerOperation(operator, left, right)!;
	if (left instanceof Extension) {
		const result = left.binary(operator, right, false, interpreter);
		if (result !== undefined) return result;
	}
	if (right instanceof Extension) {
		const result = right.binary(operator, left, true, interpreter);
		if (result !== undefined) return result;
	}
	if (left instanceof Unknown) return left;
	if (right instanceof Unknown) return right;
	return numeric(operator, left, right) ?? sequences(operator, left, right) ?? overloaded(operator, left, right, interpreter)
		?? raise('TypeError', `unsupported operand type(s) for ${operator}: '${typeName(left)}' and '${typeName(right)}'`);
}

function numeric(operator: BinaryOperator, left: Value, right: Value): Value | undefined {
	if (typeof left === 'boolean' && typeof right === 'boolean') {
		if (operator === '&') return left && right;
		if (operator === '|') return left || right;
		if (operator === '^') return left !== right;
	}
	const [a, b] = [asInteger(left), asInteger(right)];
	if (a !== undefined && b !== undefined) return integerOperation(operator, a, b);
	if ((a instanceof SymbolicInteger && right instanceof Float) || (b instanceof SymbolicInteger && left instanceof Float)) return new Unknown('symbolic-float');
	const [x, y] = [asReal(left), asReal(right)];
	return x === undefined || y === undefined ? undefined : realOperation(operator, x, y);
}

function integerOperation(operator: BinaryOperator, a: Integer, b: Integer): Value | undefined {
	switch (operator) {
		case '+': return whole(add(a, b));
		case '-': return whole(subtract(a, b));
		case '*': return whole(multiply(a, b));
		case '//': return b === 0 ? raise('ZeroDivisionError', 'integer division or modulo by zero') : floorDivide(a, b);
		case '%': return b === 0 ? raise('ZeroDivisionError', 'integer division or modulo by zero') : modulo(a, b);
		case '/':
			if (b === 0) raise('ZeroDivisionError', 'division by zero');
			return typeof a === 'number' && typeof b === 'number' ? new Float(a / b) : floatOf(divideExactly(a, b));
		case '**':
			if (typeof b !== 'number') return new Unknown('symbolic-float');
			if (typeof a === 'number') return b < 0 ? new Float(a ** b) : whole(a ** b);
			return b >= 0 && b <= 8 ? whole(Array.from({ length: b }, () => a).reduce<Integer>(multiply, 1)) : new Unknown('symbolic-float');
		case '@': case '&': case '^': case '<<': case '>>': case '|':
		default:
			return typeof a === 'number' && typeof b === 'number' ? bitOperation(operator, a, b) : new Unknown('symbolic-float');
	}
}

const floatOf = (value: Integer | undefined): Value => (typeof value === 'number' ? new Float(value) : new Unknown('symbolic-float'));

/** An integer, or unknown where it is beyond what a double holds exactly. */
function whole(value: Integer): Value {
	return typeof value === 'number' && !Number.isSafeInteger(value) ? new Unknown('too-large') : value;
}

function bitOperation(operator: BinaryOperator, a: number, b: number): Value | undefined {
	switch (operator) {
		case '&': return Number(BigInt(a) & BigInt(b));
		case '|': return Number(BigInt(a) | BigInt(b));
		case '^': return Number(BigInt(a) ^ BigInt(b));
		case '<<': return whole(a * 2 ** b);
		case '>>': return Math.floor(a / 2 ** b);
		case '-': case '@': case '*': case '**': case '/': case '//': case '%': case '+':
		default: return undefined;
	}
}

function realOperation(operator: BinaryOperator, x: number, y: number): Value | undefined {
	switch (operator) {
		case '+': return new Float(x + y);
		case '-': return new Float(x - y);
		case '*': return new Float(x * y);
		case '**': return new Float(x ** y);
		case '/': return y === 0 ? raise('ZeroDivisionError', 'float division by zero') : new Float(x / y);
		case '//': return y === 0 ? raise('ZeroDivisionError', 'float floor division by zero') : new Float(Math.floor(x / y));
		case '%': return y === 0 ? raise('ZeroDivisionError', 'float modulo') : new Float(x - y * Math.floor(x / y));
		case '@': case '&': case '^': case '<<': case '>>': case '|':
		default: return undefined;
	}
}

function sequences(operator: BinaryOperator, left: Value, right: Value): Value | undefined {
	switch (operator) {
		case '+':
			if (typeof left === 'string' && typeof right === 'string') return left + right;
			if (left instanceof List && right instanceof List) return left.uncertain ?? right.uncertain ?? new List([...left.items, ...right.items]);
			if (left instanceof Tuple && right instanceof Tuple) return new Tuple([...left.items, ...right.items]);
			return undefined;
		case '*':
			return repeated(left, right) ?? repeated(right, left);
		case '%':
			return typeof left === 'string' ? formatPercent(left, right) : undefined;
		case '|':
			if (left instanceof Dict && right instanceof Dict) return new Dict([...left.entries(), ...right.entries()]);
			if (left instanceof PythonSet && right instanceof PythonSet) return new PythonSet([...left.items, ...right.items]);
			return left instanceof PythonClass || left === NONE ? left : undefined; // `int | None`, a type
		case '&': return left instanceof PythonSet && right instanceof PythonSet ? new PythonSet(left.items.filter((item) => right.has(item))) : undefined;
		case '-': return left instanceof PythonSet && right instanceof PythonSet ? new PythonSet(left.items.filter((item) => !right.has(item))) : undefined;
		case '@': case '**': case '/': case '//': case '^': case '<<': case '>>':
		default: return undefined;
	}
}

const MAXIMUM_LENGTH = 100_000;

function repeated(sequence: Value, times: Value): Value | undefined {
	if (!(typeof sequence === 'string' || sequence instanceof List || sequence instanceof Tuple)) return undefined;
	const count = asInteger(times);
	if (count === undefined) return undefined;
	const length = typeof sequence === 'string' ? sequence.length : sequence.items.length;
	if (typeof count !== 'number' || count * length > MAXIMUM_LENGTH) return new Unknown(typeof count === 'number' ? 'too-large' : 'symbolic-float');
	if (typeof sequence === 'string') return sequence.repeat(Math.max(0, count));
	const items = Array.from({ length: Math.max(0, count) }, () => sequence.items).flat();
	return sequence instanceof List ? (sequence.uncertain ?? new List(items)) : new Tuple(items);
}

function formatPercent(format: string, values: Value): string {
	const rest = values instanceof Tuple ? [...values.items] : [values];
	return format.replace(/%(?:[-+0-9.]*)([sdrfxgi%])/g, (_, kind: string) => (kind === '%' ? '%' : display(rest.shift() ?? NONE)));
}

function overloaded(operator: BinaryOperator, left: Value, right: Value, interpreter: Interpreter): Value | undefined {
	const name = OPERATOR_METHODS[operator];
	if (left instanceof Instance) {
		if (left.type.find(`__${name}__`) !== undefined) {
			const result = interpreter.callMethod(left, `__${name}__`, [right]);
			if (result !== NOT_IMPLEMENTED) return result;
		}
		if (left.type.openEnd !== undefined) return left.type.openEnd;
	}
	if (right instanceof Instance) {
		if (right.type.find(`__r${name}__`) !== undefined) return interpreter.callMethod(right, `__r${name}__`, [left]);
		if (right.type.openEnd !== undefined) return right.type.openEnd;
	}
	if (left instanceof PythonClass && left.openEnd !== undefined) return left.openEnd;
	return undefined;
}

export function unary(operator: UnaryOperator, operand: Value, interpreter: Interpreter): Value {
	if (operator === 'not') {
		const truth = truthOf(operand, interpreter);
		return truth instanceof Unknown ? truth : !truth;
	}
	if (operand instanceof Unknown) return operand;
	if (operand instanceof Extension) return operand.unary(operator);
	const integer = asInteger(operand);
	if (integer !== undefined) {
		if (operator === '~') return subtract(-1, integer);
		return operator === '-' ? multiply(-1, integer) : integer;
	}
	if (operand instanceof Float && operator !== '~') return operator === '-' ? new Float(-operand.value) : operand;
	if (operand instanceof Instance && operator === '-' && operand.type.find('__neg__') !== undefined) return interpreter.callMethod(operand, '__neg__', []);
	return raise('TypeError', `bad operand type for unary ${operator}: '${typeName(operand)}'`);
}

/** Python's truth of a value; unknown where it can't be decided. */
export function truthOf(value: Value, interpreter: Interpreter): boolean | Unknown {
	if (typeof value === 'boolean') return value;
	if (value === NONE) return false;
	if (typeof value === 'number') return value !== 0;
	if (typeof value === 'string') return value !== '';
	if (value instanceof Unknown) return value;
	if (value instanceof SymbolicInteger) return value.hint === undefined ? new Unknown('data-dependent') : value.hint !== 0;
	if (value instanceof Float) return value.value !== 0;
	if (value instanceof List || value instanceof PythonSet) return value.uncertain ?? value.items.length > 0;
	if (value instanceof Tuple) return value.items.length > 0;
	if (value instanceof Dict) return value.uncertain ?? value.size > 0;
	if (value instanceof Range) return value.length > 0;
	if (value instanceof Extension) return value.truth() ?? new Unknown('data-dependent');
	if (value instanceof Instance) {
		if (value.type.find('__bool__') !== undefined) return truthOf(interpreter.callMethod(value, '__bool__', []), interpreter);
		if (value.type.find('__len__') !== undefined) return truthOf(interpreter.callMethod(value, '__len__', []), interpreter);
		if (value.type.openEnd !== undefined) return value.type.openEnd;
	}
	return true;
}

/** Python's `==`; unknown where it can't be decided. */
export function equal(left: Value, right: Value, interpreter: Interpreter): boolean | Unknown {
	if (left instanceof Unknown) return left;
	if (right instanceof Unknown) return right;
	if (left === right) return true;
	const [a, b] = [asInteger(left), asInteger(right)];
	if (a !== undefined && b !== undefined) {
		const order = compareIntegers(a, b);
		return order === undefined ? new Unknown('data-dependent') : order === 0;
	}
	const [x, y] = [asReal(left), asReal(right)];
	if (x !== undefined && y !== undefined) return x === y;
	if ((left instanceof Tuple && right instanceof Tuple) || (left instanceof List && right instanceof List)) {
		return left.items.length === right.items.length && every(left.items.map((item, index) => [item, right.items[index]!]), interpreter);
	}
	if (left instanceof Dict && right instanceof Dict) {
		return left.size === right.size && left.keys().every((key) => right.has(key)) && every(left.entries().map(([key, value]) => [value, right.get(key)!]), interpreter);
	}
	if (left instanceof PythonSet && right instanceof PythonSet) return left.items.length === right.items.length && left.items.every((item) => right.has(item));
	if (left instanceof BoundMethod && right instanceof BoundMethod) return left.callee === right.callee && left.receiver === right.receiver;
	if (left instanceof Instance && left.type.find('__eq__') !== undefined) return truthOf(interpreter.callMethod(left, '__eq__', [right]), interpreter);
	return false;
}

function every(pairs: ReadonlyArray<readonly [Value, Value]>, interpreter: Interpreter): boolean | Unknown {
	let doubt: Unknown | undefined;
	for (const [left, right] of pairs) {
		const same = equal(left, right, interpreter);
		if (same === false) return false;
		if (same instanceof Unknown) doubt = same;
	}
	return doubt ?? true;
}

/** One comparison; the result is a bool, an unknown, or what an overloaded operator gives. */
export function compare(operator: ComparisonOperator, left: Value, right: Value, interpreter: Interpreter): Value {
	switch (operator) {
		case 'is': return identical(left, right);
		case 'is not': return negated(identical(left, right));
		case 'in': return contains(right, left, interpreter);
		case 'not in': return negated(contains(right, left, interpreter));
		case '!=': case '<': case '<=': case '==': case '>': case '>=':
		default:
	}
	if (left instanceof Extension) return left.compare(operator, right, interpreter);
	if (right instanceof Extension) return right.compare(MIRRORED[operator] ?? operator, left, interpreter);
	if (operator === '==') return equal(left, right, interpreter);
	if (operator === '!=') return negated(equal(left, right, interpreter));
	return ordered(operator, left, right, interpreter);
}

const negated = (value: boolean | Unknown): boolean | Unknown => (value instanceof Unknown ? value : !value);

function identical(left: Value, right: Value): boolean | Unknown {
	if (left instanceof Unknown) return left;
	if (right instanceof Unknown) return right;
	return left === right || (left instanceof Float && right instanceof Float && left.value === right.value);
}

/** Whether a container has an item. */
export function contains(container: Value, item: Value, interpreter: Interpreter): boolean | Unknown {
	if (container instanceof Unknown) return container;
	if (item instanceof Unknown) return item;
	if (typeof container === 'string') return typeof item === 'string' ? container.includes(item) : raise('TypeError', '\'in <string>\' requires string as left operand');
	if (container instanceof Dict) return container.uncertain ?? container.has(item);
	if (container instanceof PythonSet) return container.uncertain ?? container.has(item);
	if (container instanceof Instance && container.type.find('__contains__') !== undefined) return truthOf(interpreter.callMethod(container, '__contains__', [item]), interpreter);
	const items = interpreter.iterate(container);
	if (items instanceof Unknown) return items;
	let doubt: Unknown | undefined;
	for (const each of items) {
		const same = equal(each, item, interpreter);
		if (same === true) return true;
		if (same instanceof Unknown) doubt = same;
	}
	return doubt ?? false;
}

function decide(operator: ComparisonOperator, order: number): boolean {
	switch (operator) {
		case '<': return order < 0;
		case '>': return order > 0;
		case '<=': return order <= 0;
		case '!=': case '==': case '>=': case 'in': case 'is not': case 'is': case 'not in':
		default: return order >= 0;
	}
}

function ordered(operator: ComparisonOperator, left: Value, right: Value, interpreter: Interpreter): Value {
	if (left instanceof Unknown) return left;
	if (right instanceof Unknown) return right;
	const [a, b] = [asInteger(left), asInteger(right)];
	if (a !== undefined && b !== undefined) {
		const order = compareIntegers(a, b);
		return order === undefined ? new Unknown('data-dependent') : decide(operator, order);
	}
	const [x, y] = [asReal(left), asReal(right)];
	if (x !== undefined && y !== undefined) return decide(operator, x - y);
	if ((a instanceof SymbolicInteger && y !== undefined) || (b instanceof SymbolicInteger && x !== undefined)) return new Unknown('symbolic-float');
	if (typeof left === 'string' && typeof right === 'string') return decide(operator, left < right ? -1 : left > right ? 1 : 0);
	if ((left instanceof Tuple && right instanceof Tuple) || (left instanceof List && right instanceof List)) {
		for (let index = 0; index < Math.min(left.items.length, right.items.length); index++) {
			const same = equal(left.items[index]!, right.items[index]!, interpreter);
			if (same instanceof Unknown) return same;
			if (!same) return ordered(operator, left.items[index]!, right.items[index]!, interpreter);
		}
		return decide(operator, left.items.length - right.items.length);
	}
	if (left instanceof PythonSet && right instanceof PythonSet) {
		const [small, large] = operator.startsWith('<') ? [left, right] : [right, left];
		return small.items.every((item) => large.has(item)) && (operator.endsWith('=') || small.items.length < large.items.length);
	}
	if (left instanceof Instance) {
		if (left.type.find(COMPARISON_METHODS[operator]!) !== undefined) return interpreter.callMethod(left, COMPARISON_METHODS[operator]!, [right]);
		if (left.type.openEnd !== undefined) return left.type.openEnd;
	}
	return raise('TypeError', `'${operator}' not supported between instances of '${typeName(left)}' and '${typeName(right)}'`);
}

/** The items that a `for` over the value would see; unknown where it is. */
export function iterate(value: Value, interpreter: Interpreter): readonly Value[] | Unknown {
	if (value instanceof List) return value.uncertain ?? [...value.items];
	if (value instanceof Tuple || value instanceof Range) return value.items;
	if (value instanceof PythonSet) return value.uncertain ?? value.items;
	if (value instanceof Dict) return value.uncertain ?? value.keys();
	if (typeof value === 'string') return Array.from(value);
	if (value instanceof Unknown) return value;
	if (value instanceof Extension) return value.iterate(interpreter);
	if (value instanceof Iterator) return value.takeRest();
	if (value instanceof Instance) return iterateInstance(value, interpreter);
	if (value instanceof PythonClass && value.find('__members__') instanceof Dict) return (value.find('__members__') as Dict).values();
	if ((value instanceof PythonClass || value instanceof Module) && 'openEnd' in value && value.openEnd !== undefined) return value.openEnd;
	return raise('TypeError', `'${typeName(value)}' object is not iterable (${represent(value)})`);
}

function iterateInstance(value: Instance, interpreter: Interpreter): readonly Value[] | Unknown {
	const method = value.type.find('__iter__');
	if (method !== undefined) {
		const result = interpreter.callMethod(value, '__iter__', []);
		return result === value ? new Unknown('unsupported', '__next__') : iterate(result, interpreter);
	}
	if (value.type.find('__getitem__') !== undefined && value.type.find('__len__') !== undefined) {
		const length = interpreter.callMethod(value, '__len__', []);
		if (typeof length !== 'number') return length instanceof Unknown ? length : new Unknown('data-dependent');
		return Array.from({ length }, (_, index) => interpreter.callMethod(value, '__getitem__', [index]));
	}
	return value.type.openEnd ?? raise('TypeError', `'${value.type.name}' object is not iterable`);
}
