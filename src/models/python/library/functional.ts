/** `functools`, `itertools` and `operator`. */
import { getItem } from '../items';
import { native, named } from '../native';
import { binary } from '../operations';
import type { BinaryOperator } from '../syntax';
import { Dict, Iterator, List, Tuple } from '../containers';
import { NativeFunction, Property, PythonClass, PythonFunction } from '../objects';
import { NONE, Unknown } from '../values';
import type { Keywords } from '../objects';
import type { Value } from '../values';

/** Returns what it is given: decorators that change nothing that is seen here. */
export const identity = new NativeFunction('identity', ([value]) => value ?? NONE);

/** A decorator that is used with or without arguments and changes nothing. */
export const transparentDecorator = new NativeFunction('decorator', ([value], keywords) => (value !== undefined && keywords.size === 0 && typeof value === 'object' ? value : identity));

/** What `functools.partial` makes. */
export class Partial extends NativeFunction {
	constructor(readonly callee: Value, readonly first: readonly Value[], readonly given: Keywords) {
		super('partial', (rest, more, interpreter) => interpreter.call(callee, [...first, ...rest], new Map([...given, ...more])));
		const keywords = new Dict(given);
		this.madeFor = [callee, ...first, keywords];
		this.setAttribute('func', callee);
		this.setAttribute('args', new Tuple(first));
		this.setAttribute('keywords', keywords);
	}
}

const PARTIAL_CLASS = new PythonClass('partial', [], new Map(), {
	includes: (value) => value instanceof Partial,
	// A partial of a partial is one of the function itself.
	convert: ([callee = NONE, ...first], keywords) => (callee instanceof Partial ? new Partial(callee.callee, [...callee.first, ...first], new Map([...callee.given, ...keywords])) : new Partial(callee, first, keywords)),
});

/** Gives a wrapper the name of what it wraps. */
function rename(wrapper: Value, wrapped: Value): Value {
	if (wrapper instanceof PythonFunction && (wrapped instanceof PythonFunction || wrapped instanceof NativeFunction)) {
		wrapper.setAttribute('__name__', wrapped.attributes.get('__name__') ?? wrapped.name);
		wrapper.setAttribute('__wrapped__', wrapped);
	}
	return wrapper;
}

export const FUNCTOOLS: Readonly<Record<string, Value>> = {
	partial: PARTIAL_CLASS,
	reduce: native('reduce(function, items, start=None)', (args, interpreter) => {
		const items = [...args.items('items')];
		let result = args.has('start') ? args.value('start') : items.shift() ?? NONE;
		for (const item of items) result = interpreter.call(args.raw('function'), [result, item]);
		return result;
	}),
	wraps: new NativeFunction('wraps', ([wrapped = NONE]) => new NativeFunction('wraps', ([wrapper = NONE]) => rename(wrapper, wrapped))),
	lru_cache: transparentDecorator,
	cache: transparentDecorator,
	cached_property: new NativeFunction('cached_property', ([getter = NONE]) => new Property(getter)),
	total_ordering: identity,
};

const MAXIMUM_PRODUCT = 100_000;

function product(columns: ReadonlyArray<readonly Value[]>): Value {
	if (columns.reduce((count, column) => count * column.length, 1) > MAXIMUM_PRODUCT) return new Unknown('too-large', 'product');
	return new Iterator(columns.reduce<Value[][]>((rows, column) => rows.flatMap((row) => column.map((item) => [...row, item])), [[]]).map((row) => new Tuple(row)));
}

const columnsOf = (name: string, apply: (columns: ReadonlyArray<readonly Value[]>) => Value): NativeFunction => native(`${name}(*iterables, repeat=1)`, (args, interpreter) => {
	const columns: Array<readonly Value[]> = [];
	for (const each of args.items('iterables')) {
		const items = interpreter.iterate(each);
		if (items instanceof Unknown) return items;
		columns.push(items);
	}
	return apply(Array.from({ length: args.number('repeat') }, () => columns).flat());
});

const chain = columnsOf('chain', (columns) => new Iterator(columns.flat()));
chain.setAttribute('from_iterable', native('from_iterable(iterables)', (args, interpreter) => interpreter.call(chain, args.items('iterables'))));

export const ITERTOOLS: Readonly<Record<string, Value>> = {
	...named(
		chain,
		columnsOf('product', product),
		native('repeat(value, times=None)', (args) => (args.has('times') ? new List(Array.from({ length: args.number('times') }, () => args.raw('value'))) : new Unknown('unsupported', 'endless repeat'))),
		native('accumulate(items, function=None)', (args, interpreter) => {
			let sum: Value | undefined;
			return new Iterator(args.items('items').map((item) => {
				if (sum === undefined) sum = item;
				else sum = args.has('function') ? interpreter.call(args.raw('function'), [sum, item]) : binary('+', sum, item, interpreter);
				return sum;
			}));
		}),
		native('islice(items, stop)', (args) => new Iterator(args.items('items').slice(0, args.number('stop')))),
		native('pairwise(items)', (args) => new Iterator(args.items('items').slice(1).map((item, index) => new Tuple([args.items('items')[index]!, item])))),
		native('count(start=0)', () => new Unknown('unsupported', 'endless count')),
		native('cycle(items)', () => new Unknown('unsupported', 'endless cycle')),
	),
};

const operation = (name: string, operator: BinaryOperator): NativeFunction => native(`${name}(a, b)`, (args, interpreter) => binary(operator, args.value('a'), args.value('b'), interpreter));

export const OPERATOR: Readonly<Record<string, Value>> = named(
	operation('mul', '*'), operation('add', '+'), operation('sub', '-'), operation('floordiv', '//'), operation('truediv', '/'), operation('mod', '%'), operation('matmul', '@'),
	native('itemgetter(*indices)', (args) => {
		const indices = args.items('indices');
		return new NativeFunction('itemgetter', ([object = NONE], _keywords, interpreter) => (indices.length === 1 ? getItem(object, indices[0]!, interpreter) : new Tuple(indices.map((index) => getItem(object, index, interpreter)))));
	}),
	native('attrgetter(name)', (args) => new NativeFunction('attrgetter', ([object = NONE], _keywords, interpreter) => args.text('name').split('.').reduce((value, name) => interpreter.getAttribute(value, name), object))),
);
