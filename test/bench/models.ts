// How long an edit takes, by the size of the file:
//   npx tsx test/bench/models.ts [--edits N]
// Files are put together from the fixture models; every edit changes one number in one place and analyses the file anew.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ModelAnalyzer } from '../../src/models/analyze';
import { randomNumbers } from '../models/edits';

const { values } = parseArgs({ options: { edits: { type: 'string' } } });
const EDITS = Number(values.edits ?? 60);
const FOLDER = join(import.meta.dirname, '../models/fixtures');

/** Plain code as surrounds models: settings, data loading and training. */
const FILLER = Array.from({ length: 40 }, (_, index) => `def step_${index}(model, batch, rate=${index}):\n    images, labels = batch\n    loss = F.cross_entropy(model(images), labels)\n    if rate > ${index}:\n        loss = loss * rate\n    loss.backward()\n    return {'loss': loss.item(), 'rate': rate}\n`);

/** A file of about this many lines: models first, the rest filled with other code, as real files of this size are. */
function makeFile(lines: number, models: readonly string[]): string {
	const parts = ['import math\nimport torch\nimport torch.nn as nn\nimport torch.nn.functional as F\n'];
	let count = 4;
	for (let index = 0; count < lines; index++) {
		const part = index < models.length && count < lines * 0.6 ? models[index]! : FILLER[index % FILLER.length]!;
		parts.push(part);
		count += part.split('\n').length;
	}
	return parts.join('\n');
}

const models = readdirSync(FOLDER).filter((file) => file.endsWith('.py') && file !== 'lstm.py').sort().map((file) => readFileSync(join(FOLDER, file), 'utf8'));
const quantile = (sorted: readonly number[], share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!;

console.log('lines   models   first (ms)   median per edit (ms)   p95 (ms)');
for (const lines of [250, 1_000, 2_500, 10_000]) {
	const text = makeFile(lines, lines <= 250 ? models.slice(0, 4) : models);
	const digits = [...text.matchAll(/\b\d+\b/g)].map((match) => match.index);
	const random = randomNumbers(lines);
	const analyzer = new ModelAnalyzer();
	const started = performance.now();
	const report = analyzer.analyze(text, 'main.py');
	const first = performance.now() - started;
	const times: number[] = [];
	for (let index = 0; index < EDITS; index++) {
		const at = digits[Math.floor(random() * digits.length)]!;
		const edited = text.slice(0, at) + String(Math.floor(random() * 9) + 1) + text.slice(at + 1);
		const begun = performance.now();
		analyzer.analyze(edited, 'main.py');
		times.push(performance.now() - begun);
	}
	times.sort((a, b) => a - b);
	console.log(`${String(text.split('\n').length).padStart(5)}   ${String(report.models.length).padStart(6)}   ${first.toFixed(0).padStart(10)}   ${quantile(times, 0.5).toFixed(1).padStart(20)}   ${quantile(times, 0.95).toFixed(1).padStart(8)}`);
}
