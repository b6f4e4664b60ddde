import { elementCount, tensor, type Tensor } from '../engine/tensor';
import type { GivenArgument } from './arguments';
import { fail } from './problem';
import type { OperationName } from './signatures';
import type { Call } from './syntax';
import { writtenValue, type NumbersValue } from './value';

/**
 * Puts matrices of the same shape together: `channels(R, G, B)` gives (3, H, W), `filters(K1, K2)` gives (2, 1, h, w), and of kernels
 * that have channels (2, C, h, w).
 */
export function stack(operation: OperationName, call: Call, given: readonly GivenArgument[]): NumbersValue {
	const tensors = given.map(({ value, range, name }): Tensor => {
		if (name !== undefined) fail({ code: 'unknown-parameter', operation: call.operation, parameter: name.text, suggestion: undefined }, name.range);
		if (value.kind !== 'numbers') fail({ code: 'wrong-argument', operation: call.operation, parameter: 'matrices', expected: 'matrix', choices: [] }, range);
		return value.tensor;
	});
	const [first] = tensors;
	if (first === undefined) fail({ code: 'missing-argument', operation: call.operation, parameter: 'matrices' }, call.range);
	const odd = tensors.findIndex(({ shape }) => shape.join() !== first.shape.join());
	if (odd >= 0) fail({ code: 'stack-mismatch', first: first.shape, other: tensors[odd]!.shape }, given[odd]!.range);
	const matrix = first.shape.length >= 2 ? first.shape : [1, ...(first.shape.length === 1 ? first.shape : [1])];
	const each = operation === 'filters' && matrix.length === 2 ? [1, ...matrix] : matrix;
	if (each.length > 3) fail({ code: 'engine', problem: { code: 'rank-mismatch', numbers: { expected: '(H, W), (C, H, W)', shape: first.shape } } }, call.range);
	const size = elementCount(first.shape);
	const values = new Float64Array(size * tensors.length);
	tensors.forEach(({ data }, index) => values.set(data, index * size));
	return writtenValue(tensor([tensors.length, ...each], values));
}
