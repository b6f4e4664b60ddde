import type { ConvolutionGeometry } from './convolution-job';
import type { KernelName, Kernels } from './kernel-module';
import { ABSENT_AXIS, type Axes } from './window';

/** The ways to do a convolution; 'winograd-2' and 'winograd-4' by the side of their output tiles. */
export type Algorithm = 'gemm' | 'winograd-2' | 'winograd-4' | 'direct';

/** How the work of one convolution is laid out. */
export interface ConvolutionPlan {
	readonly algorithm: Algorithm;
	readonly kernel: KernelName;
	/** Rows of the output, or of Winograd's tiles, that one unit covers; and the columns of these, where they are not all. */
	readonly block: number;
	readonly blockColumns?: number;
	/** The axes as the kernel sees them. */
	readonly axes: Axes;
	/** Independent pieces of work, and the panels of filters that each can be divided into. */
	readonly units: number;
	readonly panels: number;
	/** Floats of the packed weights. */
	readonly packedFloats: number;
	/** Packs row-major weights; addresses in bytes, `scratch` with room for {@link PACKING_SCRATCH} floats. */
	readonly pack: ((weights: number, target: number, scratch: number) => void) | 'as they are';
	/** Floats of scratch that each thread needs, given the address of the job's record. */
	readonly scratchFloats: (record: number) => number;
}

/** Floats of scratch that packing needs at most. */
export const PACKING_SCRATCH = 64;

/**
 * Whether Winograd's transforms can take inputs or weights of this greatest magnitude. They add up multiples of the inputs: an infinity
 * or a NaN would spread over its whole tile, greater numbers could overflow on the way, and lesser ones drown in the rounding of denormals.
 */
export function suitsWinograd(magnitude: number): boolean {
	return magnitude === 0 || (magnitude >= 1e-15 && magnitude <= 1e15);
}

/**
 * Output pixels of a block: enough to spread the costs of gathering, and to read stretches of the input's rows that the processor foresees;
 * as many as have room in the second-level cache with so many terms at a time.
 */
const BLOCK_PIXELS = 800;
const BLOCK_BYTES = 400 * 1024;
const TERMS_PER_BLOCK = 256;

/**
 * Bytes of a block of transformed input: it stays in the second-level cache beside the weights; or nearly alone,
 * where the weights are too many to stay there and every block has to fetch all of them again.
 */
const WINOGRAD_BYTES = 640 * 1024;
const WINOGRAD_BYTES_ALONE = 1280 * 1024;

/** Bytes of the band of rows that a direct kernel works on: they stay in the second-level cache. */
const BAND_BYTES = 256 * 1024;

/** Nearly equal blocks of at most `most`, each a multiple of `step`; for several threads so that the busiest one gets least, in blocks of half the size if need be. */
function evenBlock(total: number, most: number, step: number, threads = 1): number {
	const blocks = Math.ceil(total / Math.max(1, most));
	const sizeOf = (count: number): number => Math.ceil(total / count / step) * step;
	if (threads === 1 || blocks === 1) return sizeOf(blocks);
	const busiest = (size: number): number => Math.ceil(Math.ceil(total / size) / threads) * size;
	return Array.from({ length: blocks }, (_, index) => sizeOf(blocks + index)).reduce((best, size) => (busiest(size) < busiest(best) ? size : best));
}

/** A 1 × 1 convolution that visits every cell does not mind which axis a cell is on: all are one row. */
function flattened(axes: Axes): Axes {
	const all = [axes.depth, axes.height, axes.width];
	const pointwise = all.every(({ size, stride, before, after }) => size === 1 && stride === 1 && before === 0 && after === 0);
	if (!pointwise) return axes;
	const cells = all.reduce((total, { input }) => total * input, 1);
	return { depth: ABSENT_AXIS, height: ABSENT_AXIS, width: { ...ABSENT_AXIS, input: cells, output: cells } };
}

/** Implicit GEMM takes everything. */
export function planGemm(geometry: ConvolutionGeometry, kernels: Kernels, threads: number): ConvolutionPlan {
	const { images, groups, channels, filters } = geometry;
	const axes = flattened(geometry.axes), { depth, height, width } = axes;
	const terms = channels * depth.size * height.size * width.size;
	const rows = depth.output * height.output;
	const most = Math.min(BLOCK_PIXELS, Math.floor(BLOCK_BYTES / 4 / Math.min(terms, TERMS_PER_BLOCK)));
	const block = evenBlock(rows, Math.floor(most / width.output), 1, threads);
	const blockColumns = block > 1 ? width.output : evenBlock(width.output, most, 8, rows === 1 ? threads : 1);
	return {
		algorithm: 'gemm',
		kernel: 'gemmConvolution',
		block,
		blockColumns,
		axes,
		units: images * groups * Math.ceil(rows / block) * Math.ceil(width.output / blockColumns),
		panels: kernels.panelsOf(filters),
		packedFloats: groups * filters * terms,
		pack: (weights, target) => kernels.packGemmWeights(weights, target, filters, terms, groups),
		scratchFloats: (record) => kernels.gemmScratch(record),
	};
}

/** Rows of tiles per block: as many as fit, but so that all threads get equally many blocks, even if these are half as large again. */
function winogradBlock(rows: number, rowBytes: number, most: number, threads: number): number {
	const block = evenBlock(rows, Math.floor(most / rowBytes), 1);
	const blocks = Math.ceil(rows / block);
	if (blocks === 1 || blocks % threads === 0) return block;
	const larger = Math.ceil(rows / Math.max(threads, blocks - blocks % threads));
	return larger * rowBytes <= 1.5 * most ? larger : Math.ceil(rows / (blocks - blocks % threads + threads));
}

function planWinograd(tile: 2 | 4, geometry: ConvolutionGeometry, kernels: Kernels, threads: number): ConvolutionPlan {
	const { images, groups, channels, filters, axes: { height, width } } = geometry;
	const down = Math.ceil(height.output / tile), across = Math.ceil(width.output / tile);
	const rowBytes = 4 * (tile + 2) ** 2 * channels * across;
	const packedFloats = kernels.winogradWeights(tile, channels, filters, groups);
	const most = packedFloats / groups * 4 > WINOGRAD_BYTES_ALONE ? WINOGRAD_BYTES_ALONE : WINOGRAD_BYTES;
	const block = winogradBlock(down, rowBytes, most, threads);
	return {
		algorithm: `winograd-${tile}`,
		kernel: `winograd${tile}Convolution`,
		block,
		axes: geometry.axes,
		units: images * groups * Math.ceil(down / block),
		panels: kernels.panelsOf(filters),
		packedFloats,
		pack: (weights, target, scratch) => kernels.packWinogradWeights(tile, weights, target, filters, channels, groups, scratch),
		scratchFloats: (record) => kernels.winogradScratch(tile, record),
	};
}

/** The packed weights of the direct kernels are the weights themselves. */
function planDirect(geometry: ConvolutionGeometry, kernels: Kernels): ConvolutionPlan {
	const { images, groups, channels, filters, axes: { height, width } } = geometry;
	const three = isPlainThree(geometry) && width.before <= 1 && width.after <= 1 && height.output >= 3;
	const rowBytes = 4 * (width.input + width.output) * height.stride * channels;
	const block = Math.min(height.output, Math.max(6, Math.floor(BAND_BYTES / rowBytes / 6) * 6)); // kernels take two or three rows at a time
	return {
		algorithm: 'direct',
		kernel: three ? 'directThreeConvolution' : 'directConvolution',
		block,
		axes: geometry.axes,
		units: images * groups * filters * Math.ceil(height.output / block),
		panels: 1,
		packedFloats: groups * filters * channels * height.size * width.size,
		pack: 'as they are',
		scratchFloats: (record) => three ? kernels.directThreeScratch(record) : kernels.directScratch(record),
	};
}

/** Whether the map has two axes at most. */
function isFlat({ axes: { depth } }: ConvolutionGeometry): boolean {
	return depth.input === 1 && depth.output === 1 && depth.size === 1;
}

/** Whether the kernel is 3 × 3 with stride and dilation 1. */
function isPlainThree({ axes: { height, width } }: ConvolutionGeometry): boolean {
	return [height, width].every(({ size, stride, dilation }) => size === 3 && stride === 1 && dilation === 1);
}

/** Whether so few filters see so few channels that a matrix product would be mostly overhead. */
function suitsDirect(geometry: ConvolutionGeometry): boolean {
	const { channels, filters, axes: { height, width } } = geometry;
	if (!isFlat(geometry) || width.output < 4) return false;
	if (channels === 1) return filters <= 4;
	return filters <= 4 && isPlainThree(geometry) && width.before <= 1 && width.after <= 1 && height.output >= 3;
}

/** The side of Winograd's tiles that pays for this layer, if any does. */
function winogradTile(geometry: ConvolutionGeometry): 2 | 4 | undefined {
	const { channels, filters, axes: { height, width } } = geometry;
	if (!isFlat(geometry) || !isPlainThree(geometry) || channels < 16 || filters < 16) return undefined;
	return height.output <= 8 && width.output <= 8 ? 2 : 4;
}

/** The fastest way to do a convolution on so many threads. */
export function planConvolution(
	geometry: ConvolutionGeometry, kernels: Kernels, winograd: 'allowed' | 'avoided', threads: number,
): ConvolutionPlan {
	if (suitsDirect(geometry)) return planDirect(geometry, kernels);
	const tile = winograd === 'allowed' ? winogradTile(geometry) : undefined;
	return tile === undefined ? planGemm(geometry, kernels, threads) : planWinograd(tile, geometry, kernels, threads);
}
