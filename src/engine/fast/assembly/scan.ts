// A look at numbers before an algorithm that cannot take all of them.

/** Whether the magnitude of all `count` floats is at most `limit`: false with an infinity or a NaN among them. */
export function withinMagnitude(numbers: usize, count: i32, limit: f32): bool {
	const bound = f32x4.splat(limit);
	let fine = i32x4.splat(-1), more = fine;
	let i = 0;
	for (; i + 8 <= count; i += 8) {
		fine = v128.and(fine, f32x4.le(f32x4.abs(v128.load(numbers)), bound));
		more = v128.and(more, f32x4.le(f32x4.abs(v128.load(numbers, 16)), bound));
		numbers += 32;
	}
	for (; i < count; ++i) {
		if (!(abs(load<f32>(numbers)) <= limit)) return false;
		numbers += 4;
	}
	return i32x4.all_true(v128.and(fine, more));
}
