import assert from 'node:assert/strict';
import { analyze, IMPORTS, layer, shapeOf } from './analysis';

/** A model of one layer between the input and the output, on 3x32x32. */
function outputOf(construct: string, use = 'self.layer(x)'): string | undefined {
	const report = analyze(`${IMPORTS}class Net(nn.Module):\n    # shape: x = B,3,32,32\n    def __init__(self):\n        super().__init__()\n        self.layer = ${construct}\n    def forward(self, x):\n        return ${use}\n`);
	assert.deepEqual(report.problems, []);
	return shapeOf(report.models[0]?.output)?.join();
}

describe('cases that other shape tools get wrong', () => {
	it('stride and padding by position: Conv2d(3, 8, 3, 2, 1) takes 32x32 to 16x16, and there is no problem', () => assert.equal(outputOf('nn.Conv2d(3, 8, 3, 2, 1)'), 'B,8,16,16'));
	it('kernel_size by keyword', () => assert.equal(outputOf('nn.Conv2d(3, 8, kernel_size=3)'), 'B,8,30,30'));
	it('all by keyword, in another order', () => assert.equal(outputOf('nn.Conv2d(stride=(2, 1), out_channels=8, kernel_size=(3, 5), in_channels=3)'), 'B,8,15,28'));
	it('padding="same"', () => assert.equal(outputOf('nn.Conv2d(3, 8, 4, padding="same", dilation=2)'), 'B,8,32,32'));
	it('AdaptiveAvgPool2d(1)', () => assert.equal(outputOf('nn.AdaptiveAvgPool2d(1)'), 'B,3,1,1'));
	it('F.max_pool2d', () => assert.equal(outputOf('nn.Identity()', 'F.max_pool2d(x, 3, ceil_mode=True)'), 'B,3,11,11'));
	it('rectangular kernels, dilation, groups and transposed convolutions', () => {
		assert.equal(outputOf('nn.Conv2d(3, 6, (1, 7), dilation=(1, 2), groups=3)'), 'B,6,32,20');
		assert.equal(outputOf('nn.ConvTranspose2d(3, 6, 3, stride=2, padding=1, output_padding=1)'), 'B,6,64,64');
	});
	it('everything up to the layer that fails, the totals marked as lower bounds', () => {
		const report = analyze(`${IMPORTS}class Net(nn.Module):\n    # shape: x = B,3,32,32\n    def __init__(self):\n        super().__init__()\n        self.a = nn.Conv2d(3, 8, 3)\n        self.b = nn.Conv2d(9, 8, 3)\n        self.c = nn.Conv2d(8, 4, 3)\n    def forward(self, x):\n        x = self.a(x)\n        y = self.b(x)\n        return self.c(x)\n`);
		const [model] = report.models;
		assert.equal(shapeOf(layer(model, 'a').calls[0]?.output)?.join(), 'B,8,30,30');
		assert.equal(layer(model, 'b').calls.length, 0);
		assert.equal(shapeOf(layer(model, 'c').calls[0]?.output)?.join(), 'B,4,28,28');
		assert.equal(model!.totals.multiplyAdds.operations.status, 'at-least');
	});
	it('an unclosed bracket: the layers before and the methods behind are kept', () => {
		const report = analyze(`${IMPORTS}class Net(nn.Module):\n    # shape: x = B,3,32,32\n    def __init__(self):\n        super().__init__()\n        self.a = nn.Conv2d(3, 8, 3)\n        self.b = nn.Sequential(\n            nn.ReLU(),\n            nn.Conv2d(8, 4, 3),\n    def forward(self, x):\n        return self.b(self.a(x))\n`);
		assert.equal(shapeOf(report.models[0]?.output)?.join(), 'B,4,28,28');
	});
});
