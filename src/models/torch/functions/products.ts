/** Linear layers, matrix products, attention and embeddings. */
import { multiply, add } from '../../python/integers';
import type { Integer } from '../../python/integers';
import { raise } from '../../python/values';
import { operation, operations } from '../operation';
import type { TensorArguments } from '../operation';
import { refuse } from '../problems';
import type { Shape } from '../problems';
import { broadcast, certainlyDiffer, elementCount } from '../sizes';
import { Tensor } from '../tensor';

const linear = operation('linear(input, weight, bias=None)', (args) => {
	const [input, weight] = [args.tensor('input'), args.tensor('weight')];
	const actual = input.shape.at(-1) ?? refuse('rank-mismatch', { operation: 'linear', expected: '1 or more', shape: input.shape });
	const expected = weight.shape.at(-1)!;
	if (certainlyDiffer(actual, expected)) refuse('features-mismatch', { expected, actual, shape: input.shape });
	const filters = weight.shape.slice(0, -1);
	args.multiplyAdds(multiply(input.elements, elementCount(filters)));
	const result = input.as([...input.shape.slice(0, -1), ...filters]);
	return input.rank === result.rank ? result.withField(input.field) : result;
});

const bilinear = operation('bilinear(input1, input2, weight, bias=None)', (args) => {
	const [left, right, weight] = [args.tensor('input1'), args.tensor('input2'), args.tensor('weight')];
	for (const [tensor, axis] of [[left, 1], [right, 2]] as const) {
		if (certainlyDiffer(tensor.shape.at(-1)!, weight.shape[axis]!)) refuse('features-mismatch', { expected: weight.shape[axis]!, actual: tensor.shape.at(-1)!, shape: tensor.shape });
	}
	args.multiplyAdds(elementCount([...left.shape.slice(0, -1), ...weight.shape]));
	return left.as([...left.shape.slice(0, -1), weight.shape[0]!]);
});

/** The product's shape by PyTorch's rules for 1-D operands and broadcast batches; counts its multiply-adds. */
function product(args: TensorArguments, left: Tensor, right: Tensor): Tensor {
	if (left.rank === 0 || right.rank === 0) refuse('rank-mismatch', { operation: args.functionName, expected: '1 or more', shape: left.rank === 0 ? left.shape : right.shape });
	const a: Shape = left.rank === 1 ? [1, ...left.shape] : left.shape;
	const b: Shape = right.rank === 1 ? [...right.shape, 1] : right.shape;
	const [inner, other] = [a.at(-1)!, b.at(-2)!];
	if (certainlyDiffer(inner, other)) refuse('matmul-mismatch', { left: left.shape, right: right.shape, expected: inner, actual: other });
	const batch = broadcast(a.slice(0, -2), b.slice(0, -2));
	const [rows, columns] = [a.at(-2)!, b.at(-1)!];
	args.multiplyAdds(elementCount([...batch, rows, inner, columns]));
	return left.as([...batch, ...(left.rank === 1 ? [] : [rows]), ...(right.rank === 1 ? [] : [columns])]);
}

const ranked = (args: TensorArguments, name: string, rank: number): Tensor => {
	const tensor = args.tensor(name);
	if (tensor.rank !== rank) refuse('rank-mismatch', { operation: args.functionName, expected: String(rank), shape: tensor.shape });
	return tensor;
};

const added = (args: TensorArguments, result: Tensor): Tensor => result.as(broadcast(args.tensor('input').shape, result.shape));

/** The sizes that an equation's letters stand for, checked against every operand. */
function readSubscripts(equation: string, tensors: readonly Tensor[]): { sizes: Map<string, Integer>; ellipsis: Shape; output: string } {
	const [left, right] = equation.replaceAll(' ', '').split('->');
	const sizes = new Map<string, Integer>();
	let ellipsis: Shape = [];
	const terms = left!.split(',');
	if (terms.length !== tensors.length) raise('RuntimeError', 'einsum(): more operands were provided than specified in the equation');
	terms.forEach((term, index) => {
		const { shape } = tensors[index]!;
		const letters = Array.from(term.replace('...', '.'));
		const free = shape.length - (letters.length - (letters.includes('.') ? 1 : 0));
		if (free < 0 || (free > 0 && !letters.includes('.'))) refuse('rank-mismatch', { operation: 'einsum', expected: String(letters.length), shape });
		let axis = 0;
		for (const letter of letters) {
			if (letter === '.') {
				ellipsis = broadcast(ellipsis, shape.slice(axis, axis + free));
				axis += free;
				continue;
			}
			const [known, size] = [sizes.get(letter), shape[axis++]!];
			if (known !== undefined && known !== 1 && size !== 1 && certainlyDiffer(known, size)) refuse('einsum-mismatch', { equation, subscript: letter, expected: known, actual: size });
			if (known === undefined || known === 1) sizes.set(letter, size);
		}
	});
	const counts = (letter: string): number => left!.split(letter).length - 1;
	const output = right ?? `${left!.includes('...') ? '...' : ''}${[...sizes.keys()].filter((letter) => counts(letter) === 1).sort().join('')}`;
	return { sizes, ellipsis, output };
}

const einsum = operation('einsum(equation, *operands)', (args) => {
	const operands = args.spreadTensors('operands');
	const equation = args.text('equation');
	const { sizes, ellipsis, output } = readSubscripts(equation, operands);
	args.multiplyAdds(elementCount([...sizes.values(), ...ellipsis]));
	const shape = Array.from(output.replace('...', '.')).flatMap((letter) => (letter === '.' ? ellipsis : [sizes.get(letter)!]));
	return new Tensor(shape, operands[0]?.type);
});

const attention = operation('scaled_dot_product_attention(query, key, value, attn_mask=None, dropout_p=0.0, is_causal=False, scale=None, enable_gqa=False)', (args) => {
	const [query, key, value] = [args.tensor('query'), args.tensor('key'), args.tensor('value')];
	if (certainlyDiffer(query.shape.at(-1)!, key.shape.at(-1)!)) refuse('matmul-mismatch', { left: query.shape, right: key.shape, expected: query.shape.at(-1)!, actual: key.shape.at(-1)! });
	const [length, features] = [key.shape.at(-2)!, value.shape.at(-1)!];
	args.multiplyAdds(add(multiply(query.elements, length), elementCount([...query.shape.slice(0, -1), length, features])));
	return query.as([...query.shape.slice(0, -1), features]);
});

const embedding = operation('embedding(input, weight, padding_idx=None, max_norm=None, norm_type=2.0, scale_grad_by_freq=False, sparse=False)', (args) => {
	const weight = args.tensor('weight');
	return weight.as([...args.tensor('input').shape, weight.shape.at(-1)!]);
});

/** Sums, means or greatest values of bags: one bag for each row, or from each offset on. */
const embeddingBag = operation('embedding_bag(input, weight, offsets=None, max_norm=None, norm_type=2.0, scale_grad_by_freq=False, mode=\'mean\', sparse=False, per_sample_weights=None, include_last_offset=False, padding_idx=None)', (args) => {
	const [input, weight, offsets] = [args.tensor('input'), args.tensor('weight'), args.optionalTensor('offsets')];
	if (input.rank === 2) return weight.as([input.shape[0]!, weight.shape[1]!]);
	if (offsets === undefined) return raise('ValueError', 'offsets has to be a 1D Tensor');
	return weight.as([args.flag('include_last_offset') ? add(offsets.shape[0]!, -1) : offsets.shape[0]!, weight.shape[1]!]);
});

export const PRODUCTS = operations(
	linear, bilinear, einsum, attention, embedding, embeddingBag,
	operation('spmm(input, mat2)', (args) => product(args, ranked(args, 'input', 2), ranked(args, 'mat2', 2))),
	operation('matmul(input, other)', (args) => product(args, args.tensor('input'), args.tensor('other'))),
	operation('mm(input, mat2)', (args) => product(args, ranked(args, 'input', 2), ranked(args, 'mat2', 2))),
	operation('bmm(input, mat2)', (args) => product(args, ranked(args, 'input', 3), ranked(args, 'mat2', 3))),
	operation('mv(input, vec)', (args) => product(args, ranked(args, 'input', 2), ranked(args, 'vec', 1))),
	operation('dot(input, tensor)', (args) => product(args, ranked(args, 'input', 1), ranked(args, 'tensor', 1))),
	operation('addmm(input, mat1, mat2, *, beta=1, alpha=1)', (args) => added(args, product(args, ranked(args, 'mat1', 2), ranked(args, 'mat2', 2)))),
	operation('baddbmm(input, batch1, batch2, *, beta=1, alpha=1)', (args) => added(args, product(args, ranked(args, 'batch1', 3), ranked(args, 'batch2', 3)))),
	operation('outer(input, vec2)', (args) => args.tensor('input').as([...args.tensor('input').shape, ...args.tensor('vec2').shape])),
	operation('cdist(x1, x2, p=2.0)', (args) => args.tensor('x1').as([...args.tensor('x1').shape.slice(0, -1), args.tensor('x2').shape.at(-2)!])),
);
