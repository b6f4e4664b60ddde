/** Arithmetic on shapes whose sizes may be symbols. */
import { compareIntegers, productOf, subtract, SymbolicInteger } from '../python/integers';
import type { Integer } from '../python/integers';
import { refuse } from './problems';
import type { Shape } from './problems';

let unknownSizes = 0;

/** A size that nothing is known about; shown as `?`. */
export function unknownSize(): SymbolicInteger {
	return SymbolicInteger.symbol(`?${++unknownSizes}`);
}

/** Whether a size depends on something that is not known at all. */
export function isUnknownSize(size: Integer): boolean {
	return size instanceof SymbolicInteger && size.hint === undefined;
}

export const elementCount = productOf;

/**
 * Whether two sizes can't be the same, whatever the symbols stand for. A symbol against a number stays open: the code may be meant
 * for just that batch.
 */
export function certainlyDiffer(a: Integer, b: Integer): boolean {
	if (a === b) return false;
	const difference = subtract(a, b);
	if (typeof difference === 'number') return difference !== 0;
	if (difference.hint === undefined) return false;
	const signs = new Set(SymbolicInteger.termsOf(difference).map((term) => Math.sign(term.coefficient)));
	return signs.size === 1 && SymbolicInteger.termsOf(difference).every((term) => term.atoms.length > 0 && term.atoms.every((atom) => atom.evaluate === undefined));
}

/** Whether a size is certainly less than another. */
export function certainlyLess(a: Integer, b: Integer): boolean {
	if (typeof a === 'number' && typeof b === 'number') return a < b;
	return compareIntegers(a, b) === -1 && typeof subtract(a, b) === 'number';
}

/** An axis counted from 0, for one that may be counted from the end. */
export function normalizeAxis(axis: number, rank: number, operation: string, shape: Shape): number {
	const least = Math.max(rank, 1);
	if (axis < -least || axis >= least) refuse('axis-out-of-range', { operation, axis, shape });
	return axis < 0 ? axis + rank : axis;
}

/** The shape that two shapes broadcast to, aligned from the right. */
export function broadcast(left: Shape, right: Shape): Integer[] {
	const rank = Math.max(left.length, right.length);
	return Array.from({ length: rank }, (_, index) => {
		const a = left[left.length - rank + index] ?? 1;
		const b = right[right.length - rank + index] ?? 1;
		if (a === 1) return b;
		if (b === 1) return a;
		if (certainlyDiffer(a, b)) refuse('broadcast-mismatch', { axis: index - rank, left, right });
		// A number that a symbol must equal says less about the code than the symbol does, an unknown size the least.
		return isUnknownSize(a) || (typeof a === 'number' && b instanceof SymbolicInteger && !isUnknownSize(b)) ? b : a;
	});
}
