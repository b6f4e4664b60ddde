// How soon the panel is painted in the real VS Code:
//   npx tsx test/bench/first-paint.ts [--rounds N]
// The clock starts with the click on the command. Code - OSS makes the webview, which is its own share; ours is the page, its script and what
// it draws. All times are of one clock: Chromium gives every frame's origin in the same time.
import { parseArgs } from 'node:util';
import type { Frame, Page } from 'playwright-core';
import { launchChromium } from '../host/chromium';
import { startCodeOss } from '../host/code-oss';
import { TEST_WORKSPACE } from '../host/places';
import { Workbench } from '../host/workbench';

const { values } = parseArgs({ options: { rounds: { type: 'string' } } });
const ROUNDS = Number(values.rounds ?? 5);

/** Milliseconds from the command on. */
interface Paint {
	readonly page: number;
	readonly painted: number;
}

/** Notes, in every frame, when the command was clicked. */
const NOTE_CLICKS = `
	window.addEventListener('click', () => { window.convlensClicked = performance.timeOrigin + performance.now(); }, true);
`;

async function pageOf(workbench: Workbench): Promise<Frame> {
	const body = await workbench.visualizer().locator('body').elementHandle();
	const frame = await body.ownerFrame();
	if (!frame) throw new Error('the panel has no page');
	return frame;
}

async function paint(workbench: Workbench, page: Page): Promise<Paint> {
	await workbench.startOver();
	await workbench.open('lecture.m');
	await workbench.goTo(3, 1);
	await workbench.command('ConvLens: Convolve Selection');
	await workbench.visualizer().locator('.transport').waitFor();
	const frame = await pageOf(workbench);
	const clicked = await page.evaluate<number>('window.convlensClicked');
	const times = await frame.evaluate<Paint>(`(() => {
		const origin = performance.timeOrigin;
		const paint = performance.getEntriesByName('first-contentful-paint')[0];
		return { page: origin, painted: origin + (paint?.startTime ?? NaN) };
	})()`);
	return { page: times.page - clicked, painted: times.painted - clicked };
}

function median(numbers: readonly number[]): number {
	return [...numbers].sort((one, other) => one - other)[Math.floor(numbers.length / 2)]!;
}

async function main(): Promise<void> {
	const server = await startCodeOss();
	const browser = await launchChromium();
	try {
		const workbench = await Workbench.open(browser, server.authority, { host: 'node', folder: TEST_WORKSPACE }, async (page) => { await page.addInitScript(NOTE_CLICKS); });
		const paints: Paint[] = [];
		for (let round = 0; round <= ROUNDS; round++) paints.push(await paint(workbench, workbench.page)); // the first one wakes everything
		console.log('From the click on “Convolve Selection” on the lecture’s example, ms:');
		console.log('            webview made   painted   ours in between');
		const row = (name: string, of: (key: keyof Paint) => number): void => console.log(`${name.padEnd(12)}${of('page').toFixed(0).padStart(12)}   ${of('painted').toFixed(0).padStart(7)}   ${(of('painted') - of('page')).toFixed(0).padStart(15)}`);
		row('first', (key) => paints[0]![key]);
		row(`median of ${ROUNDS}`, (key) => median(paints.slice(1).map((each) => each[key])));
	} finally {
		await browser.close();
		await server.stop();
	}
}

main().catch((error: unknown) => {
	console.error(error);
	process.exitCode = 1;
});
