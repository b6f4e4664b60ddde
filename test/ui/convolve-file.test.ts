import assert from 'node:assert/strict';
import { Panel } from './panel';
import { session } from './session';

const COMMAND = 'Convolve Image or Array…';

/** The pixels of the red channel of the pictures named colour: 10 times their number, 4 to a row. */
const RED = '0 10 20 30 / 40 50 60 70 / 80 90 100 110';

describe('Convolve Image or Array, from the explorer', () => {
	beforeEach(async () => session().startOver());

	async function convolve(file: string, kernel: string, axes?: string): Promise<Panel> {
		await session().explorerMenu(file, COMMAND);
		if (axes !== undefined) await session().choose(axes);
		await session().choose(kernel);
		const panel = new Panel();
		await panel.frame.locator('header').getByText(file).waitFor();
		return panel;
	}

	for (const file of ['colour.png', 'colour.bmp', 'colour.webp']) {
		it(`${file}: (3, 3, 4), channel by channel, the pixels as they are stored`, async () => {
			const panel = await convolve(file, 'Identity');
			await panel.frame.getByText('The 2-D kernel is applied to each of the 3 channels on its own.').waitFor();
			assert.equal(await panel.grid('input'), RED);
			// the middle row but its ends
			assert.equal(await panel.fill(), '50 60');
		});
	}

	it('colour.png is shown in its colours: the first pixel rgb(0, 200, 50); its green channel alone rgb(0, 200, 0)', async () => {
		const panel = await convolve('colour.png', 'Identity');
		const colour = async (cell: number): Promise<string> => panel.part('input').locator('.cell').nth(cell).evaluate((element) => {
			const painted = [element, ...element.querySelectorAll('*')].map((each) => [getComputedStyle(each).backgroundColor, getComputedStyle(each).fill]).flat();
			return painted.find((each) => /^rgb\((?!0, 0, 0\))/.test(each)) ?? painted.join();
		});
		await panel.press('End'); // the window leaves the first pixel
		assert.equal(await colour(0), 'rgb(0, 200, 50)');
		await panel.choose('Channel', 'green');
		await panel.frame.getByRole('radio', { name: 'green only' }).click();
		await panel.press('End');
		assert.equal(await colour(0), 'rgb(0, 200, 0)');
		assert.equal(await panel.grid('input'), '200 190 180 170 / 160 150 140 130 / 120 110 100 90');
		await session().reload();
		await new Panel().frame.getByRole('radio', { name: 'green only' }).and(new Panel().frame.locator('[aria-checked="true"]')).waitFor();
	});

	it('grey.jpg: one channel of 8 by 8, all 120', async () => {
		const panel = await convolve('grey.jpg', 'Box 3 × 3');
		assert.equal(await panel.grid('input'), new Array(8).fill(new Array(8).fill('120').join(' ')).join(' / '));
	});

	it('map.npy survives a reload of the window', async () => {
		const panel = await convolve('map.npy', 'Identity');
		assert.equal(await panel.grid('input'), '0 0.5 1 1.5 / 2 2.5 3 3.5 / 4 4.5 5 5.5');
		await session().reload();
		const restored = new Panel();
		await restored.frame.locator('header').getByText('map.npy').waitFor();
		assert.equal(await restored.grid('input'), '0 0.5 1 1.5 / 2 2.5 3 3.5 / 4 4.5 5 5.5');
	});

	it('colour.png survives a reload of the window', async () => {
		await convolve('colour.png', 'Identity');
		await session().reload();
		const restored = new Panel();
		await restored.frame.locator('header').getByText('colour.png').waitFor();
		assert.equal(await restored.grid('input'), RED);
	});

	it('table.csv without its header', async () => {
		const panel = await convolve('table.csv', 'Laplacian (4 neighbours)');
		assert.equal(await panel.grid('input'), '1 2 3 / 4 5 6 / 7 8 9');
	});

	it('channels-last.npy: (5, 6, 3) is asked about and shown as (3, 5, 6)', async () => {
		const panel = await convolve('channels-last.npy', 'Identity', 'Channels last: use as (3, 5, 6)');
		assert.match(await panel.grid('input'), /^0 3 6 9 12 15 \/ 18 /);
	});

	it('colour.png is still there after it was swapped with its kernel and back', async () => {
		const panel = await convolve('colour.png', 'Identity');
		const swap = panel.frame.getByRole('button', { name: 'Swap input and kernel' });
		await swap.click();
		await panel.trouble();
		await swap.click();
		await panel.frame.locator('.trouble').waitFor({ state: 'detached' });
		assert.equal(await panel.grid('input'), RED);
	});

	it('chosen in the dialog that the command in the palette opens: map.npy', async () => {
		const workbench = session();
		await workbench.command(`ConvLens: ${COMMAND}`);
		await workbench.page.locator('.quick-input-widget').getByText('Choose an image or an array').waitFor();
		await workbench.page.locator('.quick-input-list .monaco-list-row').filter({ hasText: 'map.npy' }).click();
		await workbench.page.locator('.quick-input-widget').getByText('Choose a kernel').waitFor();
		await workbench.choose('Identity');
		await new Panel().frame.locator('header').getByText('map.npy').waitFor();
	});

	it('a file that only claims to be an image: one sentence on the panel', async () => {
		await session().explorerMenu('not-an-image.png', COMMAND);
		await session().choose('Identity');
		assert.equal(await new Panel().trouble(), 'not-an-image.png: it is not an image that can be read.');
	});

	it('is not in the menu of a Python file', async () => {
		const { page } = session();
		await session().command('File: Focus on Files Explorer');
		await page.locator('.explorer-folders-view .monaco-list-row').filter({ has: page.getByText('lecture.py', { exact: true }) }).click({ button: 'right' });
		await page.getByRole('menuitem', { name: /^Copy Path/ }).waitFor();
		assert.equal(await page.getByRole('menuitem', { name: COMMAND }).count(), 0);
		await page.keyboard.press('Escape');
	});
});
