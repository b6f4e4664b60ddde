import { Code, isBlank, isLineEnd } from './characters';
import type { Language } from './language';

/** Longer comments are not looked for inside a matrix, so that text full of comment marks costs no more than other text. */
const LONGEST_COMMENT = 1000;

/** The first place from here on that is neither blank nor line end nor inside a comment. */
export function skipBlanksAndComments(text: string, from: number, language: Language): number {
	let at = from;
	for (;;) {
		const code = text.charCodeAt(at);
		if (isBlank(code) || isLineEnd(code)) {
			at++;
			continue;
		}
		const end = commentEnd(text, at, language);
		if (end === at) return at;
		at = end;
	}
}

/** Where the comment that starts here ends, its line end not included; this very place where none starts. */
export function commentEnd(text: string, at: number, language: Language): number {
	const code = text.charCodeAt(at);
	if (code !== Code.hash && code !== Code.percent && code !== Code.slash) return at;
	if (language.blockComments && code === Code.slash && text.charCodeAt(at + 1) === Code.star) {
		const close = text.slice(at + 2, at + LONGEST_COMMENT).indexOf('*/');
		return close < 0 ? at : at + 2 + close + 2;
	}
	if (!language.lineComments.some((mark) => text.startsWith(mark, at))) return at;
	const length = text.slice(at, at + LONGEST_COMMENT).indexOf('\n');
	if (length >= 0) return at + length;
	return at + LONGEST_COMMENT >= text.length ? text.length : at;
}

/** Where the line that holds this place ends, its line end not included, or `ceiling` where that is earlier. */
export function lineEnd(text: string, from: number, ceiling = text.length): number {
	let at = from;
	while (at < text.length && at < ceiling && !isLineEnd(text.charCodeAt(at))) at++;
	return at;
}

/** Where the line that holds this place starts, or `floor` where that is later. */
export function lineStart(text: string, from: number, floor = 0): number {
	let at = from;
	while (at > floor && text.charCodeAt(at - 1) !== Code.newline) at--;
	return at;
}
