import { Code, isBlank, isLineEnd } from '../characters';
import { EntryReader } from '../entry';
import { foundMatrix, foundRefusal, matrixOf, type Found, type Refused } from '../found';
import { Matrix } from '../matrix';
import { NumberList } from '../number-list';
import { reshapedFound } from '../operations';
import { Rows } from '../rows';
import type { Source } from '../source';
import { readNestedList } from './nested-list';
import { nextLine, type Lines } from './whitespace-grid';

/** Reads a block sequence of rows: `- [1, 2]` line after line, or `- - 1` with `- 2` below it. */
export function readYamlRows(source: Source, start: number): Lines {
	const { text } = source;
	const dash = skipBlanks(text, start);
	const entry = entryBehindDash(text, dash);
	if (entry === undefined) return { found: undefined, end: start };
	if (text.charCodeAt(entry) === Code.bracket) return readFlowRows(source, start, dash - start);
	return entryBehindDash(text, entry) === undefined
		? { found: undefined, end: start }
		: readBlockRows(source, start, dash - start, entry - start);
}

/** `- [1, 2]` and `- [3, 4]`. */
function readFlowRows(source: Source, start: number, indent: number): Lines {
	const { text } = source;
	const all = new NumberList();
	const rows = new Rows();
	let inner: readonly number[] | undefined;
	let end = start;
	let problem: Refused | undefined;
	for (let line = start; line < text.length; line = nextLine(text, end)) {
		const dash = line + indent;
		const entry = skipBlanks(text, line) === dash ? entryBehindDash(text, dash) : undefined;
		if (entry === undefined || text.charCodeAt(entry) !== Code.bracket) break;
		const found = readNestedList(source, entry);
		if (found === undefined) break;
		const after = text.charCodeAt(skipBlanks(text, found.range.end));
		if (!isLineEnd(after) && !Number.isNaN(after) && after !== Code.hash) break;
		const matrix = matrixOf(found);
		end = found.range.end;
		if (matrix === undefined) {
			problem ??= found.outcome as Refused;
			continue;
		}
		inner ??= matrix.shape;
		rows.push(rows.length, matrix.shape.length === inner.length ? matrix.shape[0]! : -1, entry, end);
		if (matrix.shape.slice(1).join() !== inner.slice(1).join()) return { found: undefined, end: start };
		matrix.numbers.copyTo(all);
	}
	if (rows.length < 2 || inner === undefined) return { found: undefined, end: start };
	const range = { start: start + indent, end };
	problem ??= rows.ragged ? rows.refusal() : undefined;
	if (problem !== undefined) return { found: foundRefusal('yaml', range, problem.refusal, problem.at), end };
	const shape = [rows.length, ...inner];
	return {
		found:
			shape.length > 4
				? foundRefusal('yaml', range, { reason: 'rank', rank: shape.length })
				: foundMatrix('yaml', range, new Matrix(shape, all)),
		end,
	};
}

/** `- - 1`, `  - 2`, `- - 3`, `  - 4`. */
function readBlockRows(source: Source, start: number, outer: number, inner: number): Lines {
	const { text, language } = source;
	const entries = new EntryReader(text, language, false);
	const numbers = new NumberList();
	const rows = new Rows();
	let count = 0;
	let rowStart = start;
	let end = start;
	for (let line = start; line < text.length; line = nextLine(text, end)) {
		const dash = skipBlanks(text, line);
		let value = entryBehindDash(text, dash);
		if (value === undefined) break;
		if (dash === line + outer && value === line + inner) {
			const nested = entryBehindDash(text, value);
			if (nested === undefined) break;
			if (count > 0) rows.push(rows.length, count, rowStart, end);
			count = 0;
			rowStart = nested;
			value = nested;
		} else if (dash !== line + inner) {
			break;
		}
		if (!entries.readNumber(value)) break;
		numbers.push(entries.value, value, entries.end);
		count++;
		end = entries.end;
		const after = text.charCodeAt(skipBlanks(text, end));
		if (!isLineEnd(after) && !Number.isNaN(after) && after !== Code.hash) return { found: undefined, end: start };
	}
	if (count > 0) rows.push(rows.length, count, rowStart, end);
	if (rows.length < 2) return { found: undefined, end: start };
	const range = { start: start + outer, end };
	if (rows.ragged) return { found: foundRefusal('yaml', range, rows.refusal().refusal, rows.refusal().at), end };
	return { found: foundMatrix('yaml', range, new Matrix([rows.length, rows.width], numbers)), end };
}

const DECLARED =
	/(?:(\w+)\s*:\s*(?:!!opencv-matrix)?\s*)?"?rows"?\s*:\s*(\d{1,6})\s*,?\s*"?cols"?\s*:\s*(\d{1,6})\s*,?(?:\s*"?dt"?\s*:\s*"?\w{1,4}"?\s*,?)?\s*"?data"?\s*:\s*$/;

/** OpenCV's and ROS's `rows: 3, cols: 3, data: […]`: the flat list under the sizes above it. */
export function withDeclaredRows({ text }: Source, found: Found): Found {
	const matrix = matrixOf(found);
	if (matrix?.rank !== 1) return found;
	const before = text.slice(Math.max(0, found.range.start - 160), found.range.start);
	const declared = before.includes('cols') ? DECLARED.exec(before) : null;
	if (declared === null) return found;
	const reshaped = reshapedFound({ ...found, notation: 'yaml' }, [Number(declared[2]), Number(declared[3])], found.range);
	return declared[1] === undefined ? reshaped : { ...reshaped, name: declared[1] };
}

/** Where the entry behind `- ` starts; undefined where no dash stands. */
function entryBehindDash(text: string, dash: number): number | undefined {
	return text.charCodeAt(dash) === Code.minus && isBlank(text.charCodeAt(dash + 1)) ? skipBlanks(text, dash + 1) : undefined;
}

function skipBlanks(text: string, from: number): number {
	let at = from;
	while (isBlank(text.charCodeAt(at))) at++;
	return at;
}
