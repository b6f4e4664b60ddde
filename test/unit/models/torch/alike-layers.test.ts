import assert from 'node:assert/strict';
import { runPython } from '../evaluate';
import { analyze, exact, IMPORTS } from '../analysis';

const names = (text: string): ReadonlyMap<string, unknown> => runPython(`${IMPORTS}${text}`).names;

describe('layers that are made with the same numbers', () => {
	it('have parameters and buffers of their own', () => {
		const found = names('a = nn.BatchNorm2d(7)\nb = nn.BatchNorm2d(7)\nshared = a.weight is b.weight or a.running_mean is b.running_mean\na.weight.requires_grad = False\ntrains = b.weight.requires_grad\nshape = tuple(b.running_mean.shape)\n');
		assert.equal(found.get('shared'), false);
		assert.equal(found.get('trains'), true);
	});
	it('do not follow what is changed in one of them', () => {
		const found = names('a = nn.Conv2d(3, 9, 3)\na.stride = (5, 5)\na.bias = None\ndel a.weight\nb = nn.Conv2d(3, 9, 3)\nc = nn.Conv2d(3, 9, 3)\nstride = c.stride[0]\nhas_bias = c.bias is not None\ncount = sum([each.numel() for each in c.parameters()])\n');
		assert.deepEqual(['stride', 'has_bias', 'count'].map((name) => found.get(name)), [1, true, 9 * 27 + 9]);
	});
	it('train although one of them, in this file or in one that was analysed before, is frozen', () => {
		const frozen = `${IMPORTS}a = nn.Sequential(nn.Linear(11, 7))\nfor name, p in a.named_parameters():\n    p.requires_grad_(False)\nb = nn.Sequential(nn.Linear(11, 7))\nfor p in b.parameters():\n    p.requires_grad = False\n`;
		const trainable = (text: string): unknown[] => analyze(text).models.map(({ totals }) => exact(totals.trainable));
		assert.deepEqual(trainable(`${frozen}c = nn.Sequential(nn.Linear(11, 7))\n`), [0, 0, 84]);
		assert.deepEqual(trainable(`${IMPORTS}d = nn.Sequential(nn.Linear(11, 7))\n`), [84]);
	});
	it('are told apart by keywords, by the kind of a number and by what is refused', () => {
		const found = names('a = nn.Conv2d(4, 8, 3, bias=False)\nb = nn.Conv2d(4, 8, 3, groups=2)\nc = nn.Conv2d(4, 8, 3)\ncounts = [sum([p.numel() for p in each.parameters()]) for each in (a, b, c)]\nx, y, z = counts\n');
		assert.deepEqual(['x', 'y', 'z'].map((name) => found.get(name)), [288, 152, 296]);
		assert.equal(runPython(`${IMPORTS}a = nn.Conv2d(5, 8, 3, groups=2)\nb = nn.Conv2d(5, 8, 3, groups=2)\n`).errors.length, 2);
	});
	it('share weights only where these are assigned', () => {
		const model = `${IMPORTS}class Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n        self.a = nn.Linear(3, 3)\n        self.b = nn.Linear(3, 3)\n        self.b.weight = self.a.weight\n    def forward(self, x):\n        return self.b(self.a(x))\n`;
		assert.equal(exact(analyze(model).models[0]!.totals.parameters), 9 + 3 + 3);
	});
});
