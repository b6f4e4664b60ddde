import assert from 'node:assert/strict';
import { ModelAnalyzer } from '../../../src/models/analyze';
import type { ModelReport } from '../../../src/models/report';
import { localizeWith } from '../../../src/present/localize';
import { modelShapeText, quantityText, shortCount } from '../../../src/present/model-quantity';
import { fixTitle, modelProblemSentence, productOf } from '../../../src/present/model-problem';
import { provenanceText } from '../../../src/present/model-provenance';
import { modelTable } from '../../../src/present/model-table';

const localize = localizeWith();

function source(features: number): string {
	return [
		'import torch', 'from torch import nn', 'class Small_Net(nn.Module):', '    # shape: x = B,3,32,32', '    def __init__(self):', '        super().__init__()', '        self.conv = nn.Conv2d(3, 8, 3, 2, 1)',
		`        self.fc = nn.Linear(${features}, 10)`, '    def forward(self, x):', '        x = torch.flatten(self.conv(x), 1)', '        return self.fc(x)',
	].join('\n');
}

function model(features: number): ModelReport {
	return new ModelAnalyzer().analyze(source(features), 'model.py').models[0]!;
}

describe('the model summary as text', () => {
	it('Markdown: one row a layer with its share, then the totals', () => {
		const table = modelTable(model(2048), 'markdown', localize);
		assert.match(table, /^\| Layer \| Kernel \| Input \| Output \| Parameters \| Share \|/);
		assert.match(table, /\| conv \(Conv2d\) \| 3×3 \| \(N, 3, 32, 32\) \| \(N, 8, 16, 16\) \| 224 \| 1\.1 % \| 55,296 \| 3×3 \| 8\.0 KiB \|/);
		assert.match(table, /- Parameters: 20,714\n/);
		assert.match(table, /- Multiply-adds \(one sample, biases not counted\): 75,776\n/);
	});
	it('CSV quotes what has commas', () => assert.match(modelTable(model(2048), 'csv', localize), /\nconv \(Conv2d\),3×3,"\(N, 3, 32, 32\)","\(N, 8, 16, 16\)",224,/));
	it('LaTeX escapes underscores and percent signs', () => {
		const table = modelTable(model(2048), 'latex', localize);
		assert.match(table, /\nSmall\\_Net & /);
		assert.match(table, / & 1\.1 \\% & /);
		assert.match(table, /3\$\\times\$3/);
	});
	it('totals of a model that stops are lower bounds', () => assert.match(modelTable(model(100), 'markdown', localize), /biases not counted\): ≥ 55,296\n[\s\S]*stops before its end/));
});

describe('numbers of models', () => {
	it('the batch is N, unless N is the name of another size', () => {
		assert.equal(modelShapeText(['B', 3, '4·B']), '(N, 3, 4·N)');
		assert.equal(modelShapeText(['B', 'N', 64]), '(B, N, 64)');
		assert.equal(modelShapeText(['B']), '(N,)');
	});
	it('lower bounds and unknowns are marked', () => {
		const doubt = { reason: 'unsupported', detail: '' } as const;
		assert.equal(quantityText({ status: 'at-least', value: 1234, doubt }), '≥ 1,234');
		assert.equal(quantityText({ status: 'unknown', doubt }), '?');
		assert.deepEqual([9_999, 11_689_512, 30_346].map(shortCount), ['9,999', '11.69 M', '30.35 k']);
	});
});

describe('the words of problems', () => {
	it('100 features for 2048 = 8·16·16, and what the fix does', () => {
		const [problem] = new ModelAnalyzer().analyze(source(100), 'model.py').problems;
		assert.equal(modelProblemSentence(problem!.problem, localize), 'The layer takes 100 features, but its input (N, 2048) has 2048.');
		const product = productOf(2048, problem!.trace);
		assert.equal(product?.text, '2048 = 8·16·16');
		assert.equal(product.step.operation, 'conv2d');
		assert.equal(fixTitle(problem!.fix!, localize), 'Set in_features to 2048');
	});
});

describe('where an input comes from', () => {
	const range = { file: 'model.py', start: 0, end: 5 };
	it('a call is quoted with its line; an assumption says so', () => {
		assert.equal(provenanceText({ kind: 'call', range }, () => ({ where: 'line 41', text: 'torch.randn(1, 3, 28, 28)' }), localize), 'from torch.randn(1, 3, 28, 28), line 41');
		assert.equal(provenanceText({ kind: 'assumed' }, () => undefined, localize), 'assumed: nothing in the file states it');
		assert.equal(provenanceText({ kind: 'pragma', range }, () => undefined, localize), 'as you set it for this session');
		assert.equal(provenanceText({ kind: 'solved', range, features: 256, from: 28, to: 31 }, () => ({ where: 'line 7', text: '256' }), localize), 'solved: only 28 to 31 gives the 256 features of line 7');
	});
});
