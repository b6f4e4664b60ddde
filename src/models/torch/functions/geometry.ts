/** The size formulas of convolutions and pooling, one axis at a time. */
import { add, floorDivide, multiply, subtract, valueOf } from '../../python/integers';
import type { Integer } from '../../python/integers';

/** How far a dilated kernel reaches: D(F − 1) + 1. */
export function effectiveKernel(kernel: number, dilation: number): number {
	return dilation * (kernel - 1) + 1;
}

/**
 * ⌊(H + P − D(F − 1) − 1)/S⌋ + 1, P the padding on both sides together.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.Conv2d.html
 */
export function convolutionSize(size: Integer, kernel: number, stride: number, padding: number, dilation: number): Integer {
	return add(floorDivide(add(size, padding - effectiveKernel(kernel, dilation)), stride), 1);
}

/**
 * (H − 1)S − 2P + D(F − 1) + output padding + 1.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.ConvTranspose2d.html
 */
export function transposedSize(size: Integer, kernel: number, stride: number, padding: number, outputPadding: number, dilation: number): Integer {
	return add(multiply(subtract(size, 1), stride), -2 * padding + dilation * (kernel - 1) + outputPadding + 1);
}

/**
 * The size behind a pooling window. With `ceil`, a window may start in the input or its left padding only.
 * aten/src/ATen/native/Pool.h, `pooling_output_shape_pad_lr`
 */
export function poolingSize(size: Integer, kernel: number, stride: number, padding: number, dilation: number, ceil: boolean): Integer {
	const reach = add(size, 2 * padding - effectiveKernel(kernel, dilation) + (ceil ? stride - 1 : 0));
	const count = add(floorDivide(reach, stride), 1);
	if (!ceil) return count;
	const [last, end] = [valueOf(multiply(subtract(count, 1), stride)), valueOf(add(size, padding))];
	return last !== undefined && end !== undefined && last >= end ? subtract(count, 1) : count;
}
