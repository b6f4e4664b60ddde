/**
 * The abstract syntax of Python, as far as the interpreter runs it.
 *
 * Positions are offsets into the {@link Chunk} (one top-level statement) that a node stands in, so that a chunk's tree can be kept
 * when text above it changes.
 */

import type { Shift } from './shift';

/** Where a node begins and ends in its chunk. */
export interface Positioned {
	readonly start: number;
	readonly end: number;
}

/** One parameter of a function or lambda, in source order. */
export interface Parameter {
	readonly name: string;
	/** `variadic` is `*args`, `keywords` is `**kwargs`. */
	readonly kind: 'positional-only' | 'positional' | 'keyword-only' | 'variadic' | 'keywords';
	readonly fallback?: Expression;
	readonly annotation?: Expression;
}

/** One argument of a call: `x`, `name=x`, `*x` or `**x`. */
export interface Argument extends Positioned {
	readonly kind: 'positional' | 'keyword' | 'unpack' | 'unpack-mapping';
	readonly name?: string;
	readonly value: Expression;
}

/** `for target in iterable if condition …` of a comprehension. */
export interface ComprehensionClause {
	readonly target: Expression;
	readonly iterable: Expression;
	readonly conditions: readonly Expression[];
}

export type BinaryOperator = '+' | '-' | '*' | '/' | '//' | '%' | '**' | '@' | '&' | '|' | '^' | '<<' | '>>';
export type UnaryOperator = '-' | '+' | '~' | 'not';
export type ComparisonOperator = '==' | '!=' | '<' | '<=' | '>' | '>=' | 'is' | 'is not' | 'in' | 'not in';

/** A piece of an f-string: literal text, or a value with its conversion and format. */
export type FormatPart =
	| { readonly text: string }
	| { readonly value: Expression; readonly conversion: string; readonly format: readonly FormatPart[]; readonly label: string };

export type Expression = Positioned & (
	| { readonly kind: 'name'; readonly name: string }
	| { readonly kind: 'integer'; readonly value: number }
	| { readonly kind: 'float'; readonly value: number }
	| { readonly kind: 'string'; readonly value: string }
	| { readonly kind: 'bytes' | 'imaginary' }
	| { readonly kind: 'format-string'; readonly parts: readonly FormatPart[] }
	| { readonly kind: 'constant'; readonly value: true | false | null }
	| { readonly kind: 'ellipsis' }
	| { readonly kind: 'attribute'; readonly object: Expression; readonly name: string }
	| { readonly kind: 'subscript'; readonly object: Expression; readonly index: Expression }
	| { readonly kind: 'slice'; readonly lower?: Expression; readonly upper?: Expression; readonly step?: Expression }
	| { readonly kind: 'call'; readonly callee: Expression; readonly arguments: readonly Argument[] }
	| { readonly kind: 'binary'; readonly operator: BinaryOperator; readonly left: Expression; readonly right: Expression }
	| { readonly kind: 'unary'; readonly operator: UnaryOperator; readonly operand: Expression }
	| { readonly kind: 'boolean'; readonly operator: 'and' | 'or'; readonly left: Expression; readonly right: Expression }
	| { readonly kind: 'comparison'; readonly first: Expression; readonly rest: ReadonlyArray<readonly [ComparisonOperator, Expression]> }
	| { readonly kind: 'conditional'; readonly condition: Expression; readonly whenTrue: Expression; readonly whenFalse: Expression }
	| { readonly kind: 'lambda'; readonly parameters: readonly Parameter[]; readonly body: Expression }
	| { readonly kind: 'tuple' | 'list' | 'set'; readonly items: readonly Expression[] }
	| { readonly kind: 'dict'; readonly entries: ReadonlyArray<{ readonly key?: Expression; readonly value: Expression }> }
	| { readonly kind: 'comprehension'; readonly of: 'list' | 'set' | 'generator'; readonly element: Expression; readonly clauses: readonly ComprehensionClause[] }
	| { readonly kind: 'dict-comprehension'; readonly key: Expression; readonly element: Expression; readonly clauses: readonly ComprehensionClause[] }
	| { readonly kind: 'starred'; readonly value: Expression }
	| { readonly kind: 'named'; readonly name: string; readonly value: Expression }
	| { readonly kind: 'yield'; readonly from: boolean; readonly value?: Expression }
	| { readonly kind: 'await'; readonly value: Expression }
	/** What could not be read: evaluating it gives an unknown value. */
	| { readonly kind: 'unreadable' }
);

export type ExpressionOf<Kind extends Expression['kind']> = Extract<Expression, { readonly kind: Kind }>;

export interface ExceptClause {
	readonly type?: Expression;
	readonly name?: string;
	readonly body: readonly Statement[];
}

export interface FunctionDefinition extends Positioned {
	readonly kind: 'function';
	readonly name: string;
	/** Where the name itself stands. */
	readonly nameRange: Positioned;
	readonly parameters: readonly Parameter[];
	readonly body: readonly Statement[];
	readonly decorators: readonly Expression[];
	readonly isGenerator: boolean;
}

export interface ClassDefinition extends Positioned {
	readonly kind: 'class';
	readonly name: string;
	readonly nameRange: Positioned;
	readonly arguments: readonly Argument[];
	readonly body: readonly Statement[];
	readonly decorators: readonly Expression[];
}

export type Statement = FunctionDefinition | ClassDefinition | (Positioned & (
	| { readonly kind: 'expression'; readonly value: Expression }
	| { readonly kind: 'assign'; readonly targets: readonly Expression[]; readonly value: Expression; readonly annotation?: Expression }
	| { readonly kind: 'annotate'; readonly target: Expression; readonly annotation: Expression }
	| { readonly kind: 'update'; readonly target: Expression; readonly operator: BinaryOperator; readonly value: Expression }
	| { readonly kind: 'return'; readonly value?: Expression }
	| { readonly kind: 'if'; readonly condition: Expression; readonly body: readonly Statement[]; readonly otherwise: readonly Statement[] }
	| { readonly kind: 'while'; readonly condition: Expression; readonly body: readonly Statement[]; readonly otherwise: readonly Statement[] }
	| { readonly kind: 'for'; readonly target: Expression; readonly iterable: Expression; readonly body: readonly Statement[]; readonly otherwise: readonly Statement[] }
	| { readonly kind: 'import'; readonly modules: ReadonlyArray<{ readonly name: string; readonly alias?: string }> }
	| { readonly kind: 'import-from'; readonly module: string; readonly level: number; readonly names: ReadonlyArray<{ readonly name: string; readonly alias?: string }> }
	| { readonly kind: 'raise'; readonly value?: Expression }
	| { readonly kind: 'assert'; readonly condition: Expression; readonly message?: Expression }
	| { readonly kind: 'try'; readonly body: readonly Statement[]; readonly handlers: readonly ExceptClause[]; readonly otherwise: readonly Statement[]; readonly final: readonly Statement[] }
	| { readonly kind: 'with'; readonly items: ReadonlyArray<{ readonly value: Expression; readonly target?: Expression }>; readonly body: readonly Statement[] }
	| { readonly kind: 'delete'; readonly targets: readonly Expression[] }
	| { readonly kind: 'scope'; readonly scope: 'global' | 'nonlocal'; readonly names: readonly string[] }
	| { readonly kind: 'match'; readonly subject: Expression; readonly cases: ReadonlyArray<{ readonly pattern: MatchPattern; readonly guard?: Expression; readonly body: readonly Statement[] }> }
	| { readonly kind: 'break' | 'continue' | 'pass' | 'unreadable' }
));

export type StatementOf<Kind extends Statement['kind']> = Extract<Statement, { readonly kind: Kind }>;

/** The patterns of `case` that models use: a value, a capture, or alternatives; others can't be decided. */
export type MatchPattern =
	| { readonly kind: 'value'; readonly value: Expression }
	| { readonly kind: 'capture'; readonly name: string }
	| { readonly kind: 'alternatives'; readonly patterns: readonly MatchPattern[] }
	| { readonly kind: 'undecidable' };

/** One top-level statement group of a module, and where it starts in the module's text. */
export interface Chunk {
	readonly offset: number;
	/** Its text with what healing changed: chunks with the same key have the same body. */
	readonly key: string;
	/** Its text could not be read as it is. */
	readonly isHealed: boolean;
	readonly body: readonly Statement[];
	/** Where an argument follows another on a new line without a comma: offsets in the chunk, behind the first of the two. */
	readonly missingCommas: readonly number[];
}

/** A module's text cut into chunks, each parsed. */
export interface ParsedModule {
	readonly text: string;
	readonly chunks: readonly Chunk[];
	/** The chunks of the version before whose trees were kept with other positions, by where they began there. */
	readonly shifted: { readonly since: string; readonly shifts: ReadonlyMap<number, Shift> };
}
