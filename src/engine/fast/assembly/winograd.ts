// Three-by-three convolutions of stride 1 with fewer multiplications: F(2×2, 3×3) and F(4×4, 3×3).
// A. Lavin and S. Gray, "Fast Algorithms for Convolutional Neural Networks", CVPR 2016 (arXiv:1509.09308).
// Every point of the transformed tiles is a matrix product of its own: filters × channels times channels × tiles.
import { Job } from './job';
import { deal } from './gather';
import { STAGGER, panelCount, panelStart } from './panels';
import { PANEL_COLUMNS, PANEL_ROWS, Start, narrow, wide } from './tiles';
import { at } from './vector';
import { inputTransformScratch, transformInput } from './winograd-input';
import { storeWeightTransform } from './winograd-lanes';
import { OUTPUT_TRANSFORM_SCRATCH, transformOutput } from './winograd-output';

@inline
function tilesAcross(tile: i32, job: Job): i32 {
	return (job.outputWidth + tile - 1) / tile;
}

/** Tiles of a block of rows, rounded up to whole panels. */
@inline
function paddedTiles(tile: i32, job: Job): i32 {
	return (job.block * tilesAcross(tile, job) + PANEL_COLUMNS - 1) & ~(PANEL_COLUMNS - 1);
}

/** Floats of one point's packed weights in a panel of so many filters. */
@inline
function pointWeights(channels: i32, rows: i32): i32 {
	return channels * rows + STAGGER;
}

/** Floats of one group's packed weights. */
@inline
function groupWeights(tile: i32, channels: i32, filters: i32): i32 {
	const points = (tile + 2) * (tile + 2);
	return points * (channels * filters + panelCount(filters) * STAGGER);
}

/** Floats of all groups' packed weights. */
export function winogradWeights(tile: i32, channels: i32, filters: i32, groups: i32): i32 {
	return groups * groupWeights(tile, channels, filters);
}

/** Packs the weights of all groups as [group][panel][point][channel][filter of the panel]; `scratch` takes 18 + 6 float64. */
export function packWinogradWeights(tile: i32, weights: usize, target: usize, filters: i32, channels: i32, groups: i32, scratch: usize): void {
	const side = tile + 2, panels = panelCount(filters), row = scratch + <usize>(side * 3 * 8);
	for (let group = 0; group < groups; ++group) {
		for (let panel = 0; panel < panels; ++panel) {
			const first = panelStart(filters, panel), rows = panelStart(filters, panel + 1) - first;
			const pointBytes = <usize>pointWeights(channels, rows) << 2;
			for (let channel = 0; channel < channels; ++channel) {
				for (let filter = 0; filter < rows; ++filter) {
					const taps = at(weights, ((group * filters + first + filter) * channels + channel) * 9);
					for (let x = 0; x < 3; ++x) {
						const tap = at(taps, x);
						storeWeightTransform(tile, scratch + (<usize>x << 3), 24, load<f32>(tap), load<f32>(tap, 12), load<f32>(tap, 24));
					}
					let point = at(target, channel * rows + filter);
					for (let y = 0; y < side; ++y) {
						const line = scratch + <usize>(y * 24);
						storeWeightTransform(tile, row, 8, load<f64>(line), load<f64>(line, 8), load<f64>(line, 16));
						for (let x = 0; x < side; ++x) {
							store<f32>(point, <f32>load<f64>(row + (<usize>x << 3)));
							point += pointBytes;
						}
					}
				}
			}
			target += <usize>(side * side) * pointBytes;
		}
	}
}

/** Floats of the block's transformed input, [point][panel of eight tiles][channel][8]. */
@inline
function transformedFloats(tile: i32, job: Job): i32 {
	return (tile + 2) * (tile + 2) * (job.channels * paddedTiles(tile, job) + STAGGER);
}

/** Floats of one panel's products, [point][filter][tile], or of one channel's transformed lines, [point][tile]: never needed together. */
@inline
function productFloats(tile: i32, job: Job): i32 {
	return (tile + 2) * (tile + 2) * (PANEL_ROWS * paddedTiles(tile, job) + STAGGER);
}

@inline
function scratchFloats(tile: i32, job: Job): i32 {
	const spare = max(inputTransformScratch(tile, job, tilesAcross(tile, job)), OUTPUT_TRANSFORM_SCRATCH);
	return transformedFloats(tile, job) + productFloats(tile, job) + spare;
}

/** Transforms a block of the input, channel by channel, into panels. */
@inline
function transformBlock(tile: i32, job: Job, input: usize, tileRow: i32, tileRowEnd: i32, transformed: usize, lines: usize, scratch: usize): void {
	const across = tilesAcross(tile, job), points = (tile + 2) * (tile + 2), tiles = (tileRowEnd - tileRow) * across;
	const lineBytes = <usize>(paddedTiles(tile, job) + STAGGER) << 2;
	const panelBytes = <usize>(job.channels * PANEL_COLUMNS) << 2;
	const pointBytes = <usize>(job.channels * paddedTiles(tile, job) + STAGGER) << 2;
	for (let channel = 0; channel < job.channels; ++channel) {
		transformInput(tile, job, at(input, channel * job.plane), tileRow, tileRowEnd, across, lines, lineBytes, scratch);
		let line = lines, target = at(transformed, channel * PANEL_COLUMNS);
		for (let point = 0; point < points; ++point) {
			deal(line, target, tiles, panelBytes);
			line += lineBytes;
			target += pointBytes;
		}
	}
}

/** Multiplies one panel of filters with a transformed block, point by point. */
@inline
function multiplyPanel(tile: i32, job: Job, rows: i32, weights: usize, transformed: usize, tiles: i32, products: usize): void {
	const points = (tile + 2) * (tile + 2), channels = job.channels, pitch = <usize>paddedTiles(tile, job) << 2;
	const panelBytes = <usize>(channels * PANEL_COLUMNS) << 2;
	const pointBytes = <usize>(channels * paddedTiles(tile, job) + STAGGER) << 2;
	for (let point = 0; point < points; ++point) {
		let b = transformed, target = products, rest = tiles;
		for (; rest > 4; rest -= PANEL_COLUMNS) {
			wide(rows, channels, weights, b, target, pitch, Start.Zero, 0);
			b += panelBytes;
			target += 32;
		}
		if (rest > 0) narrow(rows, channels, weights, b, target, pitch, Start.Zero, 0);
		weights = at(weights, pointWeights(channels, rows));
		transformed += pointBytes;
		products += <usize>rows * pitch + (STAGGER << 2);
	}
}

/** Units `from` … `to`, a unit being `job.block` rows of tiles of one group of one image; of these the panels `panelFrom` … `panelTo`. */
@inline
function convolve(tile: i32, job: Job, input: usize, output: usize, scratch: usize, from: i32, to: i32, panelFrom: i32, panelTo: i32): void {
	const across = tilesAcross(tile, job), down = (job.outputHeight + tile - 1) / tile, blocks = (down + job.block - 1) / job.block;
	const filters = job.filters, pixels = job.outputPlane, side = tile + 2;
	const transformed = scratch, products = at(scratch, transformedFloats(tile, job)), spare = at(products, productFloats(tile, job));
	const pitch = <usize>paddedTiles(tile, job) << 2;
	for (let unit = from; unit < to; ++unit) {
		const group = unit / blocks, groupInGroups = group % job.groups;
		const tileRow = (unit - group * blocks) * job.block, tileRowEnd = min(down, tileRow + job.block), tiles = (tileRowEnd - tileRow) * across;
		transformBlock(tile, job, at(input, group * job.channels * job.plane), tileRow, tileRowEnd, transformed, products, spare);
		const groupStart = at(job.weights, groupInGroups * groupWeights(tile, job.channels, filters));
		for (let panel = panelFrom; panel < panelTo; ++panel) {
			const first = panelStart(filters, panel), rows = panelStart(filters, panel + 1) - first;
			const weights = at(groupStart, side * side * (job.channels * first + panel * STAGGER));
			multiplyPanel(tile, job, rows, weights, transformed, tiles, products);
			const pointBytes = <usize>rows * pitch + (STAGGER << 2);
			for (let row = 0; row < rows; ++row) {
				const filter = first + row;
				transformOutput(
					tile, products + <usize>row * pitch, pointBytes, tileRow * across, tiles, across,
					at(output, (group * filters + filter) * pixels), job.outputHeight, job.outputWidth,
					load<f32>(at(job.bias, groupInGroups * filters + filter)), spare,
				);
			}
		}
	}
}

/** Floats of scratch that a convolution with tiles of this side needs. */
export function winogradScratch(tile: i32, job: Job): i32 {
	return scratchFloats(tile, job);
}

/** F(2×2, 3×3): 2.25 times fewer multiplications, for small maps of many channels. */
export function winograd2Convolution(
	job: Job, input: usize, output: usize, scratch: usize, from: i32, to: i32, panelFrom: i32, panelTo: i32,
): void {
	convolve(2, job, input, output, scratch, from, to, panelFrom, panelTo);
}

/** F(4×4, 3×3): four times fewer multiplications. */
export function winograd4Convolution(
	job: Job, input: usize, output: usize, scratch: usize, from: i32, to: i32, panelFrom: i32, panelTo: i32,
): void {
	convolve(4, job, input, output, scratch, from, to, panelFrom, panelTo);
}
