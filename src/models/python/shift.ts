/**
 * A comment or a blank line in a chunk changes where its code stands, and nothing else. The tree is then kept, so that everything that is
 * known of the code stays known, and its positions are moved.
 */
import type { Positioned, Statement } from './syntax';

/** How the positions of one chunk have moved when a stretch of its text gave way to another. */
export class Shift {
	private constructor(private readonly from: number, private readonly to: number, private readonly by: number) {}

	/** What two versions of a chunk's text differ in. */
	static between(before: string, after: string): Shift {
		const shortest = Math.min(before.length, after.length);
		let [start, end] = [0, 0];
		while (start < shortest && before.charCodeAt(start) === after.charCodeAt(start)) start++;
		while (end < shortest - start && before.charCodeAt(before.length - 1 - end) === after.charCodeAt(after.length - 1 - end)) end++;
		return new Shift(start, before.length - end, after.length - before.length);
	}

	/** Where a node or a part of one stands now; undefined where what it begins or ends with has changed. */
	range({ start: first, end: last }: Positioned): Positioned | undefined {
		const [start, end] = [this.start(first), this.end(last)];
		return start === undefined || end === undefined || end < start ? undefined : { start, end };
	}

	/** Whether a node stands where this has it. */
	places(before: Positioned, after: Positioned): boolean {
		return this.start(before.start) === after.start && this.end(before.end) === after.end;
	}

	/** Where something begins now; undefined where what it began with has changed. */
	private start(before: number): number | undefined {
		return before >= this.to ? before + this.by : before < this.from ? before : undefined;
	}

	/** Where something ends now; undefined where what it ended with has changed. */
	private end(before: number): number | undefined {
		return before <= this.from ? before : before >= this.to ? before + this.by : undefined;
	}
}

/** A piece of a syntax tree: a node, a list of them, or what they hold. */
type Piece = Readonly<Record<string, unknown>>;

const isPiece = (value: unknown): value is Piece => typeof value === 'object' && value !== null;

const isPlaced = (piece: Piece): piece is Piece & Positioned => typeof piece.start === 'number' && typeof piece.end === 'number';

/** Whether two trees are the same but for positions, and these are where the shift has them. */
function isShifted(before: unknown, after: unknown, shift: Shift): boolean {
	if (!isPiece(before) || !isPiece(after)) return Object.is(before, after);
	const names = Object.keys(before);
	if (Array.isArray(before) !== Array.isArray(after) || names.length !== Object.keys(after).length) return false;
	if (isPlaced(before) && (!isPlaced(after) || !shift.places(before, after))) return false;
	return names.every((name) => name in after && (name === 'start' || name === 'end' || isShifted(before[name], after[name], shift)));
}

/** Gives a tree the positions of one that is the same otherwise. */
function takePositions(before: unknown, after: unknown): void {
	if (!isPiece(before) || !isPiece(after)) return;
	if (isPlaced(before) && isPlaced(after)) Object.assign(before, { start: after.start, end: after.end });
	for (const name of Object.keys(before)) takePositions(before[name], after[name]);
}

/**
 * Moves the tree of an earlier version of a chunk to where the new version has it, if that is all that has changed.
 * @returns the statements of the earlier version in a new list, since what was found by the list may hold positions
 */
export function shiftTree(before: readonly Statement[], after: readonly Statement[], shift: Shift): readonly Statement[] | undefined {
	if (!isShifted(before, after, shift)) return undefined;
	takePositions(before, after);
	return [...before];
}
