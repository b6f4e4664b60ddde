/** Functions that make tensors. */
import { add, floorDivide, subtract } from '../../python/integers';
import type { Integer } from '../../python/integers';
import { asInteger, asReal } from '../../python/operations';
import { List, Tuple } from '../../python/containers';
import { Float, NONE, raise, Unknown } from '../../python/values';
import type { Value } from '../../python/values';
import { operation, operations, sizeOf } from '../operation';
import type { TensorArguments } from '../operation';
import { unknownSize } from '../sizes';
import { MOST_VALUES, Tensor } from '../tensor';

const TYPE_NAME = /^(?:bool|u?int\d+|b?float\d+|complex\d+)$/;

/** The element type that is asked for. */
function typeOf(args: TensorArguments, fallback: string): string {
	const type = args.raw('dtype');
	return typeof type === 'string' && TYPE_NAME.test(type) ? type : fallback;
}

const filled = (name: string, constant?: number): ReturnType<typeof operation> => operation(`${name}(*sizes, size=None, dtype=None)`, (args) => {
	const shape = args.raw('size') === NONE ? args.spread('sizes') : args.sizes('size');
	const made = new Tensor(shape, typeOf(args, 'float32'));
	const count = made.elements;
	return constant !== undefined && made.rank <= 1 && typeof count === 'number' && count <= MOST_VALUES ? made.withValues(Array.from({ length: count }, () => constant)) : made;
});

const like = (name: string): ReturnType<typeof operation> => operation(`${name}(input, *rest, dtype=None)`, (args) => new Tensor(args.tensor('input').shape, typeOf(args, args.tensor('input').type)));

/** `new_zeros(2, 3)`, `new_full((2, 3), 0)`. */
const fromMethod = (name: string): ReturnType<typeof operation> => operation(`${name}(input, *sizes, size=None, dtype=None)`, (args) => {
	const [first] = args.items('sizes');
	const shape = args.has('size') ? args.sizes('size') : first instanceof Tuple || first instanceof List ? args.interpreter.iterate(first) : args.items('sizes');
	return new Tensor(shape instanceof Unknown ? [unknownSize()] : shape.map(sizeOf), typeOf(args, args.tensor('input').type));
});

/** ⌈(end − start)/step⌉ numbers. */
const arange = operation('arange(*bounds, start=None, end=None, step=None, dtype=None)', (args) => {
	const given = args.items('bounds');
	const unknown = given.find((each) => each instanceof Unknown);
	if (unknown !== undefined) return unknown;
	const [start, end, step] = given.length === 1 && args.raw('start') === NONE ? [0, given[0]!, undefined] : [given[0] ?? args.raw('start'), given[1] ?? args.raw('end'), given[2]];
	const by = step ?? (args.raw('step') === NONE ? 1 : args.raw('step'));
	const [from, to, each] = [asReal(start === NONE ? 0 : start), asReal(end), asReal(by)];
	const isFloat = [start, end, by].some((value) => value instanceof Float);
	const type = typeOf(args, isFloat ? 'float32' : 'int64');
	if (from !== undefined && to !== undefined && each !== undefined && each !== 0) {
		const count = Math.max(0, Math.ceil((to - from) / each));
		return new Tensor([count], type).withValues(count <= MOST_VALUES ? Array.from({ length: count }, (_, index) => from + index * each) : undefined);
	}
	const [first, last, stride] = [asInteger(start), asInteger(end), asInteger(by)];
	if (first === undefined || last === undefined || stride === undefined) return new Unknown('data-dependent', 'arange');
	return new Tensor([stride === 1 ? subtract(last, first) : floorDivide(add(subtract(last, first), subtract(stride, 1)), stride)], type);
});

const linspace = operation('linspace(start, end, steps=100, dtype=None)', (args) => {
	const steps = args.size('steps');
	const [from, to] = [asReal(args.value('start')), asReal(args.value('end'))];
	const made = new Tensor([steps], typeOf(args, 'float32'));
	if (typeof steps !== 'number' || steps > MOST_VALUES || from === undefined || to === undefined) return made;
	return made.withValues(Array.from({ length: steps }, (_, index) => (steps === 1 ? from : from + ((to - from) * index) / (steps - 1))));
});

/** The shape of nested lists, and their numbers where all are known. */
function readNested(value: Value): { shape: Integer[]; values: number[] | undefined; isFloat: boolean } | Unknown {
	if (value instanceof Unknown) return value;
	if (value instanceof Tensor) return { shape: [...value.shape], values: value.values === undefined ? undefined : [...value.values], isFloat: value.type.startsWith('float') };
	if (!(value instanceof List || value instanceof Tuple)) {
		const real = asReal(value);
		return { shape: [], values: real === undefined ? undefined : [real], isFloat: value instanceof Float };
	}
	if (value instanceof List && value.uncertain !== undefined) return value.uncertain;
	const parts = value.items.map(readNested);
	const unknown = parts.find((part) => part instanceof Unknown);
	if (unknown !== undefined) return unknown;
	const known = parts as Array<{ shape: Integer[]; values: number[] | undefined; isFloat: boolean }>;
	return {
		shape: [known.length, ...(known[0]?.shape ?? [])],
		values: known.every((part) => part.values !== undefined) ? known.flatMap((part) => part.values!) : undefined,
		isFloat: known.length === 0 || known.some((part) => part.isFloat),
	};
}

const fromData = (name: string): ReturnType<typeof operation> => operation(`${name}(data, *rest, dtype=None)`, (args) => {
	const data = args.value('data');
	if (data instanceof Tensor && name !== 'tensor') return data;
	const read = readNested(data);
	if (read instanceof Unknown) return read;
	return new Tensor(read.shape, typeOf(args, read.isFloat ? 'float32' : 'int64')).withValues(read.values);
});

const oneHot = operation('one_hot(input, num_classes=-1)', (args) => {
	const classes = args.size('num_classes');
	return args.tensor('input').as([...args.tensor('input').shape, classes === -1 ? unknownSize() : classes], 'int64');
});

export const CONSTRUCTORS = operations(
	filled('zeros', 0), filled('ones', 1), filled('empty'), filled('rand'), filled('randn'),
	...['zeros_like', 'ones_like', 'empty_like', 'rand_like', 'randn_like', 'full_like', 'randint_like'].map(like),
	...['new_zeros', 'new_ones', 'new_empty', 'new_full'].map(fromMethod),
	arange, operation('range(*bounds)', (args) => args.interpreter.call(arange, args.items('bounds'))), linspace,
	operation('logspace(start, end, steps=100, base=10.0)', (args) => new Tensor([args.size('steps')])),
	operation('full(size, fill_value, dtype=None)', (args) => new Tensor(args.sizes('size'), typeOf(args, 'float32'))),
	operation('randint(*bounds, size=None, low=None, high=None, dtype=None)', (args) => {
		const last = args.items('bounds').at(-1);
		return args.has('size') ? new Tensor(args.sizes('size'), 'int64') : last instanceof Tuple || last instanceof List ? new Tensor(last.items.map(sizeOf), 'int64') : raise('TypeError', 'randint(): missing size');
	}),
	operation('randperm(n)', (args) => new Tensor([args.size('n')], 'int64')),
	operation('normal(mean=0.0, std=1.0, size=None)', (args) => (args.has('size') ? new Tensor(args.sizes('size')) : args.optionalTensor('mean')?.same() ?? new Unknown('unsupported', 'normal'))),
	operation('eye(n, m=None)', (args) => new Tensor([args.size('n'), args.has('m') ? args.size('m') : args.size('n')])),
	fromData('tensor'), fromData('as_tensor'), fromData('asarray'), oneHot,
	...['hann_window', 'hamming_window', 'bartlett_window', 'kaiser_window'].map((name) => operation(`${name}(n)`, (args) => new Tensor([args.size('n')]))),
);
