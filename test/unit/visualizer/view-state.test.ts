import assert from 'node:assert/strict';
import { compute, prepare } from '../../../src/visualizer/computation';
import { savedView, type ShownLayer, type SourceMatrix } from '../../../src/visualizer/protocol';
import { savedChoices } from '../../../src/visualizer/saved-choices';
import { initialSettings, NO_PADDING, type ConvolutionSettings } from '../../../src/visualizer/stage-settings';
import { EMPTY_VIEW, reduce, type Action, type ViewState } from '../../../src/visualizer/view-state';

function matrix(name: string, shape: readonly number[], ...values: number[]): SourceMatrix {
	return { name, place: { file: 'a.py', line: 1 }, shape, values: Float64Array.from(values) };
}

const X = matrix('X', [4, 4], 1, 2, 4, 3, 5, 6, 8, 7, 9, 10, 12, 11, 13, 14, 16, 2);
const K = matrix('K', [2, 2], 1, -2, -3, 4);
const sources = { input: { kind: 'known-kernel', id: 'a' }, kernel: { kind: 'known-kernel', id: 'b' } } as const;
const show: Action = { type: 'show', view: { id: '1', sources }, input: X, kernel: K };
const convolution = initialSettings('convolution') as ConvolutionSettings;

function after(...actions: readonly Action[]): ViewState {
	return actions.reduce(reduce, EMPTY_VIEW);
}

function withStride(stride: number, gesture?: string): Action {
	return { type: 'arrange', stages: [{ ...convolution, stride: [stride, stride] }], ...gesture === undefined ? {} : { gesture } };
}

function strides({ choices }: ViewState): readonly number[] {
	return choices.stages.map((stage) => (stage as ConvolutionSettings).stride[0]);
}

describe('the panel\'s state', () => {
	it('computes the lecture\'s three steps: convolution, ReLU, pooling leave 8', () => {
		const { shown } = after(show);
		const results = compute(prepare(shown!, [convolution, initialSettings('relu'), initialSettings('max-pooling')])).results;
		assert.deepEqual(Array.from(results[0]!.output.data), [6, 8, 2, 6, 8, 2, 6, 8, -50]);
		assert.deepEqual(Array.from(results[2]!.output.data), [8]);
	});

	it('keeps the stages before one that cannot take its input', () => {
		const { shown } = after(show);
		const prepared = prepare(shown!, [convolution, convolution, convolution, convolution]);
		assert.equal(prepared.stages.length, 3);
		assert.equal(prepared.failure?.stage, 3);
		assert.equal(prepared.failure.problem.code, 'kernel-too-large');
	});

	it('convolves features, which are no maps any more, into a problem rather than a crash', () => {
		const { shown } = after(show);
		const prepared = prepare(shown!, [initialSettings('flatten'), convolution]);
		assert.equal(prepared.failure?.stage, 1);
	});

	it('undoes and redoes changes one by one, a drag of one knob as one', () => {
		const changed = after(show, withStride(2, 'stride'), withStride(3, 'stride'), withStride(1, 'other'));
		const undone = reduce(changed, { type: 'undo' });
		assert.deepEqual(strides(undone), [3]);
		assert.deepEqual(strides(reduce(undone, { type: 'undo' })), [1]);
		assert.equal(reduce(reduce(undone, { type: 'undo' }), { type: 'undo' }).history.past.length, 0);
		assert.deepEqual(strides(reduce(reduce(reduce(undone, { type: 'undo' }), { type: 'redo' }), { type: 'redo' })), [1]);
	});

	it('resets to one plain convolution, which can be undone', () => {
		const reset = after(show, withStride(3), { type: 'reset' });
		assert.deepEqual(strides(reset), [1]);
		assert.deepEqual(strides(reduce(reset, { type: 'undo' })), [3]);
	});

	it('goes on with the same settings when the numbers change, and begins afresh with another view', () => {
		assert.deepEqual(strides(after(show, withStride(2), show)), [2]);
		assert.deepEqual(strides(after(show, withStride(2), { ...show, view: { id: '2', sources } })), [1]);
	});

	it('says what a refused edit was refused for, until numbers arrive again', () => {
		const refused = after(show, { type: 'refused', sentence: 'no' });
		assert.deepEqual(refused.trouble, { kind: 'refused', sentence: 'no' });
		assert.equal(reduce(refused, show).trouble, undefined);
	});
});

describe('saved choices', () => {
	it('come back as they were saved', () => {
		const choices = { ...EMPTY_VIEW.choices, stages: [{ ...convolution, padding: 'same' as const, bias: -1, flipped: true }, initialSettings('dense'), { kind: 'batch-normalization' as const, epsilon: 0.001, hasScale: false }, initialSettings('gelu')], step: 4, scope: 'all' as const };
		assert.deepEqual(savedChoices(JSON.parse(JSON.stringify({ choices }))), choices);
	});

	it('of the first version, with one number for both axes, are still understood', () => {
		const saved = { choices: { stages: [{ kind: 'convolution', stride: 2, padding: 1, dilation: 1 }, { kind: 'max-pooling', size: 3, stride: 1 }] } };
		assert.deepEqual(savedChoices(saved).stages, [
			{ ...convolution, stride: [2, 2], padding: { top: 1, right: 1, bottom: 1, left: 1 } },
			{ kind: 'max-pooling', size: [3, 3], stride: [1, 1], padding: [0, 0], depth: { size: 2, stride: 2, padding: 0 } },
		]);
	});

	it('of nonsense are the initial ones', () => {
		assert.deepEqual(savedChoices({ choices: { stages: [{ kind: 'convolution', stride: 'x', padding: { top: -1 } }, { kind: 'no' }, 7], step: NaN } }), { ...EMPTY_VIEW.choices, stages: [{ ...convolution, padding: NO_PADDING }] });
		assert.deepEqual(savedChoices('gibberish'), EMPTY_VIEW.choices);
	});
});

describe('a view that begins with written stages', () => {
	const written = (stride: number): Action => ({ type: 'show', view: { id: '1', sources, beginning: [{ ...convolution, stride: [stride, stride] }] }, input: X, kernel: K });

	it('goes back to them: stride 2, not 1', () => {
		assert.deepEqual(strides(after(written(2), withStride(3), { type: 'reset' })), [2]);
	});

	it('keeps them over a reload', () => {
		const { view } = after(written(2));
		const saved: unknown = JSON.parse(JSON.stringify({ view }));
		assert.deepEqual(savedView(saved), view);
	});

	it('follows when they are written anew, and keeps what was added behind them', () => {
		const added = { type: 'arrange', stages: [{ ...convolution, stride: [2, 2] }, initialSettings('relu')] } as const;
		assert.deepEqual(after(written(2), added, written(3)).choices.stages.map((stage) => (stage.kind === 'convolution' ? stage.stride[0] : stage.kind)), [3, 'relu']);
	});

	it('stays as the person set it while the source says the same', () => {
		assert.deepEqual(strides(after(written(2), withStride(3), written(2))), [3]);
	});

	it('a layer\'s kernel may have the channels of one group: (4, 2, 2, 2) on 4 channels', () => {
		const layer: ShownLayer = { name: 'conv', place: { file: 'a.py', line: 1 }, sentence: '', hasKernel: true, whole: { input: [1, 4, 8, 8], kernel: [8, 2, 2, 2] } };
		const reference = { kind: 'layer', uri: 'a', start: 0, end: 1, use: undefined } as const;
		const { shown, choices } = after({
			type: 'show', view: { id: '1', sources: { input: reference, kernel: reference }, beginning: [{ ...convolution, groups: 2 }] }, layer,
			input: matrix('', [1, 4, 2, 2], ...new Array<number>(16).fill(1)), kernel: matrix('', [4, 2, 2, 2], ...new Array<number>(32).fill(1)),
		});
		const preparation = prepare(shown!, choices.stages);
		assert.deepEqual([...compute(preparation).results[0]!.output.data], [8, 8, 8, 8]);
		assert.deepEqual([preparation.said[0]!.geometry.outputShape, preparation.said[0]!.cost.weights], [[1, 8, 7, 7], 64]);
	});
});
