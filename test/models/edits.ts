/** Seeded edits of real text: cuts and single characters, as typing makes them. */

/** A small generator of numbers in [0, 1) (mulberry32): the same seed gives the same edits everywhere. */
export function randomNumbers(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}

export interface EditedText {
	readonly text: string;
	/** The line that was edited, counted from 0. */
	readonly line: number;
	readonly kind: 'truncated-line' | 'cut-file' | 'removed-character' | 'added-character';
}

const ADDED = '()[]{}"\'\\:,.=#\n\t @x1';

/** One random edit of a text. */
export function edit(text: string, random: () => number): EditedText {
	const below = (limit: number): number => Math.floor(random() * limit);
	const lines = text.split('\n');
	const lineOf = (at: number): number => text.slice(0, at).split('\n').length - 1;
	const kind = random();
	if (kind < 0.4) {
		const line = below(lines.length);
		const kept = lines[line]!.slice(0, below(lines[line]!.length + 1));
		return { text: [...lines.slice(0, line), kept, ...lines.slice(line + 1)].join('\n'), line, kind: 'truncated-line' };
	}
	const at = below(text.length);
	if (kind < 0.55) return { text: text.slice(0, at), line: lineOf(at), kind: 'cut-file' };
	if (kind < 0.8) return { text: text.slice(0, at) + text.slice(at + 1), line: lineOf(at), kind: 'removed-character' };
	return { text: text.slice(0, at) + ADDED[below(ADDED.length)]! + text.slice(at), line: lineOf(at), kind: 'added-character' };
}

/** The names of the definitions whose headers stand on other lines than the edited one (and, for a cut file, before it). */
export function expectedDefinitions(text: string, edited: EditedText): string[] {
	return text.split('\n').flatMap((line, index) => {
		const name = /^\s*(?:async\s+)?(?:def|class)\s+(\w+)/.exec(line)?.[1];
		return name === undefined || index === edited.line || (edited.kind === 'cut-file' && index > edited.line) ? [] : [name];
	});
}
