/** The values that the interpreter computes with; bool, int and str are JavaScript's own. */
import type { Dict, Iterator, List, PythonSet, Range, Slice, Tuple } from './containers';
import type { SymbolicInteger } from './integers';
import type { Interpreter } from './interpreter';
import type { BoundMethod, ClassMethod, Instance, Module, NativeFunction, Property, PythonClass, PythonFunction, StaticMethod, Super } from './objects';
import { Owned } from './ownership';
import type { Expression, Positioned } from './syntax';

/** Where a piece of code comes from: a file's name and the offset of its chunk. */
export interface Origin {
	readonly file: string;
	readonly offset: number;
	/** Code that describes a library: its calls are not the person's, and its failures belong to the call that led there. */
	readonly isPrelude: boolean;
}

/** A stretch of a file, in offsets of its text. */
export interface Site {
	readonly file: string;
	readonly start: number;
	readonly end: number;
}

export function siteOf(node: Positioned, origin: Origin): Site {
	return { file: origin.file, start: origin.offset + node.start, end: origin.offset + node.end };
}

/** A call under way in the person's code; `parent` is the call that led to it. */
export interface CallSite {
	readonly node: Expression & { readonly kind: 'call' };
	readonly origin: Origin;
	readonly parent: CallSite | undefined;
}

/** Why a value is unknown. */
export type UnknownReason =
	| 'unreadable-code' | 'unresolved-import' | 'unsupported' | 'data-dependent' | 'missing-argument'
	| 'undecided-branch' | 'failed-statement' | 'external' | 'too-large' | 'symbolic-float';

/** A value that can't be known. It poisons what it touches and keeps the first reason. */
export class Unknown {
	constructor(readonly reason: UnknownReason, readonly detail = '') {}
}

export class Float {
	constructor(readonly value: number) {}
}

/** `None`, `...` and `NotImplemented`. */
export class Singleton {
	constructor(readonly name: string) {}
}

export const NONE = new Singleton('None');
export const ELLIPSIS = new Singleton('Ellipsis');
export const NOT_IMPLEMENTED = new Singleton('NotImplemented');

/** A kind of value that the host adds: tensors. Every method may return undefined for "I have no such thing". */
export abstract class Extension extends Owned {
	abstract readonly typeName: string;
	abstract getAttribute(name: string, interpreter: Interpreter): Value | undefined;
	abstract setAttribute(name: string, value: Value): void;
	/** `self operator other`, or `other operator self` when reflected. */
	abstract binary(operator: string, other: Value, reflected: boolean, interpreter: Interpreter): Value | undefined;
	abstract compare(operator: string, other: Value, interpreter: Interpreter): Value;
	abstract unary(operator: string): Value;
	abstract getItem(index: Value, interpreter: Interpreter): Value;
	abstract iterate(interpreter: Interpreter): readonly Value[] | Unknown;
	/** Its truth, or undefined where that depends on data. */
	abstract truth(): boolean | undefined;
	abstract get text(): string;
}

export type Value =
	| boolean | number | string | SymbolicInteger | Float | Unknown
	| List | Tuple | Dict | PythonSet | Range | Slice | Iterator
	| PythonFunction | NativeFunction | BoundMethod | Property | StaticMethod | ClassMethod | Super
	| PythonClass | Instance | Module | Singleton | Extension;

/** A Python exception on its way up. */
export class PythonError extends Error {
	/** The person's call or statement that it came from, and the calls that led there. */
	site: Site | undefined;
	calls: CallSite | undefined;
	/** Raised by a `raise` in the function that is being left: that function does not go on behind it. */
	isDeliberate = false;

	constructor(readonly type: string, message: string, readonly value?: Value) {
		super(message);
	}
}

/** A call names an argument that the function does not have. */
export class UnexpectedArgument extends PythonError {
	constructor(readonly callee: PythonFunction, readonly argument: string) {
		super('TypeError', `${callee.name}() got an unexpected keyword argument '${argument}'`);
	}
}

/** There are other than as many values as names to unpack them to. */
export class UnpackMismatch extends PythonError {
	constructor(readonly source: Value, readonly expected: number, readonly actual: number, hasStar: boolean) {
		super('ValueError', actual < expected ? `not enough values to unpack (expected ${hasStar ? 'at least ' : ''}${expected}, got ${actual})` : `too many values to unpack (expected ${expected}, got ${actual})`);
	}
}

export function raise(type: string, message: string): never {
	throw new PythonError(type, message);
}

/** Thrown through everything once steps, depth or time are used up. */
export class BudgetExceeded extends Error {
	constructor(readonly resource: 'steps' | 'depth' | 'time') {
		super(`out of ${resource}`);
	}
}
