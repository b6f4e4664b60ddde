// A band of one channel: the input cells under a rectangle of output cells, copied with their padding, so that whoever reads it
// need not ask where the borders are. With a stride along the width, the columns are sorted into phases: every stride-th column
// stands side by side, so that neighbouring output cells always read neighbouring cells.
import { Job } from './job';
import { at, clear, clearLoosely, copyEvery } from './vector';

/** Floats of one phase of one row, for so many output columns; some are to spare. */
@inline
export function phaseWidth(job: Job, columns: i32): i32 {
	return (columns + (job.kernelWidth - 1) * job.dilationWidth / job.strideWidth + 4 + 3) & ~3;
}

/** Floats of one row of the band: all its phases. */
@inline
export function bandPitch(job: Job, columns: i32): i32 {
	return phaseWidth(job, columns) * min(job.strideWidth, (job.kernelWidth - 1) * job.dilationWidth + 1);
}

/** Rows of the input, or of its padding, that so many output rows see. */
@inline
export function bandRows(job: Job, outputRows: i32): i32 {
	return (outputRows - 1) * job.strideHeight + (job.kernelHeight - 1) * job.dilationHeight + 1;
}

/** Floats of the band. */
@inline
export function bandFloats(job: Job, outputRows: i32, columns: i32): i32 {
	return bandRows(job, outputRows) * bandPitch(job, columns) + 16;
}

/** Whether the windows of a rectangle of output cells all lie inside the input and step by one column, so that its rows serve as they are. */
export function liesInside(job: Job, y: i32, rows: i32, x: i32, columns: i32): bool {
	const top = y * job.strideHeight - job.paddingHeight, left = x - job.paddingWidth;
	return job.strideWidth == 1 && top >= 0 && left >= 0 && top + bandRows(job, rows) <= job.height
		&& left + columns + (job.kernelWidth - 1) * job.dilationWidth <= job.width;
}

/** Copies what is under the output rows from `y` and the output columns from `x` on. */
export function copyBand(job: Job, plane: usize, band: usize, y: i32, outputRows: i32, x: i32, columns: i32): void {
	const width = phaseWidth(job, columns), pitch = bandPitch(job, columns), step = job.strideWidth, rows = bandRows(job, outputRows);
	const left = x * step - job.paddingWidth;
	for (let row = 0; row < rows; ++row) {
		const inputY = y * job.strideHeight - job.paddingHeight + row;
		if (<u32>inputY >= <u32>job.height) {
			clearLoosely(band, pitch);
		} else {
			const source = at(plane, inputY * job.width);
			for (let phase = 0; phase * width < pitch; ++phase) {
				// The i for which 0 ≤ i · step + shift < the input's width.
				const shift = left + phase, last = job.width - 1 - shift, line = at(band, phase * width);
				const end = last < 0 ? 0 : min(width, last / step + 1), start = min(end, shift < 0 ? (step - 1 - shift) / step : 0);
				clear(line, start);
				if (end > start) copyEvery(at(line, start), at(source, start * step + shift), step, end - start);
				clear(at(line, end), width - end);
			}
		}
		band = at(band, pitch);
	}
}

/** Where in the band the cells under the kernel's column begin, in floats from the row's beginning. */
@inline
export function columnShift(job: Job, columns: i32, kw: i32): i32 {
	const shift = kw * job.dilationWidth, step = job.strideWidth;
	return step == 1 ? shift : shift % step * phaseWidth(job, columns) + shift / step;
}
