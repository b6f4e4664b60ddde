import type { Axes } from './window';

/** The fields of `Job` in assembly/job.ts, in their order. */
const FIELDS = [
	'channels', 'filters', 'groups',
	'depth', 'height', 'width',
	'outputDepth', 'outputHeight', 'outputWidth',
	'kernelDepth', 'kernelHeight', 'kernelWidth',
	'strideDepth', 'strideHeight', 'strideWidth',
	'paddingDepth', 'paddingHeight', 'paddingWidth',
	'dilationDepth', 'dilationHeight', 'dilationWidth',
	'weights', 'bias', 'block', 'blockColumns',
	'depthCounts', 'heightCounts', 'widthCounts',
] as const;

/** What differs from kernel to kernel; channels and filters per group, addresses in bytes, 0 where the kernel does not look. */
export type JobFields = Partial<Record<(typeof FIELDS)[number], number>>;

/** A convolution or pooling as its kernel reads it: 32-bit words. */
export function jobRecord({ depth, height, width }: Axes, fields: JobFields): Int32Array {
	const record: JobFields = {
		depth: depth.input, height: height.input, width: width.input,
		outputDepth: depth.output, outputHeight: height.output, outputWidth: width.output,
		kernelDepth: depth.size, kernelHeight: height.size, kernelWidth: width.size,
		strideDepth: depth.stride, strideHeight: height.stride, strideWidth: width.stride,
		paddingDepth: depth.before, paddingHeight: height.before, paddingWidth: width.before,
		dilationDepth: depth.dilation, dilationHeight: height.dilation, dilationWidth: width.dilation,
		...fields,
	};
	return Int32Array.from(FIELDS, (field) => record[field] ?? 0);
}
