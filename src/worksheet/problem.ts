import type { EngineProblem } from '../engine/error';
import type { Shape } from '../engine/tensor';
import type { Refusal, TextRange } from '../literals/literal';

/** What an argument must be, to say so where it is something else. */
export type ArgumentKind = 'matrix' | 'whole' | 'number' | 'sizes' | 'padding' | 'flag' | 'choice' | 'bias' | 'value';

/** Everything that can be wrong in a worksheet, by code, with the names and numbers to say it in a sentence. */
export type WorksheetProblem =
	/** The engine refuses the numbers. */
	| { readonly code: 'engine'; readonly problem: EngineProblem }
	/** What stands here is no matrix. */
	| { readonly code: 'matrix'; readonly refusal: Refusal }
	| { readonly code: 'unexpected' | 'unclosed'; readonly text: string }
	/** Numbers among a call's arguments without commas between them, or the brackets that make them a matrix. */
	| { readonly code: 'bare-matrix'; readonly text: string }
	/** Nothing stands behind the equals sign, the arrow or the word `expect`. */
	| { readonly code: 'missing'; readonly after: string }
	/** Rows of numbers that belong to no name. */
	| { readonly code: 'stray-rows' }
	| { readonly code: 'too-deep'; readonly most: number }
	| { readonly code: 'unknown-name' | 'unknown-operation'; readonly name: string; readonly suggestion: string | undefined }
	/** The name gets its value only further down. */
	| { readonly code: 'defined-later'; readonly name: string }
	| { readonly code: 'unknown-parameter'; readonly operation: string; readonly parameter: string; readonly suggestion: string | undefined }
	| { readonly code: 'repeated-parameter' | 'missing-argument'; readonly operation: string; readonly parameter: string }
	| { readonly code: 'too-many-arguments'; readonly operation: string; readonly given: number; readonly most: number }
	| {
		readonly code: 'wrong-argument'; readonly operation: string; readonly parameter: string; readonly expected: ArgumentKind;
		readonly choices: readonly string[];
	}
	/** `input(...)` starts a chain, and a count ends one. */
	| { readonly code: 'no-stage'; readonly name: string }
	/** The matrices that are to be stacked differ in shape. */
	| { readonly code: 'stack-mismatch'; readonly first: Shape; readonly other: Shape }
	/** The steps, cells or layers are more than are computed while typing. */
	| { readonly code: 'too-much-work'; readonly work: number; readonly most: number }
	/** The answer has another shape than what is computed. */
	| { readonly code: 'expected-shape'; readonly expected: Shape; readonly actual: Shape }
	/** The answer differs, first in this cell (counted from 0), in `wrong` of `count` cells. */
	| {
		readonly code: 'expected-value'; readonly cell: readonly number[]; readonly expected: number; readonly actual: number;
		readonly wrong: number; readonly count: number;
	}
	/** A chain of sizes has no numbers that an answer could be compared with. */
	| { readonly code: 'no-numbers' };

/** A problem and where it is, in UTF-16 offsets from the start of its statement. */
export interface LocatedProblem {
	readonly problem: WorksheetProblem;
	readonly range: TextRange;
}

/** Thrown while a statement is evaluated, and caught there. */
export class WorksheetError extends Error {
	override readonly name = 'WorksheetError';

	constructor(readonly problem: WorksheetProblem, readonly range: TextRange) {
		super(problem.code);
	}
}

/** Ends the statement with this problem at this place. */
export function fail(problem: WorksheetProblem, range: TextRange): never {
	throw new WorksheetError(problem, range);
}
