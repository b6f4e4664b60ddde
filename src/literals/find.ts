import { findAt } from './at';
import { isNameStart } from './characters';
import { firstName } from './entry';
import { wholeExpression } from './factor';
import { foundMatrix, foundRefusal, matrixOf, rangeOf, readingOf, type Found } from './found';
import { languageOf } from './language';
import { readLines } from './lines';
import type { Reading } from './literal';
import { Matrix } from './matrix';
import { readNestedList } from './notations/nested-list';
import { findAll } from './scan';
import type { Source } from './source';
import { readAtom, sourceOf } from './term';

export { rangeOf };

/**
 * Every matrix of a text, and every stretch that was meant as one and can't be read, in order, without overlap, outermost only.
 * `language` is a VS Code language id; it decides where the text alone can't. Linear in the length of the text.
 */
export function findLiterals(text: string, language?: string): Reading[] {
	return findAll(sourceOf(text, languageOf(language), 'found')).map(readingOf);
}

/**
 * What stands at this place of a text: the outermost matrix that holds it, or the stretch that was meant as one. Looks around
 * the place only as far as the matrix reaches; the rest of the text costs nothing.
 */
export function literalAt(text: string, offset: number, language?: string): Reading | undefined {
	const found = findAt(sourceOf(text, languageOf(language), 'found'), offset);
	return found && readingOf(found);
}

/**
 * The matrices of a text that someone selected and calls a matrix: what `findLiterals` finds; where that is nothing, what the
 * selection as a whole is, or why it is none. A single row, a single column and a refusal in ordinary code count here.
 */
export function readSelected(text: string, language?: string): Reading[] {
	const rules = languageOf(language);
	const found = findAll(sourceOf(text, rules, 'found'));
	const [only] = found;
	if (only !== undefined) return found.length === 1 ? [readingOf(asWhole(text, only))] : found.map(readingOf);
	const claimed = claimedMatrix(text, language);
	return claimed === undefined ? [] : [readingOf(claimed)];
}

/** A selection says "this"; what is only an operand in it is not this. */
function asWhole(text: string, found: Found): Found {
	if (matrixOf(found)?.notes.some(({ kind }) => kind === 'operand') !== true) return found;
	const { start, end } = found.range;
	const behind = text
		.slice(end, end + 40)
		.split('\n', 1)[0]!
		.trim();
	const before = text
		.slice(Math.max(0, start - 40), start)
		.split('\n')
		.at(-1)!
		.trim();
	const called = /([\w.]+)\(\s*(?:\w+\s*[,=]\s*)?$/.exec(before)?.[1];
	if (called !== undefined) return foundRefusal(found.notation, found.range, { reason: 'symbolic', text: called });
	const at =
		behind === ''
			? { start: Math.max(0, start - before.length - 1), end: start }
			: { start: end, end: Math.min(text.length, end + behind.length + 1) };
	return foundRefusal(found.notation, found.range, { reason: 'symbolic', text: behind === '' ? before : behind }, at);
}

function claimedMatrix(text: string, language: string | undefined): Found | undefined {
	const source = sourceOf(text, languageOf(language), 'claimed');
	const start = text.length - text.trimStart().length;
	const line = text.lastIndexOf('\n', start - 1) + 1;
	const lines = readLines(source, line);
	if (lines.found !== undefined) return asWholeLines(text, lines.found);
	const atom = OBJECT.test(text.slice(start, start + 60)) ? undefined : readAtom(source, start);
	const whole = atom && wholeExpression(source, atom);
	if (whole !== undefined && (matrixOf(whole) === undefined || /^[\s;,.]*$/.test(text.slice(whole.range.end)))) return whole;
	const rows = unwrappedRows(text, language);
	if (rows !== undefined) return rows;
	for (let at = start; at < Math.min(text.length, start + 2000); at++) {
		if (!'[{(\\'.includes(text.charAt(at)) && !(isNameStart(text.charCodeAt(at)) && !isNameStart(text.charCodeAt(at - 1)))) continue;
		if ('[('.includes(text.charAt(at)) && /[\w)\]]/.test(text.charAt(at - 1))) continue;
		if (OBJECT.test(text.slice(at, at + 60))) continue;
		// What an unknown function makes of a matrix is another one.
		if (/\w\(/.test(text.slice(start, at))) break;
		const inner = readAtom(source, at);
		if (inner !== undefined && isTelling(inner)) return wholeExpression(source, inner);
	}
	const value = claimedValue(source, start);
	if (value !== undefined) return value;
	const name = firstName(text.slice(start, start + 400));
	if (name === undefined || !/[[\](){},;=]/.test(text)) return undefined;
	return foundRefusal('nested-list', { start, end: text.trimEnd().length }, { reason: 'symbolic', text: name });
}

/** The lines that were read, if they are all of the selection; else what is in the way. */
function asWholeLines(text: string, found: Found): Found {
	const rest = text.slice(found.range.end).replace(/^[\s;,|\])}\u23a4-\u23a6]+/, '');
	if (rest === '' || matrixOf(found) === undefined || found.notation === 'printed-page' || /^\[ ?\w+Type\{|^<|^Name:|^[#%]/.test(rest))
		return found;
	const word = rest.split(/[\s,;]/, 1)[0]!.slice(0, 40);
	const odd = rest.split(/[\s,;|]+/).find((part) => part !== '' && Number.isNaN(Number(part))) ?? word;
	const start = text.length - rest.length + rest.indexOf(odd);
	return foundRefusal(
		found.notation,
		{ start: found.range.start, end: text.trimEnd().length },
		{ reason: 'not-a-number', text: odd.slice(0, 40) },
		{ start, end: start + odd.length },
	);
}

/** Rows that were selected without the bracket around them: `[1, 2],` and `[3, 4],` below it. */
function unwrappedRows(text: string, language: string | undefined): Found | undefined {
	const [open] = text.trimStart();
	const close = open === '[' ? ']' : open === '{' ? '}' : open === '(' ? ')' : undefined;
	if (open === undefined || close === undefined || !/[\])}],?\s*$/.test(text)) return undefined;
	const wrapped = readNestedList(sourceOf(`${open}${text}${close}`, languageOf(language), 'claimed'), 0);
	const matrix = wrapped && matrixOf(wrapped);
	if (matrix === undefined || matrix.rank < 2 || wrapped?.range.end !== text.length + 2) return undefined;
	return foundMatrix(
		'nested-list',
		{ start: text.length - text.trimStart().length, end: text.trimEnd().length },
		new Matrix(matrix.shape, matrix.numbers.shifted(-1), matrix.notes),
	);
}

/** The selection, or what it assigns, as a whole: `0:0.25:1`, `x = (1:4)'`. */
function claimedValue(source: Source, start: number): Found | undefined {
	const { text } = source;
	const assignment = /^\w{1,80}\s*(?:=|<-)/.exec(text.slice(start, start + 100));
	const value = source.value(start + (assignment?.[0].length ?? 0), 0);
	return value?.kind === 'matrix' && /^\s*;?\s*$/.test(text.slice(value.range.end)) ? value.found : undefined;
}

/** A brace that holds keys rather than numbers. */
const OBJECT = /^\{\s*["']?\w+["']?\s*:/;

/** Whether a reading inside a selection says more than that there are words in it. */
function isTelling({ outcome }: Found): boolean {
	return !('refusal' in outcome) || outcome.refusal.reason !== 'symbolic';
}
