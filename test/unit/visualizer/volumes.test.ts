import assert from 'node:assert/strict';
import fc from 'fast-check';
import { anyFilters, counted } from './arbitrary';
import { compute, prepare } from '../../../src/visualizer/computation';
import { fitSettings } from '../../../src/visualizer/fit-settings';
import { focusOn, type Focus } from '../../../src/visualizer/focus';
import { drawnValue } from '../../../src/visualizer/cell-looks';
import type { SourceMatrix } from '../../../src/visualizer/protocol';
import { initialSettings, type ConvolutionSettings, type StageSettings } from '../../../src/visualizer/stage-settings';
import { summandsOf } from '../../../src/visualizer/summands';
import { EMPTY_VIEW, reduce, type Choices, type ShownPair, type ViewState } from '../../../src/visualizer/view-state';

function matrix(shape: readonly number[]): SourceMatrix {
	return { name: undefined, place: { file: 'a.py', line: 1 }, shape, values: counted(...shape).data };
}

const sources = { input: { kind: 'known-kernel', id: 'a' }, kernel: { kind: 'known-kernel', id: 'b' } } as const;

function shownAs(thirdAxis: 'channels' | 'depth', input: readonly number[], kernel: readonly number[]): ViewState {
	return reduce(EMPTY_VIEW, { type: 'show', view: { id: '1', sources, thirdAxis }, input: matrix(input), kernel: matrix(kernel) });
}

function focusOf(shown: ShownPair, stages: readonly StageSettings[], choices: Partial<Choices> = {}): Focus {
	const focus = focusOn(compute(prepare(shown, stages)), { ...EMPTY_VIEW.choices, stages, ...choices });
	assert.ok(focus);
	return focus;
}

const plain = initialSettings('convolution') as ConvolutionSettings;

describe('a volume', () => {
	it('(4, 5, 5) with a (2, 3, 3) kernel is no sum over channels; read as depth it gives (1, 1, 3, 3, 3)', () => {
		const refused = shownAs('channels', [4, 5, 5], [2, 3, 3]);
		assert.equal(refused.shown, undefined);
		assert.ok(refused.trouble?.kind === 'engine' && refused.trouble.problem.code === 'channel-mismatch' && refused.trouble.asVolume !== undefined);
		const read = reduce(refused, { type: 'read', thirdAxis: 'depth' });
		assert.equal(read.trouble, undefined);
		assert.deepEqual(prepare(read.shown!, read.choices.stages).plans[0]!.geometry.outputShape, [1, 1, 3, 3, 3]);
		assert.equal(reduce(read, { type: 'undo' }), read, 'there is nothing before that could be shown');
	});

	it('(3, 4, 4) with (3, 2, 2): the first axis is channels or depth, and the change is undone and redone', () => {
		const shapes = ({ shown, choices }: ViewState): readonly number[] => prepare(shown!, choices.stages).plans[0]!.geometry.outputShape;
		const channels = shownAs('channels', [3, 4, 4], [3, 2, 2]);
		const depth = reduce(channels, { type: 'read', thirdAxis: 'depth' });
		assert.deepEqual([shapes(channels), shapes(depth)], [[1, 1, 3, 3], [1, 1, 1, 3, 3]]);
		const undone = reduce(depth, { type: 'undo' });
		assert.deepEqual([undone.choices.thirdAxis, shapes(undone)], ['channels', [1, 1, 3, 3]]);
		assert.deepEqual(shapes(reduce(undone, { type: 'redo' })), [1, 1, 1, 3, 3]);
		assert.equal(reduce(depth, { type: 'reset' }).choices.thirdAxis, 'channels');
	});

	it('two channels of 3 slices with a kernel (2, 2, 2, 2) are one filter over both; a (2, 2, 2) kernel goes to each', () => {
		const summed = shownAs('depth', [2, 3, 4, 4], [2, 2, 2, 2]).shown!.pairing;
		assert.deepEqual([summed.input.shape, summed.kernel.shape, summed.reading], [[1, 2, 3, 4, 4], [1, 2, 2, 2, 2], 'summed']);
		const each = shownAs('depth', [2, 3, 4, 4], [2, 2, 2]).shown!.pairing;
		assert.deepEqual([each.kernel.shape, each.groups, each.reading], [[2, 1, 2, 2, 2], 2, 'each-channel']);
	});

	const whole = (least: number, most: number): fc.Arbitrary<number> => fc.integer({ min: least, max: most });
	const settings: fc.Arbitrary<StageSettings> = fc.oneof(
		fc.record({
			kind: fc.constant('convolution' as const), kernel: fc.constant('document' as const), filters: anyFilters, stride: fc.constant([1, 2] as const), dilation: fc.constant([1, 1] as const),
			padding: fc.constantFrom('same' as const, 'full' as const, { top: 1, right: 0, bottom: 0, left: 1 }), fill: fc.constantFrom('constant' as const, 'reflect' as const, 'replicate' as const, 'circular' as const),
			bias: fc.constantFrom(undefined, 3), flipped: fc.boolean(), groups: fc.constant(undefined), depth: fc.record({ stride: whole(1, 3), padding: whole(0, 3), dilation: whole(1, 3) }),
		}),
		fc.record({
			kind: fc.constant('transposed-convolution' as const), kernel: fc.constant('document' as const), filters: anyFilters, stride: fc.constant([1, 2] as const), dilation: fc.constant([1, 1] as const),
			padding: fc.constant([0, 0] as const), outputPadding: fc.constant([0, 0] as const), bias: fc.constantFrom(undefined, 3), depth: fc.record({ stride: whole(1, 3), padding: whole(0, 2), dilation: whole(1, 2) }),
		}),
	);

	it('slice by slice, what is drawn times the kernel beside it is what the card says, and the cards and the bias add up to the engine\'s cell', () => {
		fc.assert(fc.property(settings, fc.constantFrom([3, 4, 4], [2, 3, 4, 4]), fc.constantFrom([2, 2, 2], [2, 2, 2, 2]), whole(0, 5), whole(0, 20), (any, input, kernel, outputSlice, step) => {
			const { shown } = shownAs('depth', input, kernel);
			const fitted = fitSettings(any, { input: [4, 4], kernel: [2, 2], depth: { input: 3, kernel: 2 } });
			const focus = focusOf(shown!, [fitted], { outputSlice, step });
			const { trace } = focus;
			assert.ok(trace?.kind === 'convolution' || trace?.kind === 'transposed-convolution');
			const summands = summandsOf(focus);
			assert.equal(summands.reduce((sum, each) => sum + each.sum, trace.bias ?? 0), trace.total);
			assert.equal(trace.total, focus.outputPlane.values[focus.step]);
			for (const { channelIndex, sliceIndex, sum } of summands) {
				const at = focusOf(shown!, [fitted], { outputSlice, step, inputChannel: channelIndex, kernelSlice: sliceIndex });
				assert.equal(at.covered.reduce((drawn, { row, column, weight }) => drawn + (drawnValue(at, row, column) ?? 0) * at.kernelPlane!.values[weight]!, 0), sum);
			}
		}), { seed: 11, numRuns: 400 });
	});

	it('pools over slices: 2×2×2 of 1 … 64 leaves the greatest of each 8', () => {
		const { shown } = shownAs('depth', [4, 4, 4], [1, 1, 1]);
		const focus = focusOf(shown!, [initialSettings('max-pooling')], { outputSlice: 1 });
		assert.deepEqual(focus.result.geometry.outputShape, [1, 1, 2, 2, 2]);
		assert.deepEqual(Array.from(focus.outputPlane.values), [54, 56, 62, 64]);
		assert.deepEqual(focus.volume?.under.map(({ input }) => input), [2, 3]);
	});

	it('is padded and strode through its depth: (4, 5, 5), P = 1, S = 2 with (2, 3, 3) gives ⌊(4 + 2 − 2)/2⌋ + 1 = 3 slices, the first of them on padding', () => {
		const { shown } = shownAs('depth', [4, 5, 5], [2, 3, 3]);
		const focus = focusOf(shown!, [{ ...plain, depth: { stride: 2, padding: 1, dilation: 1 } }]);
		assert.ok(focus.volume);
		assert.equal(focus.volume.outputSlices, 3);
		assert.deepEqual(focus.volume.under.map(({ input }) => input), [undefined, 0]);
		assert.equal(focus.lattice.cellAt(0, 0).kind, 'padding');
	});
});
