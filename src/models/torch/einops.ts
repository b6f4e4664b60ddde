/** einops: `rearrange`, `reduce` and `repeat`, whose patterns name the axes. https://einops.rocks/api/rearrange/ */
import { divideExactly, multiply, SymbolicInteger } from '../python/integers';
import type { Integer } from '../python/integers';
import { UnknownArgument } from '../python/native';
import { List, Tuple } from '../python/containers';
import { NativeFunction } from '../python/objects';
import { NONE, raise, Unknown } from '../python/values';
import type { Keywords } from '../python/objects';
import type { Value } from '../python/values';
import { findOperation } from './functions/table';
import { sizeOf } from './operation';
import { refuse } from './problems';
import type { Shape } from './problems';
import { certainlyDiffer, elementCount, isUnknownSize, unknownSize } from './sizes';
import { Tensor } from './tensor';

/** One axis of a tensor: a name, or in parentheses the names whose product it is. `1` and `()` have no names. */
interface NamedAxis {
	readonly names: readonly string[];
	readonly isComposed: boolean;
}

interface Pattern {
	readonly left: readonly NamedAxis[];
	readonly right: readonly NamedAxis[];
}

/** Stands for `...` in a pattern that has been read. */
const ELLIPSIS = '…';

function readSide(text: string): NamedAxis[] {
	return [...text.replaceAll('...', ELLIPSIS).matchAll(/\(([^()]*)\)|([^\s()]+)/g)].map(([, composed, single]) => ({
		names: (composed ?? single ?? '').split(/\s+/).filter((each) => each !== '' && each !== '1'), isComposed: composed !== undefined,
	}));
}

/** Reads a pattern for a tensor of this rank; `...` becomes names of its own, one for each axis that it stands for. */
function readPattern(text: string, rank: number): Pattern {
	const sides = text.split('->');
	if (sides.length !== 2) raise('EinopsError', `no single -> in ${text}`);
	const [left, right] = [readSide(sides[0]!), readSide(sides[1]!)];
	const elided = Array.from({ length: Math.max(0, rank - left.length + 1) }, (_, index) => `${ELLIPSIS}${index}`);
	const spread = (side: readonly NamedAxis[]): NamedAxis[] => side.flatMap(({ names, isComposed }): NamedAxis[] => {
		if (!names.includes(ELLIPSIS)) return [{ names, isComposed }];
		return isComposed ? [{ names: names.flatMap((name) => (name === ELLIPSIS ? elided : [name])), isComposed }] : elided.map((name) => ({ names: [name], isComposed: false }));
	});
	return { left: spread(left), right: spread(right) };
}

/** The size of every name: given, or what is left of its axis. @throws ShapeError or an EinopsError where they disagree */
function sizesOf(left: readonly NamedAxis[], shape: Shape, given: ReadonlyMap<string, Integer>): Map<string, Integer> {
	if (left.length !== shape.length) refuse('rank-mismatch', { operation: 'einops', expected: String(left.length), shape });
	const sizes = new Map(given);
	left.forEach(({ names }, axis) => {
		const whole = shape[axis]!;
		const open = names.filter((name) => !sizes.has(name));
		const known = elementCount(names.flatMap((name) => sizes.get(name) ?? []));
		if (open.length > 1) raise('EinopsError', `the sizes of ${open.join(' and ')} are not given`);
		if (open.length === 0) {
			if (certainlyDiffer(known, whole)) refuse('size-not-divisible', { size: whole, divisor: known, axis, shape });
			return;
		}
		if (isUnknownSize(whole) || isUnknownSize(known)) sizes.set(open[0]!, divideExactly(whole, known) ?? unknownSize());
		else if (known === 0) raise('EinopsError', 'an axis of size 0');
		else {
			const rest = divideExactly(whole, known);
			if (rest === undefined && !(whole instanceof SymbolicInteger) && !(known instanceof SymbolicInteger)) refuse('size-not-divisible', { size: whole, divisor: known, axis, shape });
			sizes.set(open[0]!, rest ?? unknownSize());
		}
	});
	return sizes;
}

/** A list of tensors is taken as one, its index the first axis. */
function asTensor(value: Value | undefined, call: NativeFunction): Tensor {
	if (value instanceof Unknown) throw UnknownArgument.of(value);
	if (value instanceof Tensor) return value;
	if ((value instanceof List || value instanceof Tuple) && value.items.every((item) => item instanceof Tensor)) {
		const [first] = value.items;
		if (first instanceof Tensor) return first.as([value.items.length, ...first.shape]);
	}
	return raise('TypeError', `${call.name}() takes a tensor`);
}

function lengths(keywords: Keywords): Map<string, Integer> {
	const sizes = new Map<string, Integer>();
	for (const [name, value] of keywords) if (name !== 'reduction' && name !== 'pattern' && name !== 'tensor') sizes.set(name, sizeOf(value));
	return sizes;
}

/** Whether names may be missing on the right (`reduce`), or be new there (`repeat`). */
type Allowance = 'neither' | 'fewer' | 'more';

function einopsFunction(name: string, allowance: Allowance): NativeFunction {
	const made: NativeFunction = new NativeFunction(name, ([first, second], keywords) => {
		try {
			const tensor = asTensor(first ?? keywords.get('tensor'), made);
			const text = second ?? keywords.get('pattern');
			if (text instanceof Unknown) return text;
			if (typeof text !== 'string') return raise('TypeError', `${name}() takes a pattern`);
			const { left, right } = readPattern(text, tensor.rank);
			const sizes = sizesOf(left, tensor.shape, lengths(keywords));
			const [before, after] = [left, right].map((side) => new Set(side.flatMap(({ names }) => names))) as [Set<string>, Set<string>];
			if (allowance !== 'fewer' && [...before].some((each) => !after.has(each))) raise('EinopsError', `an axis is missing on the right of ${text}`);
			if (allowance !== 'more' && [...after].some((each) => !before.has(each))) raise('EinopsError', `an axis is missing on the left of ${text}`);
			const size = (each: string): Integer => sizes.get(each) ?? (/^\d+$/.test(each) ? Number(each) : raise('EinopsError', `the size of ${each} is not given`));
			return tensor.as(right.map(({ names }) => names.reduce<Integer>((product, each) => multiply(product, size(each)), 1)));
		} catch (error) {
			if (error instanceof UnknownArgument) return error.why;
			throw error;
		}
	});
	return made;
}

export const EINOPS: Readonly<Record<string, Value>> = {
	rearrange: einopsFunction('rearrange', 'neither'),
	reduce: einopsFunction('reduce', 'fewer'),
	repeat: einopsFunction('repeat', 'more'),
	/** Subscripts are words here; PyTorch's are letters. */
	einsum: new NativeFunction('einsum', (values, keywords, interpreter) => {
		const pattern = values.at(-1);
		if (typeof pattern !== 'string') return pattern ?? NONE;
		const letters = new Map<string, string>();
		const letter = (word: string): string => {
			const known = letters.get(word) ?? String.fromCharCode((letters.size < 26 ? 97 : 39) + letters.size);
			letters.set(word, known);
			return known;
		};
		const equation = pattern.replaceAll('...', ELLIPSIS).replace(/\w+/g, letter).replaceAll(' ', '').replaceAll(ELLIPSIS, '...');
		return interpreter.call(findOperation('einsum')!, [equation, ...values.slice(0, -1)], keywords);
	}),
};

/** The same as layers: `einops.layers.torch`. */
export const EINOPS_LAYERS = `
class Rearrange(Module):
    def __init__(self, pattern, **axes_lengths):
        super().__init__()
        self.pattern = pattern
        self.axes_lengths = axes_lengths
    def forward(self, input):
        return _rearrange(input, self.pattern, **self.axes_lengths)

class Reduce(Module):
    def __init__(self, pattern, reduction, **axes_lengths):
        super().__init__()
        self.pattern = pattern
        self.reduction = reduction
        self.axes_lengths = axes_lengths
    def forward(self, input):
        return _reduce(input, self.pattern, self.reduction, **self.axes_lengths)
`;
