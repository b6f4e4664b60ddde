// Convolution as an implicit matrix product: filters × terms times terms × pixels, blocked for the caches.
// K. Goto and R. van de Geijn, "Anatomy of High-Performance Matrix Multiplication", ACM TOMS 34(3), 2008.
import { Job } from './job';
import { at } from './vector';
import { deal, gatherLine } from './gather';
import { panelCount, panelStart } from './panels';
import { PANEL_COLUMNS, Start, partial, wide } from './tiles';

/** Terms are summed in blocks of at most this many, so that a block of panels stays in the second-level cache. */
const TERMS_PER_BLOCK: i32 = 256;

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

/** Floats of scratch that {@link gemmConvolution} needs: a block of panels, a line with slack, a spare tile. */
export function gemmScratch(block: i32): i32 {
	return TERMS_PER_BLOCK * block + block + 16 + 8 * PANEL_COLUMNS;
}

/**
 * Units `from` … `to` of a convolution, a unit being `job.block` output pixels (a multiple of eight) of one group of one image,
 * and of these the filters in panels `panelFrom` … `panelTo` of the group.
 */
export function gemmConvolution(
	job: Job, input: usize, output: usize, scratch: usize, from: i32, to: i32, panelFrom: i32, panelTo: i32,
): void {
	const pixels = job.outputPlane, terms = job.terms, filters = job.filters;
	const blocks = (pixels + job.block - 1) / job.block;
	const termBlocks = (terms + TERMS_PER_BLOCK - 1) / TERMS_PER_BLOCK;
	const termStep = (terms + termBlocks - 1) / termBlocks;
	const line = at(scratch, TERMS_PER_BLOCK * job.block);
	const spare = at(line, job.block + 16);
	const pitch = <usize>pixels << 2;
	for (let unit = from; unit < to; ++unit) {
		const group = unit / blocks, first = (unit - group * blocks) * job.block;
		const groupInGroups = group % job.groups;
		const source = at(input, group * job.channels * job.plane);
		const target = at(output, group * filters * pixels);
		const weights = at(job.weights, groupInGroups * filters * terms);
		const bias = at(job.bias, groupInGroups * filters);
		const count = min(job.block, pixels - first);
		for (let term = 0; term < terms; term += termStep) {
			const depth = min(termStep, terms - term);
			gatherPanels(job, source, scratch, line, term, depth, first, count);
			const panelBytes = <usize>depth << 5;
			for (let panel = panelFrom; panel < panelTo; ++panel) {
				const row = panelStart(filters, panel), rows = panelStart(filters, panel + 1) - row;
				const a = at(weights, row * terms + term * rows);
				const start = term > 0 ? Start.Target : Start.Bias;
				let b = scratch, tile = at(target, row * pixels + first), columns = count;
				for (; columns >= PANEL_COLUMNS; columns -= PANEL_COLUMNS) {
					wide(rows, depth, a, b, tile, pitch, start, at(bias, row));
					b += panelBytes;
					tile += 32;
				}
				if (columns > 0) partial(rows, depth, a, b, tile, pitch, start, at(bias, row), columns, spare);
			}
		}
	}
}

/** Terms `term` … of the pixels `first` …, in panels [panel of eight pixels][term][8]. */
function gatherPanels(job: Job, source: usize, panels: usize, line: usize, term: i32, depth: i32, first: i32, count: i32): void {
	const panelBytes = <usize>depth << 5;
	const kernelHeight = job.kernelHeight, kernelWidth = job.kernelWidth, kernelArea = kernelHeight * kernelWidth;
	const planeBytes = <usize>job.plane << 2;
	const pointwise = job.kernelDepth * kernelArea == 1
		&& job.strideDepth == 1 && job.strideHeight == 1 && job.strideWidth == 1 && job.outputPlane == job.plane;
	if (pointwise) {
		for (let i = 0; i < depth; ++i) deal(at(source + <usize>(term + i) * planeBytes, first), panels + (<usize>i << 5), count, panelBytes);
		return;
	}
	const volume = job.kernelDepth * kernelArea;
	let channel = term / volume;
	let rest = term - channel * volume;
	let kd = rest / kernelArea;
	rest -= kd * kernelArea;
	let kh = rest / kernelWidth, kw = rest - kh * kernelWidth;
	for (let i = 0; i < depth; ++i) {
		gatherLine(line, job, source + <usize>channel * planeBytes, kd, kh, kw, first, count);
		deal(line, panels + (<usize>i << 5), count, panelBytes);
		if (++kw == kernelWidth) {
			kw = 0;
			if (++kh == kernelHeight) {
				kh = 0;
				if (++kd == job.kernelDepth) {
					kd = 0;
					++channel;
				}
			}
		}
	}
}
