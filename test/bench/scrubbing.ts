// How smoothly the map of a 1080 × 1920 input is scrubbed in the real VS Code:
//   npx tsx test/bench/scrubbing.ts [--frames N]
// In every frame the slider over the output cells is moved on, as a hand would; a frame that takes longer than the screen's pace (1/60 s here)
// makes the next one late.
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { launchChromium } from '../host/chromium';
import { startCodeOss } from '../host/code-oss';
import { LARGE_ARRAY, largeArray } from '../host/large-array';
import { TEST_WORKSPACE } from '../host/places';
import { Workbench } from '../host/workbench';

const { values } = parseArgs({ options: { frames: { type: 'string' } } });
const FRAMES = Number(values.frames ?? 300);

/** Moves the slider from end to end, a frame at a time; the milliseconds from each frame to the next. */
const SCRUB = `(frames) => new Promise((resolve) => {
	const slider = document.querySelector('.transport input[type=range]'), times = [];
	let last;
	const tick = (now) => {
		if (last !== undefined) times.push(now - last);
		last = now;
		if (times.length === frames) return resolve(times);
		slider.value = String(1 + Math.floor(times.length * (Number(slider.max) - 1) / frames));
		slider.dispatchEvent(new Event('input', { bubbles: true }));
		requestAnimationFrame(tick);
	};
	requestAnimationFrame(tick);
})`;

async function main(): Promise<void> {
	const file = path.join(TEST_WORKSPACE, LARGE_ARRAY);
	await writeFile(file, largeArray());
	const server = await startCodeOss();
	const browser = await launchChromium();
	try {
		const workbench = await Workbench.open(browser, server.authority, { host: 'node', folder: TEST_WORKSPACE });
		await workbench.startOver();
		await workbench.explorerMenu(LARGE_ARRAY, 'Convolve Image or Array…');
		await workbench.choose('Laplacian (4 neighbours)');
		const panel = workbench.visualizer();
		await panel.locator('[data-part="output"] .legend span').first().filter({ hasText: /\d/ }).waitFor({ timeout: 60_000 }); // the exact map is there
		const pause = panel.getByRole('button', { name: /^Pause/ });
		if (await pause.count() > 0) await pause.click();
		const body = await panel.locator('body').elementHandle(), frame = await body.ownerFrame();
		if (!frame) throw new Error('the panel has no page');
		const times = (await frame.evaluate<number[]>(`(${SCRUB})(${FRAMES})`)).sort((one, other) => one - other);
		const at = (share: number): string => times[Math.min(FRAMES - 1, Math.floor(share * FRAMES))]!.toFixed(1);
		const perSecond = 1000 * FRAMES / times.reduce((total, each) => total + each, 0);
		console.log(`Scrubbing the map of 1080 × 1920: ${perSecond.toFixed(1)} frames a second; from a frame to the next ${at(0.5)} ms by median, ${at(0.95)} ms at the 95th percentile, ${at(1)} ms at most.`);
	} finally {
		await browser.close();
		await server.stop();
		await rm(file, { force: true });
	}
}

main().catch((error: unknown) => {
	console.error(error);
	process.exitCode = 1;
});
