// Three by three, stride 1, at most one cell of padding, for few channels or few filters: straight from the input's rows,
// nothing is copied.
import { Job } from './job';
import { at, clearLoosely, multiplyAdd } from './vector';

/** Loads four cells of a row; the mask blanks the one that lies beyond the row's end. */
@inline
function cells(row: usize, offset: usize, masked: bool, mask: v128): v128 {
	const loaded = v128.load(row + offset);
	return masked ? v128.and(loaded, mask) : loaded;
}

/** The weight at `offset` of this channel: the one at hand if there is but one channel. */
@inline
function weight(single: bool, held: v128, weights: usize, offset: usize): v128 {
	return single ? held : v128.load32_splat(weights + offset);
}

/**
 * Four columns of three output rows from five input rows of every channel; `left` blanks cells under the kernel's first column,
 * `right` under its last. Each loaded vector serves up to three output rows. From channel to channel the rows move on by `step`,
 * those that are no padding: their bits in `inside` are set. A single channel's weights come in h0 … h8, since they stay the same.
 */
@inline
function block(
	single: bool, channels: i32, weights: usize, step: usize, inside: i32, r0: usize, r1: usize, r2: usize, r3: usize, r4: usize,
	target: usize, pitch: usize, masked: bool, left: v128, right: v128, bias: v128,
	h0: v128, h1: v128, h2: v128, h3: v128, h4: v128, h5: v128, h6: v128, h7: v128, h8: v128,
): void {
	let first = bias, second = bias, third = bias;
	while (true) {
		const w0 = weight(single, h0, weights, 0), w1 = weight(single, h1, weights, 4), w2 = weight(single, h2, weights, 8);
		let v = cells(r0, 0, masked, left); first = multiplyAdd(first, v, w0);
		v = v128.load(r0, 4); first = multiplyAdd(first, v, w1);
		v = cells(r0, 8, masked, right); first = multiplyAdd(first, v, w2);
		const w3 = weight(single, h3, weights, 12), w4 = weight(single, h4, weights, 16), w5 = weight(single, h5, weights, 20);
		v = cells(r1, 0, masked, left); first = multiplyAdd(first, v, w3); second = multiplyAdd(second, v, w0);
		v = v128.load(r1, 4); first = multiplyAdd(first, v, w4); second = multiplyAdd(second, v, w1);
		v = cells(r1, 8, masked, right); first = multiplyAdd(first, v, w5); second = multiplyAdd(second, v, w2);
		const w6 = weight(single, h6, weights, 24), w7 = weight(single, h7, weights, 28), w8 = weight(single, h8, weights, 32);
		v = cells(r2, 0, masked, left); first = multiplyAdd(first, v, w6); second = multiplyAdd(second, v, w3); third = multiplyAdd(third, v, w0);
		v = v128.load(r2, 4); first = multiplyAdd(first, v, w7); second = multiplyAdd(second, v, w4); third = multiplyAdd(third, v, w1);
		v = cells(r2, 8, masked, right); first = multiplyAdd(first, v, w8); second = multiplyAdd(second, v, w5); third = multiplyAdd(third, v, w2);
		v = cells(r3, 0, masked, left); second = multiplyAdd(second, v, w6); third = multiplyAdd(third, v, w3);
		v = v128.load(r3, 4); second = multiplyAdd(second, v, w7); third = multiplyAdd(third, v, w4);
		v = cells(r3, 8, masked, right); second = multiplyAdd(second, v, w8); third = multiplyAdd(third, v, w5);
		v = cells(r4, 0, masked, left); third = multiplyAdd(third, v, w6);
		v = v128.load(r4, 4); third = multiplyAdd(third, v, w7);
		v = cells(r4, 8, masked, right); third = multiplyAdd(third, v, w8);
		if (single || --channels == 0) break;
		weights += 36;
		if (inside & 1) r0 += step;
		if (inside & 2) r1 += step;
		if (inside & 4) r2 += step;
		if (inside & 8) r3 += step;
		if (inside & 16) r4 += step;
	}
	v128.store(target, first);
	v128.store(target + pitch, second);
	v128.store(target + 2 * pitch, third);
}

/** Blanks the first, or the last, of four cells if that lies in the padding. */
@inline
function leftMask(padded: bool): v128 {
	return padded ? i32x4(0, -1, -1, -1) : i32x4.splat(-1);
}

@inline
function rightMask(padded: bool): v128 {
	return padded ? i32x4(-1, -1, -1, 0) : i32x4.splat(-1);
}

/** Three output rows of `columns` (four or more) cells of one channel; the input rows begin at the padding's cell, if there is padding. */
function strip(
	weights: usize, r0: usize, r1: usize, r2: usize, r3: usize, r4: usize, target: usize, columns: i32, padLeft: bool, padRight: bool, bias: f32,
): void {
	const pitch = <usize>columns << 2, whole = i32x4.splat(-1), start = f32x4.splat(bias), right = rightMask(padRight);
	const w0 = v128.load32_splat(weights), w1 = v128.load32_splat(weights, 4), w2 = v128.load32_splat(weights, 8);
	const w3 = v128.load32_splat(weights, 12), w4 = v128.load32_splat(weights, 16), w5 = v128.load32_splat(weights, 20);
	const w6 = v128.load32_splat(weights, 24), w7 = v128.load32_splat(weights, 28), w8 = v128.load32_splat(weights, 32);
	let x = 0;
	if (padLeft) {
		block(
			true, 1, weights, 0, 0, r0, r1, r2, r3, r4, target, pitch, true, leftMask(true), columns == 4 ? right : whole, start,
			w0, w1, w2, w3, w4, w5, w6, w7, w8,
		);
		x = 4;
	}
	let offset = <usize>x << 2;
	for (const end = padRight ? columns - 1 : columns; x + 4 <= end; x += 4) {
		block(
			true, 1, weights, 0, 0, r0 + offset, r1 + offset, r2 + offset, r3 + offset, r4 + offset,
			target + offset, pitch, false, whole, whole, start, w0, w1, w2, w3, w4, w5, w6, w7, w8,
		);
		offset += 16;
	}
	if (x < columns) { // the last four again, or for the first time
		offset = <usize>(columns - 4) << 2;
		block(
			true, 1, weights, 0, 0, r0 + offset, r1 + offset, r2 + offset, r3 + offset, r4 + offset,
			target + offset, pitch, true, leftMask(padLeft && columns == 4), right, start, w0, w1, w2, w3, w4, w5, w6, w7, w8,
		);
	}
}

/** The same of several channels. */
function stripOfChannels(
	channels: i32, weights: usize, step: usize, inside: i32, r0: usize, r1: usize, r2: usize, r3: usize, r4: usize,
	target: usize, columns: i32, padLeft: bool, padRight: bool, bias: f32,
): void {
	const pitch = <usize>columns << 2, start = f32x4.splat(bias);
	for (let x = 0; x < columns; x += 4) {
		x = min(x, columns - 4); // the last four may overlap with the ones before
		const offset = <usize>x << 2;
		block(
			false, channels, weights, step, inside, r0 + offset, r1 + offset, r2 + offset, r3 + offset, r4 + offset,
			target + offset, pitch, true, leftMask(padLeft && x == 0), rightMask(padRight && x + 4 == columns), start,
			start, start, start, start, start, start, start, start, start,
		);
	}
}

/** Which of the five rows from `top` on are no padding, a bit for each. */
@inline
function rowsInside(top: i32, height: i32): i32 {
	let bits = 0;
	for (let row = 0; row < 5; ++row) bits |= i32(<u32>(top + row) < <u32>height) << row;
	return bits;
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
 * three or more output rows, four or more columns.
 */
export function directThreeConvolution(
	job: Job, input: usize, output: usize, scratch: usize, from: i32, to: i32, _panelFrom: i32, _panelTo: i32,
): void {
	const height = job.outputHeight, columns = job.outputWidth, bands = (height + job.block - 1) / job.block, allFilters = job.groups * job.filters;
	const zeroRow = scratch + 16, channels = job.channels, step = <usize>job.plane << 2;
	clearLoosely(scratch, job.width + 12);
	const padLeft = job.paddingWidth > 0, padRight = columns + 2 - job.paddingWidth > job.width;
	for (let unit = from; unit < to; ++unit) {
		const map = unit / bands, filter = map % allFilters;
		let y = (unit - map * bands) * job.block;
		const end = min(height, y + job.block);
		const plane = at(input, map / job.filters * channels * job.plane);
		const weights = at(job.weights, filter * channels * 9), bias = load<f32>(at(job.bias, filter));
		while (y < end) {
			y = min(y, height - 3); // the last rows overlap with the ones before
			const top = y - job.paddingHeight;
			const r0 = rowOr(zeroRow, job, plane, top), r1 = rowOr(zeroRow, job, plane, top + 1), r2 = rowOr(zeroRow, job, plane, top + 2);
			const r3 = rowOr(zeroRow, job, plane, top + 3), r4 = rowOr(zeroRow, job, plane, top + 4);
			const target = at(output, (map * height + y) * columns);
			if (channels == 1) {
				strip(weights, r0, r1, r2, r3, r4, target, columns, padLeft, padRight, bias);
			} else {
				const inside = rowsInside(top, job.height);
				stripOfChannels(channels, weights, step, inside, r0, r1, r2, r3, r4, target, columns, padLeft, padRight, bias);
			}
			y += 3;
		}
	}
}
