// Any kernel over one channel: the sum of shifted and weighted copies of its rows, kept in registers.
import { bandFloats, bandPitch, columnShift, copyBand, needsNoBand } from './band';
import { Job } from './job';
import { at, multiplyAdd } from './vector';

/** Two output rows at once, 4 · `vectors` columns wide: all input rows but the outermost serve both. Stride and dilation 1. */
@inline
function pairBlock(
	vectors: i32, source: usize, pitch: usize, weights: usize, kernelHeight: i32, kernelWidth: i32, target: usize, targetPitch: usize, bias: f32,
): void {
	let a0 = f32x4.splat(bias), a1 = a0, a2 = a0, a3 = a0, b0 = a0, b1 = a0, b2 = a0, b3 = a0;
	const rowBytes = <usize>kernelWidth << 2;
	let top = source, bottom = source + <usize>kernelHeight * pitch, upper = weights, lower = weights + <usize>(kernelHeight - 1) * rowBytes;
	for (const end = weights + rowBytes; upper < end; upper += 4) {
		let weight = v128.load32_splat(upper);
		a0 = multiplyAdd(a0, v128.load(top), weight);
		if (vectors > 1) {
			a1 = multiplyAdd(a1, v128.load(top, 16), weight);
			a2 = multiplyAdd(a2, v128.load(top, 32), weight);
			a3 = multiplyAdd(a3, v128.load(top, 48), weight);
		}
		weight = v128.load32_splat(lower);
		b0 = multiplyAdd(b0, v128.load(bottom), weight);
		if (vectors > 1) {
			b1 = multiplyAdd(b1, v128.load(bottom, 16), weight);
			b2 = multiplyAdd(b2, v128.load(bottom, 32), weight);
			b3 = multiplyAdd(b3, v128.load(bottom, 48), weight);
		}
		top += 4; bottom += 4; lower += 4;
	}
	lower = weights;
	for (let row = 1; row < kernelHeight; ++row) {
		source += pitch;
		let cell = source;
		for (const end = upper + rowBytes; upper < end; upper += 4) {
			const above = v128.load32_splat(upper), below = v128.load32_splat(lower), v0 = v128.load(cell);
			a0 = multiplyAdd(a0, v0, above); b0 = multiplyAdd(b0, v0, below);
			if (vectors > 1) {
				const v1 = v128.load(cell, 16), v2 = v128.load(cell, 32), v3 = v128.load(cell, 48);
				a1 = multiplyAdd(a1, v1, above); b1 = multiplyAdd(b1, v1, below);
				a2 = multiplyAdd(a2, v2, above); b2 = multiplyAdd(b2, v2, below);
				a3 = multiplyAdd(a3, v3, above); b3 = multiplyAdd(b3, v3, below);
			}
			cell += 4; lower += 4;
		}
	}
	v128.store(target, a0);
	v128.store(target + targetPitch, b0);
	if (vectors > 1) {
		v128.store(target, a1, 16); v128.store(target, a2, 32); v128.store(target, a3, 48);
		target += targetPitch;
		v128.store(target, b1, 16); v128.store(target, b2, 32); v128.store(target, b3, 48);
	}
}

function pair16(source: usize, pitch: usize, weights: usize, kernelHeight: i32, kernelWidth: i32, target: usize, targetPitch: usize, bias: f32): void {
	pairBlock(4, source, pitch, weights, kernelHeight, kernelWidth, target, targetPitch, bias);
}

function pair4(source: usize, pitch: usize, weights: usize, kernelHeight: i32, kernelWidth: i32, target: usize, targetPitch: usize, bias: f32): void {
	pairBlock(1, source, pitch, weights, kernelHeight, kernelWidth, target, targetPitch, bias);
}

/** Two output rows of four or more columns; the last block overlaps the one before where they do not fit. */
@inline
function pairRows(job: Job, source: usize, pitch: usize, weights: usize, target: usize, bias: f32): void {
	const columns = job.outputWidth, targetPitch = <usize>columns << 2;
	let x = 0;
	for (; x + 16 <= columns; x += 16) pair16(at(source, x), pitch, weights, job.kernelHeight, job.kernelWidth, at(target, x), targetPitch, bias);
	if (x == columns) return;
	if (columns >= 16) {
		x = columns - 16;
		pair16(at(source, x), pitch, weights, job.kernelHeight, job.kernelWidth, at(target, x), targetPitch, bias);
		return;
	}
	for (; x < columns; x += 4) {
		x = min(x, columns - 4);
		pair4(at(source, x), pitch, weights, job.kernelHeight, job.kernelWidth, at(target, x), targetPitch, bias);
	}
}

/** One output row, 4 · `vectors` columns wide, with any strides and dilations: a column's weight looks into the phase it falls in. */
@inline
function tapBlock(vectors: i32, job: Job, source: usize, pitch: usize, weights: usize, target: usize, bias: f32): void {
	let a0 = f32x4.splat(bias), a1 = a0, a2 = a0, a3 = a0;
	const rowStep = <usize>job.dilationHeight * pitch;
	for (let row = job.kernelHeight; row > 0; --row) {
		for (let column = 0; column < job.kernelWidth; ++column) {
			const cell = at(source, columnShift(job, job.outputWidth, column));
			const weight = v128.load32_splat(weights);
			a0 = multiplyAdd(a0, v128.load(cell), weight);
			if (vectors > 1) {
				a1 = multiplyAdd(a1, v128.load(cell, 16), weight);
				a2 = multiplyAdd(a2, v128.load(cell, 32), weight);
				a3 = multiplyAdd(a3, v128.load(cell, 48), weight);
			}
			weights += 4;
		}
		source += rowStep;
	}
	v128.store(target, a0);
	if (vectors > 1) {
		v128.store(target, a1, 16); v128.store(target, a2, 32); v128.store(target, a3, 48);
	}
}

function tap16(job: Job, source: usize, pitch: usize, weights: usize, target: usize, bias: f32): void {
	tapBlock(4, job, source, pitch, weights, target, bias);
}

function tap4(job: Job, source: usize, pitch: usize, weights: usize, target: usize, bias: f32): void {
	tapBlock(1, job, source, pitch, weights, target, bias);
}

@inline
function tapRow(job: Job, source: usize, pitch: usize, weights: usize, target: usize, bias: f32): void {
	const columns = job.outputWidth;
	let x = 0;
	for (; x + 16 <= columns; x += 16) tap16(job, at(source, x), pitch, weights, at(target, x), bias);
	for (; x < columns; x += 4) {
		x = min(x, columns - 4);
		tap4(job, at(source, x), pitch, weights, at(target, x), bias);
	}
}

/** Floats of scratch that {@link directConvolution} needs. */
export function directScratch(job: Job): i32 {
	return needsNoBand(job) ? 0 : bandFloats(job, min(job.block, job.outputHeight), job.outputWidth);
}

/**
 * Units `from` … `to`, a unit being `job.block` output rows of one filter of one image; one channel per group, four or more output columns.
 */
export function directConvolution(
	job: Job, input: usize, output: usize, scratch: usize, from: i32, to: i32, _panelFrom: i32, _panelTo: i32,
): void {
	const height = job.outputHeight, columns = job.outputWidth, bands = (height + job.block - 1) / job.block, allFilters = job.groups * job.filters;
	const inPlace = needsNoBand(job), plain = job.strideWidth == 1 && job.strideHeight == 1 && job.dilationWidth == 1 && job.dilationHeight == 1;
	const pitch = <usize>(inPlace ? job.width : bandPitch(job, columns)) << 2, rowStep = <usize>job.strideHeight * pitch, targetStep = <usize>columns << 2;
	for (let unit = from; unit < to; ++unit) {
		const map = unit / bands, filter = map % allFilters, first = (unit - map * bands) * job.block, rows = min(job.block, height - first);
		const plane = at(input, map / job.filters * job.plane);
		const weights = at(job.weights, filter * job.kernelHeight * job.kernelWidth), bias = load<f32>(at(job.bias, filter));
		if (!inPlace) copyBand(job, plane, scratch, first, rows, 0, columns);
		const source = inPlace ? at(plane, first * job.strideHeight * job.width) : scratch, target = at(output, (map * height + first) * columns);
		for (let y = 0; y < rows;) {
			if (plain && rows > 1) {
				y = min(y, rows - 2);
				pairRows(job, source + <usize>y * rowStep, pitch, weights, target + <usize>y * targetStep, bias);
				y += 2;
			} else {
				tapRow(job, source + <usize>y * rowStep, pitch, weights, target + <usize>y * targetStep, bias);
				++y;
			}
		}
	}
}
