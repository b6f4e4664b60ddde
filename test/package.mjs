// Looks at the package that `npm run package` made: exactly the files that are meant to ship, and its size.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';

const FILE = 'dist/convlens.vsix';
const MOST_BYTES = 1_000_000;

const allowed = readFileSync('.vscodeignore', 'utf8').split('\n').filter((line) => line.startsWith('!')).map((line) => line.slice(1)).sort();
const vsce = createRequire(import.meta.url).resolve('@vscode/vsce/vsce');
const shipped = execFileSync(process.execPath, [vsce, 'ls', '--no-dependencies'], { encoding: 'utf8' }).trim().split('\n').sort();
assert.deepEqual(shipped, allowed, 'what ships is what .vscodeignore allows, no more and no less');

const PANEL = 'dist/visualizer/visualizer.js';
const MOST_PANEL_BYTES = 200_000;
assert.ok(statSync(PANEL).size <= MOST_PANEL_BYTES, `${PANEL} has ${statSync(PANEL).size} bytes, more than ${MOST_PANEL_BYTES}`);

const { size } = statSync(FILE);
assert.ok(size <= MOST_BYTES, `${FILE} has ${size} bytes, more than ${MOST_BYTES}`);
console.log(`${FILE}: ${shipped.length} files, ${Math.round(size / 1000)} kB`);
