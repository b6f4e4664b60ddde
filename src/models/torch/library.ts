/** The modules `torch`, `torch.nn` and what models import beside them. */
import { identity, transparentDecorator } from '../python/library/functional';
import { describeModule, standardLibrary } from '../python/library/standard-library';
import { makePrelude } from '../python/prelude';
import type { Integer } from '../python/integers';
import { asReal } from '../python/operations';
import { List, Tuple } from '../python/containers';
import { Instance, Module, NativeFunction, PythonClass } from '../python/objects';
import { Float, NONE, Unknown } from '../python/values';
import type { Value } from '../python/values';
import { findOperation, OPERATIONS } from './functions/table';
import { copyTorchValue, makeModuleClass, PARAMETER_CLASS } from './module-class';
import { EINOPS, EINOPS_LAYERS } from './einops';
import { FOURIER } from './fourier';
import { makeLightningModule } from './lightning';
import { TRANSFORM_FUNCTIONS, TRANSFORM_LAYERS, TRANSFORM_SUPPORT } from './image-transforms';
import { createModule, ModuleInstance } from './module-instance';
import { operation, sizeOf } from './operation';
import { PRELUDE } from './prelude/prelude';
import { SEQUENCES } from './prelude/recurrent';
import { SUPPORT } from './prelude/support';
import { broadcast } from './sizes';
import { Tensor } from './tensor';
import { TENSOR_ENTRIES } from './tensor-methods';

export const MODULE_CLASS = makeModuleClass();

const TENSOR_CLASS = new PythonClass('Tensor', [], new Map<string, Value>([...Object.entries(OPERATIONS), ...TENSOR_ENTRIES]), {
	includes: (value) => value instanceof Tensor,
	convert: (positional, _keywords, interpreter) => interpreter.call(findOperation(positional[0] instanceof List || positional[0] instanceof Tuple ? 'tensor' : 'empty')!, positional),
});

const nothing = new NativeFunction('nothing', () => NONE);
const no = new NativeFunction('no', () => false);

/** Makes `torch.nn`. */
function makeNeuralNetworks(entries: Readonly<Record<string, Value>>): Module {
	const module = makePrelude('torch.nn', PRELUDE, { ...SUPPORT, Module: MODULE_CLASS, Parameter: PARAMETER_CLASS, Buffer: identity, ...entries });
	module.set('modules', module);
	module.set('parameter', module);
	return module;
}

/** The `nn.init.*_` functions change numbers only: each gives its tensor back. */
const INITIALIZERS: Readonly<Record<string, Value>> = Object.fromEntries([
	'kaiming_normal_', 'kaiming_uniform_', 'xavier_normal_', 'xavier_uniform_', 'normal_', 'uniform_', 'constant_', 'zeros_', 'ones_', 'trunc_normal_', 'orthogonal_', 'eye_', 'dirac_', 'sparse_',
	'kaiming_normal', 'xavier_uniform', 'xavier_normal', 'calculate_gain', '_calculate_fan_in_and_fan_out',
].map((name) => [name, name.startsWith('calculate') ? new NativeFunction(name, () => new Float(1)) : name.startsWith('_') ? new NativeFunction(name, () => new Tuple([new Unknown('external'), new Unknown('external')])) : identity]));

/**
 * Splits a weight into a direction and a length: one more parameter, of one number per filter.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.weight_norm.html
 */
const weightNorm = operation('weight_norm(module, name=\'weight\', dim=0)', (args) => {
	const module = args.value('module');
	const name = args.text('name');
	const weight = module instanceof ModuleInstance ? module.parameters.get(name) : undefined;
	if (!(module instanceof ModuleInstance) || !(weight instanceof Tensor)) return module;
	const length = weight.as(weight.shape.map((size, axis) => (axis === 0 ? size : 1)));
	length.isParameter = true;
	module.parameters.set(`${name}_g`, length);
	return module;
});

/**
 * `torch.nn.utils.parametrize`: a weight becomes what layers of its own make of the original one. Those that bring the original into another
 * form leave its size open. https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.parametrize.register_parametrization.html
 */
const PARAMETRIZE = `
class ParametrizationList(ModuleList):
    pass
def register_parametrization(module, tensor_name, parametrization, *, unsafe=False):
    if not hasattr(module, 'parametrizations'):
        module.parametrizations = ModuleDict()
    if tensor_name not in module.parametrizations:
        parts = ParametrizationList()
        parts.original = getattr(module, tensor_name)
        module.parametrizations[tensor_name] = parts
    module.parametrizations[tensor_name].append(parametrization)
    if hasattr(parametrization, 'right_inverse'):
        _leave_open(module)
    return module
def is_parametrized(module, tensor_name=None):
    return hasattr(module, 'parametrizations') and (tensor_name is None or tensor_name in module.parametrizations)
`;

function makeParametrize(nn: Module): Module {
	const leaveOpen = new NativeFunction('_leave_open', ([module]) => {
		if (module instanceof ModuleInstance) module.addDoubt(new Unknown('unsupported', 'right_inverse'));
		return NONE;
	});
	const module = makePrelude('torch.nn.utils.parametrize', PARAMETRIZE, { ModuleList: nn.namespace.get('ModuleList')!, ModuleDict: nn.namespace.get('ModuleDict')!, _leave_open: leaveOpen });
	module.isOpen = true;
	return module;
}

function makeSequences(nn: Module): Module {
	const part = (name: string): Value => nn.namespace.get(name)!;
	const module = makePrelude('torch.nn.utils.rnn', SEQUENCES, { ...SUPPORT, _pack: part('_pack'), PackedSequence: part('PackedSequence') });
	module.isOpen = true;
	return module;
}

const AUTOGRAD: Readonly<Record<string, Value>> = { Function: new PythonClass('Function', [], new Map(), {}, new Unknown('unsupported', 'autograd.Function')), Variable: identity };

const TYPES = ['float16', 'float32', 'float64', 'bfloat16', 'int8', 'int16', 'int32', 'int64', 'uint8', 'bool', 'complex64', 'complex128'];
const TYPE_ALIASES: Readonly<Record<string, string>> = { float: 'float32', double: 'float64', half: 'float16', int: 'int32', long: 'int64', short: 'int16', byte: 'uint8' };

/** `torch.broadcast_shapes`: of shapes as tuples or single sizes. */
function broadcastShapes(shapes: readonly Value[]): Value {
	const unknown = shapes.find((each) => each instanceof Unknown);
	if (unknown !== undefined) return unknown;
	return new Tuple(shapes.reduce<Integer[]>((sum, each) => broadcast(sum, each instanceof Tuple || each instanceof List ? each.items.map(sizeOf) : [sizeOf(each)]), []));
}

/** `torch.from_numpy`: arrays are tensors here. */
const asItIs = new NativeFunction('from_numpy', ([array = NONE]) => (array instanceof Tensor ? array.same().withValues(array.values) : new Unknown('external', 'from_numpy')));

/** `torch.finfo(dtype)`: numbers that are only computed with, never sizes. */
function numericLimits(name: string): NativeFunction {
	const type = new PythonClass(name, [], new Map<string, Value>(['min', 'max', 'eps', 'tiny', 'smallest_normal', 'resolution'].map((each) => [each, new Float(each === 'min' ? -3.4e38 : each === 'max' ? 3.4e38 : 1.2e-7)])));
	return new NativeFunction(name, () => new Instance(type));
}

function makeTorch(nn: Module, functional: Module): Module {
	const jit = describeModule('torch.jit', {
		is_scripting: no, is_tracing: no, script: identity, ignore: transparentDecorator, unused: identity, export: identity, script_method: identity, _overload_method: identity, interface: identity,
		annotate: new NativeFunction('annotate', ([, value]) => value ?? NONE), trace: identity, ScriptModule: MODULE_CLASS,
	});
	const cuda = describeModule('torch.cuda', { is_available: no, device_count: new NativeFunction('device_count', () => 0), empty_cache: nothing, manual_seed: nothing, manual_seed_all: nothing });
	const torch = describeModule('torch', {
		...OPERATIONS, ...Object.fromEntries(TYPES.map((name) => [name, name])), ...TYPE_ALIASES, nn, Tensor: TENSOR_CLASS, FloatTensor: TENSOR_CLASS, LongTensor: TENSOR_CLASS, jit, cuda, functional,
		fx: describeModule('torch.fx', { wrap: identity }), autograd: describeModule('torch.autograd', AUTOGRAD), backends: describeModule('torch.backends', { mps: describeModule('torch.backends.mps', { is_available: no }) }),
		embedding: new NativeFunction('embedding', ([weight = NONE, input = NONE], _keywords, interpreter) => interpreter.call(findOperation('embedding')!, [input, weight])),
		broadcast_shapes: new NativeFunction('broadcast_shapes', (shapes) => broadcastShapes(shapes)),
		no_grad: transparentDecorator, inference_mode: transparentDecorator, enable_grad: transparentDecorator, set_grad_enabled: transparentDecorator, compile: transparentDecorator, _assert: nothing,
		finfo: numericLimits('finfo'), iinfo: numericLimits('iinfo'), from_numpy: asItIs, asarray: findOperation('as_tensor')!,
		is_tensor: new NativeFunction('is_tensor', ([value]) => value instanceof Tensor), is_floating_point: new NativeFunction('is_floating_point', ([value]) => value instanceof Tensor && value.type.includes('float')), is_grad_enabled: no,
		is_autocast_enabled: no, get_default_dtype: new NativeFunction('get_default_dtype', () => 'float32'), set_default_dtype: nothing, manual_seed: nothing, set_float32_matmul_precision: nothing, save: nothing, numel: new NativeFunction('numel', ([value]) => (value instanceof Tensor ? value.elements : new Unknown('unsupported'))),
		Size: new NativeFunction('Size', ([sizes = NONE], _keywords, interpreter) => {
			const items = interpreter.iterate(sizes);
			return items instanceof Unknown ? items : new Tuple(items);
		}),
		device: new NativeFunction('device', () => 'cpu'), pi: new Float(Math.PI), inf: new Float(Infinity), nan: new Float(NaN), __version__: '2.13.0', strided: 'strided', channels_last: 'channels_last', contiguous_format: 'contiguous_format', preserve_format: 'preserve_format',
	});
	return torch;
}

/** NumPy as models use it: shapes and a few numbers at construction. */
function makeNumpy(): Module {
	const asTensor = (name: string): NativeFunction => new NativeFunction(name, (positional, keywords, interpreter) => {
		const [first, ...rest] = positional;
		const real = first === undefined ? undefined : asReal(first);
		const converted = first instanceof List || first instanceof Tuple ? interpreter.call(findOperation('tensor')!, [first]) : real === undefined ? first : interpreter.call(findOperation('tensor')!, [new Float(real)]);
		if (converted === undefined || converted instanceof Unknown) return converted ?? new Unknown('missing-argument');
		const result = interpreter.call(findOperation(name)!, [converted, ...rest], keywords);
		return result instanceof Tensor && result.rank === 0 && result.values !== undefined ? (result.type.includes('int') ? result.values[0]! : new Float(result.values[0]!)) : result;
	});
	const direct = (name: string): Value => findOperation(name)!;
	return describeModule('numpy', {
		...Object.fromEntries(['prod', 'sqrt', 'log', 'log2', 'log10', 'exp', 'ceil', 'floor', 'round', 'cumsum', 'sum', 'mean', 'max', 'min', 'abs', 'sin', 'cos', 'power'].map((name) => [name, name === 'power' ? direct('pow') : asTensor(name)])),
		...Object.fromEntries(['linspace', 'arange', 'zeros', 'ones', 'empty', 'eye', 'stack', 'concatenate', 'meshgrid'].map((name) => [name, direct(name)])),
		array: direct('tensor'), asarray: direct('as_tensor'), pi: new Float(Math.PI), inf: new Float(Infinity), newaxis: NONE, float32: 'float32', float64: 'float64', int64: 'int64', int32: 'int32', uint8: 'uint8',
	});
}

/** One value, made when it is first asked for. */
function once<Made>(make: () => Made): () => Made {
	let made: Made | undefined;
	return () => made ??= make();
}

/** What `einops` gives: functions, and the same as layers. */
function makeEinopsLayers(): Module {
	const module = makePrelude('einops.layers.torch', EINOPS_LAYERS, { Module: MODULE_CLASS, _rearrange: EINOPS.rearrange!, _reduce: EINOPS.reduce! });
	module.isOpen = true;
	return module;
}

/** torchvision's transforms: what models do with images that are tensors. */
function makeTransforms(): Module {
	const module = makePrelude('torchvision.transforms', TRANSFORM_LAYERS, { Module: MODULE_CLASS, ...TRANSFORM_SUPPORT, functional: makeTransformFunctions() });
	module.isOpen = true;
	return module;
}

function makeTransformFunctions(): Module {
	const module = makePrelude('torchvision.transforms.functional', TRANSFORM_FUNCTIONS, TRANSFORM_SUPPORT);
	module.isOpen = true;
	return module;
}

/** Every module that is described rather than read from source. Shared by all files and runs. */
export const torchLibrary = once((): ReadonlyMap<string, () => Module> => {
	const functional = once(() => describeModule('torch.nn.functional', OPERATIONS));
	const initializers = once(() => describeModule('torch.nn.init', INITIALIZERS));
	const parametrizations = { weight_norm: weightNorm, spectral_norm: identity, orthogonal: identity };
	const utilities = once(() => describeModule('torch.nn.utils', { weight_norm: weightNorm, spectral_norm: identity, remove_weight_norm: identity, remove_spectral_norm: identity, parametrizations: describeModule('torch.nn.utils.parametrizations', parametrizations) }));
	const parametrize = once(() => makeParametrize(nn()));
	const sequences = once(() => makeSequences(nn()));
	const nn = once(() => makeNeuralNetworks({ functional: functional(), init: initializers(), utils: utilities() }));
	const torch = once(() => makeTorch(nn(), functional()));
	const pair = (count: number): NativeFunction => new NativeFunction('_ntuple', ([value = NONE]) => (value instanceof Tuple || value instanceof List ? value : new Tuple(Array.from({ length: count }, () => value))));
	const lightning = once(() => describeModule('lightning', { LightningModule: makeLightningModule(MODULE_CLASS, createModule) }));
	const transforms = once(makeTransforms);
	const fourier = once(() => describeModule('torch.fft', FOURIER));
	const open = (name: string): readonly [string, () => Module] => [name, once(() => describeModule(name, {}))];
	const part = (name: string): readonly [string, () => Module] => [name, once(() => {
		const found = torch().namespace.get(name.split('.')[1]!);
		return found instanceof Module ? found : describeModule(name, {});
	})];
	return new Map<string, () => Module>([
		...standardLibrary(copyTorchValue),
		['torch', torch], ['torch.nn', nn], ['torch.nn.modules', nn], ['torch.nn.parameter', nn], ['torch.nn.functional', functional], ['torch.nn.init', initializers], ['torch.nn.utils', utilities],
		...['activation', 'batchnorm', 'container', 'conv', 'dropout', 'linear', 'loss', 'module', 'normalization', 'pooling', 'rnn', 'transformer', 'padding', 'sparse', 'instancenorm', 'flatten', 'upsampling', 'pixelshuffle', 'lazy'].map((name) => [`torch.nn.modules.${name}`, nn] as const),
		['torch.nn.modules.utils', once(() => describeModule('torch.nn.modules.utils', { _single: pair(1), _pair: pair(2), _triple: pair(3), _quadruple: pair(4) }))],
		['torch.fft', fourier], ['torch.nn.utils.parametrize', parametrize], ['torch.nn.utils.rnn', sequences], ['torch.nn.utils.parametrizations', () => utilities().namespace.get('parametrizations') as Module],
		part('torch.jit'), part('torch.fx'), part('torch.cuda'), part('torch.autograd'), part('torch.backends'),
		['torch.utils.checkpoint', once(() => describeModule('torch.utils.checkpoint', { checkpoint: new NativeFunction('checkpoint', ([callee = NONE, ...inputs], _keywords, interpreter) => interpreter.call(callee, inputs)) }))],
		...['torch.utils', 'torch.utils.data', 'torch.optim', 'torch.distributed', 'torch.hub', 'torch.onnx', 'torch.types', 'torch.serialization', 'torch._jit_internal', 'torch.fx.node', 'torch.amp', 'torch.cuda.amp', 'torch.nn.parallel', 'torch.linalg', 'torch.distributions', 'torch.optim.lr_scheduler',
			'torchvision', 'torchvision.io', 'torchvision.datasets', 'torchvision.transforms._presets', 'torchvision.extension', 'torchvision._internally_replaced_utils', 'PIL', 'matplotlib', 'matplotlib.pyplot', 'tqdm', 'pandas', 'cv2', 'sklearn'].map(open),
		['torchvision.transforms', transforms], ['torchvision.transforms.v2', transforms], ...['torchvision.transforms.functional', 'torchvision.transforms.v2.functional'].map((name) => [name, () => transforms().namespace.get('functional') as Module] as const),
		['torchvision.utils', once(() => describeModule('torchvision.utils', { _log_api_usage_once: nothing, _make_ntuple: new NativeFunction('_make_ntuple', ([value = NONE, count]) => (value instanceof Tuple || value instanceof List ? value : new Tuple(Array.from({ length: Number(count) }, () => value)))) }))],
		['numpy', once(makeNumpy)],
		['einops', once(() => describeModule('einops', EINOPS))], ['einops.layers.torch', once(makeEinopsLayers)],
		...['pytorch_lightning', 'lightning', 'lightning.pytorch', 'pytorch_lightning.core', 'lightning.pytorch.core'].map((name) => [name, lightning] as const),
	]);
});
