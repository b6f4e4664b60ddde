import type { Literal, Notation, Reading, Refusal, TextRange } from './literal';
import type { Matrix } from './matrix';

/** The highest rank that is a matrix here: (N, C, H, W). */
const HIGHEST_RANK = 4;

/** A refusal with the row or entry that it is about. */
export interface Refused {
	readonly refusal: Refusal;
	readonly at: TextRange;
}

/** What a notation read, while more may still be written around it: a factor, a method, a name. */
export interface Found {
	readonly notation: Notation;
	readonly range: TextRange;
	readonly outcome: Matrix | Refused;
	readonly name?: string;
}

export function foundMatrix(notation: Notation, range: TextRange, matrix: Matrix): Found {
	return { notation, range, outcome: matrix };
}

export function foundRefusal(notation: Notation, range: TextRange, refusal: Refusal, at: TextRange = range): Found {
	return { notation, range, outcome: { refusal, at } };
}

/** The matrix that was read, or undefined for a refusal. */
export function matrixOf({ outcome }: Found): Matrix | undefined {
	return 'refusal' in outcome ? undefined : outcome;
}

/** The same with another matrix and range: what an operation around it makes of it. */
export function changed(found: Found, matrix: Matrix, range: TextRange): Found {
	return { ...found, outcome: matrix, range };
}

export function named(found: Found, name: string | undefined): Found {
	return name === undefined ? found : { ...found, name };
}

/** What the doors hand out. The number ranges are made when they are first asked for: most readers want the tensor alone. */
export function readingOf({ notation, range, outcome, name }: Found): Reading {
	const head = name === undefined ? { notation, range } : { notation, range, name };
	const rank = 'refusal' in outcome ? 0 : outcome.rank;
	if (rank > HIGHEST_RANK) return { kind: 'refused', refused: { ...head, refusal: { reason: 'rank', rank }, at: range } };
	if ('refusal' in outcome) return { kind: 'refused', refused: { ...head, refusal: outcome.refusal, at: outcome.at } };
	const { shape, numbers, notes } = outcome;
	let ranges: readonly TextRange[] | undefined;
	const literal: Literal = {
		...head,
		tensor: numbers.tensor(shape),
		get numberRanges() {
			ranges ??= numbers.ranges();
			return ranges;
		},
		...(notes.length > 0 ? { notes } : {}),
	};
	return { kind: 'literal', literal };
}

/** Where a reading stands, whatever came of it. */
export function rangeOf(reading: Reading): TextRange {
	return reading.kind === 'literal' ? reading.literal.range : reading.refused.range;
}
