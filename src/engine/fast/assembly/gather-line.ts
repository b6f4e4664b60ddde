// The cells under one weight along a run of output pixels, wherever the borders of the input are: for any number of axes.
import { Job } from './job';
import { at, clear, clearLoosely, copyEvery } from './vector';

/**
 * line[i] = the input cell under the weight (kd, kh, kw) of one channel for the output pixel `first + i`; zero where that is padding.
 * Writes up to three floats beyond `count`.
 */
@inline
export function gatherLine(line: usize, job: Job, plane: usize, kd: i32, kh: i32, kw: i32, first: i32, count: i32): void {
	const width = job.width, outputWidth = job.outputWidth, outputHeight = job.outputHeight, step = job.strideWidth;
	let outputRow = first / outputWidth;
	let x = first - outputRow * outputWidth;
	let z = outputRow / outputHeight;
	let y = outputRow - z * outputHeight;
	// The x for which 0 ≤ x · step + shift < width.
	const shift = kw * job.dilationWidth - job.paddingWidth;
	const last = width - 1 - shift;
	const validEnd = last < 0 ? 0 : min(outputWidth, last / step + 1);
	const validStart = min(validEnd, shift < 0 ? (step - 1 - shift) / step : 0);
	while (count > 0) {
		const end = min(outputWidth, x + count), run = end - x;
		const inputZ = z * job.strideDepth + kd * job.dilationDepth - job.paddingDepth;
		const inputY = y * job.strideHeight + kh * job.dilationHeight - job.paddingHeight;
		if (<u32>inputZ >= <u32>job.depth || <u32>inputY >= <u32>job.height) {
			clearLoosely(line, run);
		} else {
			const from = min(max(validStart, x), end), to = max(from, min(validEnd, end));
			clear(line, from - x);
			const source = (inputZ * job.height + inputY) * width + from * step + shift;
			if (to > from) copyEvery(at(line, from - x), at(plane, source), step, to - from);
			clear(at(line, to - x), end - to);
		}
		line = at(line, run);
		count -= run;
		x = 0;
		if (++y == outputHeight) {
			y = 0;
			++z;
		}
	}
}
