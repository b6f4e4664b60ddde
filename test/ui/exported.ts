// What the panel's export menu gives.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Panel } from './panel';
import { session } from './session';

/** The texts of an SVG file, in their order; fails where it is not well-formed. */
export async function textsOf(svg: string): Promise<string[]> {
	return session().page.evaluate((source) => {
		const parsed = new DOMParser().parseFromString(source, 'image/svg+xml');
		if (parsed.querySelector('parsererror') !== null) throw new Error(parsed.documentElement.textContent);
		return Array.from(parsed.querySelectorAll('text'), (text) => text.textContent);
	}, svg);
}

/** Chooses an entry of the panel's export menu. */
export async function chooseExport(entry: string): Promise<void> {
	const { frame } = new Panel();
	await frame.locator('.menu summary').click();
	await frame.getByRole('button', { name: entry }).click();
}

/** Answers the dialog that asks for a file or a folder with a place, by its button. */
export async function answerPlace(place: string, button: string): Promise<void> {
	const dialog = session().page.locator('.quick-input-widget').first();
	for (let attempt = 1; ; attempt++) { // the dialog reads folders while one types, and an answer given meanwhile may be lost
		try {
			await dialog.locator('input.input').first().fill(place);
			await dialog.getByRole('button', { name: button, exact: true }).click();
			await dialog.waitFor({ state: 'hidden', timeout: 1_000 * attempt });
			return;
		} catch (error) {
			if (attempt === 5) throw error;
		}
	}
}

/** Answers the dialog that asks where to save with a place, and reads what is then there. */
export async function savedFile(place: string): Promise<Buffer> {
	const { page } = session();
	await page.waitForFunction((extension) => document.querySelector<HTMLInputElement>('.quick-input-widget input.input')?.value.endsWith(extension) === true, path.extname(place)); // the offered name has arrived
	await answerPlace(place, 'OK');
	for (let tries = 0; ; tries++) {
		const bytes = await readFile(place).catch(() => undefined);
		if (bytes !== undefined && bytes.length > 0) return bytes;
		if (tries === 100) throw new Error(`${place} was not written`);
		await page.waitForTimeout(50);
	}
}
