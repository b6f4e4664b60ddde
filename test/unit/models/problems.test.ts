import assert from 'node:assert/strict';
import type { ProblemReport } from '../../../src/models/report';
import { analyze, IMPORTS, shapeOf, textAt } from './analysis';

/** A model from the body of its constructor and of its forward, on a stated input. */
function model(constructor: readonly string[], forward: readonly string[], shape = '# shape: x = B,3,32,32'): string {
	return `${IMPORTS}class Net(nn.Module):\n    ${shape}\n    def __init__(self):\n        super().__init__()\n${constructor.map((line) => `        ${line}\n`).join('')}    def forward(self, x):\n${forward.map((line) => `        ${line}\n`).join('')}`;
}

/** The only problem of a text, with the text it underlines. */
function only(text: string): ProblemReport & { underlined: string | undefined; numbers: Readonly<Record<string, unknown>> } {
	const { problems } = analyze(text);
	assert.equal(problems.length, 1, JSON.stringify(problems.map(({ problem }) => problem)));
	return { ...problems[0]!, underlined: textAt(text, problems[0]!.range), numbers: problems[0]!.problem.numbers };
}

describe('problems that PyTorch would raise', () => {
	it('in_features after flatten: 2048 = 8·16·16 for 100, traced back to the convolution, with the number as fix', () => {
		const text = model(['self.conv = nn.Conv2d(3, 8, 3, 2, 1)', 'self.fc = nn.Linear(100, 10)'], ['x = self.conv(x)', 'x = torch.flatten(x, 1)', 'return self.fc(x)']);
		const found = only(text);
		assert.equal(found.problem.code, 'features-mismatch');
		assert.deepEqual([found.numbers.expected, found.numbers.actual], [100, 2048]);
		assert.equal(found.underlined, 'self.fc(x)');
		assert.equal(textAt(text, found.constructor), 'nn.Linear(100, 10)');
		assert.deepEqual(found.trace.map(({ operation, shape }) => `${operation} ${shape.join('x')}`), ['flatten Bx2048', 'conv2d Bx8x16x16', 'input Bx3x32x32']);
		assert.equal(textAt(text, found.trace[1]?.range), 'self.conv(x)');
		assert.equal(textAt(text, found.fix?.range), '100');
		assert.deepEqual([found.fix?.kind, found.fix?.text, found.fix?.argument], ['set-argument', '2048', 'in_features']);
		assert.equal(found.certainty, 'certain');
	});
	it('channels that do not match: 16 expected, 8 there', () => {
		const text = model(['self.a = nn.Conv2d(3, 8, 3)', 'self.b = nn.Conv2d(in_channels=16, out_channels=4, kernel_size=3)'], ['return self.b(self.a(x))']);
		const found = only(text);
		assert.deepEqual([found.problem.code, found.numbers.expected, found.numbers.actual], ['channel-mismatch', 16, 8]);
		assert.equal(textAt(text, found.fix?.range), '16');
		assert.equal(found.fix?.text, '8');
	});
	it('groups are set to the nearest number that divides the channels in and out: 3 for 4 of 6 and 12', () => {
		const text = model(['self.conv = nn.Conv2d(3, 6, 1)', 'self.grouped = nn.Conv2d(6, 12, 3, groups=4)'], ['return self.grouped(self.conv(x))']);
		const found = only(text);
		assert.deepEqual([found.problem.code, textAt(text, found.fix?.range), found.fix?.text, found.constructor], ['groups-do-not-divide', '4', '3', undefined]);
	});
	it('a kernel of 5 on a map of 2x2 gets padding 2; a window of a pooling has no fix', () => {
		const text = model(['self.pool = nn.MaxPool2d(16)', 'self.conv = nn.Conv2d(3, 8, 5,)'], ['return self.conv(self.pool(x))']);
		const found = only(text);
		assert.deepEqual([found.problem.code, found.fix?.kind, found.fix?.text], ['kernel-too-large', 'add-argument', 'padding=2']);
		assert.equal(only(model(['self.pool = nn.MaxPool2d(16)', 'self.again = nn.MaxPool2d(5)'], ['return self.again(self.pool(x))'])).fix, undefined);
	});
	it('of two maps to join the larger is cropped; where neither is the larger one there is no fix', () => {
		const text = model(['self.conv = nn.Conv2d(3, 8, 3)'], ['y = self.conv(x)', 'return torch.cat((y, x), dim=1)']);
		const found = only(text);
		assert.deepEqual([found.problem.code, textAt(text, found.fix?.range), found.fix?.text], ['join-mismatch', 'x', 'x[..., :y.shape[-2], :y.shape[-1]]']);
		assert.equal(only(model(['self.a = nn.Conv2d(3, 8, (3, 1))', 'self.b = nn.Conv2d(3, 8, (1, 3))'], ['a = self.a(x)', 'b = self.b(x)', 'return torch.cat([a, b], 1)'])).fix, undefined);
	});
	it('no fix where the number is not written as one', () => {
		assert.equal(only(model(['width = 16', 'self.b = nn.Conv2d(width, 4, 3)'], ['return self.b(x)'])).fix, undefined);
	});
	it('a kernel of 7 on an input of 3', () => {
		const found = only(model(['self.a = nn.Conv2d(3, 8, 7)'], ['return self.a(x)'], '# shape: x = B,3,3,32'));
		assert.deepEqual([found.problem.code, found.numbers.kernel, found.numbers.paddedInput, found.numbers.axis], ['kernel-too-large', 7, 3, 0]);
	});
	it('groups that do not divide the channels, at the constructor', () => {
		const text = model(['self.a = nn.Conv2d(3, 8, 3, groups=2)'], ['return self.a(x)']);
		const found = only(text);
		assert.deepEqual([found.problem.code, found.numbers.groups, found.numbers.count, found.underlined], ['groups-do-not-divide', 2, 3, 'nn.Conv2d(3, 8, 3, groups=2)']);
	});
	it('a view that holds another number of elements', () => assert.equal(only(model([], ['return x.view(x.size(0), 3, 5, 5)'])).problem.code, 'invalid-reshape'));
	it('view(-1, 1000) of 3·32·32 values: the batch would be swallowed', () => {
		const found = only(model([], ['return x.view(-1, 1000)']));
		assert.deepEqual([found.problem.code, found.numbers.features, found.numbers.expected], ['batch-swallowed', 3072, 1000]);
		assert.deepEqual([found.underlined, found.fix?.kind, found.fix?.text], ['x.view(-1, 1000)', 'keep-batch', 'x.flatten(1)']);
	});
	it('a padding of 2 for a pooling of 3: at most 1', () => {
		const text = model(['self.p = nn.MaxPool2d(3, stride=1, padding=2)'], ['return self.p(x)']);
		const found = only(text);
		assert.deepEqual([found.problem.code, textAt(text, found.fix?.range), found.fix?.text], ['padding-too-large', '2', '1']);
	});
	it('cat of unequal sizes names the axis', () => {
		const found = only(model(['self.a = nn.Conv2d(3, 8, 3)'], ['return torch.cat([x, self.a(x)], 1)']));
		assert.deepEqual([found.problem.code, found.numbers.axis, found.numbers.joined], ['join-mismatch', 2, 1]);
	});
	it('sums that do not broadcast', () => assert.deepEqual(only(model(['self.a = nn.Conv2d(3, 8, 1)'], ['return x + self.a(x)'])).numbers.axis, -3));
	it('BatchNorm2d for another number of features', () => assert.equal(only(model(['self.n = nn.BatchNorm2d(4)'], ['return self.n(x)'])).problem.code, 'normalization-mismatch'));
	it('goes on behind a failure without raising what follows from it', () => {
		assert.equal(analyze(model(['self.a = nn.Conv2d(4, 8, 3)', 'self.b = nn.Conv2d(9, 8, 3)'], ['y = self.a(x)', 'return self.b(y)'])).problems.length, 1);
	});
});

describe('no false problems', () => {
	const quiet: ReadonlyArray<readonly [what: string, text: string]> = [
		['channels that come from an unknown import', `from config import width\n${model(['self.a = nn.Conv2d(width, 8, 3)', 'self.b = nn.Conv2d(16, 4, 3)'], ['return self.b(self.a(x).unknown())'])}`],
		['a shape behind a branch that can\'t be decided', `from config import flag\n${model(['self.a = nn.Linear(7, 8)'], ['if flag:', '    x = x.flatten(1)', 'return self.a(x)'])}`],
		['an error that the code itself catches', model(['self.a = nn.Linear(7, 8)'], ['try:', '    y = self.a(x)', 'except RuntimeError:', '    y = x', 'return y'])],
		['a state made for one fixed batch', model(['self.r = nn.LSTM(32, 8, batch_first=True)'], ['h = torch.zeros(1, 16, 8)', 'y, _ = self.r(x[:, 0])', 'return y[:, -1] + h[0]'])],
		['a linear model whose input\'s rank is a guess', `${IMPORTS}class Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n        self.a = nn.Linear(16, 8)\n    def forward(self, x):\n        x = self.a(x)\n        return x.permute(0, 2, 1)\n`],
		['a size that was solved from what follows', `${IMPORTS}class Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n        self.a = nn.Conv2d(1, 32, 3)\n        self.b = nn.Conv2d(32, 64, 3)\n        self.c = nn.Linear(9216, 128)\n    def forward(self, x):\n        x = F.max_pool2d(self.b(self.a(x)), 2)\n        return self.c(torch.flatten(x, 1))\n`],
	];
	for (const [what, text] of quiet) it(what, () => assert.deepEqual(analyze(text).problems, []));
});

describe('what hangs on the assumed size says so', () => {
	it('maps of two branches that differ by one only for odd sizes', () => {
		const { problems } = analyze(`${IMPORTS}class Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n        self.a = nn.Conv2d(3, 3, 2, stride=2)\n        self.up = nn.Upsample(scale_factor=2)\n    def forward(self, x):\n        return x + self.up(self.a(x))\n`, { defaultSize: 225 });
		assert.deepEqual(problems.map(({ certainty }) => certainty), []);
	});
	it('channels that never match are certain at every size', () => {
		const { problems } = analyze(`${IMPORTS}class Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n        self.a = nn.Conv2d(3, 8, 3)\n        self.b = nn.Conv2d(4, 8, 3)\n    def forward(self, x):\n        return self.b(self.a(x))\n`);
		assert.deepEqual(problems.map(({ problem, certainty }) => [problem.code, certainty]), [['channel-mismatch', 'certain']]);
	});
});

describe('slips', () => {
	it('_init_ for __init__, with the name as fix', () => {
		const text = `${IMPORTS}class Net(nn.Module):\n    def _init_(self):\n        super().__init__()\n    def forward(self, x):\n        return x\n`;
		const found = only(text);
		assert.deepEqual([found.problem.code, found.underlined, found.fix?.text], ['misspelled-method', '_init_', '__init__']);
	});
	it('layers in a plain list that give their own parameters to an optimizer of their own are no slip', () => {
		assert.deepEqual(analyze(`${IMPORTS}class Layer(nn.Linear):\n    def __init__(self, a, b):\n        super().__init__(a, b)\n        self.optimizer = torch.optim.Adam(self.parameters())\nclass Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n        self.layers = []\n        for d in range(2):\n            self.layers = self.layers + [Layer(5, 5)]\n    def forward(self, x):\n        return x\nNet()\n`).problems, []);
	});
	it('two layers in a plain list are not registered; the fix wraps the list', () => {
		const text = model(['self.layers = [nn.Conv2d(3, 3, 1), nn.Conv2d(3, 3, 1)]'], ['for layer in self.layers:', '    x = layer(x)', 'return x']);
		const found = only(text);
		assert.deepEqual([found.problem.code, found.numbers.attribute, found.numbers.layers, textAt(text, found.fix?.range)], ['layers-in-plain-list', 'layers', 2, '[nn.Conv2d(3, 3, 1), nn.Conv2d(3, 3, 1)]']);
	});
	it('a list of layers that are registered elsewhere is no slip', () => {
		assert.deepEqual(analyze(model(['self.a = nn.Conv2d(3, 3, 1)', 'self.b = nn.ReLU()', 'self.order = [self.a, self.b]'], ['return self.b(self.a(x))'])).problems, []);
	});
	it('a missing comma in Sequential: the shapes go on as if it were there', () => {
		const text = `${IMPORTS}net = nn.Sequential(\n    nn.Conv2d(3, 4, 3)\n    nn.ReLU(),\n    nn.Conv2d(4, 5, 3),\n)\n`;
		const found = only(text);
		assert.deepEqual([found.problem.code, found.fix?.text, found.range.start], ['missing-comma', ',', text.indexOf('\n    nn.ReLU')]);
		assert.equal(analyze(text).models[0]?.layers.length, 4);
	});
	it('the list is wrapped by the name under which the file knows PyTorch', () => {
		const text = 'import torch\nclass Net(torch.nn.Module):\n    # shape: x = B,3,8,8\n    def __init__(self):\n        super().__init__()\n        self.layers = [torch.nn.Conv2d(3, 3, 1), torch.nn.Conv2d(3, 3, 1)]\n    def forward(self, x):\n        return self.layers[0](x)\n';
		assert.equal(only(text).fix?.text, 'torch.nn.ModuleList');
	});
	it('a constructor that does not call the base class: the call goes first, behind the docstring', () => {
		const text = `${IMPORTS}class Net(nn.Module):\n    # shape: x = B,3,8,8\n    def __init__(self):\n        "A net."\n        self.a = nn.Conv2d(3, 3, 1)\n    def forward(self, x):\n        return self.a(x)\n`;
		const found = only(text);
		assert.equal(found.problem.code, 'missing-super-call');
		assert.deepEqual([found.fix?.range.start, found.fix?.range.end, found.fix?.text], [text.indexOf('self.a ='), text.indexOf('self.a ='), 'super().__init__()\n        ']);
	});
});

describe('what people mistake for a tensor, and names that are not there', () => {
	const net = (build: string, run: string): string => `${IMPORTS}class Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n        ${build}\n    def prepare(self, x):\n        x * 2\n    def forward(self, x):\n        ${run}\nNet()(torch.randn(2, 6, 9))\n`;
	const problemsOf = (text: string): unknown[] => analyze(text).problems.map(({ problem }) => problem);

	it('all that a recurrent layer gives, given to the next layer', () => {
		assert.deepEqual(problemsOf(net('self.rnn = nn.LSTM(9, 4); self.fc = nn.Linear(4, 2)', 'return self.fc(self.rnn(x))')), [{ code: 'tensor-expected', numbers: { operation: 'Linear', received: 'tuple', count: 2 } }]);
		assert.deepEqual(problemsOf(net('self.rnn = nn.LSTM(9, 4)', 'return F.relu(self.rnn(x))')), [{ code: 'tensor-expected', numbers: { operation: 'relu', received: 'tuple', count: 2 } }]);
		assert.deepEqual(problemsOf(net('self.rnn = nn.LSTM(9, 4); self.fc = nn.Linear(4, 2); self.same = nn.Identity()', 'return self.fc(self.same(self.rnn(x))[0])')), []);
	});
	it('None of a function that forgot to return', () => {
		assert.deepEqual(problemsOf(net('self.fc = nn.Linear(9, 2)', 'return self.fc(self.prepare(x))')), [{ code: 'tensor-expected', numbers: { operation: 'Linear', received: 'None', count: 0 } }]);
	});
	it('a shape or parts with other than as many names', () => {
		assert.deepEqual(problemsOf(net('pass', 'n, c, h, w = x.shape; return x')), [{ code: 'unpack-mismatch', numbers: { expected: 4, actual: 3 } }]);
		assert.deepEqual(problemsOf(net('pass', 'q, k = x.chunk(3, -1); return q')), [{ code: 'unpack-mismatch', numbers: { expected: 2, actual: 3 } }]);
		assert.deepEqual(problemsOf(net('pass', 'n, *rest = x.shape; a, b = "ab"; return x')), []);
	});
	it('a layer\'s argument by another name, with the right one as a fix; any other name is let pass', () => {
		const text = net('self.conv = nn.Conv1d(6, 8, kernel=3)', 'return self.conv(x)');
		const [problem] = analyze(text).problems;
		assert.deepEqual(problem?.problem, { code: 'unexpected-argument', numbers: { layer: 'Conv1d', argument: 'kernel', meant: 'kernel_size' } });
		assert.deepEqual([textAt(text, problem.fix?.range), problem.fix?.kind, problem.fix?.text], ['kernel', 'rename', 'kernel_size']);
		assert.deepEqual(problemsOf(net('self.fc = nn.Linear(9, 2, sparsity=0.1)', 'return x')), []);
	});
	it('a function\'s argument by another name leaves its result unknown: Python raises', () => {
		for (const run of ['return F.max_pool1d(x, kernel=3)', 'return x.mean(dims=1)', 'return F.interpolate(x, scale=2)']) assert.equal(analyze(net('pass', run)).models[0]?.output.kind, 'unknown', run);
		assert.equal(shapeOf(analyze(net('pass', 'return torch.cat([x, x], axis=1).sum(dim=2, dtype=torch.float64)')).models[0]?.output)?.join(), 'B,12');
	});
	it('einops patterns that do not fit', () => {
		const text = net('pass', 'return rearrange(x, "b n (h d) -> b h n d", h=2)').replace('import torch\n', 'import torch\nfrom einops import rearrange\n');
		assert.deepEqual(problemsOf(text), [{ code: 'size-not-divisible', numbers: { size: 9, divisor: 2, axis: 2, shape: ['B', 6, 9] } }]);
		assert.deepEqual(problemsOf(text.replace('b n (h d) -> b h n d', 'b n (h d) x -> b h n d x')), [{ code: 'rank-mismatch', numbers: { operation: 'einops', expected: '4', shape: ['B', 6, 9] } }]);
	});
});
