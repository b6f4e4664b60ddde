import fc from 'fast-check';
import { tensor } from '../../../src/engine/tensor';
import { TURNS, type FilterChoice } from '../../../src/visualizer/filters';
import type { Kernels, StageSettings } from '../../../src/visualizer/stage-settings';

const whole = (least: number, most: number): fc.Arbitrary<number> => fc.integer({ min: least, max: most });
const pair = (least: number, most: number): fc.Arbitrary<readonly [number, number]> => fc.tuple(whole(least, most), whole(least, most));
const sides = fc.record({ top: whole(0, 4), right: whole(0, 4), bottom: whole(0, 4), left: whole(0, 4) });

/** Filters: all, the first ones, or some that were added. */
export const anyFilters: fc.Arbitrary<FilterChoice> = fc.oneof(fc.constant('all' as const), fc.record({ first: whole(1, 4) }), fc.record({ added: fc.array(fc.constantFrom(...TURNS), { maxLength: 3 }) }));

const depth = fc.record({ stride: whole(1, 5), padding: whole(0, 3), dilation: whole(1, 3) });

/** Numbers that no two cells share. */
export function counted(...shape: number[]): ReturnType<typeof tensor> {
	return tensor(shape, Array.from({ length: shape.reduce((product, size) => product * size, 1) }, (_, index) => index + 1));
}

/** Settings as a person may have left them, for an input and a kernel that they need not go with. */
export const anySettings: fc.Arbitrary<StageSettings> = fc.oneof(
	fc.record({
		kind: fc.constant('convolution' as const), kernel: fc.constant('document' as const), filters: anyFilters, stride: pair(1, 9), dilation: pair(1, 5),
		padding: fc.oneof(fc.constant('same' as const), fc.constant('full' as const), sides),
		fill: fc.constantFrom('constant' as const, 'reflect' as const, 'symmetric' as const, 'replicate' as const, 'circular' as const),
		bias: fc.option(whole(-3, 3), { nil: undefined }), flipped: fc.boolean(), groups: fc.constant(undefined), depth,
	}),
	fc.record({ kind: fc.constant('transposed-convolution' as const), kernel: fc.constant('document' as const), filters: anyFilters, stride: pair(1, 9), dilation: pair(1, 9), padding: pair(0, 5), outputPadding: pair(0, 5), bias: fc.constant(undefined), depth }),
	fc.record({ kind: fc.constantFrom('max-pooling' as const, 'average-pooling' as const), size: pair(1, 9), stride: pair(1, 9), padding: pair(0, 4), depth: fc.record({ size: whole(1, 5), stride: whole(1, 5), padding: whole(0, 3) }) }),
);

/** A kernel of this size from the document, and none by name. */
export function kernels(rows: number, columns: number): Kernels {
	return { document: counted(rows, columns), known: () => undefined };
}
