/** Operations that work on every element: functions of one tensor, and of two that broadcast. */
import { asReal } from '../../python/operations';
import { roundHalfEven } from '../../python/builtins';
import { Float, NONE, Unknown } from '../../python/values';
import type { Value } from '../../python/values';
import { operation, operations } from '../operation';
import type { Operations } from '../operation';
import { mergeFields } from '../receptive-field';
import { broadcast } from '../sizes';
import { Tensor } from '../tensor';
import { refuse } from '../problems';

const VALUE_FUNCTIONS: Readonly<Record<string, (x: number) => number>> = {
	round: roundHalfEven, floor: Math.floor, ceil: Math.ceil, trunc: Math.trunc, abs: Math.abs, neg: (x) => -x, exp: Math.exp, log: Math.log, log2: Math.log2, log10: Math.log10, log1p: Math.log1p,
	sqrt: Math.sqrt, rsqrt: (x) => 1 / Math.sqrt(x), square: (x) => x * x, sign: Math.sign, sin: Math.sin, cos: Math.cos, reciprocal: (x) => 1 / x, relu: (x) => Math.max(0, x),
};

const SHAPE_PRESERVING = `relu relu6 gelu silu mish swish tanh sigmoid softplus elu selu celu leaky_relu hardswish hardsigmoid hardtanh logsigmoid softsign tanhshrink softshrink hardshrink threshold
dropout dropout1d dropout2d dropout3d alpha_dropout feature_dropout feature_alpha_dropout softmax log_softmax softmin gumbel_softmax normalize layer_norm batch_norm instance_norm group_norm rms_norm local_response_norm prelu rrelu
exp log log2 log10 log1p expm1 sqrt rsqrt square abs absolute neg negative sign sin cos tan asin acos atan sinh cosh erf erfinv floor ceil round trunc frac reciprocal clamp clip clamp_min clamp_max nan_to_num
tril triu cumsum cumprod roll flip fliplr flipud bernoulli logical_not bitwise_not isnan isinf isfinite digamma lgamma sinc logit sgn
poisson real angle logcumsumexp relu_ elu_ selu_ celu_ leaky_relu_ rrelu_ hardtanh_ threshold_ bucketize sgn to_dense to_sparse exp2
masked_fill scatter scatter_add index_fill index_add index_copy index_put channel_shuffle`.split(/\s+/);

/** The axes on which these mix positions, so that each output sees all of the axis. */
const MIXES = /^(?:softmax|log_softmax|softmin|cumsum|cumprod|roll|normalize)$/;

/** These take an axis, which the tensor must have. */
const WITH_AXIS = /^(?:softmax|log_softmax|softmin|cumsum|cumprod|logcumsumexp)$/;

function preserving(name: string): ReturnType<typeof operation> {
	const apply = VALUE_FUNCTIONS[name];
	return operation(WITH_AXIS.test(name) ? `${name}(input, dim=None, *rest)` : `${name}(input, *rest)`, (args) => {
		const input = args.tensor('input');
		if (WITH_AXIS.test(name) && args.has('dim')) args.axis('dim', input);
		const type = /^(?:logical_not|isnan|isinf|isfinite)$/.test(name) ? 'bool' : input.type;
		const made = input.same(type);
		if (apply !== undefined) made.withValues(input.values?.map(apply));
		else if (name === 'cumsum' && input.rank === 1) made.withValues(runningSums(input.values));
		else if (name === 'flip' && input.rank === 1) made.withValues(input.values?.toReversed());
		return MIXES.test(name) && input.rank <= 2 ? made.withField(undefined) : made;
	});
}

function runningSums(values: readonly number[] | undefined): readonly number[] | undefined {
	let sum = 0;
	return values?.map((value) => (sum += value));
}

const BINARY_FUNCTIONS: Readonly<Record<string, ((x: number, y: number) => number) | undefined>> = {
	'+': (x, y) => x + y, '-': (x, y) => x - y, '*': (x, y) => x * y, '/': (x, y) => x / y, '//': (x, y) => Math.floor(x / y), '%': (x, y) => x - y * Math.floor(x / y), '**': (x, y) => x ** y,
	'==': (x, y) => Number(x === y), '!=': (x, y) => Number(x !== y), '<': (x, y) => Number(x < y), '<=': (x, y) => Number(x <= y), '>': (x, y) => Number(x > y), '>=': (x, y) => Number(x >= y),
	max: Math.max, min: Math.min, '&': (x, y) => x & y, '|': (x, y) => x | y,
};

const isComparison = (operator: string): boolean => /^(?:==|!=|<=?|>=?|and|or|xor)$/.test(operator);

/** What two operands give element by element: broadcast shapes, and numbers where both have them. */
export function combine(operator: string, left: Value, right: Value): Value {
	const tensors = [left, right].filter((each) => each instanceof Tensor);
	const shape = broadcast(left instanceof Tensor ? left.shape : [], right instanceof Tensor ? right.shape : []);
	const [first] = tensors;
	if (first === undefined) return new Unknown('unsupported', operator);
	const type = isComparison(operator) ? 'bool' : operator === 'complex' ? 'complex64' : operator === '/' || left instanceof Float || right instanceof Float || tensors.some((each) => each.type.startsWith('float')) ? floatType(tensors) : first.type;
	const made = new Tensor(shape, type).withValues(combinedValues(operator, left, right));
	return made.withField(mergeFields(tensors.filter((each) => !each.isParameter && each.field !== undefined).map((each) => each.field)));
}

const floatType = (tensors: readonly Tensor[]): string => tensors.find((each) => each.type.includes('float'))?.type ?? 'float32';

function combinedValues(operator: string, left: Value, right: Value): readonly number[] | undefined {
	const apply = BINARY_FUNCTIONS[operator];
	const [a, b] = [valuesOf(left), valuesOf(right)];
	if (apply === undefined || a === undefined || b === undefined) return undefined;
	if (a.length !== b.length && a.length !== 1 && b.length !== 1) return undefined;
	return Array.from({ length: Math.max(a.length, b.length) }, (_, index) => apply(a[a.length === 1 ? 0 : index]!, b[b.length === 1 ? 0 : index]!));
}

function valuesOf(value: Value): readonly number[] | undefined {
	if (value instanceof Tensor) return value.rank <= 1 ? value.values : undefined;
	const real = asReal(value);
	return real === undefined ? undefined : [real];
}

const binaryOperation = (name: string, operator: string): ReturnType<typeof operation> => operation(`${name}(input, other, *rest)`, (args) => combine(operator, args.value('input'), args.raw('other')));

const BINARY_NAMES: Readonly<Record<string, string>> = {
	add: '+', sub: '-', subtract: '-', mul: '*', multiply: '*', div: '/', divide: '/', true_divide: '/', floor_divide: '//', remainder: '%', fmod: '%', pow: '**', maximum: 'max', minimum: 'min',
	eq: '==', ne: '!=', lt: '<', le: '<=', gt: '>', ge: '>=', greater: '>', less: '<', greater_equal: '>=', less_equal: '<=', logical_and: 'and', logical_or: 'or', logical_xor: 'xor',
	bitwise_and: '&', bitwise_or: '|', atan2: 'atan2', hypot: 'hypot', lerp: 'lerp', rsub: 'rsub', heaviside: 'heaviside', complex: 'complex', polar: 'complex',
};

/** Three tensors that broadcast. */
const ternary = (name: string): ReturnType<typeof operation> => operation(`${name}(input, tensor1, tensor2, *, value=1)`, (args) => combine('ternary', args.value('input'), combine('ternary', args.value('tensor1'), args.value('tensor2'))));

/** Whether two tensors are the same is a matter of their numbers. */
const isSame = (name: string): ReturnType<typeof operation> => operation(`${name}(input, other, *rest)`, () => new Unknown('data-dependent', name));

const where = operation('where(condition, input=None, other=None)', (args) => {
	if (args.raw('input') === NONE) return new Unknown('data-dependent', 'where');
	return combine('where', args.value('condition'), combineIfTensor(args.raw('input'), args.raw('other')));
});

const combineIfTensor = (left: Value, right: Value): Value => (left instanceof Tensor || right instanceof Tensor ? combine('where', left, right) : left);

/** Conversions keep the shape and the numbers. */
const CONVERSIONS: Readonly<Record<string, string | undefined>> = {
	float: 'float32', double: 'float64', half: 'float16', bfloat16: 'bfloat16', int: 'int32', long: 'int64', short: 'int16', byte: 'uint8', bool: 'bool',
	to: undefined, type: undefined, astype: undefined, copy: undefined, type_as: undefined, cuda: undefined, cpu: undefined, contiguous: undefined, clone: undefined, detach: undefined, pin_memory: undefined,
};

function conversion(name: string, type: string | undefined): ReturnType<typeof operation> {
	return operation(`${name}(input, *rest, dtype=None)`, (args) => {
		const input = args.tensor('input');
		const first = args.has('dtype') ? args.raw('dtype') : args.items('rest')[0];
		const named = typeof first === 'string' && /^(?:bool|u?int\d+|b?float\d+)$/.test(first) ? first : undefined;
		const target = type ?? named;
		return input.same(target).withValues(target !== undefined && /^u?int/.test(target) ? input.values?.map(Math.trunc) : target === 'bool' ? input.values?.map((value) => Number(value !== 0)) : input.values);
	});
}

const glu = operation('glu(input, dim=-1)', (args) => {
	const input = args.tensor('input');
	const axis = args.axis('dim', input);
	const size = input.shape[axis]!;
	if (typeof size === 'number' && size % 2 !== 0) refuse('size-not-divisible', { size, divisor: 2, axis, shape: input.shape });
	return input.as(input.shape.map((each, index) => (index === axis && typeof each === 'number' ? each / 2 : each))).withField(input.field);
});

export const ELEMENTWISE: Operations = {
	...operations(...SHAPE_PRESERVING.map(preserving)),
	...operations(...Object.entries(BINARY_NAMES).map(([name, operator]) => binaryOperation(name, operator))),
	...operations(...Object.entries(CONVERSIONS).map(([name, type]) => conversion(name, type))),
	...operations(where, glu, ternary('addcmul'), ternary('addcdiv'), isSame('equal'), isSame('allclose'), binaryOperation('isclose', '=='), operation('searchsorted(sorted_sequence, input, *rest)', (args) => args.tensor('input').same('int64'))),
};

