import assert from 'node:assert/strict';
import { analyze, exact, IMPORTS, shapeOf } from '../analysis';

/** The output of a model whose forward does this, called with an image. */
function outputOf(imports: string, run: string, call = 'torch.randn(2, 3, 40, 60)'): string | undefined {
	const { models, problems } = analyze(`${IMPORTS}${imports}\nclass Net(nn.Module):\n    def forward(self, x):\n        return ${run}\nNet()(${call})\n`);
	assert.deepEqual(problems, []);
	return shapeOf(models[0]?.output)?.join();
}

describe('torchvision\'s transforms of tensors', () => {
	const FUNCTIONAL = 'import torchvision.transforms.functional as TF';
	it('as functions', () => {
		assert.equal(outputOf(FUNCTIONAL, 'TF.resize(x, size=[30, 20])'), 'B,3,30,20');
		assert.equal(outputOf(FUNCTIONAL, 'TF.resize(x, 30)'), 'B,3,30,45');
		assert.equal(outputOf(FUNCTIONAL, 'TF.center_crop(x, [20, 24])'), 'B,3,20,24');
		assert.equal(outputOf(FUNCTIONAL, 'TF.normalize(TF.hflip(TF.rgb_to_grayscale(x)), [0.5], [0.5])'), 'B,1,40,60');
	});
	it('as layers, which have no parameters to lose in a list', () => {
		assert.equal(outputOf('from torchvision import transforms as T', 'nn.Sequential(T.Resize((32, 32)), T.CenterCrop(28), T.Grayscale(), T.Normalize((0.5,), (0.5,)))(x)'), 'B,1,28,28');
		const { problems } = analyze(`${IMPORTS}from torchvision import transforms as T\nclass Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n        self.steps = [T.Resize(8), T.CenterCrop(8)]\n        self.activations = [nn.ReLU(), nn.Tanh()]\n        self.fc = nn.Linear(3, 3)\n    def forward(self, x):\n        return self.fc(x)\n`);
		assert.deepEqual(problems, []);
	});
});

describe('packed sequences', () => {
	const MODEL = 'from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence, pad_sequence\n';
	it('keep batch and features; the longest one\'s length is the data\'s', () => {
		const { models } = analyze(`${IMPORTS}${MODEL}class Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n        self.rnn = nn.LSTM(8, 6, 2, batch_first=True, bidirectional=True)\n        self.fc = nn.Linear(12, 3)\n    def forward(self, x, lengths):\n        packed, (h, c) = self.rnn(pack_padded_sequence(x, lengths.cpu(), batch_first=True))\n        out, sizes = pad_packed_sequence(packed, batch_first=True)\n        return out, sizes, self.fc(torch.cat([h[-2], h[-1]], 1)), c\nNet()(torch.randn(4, 9, 8), torch.tensor([9, 8, 8, 2]))\n`);
		const output = models[0]?.output;
		assert.ok(output?.kind === 'sequence');
		assert.deepEqual(output.items.map((item) => shapeOf(item)?.join()), ['B,?,12', 'B', 'B,3', '4,B,6']);
		assert.equal(exact(models[0]!.totals.parameters), 2 * (24 * (8 + 6) + 48) + 2 * (24 * (12 + 6) + 48) + 39);
	});
	it('features that do not fit are found through the packing', () => {
		const { problems } = analyze(`${IMPORTS}${MODEL}x = pack_padded_sequence(torch.randn(9, 4, 8), [9, 9, 9, 9])\ny, h = nn.GRU(7, 6)(x)\n`);
		assert.deepEqual(problems.map(({ problem }) => problem.code), ['features-mismatch']);
	});
	it('pad_sequence', () => assert.equal(outputOf(MODEL, 'pad_sequence([torch.ones(3, 5), torch.ones(7, 5)], batch_first=True)'), '2,7,5'));
});

describe('parametrizations', () => {
	it('count the weight once, and the layers that make it', () => {
		const text = `${IMPORTS}import torch.nn.utils.parametrize as parametrize\nclass Scaled(nn.Module):\n    def __init__(self):\n        super().__init__()\n        self.scale = nn.Parameter(torch.ones(1))\n    def forward(self, w):\n        return w * self.scale\nfc = nn.Linear(4, 5)\nparametrize.register_parametrization(fc, 'weight', Scaled())\nnet = nn.Sequential(fc, nn.utils.parametrizations.orthogonal(nn.Linear(5, 2)))\n`;
		assert.equal(exact(analyze(text).models.find(({ name }) => name === 'net')!.totals.parameters), 25 + 1 + 12);
	});
});

describe('limits of number types, and arrays', () => {
	it('a mask with the least number, arrays with types', () => {
		assert.equal(outputOf('', 'x.masked_fill(x > 0, torch.finfo(x.dtype).min)'), 'B,3,40,60');
		assert.equal(outputOf('import numpy as np', 'torch.from_numpy(np.array([1, 0, 1]).astype(np.float32)).view(1, 3).repeat(x.size(0), 1)'), 'B,3');
	});
});

describe('Fourier transforms, on an input (2, 3, 8, 10)', () => {
	/** Shapes that PyTorch 2.13 gives. */
	const RECORDED: ReadonlyArray<readonly [call: string, shape: string]> = [
		['fft(x)', '2,3,8,10'], ['fft(x,n=5)', '2,3,8,5'], ['fft(x,dim=1)', '2,3,8,10'], ['ifft2(x)', '2,3,8,10'], ['fftn(x,s=(4,4))', '2,3,4,4'],
		['fftn(x)', '2,3,8,10'], ['rfft(x)', '2,3,8,6'], ['rfft(x,7,dim=2)', '2,3,4,10'], ['rfft2(x)', '2,3,8,6'], ['rfft2(x,s=(4,6))', '2,3,4,4'],
		['rfftn(x)', '2,3,8,6'], ['rfftn(x,dim=(1,2))', '2,3,5,10'], ['irfft(x)', '2,3,8,18'], ['irfft(x,n=15)', '2,3,8,15'], ['irfft2(x)', '2,3,8,18'],
		['irfft2(x,s=(8,11))', '2,3,8,11'], ['irfftn(x,s=(5,6),dim=(1,3))', '2,5,8,6'], ['irfftn(x,dim=(1,3))', '2,3,8,18'], ['fftshift(x)', '2,3,8,10'], ['rfftfreq(9)', '5'],
		['fftfreq(9)', '9'],
	];
	for (const [call, shape] of RECORDED) it(`torch.fft.${call} gives (${shape})`, () => assert.equal(outputOf('', `torch.fft.${call}`.replace('(x', '(torch.empty(2, 3, 8, 10)')), shape));
});
