import { elementCount } from '../../engine/tensor';
import { foundMatrix, foundRefusal, matrixOf } from '../found';
import { Matrix } from '../matrix';
import { NumberList } from '../number-list';
import { sizesOf } from '../operations';
import type { Source, Value } from '../source';
import { made } from './constructors';
import type { CallReader } from './call';

/** `matrix(c(…), nrow = , ncol = , byrow = )`: column by column unless byrow says otherwise, a short vector repeated. */
export const readRMatrix: CallReader = (source, { positional, keywords, range }) => {
	const order = ['data', 'nrow', 'ncol', 'byrow', 'dimnames'];
	const given = new Map<string, Value>();
	for (const [key, value] of keywords) given.set(key, value);
	let next = 0;
	for (const value of positional) {
		while (keywords.has(order[next] ?? '')) next++;
		given.set(order[next++] ?? '', value);
	}
	const data = given.get('data');
	if (data?.kind === 'matrix' && matrixOf(data.found) === undefined) return { ...data.found, range };
	const vector = vectorOf(data);
	if (vector === undefined) return undefined;
	const { numbers, notes } = vector;
	const rows = wholeNumber(given.get('nrow'));
	const columns = wholeNumber(given.get('ncol'));
	const byRow = isTrue(source, given.get('byrow'));
	if (rows === 'unknown' || columns === 'unknown' || byRow === undefined) return undefined;
	const height = rows ?? (columns === undefined ? numbers.length : Math.ceil(numbers.length / columns));
	const width = columns ?? Math.ceil(numbers.length / height);
	const shape = [height, width];
	const count = height * width;
	if (count > 1 << 20) return foundRefusal('column-major-call', range, { reason: 'too-large', shape });
	if (count === 0 || count % numbers.length !== 0)
		return foundRefusal('column-major-call', range, { reason: 'shape-mismatch', count: numbers.length, shape });
	const repeated = numbers.picked(count, (index) => index % numbers.length);
	const matrix = new Matrix(shape, repeated, notes);
	return foundMatrix('column-major-call', range, byRow ? matrix : matrix.filledByColumns(shape).noted({ kind: 'column-major' }));
};

/** R's `array(1:8, dim = c(2, 2, 2))`, the first axis fastest. */
export const readRArray: CallReader = (_, { positional, keywords, range }) => {
	const vector = vectorOf(positional[0] ?? keywords.get('data'));
	const dimensions = keywords.get('dim') ?? positional[1];
	const shape = dimensions && sizesOf([dimensions]);
	if (vector === undefined || shape === undefined || shape.length > 4) return undefined;
	const { numbers, notes } = vector;
	const count = elementCount(shape);
	if (count > 1 << 20) return foundRefusal('column-major-call', range, { reason: 'too-large', shape });
	if (count <= 0 || count % numbers.length !== 0)
		return foundRefusal('column-major-call', range, { reason: 'shape-mismatch', count: numbers.length, shape });
	const repeated = numbers.picked(count, (index) => index % numbers.length);
	return foundMatrix(
		'column-major-call',
		range,
		new Matrix(shape, repeated, notes).filledByColumns(shape).noted({ kind: 'column-major' }),
	);
};

/** `rbind(c(1, 2), c(3, 4))` by rows, `cbind` by columns. */
function bound(columns: boolean): CallReader {
	return (_, { positional, keywords, range }) => {
		const vectors = [...positional, ...keywords.values()].map(vectorOf);
		const [first] = vectors;
		if (first === undefined || vectors.some((vector) => vector === undefined)) return undefined;
		const width = first.numbers.length;
		const odd = vectors.findIndex((vector) => vector!.numbers.length !== width);
		if (odd >= 0) {
			return foundRefusal(
				'column-major-call',
				range,
				{ reason: 'ragged', row: odd + 1, count: vectors[odd]!.numbers.length, firstRow: 1, lastRow: odd, expected: width },
				positional[odd]?.range ?? range,
			);
		}
		const all = new NumberList(width * vectors.length);
		for (const vector of vectors) vector!.numbers.copyTo(all);
		const matrix = new Matrix(
			[vectors.length, width],
			all,
			vectors.flatMap((vector) => vector!.notes),
		);
		return foundMatrix('column-major-call', range, columns ? matrix.permuted([1, 0]) : matrix);
	};
}

export const readRowBind: CallReader = bound(false);
export const readColumnBind: CallReader = bound(true);

/** `rep(1/9, 9)`, `rep(c(1, 2), times = 3)`, `rep(x, each = 2)`. */
export const readRepeat: CallReader = (_, { positional, keywords, range }) => {
	const numbers = vectorOf(positional[0] ?? keywords.get('x'))?.numbers;
	const each = wholeNumber(keywords.get('each'));
	const times = wholeNumber(positional[1] ?? keywords.get('times'));
	if (numbers === undefined || each === 'unknown' || times === 'unknown' || keywords.has('length.out')) return undefined;
	const count = numbers.length * (each ?? 1) * (times ?? 1);
	return made([count], (index) => numbers.at(Math.floor(index / (each ?? 1)) % numbers.length), range);
};

/** `seq(0, 1, by = 0.25)`, `seq(0, 1, length.out = 5)`. */
export const readSequence: CallReader = (_, { positional, keywords, range }) => {
	const [from, to] = [positional[0] ?? keywords.get('from'), positional[1] ?? keywords.get('to')];
	if (from?.kind !== 'number' || to?.kind !== 'number') return undefined;
	const count = wholeNumber(keywords.get('length.out') ?? keywords.get('length'));
	if (count === 'unknown') return undefined;
	if (count !== undefined)
		return made([count], (index) => from.value + index * ((to.value - from.value) / Math.max(1, count - 1)), range);
	const by = positional[2] ?? keywords.get('by');
	if (by !== undefined && by.kind !== 'number') return undefined;
	const step = by?.value ?? Math.sign(to.value - from.value);
	const steps = Math.floor((to.value - from.value) / step + 1e-10);
	return step === 0 || !Number.isFinite(steps) || steps < 0 ? undefined : made([steps + 1], (index) => from.value + index * step, range);
};

/** A vector, or a single number as one. */
function vectorOf(value: Value | undefined): Matrix | undefined {
	if (value?.kind === 'number')
		return new Matrix(
			[1],
			NumberList.made(1, () => value.value, value.range),
		);
	if (value?.kind !== 'matrix') return undefined;
	const matrix = matrixOf(value.found);
	return matrix?.rank === 1 ? matrix : undefined;
}

function wholeNumber(value: Value | undefined): number | undefined | 'unknown' {
	if (value === undefined) return undefined;
	return value.kind === 'number' && Number.isInteger(value.value) && value.value > 0 ? value.value : 'unknown';
}

function isTrue({ text }: Source, value: Value | undefined): boolean | undefined {
	if (value === undefined) return false;
	if (value.kind === 'number') return value.value !== 0;
	const word = text.slice(value.range.start, value.range.end);
	return word === 'T' ? true : word === 'F' ? false : undefined;
}
