import { ACTIVATION_LAYERS } from './activation';
import { ATTENTION_LAYERS } from './attention';
import { CONTAINERS } from './containers';
import { CONVOLUTION_LAYERS } from './convolution';
import { LINEAR_LAYERS } from './linear';
import { NORMALIZATION_LAYERS } from './normalization';
import { POOLING_LAYERS } from './pooling';
import { RECURRENT_LAYERS } from './recurrent';

/** The layers of `torch.nn`, in Python that the interpreter runs: signatures, keyword arguments and subclassing come free. */
export const PRELUDE = [CONVOLUTION_LAYERS, POOLING_LAYERS, NORMALIZATION_LAYERS, ACTIVATION_LAYERS, LINEAR_LAYERS, RECURRENT_LAYERS, CONTAINERS, ATTENTION_LAYERS].join('\n');
