/** What a layer's constructor says about its sizes and weights. */
import type { Integer } from '../python/integers';
import { asInteger } from '../python/operations';
import { List, Tuple } from '../python/containers';
import { Float, NONE } from '../python/values';
import type { PythonClass } from '../python/objects';
import type { Value } from '../python/values';
import { reportSize } from '../quantities';
import type { ActivationFunction, LayerGeometry, ReportedShape, ReportedSize } from '../report';
import type { ModuleInstance } from './module-instance';
import { Tensor } from './tensor';

const size = (value: Value | undefined): ReportedSize => {
	const integer: Integer | undefined = value === undefined ? undefined : asInteger(value);
	return integer === undefined ? '?' : reportSize(integer);
};

/** One size per axis, from one number or from one each. */
function sizes(value: Value | undefined, axes: number): ReportedShape {
	const items = value instanceof Tuple || value instanceof List ? value.items : undefined;
	return items === undefined || items.length === 0 ? Array.from({ length: axes }, () => size(value)) : items.map(size);
}

const textOf = (value: Value | undefined): string => (typeof value === 'string' ? value : '');

const axesOf = (name: string): number => Number(/(\d)d$/.exec(name)?.[1] ?? 0);

const libraryClasses = new WeakMap<PythonClass, PythonClass>();

/** The name of the library class that a layer is, or is derived from. */
export function libraryClass({ type }: ModuleInstance): string | undefined {
	const known = libraryClasses.get(type) ?? type.order.find((each) => each.origin?.isPrelude === true && !each.name.startsWith('_'));
	if (known !== undefined) libraryClasses.set(type, known);
	return known?.name;
}

/** Activations by class, with the attributes that must have these values to be what the name says. */
const ACTIVATIONS: Readonly<Record<string, readonly [ActivationFunction, Readonly<Record<string, number | string>>]>> = {
	ReLU: ['relu', {}], LeakyReLU: ['leaky-relu', { negative_slope: 0.01 }], ELU: ['elu', { alpha: 1 }], SELU: ['selu', {}], GELU: ['gelu', { approximate: 'none' }], Sigmoid: ['sigmoid', {}], Tanh: ['tanh', {}],
	Softplus: ['softplus', { beta: 1, threshold: 20 }], SiLU: ['silu', {}], Hardswish: ['hardswish', {}],
};

/** A number or a text that is set to this value: an integer is as good as its float. */
function isSetTo(value: Value | undefined, expected: number | string): boolean {
	if (typeof expected === 'string') return value === expected;
	return value instanceof Float ? value.value === expected : value === expected;
}

function activationGeometry(name: string, module: ModuleInstance): LayerGeometry {
	const [activation, settings] = ACTIVATIONS[name] ?? [];
	if (activation === undefined) return { kind: 'other' };
	return Object.entries(settings ?? {}).every(([attribute, expected]) => isSetTo(module.read(attribute), expected)) ? { kind: 'activation', function: activation } : { kind: 'other' };
}

function convolutionGeometry(name: string, module: ModuleInstance): LayerGeometry {
	const axes = axesOf(name);
	const padding = module.read('padding');
	return {
		kind: 'convolution', isTransposed: name.includes('Transpose'), inputChannels: size(module.read('in_channels')), filters: size(module.read('out_channels')),
		kernel: sizes(module.read('kernel_size'), axes), stride: sizes(module.read('stride'), axes), padding: padding === 'same' ? 'same' : padding === 'valid' ? sizes(0, axes) : sizes(padding, axes),
		dilation: sizes(module.read('dilation'), axes), outputPadding: sizes(module.read('output_padding') ?? 0, axes), groups: size(module.read('groups')), hasBias: module.read('bias') instanceof Tensor,
		paddingMode: textOf(module.read('padding_mode')), activation: 'none', channelsLast: false,
	};
}

function poolingGeometry(name: string, module: ModuleInstance): LayerGeometry {
	const axes = axesOf(name);
	const stride = module.read('stride');
	return {
		kind: 'pooling', reduction: name.startsWith('Max') ? 'max' : name.startsWith('LP') ? 'power' : 'average', kernel: sizes(module.read('kernel_size'), axes),
		stride: sizes(stride === NONE ? module.read('kernel_size') : stride, axes), padding: sizes(module.read('padding') ?? 0, axes), dilation: sizes(module.read('dilation') ?? 1, axes), ceil: module.read('ceil_mode') === true,
		countsPadding: (module.read('count_include_pad') ?? true) === true && (module.read('divisor_override') ?? NONE) === NONE, channelsLast: false,
	};
}

function linearGeometry(_name: string, module: ModuleInstance): LayerGeometry {
	return { kind: 'linear', inputFeatures: size(module.read('in_features')), outputFeatures: size(module.read('out_features')), hasBias: module.read('bias') instanceof Tensor, activation: 'none' };
}

function adaptivePoolingGeometry(name: string, module: ModuleInstance): LayerGeometry {
	return { kind: 'adaptive-pooling', reduction: name.includes('Max') ? 'max' : 'average', outputSize: sizes(module.read('output_size'), axesOf(name)), channelsLast: false };
}

function flatteningGeometry(_name: string, module: ModuleInstance): LayerGeometry {
	return size(module.read('start_dim')) === 1 && size(module.read('end_dim')) === -1 ? { kind: 'flatten' } : { kind: 'other' };
}

/** PyTorch's batch normalization, where it keeps a running mean and variance: without them, a result hangs on the whole batch. */
function batchNormalization(_name: string, module: ModuleInstance): LayerGeometry {
	const epsilon = module.read('eps');
	return epsilon instanceof Float && module.read('track_running_stats') === true ? { kind: 'batch-normalization', features: size(module.read('num_features')), epsilon: epsilon.value, hasScale: module.read('affine') === true } : { kind: 'other' };
}

type GeometryReader = (name: string, module: ModuleInstance) => LayerGeometry;

/** How the geometry of layers is read, by the names of their classes. */
const READERS: ReadonlyArray<readonly [RegExp, GeometryReader]> = [
	[/^(?:Lazy)?Conv(?:Transpose)?\dd$/, convolutionGeometry], [/^(?:Max|Avg|LP)Pool\dd$/, poolingGeometry], [/^(?:Lazy|NonDynamicallyQuantizable)?Linear$/, linearGeometry],
	[/^Adaptive(?:Max|Avg)Pool\dd$/, adaptivePoolingGeometry], [/^Flatten$/, flatteningGeometry], [/^(?:Sync)?BatchNorm(?:\dd)?$/, batchNormalization],
];

const readersByName = new Map<string, GeometryReader>();

function readerOf(name: string): GeometryReader {
	const known = readersByName.get(name) ?? READERS.find(([pattern]) => pattern.test(name))?.[1] ?? activationGeometry;
	readersByName.set(name, known);
	return known;
}

/** Reads a PyTorch layer's geometry from its attributes. */
export function torchGeometry(module: ModuleInstance): LayerGeometry {
	const name = libraryClass(module) ?? '';
	return readerOf(name)(name, module);
}
