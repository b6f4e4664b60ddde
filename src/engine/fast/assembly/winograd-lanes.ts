// Winograd's transforms along one axis, for four independent lines at a time.
// A. Lavin and S. Gray, "Fast Algorithms for Convolutional Neural Networks", CVPR 2016 (arXiv:1509.09308), F(2, 3) and F(4, 3):
// two or four outputs of a three-tap filter from four or six products, interpolated at 0, ±1 (, ±2) and ∞.
// `tile` is 2 or 4, a constant wherever these are used.
import { multiplyAdd } from './vector';

@inline
function times(factor: f32, a: v128): v128 {
	return f32x4.mul(f32x4.splat(factor), a);
}

@inline
function plusTimes(sum: v128, factor: f32, a: v128): v128 {
	return multiplyAdd(sum, f32x4.splat(factor), a);
}

/** Stores Bᵀd: `tile` + 2 vectors, `step` bytes apart. The last two inputs are unused by F(2, 3). */
@inline
export function storeInputTransform(tile: i32, target: usize, step: usize, d0: v128, d1: v128, d2: v128, d3: v128, d4: v128, d5: v128): void {
	if (tile == 2) {
		v128.store(target, f32x4.sub(d0, d2));
		v128.store(target + step, f32x4.add(d1, d2));
		v128.store(target + 2 * step, f32x4.sub(d2, d1));
		v128.store(target + 3 * step, f32x4.sub(d1, d3));
	} else {
		v128.store(target, f32x4.add(plusTimes(d4, 4, d0), times(-5, d2)));
		const even = plusTimes(d4, -4, d2), odd = plusTimes(d3, -4, d1);
		v128.store(target + step, f32x4.add(even, odd));
		v128.store(target + 2 * step, f32x4.sub(even, odd));
		const near = f32x4.sub(d4, d2), far = times(2, f32x4.sub(d3, d1));
		v128.store(target + 3 * step, f32x4.add(near, far));
		v128.store(target + 4 * step, f32x4.sub(near, far));
		v128.store(target + 5 * step, f32x4.add(plusTimes(d5, 4, d1), times(-5, d3)));
	}
}

/** Stores Aᵀm of the vectors at `source`, `step` bytes apart, plus `bias`: `tile` vectors, `targetStep` bytes apart. */
@inline
export function storeOutputTransform(tile: i32, target: usize, targetStep: usize, source: usize, step: usize, bias: v128): void {
	const m0 = v128.load(source), m1 = v128.load(source + step), m2 = v128.load(source + 2 * step), m3 = v128.load(source + 3 * step);
	const sum = f32x4.add(m1, m2), difference = f32x4.sub(m1, m2);
	if (tile == 2) {
		v128.store(target, f32x4.add(bias, f32x4.add(m0, sum)));
		v128.store(target + targetStep, f32x4.add(bias, f32x4.sub(difference, m3)));
	} else {
		const m4 = v128.load(source + 4 * step), m5 = v128.load(source + 5 * step);
		const farSum = f32x4.add(m3, m4), farDifference = f32x4.sub(m3, m4);
		v128.store(target, f32x4.add(bias, f32x4.add(m0, f32x4.add(sum, farSum))));
		v128.store(target + targetStep, f32x4.add(bias, plusTimes(difference, 2, farDifference)));
		v128.store(target + 2 * targetStep, f32x4.add(bias, plusTimes(sum, 4, farSum)));
		v128.store(target + 3 * targetStep, f32x4.add(bias, plusTimes(f32x4.add(difference, m5), 8, farDifference)));
	}
}

/** Stores Gg of three taps: `tile` + 2 numbers, `step` bytes apart. In float64, since it is done once. */
@inline
export function storeWeightTransform(tile: i32, target: usize, step: usize, g0: f64, g1: f64, g2: f64): void {
	store<f64>(target, tile == 2 ? g0 : g0 / 4);
	const scale: f64 = tile == 2 ? 0.5 : -1.0 / 6;
	store<f64>(target + step, (g0 + g1 + g2) * scale);
	store<f64>(target + 2 * step, (g0 - g1 + g2) * scale);
	if (tile == 4) {
		store<f64>(target + 3 * step, g0 / 24 + g1 / 12 + g2 / 6);
		store<f64>(target + 4 * step, g0 / 24 - g1 / 12 + g2 / 6);
	}
	store<f64>(target + <usize>(tile + 1) * step, g2);
}
