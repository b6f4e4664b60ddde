/** The modules `keras`, `tensorflow` and `tf.keras`. */
import { describeModule } from '../python/library/standard-library';
import { identity, transparentDecorator } from '../python/library/functional';
import { makePrelude } from '../python/prelude';
import { NativeFunction, PythonClass } from '../python/objects';
import { Float, NONE, raise } from '../python/values';
import type { Module } from '../python/objects';
import type { Value } from '../python/values';
import { MODULE_CLASS } from '../torch/library';
import { createModule, ModuleInstance } from '../torch/module-instance';
import { SUPPORT } from '../torch/prelude/support';
import { Tensor } from '../torch/tensor';
import { kerasActivations, kerasOperations, tensorflowFunctions } from './functions';
import { ATTENTION_LAYERS } from './prelude-attention';
import { COMBINING_LAYERS } from './prelude-combining';
import { CORE_LAYERS } from './prelude-core';
import { SPATIAL_LAYERS } from './prelude-spatial';
import { callLayer, KERAS_SUPPORT } from './support';

/** What Keras' `Layer`, and with it everything that Keras calls a layer, is built on: a module whose call builds it first. */
export const KERAS_LAYER_BASE = new PythonClass('_Module', [MODULE_CLASS], new Map<string, Value>([
	['__call__', new NativeFunction('__call__', ([self, ...inputs], keywords, interpreter) => (self instanceof ModuleInstance ? callLayer(self, inputs, keywords, interpreter) : raise('TypeError', 'expected a Layer')), true)],
]), { create: createModule });

function once<Made>(make: () => Made): () => Made {
	let made: Made | undefined;
	return () => made ??= make();
}

const layersModule = once(() => {
	const module = makePrelude('keras.layers', [CORE_LAYERS, COMBINING_LAYERS, ATTENTION_LAYERS, SPATIAL_LAYERS].join('\n'), { ...SUPPORT, ...KERAS_SUPPORT, _Module: KERAS_LAYER_BASE, _parameter_total: new NativeFunction('_parameter_total', () => NONE) });
	module.isOpen = true;
	return module;
});

/** The modules of one Keras, each made when it is first imported. */
function makeModules(): { readonly keras: () => Module; readonly tensorflow: () => Module; readonly inside: Readonly<Record<string, () => Module>> } {
	const pick = (...names: string[]): Record<string, Value> => Object.fromEntries(names.map((name) => [name, layersModule().namespace.get(name)!]));
	const backend = once(() => describeModule('keras.backend', {
		image_data_format: new NativeFunction('image_data_format', () => 'channels_last'), is_keras_tensor: new NativeFunction('is_keras_tensor', ([value]) => value instanceof Tensor), backend: new NativeFunction('backend', () => 'tensorflow'),
		name_scope: new NativeFunction('name_scope', () => NONE), set_image_data_format: new NativeFunction('set_image_data_format', () => NONE), floatx: new NativeFunction('floatx', () => 'float32'), epsilon: new NativeFunction('epsilon', () => new Float(1e-7)),
		get_uid: new NativeFunction('get_uid', () => 1), clear_session: new NativeFunction('clear_session', () => NONE), standardize_data_format: new NativeFunction('standardize_data_format', ([format = NONE]) => (format === NONE ? 'channels_last' : format)),
	}));
	const models = once(() => describeModule('keras.models', pick('Model', 'Sequential', 'Functional')));
	const operations = once(kerasOperations);
	const open = (name: string): readonly [string, () => Module] => [name, once(() => describeModule(`keras.${name}`, {}))];
	const inside: Readonly<Record<string, () => Module>> = {
		layers: layersModule, models, backend, ops: operations, activations: once(kerasActivations),
		...Object.fromEntries(['utils', 'regularizers', 'initializers', 'optimizers', 'losses', 'metrics', 'callbacks', 'datasets', 'constraints', 'preprocessing', 'saving', 'random'].map(open)),
	};
	const keras = once(() => describeModule('keras', { ...pick('Model', 'Sequential', 'Input', 'Layer'), ...Object.fromEntries(Object.entries(inside).map(([name, module]) => [name, module()])) }));
	const tensorflow = once(() => {
		const functions = tensorflowFunctions();
		return describeModule('tensorflow', {
			...Object.fromEntries(functions.top), keras: keras(), nn: functions.nn, math: functions.math, image: functions.image, random: functions.random, float32: 'float32', float16: 'float16', int32: 'int32', int64: 'int64', bool: 'bool', newaxis: NONE,
			function: transparentDecorator, Module: new PythonClass('Module', [], new Map()), Tensor: new PythonClass('Tensor', [], new Map(), { includes: (value) => value instanceof Tensor }),
		});
	});
	return { keras, tensorflow, inside };
}

/** The modules by name; `keras`, `tensorflow.keras` and Keras' own `keras.src` share them. */
export const kerasLibrary = once((): ReadonlyMap<string, () => Module> => {
	const { keras, tensorflow, inside } = makeModules();
	const entries: Array<readonly [string, () => Module]> = [['keras', keras], ['tensorflow', tensorflow], ['tensorflow.keras', keras], ['tf_keras', keras]];
	for (const prefix of ['keras', 'tensorflow.keras', 'tensorflow.python.keras', 'tf_keras', 'keras.src']) {
		for (const [name, module] of Object.entries(inside)) if (name !== 'saving' && name !== 'random') entries.push([`${prefix}.${name}`, module]);
	}
	const fileUtilities = (): Module => describeModule('file_utils', { exists: new NativeFunction('exists', () => false), get_file: new NativeFunction('get_file', () => NONE) });
	return new Map([
		...entries, ['keras.src', once(() => describeModule('keras.src', {}))], ['keras.src.api_export', once(() => describeModule('keras.src.api_export', { keras_export: new NativeFunction('keras_export', () => identity) }))],
		['keras.src.layers.layer', layersModule], ['keras.layers.layer', layersModule], ['keras.src.utils.file_utils', once(fileUtilities)], ['keras.src.utils', once(() => describeModule('keras.src.utils', { file_utils: fileUtilities() }))],
		['keras.src.ops.operation_utils', once(() => describeModule('keras.src.ops.operation_utils', {}))], ['keras.src.applications', once(() => describeModule('keras.src.applications', {}))],
	]);
});

/** TensorFlow loads Keras under its own name. */
export const KERAS_ALIASES: ReadonlyMap<string, string> = new Map([['tensorflow.keras', 'keras'], ['tf_keras', 'keras']]);
