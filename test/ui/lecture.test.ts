import assert from 'node:assert/strict';
import { Panel } from './panel';
import { session } from './session';

describe('Convolve Selection on the lecture\'s example', () => {
	before(async () => session().startOver());

	it('takes two mouse selections: 4x4 input and 2x2 kernel give 6 8 2 / 6 8 2 / 6 8 -50', async () => {
		await session().open('lecture.txt');
		await session().selectLines('1 2 4 3', '13 14 16 2');
		await session().selectLines('1 -2', '-3 4', { adding: true });
		await session().command('ConvLens: Convolve Selection');
		const panel = new Panel();
		assert.equal(await panel.fill(), '6 8 2 / 6 8 2 / 6 8 -50');
		assert.equal(await panel.grid('kernel'), '1 -2 / -3 4');
	});

	it('writes out the first cell: 1·1 + 2·(−2) + 5·(−3) + 6·4 = 6', async () => {
		const panel = new Panel();
		await panel.press('Home');
		assert.equal(await panel.arithmetic(), '1·1 + 2·(−2) + 5·(−3) + 6·4 = 6');
		assert.equal(await panel.grid('output'), '6 · · / · · · / · · ·');
		await panel.press('ArrowRight');
		assert.equal(await panel.arithmetic(), '2·1 + 4·(−2) + 6·(−3) + 8·4 = 8');
	});

	it('puts the numbers into the formula: ⌊(4 + 2·0 − 2)/1⌋ + 1 = 3', async () => {
		assert.deepEqual(await new Panel().formulas(), ['H_o = ⌊(H_i + 2P − F)/S⌋ + 1', 'H_o = ⌊(4 + 2·0 − 2)/1⌋ + 1 = 3']);
	});

	it('with stride 2 gives 6 2 / 6 -50', async () => {
		const panel = new Panel();
		await panel.set('Stride', 2);
		assert.equal(await panel.fill(), '6 2 / 6 -50');
	});
});

describe('the panel on the lecture\'s example', () => {
	it('pools the same input by 2x2 with stride 2: 6 8 / 14 16', async () => {
		const panel = new Panel();
		await panel.addStage('max-pooling');
		await panel.removeStage('Convolution 2×2');
		assert.equal(await panel.fill(), '6 8 / 14 16');
		assert.equal(await panel.arithmetic(), 'max(12, 11, 16, 2) = 16');
		assert.deepEqual(await panel.formulas(), ['H_o = ⌊(H_i + 2P − F)/S⌋ + 1', 'H_o = ⌊(4 + 2·0 − 2)/2⌋ + 1 = 2']);
	});

	it('runs the lecture\'s three steps: convolution, ReLU, 2x2 pooling of 6 8 2 / 6 8 2 / 6 8 -50 give 8', async () => {
		const panel = new Panel();
		await panel.addStage('convolution');
		await panel.removeStage('Max pooling 2×2');
		await panel.addStage('relu');
		assert.equal(await panel.fill(), '6 8 2 / 6 8 2 / 6 8 0');
		assert.equal(await panel.arithmetic(), 'max(0, −50) = 0');
		await panel.addStage('max-pooling');
		assert.equal(await panel.fill(), '8');
	});

	it('swaps input and kernel, says why a 4x4 kernel does not fit a 2x2 input, and swaps back', async () => {
		const panel = new Panel();
		await panel.frame.getByRole('button', { name: 'Swap input and kernel' }).click();
		assert.equal(await panel.trouble(), 'The kernel is 4 high, larger than the input, which is 2 high.');
		await panel.frame.getByRole('button', { name: 'Swap input and kernel' }).click();
		await panel.selectStage('Convolution 2×2');
		assert.equal(await panel.grid('input'), '1 2 4 3 / 5 6 8 7 / 9 10 12 11 / 13 14 16 2');
	});
});
