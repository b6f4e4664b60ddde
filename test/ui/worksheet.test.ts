import assert from 'node:assert/strict';
import { axeViolations } from './axe';
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
		await line.filter({ hasText: '3×3' }).click(); // in its own group: what is opened by name opens where the panel stands, if that has the focus
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

describe('a worksheet that a student writes', () => {
	before(async () => {
		await session().startOver();
		await session().command('ConvLens: New Worksheet');
		await session().page.locator('.view-line').filter({ hasText: 'expect A' }).filter({ hasText: '✓' }).or(session().page.locator('.view-line').filter({ hasText: '6 8 -50' }).filter({ hasText: '✓' })).first().waitFor();
		await session().page.keyboard.press('Control+a');
		await session().page.keyboard.press('Delete');
	});

	it('a misspelled operation is underlined, its quick fix makes the size show', async () => {
		const { page } = session();
		await page.keyboard.type('X = 1 2; 3 4\nA = relo(X)');
		await page.keyboard.press('Escape'); // closes the suggestions
		await page.locator('.squiggly-error').first().waitFor();
		await session().goTo(2, 6);
		await page.keyboard.press('Control+.');
		await page.locator('.action-widget').getByText('Change to “relu”').click();
		await page.locator('.view-line').filter({ hasText: 'A = relu(X)' }).filter({ hasText: '2×2' }).waitFor();
		await page.locator('.squiggly-error').waitFor({ state: 'detached' });
	});

	after(async () => {
		await session().command('View: Revert and Close Editor');
		await session().page.locator('.tab.dirty').waitFor({ state: 'detached' });
	});
});

describe('the walkthrough', () => {
	before(async () => {
		await session().startOver();
		await session().command('Welcome: Open Walkthrough...');
		await session().page.locator('.quick-input-list .monaco-list-row').filter({ hasText: 'Convolutions in the editor' }).click();
	});

	it('has four steps', async () => {
		const steps = session().page.locator('.getting-started-step');
		await steps.first().waitFor();
		assert.deepEqual(await steps.locator('.step-title').allInnerTexts(), ['Open a worksheet', 'Read the results as you type', 'Watch the kernel slide', 'Put it in your lecture notes']);
	});

	it('the button of the first opens a filled worksheet', async () => {
		const { page } = session();
		const first = page.locator('.getting-started-step').filter({ hasText: 'Open a worksheet' });
		if (await first.and(page.locator('.expanded')).count() === 0) await first.locator('.step-title').click();
		await first.getByRole('button', { name: 'New Worksheet' }).click();
		await page.locator('.editor-group-container.active .view-line').filter({ hasText: 'A = conv(X, K, stride=1, padding=0, bias=0)' }).waitFor();
		await session().command('View: Revert and Close Editor');
	});
});

describe('the Markdown cells of a notebook', () => {
	it('show a fenced conv block as a figure: 6 8 2 / 6 8 2 / 6 8 −50', async () => {
		await session().startOver();
		await session().open('note.ipynb');
		const figure = session().visualizer().locator('figure[data-convlens]');
		await figure.getByRole('img', { name: 'A: 6 8 2 / 6 8 2 / 6 8 −50' }).waitFor();
		await figure.getByText('1·1 + 2·(−2) + 5·(−3) + 6·4 = 6').waitFor();
	});
});

describe('the Markdown preview of a note', () => {
	before(async function () {
		// The preview belongs to the workbench's other extension host where this extension runs as a web extension on a remote window.
		if (process.env.CONVLENS_TEST_HOST === 'web') return this.skip();
		await session().startOver();
		await session().open('note.md');
		await session().command('Markdown: Open Preview');
	});

	it('plays the steps of a `conv play` block, which can be stepped by its buttons', async () => {
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

	it('axe finds nothing in the note’s figures (the page around them is the editor’s)', async () => {
		assert.deepEqual(await axeViolations(session().visualizer(), 'figure[data-convlens]'), []);
	});
});
