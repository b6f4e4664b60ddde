/** `torch.fft`: discrete Fourier transforms. A real transform keeps ⌊n/2⌋ + 1 of the last axis. https://docs.pytorch.org/docs/stable/fft.html */
import { add, floorDivide, multiply, subtract } from '../python/integers';
import type { Integer } from '../python/integers';
import type { NativeFunction } from '../python/objects';
import type { Value } from '../python/values';
import { operation } from './operation';
import type { TensorArguments } from './operation';
import { normalizeAxis } from './sizes';
import { Tensor } from './tensor';

/** What a transform does to the last of its axes: nothing, half of it is kept, or the whole is made of the half. */
type Kind = 'complex' | 'to-half' | 'from-half';

const half = (size: Integer): Integer => add(floorDivide(size, 2), 1);

/** The axes in the order of their sizes: those that are named, else the last ones that sizes are given for, else the usual ones. */
function axesOf(args: TensorArguments, input: Tensor, sizes: readonly Integer[] | undefined, usual: readonly number[] | undefined): number[] {
	const named = args.has('dim') ? args.numbers('dim') : usual ?? (sizes ?? input.shape).map((_, index, all) => index - all.length);
	return named.map((axis) => normalizeAxis(axis, input.rank, args.functionName, input.shape));
}

function transform(name: string, kind: Kind, size: 'n' | 's', usual: readonly number[] | undefined): NativeFunction {
	return operation(`${name}(input, ${size}=None, dim=None, norm=None)`, (args) => {
		const input = args.tensor('input');
		const sizes = args.has(size) ? args.sizes(size) : undefined;
		const axes = axesOf(args, input, sizes, usual);
		const shape = [...input.shape];
		axes.forEach((axis, index) => {
			const isLast = index === axes.length - 1;
			const before = shape[axis]!;
			const whole = sizes?.[index] ?? (isLast && kind === 'from-half' ? multiply(subtract(before, 1), 2) : before);
			shape[axis] = isLast && kind === 'to-half' ? half(whole) : whole;
		});
		return input.as(shape, kind === 'from-half' ? 'float32' : 'complex64');
	});
}

const LAST = [-1];
const LAST_TWO = [-2, -1];

const same = (name: string): NativeFunction => operation(`${name}(input, dim=None)`, (args) => args.tensor('input').same());

export const FOURIER: Readonly<Record<string, Value>> = Object.fromEntries([
	...(['fft', 'ifft'] as const).flatMap((name) => [transform(name, 'complex', 'n', LAST), transform(`${name}2`, 'complex', 's', LAST_TWO), transform(`${name}n`, 'complex', 's', undefined)]),
	transform('rfft', 'to-half', 'n', LAST), transform('rfft2', 'to-half', 's', LAST_TWO), transform('rfftn', 'to-half', 's', undefined),
	transform('irfft', 'from-half', 'n', LAST), transform('irfft2', 'from-half', 's', LAST_TWO), transform('irfftn', 'from-half', 's', undefined),
	same('fftshift'), same('ifftshift'),
	operation('fftfreq(n, d=1.0)', (args) => new Tensor([args.size('n')])), operation('rfftfreq(n, d=1.0)', (args) => new Tensor([half(args.size('n'))])),
].map((each) => [each.name, each]));
