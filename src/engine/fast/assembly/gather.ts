// The input cells that each weight meets, along a block of output pixels: the matrix that "im2col" would build, made on the fly
// in the eight-wide panels that the microkernels read.
// K. Chellapilla, S. Puri and P. Simard, "High Performance Convolutional Neural Networks for Document Processing", 2006.
import { bandFloats, bandPitch, columnShift, copyBand } from './band';
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
	const flat = job.depth * job.outputDepth * job.kernelDepth == 1, count = rows * columns, band = at(scratch, count + 16);
	const panelBytes = panelPitch(depth), planeBytes = <usize>job.plane << 2, pitch = bandPitch(job, columns);
	const kernelHeight = job.kernelHeight, kernelWidth = job.kernelWidth, area = kernelHeight * kernelWidth, volume = job.kernelDepth * area;
	const channel = term / volume, inVolume = term - channel * volume, inArea = inVolume % area;
	let kd = inVolume / area, kh = inArea / kernelWidth, kw = inArea % kernelWidth;
	let plane = source + <usize>channel * planeBytes;
	if (flat) {
		locatePixels(scratch, job, rows, columns);
		copyBand(job, plane, band, y, rows, x, columns);
	}
	for (let i = 0; i < depth; ++i) {
		if (flat) {
			fillPanels(panels, panelBytes, at(band, kh * job.dilationHeight * pitch + columnShift(job, columns, kw)), scratch, count);
		} else {
			gatherLine(scratch, job, plane, kd, kh, kw, y * job.outputWidth + x, count);
			deal(scratch, panels, count, panelBytes);
		}
		panels += 32;
		if (++kw < kernelWidth) continue;
		kw = 0;
		if (++kh < kernelHeight) continue;
		kh = 0;
		if (++kd < job.kernelDepth) continue;
		kd = 0;
		plane += planeBytes;
		if (flat && i + 1 < depth) copyBand(job, plane, band, y, rows, x, columns);
	}
}

/** Where each of the block's pixels finds its first cell in the band, in bytes; the last one is repeated to fill up a panel. */
function locatePixels(offsets: usize, job: Job, rows: i32, columns: i32): void {
	const rowBytes = job.strideHeight * bandPitch(job, columns) << 2;
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

/** Four neighbouring pixels' cells: neighbours as well, unless a row ends among them. */
@inline
function fourCells(cells: usize, offsets: usize): v128 {
	const first = load<i32>(offsets), last = load<i32>(offsets, 12);
	if (last - first == 12) return v128.load(cells + first);
	const second = load<i32>(offsets, 4), third = load<i32>(offsets, 8);
	return f32x4(load<f32>(cells + first), load<f32>(cells + second), load<f32>(cells + third), load<f32>(cells + last));
}

/** One term of all panels. */
@inline
function fillPanels(target: usize, panelBytes: usize, cells: usize, offsets: usize, count: i32): void {
	for (; count > 0; count -= 8) {
		v128.store(target, fourCells(cells, offsets));
		v128.store(target, fourCells(cells, offsets + 16), 16);
		offsets += 32;
		target += panelBytes;
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
