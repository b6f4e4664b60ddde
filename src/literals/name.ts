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
		const open = --at;
		while (at > floor && (isNamePart(text.charCodeAt(at - 1)) || text.charCodeAt(at - 1) === Code.dot)) at--;
		// What another function makes of the matrix is not the matrix.
		if (at < open && !WRAPPER.test(text.slice(at, open))) return undefined;
		at = skipBack(text, at, floor);
	}
	at = beforeType(text, at, floor);
	const mark = text.charCodeAt(at - 1);
	if (mark === Code.equals) {
		const name = nameBeforeEquals(text, at - 1, floor);
		return name === undefined || CONTENT_KEYWORDS.has(name) ? undefined : name;
	}
	if (mark === Code.minus && text.charCodeAt(at - 2) === Code.less) return nameBefore(text, at - 2, floor);
	return mark === Code.colon ? nameBeforeColon(text, at - 1, start, floor) : undefined;
}

/** Keywords for what a call is given, which name no matrix. */
const CONTENT_KEYWORDS = new Set(['numpy', 'data', 'object', 'value', 'values', 'initial_value', 'array']);

/** `"key": `, and `key:` at the start of a line if the matrix is below it. */
function nameBeforeColon(text: string, colon: number, start: number, floor: number): string | undefined {
	const name = nameBefore(text, colon, floor);
	if (name === undefined || !text.slice(colon, start).includes('\n')) return name;
	return /^\s*(?:- )?["']?[\w.]+["']?$/.test(text.slice(lineStart(text, colon, floor), colon)) ? name : undefined;
}

/** Functions whose result is the matrix that they are given. */
const WRAPPER =
	/(?:array|tensor\dd?|tensor|constant|matrix|vector|parameter|variable|mat|list|tuple|float\d*|double|single|int\d*|Array|sparse|as_strided)$/i;

/** Before the type of a typed initialiser: `new double[,] {`, `[][]float64{`. */
function beforeType(text: string, end: number, floor: number): number {
	if (text.charCodeAt(end - 1) !== Code.bracketEnd && !isNamePart(text.charCodeAt(end - 1))) return end;
	const type = /=\s*(?:new\s+)?(?:\w+\s*)?(?:\[[\d, .]{0,12}\]\s*)*\w*\s*$/.exec(text.slice(Math.max(floor, end - 60), end));
	return type === null ? end : end - type[0].length + 1;
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
	const colon = text.slice(line, end).search(/(?<!:):(?!:)/);
	return colon > 0 && !text.slice(line + colon, end).includes('=') && isNamePart(text.charCodeAt(skipBack(text, line + colon, line) - 1))
		? line + colon
		: -1;
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
