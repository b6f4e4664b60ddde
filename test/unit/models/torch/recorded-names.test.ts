import assert from 'node:assert/strict';
import { valueOf } from '../../../../src/models/python/integers';
import { List, Tuple } from '../../../../src/models/python/containers';
import { Float } from '../../../../src/models/python/values';
import type { Value } from '../../../../src/models/python/values';
import { ModuleInstance } from '../../../../src/models/torch/module-instance';
import { elementCount } from '../../../../src/models/torch/sizes';
import { Tensor } from '../../../../src/models/torch/tensor';
import { runPython } from '../evaluate';
import recorded from './recorded-names.json';

/** What record_torch_names.py writes of a result. */
function resultOf(value: Value | undefined): unknown {
	if (value instanceof Tensor) return value.shape.map((size) => (typeof size === 'number' ? size : size.toString()));
	if (value instanceof Tuple || value instanceof List) return value.items.map(resultOf);
	if (value instanceof Float) return value.value;
	return typeof value === 'number' || typeof value === 'boolean' ? value : typeof value === 'object' && 'reason' in value ? `unknown: ${value.detail}` : null;
}

const IMPORTS = 'import torch\nimport torch.nn as nn\nimport torch.nn.functional as F\n';
const PRELUDE = 'x = torch.rand(2, 3, 4); y = torch.rand(2, 3, 4); m = torch.rand(4, 4); v = torch.rand(4); i = torch.zeros(2, 3, 1, dtype=torch.long); image = torch.rand(2, 4, 8, 10)\n';

function run(code: string): ReadonlyMap<string, Value> {
	const { names, errors } = runPython(IMPORTS + PRELUDE + code);
	assert.deepEqual(errors.map((error) => `${error.type}: ${error.message}`), []);
	return names;
}

/** Every name that is to be known has a case: a name that drops out fails. */
describe('every layer, function and method against results recorded from PyTorch', () => {
	for (const [expression, expected] of Object.entries(recorded as Record<string, unknown>)) {
		it(`${expression} gives ${JSON.stringify(expected)}`, () => {
			const [layer, inputs] = expression.split(' of ');
			if (inputs === undefined) {
				assert.deepEqual(resultOf(run(`result = ${expression}\n`).get('result')), expected);
				return;
			}
			const names = run(`layer = ${layer}\nresult = layer(${inputs})\n`);
			const module = names.get('layer');
			assert.ok(module instanceof ModuleInstance);
			assert.equal(module.anyDoubt, undefined);
			const parameters = module.allParameters().reduce((sum, [, each]) => sum + (valueOf(elementCount(each.shape)) ?? NaN), 0);
			assert.deepEqual({ output: resultOf(names.get('result')), parameters }, expected);
		});
	}
});
