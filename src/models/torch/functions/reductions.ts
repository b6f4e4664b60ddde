import { Tuple } from '../../python/containers';
import { NONE } from '../../python/values';
import { operation, operations } from '../operation';
import type { TensorArguments } from '../operation';
import { globalField } from '../receptive-field';
import { Tensor } from '../tensor';
import { combine } from './elementwise';
import type { Integer } from '../../python/integers';
import { subtract } from '../../python/integers';

/** The shape with these axes gone, or 1 where they are kept. */
function reduced(input: Tensor, axes: readonly number[], keep: boolean, type = input.type): Tensor {
	const shape = keep ? input.shape.map((size, axis) => (axes.includes(axis) ? 1 : size)) : input.shape.filter((_, axis) => !axes.includes(axis));
	const spatial = input.field?.axes.length ?? 0;
	const coversSpace = spatial > 0 && Array.from({ length: spatial }, (_, index) => input.rank - 1 - index).every((axis) => axes.includes(axis));
	const result = input.as(shape, type);
	if (coversSpace) return result.withField(globalField(input.field));
	return result.withField(axes.every((axis) => axis < input.rank - spatial) ? input.field : undefined);
}

const SCALARS: Readonly<Record<string, (values: readonly number[]) => number>> = {
	sum: (values) => values.reduce((sum, value) => sum + value, 0),
	prod: (values) => values.reduce((product, value) => product * value, 1),
	mean: (values) => values.reduce((sum, value) => sum + value, 0) / values.length,
	amax: (values) => Math.max(...values),
	amin: (values) => Math.min(...values),
};

function reduction(name: string, type?: string): ReturnType<typeof operation> {
	return operation(`${name}(input, dim=None, keepdim=False, *rest)`, (args) => {
		const input = args.tensor('input');
		const result = reduced(input, args.axes('dim', input), args.flag('keepdim'), type);
		const scalar = SCALARS[name];
		return result.rank === 0 && input.values !== undefined && scalar !== undefined ? result.withValues([scalar(input.values)]) : result;
	});
}

/** `max`, `min` and `median`: of all, along an axis (with indices), or of two tensors. */
function extremum(name: string): ReturnType<typeof operation> {
	return operation(`${name}(input, dim=None, keepdim=False, *rest)`, (args) => {
		const input = args.tensor('input');
		const given = args.value('dim');
		if (given instanceof Tensor) return combine(name, input, given);
		if (given === NONE) return input.as([]).withValues(input.values === undefined ? undefined : [name === 'max' ? Math.max(...input.values) : Math.min(...input.values)]);
		const values = reduced(input, args.axes('dim', input), args.flag('keepdim'));
		return new Tuple([values, values.as(values.shape, 'int64')], ['values', 'indices']);
	});
}

const norm = operation('norm(input, p=2, dim=None, keepdim=False)', (args) => reduced(args.tensor('input'), args.axes('dim', args.tensor('input')), args.flag('keepdim')));

/** The values and indices of `size` along an axis. */
const ranked = (args: TensorArguments, size: (own: Integer) => Integer): Tuple => {
	const input = args.tensor('input');
	const axis = args.axis('dim', input);
	const values = input.as(input.shape.map((each, index) => (index === axis ? size(each) : each)));
	return new Tuple([values, values.as(values.shape, 'int64')], ['values', 'indices']);
};

/** The value of each row that is the k-th or the most frequent, with its index. */
const chosen = (name: string): ReturnType<typeof operation> => operation(name === 'mode' ? 'mode(input, dim=-1, keepdim=False)' : `${name}(input, k, dim=-1, keepdim=False)`, (args) => {
	const input = args.tensor('input');
	const values = reduced(input, [args.axis('dim', input)], args.flag('keepdim'));
	return new Tuple([values, values.as(values.shape, 'int64')], ['values', 'indices']);
});

/** One number or several along an axis; several come first in the result. */
const quantile = operation('quantile(input, q, dim=None, keepdim=False, *rest)', (args) => {
	const [input, wanted] = [args.tensor('input'), args.optionalTensor('q')];
	const result = reduced(input, args.axes('dim', input), args.flag('keepdim'));
	return wanted === undefined || wanted.rank === 0 ? result : result.as([wanted.elements, ...result.shape]);
});

const varianceAndMean = (name: string): ReturnType<typeof operation> => operation(`${name}(input, dim=None, keepdim=False, *rest)`, (args) => {
	const result = reduced(args.tensor('input'), args.axes('dim', args.tensor('input')), args.flag('keepdim'));
	return new Tuple([result, result.as(result.shape)]);
});

const difference = operation('diff(input, n=1, dim=-1)', (args) => {
	const input = args.tensor('input');
	const axis = args.axis('dim', input);
	const { values } = input;
	return input.as(input.shape.map((size, each) => (each === axis ? subtract(size, args.number('n')) : size))).withValues(input.rank === 1 && args.number('n') === 1 ? values?.slice(1).map((value, index) => value - values[index]!) : undefined);
});

export const REDUCTIONS = operations(
	...['sum', 'mean', 'prod', 'std', 'var', 'amax', 'amin', 'logsumexp', 'nansum', 'nanmean', 'count_nonzero'].map((name) => reduction(name)),
	...['all', 'any'].map((name) => reduction(name, 'bool')), ...['argmax', 'argmin'].map((name) => reduction(name, 'int64')),
	...['max', 'min', 'median'].map(extremum), ...['mode', 'kthvalue'].map(chosen), ...['cummax', 'cummin'].map((name) => operation(`${name}(input, dim)`, (args) => ranked(args, (own) => own))), quantile, ...['std_mean', 'var_mean', 'aminmax'].map(varianceAndMean), norm, difference,
	operation('trapezoid(input, x=None, dx=1.0, dim=-1)', (args) => reduced(args.tensor('input'), [args.axis('dim', args.tensor('input'))], false)),
	operation('histc(input, bins=100, *rest)', (args) => args.tensor('input').as([args.size('bins')])),
	operation('topk(input, k, dim=-1, largest=True, sorted=True)', (args) => ranked(args, () => args.size('k'))),
	operation('sort(input, dim=-1, descending=False)', (args) => ranked(args, (own) => own)),
	operation('argsort(input, dim=-1, descending=False)', (args) => args.tensor('input').as(args.tensor('input').shape, 'int64')),
	operation('cosine_similarity(input, x2, dim=1)', (args) => {
		const both = combine('*', args.value('input'), args.value('x2')) as Tensor;
		return reduced(both, args.axes('dim', both), false);
	}),
	operation('pairwise_distance(input, x2, p=2.0)', (args) => reduced(args.tensor('input'), [args.tensor('input').rank - 1], false)),
);
