import { skipBlanksAndComments } from './blanks';
import { readArguments } from './calls/call';
import { Code, isBlank, isDigit, isNamePart, isNameStart } from './characters';
import { EntryReader } from './entry';
import { foundRefusal, matrixOf, type Found } from './found';
import type { Matrix } from './matrix';
import { applyMethod, reshapedFound, sizesOf, transposed, transposedRows, unsqueezed } from './operations';
import type { Source } from './source';

/** What is written behind a matrix and belongs to it: `.reshape(…)`, `'`, `[None]`, `/ 16`, `* 2`. What is not understood is left alone. */
export function withOperators(source: Source, found: Found, depth: number): Found {
	return withScale(source, withPostfix(source, found, depth));
}

/** Methods, transposes and new axes: they bind more tightly than a factor before the matrix. */
export function withPostfix(source: Source, found: Found, depth: number): Found {
	const { text, language } = source;
	let current = found;
	for (let steps = 0; steps < 20; steps++) {
		let at = current.range.end;
		const below = skipBlanksAndComments(text, at, language);
		if (text.charCodeAt(below) === Code.dot && isNameStart(text.charCodeAt(below + 1))) at = below;
		const code = text.charCodeAt(at);
		const next = text.charCodeAt(at + 1);
		let result: Found | undefined;
		if (code === Code.apostrophe && language.apostropheTransposes) result = transposedTo(current, at + 1);
		else if (code === Code.dot && next === Code.apostrophe && language.apostropheTransposes) result = transposedTo(current, at + 2);
		else if (code === Code.dot && isNameStart(next)) result = withMethod(source, current, at + 1, depth);
		else if (code === Code.bracket) result = withNewAxes(source, current, at);
		if (result === undefined) return current;
		current = result;
	}
	return current;
}

function transposedTo(found: Found, end: number): Found {
	const range = { start: found.range.start, end };
	const matrix = matrixOf(found);
	return matrix === undefined ? { ...found, range } : { ...found, range, outcome: transposedRows(matrix) };
}

/** Keywords of methods that are understood, or change no number. */
const METHOD_KEYWORDS = new Set(['dim', 'axis', 'shape', 'dtype', 'order', 'copy', 'non_blocking', 'memory_format', 'device', 'casting', 'subok']);

function withMethod(source: Source, found: Found, start: number, depth: number): Found | undefined {
	const { text } = source;
	let end = start;
	while (end - start < 40 && isNamePart(text.charCodeAt(end))) end++;
	const name = text.slice(start, end);
	if (text.charCodeAt(end) !== Code.parenthesis) {
		if (name !== 'T' && name !== 'mT') return undefined;
		const range = { start: found.range.start, end };
		const matrix = matrixOf(found);
		return matrix === undefined ? { ...found, range } : { ...found, range, outcome: transposed(matrix) };
	}
	const call = readArguments(source, end, depth + 1);
	if (call === undefined) return undefined;
	if ([...call.keywords.keys()].some((key) => !METHOD_KEYWORDS.has(key))) return undefined;
	const order = call.keywords.get('order');
	if (order !== undefined && text.slice(order.range.start, order.range.end).includes('F')) {
		const shape = name === 'reshape' ? sizesOf(call.positional) : undefined;
		return shape && reshapedFound(found, shape, { start: found.range.start, end: call.end }, 'columns');
	}
	const keywords = [...call.keywords]
		.filter(([key]) => key === 'dim' || key === 'axis' || key === 'shape' || key === 'dtype')
		.map(([, value]) => value);
	return applyMethod(found, name, [...call.positional, ...keywords], call.end);
}

/** `[None, None]`, `[np.newaxis, :, :]`, `[..., tf.newaxis]`: nothing but new axes and whole ones. */
function withNewAxes(source: Source, found: Found, open: number): Found | undefined {
	const close = source.text.slice(open, open + 120).indexOf(']');
	const matrix = matrixOf(found);
	if (close < 0 || matrix === undefined) return undefined;
	const parts = source.text
		.slice(open + 1, open + close)
		.split(',')
		.map((part) => part.trim());
	const isNew = (part: string): boolean => /^(?:None|(?:np|numpy|tf|jnp|torch)\.newaxis)$/.test(part);
	if (!parts.some(isNew) || !parts.every((part) => isNew(part) || part === ':' || part === '...')) return undefined;
	const dots = parts.indexOf('...');
	let result: Matrix | undefined = matrix;
	const leading = dots < 0 ? parts : parts.slice(0, dots);
	leading.forEach((part, axis) => {
		if (isNew(part)) result = result && unsqueezed(result, axis);
	});
	if (dots >= 0)
		parts
			.slice(dots + 1)
			.reverse()
			.forEach((part, axis) => {
				if (isNew(part)) result = result && unsqueezed(result, -1 - axis);
			});
	return { ...found, range: { start: found.range.start, end: open + close + 1 }, outcome: result };
}

/** Factors and divisors behind the matrix, one after the other. */
export function withScale(source: Source, found: Found): Found {
	const { text, language } = source;
	let current = found;
	for (let steps = 0; steps < 20; steps++) {
		let at = current.range.end;
		while (isBlank(text.charCodeAt(at))) at++;
		if (text.charCodeAt(at) === Code.dot && (text.charCodeAt(at + 1) === Code.slash || text.charCodeAt(at + 1) === Code.star)) at++;
		const code = text.charCodeAt(at);
		const after = text.charCodeAt(at + 1);
		const divides = code === Code.slash || code === Code.dividedBy;
		if (
			(!divides && code !== Code.star && code !== Code.times) ||
			after === code ||
			after === Code.equals ||
			(code === Code.slash && after === Code.star)
		)
			return current;
		const numbers = new EntryReader(text, language, false);
		const operand = skipBlanksAndComments(text, at + 1, language);
		const matrix = matrixOf(current);
		const start = current.range.start;
		if (!numbers.readOperand(operand)) return current;
		// A factor that goes on, such as an index or a name, is another one than the number read.
		const end = text.charCodeAt(numbers.end);
		if (
			isNamePart(end) ||
			end === Code.bracket ||
			end === Code.parenthesis ||
			(end === Code.dot && !isDigit(text.charCodeAt(numbers.end + 1)) && isNameStart(text.charCodeAt(numbers.end + 1)))
		)
			return current;
		const range = { start, end: numbers.end };
		if (matrix === undefined) {
			current = { ...current, range };
		} else if (!divides && repeatsLists(source, current)) {
			const times = numbers.value;
			if (!Number.isInteger(times) || times < 1) return current;
			if (times * matrix.numbers.length > 1 << 20)
				return foundRefusal(current.notation, range, {
					reason: 'too-large',
					shape: [matrix.shape[0]! * times, ...matrix.shape.slice(1)],
				});
			current = { ...current, range, outcome: matrix.repeated(times) };
		} else {
			current = { ...current, range, outcome: matrix.scaled(numbers.value, divides ? '/' : '*') };
		}
	}
	return current;
}

/** Whether a whole number times this is repetition: a bare list in Python. */
export function repeatsLists({ text, language }: Source, { notation, range }: Found): boolean {
	const code = text.charCodeAt(range.start);
	return (
		language.family === 'python' &&
		notation === 'nested-list' &&
		(code === Code.bracket || code === Code.parenthesis) &&
		text.charCodeAt(range.end - 1) !== Code.parenthesisEnd
	);
}
