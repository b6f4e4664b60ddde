import type { Tensor } from '../engine/tensor';
import type { TextRange } from '../literals/literal';
import type { LocatedProblem } from './problem';

/** A matrix as it is written, with the place of every number. */
export interface MatrixExpression {
	readonly kind: 'matrix';
	readonly tensor: Tensor;
	readonly numberRanges: readonly TextRange[];
	readonly range: TextRange;
	/** 'rows': rows of plain numbers, line by line. */
	readonly notation: 'rows' | 'other';
}

/** `conv(X, K, stride=2)`, or a stage of a chain, where the input is what comes before the arrow. */
export interface Call {
	readonly kind: 'call';
	readonly operation: string;
	readonly operationRange: TextRange;
	readonly arguments: readonly Argument[];
	readonly range: TextRange;
}

/** An argument by its place or by its name. */
export interface Argument {
	readonly name: { readonly text: string; readonly range: TextRange } | undefined;
	readonly value: Expression;
	readonly range: TextRange;
}

/** What has a value. Ranges are UTF-16 offsets from the start of the statement. */
export type Expression =
	| MatrixExpression
	| { readonly kind: 'number'; readonly value: number; readonly range: TextRange }
	/** True, False, None or a quoted word. */
	| { readonly kind: 'constant'; readonly value: boolean | string | undefined; readonly range: TextRange }
	| { readonly kind: 'name'; readonly name: string; readonly range: TextRange }
	| { readonly kind: 'tuple'; readonly items: readonly Expression[]; readonly range: TextRange }
	| Call
	| { readonly kind: 'chain'; readonly source: Expression; readonly stages: readonly Call[]; readonly range: TextRange };

/** One statement: `name = value`, `expect subject = value`, or a value alone. */
export interface Statement {
	readonly kind: 'definition' | 'expectation' | 'value';
	/** The name that is defined. */
	readonly name: { readonly text: string; readonly range: TextRange } | undefined;
	/** What is compared with the value. */
	readonly subject: Expression | undefined;
	/** Undefined where it could not be read; then there is a problem. */
	readonly value: Expression | undefined;
	/** The names it uses, in order. */
	readonly uses: readonly { readonly name: string; readonly range: TextRange }[];
	readonly problems: readonly LocatedProblem[];
}
