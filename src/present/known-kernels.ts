import { tensor, type Tensor } from '../engine/tensor';
import type { Localize } from './localize';

/** A kernel that has a name in image processing. */
export interface KnownKernel {
	/** Stable across languages and versions. */
	readonly id: string;
	readonly name: string;
	/** What it does to an image, in a few words. */
	readonly effect: string;
	readonly kernel: Tensor;
}

const square = (...values: number[]): Tensor => tensor([Math.sqrt(values.length), Math.sqrt(values.length)], values);
const divided = (by: number, ...values: number[]): Tensor => square(...values.map((value) => value / by));

/** The well-known 3×3 kernels (R. C. Gonzalez and R. E. Woods, "Digital Image Processing", chapters 3 and 10). Not flipped. */
export function knownKernels(localize: Localize): readonly KnownKernel[] {
	return [
		{ id: 'identity', name: localize('Identity'), effect: localize('leaves the image as it is'), kernel: square(0, 0, 0, 0, 1, 0, 0, 0, 0) },
		{ id: 'box', name: localize('Box blur'), effect: localize('the mean of the neighbourhood'), kernel: divided(9, 1, 1, 1, 1, 1, 1, 1, 1, 1) },
		{ id: 'gaussian', name: localize('Gaussian blur'), effect: localize('a weighted mean, the centre counts most'), kernel: divided(16, 1, 2, 1, 2, 4, 2, 1, 2, 1) },
		{ id: 'sharpen', name: localize('Sharpen'), effect: localize('raises what differs from its neighbours'), kernel: square(0, -1, 0, -1, 5, -1, 0, -1, 0) },
		{ id: 'sobel-x', name: localize('Sobel x'), effect: localize('vertical edges'), kernel: square(-1, 0, 1, -2, 0, 2, -1, 0, 1) },
		{ id: 'sobel-y', name: localize('Sobel y'), effect: localize('horizontal edges'), kernel: square(-1, -2, -1, 0, 0, 0, 1, 2, 1) },
		{ id: 'prewitt', name: localize('Prewitt'), effect: localize('vertical edges, unweighted'), kernel: square(-1, 0, 1, -1, 0, 1, -1, 0, 1) },
		{ id: 'laplacian', name: localize('Laplacian'), effect: localize('edges of every direction'), kernel: square(0, 1, 0, 1, -4, 1, 0, 1, 0) },
		{ id: 'emboss', name: localize('Emboss'), effect: localize('a relief lit from the upper left'), kernel: square(-2, -1, 0, -1, 1, 1, 0, 1, 2) },
	];
}
