// Any kernel over one channel: the sum of shifted and weighted copies of its rows, kept in registers.
import { bandFloats, bandPitch, columnShift, copyBand, liesInside } from './band';
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

function pair16(
	source: usize, pitch: usize, weights: usize, kernelHeight: i32, kernelWidth: i32, target: usize, targetPitch: usize, bias: f32,
): void {
	pairBlock(4, source, pitch, weights, kernelHeight, kernelWidth, target, targetPitch, bias);
}

function pair4(
	source: usize, pitch: usize, weights: usize, kernelHeight: i32, kernelWidth: i32, target: usize, targetPitch: usize, bias: f32,
): void {
	pairBlock(1, source, pitch, weights, kernelHeight, kernelWidth, target, targetPitch, bias);
}

/** Two output rows of four or more columns; the last block overlaps the one before where they do not fit. */
@inline
function pairRows(job: Job, source: usize, pitch: usize, columns: i32, weights: usize, target: usize, bias: f32): void {
	const targetPitch = <usize>job.outputWidth << 2;
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
function tapBlock(vectors: i32, job: Job, source: usize, pitch: usize, columns: i32, weights: usize, target: usize, bias: f32): void {
	let a0 = f32x4.splat(bias), a1 = a0, a2 = a0, a3 = a0;
	const rowStep = <usize>job.dilationHeight * pitch;
	for (let row = job.kernelHeight; row > 0; --row) {
		for (let column = 0; column < job.kernelWidth; ++column) {
			const cell = at(source, columnShift(job, columns, column));
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

function tap16(job: Job, source: usize, pitch: usize, columns: i32, weights: usize, target: usize, bias: f32): void {
	tapBlock(4, job, source, pitch, columns, weights, target, bias);
}

function tap4(job: Job, source: usize, pitch: usize, columns: i32, weights: usize, target: usize, bias: f32): void {
	tapBlock(1, job, source, pitch, columns, weights, target, bias);
}

@inline
function tapRow(job: Job, source: usize, pitch: usize, columns: i32, weights: usize, target: usize, bias: f32): void {
	let x = 0;
	for (; x + 16 <= columns; x += 16) tap16(job, at(source, x), pitch, columns, weights, at(target, x), bias);
	for (; x < columns; x += 4) {
		x = min(x, columns - 4);
		tap4(job, at(source, x), pitch, columns, weights, at(target, x), bias);
	}
}

/** A rectangle of one map's output cells, four or more columns wide. */
function rectangle(job: Job, plane: usize, target: usize, weights: usize, bias: f32, band: usize, y: i32, rows: i32, x: i32, columns: i32): void {
	let source = band, pitch = <usize>bandPitch(job, columns) << 2;
	if (liesInside(job, y, rows, x, columns)) {
		source = at(plane, (y * job.strideHeight - job.paddingHeight) * job.width + x - job.paddingWidth);
		pitch = <usize>job.width << 2;
	} else {
		copyBand(job, plane, band, y, rows, x, columns);
	}
	const rowStep = <usize>job.strideHeight * pitch, plain = job.strideWidth * job.strideHeight * job.dilationWidth * job.dilationHeight == 1;
	target = at(target, y * job.outputWidth + x);
	for (let row = 0; row < rows;) {
		if (plain && rows > 1) {
			row = min(row, rows - 2); // the last two rows may overlap with the ones before
			pairRows(job, source + <usize>row * rowStep, pitch, columns, weights, at(target, row * job.outputWidth), bias);
			row += 2;
		} else {
			tapRow(job, source + <usize>row * rowStep, pitch, columns, weights, at(target, row * job.outputWidth), bias);
			++row;
		}
	}
}

/** Columns at either end that are worth a band of their own, if what lies between them needs none. */
const BORDER_COLUMNS: i32 = 16;

/** Floats of scratch that {@link directConvolution} needs. */
export function directScratch(job: Job): i32 {
	return bandFloats(job, min(job.block, job.outputHeight), job.outputWidth);
}

/**
 * Units `from` … `to`, a unit being `job.block` output rows of one filter of one image; one channel per group, four or more output columns.
 */
export function directConvolution(
	job: Job, input: usize, output: usize, scratch: usize, from: i32, to: i32, _panelFrom: i32, _panelTo: i32,
): void {
	const height = job.outputHeight, columns = job.outputWidth, bands = (height + job.block - 1) / job.block, allFilters = job.groups * job.filters;
	const middle = columns - 2 * BORDER_COLUMNS;
	for (let unit = from; unit < to; ++unit) {
		const map = unit / bands, filter = map % allFilters, y = (unit - map * bands) * job.block, rows = min(job.block, height - y);
		const plane = at(input, map / job.filters * job.plane), target = at(output, map * height * columns);
		const weights = at(job.weights, filter * job.kernelHeight * job.kernelWidth), bias = load<f32>(at(job.bias, filter));
		if (middle >= BORDER_COLUMNS && liesInside(job, y, rows, BORDER_COLUMNS, middle)) {
			rectangle(job, plane, target, weights, bias, scratch, y, rows, 0, BORDER_COLUMNS);
			rectangle(job, plane, target, weights, bias, scratch, y, rows, BORDER_COLUMNS, middle);
			rectangle(job, plane, target, weights, bias, scratch, y, rows, columns - BORDER_COLUMNS, BORDER_COLUMNS);
		} else {
			rectangle(job, plane, target, weights, bias, scratch, y, rows, 0, columns);
		}
	}
}
