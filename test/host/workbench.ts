// The workbench of Code - OSS as a page: opened in either extension host, and driven by what a person would do.
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, BrowserContext, FrameLocator, Locator, Page } from 'playwright-core';
import { ROOT } from './places';

/** Where the extension runs: the Node host of the desktop, or the web worker host of vscode.dev. */
export type ExtensionHost = 'node' | 'web';

/** What a workbench is opened with. */
export interface WorkbenchOptions {
	readonly host: ExtensionHost;
	/** The folder to open. */
	readonly folder: string;
	/** A bundled suite to run inside the extension host. */
	readonly suite?: string;
	readonly viewport?: { readonly width: number; readonly height: number };
	/** Receives each line that the page's console prints. */
	readonly onConsole?: (text: string) => void;
}

/** The address of the workbench; development options travel in its `payload`. */
export function workbenchAddress(authority: string, { host, folder, suite }: WorkbenchOptions): string {
	const remote = (file: string): string => `vscode-remote://${authority}${path.resolve(file)}`;
	const payload = host === 'web' ? [] : [
		['extensionDevelopmentPath', remote(ROOT)],
		...(suite === undefined ? [] : [['extensionTestsPath', remote(suite)]]),
	];
	return `http://${authority}/?folder=${encodeURIComponent(path.resolve(folder))}&payload=${encodeURIComponent(JSON.stringify(payload))}`;
}

const CONTENT_TYPES: Readonly<Record<string, string>> = { '.js': 'text/javascript', '.json': 'application/json', '.css': 'text/css', '.svg': 'image/svg+xml', '.png': 'image/png', '.md': 'text/markdown' };
const WEB_EXTENSION = '/convlens-web-extension';

/** Serves the extension from the workbench's own origin and names it in the page's settings, as vscode.dev would. */
async function serveAsWebExtension(context: BrowserContext, authority: string, suite: string | undefined): Promise<void> {
	await context.route((url) => url.pathname.startsWith(`${WEB_EXTENSION}/`), async (route) => {
		const file = path.join(ROOT, decodeURIComponent(new URL(route.request().url()).pathname.slice(WEB_EXTENSION.length + 1)));
		if (!existsSync(file)) return route.fulfill({ status: 404 });
		return route.fulfill({ body: await readFile(file), contentType: CONTENT_TYPES[path.extname(file)] ?? 'application/octet-stream' });
	});
	const place = (file: string): object => ({ scheme: 'http', authority, path: file });
	await context.route((url) => url.pathname === '/', async (route) => {
		const response = await route.fetch();
		const body = (await response.text()).replace(/data-settings="([^"]*)"/g, (all, settings: string) => {
			if (!settings.includes('remoteAuthority')) return all;
			const configuration = JSON.parse(settings.replaceAll('&quot;', '"').replaceAll('&amp;', '&')) as { developmentOptions?: object };
			configuration.developmentOptions = {
				...configuration.developmentOptions,
				extensions: [place(WEB_EXTENSION)],
				...(suite === undefined ? {} : { extensionTestsPath: place(`${WEB_EXTENSION}/${path.relative(ROOT, suite)}`) }),
			};
			return `data-settings="${JSON.stringify(configuration).replaceAll('&', '&amp;').replaceAll('"', '&quot;')}"`;
		});
		return route.fulfill({ response, body });
	});
}

/** So often the quick input is opened for one thing, before it is said to be missing. */
const MOST_ATTEMPTS = 8;

/** A workbench in a browser page. */
export class Workbench {
	private constructor(private readonly context: BrowserContext, readonly page: Page) {}

	/** Opens a workbench on a fresh profile. `beforeLoad` may prepare the page. */
	static async open(browser: Browser, authority: string, options: WorkbenchOptions, beforeLoad?: (page: Page) => Promise<void>): Promise<Workbench> {
		const context = await browser.newContext({ viewport: options.viewport ?? { width: 1400, height: 900 }, permissions: ['clipboard-read', 'clipboard-write'] });
		if (options.host === 'web') await serveAsWebExtension(context, authority, options.suite);
		const page = await context.newPage();
		page.setDefaultTimeout(15_000);
		const { onConsole } = options;
		if (onConsole !== undefined) page.on('console', (message) => onConsole(message.text()));
		await beforeLoad?.(page);
		const workbench = new Workbench(context, page);
		await page.goto(workbenchAddress(authority, options));
		await workbench.#restored();
		return workbench;
	}

	async close(): Promise<void> {
		await this.context.close();
	}

	/** Reloads the window in the orderly way, which saves the state of the editors first. */
	async reload(): Promise<void> {
		const loaded = this.page.waitForEvent('load');
		await this.command('Developer: Reload Window');
		await loaded;
		await this.#restored();
	}

	/** Waits until the window has its parts and answers to keys: before that, a key that is pressed is lost. */
	async #restored(): Promise<void> {
		await this.page.waitForFunction('window.driver !== undefined', undefined, { timeout: 60_000 });
		await this.page.evaluate('window.driver.whenWorkbenchRestored()');
	}

	/** Runs a command by its title in the command palette, once it is offered. */
	async command(title: string): Promise<void> {
		await this.#quickInput(`>${title}`, title);
	}

	/** Opens a file of the workspace by its name, in the first column. */
	async open(name: string): Promise<void> {
		await this.page.keyboard.press('Control+1');
		await this.#quickInput(name, name);
		await this.page.locator(`.editor-group-container.active .tab.active[data-resource-name="${name}"]`).waitFor();
		if (!name.endsWith('.ipynb')) await this.focusEditor(); // a notebook gives the keyboard to its cells
	}

	/**
	 * Gives the keyboard to the editor of the first column. The quick input hands it back to where it was before, perhaps only after an editor has opened;
	 * and the editor asks for no lenses while it has not the keyboard.
	 */
	async focusEditor(): Promise<void> {
		await this.page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
		await this.page.keyboard.press('Control+1');
		await this.page.waitForFunction('document.activeElement?.closest(".editor-group-container .editor-container") !== null');
	}

	/** Closes every editor and notification; edits must be saved or reverted before. */
	async startOver(): Promise<void> {
		await this.command('View: Close All Editors');
		await this.command('Notifications: Clear All Notifications');
		await this.page.locator('.editor-group-container .tab').first().waitFor({ state: 'detached' });
	}

	/** Puts the cursor at a line and a column, both counted from 1. */
	async goTo(line: number, column: number): Promise<void> {
		await this.#quickInput(`:${line}:${column}`, new RegExp(`line ${line}\\b.*${column}\\b`));
	}

	/** Runs an entry of a file's context menu in the explorer. */
	async explorerMenu(name: string, entry: string): Promise<void> {
		await this.command('File: Focus on Files Explorer');
		const row = this.page.locator('.explorer-folders-view .monaco-list-row').filter({ has: this.page.getByText(name, { exact: true }) });
		for (let attempt = 1; ; attempt++) { // a menu that opened before the extension was there does not get its entry later
			try {
				await row.click({ button: 'right', timeout: 5_000 });
				await this.page.getByRole('menuitem', { name: entry }).hover({ timeout: 3_000 });
				break;
			} catch (error) {
				if (attempt === 5) throw error;
				await this.page.keyboard.press('Escape');
				await this.page.getByRole('button', { name: 'Refresh Explorer' }).dispatchEvent('click'); // a file that was just made may not have been noticed
			}
		}
		await this.page.keyboard.press('Enter'); // a click right after the menu opened counts as the end of the click that opened it
	}

	/** Chooses a colour theme by the name that it is listed under; `window` is the class that the window has then. */
	async useTheme({ label, window }: { readonly label: string; readonly window: string }): Promise<void> {
		await this.command('Preferences: Color Theme'); // a theme in the folder's settings is not always followed
		await this.page.locator('.quick-input-widget input.input[placeholder*="Color Theme"]').first().waitFor();
		await this.choose(label);
		await this.page.locator(`.monaco-workbench.${window}`).waitFor();
	}

	/** Chooses from a quick pick that is open, by a row's label. */
	async choose(label: string): Promise<void> {
		await this.page.locator('.quick-input-widget input.input').first().fill(label);
		await this.#take(label);
	}

	/**
	 * Takes the row of a label from the list of the quick input. The row is found and clicked in one go: while a list is still filled and filtered,
	 * the place that a mouse moves to may be another row's when it gets there.
	 */
	async #take(label: string | RegExp, options: { readonly timeout?: number } = {}): Promise<void> {
		const row = this.page.locator('.quick-input-list .monaco-list-row').filter({ has: this.page.getByText(label, { exact: true }) });
		await row.first().dispatchEvent('click', {}, options);
	}

	/** Drags from the start of one line to the start of another and extends to its end; with Alt held it adds to the selections. */
	async selectLines(first: string, last: string, options: { readonly adding?: boolean } = {}): Promise<void> {
		const line = (text: string): Locator => this.page.locator('.editor-group-container.active .view-line').filter({ hasText: text }).first();
		// The editor draws its lines anew while it colours them, so a line may go just as it is reached for.
		const hover = async (text: string, tries = 5): Promise<void> => line(text).hover({ position: { x: 1, y: 8 }, force: true }).catch(async (error: unknown) => {
			if (tries === 1) throw error;
			await line(text).waitFor();
			return hover(text, tries - 1);
		});
		if (options.adding === true) await this.page.keyboard.down('Alt');
		await hover(first);
		await this.page.mouse.down();
		await hover(last);
		await this.page.mouse.up();
		if (options.adding === true) await this.page.keyboard.up('Alt');
		await this.page.keyboard.press('Shift+End');
	}

	/** The visualizer's own page, inside its two frames. */
	visualizer(): FrameLocator {
		return this.page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
	}

	/** The text of the newest notification, once there is one: read in the notification center, since a driven workbench shows no toasts. */
	async notification(): Promise<string> {
		await this.command('Notifications: Show Notifications');
		return this.page.locator('.notifications-center .notification-list-item-message').first().innerText();
	}

	/** Types into the quick input until the wanted row is offered (extensions may still be starting), then takes it. */
	async #quickInput(text: string, label: string | RegExp): Promise<void> {
		for (let attempt = 1; ; attempt++) {
			const timeout = 1_000 * attempt; // a busy machine is given more time at each attempt
			try {
				await this.page.keyboard.press('F1');
				await this.page.locator('.quick-input-widget input.input').first().fill(text, { timeout });
				await this.#take(label, { timeout });
				return;
			} catch (error) {
				if (attempt === MOST_ATTEMPTS) throw error;
				await this.page.keyboard.press('Escape');
				await this.page.locator('body').evaluate('document.activeElement?.blur?.()'); // a page that was closed keeps the keyboard
			}
		}
	}
}
