import assert from 'node:assert/strict';
import { Unknown } from '../../../../src/models/python/values';
import { runPython } from '../evaluate';

describe('sizes that are too few, which PyTorch refuses', () => {
	for (const call of ['F.max_pool2d(x, ())', 'F.avg_pool2d(x, ())', 'F.max_pool2d(x, 3, padding=())', 'F.adaptive_avg_pool2d(x, ())', 'F.conv2d(x, w, stride=())']) {
		it(`${call} has no shape, and stops nothing`, () => {
			const { names } = runPython(`import torch\nimport torch.nn.functional as F\nx = torch.empty(1, 3, 8, 8)\nw = torch.empty(4, 3, 3, 3)\nresult = ${call}\nafter = 7\n`);
			assert.ok(names.get('result') instanceof Unknown);
			assert.equal(names.get('after'), 7);
		});
	}
});
