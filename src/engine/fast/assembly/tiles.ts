// The register-tiled microkernels: a few filters' rows times eight (or four) output columns, accumulated in registers.
// K. Goto and R. van de Geijn, "Anatomy of High-Performance Matrix Multiplication", ACM TOMS 34(3), 2008.
//
// `rows` and `columns` are constants wherever a tile is instantiated, so that the branches on them vanish at compile time.
// Twelve accumulators, two columns vectors and one broadcast fill the fifteen registers that V8 has to give; without a fused
// multiply-add a product needs a register of its own, hence fewer rows there.
import { at, copy, multiplyAdd, zeros } from './vector';

/** The most rows that a panel of packed weights has. */
export const PANEL_ROWS: i32 = ASC_FEATURE_RELAXED_SIMD ? 6 : 4;

/** The width of a panel of gathered columns. */
export const PANEL_COLUMNS: i32 = 8;

/** What is added to the products: nothing, one bias per row, or what the target already holds. */
export const enum Start {
	Zero,
	Bias,
	Target,
}

/** Adds what the target holds. It comes last, so that the blocks of a long sum are added up apart, which keeps rounding errors small. */
@inline
function plus(sum: v128, target: usize): v128 {
	return f32x4.add(sum, v128.load(target));
}

/**
 * target[row][0…7] = start + Σ_k a[k][row] · b[k][0…7].
 * `a` is a panel [terms][rows], `b` a panel [terms][8]; `pitch` is the distance of the target's rows in bytes.
 */
@inline
function wideTile(rows: i32, terms: i32, a: usize, b: usize, target: usize, pitch: usize, start: Start, bias: usize): void {
	let l0 = zeros(), l1 = l0, l2 = l0, l3 = l0, l4 = l0, l5 = l0;
	if (start == Start.Bias) {
		l0 = v128.load32_splat(bias);
		if (rows > 1) l1 = v128.load32_splat(bias, 4);
		if (rows > 2) l2 = v128.load32_splat(bias, 8);
		if (rows > 3) l3 = v128.load32_splat(bias, 12);
		if (rows > 4) l4 = v128.load32_splat(bias, 16);
		if (rows > 5) l5 = v128.load32_splat(bias, 20);
	}
	let r0 = l0, r1 = l1, r2 = l2, r3 = l3, r4 = l4, r5 = l5;
	for (; terms > 0; --terms) {
		const left = v128.load(b), right = v128.load(b, 16);
		let weight = v128.load32_splat(a);
		l0 = multiplyAdd(l0, weight, left); r0 = multiplyAdd(r0, weight, right);
		if (rows > 1) { weight = v128.load32_splat(a, 4); l1 = multiplyAdd(l1, weight, left); r1 = multiplyAdd(r1, weight, right); }
		if (rows > 2) { weight = v128.load32_splat(a, 8); l2 = multiplyAdd(l2, weight, left); r2 = multiplyAdd(r2, weight, right); }
		if (rows > 3) { weight = v128.load32_splat(a, 12); l3 = multiplyAdd(l3, weight, left); r3 = multiplyAdd(r3, weight, right); }
		if (rows > 4) { weight = v128.load32_splat(a, 16); l4 = multiplyAdd(l4, weight, left); r4 = multiplyAdd(r4, weight, right); }
		if (rows > 5) { weight = v128.load32_splat(a, 20); l5 = multiplyAdd(l5, weight, left); r5 = multiplyAdd(r5, weight, right); }
		a += rows << 2;
		b += 32;
	}
	if (start == Start.Target) {
		let held = target;
		l0 = plus(l0, held); r0 = plus(r0, held + 16);
		if (rows > 1) { held += pitch; l1 = plus(l1, held); r1 = plus(r1, held + 16); }
		if (rows > 2) { held += pitch; l2 = plus(l2, held); r2 = plus(r2, held + 16); }
		if (rows > 3) { held += pitch; l3 = plus(l3, held); r3 = plus(r3, held + 16); }
		if (rows > 4) { held += pitch; l4 = plus(l4, held); r4 = plus(r4, held + 16); }
		if (rows > 5) { held += pitch; l5 = plus(l5, held); r5 = plus(r5, held + 16); }
	}
	v128.store(target, l0); v128.store(target, r0, 16);
	if (rows > 1) { target += pitch; v128.store(target, l1); v128.store(target, r1, 16); }
	if (rows > 2) { target += pitch; v128.store(target, l2); v128.store(target, r2, 16); }
	if (rows > 3) { target += pitch; v128.store(target, l3); v128.store(target, r3, 16); }
	if (rows > 4) { target += pitch; v128.store(target, l4); v128.store(target, r4, 16); }
	if (rows > 5) { target += pitch; v128.store(target, l5); v128.store(target, r5, 16); }
}

/** The same for the first four columns of the panel `b` alone. */
@inline
function narrowTile(rows: i32, terms: i32, a: usize, b: usize, target: usize, pitch: usize, start: Start, bias: usize): void {
	let s0 = zeros(), s1 = s0, s2 = s0, s3 = s0, s4 = s0, s5 = s0;
	if (start == Start.Bias) {
		s0 = v128.load32_splat(bias);
		if (rows > 1) s1 = v128.load32_splat(bias, 4);
		if (rows > 2) s2 = v128.load32_splat(bias, 8);
		if (rows > 3) s3 = v128.load32_splat(bias, 12);
		if (rows > 4) s4 = v128.load32_splat(bias, 16);
		if (rows > 5) s5 = v128.load32_splat(bias, 20);
	}
	for (; terms > 0; --terms) {
		const columns = v128.load(b);
		s0 = multiplyAdd(s0, v128.load32_splat(a), columns);
		if (rows > 1) s1 = multiplyAdd(s1, v128.load32_splat(a, 4), columns);
		if (rows > 2) s2 = multiplyAdd(s2, v128.load32_splat(a, 8), columns);
		if (rows > 3) s3 = multiplyAdd(s3, v128.load32_splat(a, 12), columns);
		if (rows > 4) s4 = multiplyAdd(s4, v128.load32_splat(a, 16), columns);
		if (rows > 5) s5 = multiplyAdd(s5, v128.load32_splat(a, 20), columns);
		a += rows << 2;
		b += 32;
	}
	if (start == Start.Target) {
		let held = target;
		s0 = plus(s0, held);
		if (rows > 1) { held += pitch; s1 = plus(s1, held); }
		if (rows > 2) { held += pitch; s2 = plus(s2, held); }
		if (rows > 3) { held += pitch; s3 = plus(s3, held); }
		if (rows > 4) { held += pitch; s4 = plus(s4, held); }
		if (rows > 5) { held += pitch; s5 = plus(s5, held); }
	}
	v128.store(target, s0);
	if (rows > 1) { target += pitch; v128.store(target, s1); }
	if (rows > 2) { target += pitch; v128.store(target, s2); }
	if (rows > 3) { target += pitch; v128.store(target, s3); }
	if (rows > 4) { target += pitch; v128.store(target, s4); }
	if (rows > 5) { target += pitch; v128.store(target, s5); }
}

function wide1(n: i32, a: usize, b: usize, t: usize, p: usize, s: Start, bias: usize): void { wideTile(1, n, a, b, t, p, s, bias); }
function wide2(n: i32, a: usize, b: usize, t: usize, p: usize, s: Start, bias: usize): void { wideTile(2, n, a, b, t, p, s, bias); }
function wide3(n: i32, a: usize, b: usize, t: usize, p: usize, s: Start, bias: usize): void { wideTile(3, n, a, b, t, p, s, bias); }
function wide4(n: i32, a: usize, b: usize, t: usize, p: usize, s: Start, bias: usize): void { wideTile(4, n, a, b, t, p, s, bias); }
function wide5(n: i32, a: usize, b: usize, t: usize, p: usize, s: Start, bias: usize): void { wideTile(5, n, a, b, t, p, s, bias); }
function wide6(n: i32, a: usize, b: usize, t: usize, p: usize, s: Start, bias: usize): void { wideTile(6, n, a, b, t, p, s, bias); }

function narrow1(n: i32, a: usize, b: usize, t: usize, p: usize, s: Start, bias: usize): void { narrowTile(1, n, a, b, t, p, s, bias); }
function narrow2(n: i32, a: usize, b: usize, t: usize, p: usize, s: Start, bias: usize): void { narrowTile(2, n, a, b, t, p, s, bias); }
function narrow3(n: i32, a: usize, b: usize, t: usize, p: usize, s: Start, bias: usize): void { narrowTile(3, n, a, b, t, p, s, bias); }
function narrow4(n: i32, a: usize, b: usize, t: usize, p: usize, s: Start, bias: usize): void { narrowTile(4, n, a, b, t, p, s, bias); }
function narrow5(n: i32, a: usize, b: usize, t: usize, p: usize, s: Start, bias: usize): void { narrowTile(5, n, a, b, t, p, s, bias); }
function narrow6(n: i32, a: usize, b: usize, t: usize, p: usize, s: Start, bias: usize): void { narrowTile(6, n, a, b, t, p, s, bias); }

/** Eight columns of `rows` filters. */
@inline
export function wide(rows: i32, terms: i32, a: usize, b: usize, target: usize, pitch: usize, start: Start, bias: usize): void {
	switch (rows) {
		case 1: wide1(terms, a, b, target, pitch, start, bias); break;
		case 2: wide2(terms, a, b, target, pitch, start, bias); break;
		case 3: wide3(terms, a, b, target, pitch, start, bias); break;
		case 4: wide4(terms, a, b, target, pitch, start, bias); break;
		case 5: if (PANEL_ROWS > 4) wide5(terms, a, b, target, pitch, start, bias); break;
		default: if (PANEL_ROWS > 4) wide6(terms, a, b, target, pitch, start, bias);
	}
}

/** Four columns of `rows` filters. */
@inline
export function narrow(rows: i32, terms: i32, a: usize, b: usize, target: usize, pitch: usize, start: Start, bias: usize): void {
	switch (rows) {
		case 1: narrow1(terms, a, b, target, pitch, start, bias); break;
		case 2: narrow2(terms, a, b, target, pitch, start, bias); break;
		case 3: narrow3(terms, a, b, target, pitch, start, bias); break;
		case 4: narrow4(terms, a, b, target, pitch, start, bias); break;
		case 5: if (PANEL_ROWS > 4) narrow5(terms, a, b, target, pitch, start, bias); break;
		default: if (PANEL_ROWS > 4) narrow6(terms, a, b, target, pitch, start, bias);
	}
}

/** The last `columns` (fewer than eight) of a row of tiles, by way of `spare`, so that nothing is written beyond them. */
export function partial(
	rows: i32, terms: i32, a: usize, b: usize, target: usize, pitch: usize, start: Start, bias: usize, columns: i32, spare: usize,
): void {
	if (start == Start.Target) for (let row = 0; row < rows; ++row) copy(at(spare, row << 3), target + <usize>row * pitch, columns);
	if (columns <= 4) narrow(rows, terms, a, b, spare, 32, start, bias);
	else wide(rows, terms, a, b, spare, 32, start, bias);
	for (let row = 0; row < rows; ++row) copy(target + <usize>row * pitch, at(spare, row << 3), columns);
}
