// What the rounds of a contest amount to.
import type { Measurement } from './session';

/** How several rounds become one number: the middle one, or that of each engine's best round. */
export type Statistic = 'median' | 'best';

export function median(numbers: readonly number[]): number {
	const sorted = [...numbers].sort((a, b) => a - b), half = sorted.length >> 1;
	return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}

/** Milliseconds of a call. */
export function time({ times }: Measurement, by: Statistic = 'median'): number {
	return by === 'median' ? median(times) : Math.min(...times);
}

/** How many times faster `one` is than `other`: by the median of the rounds' ratios, so that each round is compared with itself. */
export function faster(one: Measurement, other: Measurement, by: Statistic = 'median'): number {
	return by === 'median' ? median(other.times.map((milliseconds, round) => milliseconds / one.times[round]!)) : time(other, by) / time(one, by);
}

/** Operations per second as a fraction of what the host's multiply-adds reach: round by round, or the best of one to the best of the other. */
export function shareOfPeak({ times, peaks, operations }: Measurement, by: Statistic = 'median'): number {
	const rates = times.map((milliseconds) => operations / milliseconds * 1000);
	return by === 'median' ? median(rates.map((rate, round) => rate / peaks[round]!)) : Math.max(...rates) / Math.max(...peaks);
}
