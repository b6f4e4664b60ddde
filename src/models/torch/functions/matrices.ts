/** Matrices as such: further products, diagonals, determinants and what is put together from them. https://docs.pytorch.org/docs/stable/torch.html */
import { add, multiply, subtract } from '../../python/integers';
import type { Integer } from '../../python/integers';
import { Tuple } from '../../python/containers';
import { NONE, Unknown } from '../../python/values';
import { operation, operations } from '../operation';
import type { TensorArguments } from '../operation';
import { refuse } from '../problems';
import { broadcast, certainlyDiffer, elementCount, normalizeAxis, unknownSize } from '../sizes';
import { Tensor } from '../tensor';

const least = (a: Integer, b: Integer): Integer => (typeof a === 'number' && typeof b === 'number' ? Math.min(a, b) : a === b ? a : unknownSize());

/** The length of the diagonal that lies `offset` above the main one, in a matrix of these sides. */
function diagonalLength(rows: Integer, columns: Integer, offset: number): Integer {
	const length = offset >= 0 ? least(rows, subtract(columns, offset)) : least(add(rows, offset), columns);
	return typeof length === 'number' ? Math.max(0, length) : length;
}

const diagonal = operation('diagonal(input, offset=0, dim1=0, dim2=1)', (args) => {
	const input = args.tensor('input');
	const [first, second] = [args.axis('dim1', input), args.axis('dim2', input)];
	if (first === second) refuse('repeated-axis', { operation: 'diagonal', axis: first, shape: input.shape });
	return input.as([...input.shape.filter((_, axis) => axis !== first && axis !== second), diagonalLength(input.shape[first]!, input.shape[second]!, args.number('offset'))]);
});

const diag = operation('diag(input, diagonal=0)', (args) => {
	const input = args.tensor('input');
	const offset = args.number('diagonal');
	if (input.rank === 1) return input.as([add(input.shape[0]!, Math.abs(offset)), add(input.shape[0]!, Math.abs(offset))]);
	if (input.rank !== 2) refuse('rank-mismatch', { operation: 'diag', expected: '1 or 2', shape: input.shape });
	return input.as([diagonalLength(input.shape[0]!, input.shape[1]!, offset)]);
});

const diagonalMatrices = operation('diag_embed(input, offset=0, dim1=-2, dim2=-1)', (args) => {
	const input = args.tensor('input');
	const side = add(input.shape.at(-1)!, Math.abs(args.number('offset')));
	const [first, second] = ['dim1', 'dim2'].map((name) => normalizeAxis(args.number(name), input.rank + 1, 'diag_embed', input.shape)).sort((a, b) => a - b);
	const shape = [...input.shape.slice(0, -1)];
	shape.splice(first!, 0, side);
	shape.splice(second!, 0, side);
	return input.as(shape);
});

/** The two tensors without the axes that are summed over; counts the multiply-adds. */
const tensorProduct = operation('tensordot(a, b, dims=2)', (args) => {
	const [left, right] = [args.tensor('a'), args.tensor('b')];
	const given = args.value('dims');
	const count = typeof given === 'number' ? given : undefined;
	const pair = count === undefined ? args.items('dims') : [];
	const axes = (index: number, tensor: Tensor): number[] => {
		const named = pair[index];
		const numbers = named !== undefined && typeof named === 'object' && 'items' in named ? [...(named.items as readonly unknown[])] : [named];
		return numbers.map((axis) => (typeof axis === 'number' ? normalizeAxis(axis, tensor.rank, 'tensordot', tensor.shape) : NaN));
	};
	const [from, to] = count === undefined ? [axes(0, left), axes(1, right)] : [Array.from({ length: count }, (_, index) => left.rank - count + index), Array.from({ length: count }, (_, index) => index)];
	if ([...from, ...to].some(Number.isNaN) || from.length !== to.length) return new Unknown('unsupported', 'tensordot');
	from.forEach((axis, index) => {
		const [a, b] = [left.shape[axis]!, right.shape[to[index]!]!];
		if (certainlyDiffer(a, b)) refuse('matmul-mismatch', { left: left.shape, right: right.shape, expected: a, actual: b });
	});
	const rest = right.shape.filter((_, axis) => !to.includes(axis));
	args.multiplyAdds(multiply(left.elements, elementCount(rest)));
	return left.as([...left.shape.filter((_, axis) => !from.includes(axis)), ...rest]);
});

const kronecker = operation('kron(input, other)', (args) => {
	const [left, right] = [args.tensor('input'), args.tensor('other')];
	const rank = Math.max(left.rank, right.rank);
	return left.as(Array.from({ length: rank }, (_, axis) => multiply(left.shape[left.rank - rank + axis] ?? 1, right.shape[right.rank - rank + axis] ?? 1)));
});

/** Matrix after matrix, in the order that they stand in: PyTorch's own order may take fewer multiply-adds. */
const chain = operation('chain_matmul(*matrices)', (args) => {
	const matrices = args.spreadTensors('matrices');
	const [first] = matrices;
	if (first === undefined) return new Unknown('unsupported', 'chain_matmul');
	if (matrices.length > 2) args.interpreter.unknown('unsupported', 'chain_matmul');
	matrices.slice(1).forEach((each, index) => {
		const before = matrices[index]!;
		if (certainlyDiffer(before.shape.at(-1)!, each.shape[0]!)) refuse('matmul-mismatch', { left: before.shape, right: each.shape, expected: before.shape.at(-1)!, actual: each.shape[0]! });
	});
	return first.as([first.shape[0]!, matrices.at(-1)!.shape.at(-1)!]);
});

const inner = operation('inner(input, other)', (args) => {
	const [left, right] = [args.tensor('input'), args.tensor('other')];
	if (left.rank === 0 || right.rank === 0) return left.as(left.rank === 0 ? right.shape : left.shape);
	if (certainlyDiffer(left.shape.at(-1)!, right.shape.at(-1)!)) refuse('matmul-mismatch', { left: left.shape, right: right.shape, expected: left.shape.at(-1)!, actual: right.shape.at(-1)! });
	args.multiplyAdds(multiply(left.elements, elementCount(right.shape.slice(0, -1))));
	return left.as([...left.shape.slice(0, -1), ...right.shape.slice(0, -1)]);
});

/** Ones above or below a diagonal, as two rows of indices. */
const triangle = (name: string, counts: (row: number, column: number, offset: number) => boolean): ReturnType<typeof operation> => operation(`${name}(row, col, offset=0)`, (args) => {
	const [rows, columns, offset] = [args.number('row'), args.number('col'), args.number('offset')];
	if (rows * columns > 1e6) return new Unknown('too-large', name);
	let count = 0;
	for (let row = 0; row < rows; row++) for (let column = 0; column < columns; column++) if (counts(row, column, offset)) count++;
	return new Tensor([2, count], 'int64');
});

const square = (args: TensorArguments): Tensor => args.tensor('input');

export const MATRICES = operations(
	diagonal, diag, diagonalMatrices, tensorProduct, kronecker, chain, inner,
	operation('diagflat(input, offset=0)', (args) => {
		const side = add(args.tensor('input').elements, Math.abs(args.number('offset')));
		return args.tensor('input').as([side, side]);
	}),
	operation('addbmm(input, batch1, batch2, *, beta=1, alpha=1)', (args) => {
		const [left, right] = [args.tensor('batch1'), args.tensor('batch2')];
		if (certainlyDiffer(left.shape.at(-1)!, right.shape.at(-2)!)) refuse('matmul-mismatch', { left: left.shape, right: right.shape, expected: left.shape.at(-1)!, actual: right.shape.at(-2)! });
		args.multiplyAdds(multiply(left.elements, right.shape.at(-1)!));
		return args.tensor('input').as(broadcast(args.tensor('input').shape, [left.shape.at(-2)!, right.shape.at(-1)!]));
	}),
	operation('vdot(input, other)', (args) => {
		args.multiplyAdds(args.tensor('input').elements);
		return args.tensor('input').as([]);
	}),
	operation('ger(input, vec2)', (args) => args.tensor('input').as([...args.tensor('input').shape, ...args.tensor('vec2').shape])),
	operation('trace(input)', (args) => args.tensor('input').as([])),
	operation('det(input)', (args) => square(args).as(square(args).shape.slice(0, -2))),
	operation('inverse(input)', square),
	operation('cross(input, other, dim=-1)', (args) => args.tensor('input').as(broadcast(args.tensor('input').shape, args.tensor('other').shape))),
	operation('cov(input, *rest)', (args) => args.tensor('input').as(args.tensor('input').rank < 2 ? [] : [args.tensor('input').shape[0]!, args.tensor('input').shape[0]!])),
	operation('corrcoef(input)', (args) => args.tensor('input').as(args.tensor('input').rank < 2 ? [] : [args.tensor('input').shape[0]!, args.tensor('input').shape[0]!])),
	operation('pdist(input, p=2.0)', (args) => {
		const [rows] = args.tensor('input').shape;
		return args.tensor('input').as([typeof rows === 'number' ? (rows * (rows - 1)) / 2 : unknownSize()]);
	}),
	operation('block_diag(*tensors)', (args) => {
		const sides = args.spreadTensors('tensors').map(({ shape }) => (shape.length === 0 ? [1, 1] : shape.length === 1 ? [1, shape[0]!] : shape));
		return new Tensor([0, 1].map((side) => sides.reduce<Integer>((sum, shape) => add(sum, shape[side]!), 0)));
	}),
	triangle('tril_indices', (row, column, offset) => column <= row + offset), triangle('triu_indices', (row, column, offset) => column >= row + offset),
	operation('cartesian_prod(*tensors)', (args) => {
		const tensors = args.spreadTensors('tensors');
		return tensors.length === 1 ? tensors[0]! : tensors[0]!.as([elementCount(tensors.map((each) => each.elements)), tensors.length]);
	}),
	operation('combinations(input, r=2, with_replacement=False)', (args) => {
		const [size] = args.tensor('input').shape;
		const [r, n] = [args.number('r'), typeof size === 'number' ? size + (args.flag('with_replacement') ? args.number('r') - 1 : 0) : NaN];
		let count = 1;
		for (let index = 0; index < r; index++) count = (count * (n - index)) / (index + 1);
		return args.tensor('input').as([Number.isInteger(count) ? Math.max(0, count) : unknownSize(), r]);
	}),
	operation('multinomial(input, num_samples, replacement=False)', (args) => args.tensor('input').as([...args.tensor('input').shape.slice(0, -1), args.size('num_samples')], 'int64')),
	operation('as_strided(input, size, stride, storage_offset=None)', (args) => args.tensor('input').as(args.sizes('size'))),
	/** One frame every hop, n_fft / 4 where nothing is said; half as many frequencies for real signals, as PyTorch does by default. */
	operation('stft(input, n_fft, hop_length=None, win_length=None, window=None, center=True, pad_mode=\'reflect\', normalized=False, onesided=None, return_complex=None)', (args) => {
		const input = args.tensor('input');
		const [size, length] = [args.number('n_fft'), input.shape.at(-1)!];
		if (args.raw('return_complex') !== true || (input.type.startsWith('complex') && args.raw('onesided') === NONE) || typeof length !== 'number') return new Unknown('unsupported', 'stft');
		const hop = args.has('hop_length') ? args.number('hop_length') : Math.floor(size / 4);
		const padded = args.flag('center') ? length + 2 * Math.floor(size / 2) : length;
		return input.as([...input.shape.slice(0, -1), args.raw('onesided') === false ? size : Math.floor(size / 2) + 1, Math.floor((padded - size) / hop) + 1], 'complex64');
	}),
	operation('broadcast_tensors(*tensors)', (args) => {
		const tensors = args.spreadTensors('tensors');
		const shape = tensors.reduce<Integer[]>((sum, each) => broadcast(sum, each.shape), []);
		return new Tuple(tensors.map((each) => each.as(shape)));
	}),
);
