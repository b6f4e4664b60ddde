/**
 * Python's regular expressions as JavaScript's, where both are sure to mean the same: on short plain ASCII text, without what the two
 * languages do differently (https://docs.python.org/3/library/re.html), and without what could take exponential time.
 */

/** A pattern that reads the same in both languages. */
export interface TranslatedPattern {
	readonly source: string;
	/** Quantifiers that can be met in different ways: the time grows with the text's length to the power of them. */
	readonly quantifiers: number;
}

interface OpenGroup {
	captures: boolean;
	branches: boolean;
	repeats: boolean;
}

const ESCAPES = /^(?:[dDwWsSbBntrfv]|[^A-Za-z0-9])/;
const GROUP = /^\((?:\?:|\?=|\?!|\?<=|\?<!|\?P<([A-Za-z_][A-Za-z0-9_]*)>)?/;
const QUANTIFIER = /^(?:[*+?]|\{\d+(?:,\d*)?\})/;
/** Behind the text's last character, or before a last line end, of which there is none in the texts that are taken. */
const END = '$';

/** Translates a pattern; undefined where it holds anything that is not sure to mean the same. */
export function translatePattern(pattern: string): TranslatedPattern | undefined {
	if (!/^[\x20-\x7e]*$/.test(pattern)) return undefined;
	const groups: OpenGroup[] = [{ captures: false, branches: false, repeats: false }];
	let [source, quantifiers] = ['', 0];
	/** The group that has just been closed, where one has. */
	let closed: OpenGroup | undefined;
	let canRepeat = false;
	for (let at = 0; at < pattern.length;) {
		const rest = pattern.slice(at);
		const quantifier = QUANTIFIER.exec(rest)?.[0];
		if (quantifier !== undefined) {
			// A group that repeats holds nothing that could be met in several ways, and nothing that is remembered.
			if (!canRepeat || (closed !== undefined && (closed.captures || closed.branches || closed.repeats))) return undefined;
			const lazy = rest[quantifier.length] === '?' ? '?' : '';
			if (rest[quantifier.length] === '+') return undefined; // possessive
			source += quantifier + lazy;
			at += quantifier.length + lazy.length;
			quantifiers++;
			for (const group of groups) group.repeats = true;
			[closed, canRepeat] = [undefined, false];
			continue;
		}
		closed = undefined;
		const character = rest[0]!;
		let taken = character;
		canRepeat = true;
		if (character === '\\') {
			if (!ESCAPES.test(rest.slice(1))) return undefined; // a reference to a group, \A, \Z and the like
			taken = rest.slice(0, 2);
			canRepeat = !/[bB]/.test(taken[1]!);
		} else if (character === '[') {
			const set = readSet(rest);
			if (set === undefined) return undefined;
			taken = set;
		} else if (character === '(') {
			const [opening = '', name] = GROUP.exec(rest) ?? [];
			if (rest[opening.length] === '?') return undefined;
			if (opening === '(' || name !== undefined) for (const group of groups) group.captures = true;
			groups.push({ captures: opening === '(' || name !== undefined, branches: false, repeats: false });
			source += name === undefined ? opening : `(?<${name}>`;
			at += opening.length;
			canRepeat = false;
			continue;
		} else if (character === ')') {
			closed = groups.length > 1 ? groups.pop() : undefined;
			if (closed === undefined) return undefined;
		} else if (character === '|') {
			for (const group of groups) group.branches = true;
			canRepeat = false;
		} else if (character === '^' || character === '$') {
			if (character === '$') taken = END;
			canRepeat = false;
			source += taken;
			at++;
			continue;
		} else if (character === '{') {
			return undefined;
		}
		source += taken;
		at += taken.length;
	}
	return groups.length === 1 ? { source, quantifiers } : undefined;
}

/** `[…]` at the start of the text, where both languages read it alike. */
function readSet(rest: string): string | undefined {
	const set = /^\[\^?(?:[^\]\\[&~|-]|\\[dDwWsS]|\\[^A-Za-z0-9]|(?<=[A-Za-z0-9])-(?=[A-Za-z0-9])|(?<=\[\^?)-|-(?=\]))+\]/.exec(rest)?.[0];
	return set;
}

const MOST_STEPS = 1e6;

/** Whether a text is one on which a translated pattern means the same as Python's, and takes no long time. */
export function isPlainText(text: string, { quantifiers }: TranslatedPattern): boolean {
	return /^[\x20-\x7e\t]*$/.test(text) && (text.length + 1) ** Math.min(quantifiers + 1, 20) <= MOST_STEPS * 100 && text.length <= 1000;
}
