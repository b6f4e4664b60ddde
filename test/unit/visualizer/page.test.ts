import assert from 'node:assert/strict';
import { consequencesOf } from '../../../src/visualizer/aftermath';
import { runPipeline } from '../../../src/engine/pipeline';
import { convolution } from '../../../src/engine/convolution';
import { maxPooling } from '../../../src/engine/pooling';
import { tensor } from '../../../src/engine/tensor';
import { isPageMessage } from '../../../src/visualizer/protocol';
import { isRight, score, typedNumber } from '../../../src/visualizer/quiz';
import { FITTED, panned, placeAt, scaleOf, zoomed } from '../../../src/visualizer/viewport';

describe('messages of the page', () => {
	it('are taken when they are whole', () => {
		for (const message of [
			{ type: 'ready', showing: 'opening' }, { type: 'ready', showing: 'nothing' }, { type: 'reveal', role: 'input' }, { type: 'edit', role: 'kernel', index: 3, value: -0.5 }, { type: 'point', number: undefined },
			{ type: 'point', number: { role: 'input', index: 0 } }, { type: 'open', language: 'python', text: '' }, { type: 'save', files: [{ name: 'step-001.svg', content: '<svg/>' }] },
			{ type: 'copy', name: 'map', shape: [2, 2], values: new Float64Array(4) },
		]) assert.ok(isPageMessage(message), JSON.stringify(message));
	});

	it('are refused when anything is missing, of another type, or leads out of a folder', () => {
		for (const message of [
			undefined, { type: 'ready' }, { type: 'edit', role: 'kernel', index: -1, value: 1 }, { type: 'edit', role: 'kernel', index: 1, value: NaN }, { type: 'edit', role: 'other', index: 1, value: 1 },
			{ type: 'point', number: { role: 'input' } }, { type: 'open', language: 'shellscript', text: '' }, { type: 'save', files: [] }, { type: 'save', files: [{ name: '../a.svg', content: '' }] },
			{ type: 'copy', name: 'map', shape: ['2'], values: new Float64Array(2) }, { type: 'unknown' },
		]) assert.ok(!isPageMessage(message), JSON.stringify(message));
	});
});

describe('the viewport of a 1080×1920 picture on 400×225 px', () => {
	const picture = { rows: 1080, columns: 1920 };
	const size = { width: 400, height: 225 };

	it('shows all of it at first, and zooming out shows no more', () => {
		assert.deepEqual(scaleOf(picture, size, FITTED), { x: 400 / 1920, y: 400 / 1920 });
		assert.deepEqual(zoomed(picture, size, FITTED, 0.5, { x: 7, y: 7 }), FITTED);
	});

	it('keeps the cell under the pointer while it zooms', () => {
		const point = { x: 100, y: 60 };
		const near = zoomed(picture, size, FITTED, 20, point);
		assert.deepEqual(placeAt(picture, size, near, point), placeAt(picture, size, FITTED, point));
	});

	it('never leaves the picture', () => {
		const near = zoomed(picture, size, FITTED, 10, { x: 400, y: 225 });
		const moved = panned(picture, size, near, { x: -10_000, y: -10_000 });
		assert.ok(Math.abs(moved.left * 1920 + size.width / scaleOf(picture, size, moved).x - 1920) < 1e-9);
		assert.deepEqual(panned(picture, size, near, { x: 10_000, y: 10_000 }), { ...near, top: 0, left: 0 });
	});
});

describe('the quiz', () => {
	it('reads −2.5 and -2.5, and nothing else', () => {
		assert.deepEqual(['−2.5', ' -2.5 ', '', 'x', '1e999'].map(typedNumber), [-2.5, -2.5, undefined, undefined, undefined]);
	});

	it('counts right answers, to a thousandth', () => {
		assert.ok(isRight(0.333, 1 / 3));
		assert.ok(!isRight(7, 8));
		assert.equal(score(new Map([[0, 6], [1, 7]]), [6, 8, 2]), 1);
	});
});

describe('what follows of a cell', () => {
	it('−50 becomes 0 by ReLU and 8 in the window of the pooling', () => {
		const input = tensor([1, 1, 4, 4], [1, 2, 4, 3, 5, 6, 8, 7, 9, 10, 12, 11, 13, 14, 16, 2]);
		const results = runPipeline({ input, stages: [convolution(tensor([1, 1, 2, 2], [1, -2, -3, 4])), { kind: 'relu' }, maxPooling([2, 2], { stride: 1 })] });
		assert.deepEqual(consequencesOf(results, 0, [0, 0, 2, 2]).map(({ trace, row, column }) => [trace.kind, trace.total, row, column]), [['relu', 0, 2, 2], ['max-pooling', 8, 1, 1]]);
	});

	it('a cell that no pooling window covers ends there', () => {
		const input = tensor([1, 1, 3, 3], [1, 2, 3, 4, 5, 6, 7, 8, 9]);
		const results = runPipeline({ input, stages: [{ kind: 'relu' }, maxPooling([2, 2], { stride: 2 })] });
		assert.deepEqual(consequencesOf(results, 0, [0, 0, 2, 2]), []);
	});
});
