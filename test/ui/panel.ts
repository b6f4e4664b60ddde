import type { FrameLocator, Locator } from 'playwright-core';
import type { Workbench } from '../host/workbench';
import { session } from './session';

/** What the tests read and press on the visualizer panel. */
export class Panel {
	readonly frame: FrameLocator;

	constructor(workbench: Workbench = session()) {
		this.frame = workbench.visualizer();
	}

	part(name: 'input' | 'kernel' | 'output'): Locator {
		return this.frame.locator(`[data-part="${name}"]`);
	}

	/** The numbers of a grid, row by row: `6 8 2 / 6 8 2`. Cells that are not known yet are `·`. */
	async grid(name: 'input' | 'kernel' | 'output'): Promise<string> {
		const rows = await this.part(name).locator('.grid-row').all();
		const texts = await Promise.all(rows.map(async (row) => row.locator('.cell').evaluateAll((cells) => cells.map((cell) => (cell.classList.contains('pending') ? '·' : (cell.querySelector('.number')?.textContent ?? '').replace('−', '-'))).join(' '))));
		return texts.join(' / ');
	}

	async arithmetic(): Promise<string> {
		return this.frame.locator('.arithmetic').innerText();
	}

	async card(name: 'output-size' | 'parameters'): Promise<string> {
		return this.frame.locator(`[data-card="${name}"]`).innerText();
	}

	/** A card of the row with this name: a filter, a channel, a sample or a slice. */
	cardOf(row: string, name: string): Locator {
		return this.frame.getByRole('radiogroup', { name: row, exact: true }).getByRole('radio', { name, exact: true });
	}

	async choose(row: string, name: string): Promise<void> {
		await this.cardOf(row, name).click();
		await this.#painted();
	}

	/** What the planes add to the current cell, one card after the other. */
	async summands(): Promise<string[]> {
		return this.frame.locator('.summands .plane-card').evaluateAll((cards) => cards.map((card) => card.getAttribute('aria-label') ?? ''));
	}

	/** The size formulas as plain text. */
	async formulas(): Promise<string[]> {
		return this.frame.locator('[data-card="output-size"] > math').evaluateAll((all) => all.map((each) => each.getAttribute('aria-label') ?? ''));
	}

	async set(control: string, value: number): Promise<void> {
		await this.frame.getByLabel(control, { exact: true }).fill(String(value));
		await this.#painted();
	}

	/** Presses a key, as after a click on a free place of the panel. */
	async press(key: string): Promise<void> {
		await this.frame.locator('.place').click();
		await this.frame.locator('body').press(key);
		await this.#painted();
	}

	/** Waits until the page has drawn what the last action changed. */
	async #painted(): Promise<void> {
		await this.frame.locator('body').evaluate(async () => new Promise((resolve) => { requestAnimationFrame(() => requestAnimationFrame(resolve)); }));
	}

	/** Adds a stage to the end of the pipeline. */
	async addStage(kind: 'relu' | 'max-pooling' | 'convolution' | 'transposed-convolution'): Promise<void> {
		await this.frame.getByLabel('Add a stage').selectOption(kind);
		await this.#painted();
	}

	async selectStage(name: string): Promise<void> {
		await this.frame.locator('.stage-name').filter({ hasText: name }).click();
		await this.#painted();
	}

	async removeStage(name: string): Promise<void> {
		await this.frame.getByRole('button', { name: `Remove ${name}` }).click();
		await this.#painted();
	}

	/** Waits until the input shown is the one that is written at this place, `file:line`. */
	async showsInputFrom(place: string): Promise<void> {
		await this.frame.locator('header').getByText(place).first().waitFor();
	}

	/** Waits for a sentence above the stage. */
	async trouble(): Promise<string> {
		return this.frame.locator('.trouble').first().innerText();
	}

	/** Fills the map by going to the last cell, and waits until it is there. */
	async fill(): Promise<string> {
		await this.frame.locator('.transport').waitFor();
		await this.press('End');
		return this.grid('output');
	}
}

/** Convolves a file's matrices by the command, with the cursor at a line, and waits for the panel on the input that is written at another, `file:line`. */
export async function convolve(file: string, { line = 1, input = 2 }: { readonly line?: number; readonly input?: number } = {}): Promise<Panel> {
	await session().open(file);
	await session().goTo(line, 1);
	await session().command('ConvLens: Convolve Selection');
	const panel = new Panel();
	await panel.showsInputFrom(`${file}:${input}`);
	return panel;
}
