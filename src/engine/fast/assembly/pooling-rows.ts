// Pooling is separable: first the rows under the window become one line, then neighbours along the line become one cell.
import { Job } from './job';
import { at, copyLoosely } from './vector';

/** How cells are combined. */
export const enum Combine {
	/** The greater of two numbers, fast; drops a NaN on its right, so that the rows must be searched for one. */
	Max,
	/** The greater of two numbers; a NaN if either is one. */
	CarefulMax,
	Sum,
}

@inline
export function combine(how: Combine, a: v128, b: v128): v128 {
	if (how == Combine.Sum) return f32x4.add(a, b);
	return how == Combine.Max ? f32x4.pmax(a, b) : f32x4.max(a, b);
}

@inline
function combineOne(how: Combine, a: f32, b: f32): f32 {
	return how == Combine.Sum ? a + b : max<f32>(a, b);
}

/** Whether a sum of numbers may have had a NaN among them; opposite infinities look the same. */
@inline
export function suspicious(sum: v128): bool {
	return v128.any_true(f32x4.ne(sum, sum));
}

/** Floats of the line, padding included, and a vector beyond. */
@inline
export function lineFloats(job: Job): i32 {
	return (job.outputWidth + 3) * job.strideWidth + (job.kernelWidth - 1) * job.dilationWidth + 8 + job.width;
}

/**
 * line[paddingWidth + x] = the combination of the rows under the window at the output row (z, y) of one map.
 * @returns whether a NaN may be among them, if `how` is Max
 */
@inline
function combineRows(how: Combine, job: Job, plane: usize, z: i32, y: i32, line: usize): bool {
	const width = job.width;
	let poison = f32x4.splat(0), empty = true;
	for (let kd = 0; kd < job.kernelDepth; ++kd) {
		const inputZ = z * job.strideDepth + kd * job.dilationDepth - job.paddingDepth;
		if (<u32>inputZ >= <u32>job.depth) continue;
		for (let kh = 0; kh < job.kernelHeight; ++kh) {
			const inputY = y * job.strideHeight + kh * job.dilationHeight - job.paddingHeight;
			if (<u32>inputY >= <u32>job.height) continue;
			const row = at(plane, (inputZ * job.height + inputY) * width);
			if (empty) {
				copyLoosely(line, row, width);
				empty = false;
			} else {
				for (let x = 0; x < width; x += 4) v128.store(at(line, x), combine(how, v128.load(at(line, x)), v128.load(at(row, x))));
			}
			if (how == Combine.Max) for (let x = 0; x < width; x += 4) poison = f32x4.add(poison, v128.load(at(row, x)));
		}
	}
	if (empty) fill(line, neutral(how), width);
	return how == Combine.Max && suspicious(poison);
}

/** What changes nothing when combined. */
@inline
function neutral(how: Combine): f32 {
	return how == Combine.Sum ? 0 : -Infinity;
}

function fill(target: usize, value: f32, count: i32): void {
	for (let i = 0; i < count; ++i) store<f32>(at(target, i), value);
}

/** target[x] = the combination of the line's cells under the window at output column x. */
@inline
function combineColumns(how: Combine, job: Job, line: usize, target: usize): void {
	const columns = job.outputWidth, step = job.strideWidth, reach = job.kernelWidth * job.dilationWidth, dilation = job.dilationWidth;
	let x = 0;
	if (step <= 2) {
		for (; x + 4 <= columns; x += 4) {
			const first = at(line, x * step);
			let result = f32x4.splat(neutral(how));
			for (let shift = 0; shift < reach; shift += dilation) {
				const cells = at(first, shift);
				const four = step == 1 ? v128.load(cells) : v128.shuffle<f32>(v128.load(cells), v128.load(cells, 16), 0, 2, 4, 6);
				result = combine(how, result, four);
			}
			v128.store(at(target, x), result);
		}
	}
	for (; x < columns; ++x) {
		const first = at(line, x * step);
		let result: f32 = neutral(how);
		for (let shift = 0; shift < reach; shift += dilation) result = combineOne(how, result, load<f32>(at(first, shift)));
		store<f32>(at(target, x), result);
	}
}

/** One output row. @returns whether it has to be done again carefully */
@inline
export function poolRow(how: Combine, job: Job, plane: usize, z: i32, y: i32, target: usize, line: usize): bool {
	const width = job.width, padding = job.paddingWidth;
	if (combineRows(how, job, plane, z, y, at(line, padding))) return true;
	fill(line, neutral(how), padding);
	fill(at(line, padding + width), neutral(how), lineFloats(job) - padding - width);
	combineColumns(how, job, line, target);
	return false;
}
