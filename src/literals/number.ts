import { Code, isDigit, isNamePart, isNameStart, isSign } from './characters';

/** ½ and its kin. */
const VULGAR_FRACTIONS: ReadonlyMap<number, number> = new Map(
	Object.entries({
		'¼': 1 / 4,
		'½': 1 / 2,
		'¾': 3 / 4,
		'⅐': 1 / 7,
		'⅑': 1 / 9,
		'⅒': 1 / 10,
		'⅓': 1 / 3,
		'⅔': 2 / 3,
		'⅕': 1 / 5,
		'⅖': 2 / 5,
		'⅗': 3 / 5,
		'⅘': 4 / 5,
		'⅙': 1 / 6,
		'⅚': 5 / 6,
		'⅛': 1 / 8,
		'⅜': 3 / 8,
		'⅝': 5 / 8,
		'⅞': 7 / 8,
		'∞': Infinity,
	}).map(([sign, value]) => [sign.charCodeAt(0), value]),
);

/** 10^0 to 10^22: the powers of ten that a float64 holds exactly. */
const POWERS_OF_TEN = Array.from({ length: 23 }, (_, power) => Number(`1e${power}`));

/** Type marks behind a number: 1.0f, 2L, 3UL, 4_f32, 5i64. */
const SUFFIXES = new Set(['f', 'F', 'd', 'D', 'l', 'L', 'u', 'U', 'ul', 'UL', 'uL', 'll', 'LL', 'ull', 'ULL', 'm', 'M', 'n', 'h', 'H']);
const SIZED_SUFFIX = /^_?(?:[fiu](?:8|16|32|64|128)|[iu]size)$/;

const WORDS: ReadonlyMap<string, number> = new Map([
	['nan', NaN],
	['inf', Infinity],
	['infinity', Infinity],
	['true', 1],
	['false', 0],
	['nan32', NaN],
	['inf32', Infinity],
]);
/** Whose NaN or Infinity it may be: `np.nan`, `torch.inf`, `math.inf`, `Number.NaN`. */
const WORD_OWNERS = new Set(['', 'np', 'numpy', 'torch', 'math', 'tf.math', 'jnp', 'Number', 'Double', 'Float', 'Base']);

/** Reads single numbers of a text; after a successful `read`, `value` and `end` say what was read and where it stops. */
export class NumberScanner {
	value = 0;
	end = 0;

	/** `singleExponent`: f marks the exponent of a single-precision number, as in Julia's 1f-3. */
	constructor(
		readonly text: string,
		private readonly singleExponent = false,
	) {}

	/**
	 * Reads the number that starts here: a sign, digits with `_` between them, hexadecimal, octal and binary, an exponent,
	 * a type suffix, or one of the words nan, inf, true and false. False where no number stands.
	 */
	read(at: number): boolean {
		const { text } = this;
		let code = text.charCodeAt(at);
		let negative = false;
		let start = at;
		if (isSign(code)) {
			negative = code !== Code.plus;
			code = text.charCodeAt(++start);
		}
		if (isDigit(code) || (code === Code.dot && isDigit(text.charCodeAt(start + 1)))) {
			if (!this.readDigits(start)) return false;
		} else if (isNameStart(code) || code === Code.dot) {
			if (!this.readWord(start)) return false;
		} else {
			const fraction = code < 0x80 ? undefined : VULGAR_FRACTIONS.get(code);
			if (fraction === undefined) return false;
			this.value = fraction;
			this.end = start + 1;
		}
		if (negative) this.value = -this.value;
		return true;
	}

	/** An unsigned number; the decimal digits are gathered as a whole number, exact up to 2^53, and scaled by an exact power of ten. */
	private readDigits(start: number): boolean {
		const { text } = this;
		let at = start;
		let mantissa = 0;
		let digits = 0;
		let decimals = 0;
		let code = text.charCodeAt(at);
		if (code === Code.zero && this.readRadix(start)) return this.readSuffix();
		while (isDigit(code)) {
			mantissa = mantissa * 10 + (code - Code.zero);
			digits++;
			code = text.charCodeAt(++at);
			if (code === Code.underscore && isDigit(text.charCodeAt(at + 1))) code = text.charCodeAt(++at);
		}
		if (code === Code.dot && !text.startsWith('...', at)) {
			code = text.charCodeAt(++at);
			while (isDigit(code)) {
				mantissa = mantissa * 10 + (code - Code.zero);
				digits++;
				decimals++;
				code = text.charCodeAt(++at);
				if (code === Code.underscore && isDigit(text.charCodeAt(at + 1))) code = text.charCodeAt(++at);
			}
		}
		this.end = at;
		const exponent = isDigit(code) || code === Code.comma ? 0 : this.readExponent(at, code);
		const power = exponent - decimals;
		if (digits <= 15 && power >= -22 && power <= 22) {
			this.value = power < 0 ? mantissa / POWERS_OF_TEN[-power]! : mantissa * POWERS_OF_TEN[power]!;
		} else {
			this.value = Number(`${text.slice(start, at).replaceAll('_', '')}e${exponent}`);
		}
		return isNamePart(text.charCodeAt(this.end)) ? this.readSuffix() : true;
	}

	/** The power of ten behind e, E, Fortran's d, Mathematica's *^ or Julia's f; 0, and `end` as it was, where none stands. */
	private readExponent(mark: number, code: number): number {
		const { text } = this;
		const lower = code | 0x20;
		const length =
			lower === 0x65 || lower === 0x64 || (lower === 0x66 && this.singleExponent)
				? 1
				: code === Code.star && text.charCodeAt(mark + 1) === Code.caret
					? 2
					: 0;
		if (length === 0) return 0;
		const sign = text.charCodeAt(mark + length);
		let at = mark + length + (isSign(sign) ? 1 : 0);
		if (!isDigit(text.charCodeAt(at))) return 0;
		let size = 0;
		for (; isDigit(text.charCodeAt(at)); at++) size = Math.min(size * 10 + (text.charCodeAt(at) - Code.zero), 100_000);
		this.end = at;
		return isSign(sign) && sign !== Code.plus ? -size : size;
	}

	/** 0x1F, 0o17, 0b101. */
	private readRadix(start: number): boolean {
		const mark = this.text.charCodeAt(start + 1) | 0x20;
		const radix = mark === 0x78 ? 16 : mark === 0x6f ? 8 : mark === 0x62 ? 2 : 0;
		if (radix === 0) return false;
		let at = start + 2;
		let value = 0;
		for (; ; at++) {
			const digit = digitOf(this.text.charCodeAt(at));
			if (digit >= radix) {
				if (this.text.charCodeAt(at) === Code.underscore) continue;
				break;
			}
			value = value * radix + digit;
		}
		if (at === start + 2) return false;
		this.value = value;
		this.end = at;
		return true;
	}

	private readSuffix(): boolean {
		const start = this.end;
		let at = start;
		while (isNamePart(this.text.charCodeAt(at)) && at - start < 8) at++;
		if (at === start) return true;
		const suffix = this.text.slice(start, at);
		if (!SUFFIXES.has(suffix) && !SIZED_SUFFIX.test(suffix)) return false;
		this.end = at;
		return true;
	}

	private readWord(start: number): boolean {
		const { text } = this;
		const called = text.charCodeAt(start) === 0x66 ? /^float\((['"])(nan|inf|-inf)\1\)/.exec(text.slice(start, start + 14)) : null;
		if (called !== null) {
			this.value = called[2] === 'nan' ? NaN : called[2] === 'inf' ? Infinity : -Infinity;
			this.end = start + called[0].length;
			return true;
		}
		let at = start;
		while ((isNamePart(text.charCodeAt(at)) || text.charCodeAt(at) === Code.dot) && at - start < 24) at++;
		const path = text.slice(start, at);
		const cut = path.lastIndexOf('.');
		const value = WORDS.get(path.slice(cut + 1).toLowerCase());
		if (value === undefined || !WORD_OWNERS.has(path.slice(0, Math.max(cut, 0)))) return false;
		this.value = value;
		this.end = at;
		return true;
	}
}

function digitOf(code: number): number {
	if (isDigit(code)) return code - Code.zero;
	const lower = code | 0x20;
	return lower >= 0x61 && lower <= 0x66 ? lower - 0x61 + 10 : Infinity;
}
