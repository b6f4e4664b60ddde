// Max and average pooling of every map of a batch: the groups of the job.
import { Job } from './job';
import { mayHoldNaN, poolThree, poolTwo } from './pooling-even';
import { Combine, lineFloats, poolRow } from './pooling-rows';
import { at } from './vector';

/** Floats of scratch that the poolings need. */
export function poolingScratch(job: Job): i32 {
	return lineFloats(job);
}

/** Whether the windows are flat squares of this side and stride 2, all inside the input, with so many columns of them. */
@inline
function isEven(job: Job, side: i32, columns: i32): bool {
	return job.kernelDepth == 1 && job.strideDepth == 1 && job.paddingDepth == 0 && job.kernelHeight == side && job.kernelWidth == side
		&& job.strideHeight == 2 && job.strideWidth == 2 && job.dilationHeight == 1 && job.dilationWidth == 1
		&& job.paddingHeight == 0 && job.paddingWidth == 0 && job.outputWidth >= columns
		&& (job.outputHeight - 1) * 2 + side <= job.height && (job.outputWidth - 1) * 2 + side <= job.width;
}

function carefulRow(job: Job, plane: usize, z: i32, y: i32, target: usize, line: usize): void {
	poolRow(Combine.CarefulMax, job, plane, z, y, target, line);
}

function row(job: Job, plane: usize, z: i32, y: i32, target: usize, line: usize): bool {
	return poolRow(Combine.Max, job, plane, z, y, target, line);
}

/** Units `from` … `to`, a unit being `job.block` output rows of one map. A NaN wins; padding never does. */
export function maxPooling(job: Job, input: usize, output: usize, scratch: usize, from: i32, to: i32): void {
	const rows = job.outputDepth * job.outputHeight, bands = (rows + job.block - 1) / job.block, columns = job.outputWidth;
	const two = isEven(job, 2, 4), three = isEven(job, 3, 8), rowBytes = <usize>job.width << 2;
	for (let unit = from; unit < to; ++unit) {
		const map = unit / bands, first = (unit - map * bands) * job.block, end = min(rows, first + job.block);
		const plane = at(input, map * job.plane);
		for (let index = first; index < end; ++index) {
			const z = index / job.outputHeight, y = index - z * job.outputHeight;
			const top = at(plane, (z * job.height + 2 * y) * job.width), target = at(output, (map * rows + index) * columns);
			let again: bool;
			if (two) {
				again = poolTwo(top, top + rowBytes, target, columns);
			} else if (three) {
				again = poolThree(top, top + rowBytes, top + 2 * rowBytes, target, columns);
				// A NaN in the first row was in the third row of the output row before, which did not look there.
				if (again && index != first && y > 0) carefulRow(job, plane, z, y - 1, target - (<usize>columns << 2), scratch);
				if (y == job.outputHeight - 1 || index == end - 1) again = mayHoldNaN(top + 2 * rowBytes, job.width) || again;
			} else {
				again = row(job, plane, z, y, target, scratch);
			}
			if (again) carefulRow(job, plane, z, y, target, scratch);
		}
	}
}

/** The same for averages: sums divided by the product of the job's counts. */
export function averagePooling(job: Job, input: usize, output: usize, scratch: usize, from: i32, to: i32): void {
	const rows = job.outputDepth * job.outputHeight, bands = (rows + job.block - 1) / job.block, columns = job.outputWidth;
	for (let unit = from; unit < to; ++unit) {
		const map = unit / bands, first = (unit - map * bands) * job.block, end = min(rows, first + job.block);
		let target = at(output, (map * rows + first) * columns);
		for (let index = first; index < end; ++index) {
			const z = index / job.outputHeight, y = index - z * job.outputHeight;
			poolRow(Combine.Sum, job, at(input, map * job.plane), z, y, target, scratch);
			const count = load<f32>(at(job.depthCounts, z)) * load<f32>(at(job.heightCounts, y));
			for (let x = 0; x < columns; ++x) {
				store<f32>(target, load<f32>(target) / (count * load<f32>(at(job.widthCounts, x))));
				target += 4;
			}
		}
	}
}
