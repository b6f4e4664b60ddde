import assert from 'node:assert/strict';
import { analyze, exact, layer, shapeOf } from '../analysis';

/** A Keras layer's output and parameters on an input without its batch. */
function applied(construct: string, shape: string): [output: string | undefined, parameters: number | string] {
	const { models, problems } = analyze(`import keras\nfrom keras import layers\ni = keras.Input(${shape})\nmodel = keras.Model(i, layers.${construct}(i))\n`);
	assert.deepEqual(problems, []);
	return [shapeOf(models[0]?.output)?.join(), exact(models[0]!.totals.parameters)];
}

const CASES: ReadonlyArray<readonly [construct: string, shape: string, output: string, parameters: number]> = [
	['Conv2D(32, 3)', '(28, 28, 1)', 'B,26,26,32', 320],
	['Conv2D(8, (3, 5), strides=2, padding="same", use_bias=False)', '(29, 28, 4)', 'B,15,14,8', 480],
	['Conv2D(8, 3, dilation_rate=2, groups=2)', '(20, 20, 4)', 'B,16,16,8', 152],
	['Conv1D(8, 3, padding="causal")', '(20, 4)', 'B,20,8', 104],
	['Conv2D(8, 3, data_format="channels_first")', '(4, 20, 21)', 'B,8,18,19', 296],
	['DepthwiseConv2D(3, depth_multiplier=2)', '(20, 20, 4)', 'B,18,18,8', 80],
	['SeparableConv2D(16, 3, padding="same")', '(20, 20, 4)', 'B,20,20,16', 4 * 9 + 4 * 16 + 16],
	['Conv2DTranspose(8, 3, strides=2)', '(10, 10, 4)', 'B,21,21,8', 296],
	['Conv2DTranspose(8, 3, strides=2, padding="same")', '(10, 10, 4)', 'B,20,20,8', 296],
	['MaxPooling2D(3, strides=2, padding="same")', '(11, 12, 4)', 'B,6,6,4', 0],
	['AveragePooling2D()', '(11, 12, 4)', 'B,5,6,4', 0],
	['GlobalAveragePooling2D(keepdims=True)', '(11, 12, 4)', 'B,1,1,4', 0],
	['BatchNormalization()', '(11, 12, 4)', 'B,11,12,4', 16],
	['LayerNormalization()', '(11, 4)', 'B,11,4', 8],
	['Dense(5)', '(11, 4)', 'B,11,5', 25],
	['Flatten()', '(2, 3, 4)', 'B,24', 0],
	['Reshape((6, -1))', '(2, 3, 4)', 'B,6,4', 0],
	['Permute((2, 1))', '(2, 3)', 'B,3,2', 0],
	['ZeroPadding2D(((1, 2), (3, 4)))', '(5, 5, 1)', 'B,8,12,1', 0],
	['Cropping2D(1)', '(5, 5, 1)', 'B,3,3,1', 0],
	['UpSampling2D(3)', '(5, 5, 1)', 'B,15,15,1', 0],
	['Embedding(100, 8)', '(12,)', 'B,12,8', 800],
	['LSTM(16, return_sequences=True)', '(12, 8)', 'B,12,16', 4 * (16 * 24 + 16)],
	['GRU(16)', '(12, 8)', 'B,16', 3 * (16 * 24 + 32)],
	['Bidirectional(layers.LSTM(16))', '(12, 8)', 'B,32', 2 * 4 * (16 * 24 + 16)],
	['TimeDistributed(layers.Dense(3))', '(12, 8)', 'B,12,3', 27],
	['ConvLSTM2D(4, 3)', '(5, 10, 10, 2)', 'B,8,8,4', 4 * 4 * (9 * 6 + 1)],
	['PReLU(shared_axes=[1, 2])', '(5, 5, 3)', 'B,5,5,3', 3],
];

describe('Keras layers: output shapes and parameters', () => {
	for (const [construct, shape, output, parameters] of CASES) it(`${construct} on ${shape}: (${output}), ${parameters} parameters`, () => assert.deepEqual(applied(construct, shape), [output, parameters]));

	it('moving statistics count as parameters, but not as trainable ones', () => {
		const { totals } = analyze('from tensorflow import keras\nm = keras.Sequential([keras.Input((8, 8, 4)), keras.layers.BatchNormalization()])\n').models[0]!;
		assert.deepEqual([exact(totals.parameters), exact(totals.trainable)], [16, 8]);
	});
	it('layers in lists and dicts are the model\'s, also those that are put there later: Keras tracks them', () => {
		const { models, problems } = analyze('import keras\nfrom keras import layers\nclass Net(keras.Model):\n    def __init__(self):\n        super().__init__()\n        self.blocks = [layers.Dense(4), layers.Dense(4)]\n        self.blocks.append(layers.Dense(4))\n        self.heads = {"a": layers.Dense(2)}\n    def call(self, x):\n        for block in self.blocks:\n            x = block(x)\n        return self.heads["a"](x)\nnet = Net()\ny = net(keras.Input((3,)))\n');
		assert.deepEqual(problems, []);
		assert.equal(exact(models[0]!.totals.parameters), 16 + 20 + 20 + 10);
		assert.deepEqual(models[0]!.layers.map(({ path }) => path), ['', 'blocks[0]', 'blocks[1]', 'blocks[2]', 'heads[a]']);
	});
	it('a recurrent layer takes use_bias by position, and is frozen by trainable=False', () => {
		assert.deepEqual(applied('LSTM(16, "tanh", "sigmoid", False)', '(12, 8)'), ['B,16', 4 * 16 * 24]);
		assert.deepEqual(applied('SimpleRNN(16, "tanh", False)', '(12, 8)'), ['B,16', 16 * 24]);
		const { totals } = analyze('import keras\nm = keras.Sequential([keras.Input((12, 8)), keras.layers.GRU(16, trainable=False)])\n').models[0]!;
		assert.deepEqual([exact(totals.parameters), exact(totals.trainable)], [3 * (16 * 24 + 32), 0]);
	});
	it('an activation that is given as a function leaves everything exact', () => {
		for (const activation of ['keras.activations.gelu', 'lambda x: x * 2', 'layers.LeakyReLU()']) assert.deepEqual(applied(`Dense(5, activation=${activation})`, '(11, 4)'), ['B,11,5', 25]);
	});
	it('a recurrent layer behind one that gives its last step only is refused', () => {
		const { problems } = analyze('import keras\nfrom keras import layers\nm = keras.Sequential([keras.Input((50, 8)), layers.LSTM(32), layers.LSTM(16)])\n');
		assert.deepEqual(problems.map(({ problem }) => problem), [{ code: 'rank-mismatch', numbers: { operation: 'LSTM', expected: '3', shape: ['B', 32] } }]);
	});
	it('a Sequential that grows by add(), with input_shape on its first layer', () => {
		const { models } = analyze('from tensorflow.keras.models import Sequential\nfrom tensorflow.keras.layers import Conv2D, Flatten, Dense\nm = Sequential()\nm.add(Conv2D(4, 3, input_shape=(10, 10, 1)))\nm.add(Flatten())\nm.add(Dense(2))\nm.compile()\n');
		assert.equal(exact(models[0]!.totals.parameters), 40 + (8 * 8 * 4 + 1) * 2);
		assert.deepEqual(models[0]?.inputs[0]?.shape, ['B', 10, 10, 1]);
	});
	it('a subclassed model, its input from build()', () => {
		const { models } = analyze('import keras\nfrom keras import layers\nclass Net(keras.Model):\n    def __init__(self):\n        super().__init__()\n        self.conv = layers.Conv2D(4, 3)\n        self.fc = layers.Dense(2)\n    def call(self, x, training=False):\n        return self.fc(layers.Flatten()(self.conv(x)))\nnet = Net()\nnet.build((None, 10, 10, 1))\n');
		assert.deepEqual(models[0]?.inputs[0]?.shape, ['B', 10, 10, 1]);
		assert.equal(exact(models[0].totals.parameters), 40 + (8 * 8 * 4 + 1) * 2);
	});
	it('a frozen part is not trainable; a model used as a layer keeps its count', () => {
		const { models } = analyze('import keras\nfrom keras import layers\ni = keras.Input((4,))\nbase = keras.Model(i, layers.Dense(3)(i))\nbase.trainable = False\nj = keras.Input((4,))\nmodel = keras.Model(j, layers.Dense(2)(base(j)))\n');
		const model = models.find(({ name }) => name === 'model');
		assert.deepEqual([exact(model!.totals.parameters), exact(model!.totals.trainable)], [15 + 8, 8]);
	});
	it('an unbuilt layer makes the count a lower bound', () => {
		const { models } = analyze('import keras\nm = keras.Sequential([keras.layers.Dense(3)])\n');
		assert.notEqual(models[0]?.totals.parameters.status, 'exact');
	});
	it('receptive fields grow as in PyTorch, channels last', () => {
		const { models } = analyze('import keras\nfrom keras import layers\nm = keras.Sequential([keras.Input((32, 32, 3)), layers.Conv2D(4, 3, strides=2), layers.MaxPooling2D(2), layers.Conv2D(4, 5)])\n');
		assert.deepEqual(layer(models[0], 'conv2d_1').calls[0]?.receptiveField?.size, [21, 21]);
	});
	it('a layer that is called on plain numbers is no part of the functional graph: positions from an embedding, 10·3 + 3 parameters remain', () => {
		const report = analyze('import keras\nfrom keras import layers, ops\ni = keras.Input((8, 10))\nx = i + layers.Embedding(8, 10)(ops.arange(0, 8))\nmodel = keras.Model(i, layers.Dense(3)(x))\n');
		assert.deepEqual([shapeOf(report.models[0]?.output)?.join(), exact(report.models[0]!.totals.parameters)], ['B,8,3', 33]);
	});
	it('a Sequential that begins with a whole model takes its input', () => {
		const report = analyze('from tensorflow import keras\nfrom tensorflow.keras import layers\ni = keras.Input((9, 9, 2))\nbase = keras.Model(i, layers.Conv2D(4, 3)(i))\nmodel = keras.Sequential([base, layers.Flatten(), layers.Dense(5)])\n');
		const model = report.models.find(({ name }) => name === 'model');
		assert.deepEqual([shapeOf(model?.output)?.join(), exact(model!.totals.parameters)], ['B,5', 76 + 196 * 5 + 5]);
	});
	it('TensorFlow\'s Keras is looked for under its own name', () => {
		const sources: Readonly<Record<string, string>> = { 'keras.applications': 'from keras import layers, Input, Model\ndef Small(classes=3):\n    i = Input((6, 6, 1))\n    return Model(i, layers.Dense(classes)(layers.Flatten()(i)))\n' };
		const resolveModule = (name: string): { text: string; file: string; isPackage: boolean } | undefined => (sources[name] === undefined ? undefined : { text: sources[name], file: `${name}.py`, isPackage: true });
		for (const text of ['from tensorflow.keras.applications import Small\nmodel = Small(4)\n', 'import tensorflow as tf\nmodel = tf.keras.applications.Small(4)\n', 'import keras\nmodel = keras.applications.Small(classes=4)\n']) {
			const report = analyze(`${text}from keras import Sequential\nwhole = Sequential([model])\n`, { resolveModule });
			assert.equal(exact(report.models.find(({ name }) => name === 'whole')!.totals.parameters), 36 * 4 + 4, text);
		}
	});
});
