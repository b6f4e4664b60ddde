import { requireCell } from '../cell';
import type { PointwiseLayer } from '../layer';
import type { Operator } from '../operator';
import { offsetOf, tensor, type Tensor } from '../tensor';
import { complementaryErrorFunction } from './error-function';

/** SELU's constants (Klambauer et al., "Self-Normalizing Neural Networks", 2017). */
const SELU_ALPHA = 1.6732632423543772;
const SELU_SCALE = 1.0507009873554805;

/** One cell before and after an activation. */
export interface ActivationTrace {
	readonly kind: PointwiseLayer['kind'];
	readonly cell: readonly number[];
	readonly value: number;
	readonly total: number;
}

/** The logistic function 1 / (1 + e^(−x)). */
function sigmoid(x: number): number {
	return 1 / (1 + Math.exp(-x));
}

/**
 * What an activation makes of one number. Formulas and default settings are PyTorch's (`torch.nn`); NaN comes out as NaN.
 *
 * Where frameworks differ: GELU is exact by default in PyTorch and ONNX, the tanh formula in the first BERT and GPT-2; softplus turns
 * linear above a threshold in PyTorch only (20, a difference below 1e-8 / β); ReLU gives 0 for −0.
 */
export function activationFunction(layer: PointwiseLayer): (value: number) => number {
	switch (layer.kind) {
		case 'relu': return (x) => x > 0 || Number.isNaN(x) ? x : 0;
		case 'leaky-relu': return (x) => x > 0 ? x : x * layer.slope;
		case 'elu': return (x) => x > 0 ? x : layer.alpha * Math.expm1(x);
		case 'selu': return (x) => SELU_SCALE * (x > 0 ? x : SELU_ALPHA * Math.expm1(x));
		case 'gelu': return layer.approximation === 'tanh'
			? (x) => 0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x ** 3)))
			: (x) => 0.5 * x * complementaryErrorFunction(-x * Math.SQRT1_2);
		case 'sigmoid': return sigmoid;
		case 'tanh': return Math.tanh;
		case 'softplus': return (x) => x * layer.beta > layer.threshold ? x : Math.log1p(Math.exp(x * layer.beta)) / layer.beta;
		case 'silu': return (x) => x * sigmoid(x);
		case 'hardswish': return (x) => x * Math.min(Math.max(x + 3, 0), 6) / 6;
	}
}

/** The settings that PyTorch gives an activation by default; Keras 3 has a slope of 0.3 for leaky ReLU. */
const DEFAULTS: { readonly [Kind in PointwiseLayer['kind']]: Extract<PointwiseLayer, { readonly kind: Kind }> } = {
	'relu': { kind: 'relu' },
	'leaky-relu': { kind: 'leaky-relu', slope: 0.01 },
	'elu': { kind: 'elu', alpha: 1 },
	'selu': { kind: 'selu' },
	'gelu': { kind: 'gelu', approximation: 'none' },
	'sigmoid': { kind: 'sigmoid' },
	'tanh': { kind: 'tanh' },
	'softplus': { kind: 'softplus', beta: 1, threshold: 20 },
	'silu': { kind: 'silu' },
	'hardswish': { kind: 'hardswish' },
};

/** An activation with PyTorch's default settings, or with other ones: `activation('leaky-relu', { slope: 0.3 })`. */
export function activation<Kind extends PointwiseLayer['kind']>(
	kind: Kind, settings: Partial<Omit<Extract<PointwiseLayer, { readonly kind: Kind }>, 'kind'>> = {},
): PointwiseLayer {
	return { ...DEFAULTS[kind], ...settings };
}

/** Applies an activation to every number. */
export function activate(layer: PointwiseLayer, input: Tensor): Tensor {
	return tensor(input.shape, input.data.map(activationFunction(layer)));
}

/** Shows how one output cell of an activation comes about. */
export function traceActivation(layer: PointwiseLayer, input: Tensor, cell: readonly number[]): ActivationTrace {
	requireCell(cell, input.shape);
	const value = input.data[offsetOf(input.shape, cell)]!;
	return { kind: layer.kind, cell, value, total: activationFunction(layer)(value) };
}

/** max(0, x), which lets NaN through as PyTorch does. */
export function relu(input: Tensor): Tensor {
	return activate({ kind: 'relu' }, input);
}

/** Shows how one output cell of ReLU comes about. */
export function traceRelu(input: Tensor, cell: readonly number[]): ActivationTrace {
	return traceActivation({ kind: 'relu' }, input, cell);
}

/** Every activation that works on each number alone. */
export const pointwiseOperator: Operator<PointwiseLayer, PointwiseLayer, ActivationTrace> = {
	sizes: (_layer, inputShape) => ({ axes: [], outputShape: inputShape }),
	run: activate,
	trace: traceActivation,
};
