import assert from 'node:assert/strict';
import { loadFastEngine, type ConvolutionSettings, type FastEngine } from '../../../src/engine/fast/fast-engine';
import type { PaddingCells } from '../../../src/engine/fast/window';
import { fastBuilds } from './fast-builds';
import { countOf, randomFloats, symmetric } from './fast-reference';

interface Case {
	readonly inputShape: readonly [number, number, number, number];
	readonly weightsShape: readonly [number, number, number, number];
	readonly stride?: number;
	readonly dilation?: number;
	readonly padding?: readonly PaddingCells[];
	readonly groups?: number;
}

function settingsOf({ weightsShape, stride = 1, dilation = 1, padding = symmetric(0, 0), groups = 1 }: Case): ConvolutionSettings {
	return {
		weights: randomFloats(countOf(weightsShape), 2), weightsShape, bias: randomFloats(weightsShape[0], 3),
		stride: [stride, stride], dilation: [dilation, dilation], padding, groups, winograd: 'allowed',
	};
}

/** The output of the convolution with all numbers in the engine's memory at once. */
function whole(engine: FastEngine, { inputShape }: Case, settings: ConvolutionSettings, numbers: Float32Array): Float32Array {
	const operator = engine.prepareConvolution(inputShape, settings), input = engine.place(inputShape, numbers), output = engine.allocate(operator.outputShape);
	operator.run(input, output);
	const result = output.read();
	for (const each of [operator, input, output]) each.release();
	return result;
}

const CASES: Readonly<Record<string, Case>> = {
	'1 × 1080 × 1920, 3 × 3 with padding 1': { inputShape: [1, 1, 1080, 1920], weightsShape: [1, 1, 3, 3], padding: symmetric(1, 1) },
	'3 × 400 × 500 to 4 filters, 3 × 3, padding 1 below and 0 above': { inputShape: [1, 3, 400, 500], weightsShape: [4, 3, 3, 3], padding: [{ before: 0, after: 1 }, { before: 1, after: 0 }] },
	'1 × 901 × 1203, 5 × 7, stride 2, dilation 3, padding 9 above and 2 below': {
		inputShape: [1, 1, 901, 1203], weightsShape: [2, 1, 5, 7], stride: 2, dilation: 3, padding: [{ before: 9, after: 2 }, { before: 0, after: 4 }],
	},
	'depthwise 3 × 700 × 800, 3 × 3': { inputShape: [1, 3, 700, 800], weightsShape: [3, 1, 3, 3], groups: 3 },
};

for (const build of fastBuilds()) {
	describe(`fast convolution in stripes (${build})`, () => {
		let engine: FastEngine;
		before(async () => { engine = await loadFastEngine({ build }); });

		for (const [name, each] of Object.entries(CASES)) {
			it(`gives every cell of ${name} as with all in memory (rows at a stripe's end may be summed in another order: 2e-6), and takes no more than 6 MB`, () => {
				const settings = settingsOf(each), numbers = randomFloats(countOf(each.inputShape), 1);
				numbers[7] = NaN;
				numbers[numbers.length - 3] = Infinity;
				const expected = whole(engine, each, settings, numbers);
				const scratch = engine.memory.used, striped = engine.prepareStripedConvolution(each.inputShape, settings)!;
				const found = new Float32Array(countOf(striped.outputShape));
				striped.run(numbers, found);
				assert.ok(engine.memory.used - scratch <= 6e6, `${engine.memory.used - scratch} bytes`);
				striped.release();
				assert.equal(engine.memory.used, engine.memory.scratch);
				const allowed = 2e-6 * expected.reduce((most, value) => (Number.isFinite(value) ? Math.max(most, Math.abs(value)) : most), 0);
				assert.equal(found.findIndex((value, index) => !Object.is(value, expected[index]) && !(Math.abs(value - expected[index]!) <= allowed)), -1);
			});
		}

		it('leaves small maps, several images, many filters, volumes and rows of padding alone to the other ways', () => {
			for (const each of [
				{ inputShape: [1, 1, 100, 100], weightsShape: [1, 1, 3, 3] }, { inputShape: [2, 1, 1080, 1920], weightsShape: [1, 1, 3, 3] },
				{ inputShape: [1, 3, 600, 600], weightsShape: [16, 3, 3, 3] },
				{ inputShape: [1, 1, 8, 1_000_000], weightsShape: [1, 1, 1, 1], padding: [{ before: 50, after: 0 }, { before: 0, after: 0 }] },
			] satisfies Case[]) assert.equal(engine.prepareStripedConvolution(each.inputShape, settingsOf(each)), undefined, String(each.inputShape));
			assert.equal(engine.prepareStripedConvolution([1, 1, 4, 512, 512], { ...settingsOf(CASES['depthwise 3 × 700 × 800, 3 × 3']!), weights: new Float32Array(1), weightsShape: [1, 1, 1, 1, 1], bias: new Float32Array(1), stride: [1, 1, 1], dilation: [1, 1, 1], padding: [...symmetric(0, 0), { before: 0, after: 0 }], groups: 1 }), undefined);
		});
	});
}
