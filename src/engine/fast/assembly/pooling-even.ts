// The two max poolings that networks have most, 2×2 and 3×3 windows of stride 2 without padding, in one pass without a line in between.
import { Combine, combine, suspicious } from './pooling-rows';
import { multiplyAdd } from './vector';

@inline
function greater(a: v128, b: v128): v128 {
	return combine(Combine.Max, a, b);
}

/**
 * A sum that a NaN in `a` or `b` turns into NaN for good; opposite infinities do too, and are looked into in vain. One fused instruction
 * where there is one; the sum begins with 1, since products of small numbers alone would be denormal, which is slow.
 */
@inline
function poisonedBy(sum: v128, a: v128, b: v128): v128 {
	return ASC_FEATURE_RELAXED_SIMD ? multiplyAdd(sum, a, b) : f32x4.add(sum, f32x4.add(a, b));
}

@inline
function evens(a: v128, b: v128): v128 {
	return v128.shuffle<f32>(a, b, 0, 2, 4, 6);
}

@inline
function odds(a: v128, b: v128): v128 {
	return v128.shuffle<f32>(a, b, 1, 3, 5, 7);
}

/** One output row of four or more columns under 2×2 windows. @returns whether a NaN may be among the cells */
export function poolTwo(upper: usize, lower: usize, target: usize, columns: i32): bool {
	let poison = f32x4.splat(1);
	while (true) {
		for (; columns >= 4; columns -= 4) {
			const a0 = v128.load(upper), a1 = v128.load(upper, 16), b0 = v128.load(lower), b1 = v128.load(lower, 16);
			poison = poisonedBy(poisonedBy(poison, a0, b0), a1, b1);
			const left = greater(a0, b0), right = greater(a1, b1);
			v128.store(target, greater(evens(left, right), odds(left, right)));
			upper += 32; lower += 32; target += 16;
		}
		if (columns == 0) return suspicious(poison);
		const back = <usize>(4 - columns) << 2; // the last four overlap with the ones before
		upper -= 2 * back; lower -= 2 * back; target -= back;
		columns = 4;
	}
}

/**
 * One output row of eight or more columns under 3×3 windows; reads up to three cells beyond the rows.
 * @returns whether a NaN may be among the cells of the first two rows: the third one is the first of the next output row
 */
export function poolThree(r0: usize, r1: usize, r2: usize, target: usize, columns: i32): bool {
	let poison = f32x4.splat(1);
	while (true) {
		let a = v128.load(r0), b = v128.load(r1);
		poison = poisonedBy(poison, a, b);
		let first = greater(greater(a, b), v128.load(r2)); // the first four columns of a block, carried from the one before
		for (; columns >= 8; columns -= 8) {
			a = v128.load(r0, 16); b = v128.load(r1, 16);
			const second = greater(greater(a, b), v128.load(r2, 16));
			poison = poisonedBy(poison, a, b);
			a = v128.load(r0, 32); b = v128.load(r1, 32);
			const third = greater(greater(a, b), v128.load(r2, 32));
			poison = poisonedBy(poison, a, b);
			v128.store(target, greatestOfThree(first, second, third));
			a = v128.load(r0, 48); b = v128.load(r1, 48);
			const fourth = greater(greater(a, b), v128.load(r2, 48));
			poison = poisonedBy(poison, a, b);
			a = v128.load(r0, 64); b = v128.load(r1, 64);
			first = greater(greater(a, b), v128.load(r2, 64));
			poison = poisonedBy(poison, a, b);
			v128.store(target, greatestOfThree(third, fourth, first), 16);
			r0 += 64; r1 += 64; r2 += 64; target += 32;
		}
		if (columns == 0) return suspicious(poison);
		const back = <usize>(8 - columns) << 2; // the last eight overlap with the ones before
		r0 -= 2 * back; r1 -= 2 * back; r2 -= 2 * back; target -= back;
		columns = 8;
	}
}

/** Of every second cell and its two neighbours on the right, in a row of twelve. */
@inline
function greatestOfThree(first: v128, second: v128, third: v128): v128 {
	const even = evens(first, second);
	return greater(greater(even, odds(first, second)), v128.shuffle<f32>(even, third, 1, 2, 3, 4));
}

/** Whether a NaN may be among the cells of one row; up to three cells beyond its end are looked at. */
export function mayHoldNaN(row: usize, width: i32): bool {
	let poison = f32x4.splat(0);
	for (let x = 0; x < width; x += 4) poison = f32x4.add(poison, v128.load(row + (<usize>x << 2)));
	return suspicious(poison);
}
