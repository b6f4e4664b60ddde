// How long the analysis of models takes after a keystroke, by the size of the file:
//   npx tsx test/bench/models.ts [--sessions N] [--source DIR]
// What is measured is the analysis as it ships: bundled and minified (tsx gives every function its name when it is made, which ships nowhere).
// VS Code's hosts run Node 22 and 24: `path/to/node --import tsx test/bench/models.ts` measures in another Node than one's own.
// The files are put together from the fixture models, several in each, and other code between them; with --source, torchvision's own
// files below DIR are measured as well. A session types a few characters at one place and takes them back, and every keystroke is analysed:
// in a layer's arguments, in forward, a comment, a new line, a half-typed statement. The first result is what the editor shows first: the report
// on the models that have been run by the first pause (or on the whole file, where that takes no longer), with how many layers of the file have their
// sizes in it; the whole report is on all of its models. Both are measured in a new process: from the text to what hints and problems are shown from,
// the bundle loaded, nothing compiled or kept. Beside them stands the processor time of all threads, which other work on the machine changes less.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildSync } from 'esbuild';
import { SLICE_MILLISECONDS } from '../../src/models/analysis-turns';
import type { ModelAnalyzer } from '../../src/models/analyze';
import { randomNumbers } from '../models/edits';
import { folderResolver } from '../models/source-folder';
import { modelFile } from './model-file';

const { values } = parseArgs({ options: { sessions: { type: 'string' }, source: { type: 'string' }, first: { type: 'string' }, bundle: { type: 'string' } } });
const SESSIONS = Number(values.sessions ?? 40);
const GOALS = { first: 150, median: 10, p95: 40 };
const FIRST_RUNS = 9;

interface Subject {
	readonly name: string;
	readonly text: string;
	readonly file: string;
	readonly moduleName?: string;
}

const made = [250, 1_000, 2_500, 10_000].map((lines): Subject => ({ name: `${lines} lines`, text: modelFile(lines), file: 'main.py' }));

function torchvisionSubjects(source: string): Subject[] {
	const files = ['mobilenetv2', 'resnet', 'swin_transformer', 'regnet'].map((name) => `torchvision/models/${name}.py`);
	return files.filter((file) => existsSync(join(source, file))).map((file) => ({ name: file.split('/').at(-1)!, text: readFileSync(join(source, file), 'utf8'), file, moduleName: file.slice(0, -3).replaceAll('/', '.') }));
}

const subjects = [...made, ...(values.source === undefined ? [] : torchvisionSubjects(values.source))];

const folder = values.bundle === undefined ? mkdtempSync(join(tmpdir(), 'convlens-')) : undefined;
const bundle = values.bundle ?? join(folder!, 'analyze.cjs');
if (folder !== undefined) buildSync({ entryPoints: [join(import.meta.dirname, '../../src/models/analyze.ts')], outfile: bundle, bundle: true, minify: true, platform: 'node', format: 'cjs', target: 'es2022' });
const { ModelAnalyzer: Analyzer } = createRequire(import.meta.url)(bundle) as { readonly ModelAnalyzer: typeof ModelAnalyzer };

const analyzerOf = (): ModelAnalyzer => new Analyzer(values.source === undefined ? {} : { resolveModule: folderResolver(values.source) });

interface Typing {
	/** The lines that it can happen behind (or in, where the pattern ends before the line does). */
	readonly place: RegExp;
	readonly typed: (line: string) => string;
}

const indentOf = (line: string): string => /^\s*/.exec(line)![0];

const KINDS: Readonly<Record<string, Typing>> = {
	'layer argument': { place: /^\s+.*nn\.\w+\([^()]*\d(?=[,)])/, typed: () => '12' },
	'forward': { place: /^\s+(?:x|out|y) = .*\)$/, typed: () => '.relu()' },
	'comment': { place: /^\s+\S.*[^\\,([{]$/, typed: () => '  # noted' },
	'new line': { place: /^\s+(?:x|self\.\w+) = .*\)$/, typed: (line) => `\n${indentOf(line)}` },
	'half-typed statement': { place: /^\s+(?:x|self\.\w+) = .*\)$/, typed: (line) => `\n${indentOf(line)}self.extra = nn.Conv2d(16, 32, ker` },
};

/** The versions that one session goes through: each character typed, then all taken back. */
function versionsOf(text: string, { place, typed }: Typing, random: () => number): string[] {
	const places: Array<readonly [number, string]> = [];
	let start = 0;
	for (const line of text.split('\n')) {
		const match = place.exec(line);
		if (match !== null) places.push([start + match[0].length, line]);
		start += line.length + 1;
	}
	const picked = places[Math.floor(random() * places.length)];
	if (picked === undefined) return [];
	const [at, line] = picked;
	const characters = typed(line);
	// A line break comes with its indentation.
	const first = /^\n\s*/.exec(characters)?.[0].length ?? 1;
	return [...Array.from({ length: characters.length - first + 1 }, (_, index) => text.slice(0, at) + characters.slice(0, first + index) + text.slice(at)), text];
}

const quantile = (times: readonly number[], share: number): number => [...times].sort((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * share))] ?? NaN;

interface FirstResult {
	readonly first: number;
	/** The layers in the first result. */
	readonly layers: number;
	readonly whole: number;
	readonly allLayers: number;
	readonly processor: number;
}

/** An analysis as the editor goes through it, but for the pauses. */
function analyzeFirst({ text, file, moduleName }: Subject): FirstResult {
	const before = process.cpuUsage();
	const started = performance.now();
	let beginning: Pick<FirstResult, 'first' | 'layers'> | undefined;
	for (const step of analyzerOf().steps(text, file, moduleName)) {
		if (step.kind === 'whole') {
			const whole = performance.now() - started;
			const { user, system } = process.cpuUsage(before);
			const allLayers = step.report.layers.length;
			return { ...(beginning ?? { first: whole, layers: allLayers }), whole, allLayers, processor: (user + system) / 1000 };
		}
		if (beginning !== undefined || performance.now() - started < SLICE_MILLISECONDS) continue;
		const { length: layers } = step.report().layers;
		beginning = { first: performance.now() - started, layers };
	}
	throw new Error('An analysis ended without a report.');
}

function timeOf(run: () => void): number {
	const started = performance.now();
	run();
	return performance.now() - started;
}

/** Prints a table's row, the first column wide. */
function row(cells: readonly string[]): void {
	console.log(cells.map((cell, index) => (index === 0 ? cell.padEnd(22) : cell.padStart(index < 3 ? 8 : 21))).join(''));
}

if (values.first !== undefined) {
	console.log(JSON.stringify(analyzeFirst(subjects.find(({ name }) => name === values.first)!)));
} else {
	console.log(`Node ${process.versions.node}`);
	row(['file', 'lines', 'models', 'first result (ms)', 'layers in it', 'whole report (ms)', 'processor time (ms)', 'median per edit (ms)', 'p95 (ms)']);
	const byKind = new Map<string, number[]>();
	for (const { name, text, file, moduleName } of subjects) {
		const first = Array.from({ length: FIRST_RUNS }, () => JSON.parse(execFileSync(process.execPath, [...process.execArgv, import.meta.filename, '--first', name, '--bundle', bundle, ...(values.source === undefined ? [] : ['--source', values.source])], { encoding: 'utf8' })) as FirstResult);
		const analyzer = analyzerOf();
		const { models: found } = analyzer.analyze(text, file, moduleName);
		const random = randomNumbers(text.length);
		const times: number[] = [];
		for (let session = 0; session < SESSIONS; session++) {
			const kind = Object.keys(KINDS)[session % Object.keys(KINDS).length]!;
			const own = versionsOf(text, KINDS[kind]!, random).map((version) => timeOf(() => analyzer.analyze(version, file, moduleName)));
			times.push(...own);
			if (name === made[1]!.name) byKind.set(kind, [...(byKind.get(kind) ?? []), ...own]);
		}
		const middle = (of: (each: FirstResult) => number): number => quantile(first.map(of), 0.5);
		row([
			name, String(text.split('\n').length), String(found.length), middle((each) => each.first).toFixed(0), `${middle(({ layers }) => layers)} of ${middle(({ allLayers }) => allLayers)}`,
			middle(({ whole }) => whole).toFixed(0), middle(({ processor }) => processor).toFixed(0), quantile(times, 0.5).toFixed(1), quantile(times, 0.95).toFixed(1),
		]);
	}
	console.log(`goals at 1,000 lines: first result ${GOALS.first} ms, median ${GOALS.median} ms, p95 ${GOALS.p95} ms`);
	for (const [kind, times] of byKind) row([`  ${kind}`, '', '', '', '', '', '', quantile(times, 0.5).toFixed(1), quantile(times, 0.95).toFixed(1)]);
	if (folder !== undefined) rmSync(folder, { recursive: true });
}
