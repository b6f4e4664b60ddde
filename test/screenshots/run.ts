// npm run screenshots: every surface in the real VS Code, in every theme and at several widths, for a person to look at.
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { launchChromium } from '../host/chromium';
import { startCodeOss } from '../host/code-oss';
import { ROOT } from '../host/places';
import { Workbench } from '../host/workbench';
import { Camera } from './camera';
import { writeContactSheet } from './contact-sheet';
import { makeSceneFolder } from './folder';
import { readOptions, type Options } from './options';
import { SCENES, type Scene } from './scenes';
import { THEMES, type ThemeName } from './themes';

const OUTPUT = path.join(ROOT, 'out', 'screenshots');
const README_PICTURES = path.join(ROOT, 'media', 'screenshots');
/** The README's pictures: their names and the scenes that they are of. */
const README_SCENES = { 'panel.png': 'beside' } as const;
const README_THEME: ThemeName = 'dark';

const WINDOW = { width: 1420, height: 860 };
/** A window that has room for the whole panel beside its document. */
const README_WINDOW = { width: 1420, height: 1050 };
/** The height from which a panel's window grows until it shows all. */
const LOWEST = 400;
/** The panel's widths in CSS pixels, and whether it is zoomed. */
const PANELS = [{ width: 300 }, { width: 500 }, { width: 900 }, { width: 1300 }, { width: 320, zoom: 2 }] as const;

/** One theme's workbench, a scene after the other. */
class Session {
	private constructor(readonly theme: ThemeName, readonly workbench: Workbench, readonly camera: Camera) {}

	static async open(browser: Browser, authority: string, folder: string, theme: ThemeName): Promise<Session> {
		const workbench = await Workbench.open(browser, authority, { host: 'node', folder, viewport: WINDOW });
		await workbench.useTheme(THEMES[theme]);
		return new Session(theme, workbench, await Camera.of(workbench));
	}

	/** Brings a scene about, alone in the window. */
	async show({ show, name }: Scene): Promise<void> {
		const { page } = this.workbench;
		await this.camera.resize(WINDOW.width, WINDOW.height);
		if (await page.locator('.tab.dirty').count() > 0) await this.workbench.command('File: Revert File');
		await this.workbench.startOver();
		for (const [part, command] of [['.part.sidebar', 'View: Close Primary Side Bar'], ['.part.auxiliarybar', 'View: Hide Secondary Side Bar'], ['.part.panel', 'View: Hide Panel']] as const) {
			if (await page.locator(part).isVisible()) await this.workbench.command(command);
		}
		await show(this.workbench);
		if (name !== 'completion') await page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
	}

	/** Leaves the whole width to the panel. */
	async #widen(): Promise<void> {
		const groups = this.workbench.page.locator('.editor-group-container');
		if (await groups.count() < 2) return;
		await this.workbench.page.keyboard.press('Control+2');
		await groups.nth(1).and(this.workbench.page.locator('.active')).waitFor();
		await this.workbench.command('View: Toggle Maximize Editor Group');
	}

	/** Takes a scene's pictures, into the folder. */
	async take(scene: Scene, folder: string): Promise<void> {
		await this.show(scene);
		const fileOf = (size: string): string => path.join(folder, `${scene.name}.${this.theme}${size}.png`);
		if (scene.kind === 'window') return this.camera.take(fileOf(''));
		await this.#widen();
		const frame = this.workbench.page.locator('iframe.webview.ready');
		for (const { width, ...rest } of PANELS) {
			const zoom = 'zoom' in rest ? rest.zoom : 1;
			await this.camera.resize(WINDOW.width, LOWEST, zoom);
			const place = await this.camera.fit(frame, width, this.workbench.visualizer().locator('body'), zoom);
			await this.camera.take(fileOf(`-${width}${zoom === 1 ? '' : `-at-${zoom * 100}%`}`), place);
		}
	}
}

async function takeAll(browser: Browser, authority: string, { scenes, themes, readme }: Options): Promise<number> {
	let missing = 0;
	for (const theme of readme ? [README_THEME] : themes) {
		const folder = await makeSceneFolder();
		const session = await Session.open(browser, authority, folder.path, theme);
		try {
			if (readme) {
				for (const [file, name] of Object.entries(README_SCENES)) {
					await session.show(SCENES.find((scene) => scene.name === name)!);
					await session.camera.resize(README_WINDOW.width, README_WINDOW.height);
					await session.camera.take(path.join(README_PICTURES, file));
				}
				continue;
			}
			for (const scene of scenes) {
				try {
					await session.take(scene, OUTPUT);
					console.log(`${theme}: ${scene.title}`);
				} catch (error) {
					missing++;
					console.error(`${theme}: ${scene.title}: MISSING, ${error instanceof Error ? error.message : String(error)}`);
					await session.camera.take(path.join(OUTPUT, `${scene.name}.${theme}-missing.png`));
				}
			}
		} finally {
			await session.workbench.close();
			await folder.remove();
		}
	}
	return missing;
}

async function main(): Promise<void> {
	const options = readOptions(process.argv.slice(2));
	const server = await startCodeOss();
	const browser = await launchChromium();
	try {
		const missing = await takeAll(browser, server.authority, options);
		if (options.readme) console.log(`Wrote ${path.relative(ROOT, README_PICTURES)}`);
		else console.log(`Wrote ${path.relative(ROOT, await writeContactSheet(OUTPUT))}`);
		if (missing > 0) process.exitCode = 1;
	} finally {
		await browser.close();
		await server.stop();
	}
}

main().catch((error: unknown) => {
	console.error(error instanceof Error ? error.message : error);
	process.exitCode = 1;
});
