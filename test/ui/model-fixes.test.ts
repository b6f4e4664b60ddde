import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { session } from './session';

describe('quick fixes of a model, by keyboard', () => {
	const FILE = 'wrong-layers.py';

	before(async () => {
		await session().startOver();
		await session().open(FILE);
	});

	after(async () => {
		if (await session().page.locator('.tab.dirty').count() > 0) {
			await session().focusEditor();
			await session().command('File: Revert File');
		}
		await session().startOver();
	});

	function line(text: string): Locator {
		return session().page.locator('.editor-group-container.active .view-line').filter({ hasText: text });
	}

	const errors = (): Locator => session().page.locator('.editor-group-container.active .squiggly-error');

	/** Waits until an error is underlined in the line with this text. */
	async function underlined(text: string): Promise<void> {
		await session().page.waitForFunction((wanted) => {
			const shown = Array.from(document.querySelectorAll('.editor-group-container.active .view-line')).find(({ textContent }) => textContent.replaceAll('\u00a0', ' ').includes(wanted));
			if (shown === undefined) return false;
			const { top, bottom } = shown.getBoundingClientRect();
			return Array.from(document.querySelectorAll('.editor-group-container.active .squiggly-error'), (mark) => mark.getBoundingClientRect()).some((mark) => mark.top + mark.height / 2 > top && mark.top + mark.height / 2 < bottom);
		}, text);
	}

	/** Puts the cursor onto an underlined place, opens its quick fixes by key, and takes the one with this title. */
	async function fix(text: string, at: readonly [number, number], title: string): Promise<void> {
		const { page } = session();
		await underlined(text);
		await session().goTo(...at);
		await session().focusEditor();
		await page.keyboard.press('Control+.');
		const row = page.locator('.action-widget .monaco-list-row').filter({ hasText: title });
		await row.waitFor();
		assert.equal(await page.locator('.action-widget .monaco-list-row.focused').filter({ hasText: title }).count(), 1, 'it is the first one offered');
		await page.keyboard.press('Enter');
		await row.waitFor({ state: 'detached' });
	}

	it('6 channels do not divide into 4 groups: “Set groups to 3”', async () => {
		await fix('self.grouped = nn.Conv2d', [9, 30], 'Set groups to 3');
		await line('nn.Conv2d(6, 12, 3, groups=3)').waitFor();
	});

	it('then 12·4·4 features meet 100: “Set in_features to 192”, and no error is left', async () => {
		await fix('return self.fc(x.flatten(1))', [14, 18], 'Set in_features to 192');
		await line('nn.Linear(192, 10)').waitFor();
		await errors().first().waitFor({ state: 'detached' });
	});

	it('a fix is one step of undo', async () => {
		await session().focusEditor();
		await session().page.keyboard.press('Control+z');
		await line('nn.Linear(100, 10)').waitFor();
		await line('groups=3)').waitFor();
	});
});
