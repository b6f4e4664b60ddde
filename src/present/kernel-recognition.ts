import type { Tensor } from '../engine/tensor';
import { kernelSizes, separableFactors, type Factors } from './separable';

/** Turns an English message with `{name}` places into the reader's language: the signature of `vscode.l10n.t`. */
type Localize = (message: string, values?: Readonly<Record<string, string | number>>) => string;

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

export type KernelId =
	| 'identity'
	| 'box'
	| 'gaussian'
	| 'sobel'
	| 'prewitt'
	| 'scharr'
	| 'laplacian-4'
	| 'laplacian-8'
	| 'laplacian-of-gaussian'
	| 'sharpen'
	| 'sharpen-8'
	| 'unsharp-mask'
	| 'emboss'
	| 'roberts';
export type Orientation = 'as-written' | 'flipped' | 'transposed';

interface Entry {
	readonly id: KernelId;
	readonly name: string;
	/** The name when rows and columns are exchanged, where that is another kernel. */
	readonly transposedName?: string;
	readonly description: string;
	readonly rows: ReadonlyArray<readonly number[]>;
}

/** The kernels of textbooks, as they are usually written. */
function catalogue(localize: Localize): readonly Entry[] {
	return [
		{
			id: 'gaussian',
			name: localize('Gaussian 3 × 3'),
			description: localize('blurs, the centre weighing most (binomial weights)'),
			rows: [
				[1, 2, 1],
				[2, 4, 2],
				[1, 2, 1],
			],
		},
		{
			id: 'gaussian',
			name: localize('Gaussian 5 × 5'),
			description: localize('blurs, the centre weighing most (binomial weights)'),
			rows: [
				[1, 4, 6, 4, 1],
				[4, 16, 24, 16, 4],
				[6, 24, 36, 24, 6],
				[4, 16, 24, 16, 4],
				[1, 4, 6, 4, 1],
			],
		},
		{
			id: 'gaussian',
			name: localize('Gaussian 5 × 5'),
			description: localize('blurs, the centre weighing most (σ = 1, rounded to 273rds)'),
			rows: [
				[1, 4, 7, 4, 1],
				[4, 16, 26, 16, 4],
				[7, 26, 41, 26, 7],
				[4, 16, 26, 16, 4],
				[1, 4, 7, 4, 1],
			],
		},
		{
			id: 'sobel',
			name: localize('Sobel x'),
			transposedName: localize('Sobel y'),
			description: localize('an edge detector: changes in one direction, smoothed across it'),
			rows: [
				[-1, 0, 1],
				[-2, 0, 2],
				[-1, 0, 1],
			],
		},
		{
			id: 'prewitt',
			name: localize('Prewitt x'),
			transposedName: localize('Prewitt y'),
			description: localize('an edge detector: changes in one direction, averaged across it'),
			rows: [
				[-1, 0, 1],
				[-1, 0, 1],
				[-1, 0, 1],
			],
		},
		{
			id: 'scharr',
			name: localize('Scharr x'),
			transposedName: localize('Scharr y'),
			description: localize('an edge detector: changes in one direction, with nearly the same strength however the edge is turned'),
			rows: [
				[-3, 0, 3],
				[-10, 0, 10],
				[-3, 0, 3],
			],
		},
		{
			id: 'laplacian-4',
			name: localize('Laplacian (4 neighbours)'),
			description: localize('sums the second derivatives: answers to edges and spots in every direction'),
			rows: [
				[0, 1, 0],
				[1, -4, 1],
				[0, 1, 0],
			],
		},
		{
			id: 'laplacian-8',
			name: localize('Laplacian (8 neighbours)'),
			description: localize('sums the second derivatives, diagonals too: answers to edges and spots'),
			rows: [
				[1, 1, 1],
				[1, -8, 1],
				[1, 1, 1],
			],
		},
		{
			id: 'laplacian-of-gaussian',
			name: localize('Laplacian of Gaussian 5 × 5'),
			description: localize('blurs, then sums the second derivatives: answers to spots of its size'),
			rows: [
				[0, 0, -1, 0, 0],
				[0, -1, -2, -1, 0],
				[-1, -2, 16, -2, -1],
				[0, -1, -2, -1, 0],
				[0, 0, -1, 0, 0],
			],
		},
		{
			id: 'sharpen',
			name: localize('Sharpen'),
			description: localize('adds to each pixel its difference from the 4 around it'),
			rows: [
				[0, -1, 0],
				[-1, 5, -1],
				[0, -1, 0],
			],
		},
		{
			id: 'sharpen-8',
			name: localize('Sharpen (8 neighbours)'),
			description: localize('adds to each pixel its difference from the 8 around it'),
			rows: [
				[-1, -1, -1],
				[-1, 9, -1],
				[-1, -1, -1],
			],
		},
		{
			id: 'unsharp-mask',
			name: localize('Unsharp mask 5 × 5'),
			description: localize('sharpens: twice the picture less its Gaussian blur'),
			rows: [
				[1, 4, 6, 4, 1],
				[4, 16, 24, 16, 4],
				[6, 24, -476, 24, 6],
				[4, 16, 24, 16, 4],
				[1, 4, 6, 4, 1],
			],
		},
		{
			id: 'emboss',
			name: localize('Emboss'),
			description: localize('lights the picture from one corner, as if it were raised'),
			rows: [
				[-2, -1, 0],
				[-1, 1, 1],
				[0, 1, 2],
			],
		},
		{
			id: 'roberts',
			name: localize('Roberts cross'),
			description: localize('differences along a diagonal: a small edge detector'),
			rows: [
				[1, 0],
				[0, -1],
			],
		},
	];
}

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
	for (const entry of catalogue(localize)) {
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
			id: 'box',
			name: localize('Box {height} × {width}', { height, width }),
			description: localize('blurs: the average of its receptive field, up to a factor'),
			scale: first,
		};
	}
	const centre = Math.floor(data.length / 2);
	if (height % 2 === 1 && width % 2 === 1 && data.every((value, index) => (value !== 0) === (index === centre))) {
		return {
			...common,
			id: 'identity',
			name: localize('Identity {height} × {width}', { height, width }),
			description: localize('leaves the picture as it is, up to a factor'),
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
