const TWO_OVER_ROOT_PI = 2 / Math.sqrt(Math.PI);

/** Below this 1 − erf(x) loses no digit; above it the continued fraction settles soon. */
const SERIES_LIMIT = 1;

/** erf(x) = 2/√π · e^(−x²) · Σ 2ⁿ x^(2n+1) / (1·3·5⋯(2n+1)): every term has the sign of x, so nothing cancels (DLMF 7.6.2). */
function series(x: number): number {
	let term = x;
	let sum = x;
	for (let odd = 3; Math.abs(term) > Math.abs(sum) * Number.EPSILON / 4; odd += 2) {
		term *= 2 * x * x / odd;
		sum += term;
	}
	return TWO_OVER_ROOT_PI * Math.exp(-x * x) * sum;
}

/**
 * erfc(x) for x ≥ 1 by its continued fraction x + (1/2)/(x + (2/2)/(x + (3/2)/(x + …))) from the far end (DLMF 7.9.1). Its error
 * falls as e^(−2x√(2n)) with the depth n: 162 / x² terms, and a few for large x, leave less than a
 * float64 can tell.
 */
function continuedFraction(x: number): number {
	let below = x;
	for (let depth = Math.ceil(180 / (x * x)) + 8; depth >= 1; depth--) below = x + depth / 2 / below;
	return Math.exp(-x * x) / (Math.sqrt(Math.PI) * below);
}

/** The complementary error function 1 − erf(x) to about 14 digits, relative also where it is tiny. */
export function complementaryErrorFunction(x: number): number {
	if (Number.isNaN(x)) return NaN;
	if (x >= SERIES_LIMIT) return x > 28 ? 0 : continuedFraction(x);
	return x <= -SERIES_LIMIT ? 2 - complementaryErrorFunction(-x) : 1 - series(x);
}
