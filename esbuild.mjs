// Builds everything that ships (dist/) and the suites that run inside VS Code (out/).
//   node esbuild.mjs              build once
//   node esbuild.mjs --watch      rebuild on change, with source maps
//
// The bundler polices the rooms as well: only the extension bundles know `vscode`, only the desktop bundle knows Node,
// so that a stray import anywhere else fails the build.
import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { build, context } from 'esbuild';
import './src/engine/fast/assembly/build.mjs'; // compiles the WebAssembly kernels

const watch = process.argv.includes('--watch');

/**
 * d3-scale-chromatic makes all its palettes where it is loaded, so that a bundler must keep every one of them. Said to be pure, those
 * calls go with the palettes that nobody uses. @type {import('esbuild').Plugin}
 */
const onlyUsedPalettes = {
	name: 'only-used-palettes',
	setup({ onLoad }) {
		onLoad({ filter: /d3-scale-chromatic\.mjs$/ }, async ({ path }) => ({
			contents: (await readFile(path, 'utf8')).replace(/^var (\S+) = ((?:colors|ramp|interpolate|cubehelix|rgb|new Array)[^;]*);$/gm, 'var $1 = /* @__PURE__ */ (() => $2)();'),
		}));
	},
};

/** @type {import('esbuild').BuildOptions} */
const shared = {
	bundle: true,
	minify: !watch,
	sourcemap: watch ? 'linked' : false,
	target: 'es2022',
	logLevel: 'warning',
	legalComments: 'none',
	plugins: [onlyUsedPalettes],
};

/** Lists the integration tests by glob, so that a new file is never forgotten. @type {import('esbuild').Plugin} */
const integrationTests = {
	name: 'integration-tests',
	setup({ onResolve, onLoad }) {
		onResolve({ filter: /^integration-tests$/ }, () => ({ path: 'integration-tests', namespace: 'integration-tests' }));
		onLoad({ filter: /.*/, namespace: 'integration-tests' }, () => ({
			contents: `export function loadTests() { ${readdirSync('test/integration').filter((name) => name.endsWith('.test.ts')).sort().map((name) => `require('./${name}');`).join(' ')} }`,
			resolveDir: 'test/integration',
		}));
	},
};

/** @type {import('esbuild').BuildOptions[]} */
const bundles = [
	{ ...shared, entryPoints: ['src/extension.ts'], outfile: 'dist/extension.js', platform: 'node', format: 'cjs', external: ['vscode'] },
	{ ...shared, entryPoints: ['src/extension.ts'], outfile: 'dist/extension.web.js', platform: 'browser', format: 'cjs', external: ['vscode'] },
	{ ...shared, entryPoints: ['src/visualizer/visualizer.tsx', 'src/visualizer/engine-worker.ts', 'src/visualizer/export-writers.ts'], outdir: 'dist/visualizer', platform: 'browser', format: 'iife', jsx: 'automatic', jsxImportSource: 'preact', mainFields: ['module', 'main'] },
	{ ...shared, entryPoints: { preview: 'src/preview/play.ts' }, outdir: 'dist/preview', platform: 'browser', format: 'iife' },
	{ ...shared, entryPoints: ['src/preview/notebook.ts'], outdir: 'dist/preview', platform: 'browser', format: 'esm', loader: { '.css': 'text' } },
	{ ...shared, entryPoints: ['test/integration/suite.ts'], outfile: 'out/integration/suite.js', platform: 'browser', format: 'cjs', external: ['vscode'], plugins: [onlyUsedPalettes, integrationTests],
		define: { module: 'undefined' } } /* or mocha's browser build would take the suite's exports for its own */,
];

if (watch) {
	for (const options of bundles) await (await context(options)).watch();
	console.log('Watching for changes; Ctrl+C ends it.');
} else {
	await Promise.all(bundles.map((options) => build(options)));
}
