import type { Tensor } from '../engine/tensor';
import { boxKernel, identityKernel, kernelTable, type KernelId } from './kernel-table';
import type { Localize } from './localize';
import { kernelSizes, separableFactors, type Factors } from './separable';

/** A kernel with a name, as it is recognised in someone's numbers. */
export interface RecognizedKernel {
	readonly id: KernelId;
	/** Its name, with its direction or size where it has one: Sobel x, Gaussian 5 × 5. */
	readonly name: string;
	/** What convolving with it does, in one line. */
	readonly description: string;
	/** What the kernel as it is usually written is multiplied by; negative where every sign is turned. */
	readonly scale: number;
	/** How it stands to the kernel as it is usually written. */
	readonly orientation: Orientation;
	/** The column and the row that it is the product of, where it is separable. */
	readonly factors: Factors | undefined;
}

export type Orientation = 'as-written' | 'flipped' | 'transposed';

/** Numbers agree when they differ by less than this part of the largest: the last digit of a number printed with four. */
const TOLERANCE = 1e-3;
/** How far a sampled Gaussian's outer weights may be from the curve through its inner ones. */
const GAUSSIAN_TOLERANCE = 0.02;

/**
 * The kernel of the textbooks that this one is, up to a factor, a flip or an exchange of rows and columns; undefined for all others.
 * Leading axes of size 1 don't matter: a (1, 1, 3, 3) weight is its 3 × 3.
 */
export function recognizedKernel(kernel: Tensor, localize: Localize): RecognizedKernel | undefined {
	const sizes = kernelSizes(kernel);
	if (sizes === undefined || kernel.data.some((value) => !Number.isFinite(value)) || kernel.data.every((value) => value === 0))
		return undefined;
	const [height, width] = sizes;
	const factors = separableFactors(kernel);
	const { data } = kernel;
	for (const entry of kernelTable(localize)) {
		if (entry.rows.length !== height || entry.rows[0]!.length !== width) continue;
		const match = matchOf(data, entry.rows.flat(), height);
		if (match === undefined) continue;
		const { scale, orientation } = match;
		const name = orientation === 'transposed' ? (entry.transposedName ?? entry.name) : entry.name;
		return { id: entry.id, name, description: entry.description, scale, orientation, factors };
	}
	return plainKernel(data, height, width, factors, localize) ?? sampledGaussian(data, height, width, factors, localize);
}

/** Every turn and mirror image of a square, in the order of how little it changes. */
const ORIENTATIONS: ReadonlyArray<{
	orientation: Orientation;
	source: (row: number, column: number, last: number) => readonly [number, number];
}> = [
	{ orientation: 'as-written', source: (row, column) => [row, column] },
	{ orientation: 'flipped', source: (row, column, last) => [row, last - column] },
	{ orientation: 'flipped', source: (row, column, last) => [last - row, column] },
	{ orientation: 'flipped', source: (row, column, last) => [last - row, last - column] },
	{ orientation: 'transposed', source: (row, column) => [column, row] },
	{ orientation: 'transposed', source: (row, column, last) => [last - column, row] },
	{ orientation: 'transposed', source: (row, column, last) => [column, last - row] },
	{ orientation: 'transposed', source: (row, column, last) => [last - column, last - row] },
];

/** The factor and the orientation under which these numbers are the pattern's, a positive factor before a negative one. */
function matchOf(data: Float64Array, pattern: readonly number[], size: number): { scale: number; orientation: Orientation } | undefined {
	const matches = ORIENTATIONS.flatMap(({ orientation, source }) => {
		const turned = pattern.map((_, index) => {
			const [row, column] = source(Math.floor(index / size), index % size, size - 1);
			return pattern[row * size + column]!;
		});
		const scale = scaleBetween(data, turned);
		return scale === undefined ? [] : [{ scale, orientation }];
	});
	return matches.find(({ scale, orientation }) => scale > 0 && orientation !== 'transposed') ?? matches[0];
}

/** The factor that makes the pattern of these numbers, within the tolerance. */
function scaleBetween(data: Float64Array, pattern: readonly number[]): number | undefined {
	const place = pattern.reduce((best, value, index) => (Math.abs(value) > Math.abs(pattern[best]!) ? index : best), 0);
	const scale = data[place]! / pattern[place]!;
	if (scale === 0) return undefined;
	const largest = Math.abs(data[place]!);
	return pattern.every((value, index) => Math.abs(value * scale - data[index]!) <= TOLERANCE * largest) ? scale : undefined;
}

/** Identity and box, of any size. */
function plainKernel(
	data: Float64Array,
	height: number,
	width: number,
	factors: Factors | undefined,
	localize: Localize,
): RecognizedKernel | undefined {
	const common = { orientation: 'as-written', factors } as const;
	const first = data[0]!;
	if (height * width > 1 && data.every((value) => Math.abs(value - first) <= TOLERANCE * Math.abs(first))) {
		return {
			...common,
			...boxKernel(height, width, localize),
			scale: first,
		};
	}
	const centre = Math.floor(data.length / 2);
	if (height % 2 === 1 && width % 2 === 1 && data.every((value, index) => (value !== 0) === (index === centre))) {
		return {
			...common,
			...identityKernel(height, width, localize),
			scale: data[centre]!,
		};
	}
	return undefined;
}

/** A Gaussian of any σ: separable, symmetric, and e^(−x²/2σ²) along each axis. */
function sampledGaussian(
	data: Float64Array,
	height: number,
	width: number,
	factors: Factors | undefined,
	localize: Localize,
): RecognizedKernel | undefined {
	if (factors === undefined || height !== width || height % 2 === 0 || height < 3) return undefined;
	const middle = (height - 1) / 2;
	const weights = [factors.column, factors.row].map((line) => line.map((value) => value / line[middle]!));
	const [column, row] = weights as [number[], number[]];
	const ratio = row[middle + 1]!;
	if (!(ratio > 0 && ratio < 1)) return undefined;
	const fits = [column, row].every((line) =>
		line.every((weight, place) => Math.abs(weight - ratio ** ((place - middle) ** 2)) <= GAUSSIAN_TOLERANCE),
	);
	if (!fits) return undefined;
	const sigma = Math.sqrt(-1 / (2 * Math.log(ratio)));
	return {
		id: 'gaussian',
		name: localize('Gaussian {height} × {width}, σ ≈ {sigma}', { height, width, sigma: sigma.toFixed(2) }),
		description: localize('blurs, the centre weighing most'),
		scale: data[middle * width + middle]!,
		orientation: 'as-written',
		factors,
	};
}
