import { Code, isBlank, isDigit, isLineEnd, isNamePart, isNameStart, isSign } from './characters';
import { lineStart } from './blanks';

/** How far before a matrix its name is looked for. */
const REACH = 200;

/**
 * The name that the matrix starting here is assigned to: `X = [[…`, `const X: T = [[…`, `"key": [[…`, `X = np.array([[…`.
 * Only calls and their opening brackets may stand between the two.
 */
export function assignedName(text: string, start: number): string | undefined {
	const floor = Math.max(0, start - REACH);
	let at = skipBack(text, start, floor);
	// Calls around the matrix: `np.array(`, `torch.nn.Parameter(torch.tensor(`
	while (at > floor && text.charCodeAt(at - 1) === Code.parenthesis) {
		at--;
		while (at > floor && (isNamePart(text.charCodeAt(at - 1)) || text.charCodeAt(at - 1) === Code.dot)) at--;
		at = skipBack(text, at, floor);
	}
	const mark = text.charCodeAt(at - 1);
	if (mark === Code.equals) return nameBeforeEquals(text, at - 1, floor);
	if (mark === Code.colon) return nameBefore(text, at - 1, floor);
	return undefined;
}

/** `name =` or `name :=`, with or without a type between them: `X: list[list[int]] =`, `float k[3][3] =`. */
function nameBeforeEquals(text: string, equals: number, floor: number): string | undefined {
	const before = text.charCodeAt(equals - 1);
	if (before === Code.equals || before === 0x21 || before === Code.less || before === Code.greater) return undefined;
	let at = skipBack(text, before === Code.colon ? equals - 1 : equals, floor);
	const line = lineStart(text, at, floor);
	const annotation = annotationColon(text, line, at);
	if (annotation >= 0) at = annotation;
	// Declared sizes: k[3][3]
	while (at > line && text.charCodeAt(at - 1) === Code.bracketEnd) {
		const open = text.slice(line, at).lastIndexOf('[');
		if (open < 0) return undefined;
		at = skipBack(text, line + open, line);
	}
	return nameBefore(text, at, floor);
}

/** The colon of `X: list =` on this stretch of a line, or -1. */
function annotationColon(text: string, line: number, end: number): number {
	const colon = text.slice(line, end).indexOf(':');
	return colon > 0 && isNamePart(text.charCodeAt(skipBack(text, line + colon, line) - 1)) ? line + colon : -1;
}

/** The name or quoted key that ends here. */
function nameBefore(text: string, end: number, floor: number): string | undefined {
	let at = skipBack(text, end, floor);
	const quote = text.charCodeAt(at - 1);
	if (quote === Code.quote || quote === Code.apostrophe) {
		const line = text.slice(lineStart(text, at, floor), at - 1);
		const open = line.lastIndexOf(text.charAt(at - 1));
		return open < 0 ? undefined : line.slice(open + 1);
	}
	const last = at;
	while (at > floor && (isNamePart(text.charCodeAt(at - 1)) || text.charCodeAt(at - 1) === Code.dot)) at--;
	return at < last && isNameStart(text.charCodeAt(at)) ? text.slice(at, last) : undefined;
}

/** `name =` before the first number of a line, and where the rest of the line starts. */
export function nameBeforeNumbers(text: string, line: number): { name: string; end: number } | undefined {
	let at = line;
	while (isBlank(text.charCodeAt(at))) at++;
	const start = at;
	if (!isNameStart(text.charCodeAt(at))) return undefined;
	while (isNamePart(text.charCodeAt(at)) && at - start < REACH) at++;
	const name = text.slice(start, at);
	while (isBlank(text.charCodeAt(at))) at++;
	if (text.charCodeAt(at) === Code.colon) at++;
	if (text.charCodeAt(at) !== Code.equals && text.charCodeAt(at - 1) !== Code.colon) return undefined;
	if (text.charCodeAt(at) === Code.equals) at++;
	while (isBlank(text.charCodeAt(at))) at++;
	const code = text.charCodeAt(at);
	return isDigit(code) || isSign(code) || code === Code.dot ? { name, end: at } : undefined;
}

function skipBack(text: string, from: number, floor: number): number {
	let at = from;
	while (at > floor && (isBlank(text.charCodeAt(at - 1)) || isLineEnd(text.charCodeAt(at - 1)))) at--;
	return at;
}
