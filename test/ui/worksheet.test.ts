import assert from 'node:assert/strict';
import { Panel } from './panel';
import { session } from './session';

const HINT = '.view-line';

describe('a worksheet', () => {
	before(async () => {
		await session().startOver();
		await session().open('lecture.conv');
	});

	it('“Show me” opens the panel on its two matrices', async () => {
		const workbench = session();
		await workbench.page.locator('.codelens-decoration a').filter({ hasText: 'Show me' }).first().click();
		const panel = new Panel();
		await panel.showsInputFrom('lecture.conv:1');
		assert.equal(await panel.fill(), '6 8 2 / 6 8 2 / 6 8 -50');
	});

	it('“Show me” above B = conv(X, K, stride=2) begins with stride 2: 6 2 / 6 -50', async () => {
		const workbench = session();
		await workbench.page.locator('.codelens-decoration a').filter({ hasText: 'Show me' }).nth(1).click();
		const panel = new Panel();
		await panel.frame.locator('[data-part="output"]').getByText('2×2').first().waitFor();
		assert.equal(await panel.fill(), '6 2 / 6 -50');
	});

	it('the map’s size follows the stride as it is typed: 3×3, then 2×2', async () => {
		const workbench = session();
		const line = workbench.page.locator(HINT).filter({ hasText: 'A = conv(X, K' });
		await line.filter({ hasText: '3×3' }).waitFor();
		await workbench.open('lecture.conv');
		await workbench.goTo(9, 14);
		await workbench.page.keyboard.type(', stride=2');
		await line.filter({ hasText: '2×2' }).waitFor();
	});

	after(async () => {
		await session().open('lecture.conv');
		await session().command('File: Revert File');
		await session().page.locator('.tab.dirty').waitFor({ state: 'detached' });
	});
});

describe('the Markdown preview of a note', () => {
	before(async () => {
		await session().startOver();
		await session().open('note.md');
		await session().command('Markdown: Open Preview');
	});

	it('plays the steps of a `conv play` block, which can be stepped by its buttons', async function () {
		// The preview belongs to the workbench's other extension host where this extension runs as a web extension on a remote window.
		if (process.env.CONVLENS_TEST_HOST === 'web') return this.skip();
		const preview = session().visualizer();
		await preview.locator('.convlens-controls').waitFor();
		const shown = preview.locator('.convlens-steps > li:not([hidden])');
		assert.equal(await shown.count(), 1);
		assert.match(await shown.innerText(), /1·1 \+ 2·\(−2\) \+ 5·\(−3\) \+ 6·4 = 6/);
		await preview.getByRole('button', { name: 'Next step' }).click();
		assert.match(await shown.innerText(), /2·1 \+ 4·\(−2\) \+ 6·\(−3\) \+ 8·4 = 8/);
		await preview.getByRole('button', { name: 'Previous step' }).click();
		await preview.getByRole('button', { name: 'Previous step' }).click();
		assert.match(await shown.innerText(), /12·1 \+ 11·\(−2\) \+ 16·\(−3\) \+ 2·4 = −50/);
	});
});
