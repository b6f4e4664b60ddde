// One workbench for all files of this folder: mocha's root hooks open it and close it.
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { launchChromium } from '../host/chromium';
import { ROOT, TEST_WORKSPACE } from '../host/places';
import { Workbench, type ExtensionHost } from '../host/workbench';

function environment(name: string): string {
	const value = process.env[name];
	if (value === undefined) throw new Error(`${name} is not set: run these tests by npm run test:vscode`);
	return value;
}

function hostOf(name: string): ExtensionHost {
	if (name !== 'node' && name !== 'web') throw new Error(`unknown extension host ${name}`);
	return name;
}

let browser: Browser | undefined;
let workbench: Workbench | undefined;

/** The workbench that the tests share. */
export function session(): Workbench {
	if (workbench === undefined) throw new Error('the workbench is opened by a hook');
	return workbench;
}

export const mochaHooks: Mocha.RootHookObject = {
	async beforeAll() {
		browser = await launchChromium();
		workbench = await Workbench.open(browser, environment('CONVLENS_TEST_AUTHORITY'), { host: hostOf(environment('CONVLENS_TEST_HOST')), folder: TEST_WORKSPACE });
	},
	/** Keeps a picture of what a failed test saw. */
	async afterEach(this: Mocha.Context) {
		const test = this.currentTest;
		if (test?.isFailed() !== true) return;
		const file = path.join(ROOT, 'out', 'failures', `${process.env.CONVLENS_TEST_HOST ?? ''} ${test.fullTitle()}`.replace(/[^\w]+/g, '-').slice(0, 120) + '.png');
		await workbench?.page.screenshot({ path: file });
	},
	async afterAll() {
		await workbench?.close();
		await browser?.close();
	},
};
