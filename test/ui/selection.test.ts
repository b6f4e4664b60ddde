import assert from 'node:assert/strict';
import { Panel } from './panel';
import { session } from './session';

describe('Convolve Selection finds the matrices', () => {
	before(async () => session().startOver());

	it('around one cursor in Python, the kernel chosen by its name', async () => {
		const workbench = session();
		await workbench.open('lecture.py');
		await workbench.goTo(4, 22);
		await workbench.command('ConvLens: Convolve Selection');
		await workbench.choose('kernel');
		const panel = new Panel();
		await panel.showsInputFrom('lecture.py:3');
		assert.equal(await panel.fill(), '6 8 2 / 6 8 2 / 6 8 -50');
	});

	it('all of a MATLAB file: X and K', async () => {
		const workbench = session();
		await workbench.open('lecture.m');
		await workbench.goTo(3, 1);
		await workbench.command('ConvLens: Convolve Selection');
		const panel = new Panel();
		await panel.showsInputFrom('lecture.m:1');
		assert.equal(await panel.fill(), '6 8 2 / 6 8 2 / 6 8 -50');
	});

	it('around one cursor, and offers well-known kernels: Z with Laplacian and padding 1 shows a 5x5 ring of zeros', async () => {
		const workbench = session();
		await workbench.open('lecture.txt');
		await workbench.goTo(13, 1);
		await workbench.command('ConvLens: Convolve Selection');
		await workbench.choose('Laplacian (4 neighbours)');
		const panel = new Panel();
		await panel.showsInputFrom('lecture.txt:12');
		await panel.set('Padding', 1);
		await panel.press('Home');
		assert.equal(await panel.grid('input'), '0 0 0 0 0 / 0 1 2 1 0 / 0 4 2 3 0 / 0 2 1 1 0 / 0 0 0 0 0');
		assert.equal(await panel.part('input').locator('.cell.padding:not(.covered), .cell.covered').count(), 16 + 4);
		assert.equal(await panel.frame.locator('[data-card="output-size"] .effective math').getAttribute('aria-label'), 'H_i + 2P = 3 + 2·1 = 5');
		assert.deepEqual(await panel.formulas(), ['H_o = ⌊(H_i + 2P − F)/S⌋ + 1', 'H_o = ⌊(3 + 2·1 − 3)/1⌋ + 1 = 3']);
		// 4 neighbours minus 4 times the centre, by hand
		assert.equal(await panel.fill(), '2 -4 1 / -11 2 -8 / -3 1 0');
	});
});

describe('Convolve Selection says in one sentence what is wrong', () => {
	before(async () => session().startOver());

	async function refusal(selectFirst: string, selectLast: string): Promise<string> {
		const workbench = session();
		await workbench.selectLines(selectFirst, selectLast);
		await workbench.command('ConvLens: Convolve Selection');
		const sentence = await workbench.notification();
		await workbench.command('Notifications: Clear All Notifications');
		return sentence;
	}

	it('ragged rows: row 3 has 4 values, rows 1–2 have 3', async () => {
		await session().open('lecture.py');
		assert.equal(await refusal('ragged', '[7, 8, 9, 10]]'), 'ragged, line 12: row 3 has 4 values, rows 1–2 have 3.');
	});

	it('a matrix that is only an operand of what is selected', async () => {
		await session().open('quotient.py');
		assert.equal(await refusal('kernel', 'kernel'), 'Line 1: “/ np.sum(weights)” is a name, not a number.');
		await session().open('lecture.py');
	});

	it('nothing numeric in the selection', async () => {
		assert.match(await refusal('import numpy', 'import numpy'), /^There is no matrix in the selection/);
	});

	it('a kernel of 3 channels on an input of 2', async () => {
		await session().open('mismatch.json');
		assert.equal(await refusal('{', '}'), 'The kernel has 3 channels, but the input has 2.');
	});

	it('a kernel larger than its input: 3 high on 2 high', async () => {
		await session().open('too-large.json');
		assert.equal(await refusal('{', '}'), 'The kernel is 3 high, larger than the input, which is 2 high.');
	});
});
