import { downloadAndUnzipVSCode, runTests } from '@vscode/test-electron';
import { CACHE, INTEGRATION_SUITE, ROOT, TEST_WORKSPACE } from './places';

/** How it went in the desktop VS Code, or why there is none. */
export type DesktopRun =
	| { readonly kind: 'ran'; readonly title: string; readonly passed: boolean }
	| { readonly kind: 'unavailable'; readonly reason: string };

const DOWNLOAD_TIMEOUT_MILLISECONDS = 20_000;

/** Runs the integration suite in a downloaded desktop VS Code, where its download can be reached and a display is there. */
export async function runInDesktop(): Promise<DesktopRun> {
	if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return { kind: 'unavailable', reason: 'this machine has no display' };
	let executable: string;
	try {
		executable = await downloadAndUnzipVSCode({ cachePath: CACHE, timeout: DOWNLOAD_TIMEOUT_MILLISECONDS, version: 'stable' });
	} catch (error) {
		return { kind: 'unavailable', reason: `its download can't be reached (${error instanceof Error ? error.message : String(error)})` };
	}
	try {
		const code = await runTests({
			vscodeExecutablePath: executable,
			extensionDevelopmentPath: ROOT,
			extensionTestsPath: INTEGRATION_SUITE,
			launchArgs: [TEST_WORKSPACE, '--disable-extensions', '--disable-workspace-trust', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
		});
		return { kind: 'ran', title: `desktop VS Code (${executable})`, passed: code === 0 };
	} catch (error) {
		console.error(error instanceof Error ? error.message : error);
		return { kind: 'ran', title: `desktop VS Code (${executable})`, passed: false };
	}
}
