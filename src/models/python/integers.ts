/**
 * Integers that may hold symbols: `B`, `4·B`, `⌊H/2⌋ + 1`. A symbol can carry a hint, the concrete number that branches use;
 * one without a hint (a data-dependent or unknown size) decides nothing.
 */

/** A name that stands for an integer, or for a quotient or remainder that does not come out even. */
export interface Atom {
	readonly name: string;
	/** The number that comparisons use; undefined where nothing may be decided. */
	readonly hint: number | undefined;
	/** For a quotient or remainder: its value once its symbols are bound. */
	readonly evaluate?: (bindings: ReadonlyMap<string, number>) => number | undefined;
	/** For a quotient or remainder: the symbols it depends on. */
	readonly bases?: readonly string[];
}

interface Term {
	readonly coefficient: number;
	/** Sorted by name; a repeated atom is a power. */
	readonly atoms: readonly Atom[];
}

/** A whole number, or a polynomial in symbols with whole coefficients that is not a plain number. */
export type Integer = number | SymbolicInteger;

export class SymbolicInteger {
	/** The hint once it has been asked for; null where there is none. */
	private knownHint: number | null | undefined;
	private shown: string | undefined;

	private constructor(private readonly terms: readonly Term[]) {}

	static symbol(name: string, hint?: number): SymbolicInteger {
		return SymbolicInteger.atom({ name, hint });
	}

	static atom(atom: Atom): SymbolicInteger {
		return new SymbolicInteger([{ coefficient: 1, atoms: [atom] }]);
	}

	/** The sum of these terms, like ones gathered; a plain number where no symbol is left. */
	static of(terms: readonly Term[]): Integer {
		if (terms.length === 1 && terms[0]!.atoms.length > 0 && terms[0]!.coefficient !== 0) return new SymbolicInteger(terms);
		const gathered = new Map<string, Term>();
		for (const term of terms) {
			const key = keyOf(term);
			const known = gathered.get(key);
			gathered.set(key, known === undefined ? term : { ...term, coefficient: known.coefficient + term.coefficient });
		}
		const rest = [...gathered.values()].filter((term) => term.coefficient !== 0);
		if (rest.length === 0) return 0;
		if (rest.length === 1 && rest[0]!.atoms.length === 0) return rest[0]!.coefficient;
		return new SymbolicInteger(rest.sort((a, b) => b.atoms.length - a.atoms.length || (keyOf(a) < keyOf(b) ? -1 : 1)));
	}

	static termsOf(value: Integer): readonly Term[] {
		return typeof value === 'number' ? [{ coefficient: value, atoms: [] }] : value.terms;
	}

	/** The concrete number that branches use, or undefined where a symbol has none. */
	get hint(): number | undefined {
		if (this.knownHint === undefined) this.knownHint = this.evaluate(UNBOUND) ?? null;
		return this.knownHint ?? undefined;
	}

	/** The value with some symbols bound, the others by their hint. */
	evaluate(bindings: ReadonlyMap<string, number>): number | undefined {
		let sum = 0;
		for (let at = 0, count = this.terms.length; at < count; at++) {
			const { coefficient, atoms } = this.terms[at]!;
			let product = coefficient;
			for (const atom of atoms) {
				const value = bindings.get(atom.name) ?? (atom.evaluate === undefined ? atom.hint : atom.evaluate(bindings));
				if (value === undefined) return undefined;
				product *= value;
			}
			sum += product;
		}
		return sum;
	}

	/** The names of all symbols that it depends on. */
	get symbols(): readonly string[] {
		return [...new Set(this.terms.flatMap((term) => term.atoms.flatMap((atom) => atom.bases ?? [atom.name])))];
	}

	/** Whether it depends on no other symbol than this one. */
	dependsOnlyOn(name: string): boolean {
		for (const { atoms } of this.terms) {
			for (const atom of atoms) if (atom.bases === undefined ? atom.name !== name : atom.bases.some((base) => base !== name)) return false;
		}
		return true;
	}

	/** Whether this is one symbol times a whole number; then that number. */
	get soleFactor(): number | undefined {
		return this.terms.length === 1 && this.terms[0]!.atoms.length === 1 ? this.terms[0]!.coefficient : undefined;
	}

	/** This many times the value. */
	times(factor: number): Integer {
		if (factor === 0) return 0;
		return factor === 1 ? this : new SymbolicInteger(this.terms.map((term) => ({ ...term, coefficient: term.coefficient * factor })));
	}

	/** The largest whole number that divides every coefficient. */
	get content(): number {
		return this.terms.reduce((divisor, term) => greatestCommonDivisor(divisor, term.coefficient), 0);
	}

	equals(other: Integer): boolean {
		return subtract(this, other) === 0;
	}

	toString(): string {
		return (this.shown ??= this.show());
	}

	private show(): string {
		return this.terms.map((term, index) => {
			const sign = term.coefficient < 0 ? '−' : index > 0 ? '+' : '';
			const size = Math.abs(term.coefficient);
			const factors = [...(size === 1 && term.atoms.length > 0 ? [] : [String(size)]), ...term.atoms.map((atom) => atom.name)];
			return `${index > 0 ? ` ${sign} ` : sign}${factors.join('·')}`;
		}).join('');
	}
}

const UNBOUND: ReadonlyMap<string, number> = new Map();

const keyOf = (term: Term): string => term.atoms.map((atom) => atom.name).join('·');

/** The greatest common divisor of two whole numbers, never negative. */
export function greatestCommonDivisor(a: number, b: number): number {
	let [x, y] = [Math.abs(a), Math.abs(b)];
	while (y !== 0) [x, y] = [y, x % y];
	return x;
}

export function add(a: Integer, b: Integer): Integer {
	if (typeof a === 'number' && typeof b === 'number') return a + b;
	if (a === 0) return b;
	if (b === 0) return a;
	return SymbolicInteger.of([...SymbolicInteger.termsOf(a), ...SymbolicInteger.termsOf(b)]);
}

export function multiply(a: Integer, b: Integer): Integer {
	if (typeof a === 'number' && typeof b === 'number') return a * b;
	if (typeof b === 'number') return (a as SymbolicInteger).times(b);
	if (typeof a === 'number') return b.times(a);
	return SymbolicInteger.of(SymbolicInteger.termsOf(a).flatMap((x) => SymbolicInteger.termsOf(b).map((y) => ({
		coefficient: x.coefficient * y.coefficient,
		atoms: [...x.atoms, ...y.atoms].sort((p, q) => (p.name < q.name ? -1 : 1)),
	}))));
}

export function subtract(a: Integer, b: Integer): Integer {
	return add(a, multiply(-1, b));
}

/** a / b where that is a polynomial with whole coefficients, else undefined. b is a number or has a single term. */
export function divideExactly(a: Integer, b: Integer): Integer | undefined {
	if (a === 0) return 0;
	const divisors = SymbolicInteger.termsOf(b);
	if (divisors.length !== 1) return a instanceof SymbolicInteger && a.equals(b) ? 1 : undefined;
	const divisor = divisors[0]!;
	if (divisor.coefficient === 0) return undefined;
	const quotient: Term[] = [];
	for (const term of SymbolicInteger.termsOf(a)) {
		if (term.coefficient % divisor.coefficient !== 0) return undefined;
		const atoms = [...term.atoms];
		for (const atom of divisor.atoms) {
			const at = atoms.findIndex((each) => each.name === atom.name);
			if (at < 0) return undefined;
			atoms.splice(at, 1);
		}
		quotient.push({ coefficient: term.coefficient / divisor.coefficient, atoms });
	}
	return SymbolicInteger.of(quotient);
}

/** ⌊a / b⌋, Python's `//`. b must not be 0. */
export function floorDivide(a: Integer, b: Integer): Integer {
	if (typeof a === 'number' && typeof b === 'number') return Math.floor(a / b);
	return divideExactly(a, b) ?? derived('⌊', '/', '⌋', a, b, (x, y) => Math.floor(x / y));
}

/** a mod b with the sign of b, Python's `%`. b must not be 0. */
export function modulo(a: Integer, b: Integer): Integer {
	if (typeof a === 'number' && typeof b === 'number') return a - b * Math.floor(a / b);
	return divideExactly(a, b) === undefined ? derived('(', ' mod ', ')', a, b, (x, y) => x - y * Math.floor(x / y)) : 0;
}

function derived(open: string, operator: string, close: string, a: Integer, b: Integer, apply: (x: number, y: number) => number): Integer {
	const text = (value: Integer): string => (value instanceof SymbolicInteger && SymbolicInteger.termsOf(value).length > 1 ? `(${value.toString()})` : String(value));
	const evaluate = (bindings: ReadonlyMap<string, number>): number | undefined => {
		const [x, y] = [valueOf(a, bindings), valueOf(b, bindings)];
		return x === undefined || y === undefined || y === 0 ? undefined : apply(x, y);
	};
	return SymbolicInteger.atom({ name: `${open}${text(a)}${operator}${text(b)}${close}`, hint: evaluate(UNBOUND), evaluate, bases: [a, b].flatMap((each) => (each instanceof SymbolicInteger ? each.symbols : [])) });
}

/** An integer's value under these bindings, unbound symbols by their hint. */
export function valueOf(value: Integer, bindings: ReadonlyMap<string, number> = UNBOUND): number | undefined {
	return typeof value === 'number' ? value : value.evaluate(bindings);
}

/** The sign of a − b, by hints where symbols remain; undefined where it can't be decided. */
export function compareIntegers(a: Integer, b: Integer): number | undefined {
	const difference = subtract(a, b);
	return typeof difference === 'number' ? Math.sign(difference) : difference.hint === undefined ? undefined : Math.sign(difference.hint);
}

export function productOf(values: readonly Integer[]): Integer {
	let numbers = 1;
	let symbols: Integer = 1;
	values.forEach((value) => {
		if (typeof value === 'number') numbers *= value;
		else symbols = multiply(symbols, value);
	});
	return multiply(symbols, numbers);
}
