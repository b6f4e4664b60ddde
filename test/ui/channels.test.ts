import assert from 'node:assert/strict';
import { Panel } from './panel';
import { session } from './session';

async function convolveAll(file: string): Promise<Panel> {
	await session().open(file);
	await session().goTo(1, 1);
	await session().command('ConvLens: Convolve Selection');
	const panel = new Panel();
	await panel.showsInputFrom(`${file}:2`);
	return panel;
}

describe('several channels and filters', () => {
	before(async () => session().startOver());

	it('(3, 28, 28) with a 3x3 kernel of stride 2 gives 13x13', async () => {
		const panel = await convolveAll('one-filter.json');
		await panel.set('Stride', 2);
		assert.deepEqual((await panel.formulas())[1], 'H_o = ⌊(28 + 2·0 − 3)/2⌋ + 1 = 13');
		assert.match(await panel.card('output-size'), /\(1, 3, 28, 28\) → \(1, 1, 13, 13\)/);
	});

	it('32 filters of 3x3: (32, 26, 26) = 21,632 nodes, 28 parameters a filter, 896 in all, 50,878,464 fully connected', async () => {
		const panel = await convolveAll('filters.json');
		assert.match(await panel.card('output-size'), /\(1, 3, 28, 28\) → \(1, 32, 26, 26\)/);
		const card = await panel.card('parameters');
		assert.match(card, /896 = 32 × \(3·3·3 \+ 1\)/);
		assert.match(card, /without: 864 = 32 × 3·3·3/);
		assert.match(card, /28 parameters a filter/);
		assert.match(card, /32·26·26 = 21,632 nodes/);
		assert.match(card, /2,352 × 21,632 = 50,878,464 weights, without bias/);
	});

	it('a 2-D kernel on 3 channels is applied to each, and the panel says so', async () => {
		const panel = await convolveAll('each-channel.json');
		assert.equal(await panel.frame.locator('.note').innerText(), 'The 2-D kernel is applied to each of the 3 channels on its own.');
		assert.equal(await panel.fill(), '10');
		await panel.frame.getByLabel('Channel').fill('3');
		await panel.frame.getByLabel('Channel').press('Enter');
		await panel.press('End');
		assert.equal(await panel.grid('output'), '90');
	});
});
