// Four float32 lanes at a time: the few idioms that every kernel here is written in.

/** Bytes of one float32. */
export const FLOAT: usize = 4;

/** Four zeros. */
@inline
export function zeros(): v128 {
	return f32x4.splat(0);
}

/** sum + a · b in each lane: one fused instruction in the relaxed build, a multiplication and an addition in the other. */
@inline
export function multiplyAdd(sum: v128, a: v128, b: v128): v128 {
	if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, sum);
	return f32x4.add(sum, f32x4.mul(a, b));
}

/** The address of the `index`-th float32 from `base`. */
@inline
export function at(base: usize, index: i32): usize {
	return base + (<usize>index << 2);
}

/** Sets exactly `count` floats to zero. */
@inline
export function clear(target: usize, count: i32): void {
	for (let i = 0; i < count; ++i) store<f32>(at(target, i), 0);
}

/** Sets `count` floats to zero, and up to three beyond. */
@inline
export function clearLoosely(target: usize, count: i32): void {
	for (let i = 0; i < count; i += 4) v128.store(at(target, i), zeros());
}

/** Copies exactly `count` floats. */
@inline
export function copy(target: usize, source: usize, count: i32): void {
	let i = 0;
	for (; i + 4 <= count; i += 4) v128.store(at(target, i), v128.load(at(source, i)));
	for (; i < count; ++i) store<f32>(at(target, i), load<f32>(at(source, i)));
}

/** Copies `count` floats and up to three beyond: both ends need that much slack. */
@inline
export function copyLoosely(target: usize, source: usize, count: i32): void {
	for (let i = 0; i < count; i += 4) v128.store(at(target, i), v128.load(at(source, i)));
}

/** Copies every `step`-th of the source's floats, `count` of them; may read and write a few beyond. */
@inline
export function copyEvery(target: usize, source: usize, step: i32, count: i32): void {
	if (step == 1) {
		copyLoosely(target, source, count);
	} else if (step == 2) {
		for (let i = 0; i < count; i += 4) {
			const pair = at(source, i << 1);
			v128.store(at(target, i), v128.shuffle<f32>(v128.load(pair), v128.load(pair, 16), 0, 2, 4, 6));
		}
	} else {
		for (let i = 0; i < count; ++i) store<f32>(at(target, i), load<f32>(at(source, i * step)));
	}
}

/** Stores the first `count` lanes, at most four. */
@inline
export function storeLanes(target: usize, lanes: v128, count: i32): void {
	if (count >= 4) {
		v128.store(target, lanes);
		return;
	}
	if (count > 0) store<f32>(target, f32x4.extract_lane(lanes, 0));
	if (count > 1) store<f32>(target, f32x4.extract_lane(lanes, 1), 4);
	if (count > 2) store<f32>(target, f32x4.extract_lane(lanes, 2), 8);
}
