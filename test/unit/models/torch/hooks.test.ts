import assert from 'node:assert/strict';
import { analyze, IMPORTS, layer, shapeOf } from '../analysis';

describe('forward hooks', () => {
	it('what a hook stores is what the layer gave', () => {
		const { models } = analyze(`${IMPORTS}class Features(nn.Module):\n    def __init__(self, net, names):\n        super().__init__()\n        self.net = net\n        self.found = {name: torch.empty(0) for name in names}\n        for name in names:\n            dict(net.named_modules())[name].register_forward_hook(self.saving(name))\n    def saving(self, name):\n        def hook(module, inputs, output):\n            self.found[name] = output\n        return hook\n    def forward(self, x):\n        self.net(x)\n        return self.found\nnet = nn.Sequential(nn.Conv2d(3, 8, 3), nn.MaxPool2d(2))\nf = Features(net, ['0', '1'])\ny = f(torch.randn(2, 3, 20, 20))\n`);
		const output = models.find(({ name }) => name === 'Features')?.output;
		assert.ok(output?.kind === 'mapping');
		assert.deepEqual(output.entries.map(([name, value]) => [name, shapeOf(value)?.join()]), [['0', 'B,8,18,18'], ['1', 'B,8,9,9']]);
	});
	it('a hook may replace what a layer gets or gives, until its handle is removed', () => {
		const net = `${IMPORTS}net = nn.Sequential(nn.Conv2d(3, 8, 3), nn.Flatten())\nbefore = net[0].register_forward_pre_hook(lambda module, inputs: (F.pad(inputs[0], (1, 1, 1, 1)),))\nafter = net[0].register_forward_hook(lambda module, inputs, output: output.mean((2, 3)))\n`;
		const conv = (text: string): string | undefined => shapeOf(layer(analyze(`${text}y = net(torch.randn(2, 3, 20, 20))\n`).models[0], '0').calls[0]?.output)?.join();
		assert.equal(conv(net), 'B,8');
		assert.equal(conv(`${net}after.remove()\n`), 'B,8,20,20');
		assert.equal(conv(`${net}after.remove()\nbefore.remove()\n`), 'B,8,18,18');
	});
	it('with keywords, and in front of the others', () => {
		const { models } = analyze(`${IMPORTS}class Net(nn.Module):\n    def forward(self, x, size=1):\n        return x.repeat(1, size)\nnet = Net()\nnet.register_forward_hook(lambda module, args, output: output[:, :5])\nnet.register_forward_hook(lambda module, args, kwargs, output: output.repeat(1, 10), with_kwargs=True, prepend=True)\nnet.register_forward_pre_hook(lambda module, args, kwargs: (args, {'size': 3}), with_kwargs=True)\ny = net(torch.randn(2, 1))\n`);
		assert.equal(shapeOf(models[0]?.output)?.join(), 'B,5');
	});
});
