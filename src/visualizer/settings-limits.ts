import type { Shape } from '../engine/tensor';

/** The values that a setting may take, and what sets the upper one. */
export interface Limit {
	readonly least: number;
	readonly most: number;
	readonly reason: 'kernel-covers-input' | 'single-output' | 'padding-reaches-kernel';
}

interface Square { readonly kernel: readonly [number, number]; readonly stride: number; readonly padding: number; readonly dilation: number }

const effective = (kernel: number, dilation: number): number => dilation * (kernel - 1) + 1;

/** The least size over height and width of an input (N, C, H, W). */
function axes(shape: Shape): readonly [number, number] {
	return [shape[2]!, shape[3]!];
}

/**
 * Padding: enough that the kernel fits, at most as much as the kernel reaches, so that no window sees padding alone.
 */
export function paddingLimit(shape: Shape, { kernel, dilation }: Omit<Square, 'padding' | 'stride'>): Limit {
	const reaches = kernel.map((size) => effective(size, dilation));
	const missing = reaches.map((reach, axis) => Math.ceil((reach - axes(shape)[axis]!) / 2));
	const least = Math.max(0, ...missing);
	return { least, most: Math.max(least, ...reaches.map((reach) => reach - 1)), reason: 'padding-reaches-kernel' };
}

/** Stride: up to the one at which a single window is left along the longer axis. */
export function strideLimit(shape: Shape, { kernel, padding, dilation }: Omit<Square, 'stride'>): Limit {
	const room = axes(shape).map((size, axis) => size + 2 * padding - effective(kernel[axis]!, dilation));
	return { least: 1, most: Math.max(1, ...room), reason: 'single-output' };
}

/** Dilation: up to the one at which the kernel covers the padded input. */
export function dilationLimit(shape: Shape, { kernel, padding }: Omit<Square, 'stride' | 'dilation'>): Limit {
	const most = kernel.map((size, axis) => (size === 1 ? 1 : Math.floor((axes(shape)[axis]! + 2 * padding - 1) / (size - 1))));
	return { least: 1, most: Math.max(1, Math.min(...most)), reason: 'kernel-covers-input' };
}

/** Pooling window: up to the shorter side of the input. */
export function poolingSizeLimit(shape: Shape): Limit {
	return { least: 1, most: Math.min(...axes(shape)), reason: 'kernel-covers-input' };
}

/** The value nearest to this one that the limit allows. */
export function clamp(value: number, { least, most }: Limit): number {
	return Math.min(most, Math.max(least, Math.round(value)));
}
