import assert from 'node:assert/strict';
import fc from 'fast-check';
import { outputLooks } from '../../../src/visualizer/cell-looks';
import { colourScale } from '../../../src/present/colour';
import { compute, prepare } from '../../../src/visualizer/computation';
import { focusOn, meetingCount, type Focus } from '../../../src/visualizer/focus';
import type { PointedCell } from '../../../src/visualizer/links';
import type { SourceMatrix } from '../../../src/visualizer/protocol';
import { initialSettings, type ConvolutionSettings, type StageSettings } from '../../../src/visualizer/stage-settings';
import { EMPTY_VIEW, reduce, type Choices } from '../../../src/visualizer/view-state';
import { counted } from './arbitrary';

const plain = initialSettings('convolution') as ConvolutionSettings;

function pointedAt(input: readonly number[], kernel: readonly number[], thirdAxis: 'channels' | 'depth', stages: readonly StageSettings[], pointed: PointedCell, choices: Partial<Choices> = {}): Focus {
	const matrix = (shape: readonly number[]): SourceMatrix => ({ name: undefined, place: undefined, shape, values: counted(...shape).data });
	const sources = { input: { kind: 'known-kernel', id: 'a' }, kernel: { kind: 'known-kernel', id: 'b' } } as const;
	const { shown } = reduce(EMPTY_VIEW, { type: 'show', view: { id: '1', sources, thirdAxis }, input: matrix(input), kernel: matrix(kernel) });
	return focusOn(compute(prepare(shown!, stages)), { ...EMPTY_VIEW.choices, stages, ...choices }, pointed)!;
}

describe('what a pointed number takes part in', () => {
	it('a weight of a (2, 2, 2) kernel on (4, 3, 3): 4 cells for the shown slice, 4·3 = 12 for all', () => {
		assert.deepEqual(meetingCount(pointedAt([4, 3, 3], [2, 2, 2], 'depth', [plain], { part: 'kernel', row: 0, column: 0 })), { shown: 4, all: 12 });
	});

	it('the middle of slice 2 of (4, 3, 3): 4 windows in each of the 2 slices whose window reaches it', () => {
		assert.deepEqual(meetingCount(pointedAt([4, 3, 3], [2, 2, 2], 'depth', [plain], { part: 'input', row: 1, column: 1 }, { kernelSlice: 1 })), { shown: 4, all: 8 });
		assert.deepEqual(meetingCount(pointedAt([4, 3, 3], [2, 2, 2], 'depth', [plain], { part: 'input', row: 1, column: 1 })), { shown: 4, all: 4 });
	});

	it('a cell of (2, 3, 3) under 5 filters feeds 4·5 cells, and under a kernel on each channel 4 of its own map', () => {
		const middle = { part: 'input', row: 1, column: 1 } as const;
		assert.deepEqual(meetingCount(pointedAt([2, 3, 3], [5, 2, 2, 2], 'channels', [plain], middle)), { shown: 4, all: 20 });
		assert.deepEqual(meetingCount(pointedAt([2, 3, 3], [2, 2], 'channels', [plain], middle)), { shown: 4, all: 4 });
	});

	it('what an input adds to the outputs of a fully connected layer is each output\'s own product, and a weight of it meets one cell', () => {
		const stages: StageSettings[] = [{ kind: 'flatten' }, { kind: 'dense', outputs: 4, bias: undefined }];
		fc.assert(fc.property(fc.nat(8), (column) => {
			const focus = pointedAt([3, 3], [1, 1], 'channels', stages, { part: 'input', row: 0, column }, { selected: 1 });
			const { stage } = focus.result;
			assert.ok(stage.kind === 'linear');
			const looks = outputLooks(focus, colourScale(focus.outputPlane.values));
			for (let output = 0; output < 4; output++) assert.equal(looks(0, output).value, (column + 1) * stage.weights.data[output * 9 + column]!);
			assert.deepEqual(meetingCount(pointedAt([3, 3], [1, 1], 'channels', stages, { part: 'kernel', row: 0, column }, { selected: 1, step: 2 })), { shown: 1, all: 1 });
		}));
	});
});
