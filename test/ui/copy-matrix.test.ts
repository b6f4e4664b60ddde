import assert from 'node:assert/strict';
import { session } from './session';

describe('Copy Matrix As', () => {
	before(async () => session().startOver());

	async function clipboard(): Promise<unknown> {
		return session().page.evaluate('navigator.clipboard.readText()');
	}

	it('offers the ten notations of a 2-D matrix and copies the one chosen: LaTeX', async () => {
		const workbench = session();
		await workbench.open('lecture.py');
		await workbench.goTo(7, 22);
		await workbench.command('ConvLens: Copy Matrix As…');
		const rows = workbench.page.locator('.quick-input-list .monaco-list-row .label-name');
		await workbench.page.locator('.quick-input-list').getByText('NumPy', { exact: true }).waitFor();
		assert.deepEqual(await rows.allInnerTexts(), ['NumPy', 'PyTorch', 'MATLAB', 'Julia', 'R', 'C', 'JSON', 'LaTeX', 'Markdown', 'CSV']);
		await workbench.choose('LaTeX');
		await workbench.page.locator('.statusbar-item').getByText('Copied (2, 2) as LaTeX').waitFor();
		assert.equal(await clipboard(), 'kernel = \\begin{bmatrix}\n  1 & -2 \\\\\n  -3 & 4\n\\end{bmatrix}');
	});

	it('asks which, away from any matrix, and leaves tables and TeX out for four axes', async () => {
		const workbench = session();
		await workbench.open('filters.json');
		await workbench.goTo(1, 1);
		await workbench.command('ConvLens: Copy Matrix As…');
		await workbench.page.locator('.quick-input-list').getByText('kernel', { exact: true }).waitFor();
		await workbench.choose('kernel');
		await workbench.page.locator('.quick-input-list').getByText('NumPy', { exact: true }).waitFor();
		assert.deepEqual(await workbench.page.locator('.quick-input-list .monaco-list-row .label-name').allInnerTexts(), ['NumPy', 'PyTorch', 'MATLAB', 'Julia', 'R', 'C', 'JSON']);
		await workbench.page.keyboard.press('Escape');
	});
});
