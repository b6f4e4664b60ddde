import type { Axes } from './window';

/** The fields of `Convolution` in assembly/job.ts, in their order. */
const FIELDS = [
	'channels', 'filters', 'groups',
	'depth', 'height', 'width',
	'outputDepth', 'outputHeight', 'outputWidth',
	'kernelDepth', 'kernelHeight', 'kernelWidth',
	'strideDepth', 'strideHeight', 'strideWidth',
	'paddingDepth', 'paddingHeight', 'paddingWidth',
	'dilationDepth', 'dilationHeight', 'dilationWidth',
	'weights', 'bias', 'block',
] as const;

/** A convolution as its kernel reads it; channels and filters per group, addresses in bytes. */
export type ConvolutionRecord = Readonly<Record<(typeof FIELDS)[number], number>>;

/** The three-dimensional part of a record. */
export function axisFields({ depth, height, width }: Axes): Omit<ConvolutionRecord, 'channels' | 'filters' | 'groups' | 'weights' | 'bias' | 'block'> {
	return {
		depth: depth.input, height: height.input, width: width.input,
		outputDepth: depth.output, outputHeight: height.output, outputWidth: width.output,
		kernelDepth: depth.size, kernelHeight: height.size, kernelWidth: width.size,
		strideDepth: depth.stride, strideHeight: height.stride, strideWidth: width.stride,
		paddingDepth: depth.before, paddingHeight: height.before, paddingWidth: width.before,
		dilationDepth: depth.dilation, dilationHeight: height.dilation, dilationWidth: width.dilation,
	};
}

/** The record as the 32-bit words that stand in memory. */
export function recordWords(record: ConvolutionRecord): Int32Array {
	return Int32Array.from(FIELDS, (field) => record[field]);
}
