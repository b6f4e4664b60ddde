/** The modules `keras`, `tensorflow` and `tf.keras`. */
import { Interpreter, ModuleStore } from '../python/interpreter';
import { describeModule } from '../python/library/standard-library';
import { identity, transparentDecorator } from '../python/library/functional';
import { parsePython } from '../python/parse';
import { Float, Module, NativeFunction, NONE, PythonClass, raise } from '../python/values';
import type { Value } from '../python/values';
import { MODULE_CLASS } from '../torch/library';
import { createModule, ModuleInstance } from '../torch/module-instance';
import { SUPPORT } from '../torch/prelude/support';
import { Tensor } from '../torch/tensor';
import { kerasOperations, tensorflowFunctions } from './functions';
import { COMBINING_LAYERS } from './prelude-combining';
import { CORE_LAYERS } from './prelude-core';
import { SPATIAL_LAYERS } from './prelude-spatial';
import { callLayer, KERAS_SUPPORT } from './support';

/** What Keras' `Layer` is built on: a module whose call builds it first. */
const LAYER_BASE = new PythonClass('_Module', [MODULE_CLASS], new Map<string, Value>([
	['__call__', new NativeFunction('__call__', ([self, ...inputs], keywords, interpreter) => (self instanceof ModuleInstance ? callLayer(self, inputs, keywords, interpreter) : raise('TypeError', 'expected a Layer')), true)],
]), { create: createModule });

function once<Made>(make: () => Made): () => Made {
	let made: Made | undefined;
	return () => made ??= make();
}

const layersModule = once(() => {
	const module = new Module('keras.layers');
	for (const [name, value] of Object.entries({ ...SUPPORT, ...KERAS_SUPPORT, _Module: LAYER_BASE, _parameter_total: new NativeFunction('_parameter_total', () => NONE) })) module.set(name, value);
	new Interpreter(new ModuleStore(() => undefined, new Map())).runModule(module, parsePython([CORE_LAYERS, COMBINING_LAYERS, SPATIAL_LAYERS].join('\n')), 'keras.layers', true);
	module.isOpen = true;
	module.isShared = true;
	return module;
});

/** The base class of everything that Keras calls a layer, models included. */
export const kerasLayerClass = once((): PythonClass => layersModule().namespace.get('Layer') as PythonClass);

/** The modules by name; `keras`, `tensorflow.keras` and Keras' own `keras.src` share them. */
export const kerasLibrary = once((): ReadonlyMap<string, () => Module> => {
	const layers = layersModule();
	const pick = (...names: string[]): Record<string, Value> => Object.fromEntries(names.map((name) => [name, layers.namespace.get(name)!]));
	const backend = describeModule('keras.backend', {
		image_data_format: new NativeFunction('image_data_format', () => 'channels_last'), is_keras_tensor: new NativeFunction('is_keras_tensor', ([value]) => value instanceof Tensor), backend: new NativeFunction('backend', () => 'tensorflow'),
		name_scope: new NativeFunction('name_scope', () => NONE), set_image_data_format: new NativeFunction('set_image_data_format', () => NONE), floatx: new NativeFunction('floatx', () => 'float32'), epsilon: new NativeFunction('epsilon', () => new Float(1e-7)),
		get_uid: new NativeFunction('get_uid', () => 1), clear_session: new NativeFunction('clear_session', () => NONE), standardize_data_format: new NativeFunction('standardize_data_format', ([format = NONE]) => (format === NONE ? 'channels_last' : format)),
	});
	const models = describeModule('keras.models', pick('Model', 'Sequential', 'Functional'));
	const operations = kerasOperations();
	const functions = tensorflowFunctions();
	const open = (name: string): Module => describeModule(name, {});
	const keras = describeModule('keras', {
		...pick('Model', 'Sequential', 'Input', 'Layer'), layers, models, backend, ops: operations, utils: open('keras.utils'), regularizers: open('keras.regularizers'), initializers: open('keras.initializers'),
		optimizers: open('keras.optimizers'), losses: open('keras.losses'), metrics: open('keras.metrics'), callbacks: open('keras.callbacks'), datasets: open('keras.datasets'), activations: open('keras.activations'),
		constraints: open('keras.constraints'), preprocessing: open('keras.preprocessing'), saving: open('keras.saving'), random: open('keras.random'),
	});
	const exported = new NativeFunction('keras_export', () => identity);
	const tensorflow = describeModule('tensorflow', {
		...Object.fromEntries(functions.top), keras, nn: functions.nn, math: functions.math, image: functions.image, random: functions.random, float32: 'float32', float16: 'float16', int32: 'int32', int64: 'int64', bool: 'bool', newaxis: NONE,
		function: transparentDecorator, Module: new PythonClass('Module', [], new Map()), Tensor: new PythonClass('Tensor', [], new Map(), { includes: (value) => value instanceof Tensor }),
	});
	const inside: Readonly<Record<string, Module>> = { layers, models, backend, ops: operations };
	const entries: Array<readonly [string, () => Module]> = [['keras', () => keras], ['tensorflow', () => tensorflow], ['tensorflow.keras', () => keras], ['tf_keras', () => keras]];
	for (const prefix of ['keras', 'tensorflow.keras', 'tensorflow.python.keras', 'tf_keras', 'keras.src']) {
		for (const [name, module] of Object.entries(inside)) entries.push([`${prefix}.${name}`, () => module]);
		for (const name of ['utils', 'regularizers', 'initializers', 'optimizers', 'losses', 'metrics', 'callbacks', 'datasets', 'activations', 'constraints', 'preprocessing']) entries.push([`${prefix}.${name}`, () => keras.namespace.get(name) as Module]);
	}
	return new Map([
		...entries, ['keras.src', once(() => open('keras.src'))], ['keras.src.api_export', once(() => describeModule('keras.src.api_export', { keras_export: exported }))], ['keras.src.layers.layer', () => layers], ['keras.layers.layer', () => layers],
		['keras.src.utils.file_utils', once(() => describeModule('file_utils', { exists: new NativeFunction('exists', () => false), get_file: new NativeFunction('get_file', () => NONE) }))], ['keras.src.utils', once(() => describeModule('keras.src.utils', { file_utils: describeModule('file_utils', { exists: new NativeFunction('exists', () => false) }) }))],
		['keras.src.ops.operation_utils', once(() => open('keras.src.ops.operation_utils'))], ['keras.src.applications', once(() => open('keras.src.applications'))],
	]);
});

/** TensorFlow loads Keras under its own name. */
export const KERAS_ALIASES: ReadonlyMap<string, string> = new Map([['tensorflow.keras', 'keras'], ['tf_keras', 'keras']]);
