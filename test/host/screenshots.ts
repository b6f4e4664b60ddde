// npm run screenshots: retakes the pictures of the README from the real VS Code.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { launchChromium } from './chromium';
import { startCodeOss } from './code-oss';
import { ROOT, SAMPLES } from './places';
import { Workbench } from './workbench';

const SCREENSHOTS = path.join(ROOT, 'media', 'screenshots');

async function main(): Promise<void> {
	mkdirSync(SCREENSHOTS, { recursive: true });
	const server = await startCodeOss();
	const browser = await launchChromium();
	try {
		const workbench = await Workbench.open(browser, server.authority, { host: 'node', folder: SAMPLES, viewport: { width: 1320, height: 860 } });
		await workbench.open('lecture.md');
		await workbench.command('View: Close Primary Side Bar');
		if (await workbench.page.locator('.part.auxiliarybar').isVisible()) await workbench.command('View: Toggle Secondary Side Bar Visibility');
		await workbench.command('ConvLens: Convolve Selection');
		const panel = workbench.visualizer();
		await panel.locator('.transport').waitFor();
		await panel.getByRole('button', { name: /^Pause/ }).click();
		await panel.getByLabel('Output cell').fill('5');
		const file = path.join(SCREENSHOTS, 'panel.png');
		await workbench.page.screenshot({ path: file });
		console.log(`Wrote ${path.relative(ROOT, file)}`);
	} finally {
		await browser.close();
		await server.stop();
	}
}

main().catch((error: unknown) => {
	console.error(error instanceof Error ? error.message : error);
	process.exitCode = 1;
});
