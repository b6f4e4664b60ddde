import assert from 'node:assert/strict';
import { convolve, type Panel } from './panel';
import { session } from './session';

describe('how the panel looks', () => {
	let panel: Panel;

	before(async () => {
		await session().startOver();
		panel = await convolve('lecture.m', { line: 3, input: 1 });
		await panel.press('End');
	});

	after(async () => session().startOver());

	/** The middles of what stands in a row, in px from the page's top. */
	async function middles(selector: string): Promise<number[]> {
		return panel.frame.locator(selector).evaluateAll((all) => all.map((each) => {
			const { top, height } = each.getBoundingClientRect();
			return top + height / 2;
		}));
	}

	/** Figures whose content is wider than they are. */
	async function cutOff(): Promise<string[]> {
		return panel.frame.locator('figure').evaluateAll((all) => all.filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth).map((each) => each.getAttribute('data-part') ?? ''));
	}

	it('input, kernel and map are centred on one line, whatever stands below them, with the signs between them', async () => {
		const [line = NaN, ...others] = await middles('.stage .picture');
		assert.equal(others.length, 2);
		for (const each of others) assert.ok(Math.abs(each - line) <= 0.5, `${others.join(', ')} beside ${line}`);
		for (const each of await middles('.stage .operator')) assert.ok(Math.abs(each - line) <= 4, `a sign at ${each} beside ${line}`);
	});

	it('a grid of one column keeps its caption: no figure of a fully connected layer over 1 feature is cut off', async () => {
		await panel.frame.getByRole('button', { name: 'Conv → ReLU → Pool' }).click();
		for (const kind of ['flatten', 'dense']) await panel.frame.getByLabel('Add a stage').selectOption(kind);
		await panel.part('kernel').getByText('1×1').waitFor();
		assert.deepEqual(await cutOff(), []);
	});
});
