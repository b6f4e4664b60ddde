// A look at numbers before an algorithm that cannot take all of them.

/** The greatest magnitude of `count` floats, 0 of none: NaN with a NaN among them. Without its sign, a float's bits sort like an integer's. */
export function largestMagnitude(numbers: usize, count: i32): f32 {
	const unsigned = i32x4.splat(0x7fffffff);
	let most = i32x4.splat(0), other = most;
	let i = 0;
	for (; i + 8 <= count; i += 8) {
		most = i32x4.max_s(most, v128.and(v128.load(numbers), unsigned));
		other = i32x4.max_s(other, v128.and(v128.load(numbers, 16), unsigned));
		numbers += 32;
	}
	for (; i < count; ++i) {
		most = i32x4.max_s(most, v128.and(v128.load32_zero(numbers), unsigned));
		numbers += 4;
	}
	most = i32x4.max_s(most, other);
	const half = max(i32x4.extract_lane(most, 0), i32x4.extract_lane(most, 1));
	return reinterpret<f32>(max(half, max(i32x4.extract_lane(most, 2), i32x4.extract_lane(most, 3))));
}
