// npm test, second half: the suites that need a real VS Code, in both extension hosts.
import { spawn } from 'node:child_process';
import type { Browser } from 'playwright-core';
import { launchChromium } from './chromium';
import { CODE_OSS, startCodeOss } from './code-oss';
import { runInDesktop } from './desktop';
import { INTEGRATION_SUITE, ROOT, TEST_WORKSPACE } from './places';
import { Workbench, type ExtensionHost } from './workbench';

const SUITE_TIMEOUT_MILLISECONDS = 180_000;

/** Runs the integration suite inside an extension host of Code - OSS. */
async function runInCodeOss(browser: Browser, authority: string, host: ExtensionHost): Promise<boolean> {
	let finish: (code: number) => void = () => undefined;
	const finished = new Promise<number>((resolve) => { finish = resolve; });
	const workbench = await Workbench.open(browser, authority, {
		host,
		folder: TEST_WORKSPACE,
		suite: INTEGRATION_SUITE,
		onConsole: (text) => {
			const line = /\[suite\] ?(.*)/s.exec(text)?.[1];
			if (line !== undefined) console.log(line);
		},
	}, async (page) => {
		await page.exposeFunction('codeAutomationLog', () => undefined);
		await page.exposeFunction('codeAutomationExit', finish); // the workbench calls it with the suite's exit code
	});
	let timer: NodeJS.Timeout | undefined;
	const late = new Promise<number>((resolve) => {
		timer = setTimeout(() => {
			console.error(`The suite did not end within ${SUITE_TIMEOUT_MILLISECONDS / 1000} s.`);
			resolve(1);
		}, SUITE_TIMEOUT_MILLISECONDS);
	});
	const code = await Promise.race([finished, late]);
	clearTimeout(timer);
	await workbench.close();
	return code === 0;
}

/** Drives VS Code as a person would, in plain mocha outside of it. */
async function driveWorkbench(authority: string, host: ExtensionHost): Promise<boolean> {
	const child = spawn(process.execPath, [require.resolve('mocha/bin/mocha.js'), '--config', 'test/ui/.mocharc.json'], {
		cwd: ROOT, stdio: 'inherit', env: { ...process.env, CONVLENS_TEST_AUTHORITY: authority, CONVLENS_TEST_HOST: host },
	});
	return new Promise((resolve) => child.once('exit', (code) => resolve(code === 0)));
}

/** Runs something on a server of its own, so that nothing that one suite leaves behind meets the next. */
async function onFreshServer(run: (authority: string) => Promise<boolean>): Promise<boolean> {
	const server = await startCodeOss();
	try {
		return await run(server.authority);
	} finally {
		await server.stop();
	}
}

async function main(): Promise<void> {
	const outcomes: Array<readonly [string, boolean]> = [];
	const note = (what: string, passed: boolean): void => {
		outcomes.push([what, passed]);
		console.log(`${passed ? 'passed' : 'FAILED'}: ${what}\n`);
	};
	const browser = await launchChromium();
	try {
		const title = `Code - OSS ${CODE_OSS} (from the npm package code-server) in Chromium ${browser.version()}`;
		const desktop = await runInDesktop();
		if (desktop.kind === 'ran') {
			note(`integration suite, Node extension host, ${desktop.title}`, desktop.passed);
		} else {
			console.log(`Desktop VS Code is not used: ${desktop.reason}. Using ${title} instead.\n`);
			note(`integration suite, Node extension host, ${title}`, await onFreshServer(async (authority) => runInCodeOss(browser, authority, 'node')));
		}
		note(`integration suite, web worker extension host, ${title}`, await onFreshServer(async (authority) => runInCodeOss(browser, authority, 'web')));
		note(`driven by keyboard and mouse, Node extension host, ${title}`, await onFreshServer(async (authority) => driveWorkbench(authority, 'node')));
		note(`driven by keyboard and mouse, web worker extension host, ${title}`, await onFreshServer(async (authority) => driveWorkbench(authority, 'web')));
	} finally {
		await browser.close();
	}
	console.log(outcomes.map(([what, passed]) => `${passed ? 'passed' : 'FAILED'}: ${what}`).join('\n'));
	if (!outcomes.every(([, passed]) => passed)) process.exitCode = 1;
}

main().catch((error: unknown) => {
	console.error(error instanceof Error ? error.message : error);
	process.exitCode = 1;
});
