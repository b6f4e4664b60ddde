/** The fewest single-character edits between two words (Levenshtein). */
function distance(one: string, other: string): number {
	let row = Array.from({ length: other.length + 1 }, (_, index) => index);
	for (let at = 1; at <= one.length; at++) {
		const next = [at];
		for (let to = 1; to <= other.length; to++) {
			next.push(Math.min(row[to]! + 1, next[to - 1]! + 1, row[to - 1]! + (one.charAt(at - 1) === other.charAt(to - 1) ? 0 : 1)));
		}
		row = next;
	}
	return row[other.length]!;
}

/** Longer words are nobody's slip of the pen. */
const LONGEST = 40;
/** So many known words are compared at most. */
const MOST_WORDS = 500;

/** The known word that was probably meant: at most a third of its letters differ. */
export function suggestionFor(word: string, known: Iterable<string>): string | undefined {
	if (word.length > LONGEST) return undefined;
	let best: string | undefined;
	let least = Infinity;
	let compared = 0;
	for (const each of known) {
		if (compared++ >= MOST_WORDS) break;
		if (Math.abs(each.length - word.length) > 2) continue;
		const edits = distance(word.toLowerCase(), each.toLowerCase());
		if (edits < least && edits <= Math.max(1, Math.floor(Math.max(each.length, word.length) / 3))) [best, least] = [each, edits];
	}
	return best;
}
