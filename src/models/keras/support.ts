/** The functions that the Keras prelude's Python calls, and how Keras layers are called. */
import { display } from '../python/text';
import { add, floorDivide, multiply, subtract } from '../python/integers';
import type { Integer } from '../python/integers';
import type { Interpreter } from '../python/interpreter';
import { Dict, List, Tuple } from '../python/containers';
import { BoundMethod, NativeFunction, PythonFunction } from '../python/objects';
import { NONE, raise, Unknown } from '../python/values';
import type { Keywords } from '../python/objects';
import type { Value } from '../python/values';
import { reshaped } from '../torch/functions/reshaping';
import { effectiveKernel } from '../torch/functions/geometry';
import { callModule } from '../torch/module-class';
import { ModuleInstance } from '../torch/module-instance';
import { operation, sizeOf } from '../torch/operation';
import type { TensorArguments } from '../torch/operation';
import { refuse } from '../torch/problems';
import type { Shape } from '../torch/problems';
import { throughWindow } from '../torch/receptive-field';
import type { ReceptiveField } from '../torch/receptive-field';
import { Recorder } from '../torch/recorder';
import { batchSymbol } from '../torch/stated-inputs';
import { certainlyDiffer, certainlyLess, elementCount, unknownSize } from '../torch/sizes';
import { Tensor, tensorsIn } from '../torch/tensor';

/** Which layer made a tensor of the functional API, and from what. */
interface LayerHistory {
	readonly layer: ModuleInstance;
	readonly inputs: readonly Tensor[];
	readonly order: number;
}

const histories = new WeakMap<Tensor, LayerHistory>();
let calls = 0;

/** A shape as `build` gets it: the batch is None. */
function buildShape(value: Value): Value {
	if (value instanceof Tensor) return new Tuple([NONE, ...value.shape.slice(1)]);
	if (value instanceof List || value instanceof Tuple) return new List(value.items.map(buildShape));
	return value;
}

/** Calls a layer: builds it on the first call, runs `call`, and remembers which layer made the result. */
export function callLayer(self: ModuleInstance, inputs: readonly Value[], keywords: Keywords, interpreter: Interpreter): Value {
	const given = [...inputs, ...keywords.values()].flatMap(tensorsIn);
	if (self.read('built') !== true && given.length > 0) {
		const shape = buildShape(inputs[0] ?? given[0]!);
		interpreter.callMethod(self, 'build', [shape]);
		self.write('built', true);
		self.isPending = false;
	}
	trackHeldLayers(self);
	const accepted = acceptedKeywords(self, keywords, interpreter);
	const result = callModule(self, inputs, accepted, interpreter, 'call');
	trackHeldLayers(self);
	return remember(result, self, given);
}

/** Keras tracks layers in the lists, tuples and dicts that a layer holds as its own, whenever they are put there. */
function trackHeldLayers(self: ModuleInstance): void {
	const known = new Set(self.submodules.values());
	const track = (path: string, value: Value): void => {
		if (value instanceof ModuleInstance) {
			if (known.has(value) || value === self) return;
			known.add(value);
			self.submodules.set(path, value);
		} else if (value instanceof List || value instanceof Tuple || value instanceof Dict) {
			if (!(value instanceof Tuple) && value.uncertain !== undefined) self.addDoubt(value.uncertain);
			if (value instanceof Dict) for (const [key, item] of value.each()) track(`${path}[${display(key)}]`, item);
			else value.items.forEach((item, index) => track(`${path}[${index}]`, item));
		}
	};
	for (const [name, value] of self.attributes) if (value instanceof List || value instanceof Tuple || value instanceof Dict) track(name, value);
}

/** Keras passes `training` and `mask` only to those that take them. */
function acceptedKeywords(self: ModuleInstance, keywords: Keywords, interpreter: Interpreter): Keywords {
	const method = interpreter.findAttribute(self, 'call');
	const callee = method instanceof BoundMethod ? method.callee : method;
	if (!(callee instanceof PythonFunction) || callee.parameters.some(({ kind }) => kind === 'keywords')) return keywords;
	return new Map([...keywords].filter(([name]) => !(name === 'training' || name === 'mask') || callee.parameters.some((parameter) => parameter.name === name)));
}

function remember(result: Value, layer: ModuleInstance, inputs: readonly Tensor[]): Value {
	if (result instanceof Tensor) {
		const own = inputs.includes(result) || histories.get(result)?.layer === layer ? result.same().withValues(result.values) : result;
		histories.set(own, { layer, inputs, order: calls++ });
		return own;
	}
	if (result instanceof List) return new List(result.items.map((item) => remember(item, layer, inputs)));
	if (result instanceof Tuple) return new Tuple(result.items.map((item) => remember(item, layer, inputs)));
	return result;
}

/** What a tensor was made from: by a layer, or by an operation. */
function sourcesOf(tensor: Tensor): readonly Tensor[] {
	return histories.get(tensor)?.inputs ?? tensor.producer?.inputs ?? [];
}

/**
 * The layers between a model's inputs and outputs, in the order in which they were called. A layer that was called on plain numbers (an
 * embedding of positions) ran at once and is no part of the graph.
 */
function layersBetween(outputs: readonly Tensor[]): ModuleInstance[] {
	const found = new Map<ModuleInstance, number>();
	/** Whether a tensor hangs on an input. */
	const known = new Map<Tensor, boolean>();
	const pending = [...outputs];
	for (let tensor = pending.at(-1); tensor !== undefined; tensor = pending.at(-1)) {
		const sources = sourcesOf(tensor);
		const open = sources.filter((each) => !known.has(each));
		if (open.length > 0) {
			pending.push(...open);
			continue;
		}
		pending.pop();
		if (known.has(tensor)) continue;
		const history = histories.get(tensor);
		const isGraph = sources.length === 0 ? history !== undefined : sources.some((each) => known.get(each) === true);
		known.set(tensor, isGraph);
		if (isGraph && history !== undefined) found.set(history.layer, Math.min(history.order, found.get(history.layer) ?? Infinity));
	}
	return [...found].sort(([, a], [, b]) => a - b).map(([layer]) => layer);
}

/** A name for a layer in a model, as Keras makes them: `conv2d`, `conv2d_1`. */
function registerLayer(model: ModuleInstance, layer: ModuleInstance): void {
	if (model.submodules.values().includes(layer)) return;
	const given = layer.read('name');
	const base = typeof given === 'string' ? given : layer.type.name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').replace(/(\d)_D\b/g, '$1d').toLowerCase();
	let name = base;
	for (let number = 1; model.submodules.has(name); number++) name = `${base}_${number}`;
	model.submodules.set(name, layer);
	if (typeof given !== 'string') layer.write('name', name);
}

const registerGraph = new NativeFunction('_register_graph', ([model, , outputs]) => {
	if (!(model instanceof ModuleInstance)) return NONE;
	const tensors = tensorsIn(outputs ?? NONE);
	const unknown = outputs instanceof Unknown || tensors.length === 0;
	if (unknown) model.addDoubt(outputs instanceof Unknown ? outputs : new Unknown('data-dependent', 'outputs'));
	for (const layer of layersBetween(tensors)) registerLayer(model, layer);
	return NONE;
});

/** Calls a finished graph again: the same shapes come out where the same go in. */
const replay = new NativeFunction('_replay', ([model, given]) => {
	if (!(model instanceof ModuleInstance)) return NONE;
	const before = tensorsIn(model.read('_inputs') ?? NONE);
	const now = tensorsIn(given ?? NONE);
	const outputs = model.read('_outputs') ?? NONE;
	const same = before.length === now.length && before.every((tensor, index) => tensor.rank === now[index]!.rank && tensor.shape.every((size, axis) => axis === 0 || !differs(size, now[index]!.shape[axis]!)));
	if (!same) return new Unknown('unsupported', 'a graph on inputs of another shape');
	const copy = (value: Value): Value => (value instanceof Tensor ? value.as(value.shape) : value instanceof List || value instanceof Tuple ? new List(value.items.map(copy)) : value);
	return copy(outputs);
});

const differs = (a: Integer, b: Integer): boolean => (typeof a === 'number' && typeof b === 'number' ? a !== b : certainlyDiffer(a, b) || typeof a !== typeof b);

const makeInput = new NativeFunction('_input', ([layer, shape, type]) => {
	const sizes = shape instanceof Tuple ? shape.items.map((size) => (size === NONE ? unknownSize() : sizeOf(size))) : [];
	const tensor = new Tensor([batchSymbol(), ...sizes], typeof type === 'string' ? type : 'float32');
	if (sizes.length > 1) tensor.field = { axes: sizes.slice(0, -1).map(() => ({ size: 1, jump: 1, start: 0 })), isMisaligned: false, isGlobal: false };
	if (layer instanceof ModuleInstance) histories.set(tensor, { layer, inputs: [], order: calls++ });
	return tensor;
});

const isChannelsFirst = (args: TensorArguments): boolean => args.value('data_format') === 'channels_first';

function spaceOf(args: TensorArguments, input: Tensor): { channels: Integer; space: Shape; assemble: (channels: Integer, space: Shape) => Shape } {
	const axes = args.number('axes');
	if (input.rank !== axes + 2) refuse('rank-mismatch', { operation: `Conv${axes}D`, expected: String(axes + 2), shape: input.shape });
	const batch = input.shape[0]!;
	if (isChannelsFirst(args)) return { channels: input.shape[1]!, space: input.shape.slice(2), assemble: (channels, space) => [batch, channels, ...space] };
	return { channels: input.shape.at(-1)!, space: input.shape.slice(1, -1), assemble: (channels, space) => [batch, ...space, channels] };
}

/**
 * `same`: ⌈L/S⌉; `valid`: ⌊(L − D(F − 1) − 1)/S⌋ + 1; `causal` pads in front only, as much as `same` keeps.
 * keras/src/ops/operation_utils.py, compute_conv_output_shape
 */
function windowSize(size: Integer, kernel: number, stride: number, dilation: number, padding: string): Integer {
	const reach = effectiveKernel(kernel, dilation);
	return add(floorDivide(padding === 'valid' ? subtract(size, reach) : subtract(size, 1), stride), 1);
}

/** What `same` adds in front at this size; TensorFlow puts the odd one behind. */
function paddingBefore(size: Integer, kernel: number, stride: number, dilation: number, padding: string): number {
	const reach = effectiveKernel(kernel, dilation);
	if (padding === 'valid' || typeof size !== 'number') return padding === 'valid' ? 0 : Math.floor((reach - 1) / 2);
	if (padding === 'causal') return reach - 1;
	return Math.floor(Math.max((Math.ceil(size / stride) - 1) * stride + reach - size, 0) / 2);
}

function throughSpace(input: Tensor, kernel: readonly number[], stride: readonly number[], dilation: readonly number[], padding: string, space: Shape): { output: Shape; field: ReceptiveField | undefined } {
	const output = space.map((size, axis) => {
		const reach = effectiveKernel(kernel[axis]!, dilation[axis]!);
		if (padding === 'valid' && certainlyLess(size, reach)) refuse('kernel-too-large', { axis, kernel: reach, paddedInput: size as number, shape: input.shape });
		return windowSize(size, kernel[axis]!, stride[axis]!, dilation[axis]!, padding);
	});
	const before = space.map((size, axis) => paddingBefore(size, kernel[axis]!, stride[axis]!, dilation[axis]!, padding));
	return { output, field: throughWindow(input.field, kernel.map((size, axis) => effectiveKernel(size, dilation[axis]!)), stride, before) };
}

const convolution = operation('_convolution(inputs, kernel, filters, strides, padding, dilation, groups, data_format, axes)', (args) => {
	const [input, kernel, axes] = [args.tensor('inputs'), args.tensor('kernel'), args.number('axes')];
	const { channels, space, assemble } = spaceOf(args, input);
	const groups = args.size('groups');
	const isDepthwise = groups === channels && groups !== 1;
	const expected = isDepthwise ? groups : multiply(kernel.shape[axes]!, groups);
	if (certainlyDiffer(channels, expected)) refuse('channel-mismatch', { expected, actual: channels, groups: typeof groups === 'number' ? groups : 1, shape: input.shape });
	const sizes = kernel.shape.slice(0, axes).map((size) => (typeof size === 'number' ? size : NaN));
	const { output, field } = throughSpace(input, sizes, args.perAxis('strides', axes), args.perAxis('dilation', axes), args.text('padding').toLowerCase(), space);
	args.multiplyAdds(elementCount([input.shape[0]!, ...output, ...kernel.shape]));
	return input.as(assemble(args.size('filters'), output)).withField(field);
});

const pooling = operation('_pooling(inputs, size, strides, padding, data_format, axes)', (args) => {
	const [input, axes] = [args.tensor('inputs'), args.number('axes')];
	const { channels, space, assemble } = spaceOf(args, input);
	const { output, field } = throughSpace(input, args.perAxis('size', axes), args.perAxis('strides', axes), Array.from({ length: axes }, () => 1), args.text('padding').toLowerCase(), space);
	return input.as(assemble(channels, output)).withField(field);
});

/** keras/src/backend/common/backend_utils.py, compute_conv_transpose_output_shape */
const transposed = operation('_transposed(inputs, kernel, filters, strides, padding, dilation, output_padding, data_format, axes)', (args) => {
	const [input, kernel, axes] = [args.tensor('inputs'), args.tensor('kernel'), args.number('axes')];
	const { channels, space, assemble } = spaceOf(args, input);
	if (certainlyDiffer(channels, kernel.shape.at(-1)!)) refuse('channel-mismatch', { expected: kernel.shape.at(-1)!, actual: channels, groups: 1, shape: input.shape });
	const [stride, dilation] = [args.perAxis('strides', axes), args.perAxis('dilation', axes)];
	const same = args.text('padding').toLowerCase() === 'same';
	const extra = args.has('output_padding') ? args.perAxis('output_padding', axes) : undefined;
	const output = space.map((size, axis) => {
		const own = kernel.shape[axis]!;
		const reach = effectiveKernel(typeof own === 'number' ? own : NaN, dilation[axis]!);
		const step = stride[axis]!;
		if (extra === undefined) return add(multiply(size, step), same ? 0 : Math.max(reach - step, 0));
		return add(multiply(subtract(size, 1), step), (same ? reach - 2 * Math.floor(reach / 2) : reach) + extra[axis]!);
	});
	args.multiplyAdds(elementCount([input.shape[0]!, ...space, ...kernel.shape]));
	return input.as(assemble(args.size('filters'), output));
});

const dense = operation('_dense(inputs, kernel)', (args) => {
	const [input, kernel] = [args.tensor('inputs'), args.tensor('kernel')];
	const [expected, units] = kernel.shape as [Integer, Integer];
	if (certainlyDiffer(input.shape.at(-1)!, expected)) refuse('features-mismatch', { expected, actual: input.shape.at(-1)!, shape: input.shape });
	args.multiplyAdds(multiply(input.elements, units));
	return input.as([...input.shape.slice(0, -1), units]);
});

const padded = operation('_padded(inputs, sides, data_format)', (args) => {
	const input = args.tensor('inputs');
	const sides = args.items('sides').map((pair) => (pair instanceof Tuple || pair instanceof List ? pair.items.map(sizeOf) : raise('TypeError', 'padding')));
	const first = isChannelsFirst(args) ? 2 : 1;
	return input.as(input.shape.map((size, axis) => (sides[axis - first] === undefined ? size : add(size, add(sides[axis - first]![0]!, sides[axis - first]![1]!))))).withField(input.field);
});

const own = new NativeFunction('_own', ([layer, name, weight]) => {
	if (layer instanceof ModuleInstance && typeof name === 'string' && weight instanceof Tensor && !layer.parameters.values().includes(weight)) layer.parameters.set(name, weight);
	return NONE;
});

const setPending = (isPending: boolean): NativeFunction => new NativeFunction('_pending', ([layer]) => {
	if (layer instanceof ModuleInstance) layer.isPending = isPending;
	return NONE;
});

export const KERAS_SUPPORT: Readonly<Record<string, Value>> = {
	_convolution: convolution, _pooling: pooling, _transposed: transposed, _dense: dense, _padded: padded, _own: own, _input: makeInput, _register_graph: registerGraph, _replay: replay,
	_lazy: setPending(true), _settled: setPending(false),
	_outside: new NativeFunction('_outside', ([what]) => new Unknown('external', display(what ?? NONE))),
	/** The name of an activation that a layer is given by name or as Keras' or TensorFlow's own function. */
	_activation_name: new NativeFunction('_activation_name', ([activation = NONE]) => {
		if (activation === NONE) return 'none';
		const isLibrarys = activation instanceof NativeFunction || (activation instanceof PythonFunction && activation.origin.isPrelude);
		return typeof activation === 'string' ? activation : isLibrarys ? activation.name : 'unknown';
	}),
	_check_rank: operation('_check_rank(inputs, rank, layer)', (args) => {
		const { shape } = args.tensor('inputs');
		if (shape.length !== args.number('rank')) refuse('rank-mismatch', { operation: args.text('layer'), expected: String(args.number('rank')), shape });
		return NONE;
	}),
	_is_tensor: new NativeFunction('_is_tensor', ([value]) => value instanceof Tensor),
	_own_layer: new NativeFunction('_own_layer', ([model, layer]) => {
		if (model instanceof ModuleInstance && layer instanceof ModuleInstance) registerLayer(model, layer);
		else if (model instanceof ModuleInstance) model.addDoubt(layer instanceof Unknown ? layer : new Unknown('unsupported', 'layer'));
		return NONE;
	}),
	_disown: new NativeFunction('_disown', ([model, layer]) => {
		if (model instanceof ModuleInstance) for (const [name, each] of model.submodules.entries()) if (each === layer) model.submodules.delete(name);
		return NONE;
	}),
	_tensor: operation('_tensor(*sizes)', (args) => new Tensor(args.items('sizes').map(sizeOf))),
	_reshape: operation('_reshape(inputs, target)', (args) => {
		const input = args.tensor('inputs');
		return reshapedKeepingBatch(input, args.sizes('target'));
	}),
	_weight: new NativeFunction('_weight', ([shape, trainable]) => {
		const sizes = shape instanceof Tuple || shape instanceof List ? shape.items.map((size) => (size === NONE ? unknownSize() : sizeOf(size))) : [unknownSize()];
		const made = new Tensor(sizes);
		made.isParameter = true;
		made.requiresGradient = trainable !== false;
		return made;
	}),
	_count_attention: operation('_count_attention(query, key, keys, values, size)', (args) => {
		const [query, key] = [args.tensor('query'), args.tensor('key')];
		const [length, sources] = [elementCount(query.shape.slice(0, -1)), elementCount(key.shape.slice(0, -1))];
		const total = add(add(multiply(multiply(length, query.shape.at(-1)!), args.size('keys')), multiply(multiply(sources, key.shape.at(-1)!), add(args.size('keys'), args.size('values')))), multiply(multiply(length, args.size('values')), args.size('size')));
		Recorder.of(args.interpreter)?.addMultiplyAdds(add(total, multiply(multiply(length, key.shape.at(-2) ?? 1), add(args.size('keys'), args.size('values')))));
		return NONE;
	}),
};

/** Reshape and Flatten leave the batch alone. */
function reshapedKeepingBatch(input: Tensor, target: Shape): Tensor {
	const sample = reshaped(input.as(input.shape.slice(1)), target);
	return input.as([input.shape[0]!, ...sample.shape]);
}
