/**
 * Which piece of work made an object. A piece that changes nothing but what it made itself can be left out when it is known to come out
 * the same; what outlives an analysis (imported modules) is put back after one that changed it.
 */

/** A number for each piece of work. */
export type Work = number;

/** The work of importing modules and describing libraries: what it makes outlives every analysis. */
export const LASTING: Work = 0;

let current: Work = LASTING;
let latest: Work = LASTING;
/** How often an object of another piece of work was changed. */
let trespasses = 0;
const changed = new Map<Owned, () => void>();

/** An object that can change. */
export abstract class Owned {
	readonly maker = current;

	/** To be called before every change. */
	protected changing(): void {
		if (this.maker === current) return;
		trespasses++;
		if (this.maker === LASTING && !changed.has(this)) changed.set(this, this.snapshot());
	}

	/** @returns puts the object back as it is now */
	protected abstract snapshot(): () => void;
}

/** A new piece of work. */
export function newWork(): Work {
	return ++latest;
}

/** Does something as part of a piece of work. */
export function working<Result>(work: Work, run: () => Result): Result {
	const outer = current;
	current = work;
	try {
		return run();
	} finally {
		current = outer;
	}
}

/** How often, so far, a piece of work has changed what another one made. */
export function trespassCount(): number {
	return trespasses;
}

/** Whether something that outlives analyses is not as it was made. */
export function hasChangedLasting(): boolean {
	return changed.size > 0;
}

/** Puts back whatever outlives analyses and was changed by one. */
export function restoreLasting(): void {
	if (changed.size > 0) trespasses++; // what was read of these objects holds no longer
	for (const restore of changed.values()) restore();
	changed.clear();
}

/** A snapshot of a map. */
export function mapSnapshot<Key, Item>(map: Map<Key, Item>): () => void {
	const entries = [...map];
	return () => {
		map.clear();
		for (const [key, item] of entries) map.set(key, item);
	};
}
