import assert from 'node:assert/strict';
import { convolve, Panel } from './panel';
import { session } from './session';

describe('several channels and filters', () => {
	before(async () => session().startOver());

	it('(3, 28, 28) with a 3x3 kernel of stride 2 gives 13x13', async () => {
		const panel = await convolve('one-filter.json');
		await panel.set('Stride', 2);
		assert.deepEqual((await panel.formulas())[1], 'H_o = ⌊(28 + 2·0 − 3)/2⌋ + 1 = 13');
		assert.match(await panel.card('output-size'), /\(1, 3, 28, 28\) → \(1, 1, 13, 13\)/);
	});

	it('32 filters of 3x3: (32, 26, 26) = 21,632 nodes, 28 parameters a filter, 896 in all, 50,878,464 fully connected', async () => {
		const panel = await convolve('filters.json');
		assert.match(await panel.card('output-size'), /\(1, 3, 28, 28\) → \(1, 32, 26, 26\)/);
		const card = await panel.card('parameters');
		assert.match(card, /896 = 32 × \(3·3·3 \+ 1\)/);
		assert.match(card, /without: 864 = 32 × 3·3·3/);
		assert.match(card, /28 parameters a filter/);
		assert.match(card, /32·26·26 = 21,632 nodes/);
		assert.match(card, /2,352 × 21,632 = 50,878,464 weights, without bias/);
	});

	it('a 2-D kernel on 3 channels is applied to each, and the panel says so', async () => {
		const panel = await convolve('each-channel.json');
		assert.equal(await panel.frame.locator('.note').innerText(), 'The 2-D kernel is applied to each of the 3 channels on its own.');
		assert.equal(await panel.fill(), '10');
		await panel.choose('Channel', '3');
		await panel.press('End');
		assert.equal(await panel.grid('output'), '90');
	});

	it('2 filters over 2 channels: the channels add 1 and −50 to −49; filter 2, by its card, 2 and 40 to 42; filter 1 again by the arrow key', async () => {
		const panel = await convolve('channels.json');
		await panel.press('Home');
		assert.deepEqual(await panel.summands(), ['channel 1 adds 1', 'channel 2 adds −50']);
		assert.equal(await panel.frame.locator('.summand-total .total').innerText(), '−49');
		await panel.choose('Filter', '2');
		assert.deepEqual(await panel.summands(), ['channel 1 adds 2', 'channel 2 adds 40']);
		assert.equal(await panel.arithmetic(), '[1·0 + 2·1 + 4·0 + 5·0] + [10·0 + 20·0 + 40·1 + 50·0] = 42');
		await panel.cardOf('Filter', '2').press('ArrowLeft');
		assert.equal(await panel.cardOf('Filter', '1').getAttribute('aria-checked'), 'true');
		assert.equal(await panel.frame.locator('.plane-card:focus').getAttribute('aria-label'), '1');
		assert.match(await panel.frame.locator('.place').innerText(), /cell 1 of 4/, 'the pass stays where it is');
	});

	it('the card of channel 2 brings 10 … 90 to the front', async () => {
		const panel = new Panel();
		await panel.frame.getByRole('radio', { name: /^channel 2 adds/ }).click();
		assert.equal(await panel.grid('input'), '10 20 30 / 40 50 60 / 70 80 90');
	});

	it('colours compare within the map of filter 1, to 85, or over all maps, to 86', async () => {
		const panel = new Panel();
		const ends = async (): Promise<string> => (await panel.part('output').locator('.legend').innerText()).replace(/\s+/g, ' ').trim();
		assert.equal(await ends(), '−85 85');
		await panel.frame.getByRole('radio', { name: 'all maps' }).click();
		assert.equal(await ends(), '−86 86');
	});

	it('32 filters are one tab stop, of which End takes the last', async () => {
		const panel = await convolve('filters.json');
		const filters = panel.frame.getByRole('radiogroup', { name: 'Filter' });
		assert.equal(await filters.locator('[tabindex="0"]').count(), 1);
		await filters.locator('[tabindex="0"]').press('End');
		await filters.locator('[aria-checked="true"][aria-posinset="32"][aria-setsize="32"]').waitFor();
		assert.ok(await filters.locator('.plane-card').count() < 32, 'only those in view are drawn');
	});
});
