import type { Tensor } from '../engine/tensor';

/** A half-open stretch of a text, in UTF-16 offsets from its start. */
export interface TextRange {
	readonly start: number;
	readonly end: number;
}

/** The notations that are read; a notation is one file in this folder. */
export type Notation = 'nested-list' | 'matlab' | 'whitespace-grid';

/** A matrix as it stands in a text. */
export interface Literal {
	readonly notation: Notation;
	/** The variable it is assigned to, where there is one. */
	readonly name?: string;
	readonly tensor: Tensor;
	/** From the first bracket (or number) to the last. */
	readonly range: TextRange;
	/** Where each number of `tensor.data` is written, in the same order. */
	readonly numberRanges: readonly TextRange[];
}

/** Why a text that looks like a matrix is not read as one, with the numbers to say so. Rows are counted from 1. */
export type Refusal =
	| { readonly reason: 'ragged'; readonly row: number; readonly count: number; readonly firstRow: number; readonly lastRow: number; readonly expected: number }
	| { readonly reason: 'empty' }
	| { readonly reason: 'elided' }
	| { readonly reason: 'symbolic' | 'not-a-number' | 'complex'; readonly text: string }
	| { readonly reason: 'rank'; readonly rank: number }
	| { readonly reason: 'unbalanced'; readonly text: string };

/** A stretch of text that was meant as a matrix and could not be read as one: nothing is computed from it. */
export interface RefusedLiteral {
	readonly notation: Notation;
	readonly name?: string;
	readonly range: TextRange;
	readonly refusal: Refusal;
	/** The row or entry that is wrong. */
	readonly at: TextRange;
}

/** What stands at one place of a text: a matrix, or something that was meant as one. */
export type Reading =
	| { readonly kind: 'literal'; readonly literal: Literal }
	| { readonly kind: 'refused'; readonly refused: RefusedLiteral };
