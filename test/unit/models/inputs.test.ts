import assert from 'node:assert/strict';
import { analyze, IMPORTS, shapeOf, textAt } from './analysis';

const BODY = '    def __init__(self):\n        super().__init__()\n        self.conv = nn.Conv2d(3, 8, 3, padding=1)\n        self.pool = nn.AdaptiveAvgPool2d(1)\n';
const CLASS = `${IMPORTS}class Net(nn.Module):\n${BODY}    def forward(self, x):\n        return self.pool(self.conv(x))\n`;

/** The first model's input with its provenance, and the text it was taken from. */
function inputOf(text: string): [shape: string | undefined, kind: string | undefined, from: string | undefined] {
	const input = analyze(text).models[0]?.inputs[0];
	const range = input !== undefined && 'range' in input.provenance ? input.provenance.range : undefined;
	return [input?.shape.join(), input?.provenance.kind, textAt(text, range)];
}

describe('where the input\'s shape comes from', () => {
	it('a pragma in the class', () => assert.deepEqual(inputOf(CLASS.replace(BODY, `    # shape: x = B,3,48,64\n${BODY}`)), ['B,3,48,64', 'pragma', '# shape: x = B,3,48,64']));
	it('a pragma beats a call', () => assert.deepEqual(inputOf(`${CLASS.replace(BODY, `    # shape: x = N,3,48,64\n${BODY}`)}Net()(torch.randn(2, 3, 96, 96))\n`).slice(0, 2), ['B,3,48,64', 'pragma']));
	it('a pragma without a name beats a call, whose tensors have names by their places', () => assert.deepEqual(inputOf(`${CLASS.replace(BODY, `    # shape: N,3,48,64\n${BODY}`)}Net()(torch.randn(2, 3, 96, 96))\n`).slice(0, 2), ['B,3,48,64', 'pragma']));
	it('a jaxtyping annotation', () => assert.deepEqual(inputOf(CLASS.replace('forward(self, x)', 'forward(self, x: Float[Tensor, "b 3 56 64"])')), ['B,3,56,64', 'annotation', '"b 3 56 64"']));
	it('a call in the file; its batch becomes a symbol', () => assert.deepEqual(inputOf(`${CLASS}net = Net()\nout = net(torch.randn(16, 3, 64, 96))\n`), ['B,3,64,96', 'call', 'net(torch.randn(16, 3, 64, 96))']));
	it('a call with a step in time, a number and a mask by name: all of them are the model\'s inputs, the number is passed on', () => {
		const model = `${IMPORTS}class Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n        self.time = nn.Linear(1, 8)\n        self.conv = nn.Conv2d(3, 8, 3, padding=1)\n    def forward(self, x, t, start: int, mask=None):\n        x = self.conv(x)[:, :, start:] + self.time(t[:, None])[..., None, None]\n        return x if mask is None else x * mask\n`;
		const { inputs, output } = analyze(`${model}Net()(torch.randn(4, 3, 20, 20), torch.zeros(4), 5, mask=torch.ones(4, 8, 15, 20))\n`).models[0]!;
		assert.deepEqual(inputs.map(({ name, shape }) => [name, shape.join()]), [['x', 'B,3,20,20'], ['t', 'B'], ['mask', 'B,8,15,20']]);
		assert.equal(shapeOf(output)?.join(), 'B,8,15,20');
		const unstated = analyze(model).models[0]!;
		assert.deepEqual(unstated.inputs.map(({ name, shape }) => [name, shape.join()]), [['x', 'B,3,224,224'], ['t', 'B']]);
		assert.equal(shapeOf(unstated.output)?.join(), 'B,8,?,224');
	});
	it('states and the matrix of a graph\'s neighbours go with one batch: sizes are kept as they are called', () => {
		const graph = analyze(`${IMPORTS}class Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n        self.fc = nn.Linear(5, 7)\n    def forward(self, x, adjacency):\n        return adjacency @ self.fc(x)\nNet()(torch.randn(30, 5), torch.eye(30))\n`).models[0]!;
		assert.deepEqual([graph.inputs.map(({ shape }) => shape.join()), shapeOf(graph.output)?.join()], [['30,5', '30,30'], '30,7']);
		const recurrent = analyze(`${IMPORTS}class Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n        self.rnn = nn.LSTM(5, 7)\n    def forward(self, x, state):\n        return self.rnn(x, state)[0]\nNet()(torch.randn(9, 4, 5), (torch.zeros(1, 4, 7), torch.zeros(1, 4, 7)))\n`).models[0]!;
		assert.deepEqual([recurrent.inputs.map(({ name, shape }) => [name, shape.join()]), shapeOf(recurrent.output)?.join()], [[['x', '9,4,5']], '9,4,7']);
	});
	it('what no layer asks for beside another input is not taken for a picture', () => {
		const { inputs, output } = analyze(`${IMPORTS}class Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n        self.words = nn.Embedding(10, 6)\n    def forward(self, ids, mask):\n        return self.words(ids) * mask\n`).models[0]!;
		assert.deepEqual([inputs.map(({ name }) => name), output.kind], [['ids'], 'unknown']);
	});
	it('summary(model, (3, 40, 56)) without a batch', () => assert.deepEqual(inputOf(`${CLASS}from torchsummary import summary\nsummary(Net(), (3, 40, 56))\n`).slice(0, 2), ['B,3,40,56', 'call']));
	it('a dummy in a function that nothing calls', () => assert.deepEqual(inputOf(`${CLASS}def export(model):\n    torch.onnx.export(model, torch.zeros(1, 3, 72, 72), "m.onnx")\n`).slice(0, 2), ['B,3,72,72', 'call']));
	it('a docstring', () => assert.deepEqual(inputOf(CLASS.replace(BODY, `    """Takes images (N, 3, 80, 80)."""\n${BODY}`)), ['B,3,80,80', 'text', '(N, 3, 80, 80)']));
	it('a data set', () => assert.deepEqual(inputOf(`${CLASS}data = datasets.CIFAR10("data")\n`), ['B,3,32,32', 'dataset', 'CIFAR10']));
	it('a resizing transform', () => assert.deepEqual(inputOf(`${CLASS}t = transforms.Compose([transforms.Resize((60, 90))])\n`).slice(0, 2), ['B,3,60,90', 'dataset']));
	it('solved from in_features: pytorch/examples\' MNIST net wants 28x28, 9216 decides', () => {
		const text = `${IMPORTS}class Net(nn.Module):\n    def __init__(self):\n        super(Net, self).__init__()\n        self.conv1 = nn.Conv2d(1, 32, 3, 1)\n        self.conv2 = nn.Conv2d(32, 64, 3, 1)\n        self.fc1 = nn.Linear(9216, 128)\n        self.fc2 = nn.Linear(128, 10)\n    def forward(self, x):\n        x = F.relu(self.conv2(F.relu(self.conv1(x))))\n        x = torch.flatten(F.max_pool2d(x, 2), 1)\n        return F.log_softmax(self.fc2(F.relu(self.fc1(x))), dim=1)\n`;
		const input = analyze(text).models[0]?.inputs[0];
		assert.deepEqual(input?.shape, ['B', 1, 28, 28]);
		assert.ok(input.provenance.kind === 'solved');
		assert.deepEqual([input.provenance.features, input.provenance.from, input.provenance.to, textAt(text, input.provenance.range)], [9216, 28, 29, '9216']);
	});
	it('the channels of the first convolution and the default size', () => {
		assert.deepEqual(inputOf(CLASS).slice(0, 2), ['B,3,224,224', 'assumed']);
		assert.deepEqual(analyze(CLASS, { defaultSize: 160 }).models[0]?.inputs[0]?.shape, ['B', 3, 160, 160]);
	});
	it('named sizes stay names through the layers: (B, 8, H, W)', () => {
		const report = analyze(CLASS.replace(BODY, `    # shape: x = B,3,H,W\n${BODY}`));
		assert.equal(shapeOf(report.models[0]?.layers.find(({ path }) => path === 'conv')?.calls[0]?.output)?.join(), 'B,8,H,W');
		assert.equal(report.models[0]?.totals.multiplyAdds.operations.status, 'unknown');
	});
	it('a size that does not come out even is shown as its formula', () => {
		const report = analyze(CLASS.replace(BODY, `    # shape: x = B,3,H,W\n${BODY}`).replace('padding=1', 'stride=2'));
		assert.equal(shapeOf(report.models[0]?.layers.find(({ path }) => path === 'conv')?.calls[0]?.output)?.join(), 'B,8,⌊(H − 3)/2⌋ + 1,⌊(W − 3)/2⌋ + 1');
	});
	describe('in a file of several models', () => {
		const lenet = 'class Small(nn.Module):\n    def __init__(self):\n        super().__init__()\n        self.conv = nn.Conv2d(3, 6, 5)\n        self.fc = nn.Linear(6 * 28 * 28, 10)\n    def forward(self, x):\n        return self.fc(torch.flatten(self.conv(x), 1))\n';
		it('a shape that was said of another one is not this one\'s: no problem, 32x32 solved from 4704', () => {
			const report = analyze(`${CLASS}${lenet}x = torch.randn(1, 3, 224, 224)\nprint(Net()(x).shape)\n`);
			assert.deepEqual(report.problems, []);
			assert.deepEqual(report.models.map(({ name, inputs }) => [name, inputs[0]?.shape.join(), inputs[0]?.provenance.kind]), [['Net', 'B,3,224,224', 'call'], ['Small', 'B,3,32,32', 'solved']]);
		});
		it('with one model alone the same shape is a problem of the model', () => assert.deepEqual(analyze(`${IMPORTS}${lenet}x = torch.randn(1, 3, 224, 224)\n`).problems.map(({ problem }) => problem.code), ['features-mismatch']));
		it('a model of layers that are not known takes no other\'s shape', () => {
			const report = analyze(`${CLASS}from somewhere import Backbone\nclass Transfer(nn.Module):\n    def __init__(self):\n        super().__init__()\n        self.backbone = Backbone()\n    def forward(self, x):\n        return self.backbone(x)\ny = Net()(torch.randn(1, 3, 50, 50))\nTransfer()\n`);
			assert.deepEqual(report.models.map(({ inputs }) => inputs[0]?.provenance.kind), ['call', 'assumed']);
		});
	});
	it('a call of the model itself counts though forward reshapes what it gets: (B, 100)', () => assert.deepEqual(inputOf(`${IMPORTS}class Generator(nn.Module):\n    def __init__(self):\n        super().__init__()\n        self.up = nn.ConvTranspose2d(100, 8, 4)\n    def forward(self, z):\n        return self.up(z.view(z.size(0), -1, 1, 1))\nimage = Generator()(torch.randn(16, 100))\n`).slice(0, 2), ['B,100', 'call']));
	it('a call with two tensors names both by their places', () => {
		const report = analyze(`${IMPORTS}class Two(nn.Module):\n    def __init__(self):\n        super().__init__()\n        self.a = nn.Conv2d(3, 8, 3)\n        self.b = nn.Linear(5, 8)\n    def forward(self, image, extra):\n        return self.a(image).mean((2, 3)) + self.b(extra)\ny = Two()(torch.randn(4, 3, 9, 9), torch.randn(4, 5))\n`);
		assert.deepEqual(report.models[0]?.inputs.map(({ name, shape, provenance }) => [name, shape.join(), provenance.kind]), [['image', 'B,3,9,9', 'call'], ['extra', 'B,5', 'call']]);
	});
	it('two tensors of a call whose first sizes differ keep all their sizes: a source of 10 and a target of 7 steps, 2 samples each', () => {
		const report = analyze(`${IMPORTS}class Pair(nn.Module):\n    def forward(self, source, target):\n        return target + source.sum(0)\ny = Pair()(torch.randn(10, 2, 4), torch.randn(7, 2, 4))\n`);
		assert.deepEqual([report.models[0]?.inputs.map(({ shape }) => shape.join()), shapeOf(report.models[0]?.output)?.join()], [['10,2,4', '7,2,4'], '7,2,4']);
	});
	it('a tensor that is only given to a method of a model is no input of the model itself', () => {
		const text = `${IMPORTS}class Auto(nn.Module):\n    def __init__(self):\n        super().__init__()\n        self.a = nn.Linear(784, 20)\n        self.b = nn.Linear(20, 784)\n    def decode(self, z):\n        return self.b(z)\n    def forward(self, x):\n        return self.decode(self.a(x.view(-1, 784)))\nmodel = Auto()\ndef show():\n    sample = torch.randn(64, 20).to("cpu")\n    sample = model.decode(sample).cpu()\n`;
		assert.deepEqual([inputOf(text).slice(0, 2), analyze(text).problems], [['B,784', 'layer'], []]);
	});
	it('a first convolution behind pixels moved into channels wants a sixteenth of its channels: 48 = 3·16', () => {
		const text = `${IMPORTS}class Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n        self.conv = nn.Conv2d(48, 8, 3)\n    def forward(self, x):\n        b, c, h, w = x.shape\n        x = x.view(b, c, h // 4, 4, w // 4, 4).permute(0, 3, 5, 1, 2, 4).reshape(b, c * 16, h // 4, w // 4)\n        return self.conv(x)\n`;
		const report = analyze(text);
		assert.deepEqual([inputOf(text)[0], report.problems, shapeOf(report.models[0]?.output)?.join()], ['B,3,224,224', [], 'B,8,54,54']);
	});
	it('max along an axis, topk and sort have values and indices by name', () => {
		const report = analyze(`${CLASS.replace('self.pool(self.conv(x))', 'x.max(1).values + torch.topk(x, 1, dim=1).indices[:, 0] + torch.sort(x, 1).values[:, 0]')}Net()(torch.randn(2, 3, 5, 6))\n`);
		assert.deepEqual(shapeOf(report.models[0]?.output), ['B', 5, 6]);
	});
});
