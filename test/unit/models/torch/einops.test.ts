import assert from 'node:assert/strict';
import { analyze, exact, IMPORTS, shapeOf } from '../analysis';

const EINOPS = `${IMPORTS}from einops import rearrange, reduce, repeat, einsum\nfrom einops.layers.torch import Rearrange, Reduce\n`;

/** The shape of what forward returns for 3x32x32 images. */
function outputOf(expression: string): string | undefined {
	const report = analyze(`${EINOPS}class Net(nn.Module):\n    # shape: x = B,3,32,32\n    def __init__(self):\n        super().__init__()\n        self.linear = nn.Linear(32, 4)\n    def forward(self, x):\n        return ${expression}\n`);
	return shapeOf(report.models[0]?.output)?.join();
}

describe('einops', () => {
	it('rearrange: patches of 4x4 of 3x32x32 are 64 rows of 48', () => assert.equal(outputOf('rearrange(x, "b c (h p1) (w p2) -> b (h w) (p1 p2 c)", p1=4, p2=4)'), 'B,64,48'));
	it('rearrange: the batch can be joined and taken apart', () => {
		assert.equal(outputOf('rearrange(x, "b c h w -> (b c) h w")'), '3·B,32,32');
		assert.equal(outputOf('rearrange(rearrange(x, "b c h w -> (b c) h w"), "(b c) h w -> b c (h w)", c=3)'), 'B,3,1024');
	});
	it('rearrange: ... stands for what is not named, also within parentheses', () => {
		assert.equal(outputOf('rearrange(x, "b ... w -> w b ...")'), '32,B,3,32');
		assert.equal(outputOf('rearrange(x, "b ... -> b (...)")'), 'B,3072');
	});
	it('a list of tensors is one with its index in front', () => assert.equal(outputOf('rearrange([x, x], "n b c h w -> b (n c) h w")'), 'B,6,32,32'));
	it('reduce leaves axes out, and keeps a 1 or () that is written', () => {
		assert.equal(outputOf('reduce(x, "b c (h 2) (w 2) -> b c h w", "max")'), undefined);
		assert.equal(outputOf('reduce(x, "b c (h p) (w q) -> b c h w", "max", p=2, q=4)'), 'B,3,16,8');
		assert.equal(outputOf('reduce(x, "b c h w -> b c () 1", "mean")'), 'B,3,1,1');
	});
	it('repeat makes axes anew', () => assert.equal(outputOf('repeat(x, "b c h w -> b c (h s) w k", s=2, k=5)'), 'B,3,64,32,5'));
	it('einsum names its subscripts by words', () => assert.equal(outputOf('einsum(x, x, "b c i w, b c j w -> b c i j")'), 'B,3,32,32'));
	it('what does not divide is no shape: 32 into parts of 5', () => assert.equal(outputOf('rearrange(x, "b c (h p) w -> b c h p w", p=5)'), undefined));
	it('as layers in a Sequential', () => {
		const report = analyze(`${EINOPS}net = nn.Sequential(Rearrange('b c (h p1) (w p2) -> b (h w) (p1 p2 c)', p1=4, p2=4), nn.Linear(48, 10), Reduce('b n d -> b d', 'mean'))\ny = net(torch.randn(8, 3, 32, 32))\n`);
		assert.deepEqual(report.problems, []);
		assert.equal(shapeOf(report.models[0]?.output)?.join(), 'B,10');
		assert.equal(exact(report.models[0]!.totals.parameters), 490);
	});
});
