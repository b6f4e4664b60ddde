import assert from 'node:assert/strict';
import { analyze, exact, shapeOf } from '../analysis';

/** The shape of an expression in the call of a subclassed model, on 12x20 images of 8 channels. */
function outputOf(expression: string): string | undefined {
	const report = analyze(`import tensorflow as tf\nimport keras\nfrom keras import layers, ops\nclass Net(keras.Model):\n    # shape: x = B,12,20,8\n    def __init__(self):\n        super().__init__()\n        self.kernel = self.add_weight(shape=(3, 3, 8, 5))\n    def call(self, x):\n        return ${expression}\n`);
	assert.deepEqual(report.problems, []);
	const [model] = report.models;
	return model?.output.kind === 'sequence' ? model.output.items.map((item) => shapeOf(item)?.join()).join(' ') : shapeOf(model?.output)?.join();
}

describe('functions of TensorFlow and Keras', () => {
	const cases: ReadonlyArray<readonly [string, string | undefined]> = [
		['tf.nn.max_pool2d(x, 3, 2, "SAME")', 'B,6,10,8'], ['tf.nn.max_pool2d(x, ksize=[1, 3, 3, 1], strides=[1, 2, 2, 1], padding="VALID")', 'B,5,9,8'], ['tf.nn.avg_pool2d(x, (2, 5), (2, 5), "VALID")', 'B,6,4,8'], ['tf.nn.max_pool(x, 2, 2, "VALID")', 'B,6,10,8'],
		['tf.nn.conv2d(x, self.kernel, strides=2, padding="SAME")', 'B,6,10,5'], ['tf.nn.conv2d(x, self.kernel, [1, 1, 1, 1], "VALID")', 'B,10,18,5'], ['tf.nn.relu(tf.nn.bias_add(x, self.kernel))', 'B,12,20,8'],
		['tf.split(x, 2, axis=-1)', 'B,12,20,4 B,12,20,4'], ['tf.split(x, [3, 5], axis=3)', 'B,12,20,3 B,12,20,5'], ['tf.concat([x, x], 3)', 'B,12,20,16'], ['tf.concat([x, x], axis=1)', 'B,24,20,8'],
		['tf.transpose(x, [0, 3, 1, 2])', 'B,8,12,20'], ['tf.reshape(x, [-1, 240, 8])', 'B,240,8'], ['tf.reshape(x, (tf.shape(x)[0], -1))', 'B,1920'], ['tf.pad(x, [[0, 0], [1, 2], [3, 4], [0, 0]])', 'B,15,27,8'],
		['tf.reduce_mean(x, axis=[1, 2])', 'B,8'], ['tf.reduce_max(x, -1, keepdims=True)', 'B,12,20,1'], ['tf.matmul(x, x, transpose_b=True)', 'B,12,20,20'], ['tf.expand_dims(x, 1)', 'B,1,12,20,8'], ['tf.squeeze(tf.expand_dims(x, 1), axis=1)', 'B,12,20,8'],
		['tf.image.resize(x, (30, 40))', 'B,30,40,8'], ['tf.tile(x, [1, 2, 1, 3])', 'B,24,20,24'], ['tf.nn.depth_to_space(x, 2)', 'B,24,40,2'], ['tf.nn.space_to_depth(x, 2)', 'B,6,10,32'], ['tf.argmax(x, axis=-1)', 'B,12,20'], ['tf.nn.softmax(x)', 'B,12,20,8'],
		['ops.mean(x, axis=(1, 2))', 'B,8'], ['ops.concatenate([x, x])', 'B,12,20,16'], ['ops.split(x, 4, axis=-1)[0]', 'B,12,20,2'], ['ops.split(x, [2, 5], axis=1)', 'B,2,20,8 B,3,20,8 B,7,20,8'], ['ops.transpose(x, (0, 3, 1, 2))', 'B,8,12,20'], ['ops.reshape(x, (-1, 240, 8))', 'B,240,8'],
		['ops.max_pool(x, 2)', 'B,6,10,8'], ['ops.average_pool(x, 3, 2, padding="same")', 'B,6,10,8'], ['ops.conv(x, self.kernel, strides=1, padding="same")', 'B,12,20,5'], ['ops.pad(x, ((0, 0), (1, 1), (2, 2), (0, 0)))', 'B,14,24,8'], ['ops.image.resize(x, (6, 5))', 'B,6,5,8'], ['ops.repeat(x, 2, axis=1)', 'B,24,20,8'],
		['tf.nn.something_new(x)', undefined], ['ops.image.extract_patches(x, 4)', 'B,3,5,128'], ['tf.nn.max_pool2d(x, 2, 2, [[0, 0], [1, 1], [1, 1], [0, 0]])', undefined],
	];
	for (const [expression, shape] of cases) it(`${expression} of 12x20x8: ${shape ?? 'not known'}`, () => assert.equal(outputOf(expression), shape));
	it('a layer with weights of its own is built before it is called', () => {
		const report = analyze('import keras\nfrom keras import layers, ops\nclass Own(layers.Layer):\n    # shape: x = B,16,8\n    def __init__(self, units=32):\n        super().__init__()\n        self.units = units\n    def build(self, input_shape):\n        self.w = self.add_weight(shape=(input_shape[-1], self.units))\n        self.b = self.add_weight(shape=(self.units,))\n    def call(self, x):\n        return ops.matmul(x, self.w) + self.b\n');
		assert.equal(exact(report.models[0]!.totals.parameters), 8 * 32 + 32);
		assert.equal(shapeOf(report.models[0]?.output)?.join(), 'B,16,32');
	});
});
