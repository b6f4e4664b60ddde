import type { ActivationTrace } from './activation/pointwise';
import type { PReluTrace } from './activation/prelu';
import type { SoftmaxTrace } from './activation/softmax';
import type { BatchNormalizationTrace } from './batch-normalization';
import type { ConvolutionTrace } from './convolution/trace';
import type { MoveTrace } from './flatten';
import type { LinearTrace } from './linear';
import type { PoolingTrace } from './pooling/trace';
import type { UpsampleTrace } from './upsample';

/** How one output cell of a stage comes about; `total` equals the cell bit for bit. */
export type Trace =
	| ConvolutionTrace | PoolingTrace | ActivationTrace | PReluTrace | SoftmaxTrace
	| BatchNormalizationTrace | LinearTrace | MoveTrace | UpsampleTrace;
