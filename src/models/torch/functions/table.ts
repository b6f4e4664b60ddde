import type { NativeFunction } from '../../python/objects';
import type { Operations } from '../operation';
import { CONSTRUCTORS } from './constructors';
import { CONVOLUTION } from './convolution';
import { ELEMENTWISE } from './elementwise';
import { INDEXING } from './indexing';
import { JOINING } from './joining';
import { LOSSES } from './losses';
import { MATRICES } from './matrices';
import { POOLING } from './pooling';
import { PRODUCTS } from './products';
import { REDUCTIONS } from './reductions';
import { RESHAPING } from './reshaping';
import { RESIZING } from './resizing';

/** Every operation on tensors that is described, by PyTorch's name. `torch.`, `torch.nn.functional.` and tensor methods share them. */
export const OPERATIONS: Operations = {
	...ELEMENTWISE, ...REDUCTIONS, ...CONSTRUCTORS, ...INDEXING, ...JOINING, ...RESHAPING, ...RESIZING, ...PRODUCTS, ...MATRICES, ...POOLING, ...CONVOLUTION, ...LOSSES,
};

const BY_NAME: ReadonlyMap<string, NativeFunction> = new Map(Object.entries(OPERATIONS));

export function findOperation(name: string): NativeFunction | undefined {
	return BY_NAME.get(name);
}
