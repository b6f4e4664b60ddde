// A band of one channel's rows, copied with its padding, so that the direct kernels below need not ask where the borders are.
// With a stride along the width, the columns are sorted into phases: every stride-th column stands side by side.
import { Job } from './job';
import { at, clear, clearLoosely, copyEvery } from './vector';

/** Floats of one phase of one row. */
@inline
export function phaseWidth(job: Job): i32 {
	return (job.outputWidth + (job.kernelWidth - 1) * job.dilationWidth / job.strideWidth + 4 + 3) & ~3;
}

/** Floats of one row of the band: all its phases. */
@inline
export function bandPitch(job: Job): i32 {
	return phaseWidth(job) * min(job.strideWidth, (job.kernelWidth - 1) * job.dilationWidth + 1);
}

/** Rows of the input, or of its padding, that so many output rows see. */
@inline
export function bandRows(job: Job, outputRows: i32): i32 {
	return (outputRows - 1) * job.strideHeight + (job.kernelHeight - 1) * job.dilationHeight + 1;
}

/** Whether the windows of all output cells lie inside the input and step by one column, so that its rows serve as they are. */
@inline
export function needsNoBand(job: Job): bool {
	return job.strideWidth == 1 && job.paddingWidth == 0 && job.paddingHeight == 0
		&& job.outputWidth - 1 + (job.kernelWidth - 1) * job.dilationWidth < job.width
		&& bandRows(job, job.outputHeight) <= job.height;
}

/** Copies the rows under the output rows from `y` on. */
export function copyBand(job: Job, plane: usize, band: usize, y: i32, outputRows: i32): void {
	const width = phaseWidth(job), pitch = bandPitch(job), step = job.strideWidth, rows = bandRows(job, outputRows);
	for (let row = 0; row < rows; ++row) {
		const inputY = y * job.strideHeight - job.paddingHeight + row;
		if (<u32>inputY >= <u32>job.height) {
			clearLoosely(band, pitch);
		} else {
			for (let phase = 0; phase * width < pitch; ++phase) {
				// The i for which 0 ≤ i · step + phase − padding < width.
				const shift = phase - job.paddingWidth, last = job.width - 1 - shift, line = at(band, phase * width);
				const end = last < 0 ? 0 : min(width, last / step + 1), start = min(end, shift < 0 ? (step - 1 - shift) / step : 0);
				clear(line, start);
				if (end > start) copyEvery(at(line, start), at(plane, inputY * job.width + start * step + shift), step, end - start);
				clear(at(line, end), width - end);
			}
		}
		band = at(band, pitch);
	}
}
