import assert from 'node:assert/strict';
import { THEME_NAMES, THEMES, type ThemeName } from '../screenshots/themes';
import { axeViolations } from './axe';
import { convolve, Panel } from './panel';
import { session } from './session';

/** What a webview's page calls the kinds of themes. */
const PAGE_KINDS: Readonly<Record<ThemeName, string>> = { 'light': 'vscode-light', 'dark': 'vscode-dark', 'hc-light': 'vscode-high-contrast-light', 'hc-dark': 'vscode-high-contrast' };

describe('the panel in every theme', () => {
	before(async () => {
		await session().startOver();
		await convolve('channels.json');
	});

	for (const name of THEME_NAMES) {
		it(`axe finds nothing in ${THEMES[name].label}, with cards, a quiz and the lecture's three steps`, async () => {
			const panel = new Panel();
			await session().useTheme(THEMES[name]);
			await panel.frame.locator(`body[data-vscode-theme-kind="${PAGE_KINDS[name]}"]`).waitFor();
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

	after(async () => session().useTheme(THEMES.dark));
});
