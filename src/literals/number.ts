import { Code, isDigit, isNamePart, isNameStart, isSign } from './characters';

/** 10^0 to 10^22: the powers of ten that a float64 holds exactly. */
const POWERS_OF_TEN = Array.from({ length: 23 }, (_, power) => Number(`1e${power}`));

/** Type marks behind a number: 1.0f, 2L, 3UL, 4_f32, 5i64. */
const SUFFIXES = new Set(['f', 'F', 'd', 'D', 'l', 'L', 'u', 'U', 'ul', 'UL', 'uL', 'll', 'LL', 'ull', 'ULL', 'm', 'M', 'n', 'h', 'H']);
const SIZED_SUFFIX = /^_?(?:[fiu](?:8|16|32|64|128)|[iu]size)$/;

const WORDS: ReadonlyMap<string, number> = new Map([['nan', NaN], ['inf', Infinity], ['infinity', Infinity], ['true', 1], ['false', 0]]);
/** Whose NaN or Infinity it may be: `np.nan`, `torch.inf`, `math.inf`, `Number.NaN`. */
const WORD_OWNERS = new Set(['', 'np', 'numpy', 'torch', 'math', 'tf.math', 'jnp', 'Number', 'Double', 'Float', 'Base']);

/** Reads single numbers of a text; after a successful `read`, `value` and `end` say what was read and where it stops. */
export class NumberScanner {
	value = 0;
	end = 0;

	constructor(readonly text: string) {}

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
			return false;
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
		let exponent = 0;
		if (code === 0x65 || code === 0x45) {
			const signed = isSign(text.charCodeAt(at + 1));
			let place = at + (signed ? 2 : 1);
			if (isDigit(text.charCodeAt(place))) {
				let size = 0;
				for (; isDigit(text.charCodeAt(place)); place++) size = Math.min(size * 10 + (text.charCodeAt(place) - Code.zero), 100_000);
				exponent = signed && text.charCodeAt(at + 1) !== Code.plus ? -size : size;
				at = place;
				code = text.charCodeAt(at);
			}
		}
		const power = exponent - decimals;
		if (digits <= 15 && power >= -22 && power <= 22) {
			this.value = power < 0 ? mantissa / POWERS_OF_TEN[-power]! : mantissa * POWERS_OF_TEN[power]!;
		} else {
			this.value = Number(text.slice(start, at).replaceAll('_', '').replace('\u2212', '-'));
		}
		this.end = at;
		return isNamePart(code) ? this.readSuffix() : true;
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
