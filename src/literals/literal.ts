import type { Shape, Tensor } from '../engine/tensor';

/** A half-open stretch of a text, in UTF-16 offsets from its start. */
export interface TextRange {
	readonly start: number;
	readonly end: number;
}

/** The notations that are read; a notation is one file in the folder `notations`. */
export type Notation =
	| 'nested-list'
	| 'matlab'
	| 'whitespace-grid'
	| 'constructor'
	| 'column-major-call'
	| 'opencv'
	| 'fortran'
	| 'flat-call'
	| 'latex'
	| 'markdown-table'
	| 'delimited'
	| 'printed-page'
	| 'printed-r'
	| 'yaml'
	| 'angle-brackets'
	| 'convolution-attribute'
	| 'numpy-file';

/** What a reader of the numbers should know beyond the numbers. */
export type Note =
	/** Every written number was multiplied by this factor. */
	| { readonly kind: 'scaled'; readonly factor: number }
	/** `1/9` stands between whole numbers, which the language itself would divide to 0. */
	| { readonly kind: 'integer-division' }
	/** The numbers are written column by column. */
	| { readonly kind: 'column-major' }
	/** The first row holds names and was left out. */
	| { readonly kind: 'header' }
	/** A declared size is larger than what is written: the rest is 0, as the language fills it. */
	| { readonly kind: 'zero-filled' }
	/** Something around it that is not understood is applied to it: the program goes on to compute with what stands here. */
	| { readonly kind: 'operand' }
	/** The element type is whole numbers: fractions were cut off (or truth values: everything but 0 became 1), as the library does. */
	| { readonly kind: 'truncated' };

/** A matrix as it stands in a text. */
export interface Literal {
	readonly notation: Notation;
	/** The variable it is assigned to, where there is one. */
	readonly name?: string;
	readonly tensor: Tensor;
	/** From the first bracket, number or factor to the last. */
	readonly range: TextRange;
	/** Where each number of `tensor.data` is written, in the same order; for a number that a function makes, the whole call. */
	readonly numberRanges: readonly TextRange[];
	readonly notes?: readonly Note[];
}

/** Why a text that looks like a matrix is not read as one, with the numbers to say so. Rows are counted from 1. */
export type Refusal =
	| {
			readonly reason: 'ragged';
			readonly row: number;
			readonly count: number;
			readonly firstRow: number;
			readonly lastRow: number;
			readonly expected: number;
	  }
	| { readonly reason: 'empty' }
	| { readonly reason: 'elided' }
	| { readonly reason: 'symbolic' | 'not-a-number' | 'complex'; readonly text: string }
	/** Values that are drawn when the program runs, or left as memory holds them; the shape is known where its sizes are written. */
	| { readonly reason: 'random'; readonly shape?: Shape }
	| { readonly reason: 'masked' | 'sparse' }
	| { readonly reason: 'rank'; readonly rank: number }
	/** So many numbers do not fill the shape that stands beside them. */
	| { readonly reason: 'shape-mismatch'; readonly count: number; readonly shape: Shape }
	/** More numbers than are worth making from a call such as `zeros(100000, 100000)`. */
	| { readonly reason: 'too-large'; readonly shape: Shape }
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
	{ readonly kind: 'literal'; readonly literal: Literal } | { readonly kind: 'refused'; readonly refused: RefusedLiteral };
