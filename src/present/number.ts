/** A number as it is shown: with a true minus sign, and said to be rounded where it is. */
export interface ShownNumber {
	readonly text: string;
	/** True where `text` is not the whole number; the full value is then one hover away. */
	readonly rounded: boolean;
}

const MOST_DIGITS = 6;

function withMinus(text: string): string {
	return text.replace('-', '−').replace('Infinity', '∞');
}

/** All digits of a number, with a true minus sign. */
export function fullNumber(value: number): string {
	return withMinus(Object.is(value, -0) ? '0' : String(value));
}

/** A number in at most six significant digits. */
export function showNumber(value: number): ShownNumber {
	const full = fullNumber(value);
	if (full.length <= MOST_DIGITS + 2) return { text: full, rounded: false };
	const short = String(Number(value.toPrecision(MOST_DIGITS)));
	return { text: withMinus(short), rounded: Number(short) !== value };
}

/** Thousands, millions and so on, the largest first. */
const UNITS: ReadonlyArray<readonly [value: number, sign: string]> = [[1e12, 'T'], [1e9, 'G'], [1e6, 'M'], [1e3, 'k']];

/** A number in few characters, for a cell of a grid: `−1.8k` for −1783.5 in two digits. Zeros that stand for dropped digits would look like digits. */
export function cellNumber(value: number, digits = 3): ShownNumber {
	const full = fullNumber(value);
	if (full.length <= digits + 2) return { text: full, rounded: false };
	const short = Number(value.toPrecision(digits));
	const unit = Math.abs(short) < 10 ** digits || Math.abs(short) >= 1e15 ? undefined : UNITS.find(([size]) => Math.abs(short) >= size);
	return { text: withMinus(unit === undefined ? String(short) : `${Number((short / unit[0]).toPrecision(digits))}${unit[1]}`), rounded: short !== value };
}

/** A count with thousands separated: 50,878,464. */
export function showCount(count: number): string {
	return count.toLocaleString('en-US');
}

/** A number of bytes in the largest unit that leaves at least 1: 36 B, 84.5 KiB. */
export function showBytes(bytes: number): string {
	const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'] as const;
	const unit = bytes < 1024 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(bytes) / 10));
	return `${Number((bytes / 1024 ** unit).toPrecision(3))} ${units[unit]!}`;
}
