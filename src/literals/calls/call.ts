import { skipBlanksAndComments } from '../blanks';
import { Code, isNamePart, isNameStart } from '../characters';
import { endOfEntry } from '../entry';
import type { Found } from '../found';
import type { TextRange } from '../literal';
import type { Source, Value } from '../source';

/** Calls inside calls inside calls: deeper ones are not followed. */
const DEEPEST = 4;
const MOST_ARGUMENTS = 400;

/** A call with the arguments that are understood; the others are words. */
export interface Call {
	/** What stands before the name: `np` in `np.array(…)`, `torch.nn` in `torch.nn.Parameter(…)`; empty for a bare name. */
	readonly owner: string;
	readonly name: string;
	readonly positional: readonly Value[];
	readonly keywords: ReadonlyMap<string, Value>;
	readonly range: TextRange;
	readonly depth: number;
}

/** Makes a matrix of a call, or refuses; undefined for a call that is not understood. */
export type CallReader = (source: Source, call: Call) => Found | undefined;

/** Keywords that say how and where numbers are kept, not what they are. */
const STORAGE = ['dtype', 'device', 'like', 'requires_grad', 'layout', 'name', 'ctx', 'pin_memory', 'out', 'memory_format', 'copy', 'generator'];

/** The same reader for calls with no other keywords than these and those of storage: another one might change the numbers. */
export function knowing(reader: CallReader, ...keywords: readonly string[]): CallReader {
	const known = new Set([...STORAGE, ...keywords]);
	return (source, call) => ([...call.keywords.keys()].every((key) => known.has(key)) ? reader(source, call) : undefined);
}

/** A dotted name: `np.array`, `cv::Mat::eye`, and where it ends. */
export function readPath(text: string, start: number): { owner: string; name: string; end: number } {
	let at = start;
	let name = start;
	while (at - start < 80) {
		const code = text.charCodeAt(at);
		if (isNamePart(code)) at++;
		else if (code === Code.dot && isNameStart(text.charCodeAt(at + 1))) name = ++at;
		else if (code === Code.colon && text.charCodeAt(at + 1) === Code.colon && isNameStart(text.charCodeAt(at + 2))) name = at += 2;
		else break;
	}
	return {
		owner: text.slice(start, Math.max(start, name - (text.charCodeAt(name - 1) === Code.colon ? 2 : 1))),
		name: text.slice(name, at),
		end: at,
	};
}

/** Where the dotted name that starts here ends. */
export function pathEnd(text: string, start: number): number {
	let at = start;
	while (at - start < 80) {
		const code = text.charCodeAt(at);
		if (!isNamePart(code) && code !== Code.dot && code !== Code.colon) break;
		at++;
	}
	return at;
}

/** The arguments between these parentheses; undefined where they don't close, or hold something other than arguments. */
export function readArguments(
	source: Source,
	open: number,
	depth: number,
): (Pick<Call, 'positional' | 'keywords'> & { end: number }) | undefined {
	if (depth > DEEPEST) return undefined;
	const { text, language } = source;
	const positional: Value[] = [];
	const keywords = new Map<string, Value>();
	let at = open + 1;
	for (let count = 0; count < MOST_ARGUMENTS; count++) {
		at = skipBlanksAndComments(text, at, language);
		if (text.charCodeAt(at) === Code.parenthesisEnd) return { positional, keywords, end: at + 1 };
		const keyword = keywordAt(text, at);
		const start = skipBlanksAndComments(text, keyword?.end ?? at, language);
		const value = readArgument(source, start, depth);
		if (value === undefined) return undefined;
		if (keyword === undefined) positional.push(value);
		else keywords.set(keyword.name, value);
		at = skipBlanksAndComments(text, value.range.end, language);
		if (text.charCodeAt(at) === Code.comma) at++;
		else if (text.charCodeAt(at) !== Code.parenthesisEnd) return undefined;
	}
	return undefined;
}

/** A value, if nothing but it stands up to the next comma; else the words that stand there. */
function readArgument(source: Source, start: number, depth: number): Value | undefined {
	const { text, language } = source;
	const value = source.value(start, depth + 1);
	if (value !== undefined) {
		const code = text.charCodeAt(skipBlanksAndComments(text, value.range.end, language));
		if (code === Code.comma || code === Code.parenthesisEnd) return value;
		if (value.kind === 'matrix') return undefined;
	}
	const end = endOfEntry(text, start, false);
	if (end === start) return undefined;
	return { kind: 'word', word: text.slice(start, end).trim(), range: { start, end } };
}

/** `name =` before an argument's value. */
function keywordAt(text: string, start: number): { name: string; end: number } | undefined {
	let at = start;
	while (at - start < 40 && (isNamePart(text.charCodeAt(at)) || text.charCodeAt(at) === Code.dot)) at++;
	if (at === start) return undefined;
	const name = text.slice(start, at);
	while (text.charCodeAt(at) === Code.space) at++;
	const code = text.charCodeAt(at);
	return code === Code.equals && text.charCodeAt(at + 1) !== Code.equals ? { name, end: at + 1 } : undefined;
}
