import { elementCount, type Shape } from '../engine/tensor';
import { readSelected } from '../literals/find';
import type { Refusal, RefusedLiteral, TextRange } from '../literals/literal';

type Ragged = Extract<Refusal, { reason: 'ragged' }>;

/** A matrix whose rows disagree. */
export interface RaggedMatrix extends RefusedLiteral {
	readonly refusal: Ragged;
}

/** A change to one row after which the matrix can be read, as a replacement in the whole text. */
export interface RowRepair {
	readonly kind: 'insert-zero' | 'remove-last' | 'insert-comma';
	readonly range: TextRange;
	readonly text: string;
}

/** Of two rows nobody can say which is wrong. */
const FEWEST_ROWS = 3;

/** A number, or what stands in its place: whatever no separator or bracket cuts. */
const ENTRY = /[^\s,;&|[\](){}\\]+/g;

export function isRagged(refused: RefusedLiteral): refused is RaggedMatrix {
	return refused.refusal.reason === 'ragged';
}

/**
 * Whether rows that disagree are a mistake. Lists of lists are ordinary data in most languages; a matrix is evidently meant where a call
 * or a notation of matrices alone says so, or where all rows but one agree and that one is a single value off.
 */
export function isEvidentlyMatrix(text: string, ragged: RaggedMatrix, language: string): boolean {
	if (ragged.notation !== 'nested-list' || !'[{('.includes(text.charAt(ragged.range.start))) return true;
	const { expected } = ragged.refusal;
	if (expected === 1 || text.charAt(ragged.at.start) === '(') return false; // pairs of numbers are written as tuples for many other ends
	const [shape] = repairsWithShape(text, ragged, language).map(([, repaired]) => repaired);
	return shape !== undefined && elementCount(shape) >= FEWEST_ROWS * expected;
}

/** The obvious repairs of a row that has one value too few or too many: each makes the matrix readable. */
export function rowRepairs(text: string, ragged: RaggedMatrix, language: string): RowRepair[] {
	return repairsWithShape(text, ragged, language).map(([repair]) => repair);
}

function repairsWithShape(text: string, ragged: RaggedMatrix, language: string): Array<readonly [repair: RowRepair, shape: Shape]> {
	const { count, expected } = ragged.refusal;
	const candidates = count === expected - 1 ? [withComma(text, ragged), withZero(text, ragged)]
		: count === expected + 1 ? [withoutLast(text, ragged)]
		: [];
	return candidates.flatMap((repair) => {
		const shape = repair && shapeAfter(text, ragged, repair, language);
		return repair === undefined || shape === undefined ? [] : [[repair, shape] as const];
	});
}

function entries(text: string, { start, end }: TextRange): TextRange[] {
	return Array.from(text.slice(start, end).matchAll(ENTRY), ({ 0: entry, index }) => ({ start: start + index, end: start + index + entry.length }));
}

/** A zero behind the last entry, parted as the entries before are. */
function withZero(text: string, { at, range }: RaggedMatrix): RowRepair | undefined {
	const found = entries(text, at);
	const last = found.at(-1);
	if (last === undefined) return undefined;
	const before = found.at(-2);
	const usual = text.slice(range.start, range.end).includes(',') ? ', ' : ' ';
	const separator = before === undefined ? usual : text.slice(before.end, last.start);
	return { kind: 'insert-zero', range: { start: last.end, end: last.end }, text: `${separator}0` };
}

/** The last entry taken out, with what parts it from the one before. */
function withoutLast(text: string, { at }: RaggedMatrix): RowRepair | undefined {
	const found = entries(text, at);
	const kept = found.at(-2);
	const last = found.at(-1);
	return kept === undefined || last === undefined ? undefined : { kind: 'remove-last', range: { start: kept.end, end: last.end }, text: '' };
}

/** `4 -5` in a list is the difference −1 unless a comma parts the two. */
function withComma(text: string, { at }: RaggedMatrix): RowRepair | undefined {
	const [place, ...more] = text.slice(at.start, at.end).matchAll(/[\d.](?=[ \t]{1,20}[-+][\d.])/g);
	if (place === undefined || more.length > 0) return undefined;
	const behind = at.start + place.index + 1;
	return { kind: 'insert-comma', range: { start: behind, end: behind }, text: ',' };
}

/** The shape that the matrix has after the repair, if it can be read then, as one of the expected width. */
function shapeAfter(text: string, { range, refusal }: RaggedMatrix, { range: changed, text: inserted }: RowRepair, language: string): Shape | undefined {
	const [reading, ...more] = readSelected(text.slice(range.start, changed.start) + inserted + text.slice(changed.end, range.end), language);
	if (reading?.kind !== 'literal' || more.length > 0) return undefined;
	const { shape } = reading.literal.tensor;
	return shape.at(-1) === refusal.expected ? shape : undefined;
}
