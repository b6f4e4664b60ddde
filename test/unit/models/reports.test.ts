import assert from 'node:assert/strict';
import { ModelAnalyzer } from '../../../src/models/analyze';
import { analyze, exact, IMPORTS, layer, shapeOf, textAt } from './analysis';

const NET = `${IMPORTS}class Net(nn.Module):
    # shape: x = B,3,28,28
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 32, 3, stride=2)
        self.norm = nn.BatchNorm2d(32)
        self.up = nn.ConvTranspose2d(32, 4, 2, stride=2)
        self.fc = nn.Linear(4 * 26 * 26, 10, bias=False)
    def forward(self, x):
        x = F.relu(self.norm(self.conv(x)))
        x = self.up(x)
        return self.fc(x.flatten(1))
`;

describe('a model\'s report', () => {
	const report = analyze(NET);
	const [model] = report.models;

	it('a convolution\'s call: (B, 3, 28, 28) → (B, 32, 13, 13), 896 parameters, receptive field 3, jump 2', () => {
		const conv = layer(model, 'conv');
		assert.equal(exact(conv.parameterCount), 32 * (3 * 3 * 3 + 1));
		assert.equal(textAt(NET, conv.constructor), 'nn.Conv2d(3, 32, 3, stride=2)');
		const [call] = conv.calls;
		assert.equal(textAt(NET, call?.site), 'self.conv(x)');
		assert.deepEqual([shapeOf(call?.inputs[0]), shapeOf(call?.output)], [['B', 3, 28, 28], ['B', 32, 13, 13]]);
		assert.deepEqual([call?.receptiveField?.size, call?.receptiveField?.jump, call?.receptiveField?.start], [[3, 3], [2, 2], [1, 1]]);
	});
	it('multiply-adds by both conventions: without biases, and torchinfo\'s with them', () => {
		const [call] = layer(model, 'conv').calls;
		assert.equal(exact(call!.multiplyAdds.operations), 3 * 9 * 32 * 13 * 13);
		assert.equal(exact(call!.multiplyAdds.weights), 896 * 13 * 13);
	});
	it('a transposed convolution is counted over its input positions or its output positions', () => {
		const [call] = layer(model, 'up').calls;
		assert.equal(exact(call!.multiplyAdds.operations), 32 * 4 * 4 * 13 * 13);
		assert.equal(exact(call!.multiplyAdds.weights), (32 * 4 * 4 + 4) * 26 * 26);
	});
	it('buffers are no parameters: BatchNorm2d(32) has 64', () => assert.equal(exact(layer(model, 'norm').parameterCount), 64));
	it('totals: parameters, bytes, and torchinfo\'s pass size (twice the outputs of leaves with parameters)', () => {
		assert.equal(exact(model!.totals.parameters), 896 + 64 + 516 + 27_040);
		assert.equal(exact(model!.totals.parameterBytes), 4 * 28_516);
		assert.equal(exact(model!.totals.passBytes), 2 * 4 * (2 * 32 * 13 * 13 + 4 * 26 * 26 + 10));
	});
	it('the shape behind each statement and call of forward', () => {
		const shapes = report.observations.map(({ range, values }) => `${textAt(NET, range)} ${shapeOf(values[0])?.join('x')}`);
		for (const expected of ['x = F.relu(self.norm(self.conv(x))) Bx32x13x13', 'self.conv(x) Bx32x13x13', 'x = self.up(x) Bx4x26x26', 'return self.fc(x.flatten(1)) Bx10', 'x.flatten(1) Bx2704']) assert.ok(shapes.includes(expected), expected);
	});
	it('geometry enough for the size formula', () => {
		const { geometry } = layer(model, 'conv');
		assert.ok(geometry.kind === 'convolution');
		assert.deepEqual([geometry.inputChannels, geometry.filters, geometry.kernel, geometry.stride, geometry.padding, geometry.dilation, geometry.groups, geometry.hasBias], [3, 32, [3, 3], [2, 2], [0, 0], [1, 1], 1, true]);
	});
	it('shared weights count once, frozen ones are not trainable', () => {
		const text = `${IMPORTS}class Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n        self.a = nn.Linear(8, 8)\n        self.b = nn.Linear(8, 8)\n        self.b.weight = self.a.weight\n        for p in self.a.parameters():\n            p.requires_grad = False\n    def forward(self, x):\n        return self.b(self.a(x))\n`;
		const { totals } = analyze(text).models[0]!;
		assert.deepEqual([exact(totals.parameters), exact(totals.trainable)], [64 + 8 + 8, 8]);
	});
	it('a layer on its own, in no model, is a site with its geometry', () => {
		const text = 'from torch import nn\nlayer = nn.Conv2d(3, 32, 5, padding=2)\n';
		const [site] = analyze(text).layers;
		assert.deepEqual([site?.className, site?.uses.length, exact(site!.parameterCount), textAt(text, site?.range)], ['Conv2d', 0, 2432, 'nn.Conv2d(3, 32, 5, padding=2)']);
	});
	it('a part with several instances tells their counts', () => {
		const text = `${IMPORTS}class Block(nn.Module):\n    def __init__(self, n):\n        super().__init__()\n        self.c = nn.Conv2d(n, n, 1)\n    def forward(self, x):\n        return self.c(x)\nclass Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n        self.a = nn.Conv2d(3, 4, 1)\n        self.b = Block(4)\n        self.d = Block(4)\n        self.e = nn.Conv2d(4, 8, 1)\n        self.f = Block(8)\n    def forward(self, x):\n        return self.f(self.e(self.d(self.b(self.a(x)))))\n`;
		const { parts, models, observations } = analyze(text);
		assert.deepEqual(parts.map(({ name, instances, parameterCounts }) => [name, instances, parameterCounts]), [['Block', 3, [20, 72]]]);
		assert.deepEqual(models.map(({ name }) => name), ['Net']);
		const inside = observations.find(({ range }) => textAt(text, range) === 'self.c(x)');
		assert.deepEqual(inside?.values.map((value) => shapeOf(value)?.join()), ['B,4,224,224', 'B,8,224,224']);
	});
	it('an unknown base class or import makes counts lower bounds, never exact', () => {
		const { totals } = analyze(`from project import Base\nfrom torch import nn\nclass Net(Base, nn.Module):\n    def __init__(self):\n        super().__init__()\n        self.a = nn.Linear(2, 3)\n    def forward(self, x):\n        return self.a(x)\n`).models[0]!;
		assert.deepEqual(totals.parameters.status === 'at-least' && totals.parameters.value, 9);
	});
	it('lazy layers are counted once they have seen an input', () => {
		const { totals } = analyze(`${IMPORTS}class Net(nn.Module):\n    # shape: x = B,3,32,32\n    def __init__(self):\n        super().__init__()\n        self.a = nn.LazyConv2d(8, 3)\n        self.b = nn.LazyLinear(10)\n        self.unused = nn.LazyLinear(4)\n    def forward(self, x):\n        return self.b(self.a(x).flatten(1))\n`).models[0]!;
		assert.deepEqual(totals.parameters.status === 'at-least' && totals.parameters.value, (27 + 1) * 8 + (8 * 30 * 30 + 1) * 10);
	});
	it('a second analysis of the same text gives an equal report', () => {
		const analyzer = new ModelAnalyzer();
		assert.deepEqual(analyzer.analyze(NET, 'main.py'), analyzer.analyze(NET, 'main.py'));
	});
});

describe('variables that hold a library\'s model', () => {
	const library = 'import torch.nn as nn\nclass Small(nn.Module):\n    def __init__(self, width):\n        super().__init__()\n        self.fc = nn.Linear(4, width)\n    def forward(self, x):\n        return self.fc(x)\ndef small(width=3):\n    return Small(width)\n';
	it('a function of a library that makes it is reported at its call, once', () => {
		const text = 'import library\nnet = library.small(5)\nsame = net\n';
		const report = new ModelAnalyzer({ resolveModule: (name) => (name === 'library' ? { text: library, file: 'library.py', isPackage: false } : undefined) }).analyze(text, 'main.py');
		assert.deepEqual(report.models.map(({ name, nameRange, totals }) => [name, textAt(text, nameRange), exact(totals.parameters)]), [['net', 'library.small(5)', 25]]);
	});
	it('keras.applications() in a variable is one', () => {
		const applications = 'from keras import layers, Model, Input\ndef Tiny(classes=10):\n    x = Input((8,))\n    return Model(x, layers.Dense(classes)(x))\n';
		const report = new ModelAnalyzer({ resolveModule: (name) => (name === 'keras.applications' ? { text: applications, file: 'applications.py', isPackage: true } : undefined) }).analyze('import keras\nmodel = keras.applications.Tiny()\n', 'main.py');
		assert.deepEqual(report.models.map(({ name, totals }) => [name, exact(totals.parameters)]), [['model', 90]]);
	});
});

describe('methods that give a tensor another shape in place', () => {
	it('what came before keeps the shape that it had', () => {
		const text = `${IMPORTS}class Net(nn.Module):\n    # shape: x = B,3,4\n    def forward(self, x):\n        y = x * 2\n        y.unsqueeze_(1)\n        return y\n`;
		const report = analyze(text);
		assert.deepEqual(report.observations.map(({ range, values }) => [textAt(text, range), values.map((value) => shapeOf(value)?.join())]).filter(([written]) => written === 'y = x * 2' || written === 'y'), [['y = x * 2', ['B,3,4']]]);
		assert.equal(shapeOf(report.models[0]?.output)?.join(), 'B,1,3,4');
	});
});

describe('what a report takes for granted', () => {
	it('names the environment variables that the model\'s code asks for', () => {
		const report = analyze(`${IMPORTS}import os\nWIDTH = int(os.environ.get("NET_WIDTH", 8))\nclass Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n        self.fc = nn.Linear(4, WIDTH)\n    def forward(self, x):\n        return self.fc(x)\n`);
		assert.deepEqual([report.models[0]?.unsetVariables, report.models[0]?.totals.parameters], [['NET_WIDTH'], { status: 'exact', value: 40 }]);
	});
	it('reads a script as run without arguments, and says so: options have their defaults', () => {
		const script = (options: string, use: string, given = ''): string => `${IMPORTS}import argparse\nparser = argparse.ArgumentParser()\n${options}\nargs = parser.parse_args(${given})\nclass Net(nn.Module):\n    def __init__(self, width):\n        super().__init__()\n        self.fc = nn.Linear(4, width, bias=False)\n    def forward(self, x):\n        return self.fc(x)\nnet = Net(${use})\n`;
		const parameters = (options: string, use: string): unknown => {
			const { totals, isPlainRun } = analyze(script(options, use)).models[0]!;
			assert.equal(isPlainRun, true);
			return exact(totals.parameters);
		};
		assert.equal(parameters('parser.add_argument("-w", "--net-width", type=int, default=8)', 'args.net_width'), 32);
		assert.equal(parameters('parser.add_argument("--widths", type=lambda text: [int(each) for each in text.split(",")], default="5,6")', 'args.widths[1]'), 24);
		assert.equal(parameters('parser.add_argument("--wide", action="store_true")\ngroup = parser.add_argument_group("net")\ngroup.add_argument("--flat", action="store_false", dest="deep")', '9 if args.wide else 7 if args.deep else 5'), 28);
		assert.equal(parameters('parser.add_argument("--width", default=3, type=int)\nparser.set_defaults(width=10)', '**vars(args)'), 40);
		assert.equal(parameters('parser.add_argument("width", nargs="?", default=6)', 'args.width'), 24);
		for (const required of ['parser.add_argument("width", type=int)', 'parser.add_argument("--width", type=int, required=True)']) assert.equal(parameters(required, 'args.width'), 'at-least', required);
		assert.equal(analyze(script('parser.add_argument("--width", default=3)', 'args.width', '[]')).models[0]!.isPlainRun, false);
		assert.equal(analyze(script('', '2').replace('parser.parse_args()', 'None')).models[0]!.isPlainRun, false);
	});
	it('says that multiply-adds are a lower bound where a layer is unknown and its output among others', () => {
		const report = analyze(`${IMPORTS}from somewhere import Layer\nclass Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n        self.inner = Layer(4)\n    def forward(self, x):\n        return self.inner(x), 1\n`);
		assert.notEqual(report.models[0]?.totals.multiplyAdds.operations.status, 'exact');
	});
});

describe('bounded work', () => {
	it('a model that calls itself without end is left, and the report is complete', () => {
		const report = analyze(`${IMPORTS}class Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n        self.a = nn.Linear(4, 4)\n    def forward(self, x):\n        return self(self.a(x))\n`);
		assert.equal(report.isIncomplete, false);
		assert.equal(exact(report.models[0]!.totals.parameters), 20);
		assert.notEqual(report.models[0]!.totals.multiplyAdds.operations.status, 'exact');
	});
});

describe('models that nothing builds', () => {
	const parametersOf = (parameters: string, body: string): unknown => {
		const text = `import torch.nn as nn\nclass Block(nn.Module):\n    def __init__(self, ${parameters}):\n        super().__init__()\n        ${body}\n    def forward(self, x):\n        return self.fc(x)\n`;
		const { status, ...rest } = new ModelAnalyzer().analyze(text, 'main.py').models[0]!.totals.parameters;
		return 'value' in rest ? [status, rest.value] : [status];
	};
	for (const parameters of ['*, drop', 'width, *, drop', 'width, drop', '*, width=8, drop', 'width, /, *, drop']) {
		it(`__init__(self, ${parameters}) with a Linear(4, 4): 20 parameters`, () => assert.deepEqual(parametersOf(parameters, 'self.fc = nn.Linear(4, 4)'), ['exact', 20]));
	}
	for (const [parameters, body] of [['*, width', 'self.fc = nn.Linear(width, width)'], ['width', 'self.fc = nn.Linear(width, width)'], ['width, *, cut', 'self.fc = nn.Linear(4, cut)'], ['width=3', 'raise ValueError(width)'], ['width=3', 'assert width > 4']] as const) {
		it(`__init__(self, ${parameters}) with ${body}: what is not known is no exact number`, () => assert.deepEqual(parametersOf(parameters, body), ['at-least', 0]));
	}

	/** A class that is handed a thing of which nothing is known, which `forward` uses in this way. */
	const statusWith = (...forward: readonly string[]): string => {
		const text = ['import torch.nn as nn', 'class Holder(nn.Module):', '    def __init__(self, given):', '        super().__init__()', '        self.given = given', '        self.fc = nn.Linear(4, 2)', '    def forward(self, x):', ...forward.map((line) => `        ${line}`), '        return self.fc(x)'].join('\n');
		return new ModelAnalyzer().analyze(text, 'main.py').models[0]!.totals.parameters.status;
	};
	for (const forward of [['x = self.given(x)'], ['for layer in self.given:', '    x = layer(x)'], ['for index, layer in enumerate(self.given):', '    x = layer(x)'], ['for name, layer in self.given.items():', '    x = layer(x)'], ['x = self.given[0](x)']]) {
		it(`a thing that is given and called may be a layer: ${forward.join(' ').replace(/ +/g, ' ')}`, () => assert.equal(statusWith(...forward), 'at-least'));
	}
	it('also where such code is not reached', () => assert.equal(statusWith('for level in x.levels():', '    for part in self.given:', '        level = part(level)'), 'at-least'));
	for (const forward of [['x = x.to(self.given)'], ['for size in self.given:', '    x = x[:size]'], ['x = x * self.given']]) {
		it(`what is not called is none: ${forward.join(' ').replace(/ +/g, ' ')}`, () => assert.equal(statusWith(...forward), 'exact'));
	}
});
