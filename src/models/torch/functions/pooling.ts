import type { Integer } from '../../python/integers';
import { SymbolicInteger } from '../../python/integers';
import { List, Tuple } from '../../python/containers';
import { NONE, Unknown } from '../../python/values';
import type { NativeFunction } from '../../python/objects';
import type { Value } from '../../python/values';
import { asReal } from '../../python/operations';
import { UnknownArgument } from '../../python/native';
import { operation, operations, sizeOf } from '../operation';
import type { TensorArguments } from '../operation';
import { refuse } from '../problems';
import { globalField, throughWindow } from '../receptive-field';
import { certainlyLess, unknownSize } from '../sizes';
import type { Tensor } from '../tensor';
import { effectiveKernel, poolingSize, transposedSize } from './geometry';

function checkRank(input: Tensor, axes: number, name: string): void {
	if (input.rank !== axes + 1 && input.rank !== axes + 2) refuse('rank-mismatch', { operation: name, expected: `${axes + 1} or ${axes + 2}`, shape: input.shape });
}

function pool(args: TensorArguments, axes: number, padding: readonly number[], dilation: readonly number[]): Tensor {
	const input = args.tensor('input');
	checkRank(input, axes, args.functionName);
	const kernel = args.perAxis('kernel_size', axes);
	const given = args.value('stride');
	const stride = given === NONE || ((given instanceof List || given instanceof Tuple) && given.items.length === 0) ? kernel : args.perAxis('stride', axes);
	const ceil = args.flag('ceil_mode');
	padding.forEach((each, axis) => {
		if (each > Math.floor(kernel[axis]! / 2)) refuse('padding-too-large', { padding: each, kernel: kernel[axis]! });
	});
	const output = input.shape.slice(-axes).map((size, axis) => {
		const result = poolingSize(size, kernel[axis]!, stride[axis]!, padding[axis]!, dilation[axis]!, ceil);
		if (typeof result === 'number' && result < 1) refuse('output-too-small', { axis, kernel: kernel[axis]!, stride: stride[axis]!, shape: input.shape });
		return result;
	});
	const reach = kernel.map((size, axis) => effectiveKernel(size, dilation[axis]!));
	return input.as([...input.shape.slice(0, -axes), ...output]).withField(throughWindow(input.field, reach, stride, padding));
}

/** The pooled tensor, with the indices where they are asked for. */
function withIndices(args: TensorArguments, pooled: Tensor): Value {
	return args.flag('return_indices') ? new Tuple([pooled, pooled.as(pooled.shape, 'int64')]) : pooled;
}

const none = (axes: number, value: number): number[] => Array.from({ length: axes }, () => value);

const maxPool = (axes: number): NativeFunction => operation(
	`max_pool${axes}d(input, kernel_size, stride=None, padding=0, dilation=1, ceil_mode=False, return_indices=False)`,
	(args) => withIndices(args, pool(args, axes, args.perAxis('padding', axes), args.perAxis('dilation', axes))),
);

const averagePool = (axes: number): NativeFunction => operation(
	`avg_pool${axes}d(input, kernel_size, stride=None, padding=0, ceil_mode=False, count_include_pad=True, divisor_override=None)`,
	(args) => {
		const pooled = pool(args, axes, args.perAxis('padding', axes), none(axes, 1));
		if (axes === 3) checkFits(args);
		return pooled;
	},
);

/** PyTorch's AvgPool3d refuses an input smaller than the kernel, whatever the padding. */
function checkFits(args: TensorArguments): void {
	const { shape } = args.tensor('input');
	args.perAxis('kernel_size', 3).forEach((kernel, axis) => {
		if (certainlyLess(shape[shape.length - 3 + axis]!, kernel)) refuse('output-too-small', { axis, kernel, stride: 1, shape });
	});
}

const powerPool = (axes: number): NativeFunction => operation(
	`lp_pool${axes}d(input, norm_type, kernel_size, stride=None, ceil_mode=False)`,
	(args) => pool(args, axes, none(axes, 0), none(axes, 1)),
);

/** Pools to a given size; None keeps an axis. */
function adaptive(args: TensorArguments, axes: number): Tensor {
	const input = args.tensor('input');
	checkRank(input, axes, args.functionName);
	const size = args.value('output_size');
	const wanted = size instanceof Tuple || size instanceof List ? size.items : none(axes, 0).map(() => size);
	if (wanted.length !== axes) throw UnknownArgument.of(new Unknown('unsupported', 'output_size')); // PyTorch refuses it
	const before = input.shape.slice(-axes);
	const output = wanted.map((each, axis): Integer => (each === NONE ? before[axis]! : sizeOf(each)));
	const result = input.as([...input.shape.slice(0, -axes), ...output]);
	if (output.every((each, axis) => each === before[axis])) return result.withField(input.field);
	return result.withField(output.every((each) => each === 1) ? globalField(input.field) : adaptiveField(input, before, output));
}

/** Where the sizes divide evenly, adaptive pooling is pooling with the quotient as kernel and stride. */
function adaptiveField(input: Tensor, before: readonly Integer[], output: readonly Integer[]): Tensor['field'] {
	const factors = before.map((size, axis) => (size instanceof SymbolicInteger || output[axis] instanceof SymbolicInteger ? NaN : size / (output[axis]!)));
	return factors.every(Number.isInteger) ? throughWindow(input.field, factors, factors, factors.map(() => 0)) : undefined;
}

const adaptiveAverage = (axes: number): NativeFunction => operation(`adaptive_avg_pool${axes}d(input, output_size)`, (args) => adaptive(args, axes));
const adaptiveMax = (axes: number): NativeFunction => operation(`adaptive_max_pool${axes}d(input, output_size, return_indices=False)`, (args) => withIndices(args, adaptive(args, axes)));

/** (L − 1)S − 2P + F, or the size that is asked for. */
const unpool = (axes: number): NativeFunction => operation(`max_unpool${axes}d(input, indices, kernel_size, stride=None, padding=0, output_size=None)`, (args) => {
	const input = args.tensor('input');
	if (args.has('output_size')) return input.as([...input.shape.slice(0, -axes), ...args.sizes('output_size').slice(-axes)]);
	const kernel = args.perAxis('kernel_size', axes);
	const [stride, padding] = [args.has('stride') ? args.perAxis('stride', axes) : kernel, args.perAxis('padding', axes)];
	return input.as([...input.shape.slice(0, -axes), ...input.shape.slice(-axes).map((size, axis) => transposedSize(size, kernel[axis]!, stride[axis]!, padding[axis]!, 0, 1))]);
});

/** The size that is asked for, or ⌊L·ratio⌋. */
const fractionalPool = (axes: number): NativeFunction => operation(`fractional_max_pool${axes}d(input, kernel_size, output_size=None, output_ratio=None, return_indices=False)`, (args) => {
	const input = args.tensor('input');
	const ratio = args.raw('output_ratio');
	const ratios = ratio instanceof Tuple || ratio instanceof List ? ratio.items.map(asReal) : none(axes, 0).map(() => asReal(ratio));
	const scaled = (size: Integer, axis: number): Integer => (typeof size === 'number' && ratios[axis] !== undefined ? Math.floor(size * ratios[axis]) : unknownSize());
	const output = args.has('output_size') ? args.perAxis('output_size', axes) : input.shape.slice(-axes).map(scaled);
	return withIndices(args, input.as([...input.shape.slice(0, -axes), ...output]));
});

export const POOLING = operations(...[2, 3].map(fractionalPool), ...[1, 2, 3].flatMap((axes) => [maxPool(axes), averagePool(axes), powerPool(axes), adaptiveAverage(axes), adaptiveMax(axes), unpool(axes)]));
