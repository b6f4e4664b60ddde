import type { ConvolutionGeometry } from './convolution-job';
import type { ConvolutionKernelName, Kernels } from './kernel-module';

/** How the work of one convolution is laid out. */
export interface ConvolutionPlan {
	readonly algorithm: 'gemm';
	readonly kernel: ConvolutionKernelName;
	/** How much of the output one unit covers; what it counts is the kernel's affair. */
	readonly block: number;
	/** Independent pieces of work, and the panels of filters that each can be divided into. */
	readonly units: number;
	readonly panels: number;
	/** Floats of scratch that each thread needs. */
	readonly scratchFloats: number;
	/** Floats of the packed weights. */
	readonly packedFloats: number;
	/** Packs row-major weights, both addresses in bytes. */
	readonly pack: (weights: number, target: number) => void;
}

/** Nearly equal blocks of at most `most`, each a multiple of `step`. */
function evenBlock(total: number, most: number, step: number): number {
	const blocks = Math.ceil(total / most);
	return Math.ceil(total / blocks / step) * step;
}

/** Output pixels whose gathered inputs stay in the second-level cache beside a panel of weights. */
const GEMM_PIXELS = 64;

function pixels({ axes }: ConvolutionGeometry): number {
	return axes.depth.output * axes.height.output * axes.width.output;
}

/** Implicit GEMM takes everything. */
export function planGemm(geometry: ConvolutionGeometry, kernels: Kernels): ConvolutionPlan {
	const { images, groups, channels, filters, axes } = geometry;
	const terms = channels * axes.depth.size * axes.height.size * axes.width.size;
	const block = evenBlock(pixels(geometry), GEMM_PIXELS, 8);
	return {
		algorithm: 'gemm',
		kernel: 'gemmConvolution',
		block,
		units: images * groups * Math.ceil(pixels(geometry) / block),
		panels: kernels.panelsOf(filters),
		scratchFloats: kernels.gemmScratch(block),
		packedFloats: groups * filters * terms,
		pack: (weights, target) => {
			for (let group = 0; group < groups; group++) {
				const offset = group * filters * terms * 4;
				kernels.packGemmWeights(weights + offset, target + offset, filters, terms);
			}
		},
	};
}

/** The fastest way to do a convolution. */
export function planConvolution(geometry: ConvolutionGeometry, kernels: Kernels): ConvolutionPlan {
	return planGemm(geometry, kernels);
}
