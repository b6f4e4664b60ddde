import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';
import { chromium, type Browser } from 'playwright-core';

const run = promisify(execFile);

const CANDIDATES = [
	process.env.CHROMIUM,
	'/usr/bin/chromium',
	'/usr/bin/chromium-browser',
	'/usr/bin/google-chrome',
	'/usr/bin/google-chrome-stable',
	'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
	'/Applications/Chromium.app/Contents/MacOS/Chromium',
];

function findChromium(): string | undefined {
	return CANDIDATES.find((candidate) => candidate !== undefined && existsSync(candidate));
}

/** The path of a Chromium. On Debian, as root, a missing one is installed; elsewhere the command to run is named. */
async function ensureChromium(): Promise<string> {
	const found = findChromium();
	if (found !== undefined) return found;
	if (existsSync('/etc/debian_version') && process.getuid?.() === 0) {
		console.log('Chromium is missing: installing it from Debian (apt-get install chromium) …');
		const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
		await run('apt-get', ['update', '-qq'], { env: environment });
		await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-dejavu-core'], { env: environment, maxBuffer: 1 << 26 });
		const installed = findChromium();
		if (installed !== undefined) return installed;
	}
	const command = process.platform === 'darwin' ? 'brew install --cask chromium' : 'sudo apt-get install chromium';
	throw new Error(`Chromium is needed to show VS Code and was not found. Run: ${command} (or set CHROMIUM to the path of a Chrome or Chromium).`);
}

/** Starts a headless Chromium that talks to nothing but the pages it is sent to. */
export async function launchChromium(): Promise<Browser> {
	return chromium.launch({
		executablePath: await ensureChromium(),
		args: [
			...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
			'--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync',
			'--disable-features=LocalNetworkAccessChecks', // or a page that was rewritten on its way could not reach the loopback server
		],
	});
}
