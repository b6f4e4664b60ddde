/** The text of one statement: its first line and the lines that continue it, without the line end. */
export interface StatementText {
	/** UTF-16 offset in the worksheet. */
	readonly start: number;
	readonly text: string;
}

const LETTER = /[\p{L}_]/u;
const DEFINITION = /^(?:expect\s|[\p{L}_][\p{L}\p{N}_]*\s*=)/u;

/** How many brackets a line leaves open; what stands in its comment does not count. */
function openedBy(line: string): number {
	let open = 0;
	for (let at = 0; at < line.length; at++) {
		const character = line.charAt(at);
		if (character === '#') break;
		if (character === '(' || character === '[' || character === '{') open++;
		if (character === ')' || character === ']' || character === '}') open--;
	}
	return open;
}

/**
 * Cuts a worksheet into its statements.
 *
 * A statement starts with a line that begins with a letter. Rows of numbers, lines with an arrow in front and lines inside a bracket continue
 * it; an empty line ends it. A bracket that is never closed reaches only to the next definition at the start of a line, so that an error
 * stays where it is.
 */
export function splitStatements(text: string): StatementText[] {
	const statements: StatementText[] = [];
	let start = -1;
	let end = -1;
	let open = 0;
	const close = (): void => {
		if (start >= 0) statements.push({ start, text: text.slice(start, end) });
		start = -1;
		open = 0;
	};
	for (let at = 0; at <= text.length;) {
		const newline = text.indexOf('\n', at);
		const next = newline < 0 ? text.length + 1 : newline + 1;
		const lineEnd = next - 1 > at && text.charAt(next - 2) === '\r' ? next - 2 : next - 1;
		let first = at;
		while (first < lineEnd && (text.charAt(first) === ' ' || text.charAt(first) === '\t')) first++;
		const character = text.charAt(first);
		if (first >= lineEnd) {
			if (open === 0) close();
		} else if (character !== '#') {
			const begins = LETTER.test(character) && (open === 0 || (first === at && DEFINITION.test(text.slice(first, Math.min(lineEnd, first + 80)))));
			if (begins) close();
			if (start < 0) start = first;
			end = lineEnd;
			open = Math.max(0, open + openedBy(text.slice(first, lineEnd)));
		}
		at = next;
	}
	close();
	return statements;
}
