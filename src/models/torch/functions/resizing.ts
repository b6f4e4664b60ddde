/** Interpolation, padding and moving channels into space. */
import { add, floorDivide, modulo, multiply, SymbolicInteger } from '../../python/integers';
import type { Integer } from '../../python/integers';
import { UnknownArgument } from '../../python/native';
import { asReal } from '../../python/operations';
import { List, Tuple } from '../../python/containers';
import { NONE, Unknown } from '../../python/values';
import { operation, operations } from '../operation';
import type { TensorArguments } from '../operation';
import { refuse } from '../problems';
import { throughEnlargement } from '../receptive-field';
import { certainlyLess } from '../sizes';
import type { Tensor } from '../tensor';

/** ⌊L·f⌋ per axis, f one factor or one each. https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.interpolate.html */
function interpolate(args: TensorArguments): Tensor {
	const input = args.tensor('input');
	const spatial = input.shape.slice(2);
	if (args.raw('size') !== NONE) {
		const sizes = args.sizes('size');
		return input.as([...input.shape.slice(0, 2), ...spatial.map((_, axis) => sizes[sizes.length === 1 ? 0 : axis] ?? sizes[0]!)]);
	}
	const factors = readFactors(args, spatial.length);
	const output = spatial.map((size, axis): Integer => {
		const factor = factors[axis]!;
		if (Number.isInteger(factor)) return multiply(size, factor);
		if (Number.isInteger(1 / factor)) return floorDivide(size, 1 / factor);
		if (size instanceof SymbolicInteger) throw UnknownArgument.of(new Unknown('symbolic-float'));
		return Math.floor(size * factor);
	});
	return input.as([...input.shape.slice(0, 2), ...output]).withField(throughEnlargement(input.field, factors));
}

function readFactors(args: TensorArguments, axes: number): number[] {
	const value = args.value('scale_factor');
	const items = value instanceof Tuple || value instanceof List ? args.items('scale_factor') : Array.from({ length: axes }, () => value);
	return items.map((item) => asReal(item) ?? args.real('scale_factor'));
}

/** Pairs of (before, after), the last axis first; negative ones crop. */
function pad(args: TensorArguments): Tensor {
	const input = args.tensor('input');
	const amounts = args.sizes('pad');
	const sizes = input.shape.map((size, axis) => {
		const pair = 2 * (input.rank - 1 - axis);
		return pair < amounts.length ? add(size, add(amounts[pair]!, amounts[pair + 1] ?? 0)) : size;
	});
	sizes.forEach((size, axis) => {
		if (certainlyLess(size, 0)) refuse('output-too-small', { axis, kernel: 0, stride: 1, shape: input.shape });
	});
	const field = input.field === undefined ? undefined : {
		...input.field,
		axes: input.field.axes.map((each, index, all) => {
			const before = amounts[2 * (all.length - 1 - index)];
			return { ...each, start: each.start - (typeof before === 'number' ? before : 0) * each.jump };
		}),
	};
	return input.as(sizes).withField(field);
}

function divisible(size: Integer, divisor: number, axis: number, input: Tensor): void {
	const rest = modulo(size, divisor);
	if (typeof rest === 'number' && rest !== 0) refuse('size-not-divisible', { size, divisor, axis, shape: input.shape });
}

/** (C·r², H, W) → (C, H·r, W·r) */
const pixelShuffle = operation('pixel_shuffle(input, upscale_factor)', (args) => {
	const [input, factor] = [args.tensor('input'), args.number('upscale_factor')];
	if (input.rank < 3) refuse('rank-mismatch', { operation: 'pixel_shuffle', expected: '3 or more', shape: input.shape });
	const [channels, height, width] = input.shape.slice(-3) as [Integer, Integer, Integer];
	divisible(channels, factor * factor, input.rank - 3, input);
	return input.as([...input.shape.slice(0, -3), floorDivide(channels, factor * factor), multiply(height, factor), multiply(width, factor)]).withField(throughEnlargement(input.field, [factor, factor]));
});

/** (C, H·r, W·r) → (C·r², H, W) */
const pixelUnshuffle = operation('pixel_unshuffle(input, downscale_factor)', (args) => {
	const [input, factor] = [args.tensor('input'), args.number('downscale_factor')];
	if (input.rank < 3) refuse('rank-mismatch', { operation: 'pixel_unshuffle', expected: '3 or more', shape: input.shape });
	const [channels, height, width] = input.shape.slice(-3) as [Integer, Integer, Integer];
	divisible(height, factor, input.rank - 2, input);
	divisible(width, factor, input.rank - 1, input);
	return input.as([...input.shape.slice(0, -3), multiply(channels, factor * factor), floorDivide(height, factor), floorDivide(width, factor)]);
});

export const RESIZING = operations(
	operation('interpolate(input, size=None, scale_factor=None, mode=\'nearest\', align_corners=None, recompute_scale_factor=None, antialias=False)', interpolate),
	operation('upsample(input, size=None, scale_factor=None, mode=\'nearest\', align_corners=None)', interpolate),
	operation('upsample_nearest(input, size=None, scale_factor=None)', interpolate),
	operation('upsample_bilinear(input, size=None, scale_factor=None)', interpolate),
	operation('pad(input, pad, mode=\'constant\', value=None)', pad),
	pixelShuffle, pixelUnshuffle,
	operation('grid_sample(input, grid, mode=\'bilinear\', padding_mode=\'zeros\', align_corners=None)', (args) => args.tensor('input').as([...args.tensor('input').shape.slice(0, 2), ...args.tensor('grid').shape.slice(1, -1)])),
	operation('affine_grid(theta, size, align_corners=None)', (args) => {
		const size = args.sizes('size');
		return args.tensor('theta').as([size[0]!, ...size.slice(2), size.length - 2]);
	}),
);
