// How soon the first shapes stand in the editor of the real VS Code, in a window just opened:
//   npx tsx test/bench/first-hints.ts [--host node|web] [--rounds N]
// A file of 1,000 lines with the fixtures' models is opened; the clock starts when its text is there. VS Code starts the extension, asks for lenses and
// hints when it sees fit and draws them: that is its own share, and most of it.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { launchChromium } from '../host/chromium';
import { startCodeOss } from '../host/code-oss';
import { Workbench } from '../host/workbench';
import { modelFile } from './model-file';

const { values } = parseArgs({ options: { host: { type: 'string' }, rounds: { type: 'string' } } });
const HOST = values.host === 'web' ? 'web' : 'node';
const ROUNDS = Number(values.rounds ?? 3);

/** Milliseconds from the text on. */
interface Seen {
	readonly hint: number;
	readonly lens: number;
}

/** Notes when the editor has text, a hint and a lens for the first time; `window.shapesSeen` resolves to the times. */
const WATCH = `
	window.shapesSeen = new Promise((resolve) => {
		const seen = {};
		const note = (name, isThere) => { if (isThere) seen[name] ??= performance.now(); };
		const texts = (selector) => [...document.querySelectorAll(selector)].map((each) => each.textContent ?? '');
		const look = () => {
			const lines = texts('.editor-instance .view-line');
			note('text', lines.some((line) => line.includes('import')));
			note('hint', lines.some((line) => line.includes('→')));
			note('lens', texts('.codelens-decoration').some((lens) => lens.includes('parameters')));
			if (seen.hint !== undefined && seen.lens !== undefined) resolve({ hint: seen.hint - seen.text, lens: seen.lens - seen.text });
		};
		addEventListener('DOMContentLoaded', () => new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true }));
	});
`;

async function main(): Promise<void> {
	const folder = mkdtempSync(join(tmpdir(), 'convlens-'));
	writeFileSync(join(folder, 'models.py'), modelFile(1_000));
	const server = await startCodeOss();
	const browser = await launchChromium();
	try {
		console.log(`From the text of a file of 1,000 lines in a new window, ${HOST} host, ms:`);
		for (let round = 0; round < ROUNDS; round++) {
			const workbench = await Workbench.open(browser, server.authority, { host: HOST, folder }, async (page) => { await page.addInitScript(WATCH); });
			await workbench.open('models.py');
			const { hint, lens } = await workbench.page.evaluate<Seen>('window.shapesSeen');
			console.log(`first hint ${hint.toFixed(0).padStart(5)}   first lens ${lens.toFixed(0).padStart(5)}`);
			await workbench.close();
		}
	} finally {
		await browser.close();
		await server.stop();
		rmSync(folder, { recursive: true });
	}
}

main().catch((error: unknown) => {
	console.error(error);
	process.exitCode = 1;
});
