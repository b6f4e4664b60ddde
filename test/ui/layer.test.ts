import assert from 'node:assert/strict';
import { Panel } from './panel';
import { session } from './session';

describe('“Show me” on a layer of a model', () => {
	const layerLine = 8;

	async function clickShowMe(line = layerLine): Promise<Panel> {
		const { page } = session();
		await session().open('small-model.py');
		await session().goTo(line, 24);
		await session().command('Show or Focus Hover');
		await page.locator('.monaco-hover a').filter({ hasText: 'Show me' }).first().click();
		const panel = new Panel();
		await panel.showsInputFrom(`small-model.py:${line}`);
		return panel;
	}

	before(async () => session().startOver());

	after(async () => {
		if (await session().page.locator('.tab.dirty').count() > 0) {
			await session().open('small-model.py');
			await session().command('File: Revert File');
		}
		await session().startOver();
	});

	it('opens the panel on it: 1×28×28 and stride 2 give 32×13×13, with 320 parameters, and the numbers are said to be made up', async () => {
		const panel = await clickShowMe();
		assert.deepEqual(await panel.formulas(), ['H_o = ⌊(H_i + 2P − F)/S⌋ + 1', 'H_o = ⌊(28 + 2·0 − 3)/2⌋ + 1 = 13']);
		assert.match(await panel.card('parameters'), /320 = 32 × \(3·3·1 \+ 1\)/);
		assert.match(await panel.frame.locator('.note').innerText(), /^Example numbers: the source gives sizes only\. Input size of the model: from Small\(\)\(torch\.randn\(1, 1, 28, 28\)\), line 17\./);
		assert.match(await panel.part('output').innerText(), /Activation map\s+32×13×13/);
	});

	it('a fully connected layer adds up in tiles as in words, its bias included: 24 products and 1', async () => {
		const panel = await clickShowMe(10);
		await panel.press('End');
		const tiles = panel.frame.locator('.strip .tiles');
		const number = (text: string): number => Number(text.replace('−', '-').replace('…', ''));
		const terms = (await tiles.locator('.tile').allInnerTexts()).map((text) => text.split('×').map((part) => number(part.trim())));
		assert.equal(terms.length, 24);
		assert.match(await tiles.innerText(), /\+\s*bias\s+1\s*=/);
		const sum = terms.reduce((total, [value, weight]) => total + value! * weight!, 1);
		assert.ok(Math.abs(sum - number(await tiles.locator('.total').innerText())) < 1e-9, `${sum}`);
		await clickShowMe();
		await panel.part('output').getByText('32×13×13').waitFor();
	});

	it('follows the source: with stride 3 it gives 9×9', async () => {
		const panel = new Panel();
		await session().open('small-model.py');
		await session().goTo(layerLine, 49);
		await session().page.keyboard.press('Shift+ArrowLeft');
		await session().page.keyboard.type('3');
		await panel.part('output').getByText('32×9×9').waitFor();
		assert.equal((await panel.formulas())[1], 'H_o = ⌊(28 + 2·0 − 3)/3⌋ + 1 = 9');
	});

	it('goes back to the written stride on Reset', async () => {
		const panel = new Panel();
		await panel.set('Stride', 5);
		await panel.part('output').getByText('32×6×6').waitFor();
		await panel.frame.getByRole('button', { name: 'Reset' }).click();
		await panel.part('output').getByText('32×9×9').waitFor();
	});

	it('comes back with the layer after a reload', async () => {
		await session().open('small-model.py');
		await session().command('File: Revert File');
		const panel = new Panel();
		await panel.part('output').getByText('32×13×13').waitFor();
		await session().reload();
		await panel.showsInputFrom('small-model.py:8');
		await panel.part('output').getByText('32×13×13').waitFor();
		await panel.set('Stride', 5);
		await panel.frame.getByRole('button', { name: 'Reset' }).click();
		await panel.part('output').getByText('32×13×13').waitFor();
	});
});

describe('“Show me” on a 3-D layer', () => {
	const panel = (): Panel => new Panel();

	before(async () => {
		await session().startOver();
		await session().open('video.py');
		await session().goTo(8, 24);
		await session().command('Show or Focus Hover');
		await session().page.locator('.monaco-hover a').filter({ hasText: 'Show me' }).first().click();
		await panel().showsInputFrom('video.py:8');
	});

	after(async () => session().startOver());

	it('shows its slices: 1×6×9×9 with stride (1, 2, 2) gives 4×4×4×4, with 112 parameters', async () => {
		assert.deepEqual((await panel().formulas()).slice(1), ['D_o = ⌊(6 + 2·0 − 3)/1⌋ + 1 = 4', 'H_o = ⌊(9 + 2·0 − 3)/2⌋ + 1 = 4']);
		assert.match(await panel().card('output-size'), /\(1, 1, 6, 9, 9\) → \(1, 4, 4, 4, 4\)/);
		assert.match(await panel().card('parameters'), /112 = 4 × \(3·3·3·1 \+ 1\)/);
	});

	it('adds three slices and the bias up to the cell, in every slice of every filter\'s map', async () => {
		for (const [filter, slice] of [['1', '1'], ['3', '4']] as const) {
			await panel().choose('Filter', filter);
			await panel().choose('Slice of the map', slice);
			await panel().press('End');
			const sums = (await panel().summands()).map((text) => /^slice (\d) adds (−?\d+)$/.exec(text)!.slice(1).map((digits) => Number(digits.replace('−', '-'))));
			assert.deepEqual(sums.map(([number]) => number), [0, 1, 2].map((each) => each + Number(slice)));
			const total = sums.reduce((sum, [, adds]) => sum + adds!, 1);
			assert.match(await panel().arithmetic(), new RegExp(` \\+ 1 = ${total < 0 ? '−' : ''}${Math.abs(total)}$`));
		}
	});

	it('a batch normalization: 8 parameters of 4 channels, and a cell as its mean, variance, scale and shift make it', async () => {
		await session().open('video.py');
		await session().goTo(9, 24);
		await session().command('Show or Focus Hover');
		await session().page.locator('.monaco-hover a').filter({ hasText: 'Show me' }).first().click();
		await panel().showsInputFrom('video.py:9');
		assert.match(await panel().card('parameters'), /8 = 4 × \(1 \+ 1\)/);
		await panel().choose('Channel', '3');
		await panel().press('End');
		const [, ...numbers] = /^\(\(?(−?[\d.]+)\)? − \(?(−?[\d.]+)\)?\) \/ √\((\d+) \+ 0\.00001\)·([\d.]+) \+ \(?(−?[\d.]+)\)? [=≈] (−?[\d.]+)$/.exec(await panel().arithmetic())!.map((text) => Number(text.replace('−', '-')));
		const [value, mean, variance, scale, shift, total] = numbers as [number, number, number, number, number, number];
		assert.ok(Math.abs(((value - mean) / Math.sqrt(variance + 1e-5)) * scale + shift - total) < 1e-5, numbers.join());
	});
});
