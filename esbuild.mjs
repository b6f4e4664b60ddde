// Builds everything that ships (dist/) and the suites that run inside VS Code (out/).
//   node esbuild.mjs              build once
//   node esbuild.mjs --watch      rebuild on change, with source maps
//
// The bundler polices the rooms as well: only the extension bundles know `vscode`, only the desktop bundle knows Node,
// so that a stray import anywhere else fails the build.
import { build, context } from 'esbuild';
import './src/engine/fast/assembly/build.mjs'; // compiles the WebAssembly kernels

const watch = process.argv.includes('--watch');

/** @type {import('esbuild').BuildOptions} */
const shared = {
	bundle: true,
	minify: !watch,
	sourcemap: watch ? 'linked' : false,
	target: 'es2022',
	logLevel: 'warning',
	legalComments: 'none',
};

/** @type {import('esbuild').BuildOptions[]} */
const bundles = [
	{ ...shared, entryPoints: ['src/extension.ts'], outfile: 'dist/extension.js', platform: 'node', format: 'cjs', external: ['vscode'] },
	{ ...shared, entryPoints: ['src/extension.ts'], outfile: 'dist/extension.web.js', platform: 'browser', format: 'cjs', external: ['vscode'] },
	{ ...shared, entryPoints: ['src/visualizer/visualizer.tsx'], outdir: 'dist/visualizer', platform: 'browser', format: 'iife', jsx: 'automatic', jsxImportSource: 'preact' },
	{ ...shared, entryPoints: ['test/integration/suite.ts'], outfile: 'out/integration/suite.js', platform: 'browser', format: 'cjs', external: ['vscode'], mainFields: ['browser', 'module', 'main'], define: { global: 'globalThis' } },
];

if (watch) {
	for (const options of bundles) await (await context(options)).watch();
	console.log('Watching for changes; Ctrl+C ends it.');
} else {
	await Promise.all(bundles.map((options) => build(options)));
}
