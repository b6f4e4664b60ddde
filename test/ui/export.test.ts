import assert from 'node:assert/strict';
import { Panel } from './panel';
import { session } from './session';

describe('taking a map away', () => {
	before(async () => {
		await session().startOver();
		await session().open('lecture.m');
		await session().goTo(3, 1);
		await session().command('ConvLens: Convolve Selection');
		await new Panel().showsInputFrom('lecture.m:1');
	});

	it('copies the activation map as JSON: 6 8 2 / 6 8 2 / 6 8 -50', async () => {
		const workbench = session();
		const { frame } = new Panel();
		await frame.locator('.menu summary').click();
		await frame.getByText('Copy the map as').click();
		await workbench.choose('JSON');
		await workbench.page.getByText('Copied (3, 3) as JSON').first().waitFor();
		assert.deepEqual(JSON.parse(String(await workbench.page.evaluate('navigator.clipboard.readText()'))), { map: [[6, 8, 2], [6, 8, 2], [6, 8, -50]] });
	});
});
