import assert from 'node:assert/strict';
import { Panel } from './panel';
import { session } from './session';

describe('the panel and its document', () => {
	before(async () => {
		await session().startOver();
		await session().open('lecture.py');
		await session().goTo(4, 22);
		await session().command('ConvLens: Convolve Selection');
		await session().choose('kernel');
		await new Panel().showsInputFrom('lecture.py:3');
	});

	it('survives a reload of the window, with its settings', async () => {
		const panel = new Panel();
		await panel.set('Stride', 2);
		assert.equal((await panel.formulas())[1], 'H_o = ⌊(4 + 2·0 − 2)/2⌋ + 1 = 2');
		await session().reload();
		const restored = new Panel();
		await restored.showsInputFrom('lecture.py:3');
		assert.equal((await restored.formulas())[1], 'H_o = ⌊(4 + 2·0 − 2)/2⌋ + 1 = 2');
	});

	it('follows an edit: the kernel\'s 4 becomes 5 and the first cell 12', async () => {
		const workbench = session();
		await workbench.open('lecture.py');
		await workbench.goTo(8, 26);
		await workbench.page.keyboard.press('Backspace');
		await workbench.page.keyboard.type('5');
		const panel = new Panel();
		await panel.set('Stride', 1);
		await panel.part('kernel').getByText('5', { exact: true }).waitFor();
		await panel.press('Home');
		assert.equal(await panel.arithmetic(), '1·1 + 2·(−2) + 5·(−3) + 6·5 = 12');
	});

	it('says so when an edit leaves the rows ragged, and keeps the last numbers', async () => {
		const workbench = session();
		await workbench.open('lecture.py');
		await workbench.goTo(8, 26);
		await workbench.page.keyboard.press('Backspace');
		const panel = new Panel();
		assert.equal(await panel.trouble(), 'kernel, line 8: row 2 has 1 value, row 1 has 2.');
		assert.equal(await panel.grid('kernel'), '1 -2 / -3 5');
		await workbench.open('lecture.py');
		await workbench.page.keyboard.press('Control+z');
		await panel.frame.locator('.trouble').waitFor({ state: 'detached' });
	});

	it('keeps its settings while another tab hides it', async () => {
		const panel = new Panel();
		const { page } = session();
		await panel.set('Stride', 2);
		await page.locator('.tab').filter({ hasText: '✱' }).click();
		await session().command('File: New Untitled Text File');
		await page.locator('iframe.webview.ready').waitFor({ state: 'hidden' });
		await session().command('View: Close Editor');
		await panel.showsInputFrom('lecture.py:3');
		assert.equal((await panel.formulas())[1], 'H_o = ⌊(4 + 2·0 − 2)/2⌋ + 1 = 2');
		await panel.set('Stride', 1);
	});

	it('says so when its kernel is deleted from the document, and keeps the last numbers', async () => {
		const workbench = session();
		const panel = new Panel();
		await workbench.open('lecture.py');
		await workbench.page.keyboard.press('Control+a');
		await workbench.page.keyboard.press('Delete');
		const sentence = await panel.trouble();
		assert.equal(sentence, 'The input is no longer where it was; the last numbers stay on view.');
		assert.deepEqual([await panel.grid('input'), await panel.grid('kernel')], ['1 2 4 3 / 5 6 8 7 / 9 10 12 11 / 13 14 16 2', '1 -2 / -3 5']);
		await workbench.focusEditor();
		await workbench.page.keyboard.press('Control+z');
		await panel.frame.locator('.trouble').waitFor({ state: 'detached' });
	});

	after(async () => {
		await session().open('lecture.py');
		await session().command('File: Revert File');
		await session().page.locator('.tab.dirty').waitFor({ state: 'detached' });
	});
});
