import type { ConvolutionTrace } from '../convolution/trace';
import type { TransposedConvolutionLayer, TransposedConvolutionStage } from '../layer';
import type { Operator } from '../operator';
import { convolveTransposed, transposedConvolutionSteps } from './run';
import { transposedConvolutionShape } from './sizes';
import { traceTransposedConvolution } from './trace';

/** Transposed convolution. */
export const transposedConvolutionOperator: Operator<TransposedConvolutionLayer, TransposedConvolutionStage, ConvolutionTrace> = {
	sizes: transposedConvolutionShape,
	run: convolveTransposed,
	steps: transposedConvolutionSteps,
	trace: traceTransposedConvolution,
};
