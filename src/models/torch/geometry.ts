/** What a layer's constructor says about its sizes and weights. */
import type { Integer } from '../python/integers';
import { asInteger } from '../python/operations';
import { Float, List, NONE, Tuple } from '../python/values';
import type { PythonClass, Value } from '../python/values';
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

function activationGeometry(name: string, module: ModuleInstance): LayerGeometry | undefined {
	const [activation, settings] = ACTIVATIONS[name] ?? [];
	if (activation === undefined) return undefined;
	return Object.entries(settings ?? {}).every(([attribute, expected]) => isSetTo(module.read(attribute), expected)) ? { kind: 'activation', function: activation } : { kind: 'other' };
}

/** PyTorch's batch normalization, where it keeps a running mean and variance: without them, a result hangs on the whole batch. */
function batchNormalization(read: (attribute: string) => Value | undefined): LayerGeometry {
	const epsilon = read('eps');
	return epsilon instanceof Float && read('track_running_stats') === true ? { kind: 'batch-normalization', features: size(read('num_features')), epsilon: epsilon.value, hasScale: read('affine') === true } : { kind: 'other' };
}

/** Reads a PyTorch layer's geometry from its attributes. */
export function torchGeometry(module: ModuleInstance): LayerGeometry {
	const name = libraryClass(module) ?? '';
	const axes = axesOf(name);
	const read = (attribute: string): Value | undefined => module.read(attribute);
	if (/^(?:Lazy)?Conv(?:Transpose)?\dd$/.test(name)) {
		const padding = read('padding');
		return {
			kind: 'convolution', isTransposed: name.includes('Transpose'), inputChannels: size(read('in_channels')), filters: size(read('out_channels')),
			kernel: sizes(read('kernel_size'), axes), stride: sizes(read('stride'), axes), padding: padding === 'same' ? 'same' : padding === 'valid' ? sizes(0, axes) : sizes(padding, axes),
			dilation: sizes(read('dilation'), axes), outputPadding: sizes(read('output_padding') ?? 0, axes), groups: size(read('groups')), hasBias: read('bias') instanceof Tensor, paddingMode: textOf(read('padding_mode')), activation: 'none', channelsLast: false,
		};
	}
	if (/^(?:Max|Avg|LP)Pool\dd$/.test(name)) {
		return {
			kind: 'pooling', reduction: name.startsWith('Max') ? 'max' : name.startsWith('LP') ? 'power' : 'average', kernel: sizes(read('kernel_size'), axes),
			stride: sizes(read('stride') === NONE ? read('kernel_size') : read('stride'), axes), padding: sizes(read('padding') ?? 0, axes), dilation: sizes(read('dilation') ?? 1, axes), ceil: read('ceil_mode') === true,
			countsPadding: (read('count_include_pad') ?? true) === true && (read('divisor_override') ?? NONE) === NONE, channelsLast: false,
		};
	}
	if (/^(?:Lazy|NonDynamicallyQuantizable)?Linear$/.test(name)) return { kind: 'linear', inputFeatures: size(read('in_features')), outputFeatures: size(read('out_features')), hasBias: read('bias') instanceof Tensor, activation: 'none' };
	if (/^Adaptive(?:Max|Avg)Pool\dd$/.test(name)) return { kind: 'adaptive-pooling', reduction: name.includes('Max') ? 'max' : 'average', outputSize: sizes(read('output_size'), axes), channelsLast: false };
	if (name === 'Flatten') return size(read('start_dim')) === 1 && size(read('end_dim')) === -1 ? { kind: 'flatten' } : { kind: 'other' };
	if (/^(?:Sync)?BatchNorm(?:\dd)?$/.test(name)) return batchNormalization(read);
	return activationGeometry(name, module) ?? { kind: 'other' };
}
