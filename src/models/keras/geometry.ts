/** What a Keras layer's constructor says about its sizes and weights. */
import { display } from '../python/text';
import { multiply } from '../python/integers';
import { asInteger } from '../python/operations';
import { List, Tuple } from '../python/containers';
import type { Value } from '../python/values';
import { reportSize } from '../quantities';
import type { ActivationFunction, FusedActivation, LayerGeometry, ParameterReport, ReportedShape, ReportedSize } from '../report';
import { libraryClass } from '../torch/geometry';
import type { ModuleInstance } from '../torch/module-instance';
import { Tensor } from '../torch/tensor';
import { torchParameters } from '../torch/parameters';

const size = (value: Value | undefined): ReportedSize => {
	const integer = value === undefined ? undefined : asInteger(value);
	return integer === undefined ? '?' : reportSize(integer);
};

const sizes = (value: Value | undefined): ReportedShape => (value instanceof Tuple || value instanceof List ? value.items.map(size) : [size(value)]);

/** Keras' names of activations, where they are what PyTorch means by its own. */
const ACTIVATIONS: ReadonlyMap<string, ActivationFunction> = new Map([
	['relu', 'relu'], ['elu', 'elu'], ['selu', 'selu'], ['gelu', 'gelu'], ['sigmoid', 'sigmoid'], ['tanh', 'tanh'], ['softplus', 'softplus'], ['silu', 'silu'], ['swish', 'silu'],
]);

/** The activation that a layer was given by name. */
function activationOf(module: ModuleInstance): FusedActivation {
	const name = module.read('_activation');
	return name === 'none' || name === 'linear' ? 'none' : typeof name === 'string' ? ACTIVATIONS.get(name) ?? 'unknown' : 'unknown';
}

export function kerasGeometry(module: ModuleInstance): LayerGeometry {
	const name = libraryClass(module) ?? '';
	const read = (attribute: string): Value | undefined => module.read(attribute);
	const channelsLast = read('data_format') !== 'channels_first';
	if (/^(?:Depthwise|Separable)?Conv\dD(?:Transpose)?$/.test(name)) {
		const kernel = read('kernel') ?? read('depthwise_kernel');
		const kernelSize = sizes(read('kernel_size'));
		const isTransposed = name.endsWith('Transpose');
		const isDepthwise = name.startsWith('Depthwise');
		const perGroup = kernel instanceof Tensor ? kernel.shape[kernelSize.length + (isTransposed ? 1 : 0)] : undefined;
		const groups = isDepthwise && perGroup !== undefined ? perGroup : asInteger(read('groups') ?? 1) ?? 1;
		return {
			kind: 'convolution', isTransposed, inputChannels: perGroup === undefined ? '?' : reportSize(isDepthwise ? perGroup : multiply(perGroup, groups)),
			filters: isDepthwise && perGroup !== undefined ? reportSize(multiply(perGroup, asInteger(read('depth_multiplier') ?? 1) ?? 1)) : size(read('filters')), kernel: kernelSize, stride: sizes(read('strides')),
			padding: read('padding') === 'same' ? 'same' : kernelSize.map(() => 0), dilation: sizes(read('dilation_rate')), outputPadding: kernelSize.map(() => 0), groups: reportSize(groups), hasBias: read('use_bias') === true, paddingMode: 'zeros', activation: activationOf(module), channelsLast,
		};
	}
	if (/^(?:Max|Average)Pooling\dD$/.test(name)) {
		const kernel = sizes(read('pool_size'));
		return { kind: 'pooling', reduction: name.startsWith('Max') ? 'max' : 'average', kernel, stride: sizes(read('strides')), padding: read('padding') === 'same' ? 'same' : kernel.map(() => 0), dilation: kernel.map(() => 1), ceil: false, countsPadding: false, channelsLast };
	}
	const kernel = read('kernel');
	if (name === 'Dense') return { kind: 'linear', inputFeatures: kernel instanceof Tensor ? reportSize(kernel.shape[0]!) : '?', outputFeatures: size(read('units')), hasBias: read('use_bias') === true, activation: activationOf(module) };
	const pooled = /^Global(Max|Average)Pooling(\d)D$/.exec(name);
	if (pooled !== null) return { kind: 'adaptive-pooling', reduction: pooled[1] === 'Max' ? 'max' : 'average', outputSize: Array.from({ length: Number(pooled[2]) }, () => 1), channelsLast };
	if (name === 'Flatten') return { kind: 'flatten' };
	const activation = name === 'Activation' ? activationOf(module) : name === 'ReLU' && module.createdAt?.node.arguments.length === 0 ? 'relu' : 'unknown';
	return activation === 'none' || activation === 'unknown' ? { kind: 'other' } : { kind: 'activation', function: activation };
}

export function kerasParameters(module: ModuleInstance): readonly ParameterReport[] {
	const isFrozen = module.read('trainable') === false;
	const seen = new Set<Value>();
	const distinct = module.parameters.entries().filter(([, value]) => !seen.has(value) && seen.add(value)).map(([name]) => display(name));
	return torchParameters(module).filter(({ name }) => distinct.includes(name)).map((each) => (isFrozen ? { ...each, isTrainable: false } : each));
}
