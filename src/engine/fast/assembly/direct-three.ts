// Three by three over one channel, stride 1, at most one cell of padding: straight from the input's rows, nothing is copied.
import { Job } from './job';
import { at, clearLoosely, multiplyAdd } from './vector';

/** Loads four cells of a row; the mask blanks the one that lies beyond the row's end. */
@inline
function cells(row: usize, offset: usize, masked: bool, mask: v128): v128 {
	const loaded = v128.load(row + offset);
	return masked ? v128.and(loaded, mask) : loaded;
}

/**
 * Four columns of three output rows from five input rows; `left` blanks cells under the kernel's first column, `right` under its last.
 * Each loaded vector serves up to three output rows.
 */
@inline
function block(
	r0: usize, r1: usize, r2: usize, r3: usize, r4: usize, target: usize, pitch: usize, masked: bool, left: v128, right: v128,
	w0: v128, w1: v128, w2: v128, w3: v128, w4: v128, w5: v128, w6: v128, w7: v128, w8: v128, bias: v128,
): void {
	let first = bias, second = bias, third = bias;
	let v = cells(r0, 0, masked, left); first = multiplyAdd(first, v, w0);
	v = v128.load(r0, 4); first = multiplyAdd(first, v, w1);
	v = cells(r0, 8, masked, right); first = multiplyAdd(first, v, w2);
	v = cells(r1, 0, masked, left); first = multiplyAdd(first, v, w3); second = multiplyAdd(second, v, w0);
	v = v128.load(r1, 4); first = multiplyAdd(first, v, w4); second = multiplyAdd(second, v, w1);
	v = cells(r1, 8, masked, right); first = multiplyAdd(first, v, w5); second = multiplyAdd(second, v, w2);
	v = cells(r2, 0, masked, left); first = multiplyAdd(first, v, w6); second = multiplyAdd(second, v, w3); third = multiplyAdd(third, v, w0);
	v = v128.load(r2, 4); first = multiplyAdd(first, v, w7); second = multiplyAdd(second, v, w4); third = multiplyAdd(third, v, w1);
	v = cells(r2, 8, masked, right); first = multiplyAdd(first, v, w8); second = multiplyAdd(second, v, w5); third = multiplyAdd(third, v, w2);
	v128.store(target, first);
	v = cells(r3, 0, masked, left); second = multiplyAdd(second, v, w6); third = multiplyAdd(third, v, w3);
	v = v128.load(r3, 4); second = multiplyAdd(second, v, w7); third = multiplyAdd(third, v, w4);
	v = cells(r3, 8, masked, right); second = multiplyAdd(second, v, w8); third = multiplyAdd(third, v, w5);
	v128.store(target + pitch, second);
	v = cells(r4, 0, masked, left); third = multiplyAdd(third, v, w6);
	v = v128.load(r4, 4); third = multiplyAdd(third, v, w7);
	v = cells(r4, 8, masked, right); third = multiplyAdd(third, v, w8);
	v128.store(target + 2 * pitch, third);
}

/** Three output rows of `columns` (four or more) cells; the input rows begin at the padding's cell, if there is padding. */
function strip(
	r0: usize, r1: usize, r2: usize, r3: usize, r4: usize,
	target: usize, columns: i32, padLeft: bool, padRight: bool, weights: usize, bias: f32,
): void {
	const pitch = <usize>columns << 2, whole = i32x4.splat(-1), start = f32x4.splat(bias);
	const w0 = v128.load32_splat(weights), w1 = v128.load32_splat(weights, 4), w2 = v128.load32_splat(weights, 8);
	const w3 = v128.load32_splat(weights, 12), w4 = v128.load32_splat(weights, 16), w5 = v128.load32_splat(weights, 20);
	const w6 = v128.load32_splat(weights, 24), w7 = v128.load32_splat(weights, 28), w8 = v128.load32_splat(weights, 32);
	const left = padLeft ? i32x4(0, -1, -1, -1) : whole, right = padRight ? i32x4(-1, -1, -1, 0) : whole;
	let x = 0;
	if (padLeft) {
		block(r0, r1, r2, r3, r4, target, pitch, true, left, columns == 4 ? right : whole, w0, w1, w2, w3, w4, w5, w6, w7, w8, start);
		x = 4;
	}
	let offset = <usize>x << 2;
	for (const end = padRight ? columns - 1 : columns; x + 4 <= end; x += 4) {
		block(
			r0 + offset, r1 + offset, r2 + offset, r3 + offset, r4 + offset, target + offset, pitch, false, whole, whole,
			w0, w1, w2, w3, w4, w5, w6, w7, w8, start,
		);
		offset += 16;
	}
	if (x < columns) { // the last four again, or for the first time
		offset = <usize>(columns - 4) << 2;
		block(
			r0 + offset, r1 + offset, r2 + offset, r3 + offset, r4 + offset, target + offset, pitch, true, columns == 4 ? left : whole, right,
			w0, w1, w2, w3, w4, w5, w6, w7, w8, start,
		);
	}
}

/** The row `y`, or the row of zeros where that is padding, at the first cell under the kernel. */
@inline
function rowOr(zeroRow: usize, job: Job, plane: usize, y: i32): usize {
	return (<u32>y < <u32>job.height ? at(plane, y * job.width) : zeroRow) - (<usize>job.paddingWidth << 2);
}

/** Floats of scratch that {@link directThreeConvolution} needs: a row of zeros with a vector on both sides. */
export function directThreeScratch(job: Job): i32 {
	return job.width + 16;
}

/**
 * Units `from` … `to`, a unit being `job.block` output rows (a multiple of three) of one filter of one image;
 * one channel per group, three or more output rows, four or more columns.
 */
export function directThreeConvolution(
	job: Job, input: usize, output: usize, scratch: usize, from: i32, to: i32, _panelFrom: i32, _panelTo: i32,
): void {
	const height = job.outputHeight, columns = job.outputWidth, bands = (height + job.block - 1) / job.block, allFilters = job.groups * job.filters;
	const zeroRow = scratch + 16;
	clearLoosely(scratch, job.width + 12);
	const padLeft = job.paddingWidth > 0, padRight = columns + 2 - job.paddingWidth > job.width;
	for (let unit = from; unit < to; ++unit) {
		const map = unit / bands, filter = map % allFilters;
		let y = (unit - map * bands) * job.block;
		const end = min(height, y + job.block);
		const plane = at(input, map / job.filters * job.plane);
		const weights = at(job.weights, filter * 9), bias = load<f32>(at(job.bias, filter));
		while (y < end) {
			y = min(y, height - 3); // the last rows overlap with the ones before
			const top = y - job.paddingHeight, target = at(output, (map * height + y) * columns);
			const r0 = rowOr(zeroRow, job, plane, top), r1 = rowOr(zeroRow, job, plane, top + 1), r2 = rowOr(zeroRow, job, plane, top + 2);
			const r3 = rowOr(zeroRow, job, plane, top + 3), r4 = rowOr(zeroRow, job, plane, top + 4);
			strip(r0, r1, r2, r3, r4, target, columns, padLeft, padRight, weights, bias);
			y += 3;
		}
	}
}
