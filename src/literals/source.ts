import type { Found } from './found';
import type { Language } from './language';
import type { TextRange } from './literal';

/** What a text has to show before something that reads badly is called a refused matrix instead of ordinary code or prose. */
export type Evidence =
	/** The text itself must look like a matrix. */
	| 'found'
	/** Someone says that it is one. */
	| 'claimed';

/** One argument or operand as it is written. */
export type Value =
	| { readonly kind: 'number'; readonly value: number; readonly range: TextRange }
	| { readonly kind: 'matrix'; readonly found: Found; readonly range: TextRange }
	| { readonly kind: 'string'; readonly range: TextRange }
	| { readonly kind: 'word'; readonly word: string; readonly range: TextRange };

/** A text that is being read, with what decides how. */
export interface Source {
	readonly text: string;
	readonly language: Language;
	readonly evidence: Evidence;
	/** The value written here, if it is one of those that are understood; `depth` counts the calls around it. */
	value(at: number, depth: number): Value | undefined;
}
