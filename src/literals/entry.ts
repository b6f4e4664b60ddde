import { Code, ellipsisLength, isBlank, isDigit, isLineEnd, isNamePart, isNameStart, isSign } from './characters';
import type { Language } from './language';
import type { Refusal } from './literal';
import { NumberScanner } from './number';

const CARET_IS_XOR = new Set<Language['family']>(['c', 'script', 'python']);

/** How far an entry that is no number is followed to the separator behind it. */
const ENTRY_LIMIT = 200;
/** Parentheses inside parentheses inside parentheses: deeper ones are no arithmetic. */
const DEEPEST = 12;

/** Reads one entry of a matrix: a number, or arithmetic with numbers alone, such as `1/9` or `-(2*3)`. */
export class EntryReader {
	value = 0;
	end = 0;
	/** Why the entry is no number, after a `read` that answered false. */
	problem: Refusal = { reason: 'not-a-number', text: '' };
	private readonly numbers: NumberScanner;
	/** Whether `2 * x` is read as 2, with the rest left to someone else. */
	private stopsBeforeOperator = false;

	/** Whether whole numbers were divided by one another, in a language that would cut the quotient. */
	integerDivision = false;

	/** `spaced`: blanks part entries, so that `1 -2` is two and `1 - 2` is one. */
	constructor(
		readonly text: string,
		private readonly language: Language,
		public spaced: boolean,
	) {
		this.numbers = new NumberScanner(text, language.family === 'julia');
	}

	/** Reads the entry at this place; `end` is behind it whether or not it is a number. */
	read(at: number): boolean {
		if (this.readNumber(at)) return true;
		this.refuse(at);
		return false;
	}

	/** Reads the entry at this place if it is a number; else `end` and `problem` say nothing. */
	readNumber(at: number): boolean {
		const { text, numbers } = this;
		if (numbers.read(at)) {
			this.value = numbers.value;
			this.end = numbers.end;
			const code = text.charCodeAt(this.end);
			if (code === Code.comma || code === Code.bracketEnd) return true;
			if (!this.continues()) return true;
		}
		const value = this.sum(at);
		if (value === undefined || !this.isOver()) return false;
		this.value = value;
		if (this.language.integerDivision && isWholeDivision(text.slice(at, this.end))) this.integerDivision = true;
		return true;
	}

	/** Reads arithmetic with numbers alone, up to where it stops making sense; `end` is there. */
	readProduct(at: number): boolean {
		this.stopsBeforeOperator = true;
		const value = this.product(at, 0);
		this.stopsBeforeOperator = false;
		if (value !== undefined) this.value = value;
		return value !== undefined;
	}

	/** Reads one operand: a number, a power, or arithmetic in parentheses. */
	readOperand(at: number): boolean {
		const value = this.power(at, 0);
		if (value !== undefined) this.value = value;
		return value !== undefined;
	}

	/** Whether what follows `end` belongs to this entry. */
	private continues(): boolean {
		const { text } = this;
		const next = this.skipBlanks(this.end);
		const code = text.charCodeAt(next);
		if (isDelimiter(code)) return false;
		if (next === this.end) return true;
		if (isSign(code)) return !this.startsEntry(next);
		return !(
			isDigit(code) ||
			code === Code.dot ||
			isNameStart(code) ||
			code === Code.bracket ||
			code === Code.brace ||
			code === Code.parenthesis ||
			this.startsComment(next)
		);
	}

	/** A sign with a blank before it and none behind it starts an entry of its own where blanks part entries. */
	private startsEntry(sign: number): boolean {
		return this.spaced && isBlank(this.text.charCodeAt(sign - 1)) && !isBlank(this.text.charCodeAt(sign + 1));
	}

	private startsComment(at: number): boolean {
		const code = this.text.charCodeAt(at);
		if (code === Code.hash || code === Code.percent) return true;
		if (code !== Code.slash || this.language.family === 'julia') return false;
		return this.text.charCodeAt(at + 1) === Code.slash || this.text.charCodeAt(at + 1) === Code.star;
	}

	/** Whether an expression that ended here is a whole entry. */
	private isOver(): boolean {
		const { text } = this;
		const next = this.skipBlanks(this.end);
		const code = text.charCodeAt(next);
		if (isDelimiter(code) || this.startsComment(next)) return true;
		return next > this.end && this.spaced && (isDigit(code) || code === Code.dot || isSign(code) || isNameStart(code));
	}

	private skipBlanks(from: number): number {
		let at = from;
		while (isBlank(this.text.charCodeAt(at))) at++;
		return at;
	}

	/** term (('+' | '-') term)* */
	private sum(at: number, depth = 0): number | undefined {
		let total = this.product(at, depth);
		while (total !== undefined) {
			const next = this.skipBlanks(this.end);
			const code = this.text.charCodeAt(next);
			if (!isSign(code) || (depth === 0 && this.startsEntry(next))) return total;
			const term = this.product(this.skipBlanks(next + 1), depth);
			if (term === undefined) return undefined;
			total = code === Code.plus ? total + term : total - term;
		}
		return undefined;
	}

	/** factor (('*' | '/') factor)* */
	private product(at: number, depth: number): number | undefined {
		let total = this.power(at, depth);
		while (total !== undefined) {
			const next = this.skipBlanks(this.end);
			const code = this.text.charCodeAt(next);
			const divides = code === Code.slash || code === Code.dividedBy;
			if ((!divides && code !== Code.star && code !== Code.times) || this.startsComment(next)) return total;
			const rational = divides && this.language.family === 'julia' && this.text.charCodeAt(next + 1) === Code.slash;
			const end = this.end;
			const factor = this.power(this.skipBlanks(next + (rational ? 2 : 1)), depth);
			if (factor === undefined) {
				this.end = end;
				return this.stopsBeforeOperator ? total : undefined;
			}
			total = divides ? total / factor : total * factor;
		}
		return undefined;
	}

	/** atom ('**' | '^') power: binds to the right and more tightly than a sign before it. */
	private power(at: number, depth: number): number | undefined {
		const code = this.text.charCodeAt(at);
		if (isSign(code)) {
			const isDoubled = this.text.charCodeAt(at + 1) === code;
			const value = depth > DEEPEST || isDoubled ? undefined : this.power(this.skipBlanks(at + 1), depth + 1);
			return value === undefined ? undefined : code === Code.plus ? value : -value;
		}
		const base = this.atom(at, depth);
		if (base === undefined) return undefined;
		const next = this.skipBlanks(this.end);
		const length =
			this.text.charCodeAt(next) === Code.caret && !CARET_IS_XOR.has(this.language.family)
				? 1
				: this.text.startsWith('**', next)
					? 2
					: 0;
		if (length === 0) return base;
		const exponent = this.power(this.skipBlanks(next + length), depth + 1);
		return exponent === undefined ? undefined : base ** exponent;
	}

	private atom(at: number, depth: number): number | undefined {
		if (this.text.charCodeAt(at) === Code.parenthesis) {
			if (depth > DEEPEST) return undefined;
			const value = this.sum(this.skipBlanks(at + 1), depth + 1);
			const close = this.skipBlanks(this.end);
			if (value === undefined || this.text.charCodeAt(close) !== Code.parenthesisEnd) return undefined;
			this.end = close + 1;
			return value;
		}
		if (isSign(this.text.charCodeAt(at)) || !this.numbers.read(at)) return undefined;
		this.end = this.numbers.end;
		return this.numbers.value;
	}

	/** Notes why the entry at this place is no number, and finds its end. */
	private refuse(at: number): void {
		const { text } = this;
		const dots = ellipsisLength(text, at);
		if (dots > 0) {
			this.problem = { reason: 'elided' };
			this.end = at + dots;
			return;
		}
		if (text.startsWith('--', at)) {
			this.problem = { reason: 'masked' };
			this.end = at + 2;
			return;
		}
		this.end = endOfEntry(text, at, this.spaced);
		const entry = text.slice(at, this.end).trimEnd();
		if (isImaginary(entry)) {
			this.problem = { reason: 'complex', text: entry };
			return;
		}
		const name = firstName(entry);
		this.problem =
			name === undefined || NOT_NUMBERS.has(name)
				? { reason: 'not-a-number', text: shortened(name ?? entry) }
				: { reason: 'symbolic', text: shortened(name) };
	}
}

/** Words for a value that is missing. */
const NOT_NUMBERS = new Set(['None', 'null', 'NULL', 'nil', 'NA', 'undefined', 'missing', 'nothing', 'NaT']);

/** A quotient in which no operand has a decimal point, an exponent or a type mark. */
function isWholeDivision(entry: string): boolean {
	return entry.includes('/') && /^[-+\d*/()\s\u2212]*$/.test(entry);
}

export function shortened(text: string): string {
	return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}

/** Arithmetic in which a number carries the imaginary unit: 1+2i, 3j. */
function isImaginary(entry: string): boolean {
	return entry.length <= 80 && /^[-+\d.eE*\s()]*[\d.][ij][-+\d.eE*\s()]*$/.test(entry);
}

/** The first name in an entry that is not in quotes. */
export function firstName(entry: string): string | undefined {
	const start = entry.charCodeAt(0);
	if (start === Code.quote || start === Code.apostrophe || start === Code.backtick) return undefined;
	for (let at = 0; at < entry.length; at++) {
		if (!isNameStart(entry.charCodeAt(at)) || (at > 0 && isNamePart(entry.charCodeAt(at - 1)))) continue;
		let end = at;
		while (isNamePart(entry.charCodeAt(end)) || (entry.charCodeAt(end) === Code.dot && isNameStart(entry.charCodeAt(end + 1)))) end++;
		return entry.slice(at, end);
	}
	return undefined;
}

/** What can stand behind an entry without being part of it. */
function isDelimiter(code: number): boolean {
	return (
		code === Code.comma ||
		code === Code.semicolon ||
		code === Code.colon ||
		code === Code.bracketEnd ||
		code === Code.braceEnd ||
		code === Code.parenthesisEnd ||
		code === Code.bar ||
		code === Code.quote ||
		code === Code.apostrophe ||
		isLineEnd(code) ||
		Number.isNaN(code)
	);
}

/** Where an entry that is no number ends: at the next separator outside quotes and brackets. */
export function endOfEntry(text: string, start: number, spaced: boolean): number {
	const limit = Math.min(text.length, start + ENTRY_LIMIT);
	let depth = 0;
	for (let at = start; at < limit; at++) {
		const code = text.charCodeAt(at);
		if (code === Code.quote || code === Code.apostrophe || code === Code.backtick) {
			let close = at + 1;
			while (close < limit && text.charCodeAt(close) !== code && !isLineEnd(text.charCodeAt(close))) close++;
			if (text.charCodeAt(close) === code) {
				at = close;
				continue;
			}
		}
		if (code === Code.bracket || code === Code.brace || code === Code.parenthesis) depth++;
		else if (code === Code.bracketEnd || code === Code.braceEnd || code === Code.parenthesisEnd) {
			if (depth === 0) return at;
			depth--;
		} else if (
			depth === 0 &&
			at > start &&
			(code === Code.comma || code === Code.semicolon || isLineEnd(code) || (spaced && isBlank(code)))
		) {
			return at;
		}
	}
	return limit;
}
