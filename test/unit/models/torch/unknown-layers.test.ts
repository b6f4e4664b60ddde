import assert from 'node:assert/strict';
import { ModelAnalyzer } from '../../../../src/models/analyze';
import { DEFAULT_BUDGET } from '../../../../src/models/python/interpreter';
import { analyze, exact, IMPORTS, shapeOf } from '../analysis';

describe('layers that are not known', () => {
	it('a layer of a library that was not found keeps its place in a Sequential: nothing behind it is called wrong', () => {
		const report = analyze(`${IMPORTS}from somewhere import Patches\nnet = nn.Sequential(nn.Conv2d(3, 8, 3), Patches(4), nn.Linear(48, 10))\ny = net(torch.randn(8, 3, 32, 32))\n`);
		assert.deepEqual(report.problems, []);
		assert.equal(report.models[0]?.output.kind, 'unknown');
		assert.deepEqual(report.models[0].totals.parameters, { status: 'at-least', value: 8 * 28 + 490, doubt: { reason: 'unresolved-import', detail: 'somewhere' } });
	});
	it('the same with add_module, a ModuleList and a ModuleDict', () => {
		for (const holder of ['nn.ModuleList([nn.Linear(4, 4), Patches(4)])', 'nn.ModuleDict({"a": nn.Linear(4, 4), "b": Patches(4)})']) {
			const report = analyze(`${IMPORTS}from somewhere import Patches\nclass Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n        self.parts = ${holder}\n    def forward(self, x):\n        return x\n`);
			assert.equal(report.models[0]?.totals.parameters.status, 'at-least', holder);
		}
	});
	it('parts that are put in by a loop of unknown length, or given by unknown arguments, leave nothing exact that hangs on them', () => {
		const model = (build: string, run: string): string => `${IMPORTS}import json\nn = json.load(open('n.json'))\nclass Block(nn.Module):\n    def __init__(self, width=4, kernel=3):\n        super().__init__()\n        self.conv = nn.Conv2d(3, width, kernel)\n    def forward(self, x):\n        return self.conv(x)\nclass Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n${build.replaceAll(/^/gm, '        ')}\n    def forward(self, x):\n${run.replaceAll(/^/gm, '        ')}\n        return x\nNet()(torch.randn(2, 3, 32, 32))\n`;
		const cases: ReadonlyArray<readonly [string, string]> = [
			['layers = []\nfor i in range(n):\n    layers.append(nn.Conv2d(3, 3, 3))\nself.body = nn.Sequential(*layers)', 'x = self.body(x)'],
			['self.body = nn.ModuleList()\nfor i in range(n):\n    self.body.append(nn.Conv2d(3, 3, 3))', 'for each in self.body:\n    x = each(x)'],
			['self.body = nn.Sequential()\nfor i in range(n):\n    self.body.add_module(f"conv{i}", nn.Conv2d(3, 3, 3))', 'x = self.body(x)'],
			['self.body = nn.ModuleDict()\nfor i in range(n):\n    self.body[str(i)] = nn.Conv2d(3, 3, 3)', 'for each in self.body.values():\n    x = each(x)'],
			['self.body = Block(**n)', 'x = self.body(x)'],
			['self.body = Block(*n)', 'x = self.body(x)'],
		];
		for (const [build, run] of cases) {
			const report = analyze(model(build, run)).models.find(({ name }) => name === 'Net')!;
			assert.deepEqual(report.layers.filter(({ path, parameterCount }) => path.startsWith('body') && parameterCount.status === 'exact').map(({ path }) => path), [], build);
			assert.equal(report.output.kind === 'unknown' || shapeOf(report.output)?.includes('?'), true, build);
			assert.equal(report.totals.parameters.status, 'at-least', build);
		}
	});
	it('what is called as a part of a model and is not known may have parameters', () => {
		for (const part of ['torch.hub.load("some/where", "net")', 'backbone']) {
			const report = analyze(`${IMPORTS}class Net(nn.Module):\n    def __init__(self, backbone):\n        super().__init__()\n        self.backbone = ${part}\n        self.head = nn.Linear(10, 2)\n    def forward(self, x):\n        return self.head(self.backbone(x))\n`);
			assert.deepEqual([report.models[0]?.totals.parameters.status, exact(report.models[0]!.layers.find(({ path }) => path === 'head')!.parameterCount)], ['at-least', 22], part);
		}
	});
	it('a LightningModule is a module, and its hyperparameters are its constructor\'s arguments', () => {
		for (const [imported, base] of [['import pytorch_lightning as pl', 'pl.LightningModule'], ['import lightning as L', 'L.LightningModule'], ['from lightning.pytorch import LightningModule', 'LightningModule']] as const) {
			const report = analyze(`${IMPORTS}${imported}\nclass Net(${base}):\n    def __init__(self, width=12, classes=10, **more):\n        super().__init__()\n        self.save_hyperparameters(ignore=['width'])\n        self.example_input_array = torch.zeros(1, 3, 8, 8)\n        self.features = nn.Sequential(nn.Conv2d(3, width, 3), nn.Flatten())\n        self.head = nn.Linear(width * 36, self.hparams.classes)\n        self.other = nn.Linear(1, self.hparams['classes'])\n    def forward(self, x):\n        return self.head(self.features(x))\n`);
			assert.deepEqual(report.problems, []);
			assert.equal(exact(report.models[0]!.totals.parameters), 12 * 28 + (432 + 1) * 10 + 20, base);
			assert.equal(shapeOf(report.models[0]?.output)?.join(), 'B,10');
		}
	});
	it('save_hyperparameters as d2l\'s classes have it makes attributes', () => {
		const report = analyze(`${IMPORTS}class Net(nn.Module):\n    def __init__(self, hidden=7, *, classes=3):\n        super().__init__()\n        self.save_hyperparameters()\n        self.net = nn.Sequential(nn.Linear(5, self.hidden), nn.Linear(self.hidden, self.classes))\n    def forward(self, x):\n        return self.net(x)\n`);
		assert.equal(exact(report.models[0]!.totals.parameters), 6 * 7 + 8 * 3);
	});
	it('a module whose source takes too many steps counts as not found, for this run and the next; what does not use it is whole', () => {
		let asked = 0;
		const analyzer = new ModelAnalyzer({
			resolveModule: (name) => (name === 'endless' ? (asked++, { text: 'n = 0\nwhile True:\n    n += 1\n', file: 'endless.py', isPackage: false }) : undefined),
			budget: { ...DEFAULT_BUDGET, stepsPerImport: 2_000 },
		});
		const text = `${IMPORTS}from endless import Layer\nnet = nn.Sequential(nn.Linear(3, 4))\nother = nn.Sequential(nn.Linear(3, 4), Layer())\n`;
		for (const each of [text, `${text}\n`]) assert.deepEqual(analyzer.analyze(each, 'main.py').models.map(({ name, totals }) => [name, totals.parameters.status]), [['net', 'exact'], ['other', 'at-least']]);
		assert.equal(asked, 1);
	});
	it('the sources of PyTorch itself are not read', () => {
		const asked: string[] = [];
		analyze(`${IMPORTS}from torch.somewhere.deep import Thing\nimport torchvision\nfrom numpy.linalg import norm\n`, { resolveModule: (name) => void asked.push(name) });
		assert.deepEqual(asked, []);
	});
});
