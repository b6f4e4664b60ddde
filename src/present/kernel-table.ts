import type { Localize } from './localize';

export type KernelId =
	| 'identity' | 'box' | 'gaussian' | 'sobel' | 'prewitt' | 'scharr' | 'laplacian-4' | 'laplacian-8' | 'laplacian-of-gaussian'
	| 'sharpen' | 'sharpen-8' | 'unsharp-mask' | 'emboss' | 'roberts';

/** A kernel's name and what convolving with it does. */
interface NamedKernel {
	readonly id: KernelId;
	readonly name: string;
	readonly description: string;
}

/** A kernel of the textbooks, as it is usually written. */
export interface TableKernel extends NamedKernel {
	/** The name when rows and columns are exchanged, where that is another kernel. */
	readonly transposedName?: string;
	readonly rows: ReadonlyArray<readonly number[]>;
	/**
	 * Where it is offered to convolve with: under these names, which stay the same across languages and versions, as written and, where that is
	 * another kernel, with rows and columns exchanged; its numbers are divided as is usual. Others are only recognised.
	 */
	readonly offered?: { readonly as: readonly [string, string?]; readonly divisor: number };
}

/** A kernel of equal weights. */
export function boxKernel(height: number, width: number, localize: Localize): NamedKernel {
	return { id: 'box', name: localize('Box {height} × {width}', { height, width }), description: localize('blurs: the average of its receptive field, up to a factor') };
}

/** A kernel of a single weight in its middle. */
export function identityKernel(height: number, width: number, localize: Localize): NamedKernel {
	return { id: 'identity', name: localize('Identity {height} × {width}', { height, width }), description: localize('leaves the picture as it is, up to a factor') };
}

/**
 * The kernels of textbooks (R. C. Gonzalez and R. E. Woods, "Digital Image Processing", chapters 3 and 10), not flipped: what is offered to
 * convolve with, and what is recognised in someone's numbers.
 */
export function kernelTable(localize: Localize): readonly TableKernel[] {
	return [
		{ ...identityKernel(3, 3, localize), rows: [[0, 0, 0], [0, 1, 0], [0, 0, 0]], offered: { as: ['identity'], divisor: 1 } },
		{ ...boxKernel(3, 3, localize), rows: [[1, 1, 1], [1, 1, 1], [1, 1, 1]], offered: { as: ['box'], divisor: 9 } },
		{ ...boxKernel(2, 2, localize), rows: [[1, 1], [1, 1]], offered: { as: ['box-2x2'], divisor: 4 } },
		{
			id: 'gaussian',
			name: localize('Gaussian 3 × 3'),
			description: localize('blurs, the centre weighing most (binomial weights)'),
			rows: [[1, 2, 1], [2, 4, 2], [1, 2, 1]],
			offered: { as: ['gaussian'], divisor: 16 },
		},
		{
			id: 'gaussian',
			name: localize('Gaussian 5 × 5'),
			description: localize('blurs, the centre weighing most (binomial weights)'),
			rows: [[1, 4, 6, 4, 1], [4, 16, 24, 16, 4], [6, 24, 36, 24, 6], [4, 16, 24, 16, 4], [1, 4, 6, 4, 1]],
			offered: { as: ['gaussian-5x5'], divisor: 256 },
		},
		{
			id: 'gaussian',
			name: localize('Gaussian 5 × 5'),
			description: localize('blurs, the centre weighing most (σ = 1, rounded to 273rds)'),
			rows: [[1, 4, 7, 4, 1], [4, 16, 26, 16, 4], [7, 26, 41, 26, 7], [4, 16, 26, 16, 4], [1, 4, 7, 4, 1]],
		},
		{
			id: 'sharpen',
			name: localize('Sharpen'),
			description: localize('adds to each pixel its difference from the 4 around it'),
			rows: [[0, -1, 0], [-1, 5, -1], [0, -1, 0]],
			offered: { as: ['sharpen'], divisor: 1 },
		},
		{
			id: 'sharpen-8',
			name: localize('Sharpen (8 neighbours)'),
			description: localize('adds to each pixel its difference from the 8 around it'),
			rows: [[-1, -1, -1], [-1, 9, -1], [-1, -1, -1]],
			offered: { as: ['sharpen-8'], divisor: 1 },
		},
		{
			id: 'unsharp-mask',
			name: localize('Unsharp mask 5 × 5'),
			description: localize('sharpens: twice the picture less its Gaussian blur'),
			rows: [[1, 4, 6, 4, 1], [4, 16, 24, 16, 4], [6, 24, -476, 24, 6], [4, 16, 24, 16, 4], [1, 4, 6, 4, 1]],
			offered: { as: ['unsharp-mask'], divisor: -256 },
		},
		{
			id: 'sobel',
			name: localize('Sobel x'),
			transposedName: localize('Sobel y'),
			description: localize('an edge detector: changes in one direction, smoothed across it'),
			rows: [[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]],
			offered: { as: ['sobel-x', 'sobel-y'], divisor: 1 },
		},
		{
			id: 'prewitt',
			name: localize('Prewitt x'),
			transposedName: localize('Prewitt y'),
			description: localize('an edge detector: changes in one direction, averaged across it'),
			rows: [[-1, 0, 1], [-1, 0, 1], [-1, 0, 1]],
			offered: { as: ['prewitt', 'prewitt-y'], divisor: 1 },
		},
		{
			id: 'scharr',
			name: localize('Scharr x'),
			transposedName: localize('Scharr y'),
			description: localize('an edge detector: changes in one direction, with nearly the same strength however the edge is turned'),
			rows: [[-3, 0, 3], [-10, 0, 10], [-3, 0, 3]],
			offered: { as: ['scharr-x', 'scharr-y'], divisor: 1 },
		},
		{
			id: 'laplacian-4',
			name: localize('Laplacian (4 neighbours)'),
			description: localize('sums the second derivatives: answers to edges and spots in every direction'),
			rows: [[0, 1, 0], [1, -4, 1], [0, 1, 0]],
			offered: { as: ['laplacian'], divisor: 1 },
		},
		{
			id: 'laplacian-8',
			name: localize('Laplacian (8 neighbours)'),
			description: localize('sums the second derivatives, diagonals too: answers to edges and spots'),
			rows: [[1, 1, 1], [1, -8, 1], [1, 1, 1]],
			offered: { as: ['laplacian-8'], divisor: 1 },
		},
		{
			id: 'laplacian-of-gaussian',
			name: localize('Laplacian of Gaussian 5 × 5'),
			description: localize('blurs, then sums the second derivatives: answers to spots of its size'),
			rows: [[0, 0, -1, 0, 0], [0, -1, -2, -1, 0], [-1, -2, 16, -2, -1], [0, -1, -2, -1, 0], [0, 0, -1, 0, 0]],
			offered: { as: ['laplacian-of-gaussian'], divisor: 1 },
		},
		{
			id: 'emboss',
			name: localize('Emboss'),
			description: localize('lights the picture from one corner, as if it were raised'),
			rows: [[-2, -1, 0], [-1, 1, 1], [0, 1, 2]],
			offered: { as: ['emboss'], divisor: 1 },
		},
		{
			id: 'roberts',
			name: localize('Roberts cross'),
			description: localize('differences along a diagonal: a small edge detector'),
			rows: [[1, 0], [0, -1]],
			offered: { as: ['roberts'], divisor: 1 },
		},
	];
}
