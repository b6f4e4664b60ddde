/** The character codes that matrices are made of. */
export const Code = {
	tab: 0x09,
	newline: 0x0a,
	carriageReturn: 0x0d,
	space: 0x20,
	quote: 0x22,
	hash: 0x23,
	dollar: 0x24,
	percent: 0x25,
	apostrophe: 0x27,
	parenthesis: 0x28,
	parenthesisEnd: 0x29,
	star: 0x2a,
	plus: 0x2b,
	comma: 0x2c,
	minus: 0x2d,
	dot: 0x2e,
	slash: 0x2f,
	zero: 0x30,
	nine: 0x39,
	colon: 0x3a,
	semicolon: 0x3b,
	less: 0x3c,
	equals: 0x3d,
	greater: 0x3e,
	bracket: 0x5b,
	backslash: 0x5c,
	bracketEnd: 0x5d,
	caret: 0x5e,
	underscore: 0x5f,
	backtick: 0x60,
	brace: 0x7b,
	bar: 0x7c,
	braceEnd: 0x7d,
	noBreakSpace: 0xa0,
	times: 0xd7,
	dividedBy: 0xf7,
	ellipsis: 0x2026,
	minusSign: 0x2212,
	midlineEllipsis: 0x22ef,
} as const;

/** 0 to 9. */
export function isDigit(code: number): boolean {
	return code >= Code.zero && code <= Code.nine;
}

/** A space or a tab: what parts two numbers on one line. */
export function isBlank(code: number): boolean {
	return code === Code.space || code === Code.tab || code === Code.noBreakSpace;
}

export function isLineEnd(code: number): boolean {
	return code === Code.newline || code === Code.carriageReturn;
}

/** A letter or an underscore: what a name starts with. Any letter beyond ASCII counts. */
export function isNameStart(code: number): boolean {
	return (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || code === Code.underscore || isLetterBeyondAscii(code);
}

export function isNamePart(code: number): boolean {
	return isNameStart(code) || isDigit(code);
}

/** Letters of other scripts, without the signs, quotes, arrows and drawn brackets between 0x2000 and 0x2bff. */
function isLetterBeyondAscii(code: number): boolean {
	return code >= 0xc0 && code !== Code.times && code !== Code.dividedBy && !(code >= 0x2000 && code <= 0x2bff);
}

export function isSign(code: number): boolean {
	return code === Code.minus || code === Code.plus || code === Code.minusSign;
}

/** Three dots in a row, or one of Unicode's ellipses: the length of what stands here, or 0. */
export function ellipsisLength(text: string, at: number): number {
	const code = text.charCodeAt(at);
	if (code === Code.ellipsis || code === Code.midlineEllipsis) return 1;
	return code === Code.dot && text.startsWith('...', at) ? 3 : 0;
}
