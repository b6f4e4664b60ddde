// Convolution as an implicit matrix product: filters × terms times terms × pixels, blocked for the caches.
// K. Goto and R. van de Geijn, "Anatomy of High-Performance Matrix Multiplication", ACM TOMS 34(3), 2008.
import { Job } from './job';
import { at } from './vector';
import { dealRows, gatherPanels, gatherScratch } from './gather';
import { STAGGER, panelCount, panelPitch, panelStart } from './panels';
import { PANEL_COLUMNS, PANEL_ROWS, Start, partial, wide } from './tiles';

/** Terms are summed in blocks of at most this many, so that a block of panels stays in the second-level cache. */
const TERMS_PER_BLOCK: i32 = 256;

/** Of a block of panels this many pixels at a time meet all filters: about what the first-level cache holds. */
const STRIP_PIXELS: i32 = 64;

/** Lays [group][filter][term] out as [group][panel][term][filter of the panel], the order in which the microkernels read. */
export function packGemmWeights(weights: usize, target: usize, filters: i32, terms: i32, groups: i32): void {
	const panels = panelCount(filters);
	for (let group = 0; group < groups; ++group) {
		for (let panel = 0; panel < panels; ++panel) {
			const start = panelStart(filters, panel), end = panelStart(filters, panel + 1);
			for (let term = 0; term < terms; ++term) {
				for (let filter = start; filter < end; ++filter) {
					store<f32>(target, load<f32>(at(weights, filter * terms + term)));
					target += 4;
				}
			}
		}
		weights = at(weights, filters * terms);
	}
}

/** Whether the matrix of inputs is the input itself. */
@inline
function isPointwise(job: Job): bool {
	return job.terms == job.channels && job.outputPlane == job.plane && job.strideDepth == 1 && job.strideHeight == 1 && job.strideWidth == 1;
}

@inline
function blockPixels(job: Job): i32 {
	return job.block * job.blockColumns;
}

/** Floats of a block of panels: the last one may be filled only in part. */
@inline
function panelFloats(job: Job): i32 {
	return (min(job.terms, TERMS_PER_BLOCK) + STAGGER / PANEL_COLUMNS) * ((blockPixels(job) + PANEL_COLUMNS - 1) & ~(PANEL_COLUMNS - 1));
}

/** Floats of scratch that {@link gemmConvolution} needs: a block of panels, what gathering needs, a spare tile. */
export function gemmScratch(job: Job): i32 {
	return panelFloats(job) + gatherScratch(job, job.block, job.blockColumns) + PANEL_ROWS * PANEL_COLUMNS;
}

/**
 * Units `from` … `to` of a convolution, a unit being a block of output pixels of one group of one image: `job.block` rows (of all depths)
 * by `job.blockColumns` columns; and of these the filters in panels `panelFrom` … `panelTo` of the group.
 */
export function gemmConvolution(
	job: Job, input: usize, output: usize, scratch: usize, from: i32, to: i32, panelFrom: i32, panelTo: i32,
): void {
	const pixels = job.outputPlane, terms = job.terms, filters = job.filters, outputRows = job.outputDepth * job.outputHeight;
	const across = (job.outputWidth + job.blockColumns - 1) / job.blockColumns, blocks = (outputRows + job.block - 1) / job.block * across;
	const termBlocks = (terms + TERMS_PER_BLOCK - 1) / TERMS_PER_BLOCK, termStep = (terms + termBlocks - 1) / termBlocks;
	const gathering = at(scratch, panelFloats(job)), spare = at(gathering, gatherScratch(job, job.block, job.blockColumns));
	const pitch = <usize>pixels << 2, pointwise = isPointwise(job);
	for (let unit = from; unit < to; ++unit) {
		const group = unit / blocks, block = unit - group * blocks, groupInGroups = group % job.groups;
		const y = block / across * job.block, x = block % across * job.blockColumns;
		const rows = min(job.block, outputRows - y), columns = min(job.blockColumns, job.outputWidth - x);
		const first = y * job.outputWidth + x, count = rows * columns;
		const source = at(input, group * job.channels * job.plane), target = at(output, group * filters * pixels);
		const weights = at(job.weights, groupInGroups * filters * terms), bias = at(job.bias, groupInGroups * filters);
		for (let term = 0; term < terms; term += termStep) {
			const depth = min(termStep, terms - term), panelBytes = panelPitch(depth);
			if (pointwise) {
				dealRows(at(source, term * pixels + first), pitch, depth, scratch, count, panelBytes);
			} else {
				gatherPanels(job, source, scratch, gathering, term, depth, y, rows, x, columns);
			}
			for (let strip = 0; strip < count; strip += STRIP_PIXELS) {
				const panels = scratch + <usize>(strip >> 3) * panelBytes, width = min(STRIP_PIXELS, count - strip);
				for (let panel = panelFrom; panel < panelTo; ++panel) {
					const row = panelStart(filters, panel), panelRows = panelStart(filters, panel + 1) - row;
					const a = at(weights, row * terms + term * panelRows), start = term > 0 ? Start.Target : Start.Bias;
					let b = panels, tile = at(target, row * pixels + first + strip), rest = width;
					for (; rest >= PANEL_COLUMNS; rest -= PANEL_COLUMNS) {
						wide(panelRows, depth, a, b, tile, pitch, start, at(bias, row));
						b += panelBytes;
						tile += 32;
					}
					if (rest > 0) partial(panelRows, depth, a, b, tile, pitch, start, at(bias, row), rest, spare);
				}
			}
		}
	}
}
