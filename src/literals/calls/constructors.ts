import { elementCount, type Shape } from '../../engine/tensor';
import { foundMatrix, foundRefusal, matrixOf, type Found } from '../found';
import type { TextRange } from '../literal';
import { Matrix } from '../matrix';
import { NumberList } from '../number-list';
import { asType, sizesOf } from '../operations';
import type { Source, Value } from '../source';
import { magicSquare } from './magic-square';
import type { Call, CallReader } from './call';

/** More numbers than this are not made from one call. */
const MOST_NUMBERS = 1 << 20;

/** A matrix of this shape whose numbers a rule makes; refused where they would be too many. */
export function made(shape: Shape, value: (index: number) => number, range: TextRange): Found | undefined {
	if (shape.length > 4) return foundRefusal('constructor', range, { reason: 'rank', rank: shape.length });
	if (shape.length === 0 || shape.some((size) => size < 0)) return undefined;
	const count = elementCount(shape);
	if (count === 0) return foundRefusal('constructor', range, { reason: 'empty' });
	if (count > MOST_NUMBERS) return foundRefusal('constructor', range, { reason: 'too-large', shape });
	return foundMatrix('constructor', range, new Matrix(shape, NumberList.made(count, value, range)));
}

/** The numbers among the leading arguments, or the list that stands for them; what follows them says nothing of the shape. */
export function shapeOf(source: Source, values: readonly Value[], keyword?: Value): Shape | undefined {
	const [first] = values;
	const listed = keyword ?? (first?.kind === 'matrix' ? first : undefined);
	if (listed !== undefined) return sizesOf([listed]);
	const end = values.findIndex(({ kind }) => kind !== 'number');
	const sizes = sizesOf(end < 0 ? values : values.slice(0, end));
	if (sizes === undefined || sizes.length === 0 || (end >= 0 && !values.slice(end).every((value) => isType(source, value))))
		return undefined;
	return sizes;
}

/** Whether a word names an element type, such as `np.float32`, `CV_32F`, `'like'` or `"uint8"`. */
function isType({ text }: Source, { kind, range }: Value): boolean {
	const word = text.slice(range.start, range.end);
	return (
		kind !== 'matrix' &&
		kind !== 'number' &&
		/^['"]?[\w.:]*(?:float|int|double|bool|CV_|single|long|half|like|byte)\w*['"]?$/i.test(word)
	);
}

/** `ones(3)`: the language, or the library, says whether that is a square. */
function withSquares(source: Source, { owner }: Call, shape: Shape): Shape | undefined {
	if (shape.length !== 1 || owner !== '') return shape;
	if (source.language.oneSize === 'square') return [shape[0]!, shape[0]!];
	return source.language.oneSize === 'vector' ? shape : undefined;
}

/** `zeros`, `ones` and other calls that repeat one number over a shape. */
function filled(number: number): CallReader {
	return (source, call) => {
		const values =
			call.positional[0]?.kind === 'word' && isType(source, call.positional[0]) ? call.positional.slice(1) : call.positional;
		const stated = shapeOf(source, values, call.keywords.get('shape') ?? call.keywords.get('size'));
		const isMatrix = call.positional[0]?.kind === 'matrix';
		const shape = stated && (isMatrix ? stated : withSquares(source, call, stated));
		return shape && made(shape, () => number, call.range);
	};
}

export const readZeros: CallReader = filled(0);
export const readOnes: CallReader = filled(1);

/** `np.full((3, 3), 1/9)`, `torch.full`, `tf.fill`; Julia's `fill(7, 2, 2)` states the number first. */
export const readFull: CallReader = (source, { positional, keywords, range }) => {
	if (source.language.family === 'julia') {
		const [value, ...sizes] = positional;
		const shape = shapeOf(source, sizes);
		return value?.kind === 'number' && shape !== undefined ? made(shape, () => value.value, range) : undefined;
	}
	const [sizes, second] = positional;
	const value = second ?? keywords.get('fill_value') ?? keywords.get('value');
	const stated = sizes ?? keywords.get('shape') ?? keywords.get('size');
	const shape = stated && sizesOf([stated]);
	return value?.kind === 'number' && shape !== undefined
		? typed(
				source,
				keywords.get('dtype') ?? positional[2],
				made(shape, () => value.value, range),
			)
		: undefined;
};

/** `eye(3)`, `eye(2, 3)`, `np.eye(3, k=1)`, `Mat::eye(3, 3, CV_32F)`, `identity(3)`. */
export const readEye: CallReader = (source, call) => {
	const shape = shapeOf(source, call.positional, call.keywords.get('N') ?? call.keywords.get('n'));
	if (shape === undefined || shape.length > 2) return undefined;
	const diagonal = call.keywords.get('k');
	if (diagonal !== undefined && diagonal.kind !== 'number') return undefined;
	const height = shape[0]!;
	const width = shape[1] ?? height;
	const shift = diagonal?.value ?? 0;
	return made([height, width], (index) => (index % width === Math.floor(index / width) + shift ? 1 : 0), call.range);
};

/** `np.arange(stop)`, `arange(start, stop, step)`: as NumPy counts and steps. */
export const readArange: CallReader = (source, { positional, keywords, range }) => {
	const values = positional.filter((value) => !isType(source, value)).map((value) => (value.kind === 'number' ? value.value : NaN));
	const named = (key: string, otherwise: number): number => {
		const value = keywords.get(key);
		return value === undefined ? otherwise : value.kind === 'number' ? value.value : NaN;
	};
	const [first, second] = values;
	const start = named('start', second === undefined ? 0 : (first ?? NaN));
	const stop = named('stop', named('end', second ?? first ?? NaN));
	const step = named('step', values[2] ?? 1);
	const count = Math.ceil((stop - start) / step);
	if (!Number.isFinite(count)) return undefined;
	const delta = start + step - start;
	return count <= 0
		? foundRefusal('constructor', range, { reason: 'empty' })
		: typed(
				source,
				keywords.get('dtype'),
				made([count], (index) => start + index * delta, range),
			);
};

/** `np.linspace(start, stop, num=50)`, `torch.linspace`; MATLAB's is a row of 100 unless it says otherwise. */
export const readLinspace: CallReader = ({ language }, { positional, keywords, range }) => {
	const [start, stop, third] = positional;
	const count = third ?? keywords.get('num') ?? keywords.get('steps') ?? keywords.get('length');
	if (start?.kind !== 'number' || stop?.kind !== 'number' || positional.length > 3) return undefined;
	if (count !== undefined && count.kind !== 'number') return undefined;
	const isRow = language.oneSize === 'square';
	const number = count?.value ?? (isRow ? 100 : 50);
	if (!Number.isInteger(number) || number < 1) return undefined;
	const step = number > 1 ? (stop.value - start.value) / (number - 1) : 0;
	const value = (index: number): number => (index > 0 && index === number - 1 ? stop.value : index * step + start.value);
	return made(isRow ? [1, number] : [number], value, range);
};

/** `diag([1, 2, 3])`; of a matrix, its diagonal; R's `diag(3)` is the identity. */
export const readDiag: CallReader = ({ language }, { positional, keywords, range }) => {
	const [first] = positional;
	if (positional.length !== 1 || keywords.size > 0 || first === undefined) return undefined;
	if (first.kind === 'number' && language.family === 'r') {
		const size = first.value;
		return Number.isInteger(size) ? made([size, size], (index) => (index % (size + 1) === 0 ? 1 : 0), range) : undefined;
	}
	const matrix = first.kind === 'matrix' ? matrixOf(first.found) : undefined;
	if (matrix === undefined || matrix.rank > 2) return undefined;
	if (matrix.rank === 1 || (language.oneSize === 'square' && matrix.shape.includes(1))) {
		const size = matrix.numbers.length;
		return made([size, size], (index) => (index % (size + 1) === 0 ? matrix.numbers.at(index / (size + 1)) : 0), range);
	}
	const [rows, columns] = matrix.shape;
	const size = Math.min(rows!, columns!);
	return foundMatrix(
		'constructor',
		range,
		new Matrix(
			language.oneSize === 'square' ? [size, 1] : [size],
			matrix.numbers.picked(size, (index) => index * (columns! + 1)),
			matrix.notes,
		),
	);
};

export const readMagic: CallReader = (_, { positional: [size, ...rest], range }) => {
	if (size?.kind !== 'number' || rest.length > 0 || !Number.isInteger(size.value) || size.value < 1 || size.value > 1000)
		return undefined;
	const square = magicSquare(size.value);
	return made([size.value, size.value], (index) => square[index]!, range);
};

/** MATLAB's `repmat(1/9, 3, 3)` of a single number. */
export const readRepmat: CallReader = (source, call) => {
	const [value, ...sizes] = call.positional;
	const stated = shapeOf(source, sizes);
	if (value?.kind !== 'number' || stated === undefined) return undefined;
	const shape = sizes[0]?.kind === 'matrix' ? stated : withSquares(source, call, stated);
	return shape && made(shape, () => value.value, call.range);
};

function typed({ text }: Source, type: Value | undefined, found: Found | undefined): Found | undefined {
	const matrix = found && matrixOf(found);
	if (type === undefined || found === undefined || matrix === undefined) return found;
	const outcome = asType(matrix, text.slice(type.range.start, type.range.end));
	return outcome && { ...found, outcome };
}

/** How the sizes stand in a call that draws its numbers: after how many other arguments. */
const SIZES_AFTER: ReadonlyMap<string, number> = new Map([
	['normal', 2],
	['uniform', 2],
	['truncated_normal', 0],
]);

/** `torch.randn(1, 3, 28, 28)`: a shape without values, as far as the sizes are written. */
export const readRandom: CallReader = (source, call) => {
	const { positional, keywords, name, owner, range } = call;
	const keyword = keywords.get('size') ?? keywords.get('shape');
	const skipped =
		name === 'randint' || name === 'randi'
			? Math.max(
					0,
					positional.findIndex(({ kind }) => kind === 'matrix'),
				)
			: owner.includes('random') && !owner.startsWith('tf')
				? (SIZES_AFTER.get(name) ?? 0)
				: 0;
	const stated = keyword === undefined ? shapeOf(source, positional.slice(skipped)) : sizesOf([keyword]);
	const isList = keyword !== undefined || positional[skipped]?.kind === 'matrix';
	const shape = stated && (isList ? stated : withSquares(source, call, stated));
	const isKnown = shape !== undefined && shape.length > 0 && (name !== 'randint' || isList);
	if (!isKnown && source.evidence === 'found') return undefined;
	return foundRefusal('constructor', range, isKnown ? { reason: 'random', shape } : { reason: 'random' });
};
