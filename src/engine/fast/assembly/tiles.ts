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

@inline
function finish(sum: v128, start: Start, bias: usize, target: usize): void {
	if (start == Start.Target) sum = f32x4.add(sum, v128.load(target));
	else if (start == Start.Bias) sum = f32x4.add(sum, v128.load32_splat(bias));
	v128.store(target, sum);
}

/**
 * target[row][0…7] = start + Σ_k a[k][row] · b[k][0…7].
 * `a` is a panel [terms][rows], `b` a panel [terms][8]; `pitch` is the distance of the target's rows in bytes.
 */
@inline
function wideTile(rows: i32, terms: i32, a: usize, b: usize, target: usize, pitch: usize, start: Start, bias: usize): void {
	let l0 = zeros(), l1 = zeros(), l2 = zeros(), l3 = zeros(), l4 = zeros(), l5 = zeros();
	let r0 = zeros(), r1 = zeros(), r2 = zeros(), r3 = zeros(), r4 = zeros(), r5 = zeros();
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
	finish(l0, start, bias, target); finish(r0, start, bias, target + 16);
	if (rows > 1) { target += pitch; finish(l1, start, bias + 4, target); finish(r1, start, bias + 4, target + 16); }
	if (rows > 2) { target += pitch; finish(l2, start, bias + 8, target); finish(r2, start, bias + 8, target + 16); }
	if (rows > 3) { target += pitch; finish(l3, start, bias + 12, target); finish(r3, start, bias + 12, target + 16); }
	if (rows > 4) { target += pitch; finish(l4, start, bias + 16, target); finish(r4, start, bias + 16, target + 16); }
	if (rows > 5) { target += pitch; finish(l5, start, bias + 20, target); finish(r5, start, bias + 20, target + 16); }
}

/** The same for the first four columns of the panel `b` alone. */
@inline
function narrowTile(rows: i32, terms: i32, a: usize, b: usize, target: usize, pitch: usize, start: Start, bias: usize): void {
	let s0 = zeros(), s1 = zeros(), s2 = zeros(), s3 = zeros(), s4 = zeros(), s5 = zeros();
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
	finish(s0, start, bias, target);
	if (rows > 1) { target += pitch; finish(s1, start, bias + 4, target); }
	if (rows > 2) { target += pitch; finish(s2, start, bias + 8, target); }
	if (rows > 3) { target += pitch; finish(s3, start, bias + 12, target); }
	if (rows > 4) { target += pitch; finish(s4, start, bias + 16, target); }
	if (rows > 5) { target += pitch; finish(s5, start, bias + 20, target); }
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
