import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AnalysisTurns } from '../../../src/models/analysis-turns';
import { ModelAnalyzer } from '../../../src/models/analyze';
import type { AnalysisStep } from '../../../src/models/analyze';
import { DEFAULT_BUDGET } from '../../../src/models/python/interpreter';
import type { FileReport, LayerSite } from '../../../src/models/report';
import { randomNumbers } from '../../models/edits';

const FOLDER = join(import.meta.dirname, '../../models/fixtures');
const texts = readdirSync(FOLDER).filter((file) => file.endsWith('.py')).sort().map((file) => readFileSync(join(FOLDER, file), 'utf8'));

/** Classes that share a block, a base and functions, of which the last makes the block's sizes disagree. */
const SHARED = `import torch
import torch.nn as nn

class Block(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.layer = nn.Conv2d(3, width, 3, padding=1)
    def forward(self, x):
        return self.layer(x)

class Base(nn.Module):
    def __init__(self, size=4):
        super().__init__()
        self.fc = nn.Linear(size, 2)
    def forward(self, x):
        return self.fc(x)

class Alone(nn.Module):
    def __init__(self):
        super().__init__()
        self.only = nn.Conv2d(3, 5, 3)
    def forward(self, x):
        x = self.only(x)
        return x

class First(nn.Module):
    def __init__(self):
        super().__init__()
        self.block = Block(8)
    def forward(self, x):
        return self.block(x)

class Second(Base):
    def __init__(self):
        super().__init__(7)

def made():
    return Block(9)

class Third(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.part = made()
    def forward(self, x):
        return self.part(x)

def third():
    return Third(1)
`;

const nameOf = (report: FileReport, { range, uses, ...rest }: LayerSite): unknown => ({ range, ...rest, uses: uses.map(({ model, path }) => [report.models[model]!.name, path]) });

/** What a beginning says has to stand in the whole as well. */
function assertBeginning(beginning: FileReport, whole: FileReport): void {
	for (const model of beginning.models) assert.deepEqual(model, whole.models.find(({ nameRange }) => nameRange.start === model.nameRange.start));
	for (const site of beginning.layers) assert.deepEqual(nameOf(beginning, site), nameOf(whole, whole.layers.find(({ range }) => range.start === site.range.start)!));
	for (const place of beginning.observations) assert.deepEqual(place, whole.observations.find(({ range, occasion }) => range.start === place.range.start && range.end === place.range.end && occasion === place.occasion));
	for (const { range, problem } of beginning.problems) assert.ok(whole.problems.some((each) => each.range.start === range.start && each.problem.code === problem.code));
}

function beginningsOf(text: string): { readonly beginnings: FileReport[]; readonly whole: FileReport } {
	const beginnings: FileReport[] = [];
	for (const step of new ModelAnalyzer().steps(text, 'main.py')) {
		if (step.kind === 'whole') return { beginnings, whole: step.report };
		beginnings.push(step.report());
	}
	throw new Error('An analysis ended without a report.');
}

describe('An analysis in steps', function () {
	this.timeout(120_000);

	it('says behind each model what the whole says of it', () => {
		const { beginnings, whole } = beginningsOf(texts.join('\n'));
		assert.deepEqual(whole, new ModelAnalyzer().analyze(texts.join('\n'), 'main.py'));
		assert.ok(beginnings.length >= 15, `${beginnings.length} steps`);
		for (const beginning of beginnings) assertBeginning(beginning, whole);
		assert.deepEqual(beginnings.map(({ models }) => models.length).slice(0, 3), [1, 2, 3]);
		assert.ok(beginnings[0]!.layers.length > 0 && beginnings[0]!.observations.length > 0);
	});

	it('says the same in files put together at random', () => {
		const random = randomNumbers(5);
		for (let round = 0; round < 12; round++) {
			const picked = Array.from({ length: 4 }, () => texts[Math.floor(random() * texts.length)]!).join('\n');
			const { beginnings, whole } = beginningsOf(round % 3 === 0 ? `${SHARED}\n${picked}` : picked);
			for (const beginning of beginnings) assertBeginning(beginning, whole);
		}
	});

	it('leaves out what models still to come may use: blocks, bases, and what functions make of them', () => {
		const { beginnings, whole } = beginningsOf(SHARED);
		const found = ['Base', 'Alone', 'First', 'Second', 'Third'];
		assert.deepEqual(beginnings.map(({ models }) => models.map(({ name }) => name)), found.map((_, index) => found.slice(0, index + 1)));
		const layersOf = (beginning: FileReport): string[] => beginning.layers.map(({ range }) => SHARED.slice(range.start, range.end));
		assert.deepEqual(beginnings.slice(0, 3).map(layersOf), [[], ['nn.Conv2d(3, 5, 3)'], ['nn.Conv2d(3, 5, 3)', 'Block(8)']]);
		assert.deepEqual(whole.layers.filter(({ className }) => className === 'Conv2d').map(({ uses }) => uses.length), [2, 1]);
		for (const beginning of beginnings) assertBeginning(beginning, whole);
	});

	it('leaves out what a function hands to a model still to come', () => {
		const text = [
			'import torch.nn as nn',
			'class Part(nn.Module):', '    def __init__(self, width=3):', '        super().__init__()', '        self.layer = nn.Linear(4, width)', '    def forward(self, x):', '        return self.layer(x)',
			'class Early(nn.Module):', '    def __init__(self):', '        super().__init__()', '        self.part = Part()', '    def forward(self, x):', '        return self.part(x)',
			'class Middle(nn.Module):', '    def __init__(self):', '        super().__init__()', '        self.own = nn.Linear(2, 2)', '    def forward(self, x):', '        return self.own(x)',
			'class Late(nn.Module):', '    def __init__(self, kind, width):', '        super().__init__()', '        self.part = kind(width)', '    def forward(self, x):', '        return self.part(x)',
			'def late():', '    return Late(Part, 9)',
		].join('\n');
		const { beginnings, whole } = beginningsOf(text);
		assert.deepEqual(beginnings.map(({ layers }) => layers.map(({ range }) => text.slice(range.start, range.end))), [['Part()'], ['Part()', 'nn.Linear(2, 2)'], ['nn.Linear(4, width)', 'Part()', 'nn.Linear(2, 2)', 'kind(width)']]);
		assert.equal(whole.layers[0]!.uses.length, 2);
		for (const beginning of beginnings) assertBeginning(beginning, whole);
	});

	it('can be left behind any step, and the next analysis comes out as a new one', () => {
		const random = randomNumbers(9);
		const analyzer = new ModelAnalyzer();
		for (let round = 0; round < 12; round++) {
			const text = `${SHARED}\n${texts[round % texts.length]!}`;
			const changed = text.replace('Block(8)', `Block(${round + 10})`);
			let left = Math.floor(random() * 5);
			for (const step of analyzer.steps(changed, 'main.py')) if (left-- === 0 && step.kind === 'beginning') break;
			assert.deepEqual(analyzer.analyze(text, 'main.py'), new ModelAnalyzer().analyze(text, 'main.py'));
		}
	});

	it('counts no time against its budget while it waits between its steps', () => {
		const analyzer = new ModelAnalyzer({ budget: { ...DEFAULT_BUDGET, milliseconds: 1_000 } });
		let steps = 0;
		for (const step of analyzer.steps(texts.slice(0, 6).join('\n'), 'main.py')) {
			if (steps++ === 0) for (const until = performance.now() + 1_100; performance.now() < until;);
			if (step.kind === 'whole') assert.equal(step.report.isIncomplete, false);
		}
		assert.ok(steps >= 6, `${steps} steps`);
	});

	it('refuses to begin another one before its end', () => {
		const steps = new ModelAnalyzer().steps(SHARED, 'main.py');
		steps.next();
		assert.throws(() => new ModelAnalyzer().analyze(SHARED, 'other.py'), /under way/);
		steps.return();
		assert.equal(new ModelAnalyzer().analyze(SHARED, 'other.py').models.length, 5);
	});
});

describe('The turns of analyses', () => {
	/** Steps that take this long each. */
	function* slowly(count: number, milliseconds: number, log: string[]): Generator<AnalysisStep> {
		const report: FileReport = { file: '', models: [], parts: [], observations: [], layers: [], problems: [], isIncomplete: false };
		try {
			for (let index = 0; index < count; index++) {
				const until = performance.now() + milliseconds;
				while (performance.now() < until);
				yield { kind: 'beginning', report: () => report };
			}
			yield { kind: 'whole', report };
		} finally {
			log.push('ended');
		}
	}

	it('come one after another, while timers have theirs between the slices', async () => {
		const turns = new AnalysisTurns();
		const log: string[] = [];
		const options = (name: string): Parameters<AnalysisTurns['through']>[1] => ({ isWanted: () => true, onBeginning: () => log.push(`${name} begun`) });
		const both = [turns.after(() => turns.through(slowly(5, 35, log), options('one'))), turns.after(() => turns.through(slowly(1, 1, log), options('other')))];
		setTimeout(() => log.push('timer'));
		assert.deepEqual((await Promise.all(both)).map((report) => report?.file), ['', '']);
		assert.deepEqual(log, ['one begun', 'timer', 'ended', 'ended']);
	});

	it('leave what is no longer wanted, and go on with the next', async () => {
		const turns = new AnalysisTurns();
		const log: string[] = [];
		let isWanted = true;
		setTimeout(() => (isWanted = false));
		const left = turns.after(() => turns.through(slowly(1000, 35, log), { isWanted: () => isWanted, onBeginning: () => undefined }));
		assert.equal(await left, undefined);
		assert.deepEqual(log, ['ended']);
		await assert.rejects(turns.after(() => Promise.reject(new Error('failed'))), /failed/);
		assert.equal(await turns.after(() => 7), 7);
	});
});
