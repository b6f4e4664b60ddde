import { refuse } from '../error';
import type { Shape } from '../tensor';

/** Padded cells before and after an axis. */
export interface PaddingCells {
	readonly before: number;
	readonly after: number;
}

/** A sliding window: one entry per spatial axis in each. */
export interface Window {
	readonly size: readonly number[];
	readonly stride: readonly number[];
	readonly padding: readonly PaddingCells[];
	readonly dilation: readonly number[];
}

/** One spatial axis under a window, as the kernels need it. */
export interface Axis {
	readonly input: number;
	readonly output: number;
	readonly size: number;
	readonly stride: number;
	readonly before: number;
	readonly after: number;
	readonly dilation: number;
}

/** The axes that the kernels know: maps of fewer dimensions have a depth, or a depth and a height, of 1. */
export interface Axes {
	readonly depth: Axis;
	readonly height: Axis;
	readonly width: Axis;
}

/** The axis of a map that does not have it. */
export const ABSENT_AXIS: Axis = { input: 1, output: 1, size: 1, stride: 1, before: 0, after: 0, dilation: 1 };

function requireWhole(setting: 'kernel' | 'stride' | 'dilation' | 'padding', value: number, least: number): void {
	if (!Number.isSafeInteger(value) || value < least) refuse('invalid-setting', { setting, value });
}

/**
 * ⌊(H_i + P_before + P_after − D(F − 1) − 1) / S⌋ + 1, the division rounded up instead with `ceil`, where the last window is dropped
 * if it would begin beyond the input and its left padding (PyTorch, `torch.nn.MaxPool2d`).
 */
function axisUnder(window: Window, index: number, input: number, ceil: boolean): Axis {
	const size = window.size[index]!, stride = window.stride[index]!, dilation = window.dilation[index]!;
	const { before, after } = window.padding[index]!;
	requireWhole('kernel', size, 1);
	requireWhole('stride', stride, 1);
	requireWhole('dilation', dilation, 1);
	requireWhole('padding', before, 0);
	requireWhole('padding', after, 0);
	const effectiveKernel = dilation * (size - 1) + 1;
	const free = input + before + after - effectiveKernel;
	if (free < 0) {
		refuse('kernel-too-large', { axis: index, kernel: size, dilation, effectiveKernel, input, paddingBefore: before, paddingAfter: after });
	}
	let output = (ceil ? Math.ceil(free / stride) : Math.floor(free / stride)) + 1;
	if (ceil && (output - 1) * stride >= input + before) output--;
	return { input, output, size, stride, before, after, dilation };
}

/**
 * The axes of an input (N, C, …spatial) of one to three spatial dimensions under a window.
 * @throws EngineError 'rank-mismatch', 'empty-tensor', 'invalid-setting' or 'kernel-too-large'
 */
export function axesUnder(window: Window, inputShape: Shape, ceil = false): Axes {
	const spatial = inputShape.slice(2);
	const rank = window.size.length;
	if (spatial.length !== rank || rank < 1 || rank > 3 || [window.stride, window.padding, window.dilation].some(({ length }) => length !== rank)) {
		refuse('rank-mismatch', { expected: '(N, C, …), with one to three spatial axes, as many as the kernel has', shape: inputShape });
	}
	if (inputShape.some((size) => size < 1)) refuse('empty-tensor', { shape: inputShape });
	const [width, height = ABSENT_AXIS, depth = ABSENT_AXIS] = spatial.map((size, index) => axisUnder(window, index, size, ceil)).reverse();
	return { depth, height, width: width! };
}

/** The output sizes in the input's order, without the axes that the input does not have. */
export function outputSizes({ depth, height, width }: Axes, rank: number): number[] {
	return [depth.output, height.output, width.output].slice(3 - rank);
}
