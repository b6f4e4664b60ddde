import assert from 'node:assert/strict';
import { kerasLibrary } from '../../../../src/models/keras/library';
import { List, Tuple } from '../../../../src/models/python/containers';
import type { Value } from '../../../../src/models/python/values';
import { parameterCounts } from '../../../../src/models/torch/costs';
import { torchLibrary } from '../../../../src/models/torch/library';
import { ModuleInstance } from '../../../../src/models/torch/module-instance';
import { Tensor } from '../../../../src/models/torch/tensor';
import { runPython } from '../evaluate';
import recorded from './recorded-names.json';

const LIBRARY = new Map([...torchLibrary(), ...kerasLibrary()]);
const IMPORTS = 'import keras\nfrom keras import layers, ops\n';

/** What record_keras_names.py writes of a result. */
function resultOf(value: Value | undefined): unknown {
	if (value instanceof Tensor) return value.shape.map((size) => (typeof size === 'number' ? size : size.toString()));
	if (value instanceof Tuple || value instanceof List) return value.items.map(resultOf);
	return typeof value === 'object' && 'reason' in value ? `unknown: ${value.reason} ${value.detail}` : value;
}

function run(code: string): ReadonlyMap<string, Value> {
	const { names, errors } = runPython(IMPORTS + code, {}, LIBRARY);
	assert.deepEqual(errors.map((error) => `${error.type}: ${error.message}`), []);
	return names;
}

/** How a layer is called on several inputs: one after the other, or in a list. */
const called = (layer: string, inputs: string): string => (/^layers\.(?:MultiHead|GroupQuery)/.test(layer) ? `layer(*${inputs})` : `layer(${inputs})`);

/** Every name that is to be known has a case: a name that drops out fails. */
describe('every layer and operation against results recorded from Keras', () => {
	for (const [expression, expected] of Object.entries(recorded as Record<string, unknown>)) {
		it(`${expression} gives ${JSON.stringify(expected)}`, () => {
			const [layer, shapes] = expression.split(' of ');
			if (shapes === undefined) {
				assert.deepEqual(resultOf(run(`x = keras.Input((12, 10, 4))\nk = ops.ones((3, 3, 4, 5))\nw = ops.ones((4, 7))\nresult = ${expression}\n`).get('result')), expected);
				return;
			}
			const names = run(`inputs = [keras.Input(each) for each in [${shapes}]]\nlayer = ${layer}\nresult = ${called(layer!, shapes.includes('), (') ? 'inputs' : 'inputs[0]')}\n`);
			const module = names.get('layer');
			assert.ok(module instanceof ModuleInstance, 'no layer');
			const { all, trainable } = parameterCounts(module);
			const count = (quantity: typeof all): number | string => (quantity.status === 'exact' ? quantity.value : quantity.status);
			assert.deepEqual({ output: resultOf(names.get('result')), parameters: count(all), trainable: count(trainable) }, expected);
		});
	}
});
