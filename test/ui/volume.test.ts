import assert from 'node:assert/strict';
import { convolve, Panel } from './panel';
import { session } from './session';

describe('a volume of 4 slices with a kernel of 2', () => {
	const panel = (): Panel => new Panel();
	before(async () => {
		await session().startOver();
		await session().open('volume.json');
		await session().goTo(1, 1);
		await session().command('ConvLens: Convolve Selection');
	});

	it('is no sum over channels, says so, and is read as depth by the button: (1, 1, 4, 3, 3) → (1, 1, 3, 2, 2)', async () => {
		await session().command('Notifications: Show Notifications');
		const { page } = session();
		await page.locator('.notifications-center').getByText('The kernel has 2 channels, but the input has 4.').waitFor();
		await page.locator('.notifications-center').getByRole('button', { name: 'Read the first axis as depth (3-D)' }).click();
		await panel().showsInputFrom('volume.json:2');
		assert.match(await panel().card('output-size'), /\(1, 1, 4, 3, 3\) → \(1, 1, 3, 2, 2\)/);
		assert.deepEqual((await panel().formulas()).slice(1), ['D_o = ⌊(4 + 2·0 − 2)/1⌋ + 1 = 3', 'H_o = ⌊(3 + 2·0 − 2)/1⌋ + 1 = 2']);
		assert.match(await panel().card('parameters'), /9 = 1 × \(2·2·2·1 \+ 1\)/);
	});

	it('slice 2 of the map is made of slices 2 and 3: 10 + 23 = 33', async () => {
		await panel().choose('Slice of the map', '2');
		await panel().press('Home');
		assert.deepEqual(await panel().summands(), ['slice 2 adds 10', 'slice 3 adds 23']);
		assert.equal(await panel().arithmetic(), '10·1 + 11·0 + 13·0 + 14·0 + 19·0 + 20·0 + 22·0 + 23·1 = 33');
		assert.equal(await panel().fill(), '33 35 / 39 41');
		await panel().frame.getByRole('radio', { name: /^slice 3 adds/ }).click();
		assert.equal(await panel().grid('input'), '19 20 21 / 22 23 24 / 25 26 27');
		assert.equal(await panel().grid('kernel'), '0 0 / 0 1');
	});

	it('is padded and strode through its depth: ⌊(4 + 2·1 − 2)/2⌋ + 1 = 3, the first slice from padding; reset, it is ⌊(4 + 2·0 − 2)/1⌋ + 1 = 3 again', async () => {
		await panel().set('Padding, depth', 1);
		await panel().set('Stride, depth', 2);
		assert.equal((await panel().formulas())[1], 'D_o = ⌊(4 + 2·1 − 2)/2⌋ + 1 = 3');
		await panel().choose('Slice of the map', '1');
		assert.match((await panel().summands()).join(), /^padding adds 0,slice 1 adds /);
		await panel().frame.getByRole('button', { name: 'Reset' }).click();
		assert.equal((await panel().formulas())[1], 'D_o = ⌊(4 + 2·0 − 2)/1⌋ + 1 = 3');
	});

	it('offers PyTorch code for it, a drawing of the shown slice, and no code that would not be right', async () => {
		await panel().frame.locator('.menu summary').click();
		const offered = async (name: string): Promise<boolean> => panel().frame.locator('.menu-items button').filter({ hasText: new RegExp(`^${name}`) }).isEnabled();
		assert.deepEqual([await offered('PyTorch code'), await offered('NumPy code'), await offered('Keras code'), await offered('This step as SVG')], [true, false, false, true]);
		await panel().frame.locator('.menu-items button').filter({ hasText: /^PyTorch code/ }).click();
		await session().page.locator('.view-line').filter({ hasText: 'x = F.conv3d(x, w1, None, stride=(1, 1, 1), dilation=(1, 1, 1), groups=1)' }).first().waitFor();
		await session().command('View: Revert and Close Editor');
	});

	it('survives a reload as a volume', async () => {
		await session().reload();
		await panel().showsInputFrom('volume.json:2');
		assert.match(await panel().card('output-size'), /\(1, 1, 4, 3, 3\) → \(1, 1, 3, 2, 2\)/);
	});
});

describe('matrices that can be read both ways', () => {
	it('(2, 3, 3) and (2, 2, 2, 2): channels at first, depth by the switch, channels again by undo', async () => {
		await session().startOver();
		const panel = await convolve('channels.json');
		assert.match(await panel.card('output-size'), /\(1, 2, 3, 3\) → \(1, 2, 2, 2\)/);
		await panel.frame.getByRole('radio', { name: 'depth (3-D)' }).click();
		assert.match(await panel.card('output-size'), /\(1, 1, 2, 3, 3\) → \(1, 2, 1, 2, 2\)/);
		await panel.frame.getByRole('button', { name: 'Undo (Ctrl+Z)' }).click();
		assert.match(await panel.card('output-size'), /\(1, 2, 3, 3\) → \(1, 2, 2, 2\)/);
	});
});
