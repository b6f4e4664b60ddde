// The two max poolings that networks have most, 2×2 and 3×3 windows of stride 2 without padding, in one pass without a line in between.
import { Combine, combine, suspicious } from './pooling-rows';

@inline
function greater(a: v128, b: v128): v128 {
	return combine(Combine.Max, a, b);
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
	let poison = f32x4.splat(0);
	for (let x = 0; x < columns; x += 4) {
		x = min(x, columns - 4); // the last four overlap with the ones before
		const offset = <usize>x << 3;
		const a0 = v128.load(upper + offset), a1 = v128.load(upper + offset, 16), b0 = v128.load(lower + offset), b1 = v128.load(lower + offset, 16);
		poison = f32x4.add(poison, f32x4.add(f32x4.add(a0, b0), f32x4.add(a1, b1)));
		const left = greater(a0, b0), right = greater(a1, b1);
		v128.store(target + (<usize>x << 2), greater(evens(left, right), odds(left, right)));
	}
	return suspicious(poison);
}

/** The combination of three rows at the same four columns. */
@inline
function three(r0: usize, r1: usize, r2: usize): v128 {
	return greater(greater(v128.load(r0), v128.load(r1)), v128.load(r2));
}

@inline
function sumOfThree(r0: usize, r1: usize, r2: usize): v128 {
	return f32x4.add(v128.load(r0), f32x4.add(v128.load(r1), v128.load(r2)));
}

/** One output row of four or more columns under 3×3 windows; reads up to three cells beyond the rows. */
export function poolThree(r0: usize, r1: usize, r2: usize, target: usize, columns: i32): bool {
	let poison = sumOfThree(r0, r1, r2);
	let first = three(r0, r1, r2); // the columns 2x … 2x + 3, carried from block to block
	for (let x = 0; x < columns; x += 4) {
		const offset = <usize>x << 3;
		const a = r0 + offset, b = r1 + offset, c = r2 + offset;
		poison = f32x4.add(poison, f32x4.add(sumOfThree(a + 16, b + 16, c + 16), sumOfThree(a + 32, b + 32, c + 32)));
		const second = three(a + 16, b + 16, c + 16), third = three(a + 32, b + 32, c + 32);
		const even = evens(first, second);
		v128.store(target + (<usize>x << 2), greater(greater(even, odds(first, second)), v128.shuffle<f32>(even, third, 1, 2, 3, 4)));
		first = third;
		if (x + 8 > columns && x + 4 < columns) { // the last four overlap with the ones before
			x = columns - 8;
			const back = <usize>(columns - 4) << 3;
			first = three(r0 + back, r1 + back, r2 + back);
		}
	}
	return suspicious(poison);
}
