// Runs the contest in Chromium: a small server for the page, and a browser without a window to open it.
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { FURTHER_STARTS, type HostResult, type Start } from './contest';
import type { SessionSettings } from './session';

const ARGUMENTS = [
	'--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
	'--disable-background-networking', '--disable-component-update', '--disable-sync', '--js-flags=--expose-gc',
];

const SCRIPTS = [
	'@tensorflow/tfjs-core/dist/tf-core.min.js', '@tensorflow/tfjs-backend-cpu/dist/tf-backend-cpu.min.js',
	'@tensorflow/tfjs-backend-wasm/dist/tf-backend-wasm.min.js', 'onnxruntime-web/dist/ort.wasm.min.js',
];

const TYPES: Readonly<Record<string, string>> = { '.js': 'text/javascript', '.mjs': 'text/javascript', '.wasm': 'application/wasm' };

/** Whether there is a browser to run in. */
export function chromiumPath(): string | undefined {
	return ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((file) => existsSync(file));
}

/** Serves the page at /, the bundle at /contest.js and the peers' packages below /peers/. */
function serve(bundle: string, peers: string) {
	const sources = [...SCRIPTS.map((script) => `/peers/${script}`), '/contest.js'];
	const page = `<!doctype html>${sources.map((source) => `<script src="${source}"></script>`).join('')}`;
	const server = createServer(({ url = '/' }, response) => {
		// Isolated pages get a clock of five microseconds instead of a hundred.
		response.setHeader('Cross-Origin-Opener-Policy', 'same-origin').setHeader('Cross-Origin-Embedder-Policy', 'require-corp');
		if (url === '/') return response.setHeader('Content-Type', 'text/html').end(page);
		const file = url === '/contest.js' ? bundle : path.join(peers, path.normalize(url.replace(/^\/peers/, '').split('?')[0]!));
		if (!existsSync(file)) return response.writeHead(404).end();
		return response.setHeader('Content-Type', TYPES[path.extname(file)] ?? 'application/octet-stream').end(readFileSync(file));
	});
	return new Promise<{ url: string; close: () => void }>((resolve) => server.listen(0, '127.0.0.1', () => {
		resolve({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, close: () => server.close() });
	}));
}

/** Runs the contest in the browser at `executablePath`; `bundle` is the bundled page-contest.ts, `peers` the folder node_modules of the peers. */
export async function contestInChromium(
	executablePath: string, bundle: string, peers: string, settings: SessionSettings, progress: (line: string) => void,
): Promise<HostResult> {
	const { url, close } = await serve(bundle, peers);
	const browser = await chromium.launch({ executablePath, args: ARGUMENTS });
	try {
		const open = async (): Promise<Page> => { // with a context of its own each page has its own process
			const page = await browser.newPage();
			await page.exposeFunction('progress', progress);
			await page.goto(url);
			return page;
		};
		const call = `runContest(${JSON.stringify(`Chromium ${browser.version().split('.')[0]!}`)}, ${JSON.stringify(settings)})`;
		const page = await open();
		const result = await page.evaluate<HostResult>(call);
		await page.close();
		const starts = [...result.starts];
		for (let start = 0; start < FURTHER_STARTS; start++) {
			const fresh = await open();
			starts.push(await fresh.evaluate<Start>('measureStart()'));
			await fresh.close();
		}
		return { ...result, starts };
	} finally {
		await browser.close();
		close();
	}
}
