// The contest in Node: `node --expose-gc node-contest.cjs <folder of the peers> <settings as JSON>`; the last line of output is the result
// as JSON. Without settings it is what a fresh start takes.
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { loadFastEngine } from '../../src/engine/fast/fast-engine';
import { nodeThreads } from '../../src/engine/fast/node-threads';
import { contest, measureStart } from './contest';
import { ours } from './ours';
import { onnxRuntime, tensorFlow, type OnnxRuntime, type TensorFlow } from './peers';
import type { SessionSettings } from './session';

interface TensorFlowWasm {
	setWasmPaths(folder: string): void;
	setThreadsCount(threads: number): void;
}

async function main(folder: string, settings: SessionSettings): Promise<void> {
	const require = createRequire(path.join(folder, 'package.json'));
	console.log = console.warn = () => undefined; // the libraries' banners
	const tf = require('@tensorflow/tfjs-core') as TensorFlow;
	require('@tensorflow/tfjs-backend-cpu');
	const wasm = require('@tensorflow/tfjs-backend-wasm') as TensorFlowWasm;
	wasm.setWasmPaths(path.join(folder, 'node_modules/@tensorflow/tfjs-backend-wasm/wasm-out/'));
	// As CommonJS they would share one registry of backends, and both would run on WebAssembly.
	const web = await import(pathToFileURL(path.join(folder, 'node_modules/onnxruntime-web/dist/ort.node.min.mjs')).href) as OnnxRuntime;
	const native = require('onnxruntime-node') as OnnxRuntime;
	web.env.wasm.numThreads = 1;
	web.env.logLevel = 'error';
	const peers = [
		tensorFlow(tf, 'cpu'), tensorFlow(tf, 'wasm'), onnxRuntime(web, 'onnxruntime-web', 'wasm'), onnxRuntime(native, 'onnxruntime-node', 'cpu'),
	];
	const threaded = await ours('two threads', undefined, await loadFastEngine({ threads: nodeThreads(Worker, 2) }));
	const write = (line: string) => void process.stdout.write(`${line}\n`);
	const result = await contest(`Node ${process.versions.node}`, peers, settings, threaded, write);
	process.stdout.write(`${JSON.stringify(result)}\n`, () => process.exit(0));
}

const [, , folder, settings] = process.argv;
if (settings) void main(folder!, JSON.parse(settings) as SessionSettings);
else void measureStart().then((start) => process.stdout.write(`${JSON.stringify(start)}\n`));
