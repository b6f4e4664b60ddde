// The input cells that each weight meets, along a block of output pixels: the matrix that "im2col" would build, made on the fly
// in the eight-wide panels that the microkernels read.
// K. Chellapilla, S. Puri and P. Simard, "High Performance Convolutional Neural Networks for Document Processing", 2006.
import { bandFloats, bandPitch, columnShift, copyBand, liesInside } from './band';
import { gatherLine } from './gather-line';
import { Job } from './job';
import { panelPitch } from './panels';
import { at } from './vector';

/** Floats of scratch that {@link gatherPanels} needs: a line with slack, or the offsets of all pixels and the band. */
@inline
export function gatherScratch(job: Job, rows: i32, columns: i32): i32 {
	return rows * columns + 16 + bandFloats(job, rows, columns);
}

/** Gathers the terms `term` … of the pixels in a block of rows and columns, as [panel of eight pixels][term][8]. */
export function gatherPanels(
	job: Job, source: usize, panels: usize, scratch: usize, term: i32, depth: i32, y: i32, rows: i32, x: i32, columns: i32,
): void {
	const area = job.kernelHeight * job.kernelWidth, volume = job.kernelDepth * area;
	const channel = term / volume, inVolume = term - channel * volume, inArea = inVolume % area;
	const plane = source + (<usize>job.plane << 2) * channel, kh = inArea / job.kernelWidth, kw = inArea % job.kernelWidth;
	if (job.depth * job.outputDepth * job.kernelDepth == 1) {
		gatherFlat(job, plane, panels, scratch, kh, kw, depth, y, rows, x, columns);
	} else {
		gatherDeep(job, plane, panels, scratch, inVolume / area, kh, kw, depth, y * job.outputWidth + x, rows * columns);
	}
}

/** The same for maps without a depth: by way of a band of each channel, or from the input itself where no padding is met. */
function gatherFlat(
	job: Job, plane: usize, panels: usize, scratch: usize, kh: i32, kw: i32, depth: i32, y: i32, rows: i32, x: i32, columns: i32,
): void {
	const count = rows * columns, panelBytes = panelPitch(depth), planeBytes = <usize>job.plane << 2;
	const inside = liesInside(job, y, rows, x, columns), band = at(scratch, count + 16);
	const pitch = inside ? job.width : bandPitch(job, columns);
	locatePixels(scratch, job.strideHeight * pitch, rows, columns);
	while (depth > 0) {
		let cells = band;
		if (inside) cells = at(plane, (y * job.strideHeight - job.paddingHeight) * job.width + x - job.paddingWidth);
		else copyBand(job, plane, band, y, rows, x, columns);
		for (; kh < job.kernelHeight && depth > 0; ++kh) {
			const row = at(cells, kh * job.dilationHeight * pitch);
			for (; min(job.kernelWidth - kw, depth) >= 3; kw += 3, depth -= 3) {
				const one = at(row, columnShift(job, columns, kw)), two = at(row, columnShift(job, columns, kw + 1)), three = at(row, columnShift(job, columns, kw + 2));
				fillPanelsWithThree(panels, panelBytes, one, two, three, scratch, count);
				panels += 96;
			}
			for (; kw < job.kernelWidth && depth > 0; ++kw, --depth) {
				fillPanels(panels, panelBytes, at(row, columnShift(job, columns, kw)), scratch, count);
				panels += 32;
			}
			kw = 0;
		}
		kh = 0;
		plane += planeBytes;
	}
}

/** The same for maps with a depth: a line of each term. */
function gatherDeep(
	job: Job, plane: usize, panels: usize, line: usize, kd: i32, kh: i32, kw: i32, depth: i32, first: i32, count: i32,
): void {
	const panelBytes = panelPitch(depth), planeBytes = <usize>job.plane << 2;
	for (; depth > 0; --depth) {
		gatherLine(line, job, plane, kd, kh, kw, first, count);
		deal(line, panels, count, panelBytes);
		panels += 32;
		if (++kw < job.kernelWidth) continue;
		kw = 0;
		if (++kh < job.kernelHeight) continue;
		kh = 0;
		if (++kd < job.kernelDepth) continue;
		kd = 0;
		plane += planeBytes;
	}
}

/** Where each of the block's pixels finds its first cell in the band, in bytes; the last one is repeated to fill up a panel. */
function locatePixels(offsets: usize, rowPitch: i32, rows: i32, columns: i32): void {
	const rowBytes = rowPitch << 2;
	let offset = 0;
	for (let row = 0; row < rows; ++row) {
		for (let column = 0; column < columns; ++column) {
			offset = row * rowBytes + (column << 2);
			store<i32>(offsets, offset);
			offsets += 4;
		}
	}
	for (let i = 0; i < 7; ++i) store<i32>(at(offsets, i), offset);
}

/** Whether four pixels' cells are neighbours as well: unless a row ends among them. */
@inline
function areNeighbours(offsets: usize): bool {
	return load<i32>(offsets, 12) - load<i32>(offsets) == 12;
}

/** Four pixels' cells that are not. */
@inline
function cellsApart(cells: usize, offsets: usize): v128 {
	return f32x4(load<f32>(cells + load<i32>(offsets)), load<f32>(cells + load<i32>(offsets, 4)), load<f32>(cells + load<i32>(offsets, 8)), load<f32>(cells + load<i32>(offsets, 12)));
}

/** From the place of four pixels that begin with pixel `i` to that of the next four: in the same panel, or in the next one. */
@inline
function nextFour(i: i32, panelBytes: usize): usize {
	return (i & 4) == 0 ? 16 : panelBytes - 16;
}

/** One term of all panels. */
function fillPanels(target: usize, panelBytes: usize, cells: usize, offsets: usize, count: i32): void {
	for (let i = 0; i < count; i += 4) {
		v128.store(target, areNeighbours(offsets) ? v128.load(cells + load<i32>(offsets)) : cellsApart(cells, offsets));
		target += nextFour(i, panelBytes);
		offsets += 16;
	}
}

/** Three terms, for which the pixels are located only once. */
function fillPanelsWithThree(target: usize, panelBytes: usize, one: usize, two: usize, three: usize, offsets: usize, count: i32): void {
	for (let i = 0; i < count; i += 4) {
		if (areNeighbours(offsets)) {
			const offset = load<i32>(offsets);
			v128.store(target, v128.load(one + offset));
			v128.store(target, v128.load(two + offset), 32);
			v128.store(target, v128.load(three + offset), 64);
		} else {
			v128.store(target, cellsApart(one, offsets));
			v128.store(target, cellsApart(two, offsets), 32);
			v128.store(target, cellsApart(three, offsets), 64);
		}
		target += nextFour(i, panelBytes);
		offsets += 16;
	}
}

/** Deals a line out to panels: eight floats at `target`, the next eight at `target + panelBytes`, and so on. */
@inline
export function deal(line: usize, target: usize, count: i32, panelBytes: usize): void {
	for (let i = 0; i < count; i += 8) {
		v128.store(target, v128.load(line));
		v128.store(target, v128.load(line, 16), 16);
		line += 32;
		target += panelBytes;
	}
}

/** The same for rows that stand `pitch` bytes apart, four at a time: they fill whole cache lines of a panel. */
export function dealRows(line: usize, pitch: usize, rows: i32, target: usize, count: i32, panelBytes: usize): void {
	for (; rows >= 4; rows -= 4) {
		let from = line, to = target;
		for (let i = 0; i < count; i += 8) {
			let cells = from;
			v128.store(to, v128.load(cells)); v128.store(to, v128.load(cells, 16), 16);
			cells += pitch;
			v128.store(to, v128.load(cells), 32); v128.store(to, v128.load(cells, 16), 48);
			cells += pitch;
			v128.store(to, v128.load(cells), 64); v128.store(to, v128.load(cells, 16), 80);
			cells += pitch;
			v128.store(to, v128.load(cells), 96); v128.store(to, v128.load(cells, 16), 112);
			from += 32;
			to += panelBytes;
		}
		line += 4 * pitch;
		target += 128;
	}
	for (; rows > 0; --rows) {
		deal(line, target, count, panelBytes);
		line += pitch;
		target += 32;
	}
}
