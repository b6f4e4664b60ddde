import type { ConvolutionLayer, ConvolutionStage } from '../layer';
import type { Operator } from '../operator';
import { convolutionSteps, convolve } from './run';
import { convolutionShape } from './sizes';
import { traceConvolution, type ConvolutionTrace } from './trace';

/** Convolution. */
export const convolutionOperator: Operator<ConvolutionLayer, ConvolutionStage, ConvolutionTrace> = {
	sizes: convolutionShape,
	run: convolve,
	steps: convolutionSteps,
	trace: traceConvolution,
};
