/** How a notation writes what is no plain decimal. */
export interface NumberWords {
	readonly nan: string;
	readonly infinity: string;
}

/** Beyond this, a whole number without a point overflows the integers of the languages that read it. */
const LARGEST_INTEGER = 2 ** 31;

/** The shortest decimal that reads back as exactly this number; -0 and large whole numbers carry a point, so that no language takes them for integers. */
export function numberText(value: number, { nan, infinity }: NumberWords): string {
	if (Number.isNaN(value)) return nan;
	if (!Number.isFinite(value)) return value > 0 ? infinity : `-${infinity}`;
	if (Object.is(value, -0)) return '-0.0';
	const text = String(value);
	return Number.isInteger(value) && Math.abs(value) >= LARGEST_INTEGER && !text.includes('e') ? `${text}.0` : text;
}
