import assert from 'node:assert/strict';
import { List, Tuple } from '../../../../src/models/python/containers';
import type { Value } from '../../../../src/models/python/values';
import { Tensor } from '../../../../src/models/torch/tensor';
import { runPython } from '../evaluate';
import recorded from './recorded-shapes.json';

/** A tensor's shape, or those of several. */
function shapesOf(value: Value | undefined): unknown {
	if (value instanceof Tensor) return value.shape;
	if (value instanceof Tuple || value instanceof List) return value.items.filter((item) => item instanceof Tensor || item instanceof Tuple).map(shapesOf);
	return value;
}

describe('shape functions against shapes recorded from PyTorch', () => {
	for (const [expression, expected] of Object.entries(recorded as Record<string, unknown>)) {
		it(`${expression} gives ${JSON.stringify(expected)}`, () => {
			const { names, errors } = runPython(`import torch\nimport torch.nn as nn\nimport torch.nn.functional as F\nresult = ${expression}\n`);
			if (expected === 'error') {
				assert.equal(errors.length, 1, `expected an error, got ${JSON.stringify(shapesOf(names.get('result')))}`);
			} else {
				assert.deepEqual(errors.map((error) => `${error.type}: ${error.message}`), []);
				assert.deepEqual(shapesOf(names.get('result')), expected);
			}
		});
	}
});
