import type { TextRange } from '../literals/literal';

/** One replacement in a text. */
export interface TextChange {
	readonly rangeOffset: number;
	readonly rangeLength: number;
	readonly text: string;
}

/** Where a range is after a text was changed: what is typed inside or at its end belongs to it, what is typed right before does not. */
export function trackRange({ start, end }: TextRange, { rangeOffset, rangeLength, text }: TextChange): TextRange {
	const changeEnd = rangeOffset + rangeLength;
	const delta = text.length - rangeLength;
	if (rangeOffset > end) return { start, end };
	if (changeEnd <= start && !(rangeLength === 0 && rangeOffset === start && start === end)) return { start: start + delta, end: end + delta };
	return { start: Math.min(start, rangeOffset), end: Math.max(rangeOffset + text.length, end + delta) };
}
