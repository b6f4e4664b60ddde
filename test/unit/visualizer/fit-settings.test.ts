import assert from 'node:assert/strict';
import fc from 'fast-check';
import { EngineError } from '../../../src/engine/error';
import { planPipeline } from '../../../src/engine/pipeline';
import { fitSettings } from '../../../src/visualizer/fit-settings';
import { initialSettings, stageOf, type ConvolutionSettings, type StageSettings } from '../../../src/visualizer/stage-settings';
import { bothSidesLimit, dilationLimit, paddingLimit, strideLimit } from '../../../src/visualizer/settings-limits';
import { anySettings, kernels } from './arbitrary';

function outputOf(settings: StageSettings, rows: number, columns: number, kernelRows: number, kernelColumns: number): readonly number[] | string {
	try {
		const stage = stageOf(settings, kernels(kernelRows, kernelColumns), [1, 1, rows, columns]);
		return planPipeline([1, 1, rows, columns], [stage])[0]!.geometry.outputShape;
	} catch (error) {
		if (error instanceof EngineError) return error.message;
		throw error;
	}
}

describe('settings fitted to an input', () => {
	it('are taken by the engine, whatever was set before', () => {
		fc.assert(fc.property(anySettings, fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 }), (settings, rows, columns, kernelRows, kernelColumns) => {
			const repeats = settings.kind === 'convolution' && settings.fill !== 'constant' && settings.fill !== 'replicate';
			fc.pre(!repeats || (rows >= kernelRows && columns >= kernelColumns)); // a fill that repeats cannot make room for a kernel larger than what it repeats
			const fitted = fitSettings(settings, { input: [rows, columns], kernel: [kernelRows, kernelColumns] });
			const output = outputOf(fitted, rows, columns, kernelRows, kernelColumns);
			assert.ok(typeof output !== 'string', String(output));
		}), { seed: 5, numRuns: 3000 });
	});

	it('are left as they are where they fit already', () => {
		fc.assert(fc.property(anySettings, fc.integer({ min: 4, max: 9 }), fc.integer({ min: 4, max: 9 }), (settings, rows, columns) => {
			const around = { input: [rows, columns], kernel: [3, 2] } as const;
			const once = fitSettings(settings, around);
			assert.deepEqual(fitSettings(once, around), once);
		}), { seed: 6 });
	});
});

describe('the limits of a 3×3 kernel on 5×5', () => {
	const axis = { input: 5, kernel: 3, dilation: 1 };
	const none = { before: 0, after: 0 };
	const plain = initialSettings('convolution') as ConvolutionSettings;

	it('stride 2 leaves two windows, stride 3 would leave one', () => {
		assert.deepEqual(strideLimit({ ...axis, padding: none }), { least: 1, most: 2, reason: 'single-output' });
		assert.deepEqual(outputOf({ ...plain, stride: [2, 2] }, 5, 5, 3, 3), [1, 1, 2, 2]);
		assert.deepEqual(outputOf({ ...plain, stride: [3, 3] }, 5, 5, 3, 3), [1, 1, 1, 1]);
	});

	it('dilation 2 spans 5 cells, dilation 3 would span 7', () => {
		assert.deepEqual(dilationLimit({ input: 5, kernel: 3, padding: none }), { least: 1, most: 2, reason: 'kernel-covers-input' });
		assert.match(String(outputOf({ ...plain, dilation: [3, 3] }, 5, 5, 3, 3)), /kernel-too-large/);
	});

	it('padding 2 still sees a cell, and a kernel of 7 needs a ring', () => {
		assert.deepEqual(bothSidesLimit(axis, 'constant'), { least: 0, most: 2, reason: 'padding-reaches-kernel' });
		assert.equal(bothSidesLimit({ ...axis, kernel: 7 }, 'constant').least, 1);
	});

	it('reflecting 2 cells repeats 1 at most, and says so', () => {
		assert.deepEqual(paddingLimit({ input: 2, kernel: 5, dilation: 1 }, 'reflect', 3), { least: 0, most: 1, reason: 'fill-beyond-input' });
	});
});
