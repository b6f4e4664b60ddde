import assert from 'node:assert/strict';
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { TEST_WORKSPACE } from '../host/places';
import { convolve, type Panel } from './panel';
import { session } from './session';

const INDENTED = path.join(TEST_WORKSPACE, 'generated-indented.txt');

describe('how the panel looks', () => {
	let panel: Panel;

	before(async () => {
		await session().startOver();
		panel = await convolve('lecture.m', { line: 3, input: 1 });
		await panel.press('End');
	});

	after(async () => {
		await session().startOver();
		await rm(INDENTED, { force: true });
	});

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

	it('a grid of one column keeps its caption and its legend: nothing of a pooling to 1×1 is cut off, nor of a fully connected layer over 1 feature', async () => {
		await panel.frame.getByRole('button', { name: 'Conv → ReLU → Pool' }).click();
		await panel.selectStage('Max pooling');
		await panel.part('output').getByText('1×1').waitFor();
		assert.deepEqual(await cutOff(), []);
		for (const kind of ['flatten', 'dense']) await panel.frame.getByLabel('Add a stage').selectOption(kind);
		await panel.part('kernel').getByText('1×1').waitFor();
		assert.deepEqual(await cutOff(), []);
	});

	it('the literals are marked row by row in the editor, without the blanks that their lines begin with', async () => {
		await session().startOver();
		await writeFile(INDENTED, 'X =  1  2  4  3\n     5  6  8  7\n     9 10 12 11\n    13 14 16  2\n\nK =  1 -2\n    -3  4\n');
		panel = await convolve(path.basename(INDENTED), { line: 5, input: 1 });
		const marks = '.editor-group-container .view-overlays [class*="ced-"]';
		await session().page.locator(marks).nth(5).waitFor();
		const beginnings = await session().page.evaluate((selector) => Array.from(document.querySelectorAll('.editor-group-container .view-line')).flatMap((line) => {
			const { top } = line.getBoundingClientRect();
			const [mark] = Array.from(document.querySelectorAll(selector), (each) => each.getBoundingClientRect()).filter((each) => Math.abs(each.top - top) < 2).sort((one, other) => one.left - other.left);
			if (mark === undefined) return [];
			const texts = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
			for (let node = texts.nextNode(); node !== null; node = texts.nextNode()) {
				const at = /[^\s\u00a0]/.exec(node.textContent ?? '')?.index;
				if (at === undefined) continue;
				const range = document.createRange();
				range.setStart(node, at);
				range.setEnd(node, at + 1);
				return [mark.left - range.getBoundingClientRect().left];
			}
			return [];
		}), marks);
		assert.ok(beginnings.length >= 6, `${beginnings.length} lines are marked`);
		assert.ok(beginnings.every((px) => px > -2), beginnings.join());
	});
});
