import assert from 'node:assert/strict';
import { THEME_NAMES, THEMES } from '../screenshots/themes';
import { axeViolations } from './axe';
import { Panel } from './panel';
import { session } from './session';

async function choose(label: string, kind: string): Promise<void> {
	const { page } = session();
	await session().command('Preferences: Color Theme');
	await page.locator('.quick-input-list').getByText('Browse Additional Color Themes...').waitFor();
	await session().choose(label);
	await page.locator(`.monaco-workbench.${kind}`).waitFor();
}

describe('the panel in every theme', () => {
	before(async () => {
		await session().startOver();
		await session().open('channels.json');
		await session().goTo(1, 1);
		await session().command('ConvLens: Convolve Selection');
		await new Panel().showsInputFrom('channels.json:2');
	});

	for (const name of THEME_NAMES) {
		const { label, kind } = THEMES[name];
		it(`axe finds nothing in ${label}, with cards, a quiz and the lecture's three steps`, async () => {
			const panel = new Panel();
			await choose(label, kind);
			await panel.press('Home');
			assert.deepEqual(await axeViolations(panel.frame), []);
			await panel.frame.getByRole('button', { name: 'Conv → ReLU → Pool' }).click();
			await panel.frame.getByRole('button', { name: 'Quiz' }).click();
			await panel.set('Filters', 3);
			assert.deepEqual(await axeViolations(panel.frame), []);
			await panel.frame.getByRole('button', { name: 'Quiz' }).click();
			await panel.frame.getByRole('button', { name: 'Reset' }).click();
		});
	}

	after(async () => choose(THEMES.dark.label, THEMES.dark.kind));
});
