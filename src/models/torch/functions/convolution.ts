import { add, floorDivide, multiply } from '../../python/integers';
import type { Integer } from '../../python/integers';
import { operation, operations } from '../operation';
import type { TensorArguments } from '../operation';
import { refuse } from '../problems';
import type { Shape } from '../problems';
import { throughEnlargement, throughWindow } from '../receptive-field';
import type { ReceptiveField } from '../receptive-field';
import { certainlyDiffer, certainlyLess, elementCount, unknownSize } from '../sizes';
import type { Tensor } from '../tensor';
import { convolutionSize, effectiveKernel, transposedSize } from './geometry';
import type { NativeFunction } from '../../python/objects';

/** A tensor's axes as a convolution sees them: the batch (absent where it has none), the channels and the spatial axes. */
function split(input: Tensor, axes: number, name: string): { batch: Shape; channels: Integer; spatial: Shape } {
	const { shape } = input;
	if (shape.length !== axes + 1 && shape.length !== axes + 2) refuse('rank-mismatch', { operation: name, expected: `${axes + 1} or ${axes + 2}`, shape });
	return { batch: shape.slice(0, -axes - 1), channels: shape[shape.length - axes - 1]!, spatial: shape.slice(-axes) };
}

/** The kernel's spatial sizes as plain numbers; one that is not known counts as unknown for the receptive field only. */
const plain = (sizes: Shape): number[] | undefined => (sizes.every((size) => typeof size === 'number') ? [...sizes] : undefined);

interface Padding {
	readonly total: readonly number[];
	readonly before: readonly number[];
}

function readPadding(args: TensorArguments, axes: number, kernel: readonly number[], stride: readonly number[], dilation: readonly number[]): Padding {
	const given = args.value('padding');
	if (given === 'valid') return { total: kernel.map(() => 0), before: kernel.map(() => 0) };
	if (given === 'same') {
		const strided = stride.find((each) => each !== 1);
		if (strided !== undefined) refuse('same-padding-with-stride', { stride: strided });
		const total = kernel.map((size, axis) => dilation[axis]! * (size - 1));
		return { total, before: total.map((each) => Math.floor(each / 2)) };
	}
	const before = args.perAxis('padding', axes);
	return { total: before.map((each) => 2 * each), before };
}

function convolution(axes: number): NativeFunction {
	return operation(`conv${axes}d(input, weight, bias=None, stride=1, padding=0, dilation=1, groups=1)`, (args) => {
		const [input, weight, groups] = [args.tensor('input'), args.tensor('weight'), args.number('groups')];
		const { batch, channels, spatial } = split(input, axes, args.functionName);
		const [filters, perGroup, ...sizes] = weight.shape;
		const expected = multiply(perGroup!, groups);
		if (certainlyDiffer(channels, expected)) refuse('channel-mismatch', { expected, actual: channels, groups, shape: input.shape });
		const kernel = plain(sizes);
		if (kernel === undefined) return input.as([...batch, filters!, ...spatial.map(() => unknownSize())]);
		const [stride, dilation] = [args.perAxis('stride', axes), args.perAxis('dilation', axes)];
		const padding = readPadding(args, axes, kernel, stride, dilation);
		const output = spatial.map((size, axis) => {
			const reach = effectiveKernel(kernel[axis]!, dilation[axis]!);
			if (certainlyLess(add(size, padding.total[axis]!), reach)) refuse('kernel-too-large', { axis, kernel: reach, paddedInput: (size as number) + padding.total[axis]!, shape: input.shape });
			return convolutionSize(size, kernel[axis]!, stride[axis]!, padding.total[axis]!, dilation[axis]!);
		});
		args.multiplyAdds(elementCount([...batch, ...output, ...weight.shape]));
		const reach = kernel.map((size, axis) => effectiveKernel(size, dilation[axis]!));
		return input.as([...batch, filters!, ...output]).withField(throughWindow(input.field, reach, stride, padding.before));
	});
}

function transposedField(field: ReceptiveField | undefined, stride: readonly number[], kernel: readonly number[], dilation: readonly number[]): ReceptiveField | undefined {
	return throughEnlargement(field, stride, kernel.map((size, axis) => effectiveKernel(size, dilation[axis]!)));
}

function transposedConvolution(axes: number): NativeFunction {
	return operation(`conv_transpose${axes}d(input, weight, bias=None, stride=1, padding=0, output_padding=0, groups=1, dilation=1)`, (args) => {
		const [input, weight, groups] = [args.tensor('input'), args.tensor('weight'), args.number('groups')];
		const { batch, channels, spatial } = split(input, axes, args.functionName);
		const [expected, perGroup, ...sizes] = weight.shape;
		if (certainlyDiffer(channels, expected!)) refuse('channel-mismatch', { expected: expected!, actual: channels, groups, shape: input.shape });
		const kernel = plain(sizes);
		const filters = multiply(perGroup!, groups);
		if (kernel === undefined) return input.as([...batch, filters, ...spatial.map(() => unknownSize())]);
		const [stride, padding, extra, dilation] = [args.perAxis('stride', axes), args.perAxis('padding', axes), args.perAxis('output_padding', axes), args.perAxis('dilation', axes)];
		extra.forEach((value, axis) => {
			if (value >= Math.max(stride[axis]!, dilation[axis]!) && value > 0) refuse('invalid-setting', { setting: 'output_padding', value });
		});
		const output = spatial.map((size, axis) => transposedSize(size, kernel[axis]!, stride[axis]!, padding[axis]!, extra[axis]!, dilation[axis]!));
		args.multiplyAdds(elementCount([...batch, ...spatial, ...weight.shape]));
		return input.as([...batch, filters, ...output]).withField(transposedField(input.field, stride, kernel, dilation));
	});
}

/** https://docs.pytorch.org/docs/stable/generated/torch.nn.Unfold.html */
const unfold = operation('unfold(input, kernel_size, dilation=1, padding=0, stride=1)', (args) => {
	const input = args.tensor('input');
	const { batch, channels, spatial } = split(input, 2, args.functionName);
	const [kernel, dilation, padding, stride] = [args.perAxis('kernel_size', 2), args.perAxis('dilation', 2), args.perAxis('padding', 2), args.perAxis('stride', 2)];
	const blocks = elementCount(spatial.map((size, axis) => convolutionSize(size, kernel[axis]!, stride[axis]!, 2 * padding[axis]!, dilation[axis]!)));
	return input.as([...batch, multiply(channels, kernel[0]! * kernel[1]!), blocks]);
});

/** https://docs.pytorch.org/docs/stable/generated/torch.nn.Fold.html */
const fold = operation('fold(input, output_size, kernel_size, dilation=1, padding=0, stride=1)', (args) => {
	const input = args.tensor('input');
	const kernel = args.perAxis('kernel_size', 2);
	const size = args.sizes('output_size');
	const output = size.length === 1 ? [size[0]!, size[0]!] : size;
	return input.as([...input.shape.slice(0, -2), floorDivide(input.shape.at(-2)!, kernel[0]! * kernel[1]!), ...output]);
});

export const CONVOLUTION = operations(
	convolution(1), convolution(2), convolution(3), transposedConvolution(1), transposedConvolution(2), transposedConvolution(3), unfold, fold,
);
