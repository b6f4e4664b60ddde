// Compiles the kernels in this folder to WebAssembly, once with plain SIMD and once with relaxed SIMD,
// and writes both as base64 into ../generated/kernels.js, unless that file is up to date.
//   node src/engine/fast/assembly/build.mjs
//
// The optimiser's settings are deliberate. Higher levels sink unrolled multiply-adds towards their use and make V8 spill;
// -O1 alone leaves the branches on constants behind that the microkernels are instantiated with.
import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';

const folder = new URL('./', import.meta.url);
const target = new URL('../generated/kernels.js', import.meta.url);

const OPTIONS = [
	'--runtime', 'stub', '--noAssert', '--uncheckedBehavior', 'always', '--importMemory', '--noExportMemory',
	'--enable', 'threads', '--sharedMemory', '--initialMemory', '1', '--maximumMemory', '65536', // the host unshares it where it has to
	'--enable', 'simd', '-O1',
	'--runPasses', 'precompute-propagate,vacuum,remove-unused-brs,vacuum,coalesce-locals,vacuum,reorder-locals,remove-unused-names,strip-debug',
];

/** What the generated file depends on: the sources, this script and the compiler's version. */
function fingerprint() {
	const hash = createHash('sha256');
	const sources = readdirSync(folder).filter((name) => /\.(ts|mjs)$/.test(name)).sort();
	for (const file of sources) hash.update(file).update(readFileSync(new URL(file, folder)));
	hash.update(readFileSync(new URL('../../../../node_modules/assemblyscript/package.json', import.meta.url)));
	return hash.digest('hex');
}

async function compile(features) {
	const { default: asc } = await import('assemblyscript/asc');
	let binary;
	const options = [...OPTIONS, ...features.flatMap((feature) => ['--enable', feature]), '--outFile', 'kernels.wasm'];
	const { error, stderr } = await asc.main(['kernels.ts', ...options], {
		readFile: (name) => { try { return readFileSync(new URL(name, folder), 'utf8'); } catch { return null; } },
		writeFile: (name, contents) => { binary = contents; },
		listFiles: () => [],
	});
	if (error) throw new Error(`The kernels do not compile.\n${stderr.toString()}`, { cause: error });
	return binary;
}

/** Brings ../generated/kernels.js up to date. */
async function buildKernels() {
	const header = `// Generated from ../assembly by build.mjs; do not edit. ${fingerprint()}`;
	try {
		if (readFileSync(target, 'utf8').startsWith(`${header}\n`)) return;
	} catch {
		// not yet there
	}
	const lines = [header];
	for (const [name, features] of [['simd', []], ['relaxedSimd', ['relaxed-simd']]]) {
		const binary = await compile(features);
		lines.push(`/** ${binary.length} bytes. */`, `export const ${name} = '${Buffer.from(binary).toString('base64')}';`);
	}
	mkdirSync(new URL('./', target), { recursive: true });
	writeFileSync(target, `${lines.join('\n')}\n`);
}

// The bundler and Mocha import this file and wait for it, so that the kernels are there before anything that needs them.
await buildKernels();
