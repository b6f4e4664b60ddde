import { pointwiseOperator } from './activation/pointwise';
import { preluOperator } from './activation/prelu';
import { softmaxOperator } from './activation/softmax';
import { batchNormalizationOperator } from './batch-normalization';
import { convolutionOperator } from './convolution/operator';
import { flattenOperator } from './flatten';
import type { Layer, Stage } from './layer';
import { linearOperator } from './linear';
import type { Operator } from './operator';
import { padOperator } from './pad';
import {
	adaptivePoolingOperator, averagePoolingOperator, globalPoolingOperator, lpPoolingOperator, maxPoolingOperator,
} from './pooling/operators';
import type { Trace } from './trace';
import { transposedConvolutionOperator } from './transposed-convolution/operator';
import { upsampleOperator } from './upsample';

type LayerOf<Kind extends Layer['kind']> = Extract<Layer, { readonly kind: Kind }>;
type StageOf<Kind extends Layer['kind']> = Extract<Stage, { readonly kind: Kind }> & LayerOf<Kind>;

/** The operator of every kind of layer. */
const OPERATORS: { readonly [Kind in Layer['kind']]: Operator<LayerOf<Kind>, StageOf<Kind>, Trace> } = {
	'convolution': convolutionOperator,
	'transposed-convolution': transposedConvolutionOperator,
	'max-pooling': maxPoolingOperator,
	'average-pooling': averagePoolingOperator,
	'lp-pooling': lpPoolingOperator,
	'global-pooling': globalPoolingOperator,
	'adaptive-pooling': adaptivePoolingOperator,
	'relu': pointwiseOperator,
	'leaky-relu': pointwiseOperator,
	'elu': pointwiseOperator,
	'selu': pointwiseOperator,
	'gelu': pointwiseOperator,
	'sigmoid': pointwiseOperator,
	'tanh': pointwiseOperator,
	'softplus': pointwiseOperator,
	'silu': pointwiseOperator,
	'hardswish': pointwiseOperator,
	'prelu': preluOperator,
	'softmax': softmaxOperator,
	'batch-normalization': batchNormalizationOperator,
	'linear': linearOperator,
	'flatten': flattenOperator,
	'pad': padOperator,
	'upsample': upsampleOperator,
};

/** The operator of a layer, which takes that layer and its stage. */
export function operatorOf({ kind }: Layer): Operator<Layer, Stage, Trace> {
	return OPERATORS[kind];
}
