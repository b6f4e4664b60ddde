import assert from 'node:assert/strict';
import { axeViolations } from './axe';
import { convolve, type Panel } from './panel';
import { session } from './session';

async function lecture(): Promise<Panel> {
	await session().startOver();
	const panel = await convolve('lecture.m', { line: 3, input: 1 });
	await panel.press('End');
	return panel;
}

/** The text of the editor in the first column. */
async function editorText(): Promise<string> {
	return (await session().page.locator('.editor-group-container').first().locator('.view-line').allInnerTexts()).join('\n').replaceAll('\u00a0', ' ');
}

describe('looking at one number', () => {
	let panel: Panel;
	before(async () => { panel = await lecture(); });

	it('a weight: what −2 adds to each of the 9 outputs', async () => {
		await panel.part('kernel').locator('.cell').nth(1).hover();
		assert.equal(await panel.grid('output'), '-4 -8 -6 / -12 -16 -14 / -20 -24 -22');
		assert.match(await panel.frame.locator('.strip').innerText(), /This weight meets 9 cells of the input/);
	});

	it('an output: its own window and arithmetic, while the pass stays where it is', async () => {
		await panel.part('output').locator('.cell').nth(1).hover();
		assert.equal(await panel.arithmetic(), '2·1 + 4·(−2) + 6·(−3) + 8·4 = 8');
		assert.match(await panel.frame.locator('.place').innerText(), /cell 9 of 9/);
		assert.equal(await panel.part('input').locator('.frame.ghost').count(), 1);
	});

	it('an input: the 4 windows that cover 6 and what it feeds; a click pins it, Escape lets go', async () => {
		const six = panel.part('input').locator('.cell').nth(5);
		await six.click();
		await panel.frame.locator('.place').hover();
		assert.equal(await panel.part('output').locator('.cell.linked').count(), 4);
		assert.equal(await panel.part('input').locator('.frame.window').count(), 4);
		await six.press('Escape');
		await panel.frame.locator('.place').click();
		assert.equal(await panel.part('output').locator('.cell.linked').count(), 0);
	});

	it('marks the literals in the editor, and the number under the pointer', async () => {
		const marks = session().page.locator('.editor-group-container .view-overlays [class*="ced-"]');
		await marks.first().waitFor();
		await panel.frame.locator('.place').hover();
		const before = await marks.count();
		await panel.part('kernel').locator('.cell').nth(3).hover();
		await session().page.waitForFunction((count) => document.querySelectorAll('.editor-group-container .view-overlays [class*="ced-"]').length > count, before);
		await panel.frame.locator('.place').hover();
	});
});

describe('settings and stages', () => {
	let panel: Panel;
	before(async () => { panel = await lecture(); });

	it('pads on one side, by reflection, and is undone and reset', async () => {
		await panel.frame.getByLabel('Height and width apart').check();
		await panel.set('Padding, top', 1);
		await panel.frame.getByLabel('Padding fill').selectOption('reflect');
		assert.equal(await panel.grid('input'), '5 6 8 7 / 1 2 4 3 / 5 6 8 7 / 9 10 12 11 / 13 14 16 2');
		await panel.frame.getByRole('button', { name: 'Undo (Ctrl+Z)' }).click();
		assert.match(await panel.grid('input'), /^0 0 0 0/);
		await panel.frame.getByRole('button', { name: 'Reset' }).click();
		assert.equal(await panel.grid('input'), '1 2 4 3 / 5 6 8 7 / 9 10 12 11 / 13 14 16 2');
	});

	it('flips the kernel for mathematical convolution: 4·1 − 3·2 − 2·5 + 1·6 = −6', async () => {
		const flip = panel.frame.getByLabel('Flip the kernel (mathematical convolution)');
		await flip.check();
		await panel.press('Home');
		assert.equal(await panel.arithmetic(), '1·4 + 2·(−3) + 5·(−2) + 6·1 = −6');
		await flip.uncheck();
	});

	it('takes further filters: 3 have 15 = 3 × (2·2·1 + 1) parameters, the second is the first turned by 90°, then a mean, and their numbers are not the document\'s', async () => {
		await panel.set('Filters', 3);
		assert.match(await panel.card('parameters'), /15 = 3 × \(2·2·1 \+ 1\)/);
		assert.match(await panel.card('output-size'), /\(1, 1, 4, 4\) → \(1, 3, 3, 3\)/);
		await panel.choose('Filter', '2');
		await panel.press('Home');
		assert.equal(await panel.grid('kernel'), '-3 1 / 4 -2');
		assert.equal(await panel.arithmetic(), '1·(−3) + 2·1 + 5·4 + 6·(−2) = 7');
		await panel.part('kernel').locator('.cell').first().dblclick();
		assert.equal(await panel.frame.getByLabel('New value').count(), 0);
		await panel.frame.getByLabel('Filter 2', { exact: true }).selectOption({ label: 'Box 2 × 2' });
		await panel.press('Home');
		assert.equal(await panel.arithmetic(), '1·0.25 + 2·0.25 + 5·0.25 + 6·0.25 = 3.5');
		await panel.set('Filters', 1);
		assert.equal(await panel.grid('kernel'), '1 -2 / -3 4');
		await panel.frame.getByRole('button', { name: 'Reset' }).click();
	});

	it('shows where the next windows stand while the stride is looked at', async () => {
		await panel.press('Home');
		const next = panel.part('input').locator('.frame.next-across, .frame.next-down');
		assert.deepEqual(await Promise.all((await next.all()).map(async (frame) => frame.isVisible())), [false, false]);
		await panel.frame.locator('[data-card="output-size"] > math').first().locator('.explained').filter({ hasText: /^S$/ }).hover();
		assert.deepEqual(await Promise.all((await next.all()).map(async (frame) => frame.isVisible())), [true, true]);
		await panel.frame.locator('.place').hover();
	});

	it('runs the lecture\'s three steps in one click, and follows a cell through them', async () => {
		await panel.frame.getByRole('button', { name: 'Conv → ReLU → Pool' }).click();
		await panel.press('Home');
		assert.match((await panel.frame.locator('.tiles').innerText()).replace(/\s+/g, ' '), /= 6 → ReLU 6 → Max pooling 2×2 8$/);
		await panel.selectStage('Max pooling');
		assert.equal(await panel.fill(), '8');
		await panel.frame.getByRole('button', { name: 'Reset' }).click();
	});

	it('draws a transposed convolution with zeros between the cells: 8×8 of 4×4', async () => {
		await panel.addStage('transposed-convolution');
		await panel.removeStage('Convolution 2×2');
		assert.match(await panel.card('output-size'), /\(1, 1, 4, 4\) → \(1, 1, 8, 8\)/);
		assert.match(await panel.grid('input'), /^0 0 0 0 0 0 0 0 0 \/ 0 1 0 2 0 4 0 3 0 \//);
		await panel.frame.getByRole('button', { name: 'Reset' }).click();
	});
});

describe('both directions', () => {
	let panel: Panel;
	before(async () => { panel = await lecture(); });

	it('a number typed into the panel is written into the document, all else untouched, and one undo takes it back', async () => {
		const before = (await (async () => { await session().open('lecture.m'); return editorText(); })());
		await panel.part('kernel').locator('.cell').nth(3).dblclick();
		await panel.frame.getByLabel('New value').fill('5');
		await panel.frame.getByLabel('New value').press('Enter');
		await panel.part('kernel').getByText('5', { exact: true }).waitFor();
		assert.equal(await editorText(), before.replace('-3 4', '-3 5'));
		await session().open('lecture.m');
		await session().page.keyboard.press('Control+z');
		await panel.part('kernel').getByText('4', { exact: true }).waitFor();
		assert.equal(await editorText(), before);
	});

	it('opens a table of all steps in Markdown', async () => {
		await panel.frame.locator('.menu summary').click();
		await panel.frame.getByRole('button', { name: 'Table of all steps in Markdown' }).click();
		await session().page.locator('.view-line').filter({ hasText: '| 1 | 1, 1 | 1·1 + 2·(−2)' }).first().waitFor();
		await session().command('View: Revert and Close Editor');
	});

	it('hides the map in a quiz, refuses 7, takes 6', async () => {
		const quiz = panel.frame.getByRole('button', { name: 'Quiz' });
		await quiz.click();
		const first = panel.part('output').locator('.cell').first();
		for (const [typed, mark] of [['7', 'wrong'], ['6', 'right']] as const) {
			await first.dblclick();
			await panel.frame.getByLabel('Your answer').fill(typed);
			await panel.frame.getByLabel('Your answer').press('Enter');
			await panel.part('output').locator(`.cell.${mark}`).waitFor();
		}
		assert.match(await panel.frame.locator('.quiz').innerText(), /^1 of 9 cells right/);
		await quiz.click();
	});

	it('shows another pair in a panel of its own: each keeps its matrices', async () => {
		const tabs = session().page.locator('.tab').filter({ hasText: '✱' });
		await tabs.first().waitFor();
		assert.equal(await tabs.count(), 1);
		await session().open('channels.json');
		await session().goTo(1, 1);
		await session().command('ConvLens: Convolve Selection in New Panel');
		await tabs.nth(1).waitFor();
		await panel.showsInputFrom('channels.json:2');
		assert.match(await panel.card('output-size'), /\(1, 2, 3, 3\) → \(1, 2, 2, 2\)/);
		await tabs.first().click();
		await panel.showsInputFrom('lecture.m:1');
		assert.equal(await panel.grid('kernel'), '1 -2 / -3 4');
		await tabs.nth(1).click();
		await panel.showsInputFrom('channels.json:2');
		await session().command('View: Close Editor');
	});

	after(async () => {
		await session().open('lecture.m');
		await session().command('File: Revert File');
	});
});

describe('where a number comes from', () => {
	let panel: Panel;
	const tip = async (): Promise<string> => panel.frame.getByRole('tooltip').innerText();
	const marked = async (): Promise<string | null> => panel.frame.locator('body').getAttribute('data-marked');
	before(async () => { panel = await lecture(); });

	it('F in the formula is 2, the rows of the window, and marks the kernel', async () => {
		await panel.frame.locator('[data-card="output-size"] math').first().locator('.explained').filter({ hasText: /^F$/ }).hover();
		assert.equal(await tip(), 'F = 2: the rows of the window, its receptive field');
		assert.equal(await marked(), 'kernel');
		await panel.frame.locator('.place').hover();
		await panel.frame.getByRole('tooltip').waitFor({ state: 'detached' });
		assert.equal(await marked(), '');
	});

	it('by keyboard: one stop in the card of parameters, 5, then along 1 × (2·2·1 + 1); Escape hides the words', async () => {
		const card = panel.frame.locator('[data-card="parameters"]');
		assert.equal(await card.locator('.explained[tabindex="0"]').count(), 1);
		await card.locator('.explained[tabindex="0"]').focus();
		const focused = panel.frame.locator('.explained:focus');
		const told: string[] = [await tip()];
		for (let step = 0; step < 5; step++) {
			await focused.press('ArrowRight');
			told.push(await tip());
		}
		assert.deepEqual(told, [
			'5: all numbers that the layer learns, its biases included', '1: filters: each makes one channel of the output', '2: rows of the kernel, its height',
			'2: columns of the kernel, its width', '1: channels of the input, all of which a filter sees', '1: one bias for each filter',
		]);
		assert.equal(await focused.getAttribute('aria-describedby'), await panel.frame.getByRole('tooltip').getAttribute('id'));
		await focused.press('Escape');
		assert.equal(await panel.frame.getByRole('tooltip').count(), 0);
	});

	it('36 multiply-adds are 4 weights × 3·3 = 9 places', async () => {
		await panel.frame.locator('[data-card="parameters"] .explained').filter({ hasText: 'multiply-adds' }).hover();
		assert.equal(await tip(), '36 = 4 weights × 3·3 = 9 places. Counted as torchvision and fvcore do, without biases; with them, as torchinfo does: 36.');
	});

	it('reset goes back to what the view began with, a stride of 1, and is undone to 2', async () => {
		await panel.set('Stride', 2);
		await panel.frame.getByRole('button', { name: 'Reset' }).click();
		assert.equal((await panel.formulas())[1], 'H_o = ⌊(4 + 2·0 − 2)/1⌋ + 1 = 3');
		await panel.frame.getByRole('button', { name: 'Undo (Ctrl+Z)' }).click();
		assert.equal((await panel.formulas())[1], 'H_o = ⌊(4 + 2·0 − 2)/2⌋ + 1 = 2');
	});
});

describe('the panel for everyone', () => {
	it('axe finds nothing, with the cards of 2 channels and 2 filters, nor with a volume and an explanation', async () => {
		await session().startOver();
		const panel = await convolve('channels.json');
		assert.deepEqual(await axeViolations(panel.frame), []);
		await panel.frame.getByRole('radio', { name: 'depth (3-D)' }).click();
		await panel.frame.locator('[data-card="parameters"] .explained').first().hover();
		await panel.frame.getByRole('tooltip').waitFor();
		assert.deepEqual(await axeViolations(panel.frame), []);
	});

	it('axe finds nothing, with the export menu open', async () => {
		const panel = await lecture();
		await panel.frame.locator('.menu summary').click();
		assert.deepEqual(await axeViolations(panel.frame), []);
		await panel.frame.locator('.menu summary').press('Escape');
	});

	it('tells a screen reader the step that it is sent to, and not every step while it plays', async () => {
		const panel = await lecture();
		await panel.press('Home');
		const told = panel.frame.locator('.arithmetic');
		assert.equal(await told.getAttribute('aria-live'), 'polite');
		assert.equal(await told.innerText(), '1·1 + 2·(−2) + 5·(−3) + 6·4 = 6');
		await panel.press('ArrowRight');
		assert.equal(await told.innerText(), '2·1 + 4·(−2) + 6·(−3) + 8·4 = 8');
		await panel.frame.getByLabel('Speed').selectOption({ index: 0 });
		await panel.frame.getByRole('button', { name: /^Play/ }).click();
		assert.equal(await told.getAttribute('aria-live'), 'off');
		await panel.frame.getByRole('button', { name: /^Pause/ }).click();
		assert.equal(await told.getAttribute('aria-live'), 'polite');
	});

	it('does not begin to play where reduced motion is asked for, and does where it is not', async () => {
		for (const [reducedMotion, begins] of [['reduce', false], ['no-preference', true]] as const) {
			await session().page.emulateMedia({ reducedMotion });
			await session().startOver();
			const panel = await convolve('channels.json');
			await panel.frame.locator('.transport').waitFor();
			const play = panel.frame.getByRole('button', { name: begins ? /^Pause/ : /^Play/ });
			await play.waitFor();
			if (!begins) assert.match(await panel.frame.locator('.place').innerText(), /^cell 1 of 4/);
		}
	});

	it('keeps the window in sight where a grid of 28 columns has less room than it takes', async () => {
		const panel = await convolve('filters.json');
		const seen = async (): Promise<boolean> => panel.part('input').evaluate((figure) => {
			const [room, frame] = [figure.getBoundingClientRect(), figure.querySelector('.frame.window')!.getBoundingClientRect()];
			return figure.scrollWidth > figure.clientWidth && frame.left >= room.left && frame.right <= room.right + 1;
		});
		await panel.press('Home');
		assert.equal(await seen(), true);
		await panel.frame.getByLabel('Output cell').fill('26');
		await panel.frame.locator('.place').getByText('cell 26 of').waitFor();
		assert.equal(await seen(), true);
	});

	it('goes by keyboard alone: into the kernel, along it, and out with the pass where it was', async () => {
		const panel = await lecture();
		await panel.press('Home');
		await panel.part('kernel').locator('.cell[tabindex="0"]').focus();
		await panel.part('kernel').locator('.cell:focus').press('ArrowRight');
		assert.match(await panel.frame.locator('.strip').innerText(), /This weight meets 9 cells/);
		await panel.part('kernel').locator('.cell:focus').press('Escape');
		await panel.frame.locator('.place').click();
		assert.match(await panel.frame.locator('.place').innerText(), /cell 1 of 9/);
	});
});
