// What the panel's export menu gives.
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
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
	await frame.locator('.menu-items button').filter({ hasText: new RegExp(`^${entry.replace(/[()]/g, '\\$&')}`) }).click();
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

/** Answers the dialog that asks for a folder, and waits until files of these names are there. */
export async function savedFolder(folder: string, names: readonly string[]): Promise<void> {
	const { page } = session();
	await page.locator('.quick-input-widget input.input').first().waitFor();
	await answerPlace(`${folder}/`, `Save ${names.length} files here`);
	for (let tries = 0; (await readdir(folder)).filter((name) => names.includes(name)).length < names.length; tries++) {
		assert.ok(tries < 200, 'not all files were written');
		await page.waitForTimeout(50);
	}
}

/** The whole text of the editor that an export opened, which is closed again without being kept; `first` is part of its first lines. */
export async function openedText(entry: string, first: string): Promise<string> {
	const { page } = session();
	await chooseExport(entry);
	await page.locator('.editor-group-container.active .view-line').filter({ hasText: first }).first().waitFor();
	await session().focusEditor();
	await page.keyboard.press('Control+a');
	await page.evaluate('navigator.clipboard.writeText("")');
	await page.keyboard.press('Control+c');
	await page.waitForFunction('navigator.clipboard.readText().then((text) => text !== "")');
	const text = String(await page.evaluate('navigator.clipboard.readText()'));
	await session().command('View: Revert and Close Editor');
	await page.locator('.tab').filter({ hasText: 'Untitled' }).waitFor({ state: 'detached' });
	return text;
}

/** The frames of a GIF file with their delays in hundredths of a second, read block by block (CompuServe, "GIF89a specification"). */
export function gifFrames(bytes: Buffer): { readonly width: number; readonly height: number; readonly delays: readonly number[] } {
	assert.equal(bytes.toString('latin1', 0, 6), 'GIF89a');
	const colours = (packed: number): number => ((packed & 0x80) === 0 ? 0 : 3 * 2 ** ((packed & 7) + 1));
	const delays: number[] = [];
	let at = 13 + colours(bytes[10]!);
	let delay = 0;
	const skipParts = (): void => {
		while (bytes[at] !== 0) at += bytes[at]! + 1;
		at++;
	};
	while (bytes[at] !== 0x3b) {
		if (bytes[at] === 0x21) {
			if (bytes[at + 1] === 0xf9) delay = bytes.readUInt16LE(at + 4);
			at += 2;
		} else {
			assert.equal(bytes[at], 0x2c);
			delays.push(delay);
			at += 11 + colours(bytes[at + 9]!); // the code size stands before the parts
		}
		skipParts();
	}
	return { width: bytes.readUInt16LE(6), height: bytes.readUInt16LE(8), delays };
}
