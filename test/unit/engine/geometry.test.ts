import assert from 'node:assert/strict';
import fc from 'fast-check';
import { axisGeometry, growReceptiveField, INITIAL_RECEPTIVE_FIELD, inputCoordinate, windowGeometry } from '../../../src/engine/geometry';
import { axisCase, windowOf } from './arbitrary';
import { assertRefused } from './expect';

const window = (size: number, stride = 1, before = 0, after = before, dilation = 1) =>
	({ size: [size], stride: [stride], padding: [{ before, after }], dilation: [dilation] });

describe('geometry of one axis', () => {
	for (const [input, size, stride, padding, dilation, output] of [
		[4, 2, 1, 0, 1, 3], [4, 2, 2, 0, 1, 2], [28, 3, 2, 0, 1, 13], [28, 3, 1, 1, 1, 28], [224, 7, 2, 3, 1, 112], [7, 3, 1, 0, 2, 3], [5, 5, 3, 0, 1, 1],
	] as const) {
		it(`${input} cells, kernel ${size}, stride ${stride}, padding ${padding}, dilation ${dilation} give ${output}`, () => {
			assert.equal(axisGeometry(0, input, window(size, stride, padding, padding, dilation)).output, output);
		});
	}

	it('counts as many cells as there are windows that fit', () => {
		fc.assert(fc.property(axisCase(() => 3), (axis) => {
			const { output } = axisGeometry(0, axis.input, windowOf([axis]));
			let windows = 0;
			const padded = axis.before + axis.input + axis.after;
			for (let start = 0; start + axis.dilation * (axis.size - 1) < padded; start += axis.stride) windows++;
			assert.equal(output, windows);
		}));
	});

	it('tells input from padding: kernel 3, padding 1 on 4 cells meets nothing, 0, 1 first and 2, 3, nothing last', () => {
		const axis = axisGeometry(0, 4, window(3, 1, 1));
		assert.deepEqual([0, 1, 2].map((kernel) => inputCoordinate(axis, 0, kernel)), [undefined, 0, 1]);
		assert.deepEqual([0, 1, 2].map((kernel) => inputCoordinate(axis, 3, kernel)), [2, 3, undefined]);
	});

	it('refuses a kernel of 3 with dilation 3 on 4 + 1 + 1 cells', () => {
		const padding = [{ before: 0, after: 0 }, { before: 1, after: 1 }];
		assertRefused(() => axisGeometry(1, 4, { size: [1, 3], stride: [1, 1], padding, dilation: [1, 3] }),
			'kernel-too-large', { axis: 1, kernel: 3, dilation: 3, effectiveKernel: 7, input: 4, paddingBefore: 1, paddingAfter: 1 });
	});

	for (const [setting, value, refused] of [
		['kernel', 0, window(0)], ['stride', 0, window(2, 0)], ['stride', 1.5, window(2, 1.5)],
		['padding', -1, window(2, 1, -1)], ['dilation', 0, window(2, 1, 0, 0, 0)],
	] as const) {
		it(`refuses a ${setting} of ${value}`, () => assertRefused(() => axisGeometry(0, 5, refused), 'invalid-setting', { setting, value }));
	}

	it('refuses a 1-D window on (1, 1, 4, 4)', () => {
		assert.throws(() => windowGeometry([1, 1, 4, 4], window(2)), /rank-mismatch/);
	});
});

describe('receptive field', () => {
	it('of three 3x3 convolutions is 7, of a 2x2 pooling with stride 2 and a 3x3 convolution after it 6 with jump 2', () => {
		const three = axisGeometry(0, 28, window(3, 1, 1));
		const stacked = [three, three, three].reduce(growReceptiveField, INITIAL_RECEPTIVE_FIELD);
		assert.deepEqual(stacked, { size: 7, jump: 1, start: -3 });
		const pooled = [axisGeometry(0, 28, window(2, 2)), axisGeometry(0, 14, window(3, 1, 1))].reduce(growReceptiveField, INITIAL_RECEPTIVE_FIELD);
		assert.deepEqual(pooled, { size: 6, jump: 2, start: -2 });
	});

	it('of a kernel of 3 with dilation 2 is 5, and 9 after a second one', () => {
		const dilated = axisGeometry(0, 28, window(3, 1, 2, 2, 2));
		assert.deepEqual([dilated, dilated].reduce(growReceptiveField, INITIAL_RECEPTIVE_FIELD), { size: 9, jump: 1, start: -4 });
		assert.equal(growReceptiveField(INITIAL_RECEPTIVE_FIELD, dilated).size, 5);
	});
});
