import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ModelAnalyzer } from '../../../src/models/analyze';
import { DEFAULT_BUDGET } from '../../../src/models/python/interpreter';
import { parsePython } from '../../../src/models/python/parse';
import { allStatements } from '../../../src/models/python/walk';
import { edit, expectedDefinitions, randomNumbers } from '../../models/edits';

/** MODEL_EDITS=10000 for the long run, of which every edit is tried for what it does to other classes, too (a tenth in a short run). MODEL_EDITS_SOURCE names another folder of Python files. */
const COUNT = Number(process.env.MODEL_EDITS ?? 1500);
const FOLDER = process.env.MODEL_EDITS_SOURCE ?? join(import.meta.dirname, '../../models/fixtures');

/** Bounded by steps alone: how long they take is the machine's affair. */
const BUDGET = { ...DEFAULT_BUDGET, milliseconds: Infinity };

const texts = readdirSync(FOLDER).filter((file) => file.endsWith('.py')).map((file) => readFileSync(join(FOLDER, file), 'utf8'));

describe(`${COUNT} random cuts and edits of ${texts.length} files`, function () {
	this.timeout(60_000 + 200 * COUNT);

	it('no exception, no more steps than the budget has, and at least 97.5 % of the edits keep every definition', () => {
		const random = randomNumbers(20261122);
		const analyzer = new ModelAnalyzer({ budget: BUDGET });
		let kept = 0;
		for (let index = 0; index < COUNT; index++) {
			const text = texts[Math.floor(random() * texts.length)]!;
			const edited = edit(text, random);
			const report = analyzer.analyze(edited.text, 'main.py');
			assert.equal(report.isIncomplete, false, edited.text);
			const found = parsePython(edited.text).chunks.flatMap((chunk) => [...allStatements(chunk.body)]).flatMap((each) => (each.kind === 'function' || each.kind === 'class' ? [each.name] : []));
			const left = [...found];
			const missing = expectedDefinitions(text, edited).filter((name) => {
				const at = left.indexOf(name);
				if (at >= 0) left.splice(at, 1);
				return at < 0;
			});
			if (missing.length === 0) kept++;
		}
		assert.ok(kept / COUNT >= 0.975, `${kept} of ${COUNT}`);
	});

	it('an edit inside one class leaves the report of the others as it was', () => {
		const [first, second] = ['Before', 'After'].map((name) => `class ${name}(nn.Module):\n    def __init__(self):\n        super().__init__()\n        self.conv = nn.Conv2d(3, 8, 3)\n    def forward(self, x):\n        return self.conv(x)\n\n`);
		const middle = readFileSync(join(import.meta.dirname, '../../models/fixtures/resnet.py'), 'utf8').split('\n').slice(1).join('\n');
		const head = 'import torch\nfrom torch import nn\n';
		const random = randomNumbers(7);
		const analyzer = new ModelAnalyzer({ budget: BUDGET });
		const summary = (text: string): unknown[] => analyzer.analyze(text, 'main.py').models.filter(({ name }) => name === 'Before' || name === 'After').map(({ name, totals, output }) => [name, totals, output]);
		const expected = summary(head + first! + middle + second!);
		assert.equal(expected.length, 2);
		let same = 0;
		const rounds = COUNT > 1500 ? COUNT : Math.ceil(COUNT / 10);
		for (let index = 0; index < rounds; index++) {
			const edited = edit(middle, random);
			if (JSON.stringify(summary(`${head}${first!}${edited.text}\n${second!}`)) === JSON.stringify(expected)) same++;
		}
		assert.ok(same / rounds >= 0.975, `${same} of ${rounds}`);
	});
});
