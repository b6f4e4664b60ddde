import type { Padding } from '../engine/layer';
import type { ConvolutionSettings } from './stage-settings';

/** The values that a setting may take, and what sets the upper one. */
export interface Limit {
	readonly least: number;
	readonly most: number;
	readonly reason:
		| 'kernel-covers-input' | 'single-output' | 'padding-reaches-kernel' | 'fill-beyond-input' | 'half-window'
		| 'nothing-left' | 'below-stride' | 'map-grows' | 'no-more-filters' | 'enough-filters';
}

/** One axis of a sliding window. */
export interface AxisSettings {
	/** H_i */
	readonly input: number;
	/** F */
	readonly kernel: number;
	readonly dilation: number;
	readonly padding: Padding;
}

/** D(F − 1) + 1 */
export function reachOf({ kernel, dilation }: Pick<AxisSettings, 'kernel' | 'dilation'>): number {
	return dilation * (kernel - 1) + 1;
}

/** Stride: up to the one beyond which a single window is left. */
export function strideLimit(axis: AxisSettings): Limit {
	const room = axis.input + axis.padding.before + axis.padding.after - reachOf(axis);
	return { least: 1, most: Math.max(1, room), reason: 'single-output' };
}

/**
 * Padding of one side, where `other` cells stand on the other: enough that the kernel fits, at most as much as the kernel reaches, so that
 * no window sees padding alone, and no more than the fill can repeat of the input.
 */
export function paddingLimit(axis: Omit<AxisSettings, 'padding'>, fill: ConvolutionSettings['fill'], other: number): Limit {
	const reach = reachOf(axis);
	const least = Math.max(0, reach - axis.input - other);
	const repeats = fill === 'constant' || fill === 'replicate' ? Infinity : fill === 'reflect' ? axis.input - 1 : axis.input;
	const most = Math.max(least, Math.min(reach - 1, repeats));
	return { least, most, reason: repeats < reach - 1 ? 'fill-beyond-input' : 'padding-reaches-kernel' };
}

/** The same padding on both sides. */
export function bothSidesLimit(axis: Omit<AxisSettings, 'padding'>, fill: ConvolutionSettings['fill']): Limit {
	const least = Math.max(0, Math.ceil((reachOf(axis) - axis.input) / 2));
	const { most, reason } = paddingLimit(axis, fill, least);
	return { least, most: Math.max(least, most), reason };
}

/** Dilation: up to the one at which the kernel covers the padded input. */
export function dilationLimit({ input, kernel, padding }: Omit<AxisSettings, 'dilation'>): Limit {
	const most = kernel === 1 ? 1 : Math.floor((input + padding.before + padding.after - 1) / (kernel - 1));
	return { least: 1, most: Math.max(1, most), reason: 'kernel-covers-input' };
}

/** Pooling window: up to the input. */
export function poolingSizeLimit(input: number): Limit {
	return { least: 1, most: input, reason: 'kernel-covers-input' };
}

/** Padding of a pooling: PyTorch's rule, at most half the window. */
export function poolingPaddingLimit(size: number): Limit {
	return { least: 0, most: Math.floor(size / 2), reason: 'half-window' };
}

/** Stride or dilation of a transposed convolution, whose map grows with it. */
export const GROWING: Limit = { least: 1, most: 6, reason: 'map-grows' };

/** Output padding: PyTorch's rule, below the stride or the dilation. */
export function outputPaddingLimit(stride: number, dilation: number): Limit {
	return { least: 0, most: Math.max(stride, dilation) - 1, reason: 'below-stride' };
}

/** Rings that a transposed convolution may lose: a cell must be left, and no ring lies beyond what the kernel adds. */
export function croppingLimit({ input, kernel, dilation }: Omit<AxisSettings, 'padding'>, stride: number, outputPadding: number): Limit {
	const reach = reachOf({ kernel, dilation });
	const left = Math.floor(((input - 1) * stride + reach + outputPadding - 1) / 2);
	return { least: 0, most: Math.max(0, Math.min(reach - 1, left)), reason: left < reach - 1 ? 'nothing-left' : 'padding-reaches-kernel' };
}

/** A knob for both axes at once: as far as the longer-ranging axis goes; each axis stops at its own limit. */
export function widest(one: Limit, other: Limit): Limit {
	const further = other.most > one.most ? other : one;
	return { least: Math.min(one.least, other.least), most: further.most, reason: further.reason };
}

/** The value nearest to this one that the limit allows. */
export function clamp(value: number, { least, most }: Limit): number {
	return Math.min(most, Math.max(least, Math.round(value)));
}
