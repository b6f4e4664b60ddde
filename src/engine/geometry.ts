import { refuse, requireWhole } from './error';
import type { Padding, SlidingWindow } from './layer';
import type { Shape } from './tensor';

export { growReceptiveField, INITIAL_RECEPTIVE_FIELD, type ReceptiveField } from './receptive-field';

/** The sizes along one spatial axis: everything that the output-size formula needs, and its result. */
export interface AxisGeometry {
	/** H_i: cells of the input. */
	readonly input: number;
	/** F: cells of the kernel. */
	readonly kernel: number;
	readonly stride: number;
	readonly padding: Padding;
	readonly dilation: number;
	/** D(F − 1) + 1: cells from the first to the last weight. */
	readonly effectiveKernel: number;
	/** H_i + 2P: cells of the padded input. Of a transposed convolution: H_o + 2P, cells of the output before it is cropped. */
	readonly paddedInput: number;
	/** H_o: cells of the output. */
	readonly output: number;
	/** Only of a transposed convolution, where the window slides over the output. */
	readonly transposed?: { readonly outputPadding: number };
}

/** Refuses window settings along one axis that are not whole numbers in their range. */
export function requireWindow(axis: number, window: SlidingWindow): void {
	requireWhole('kernel', window.size[axis]!, 1);
	requireWhole('stride', window.stride[axis]!, 1);
	requireWhole('dilation', window.dilation[axis]!, 1);
	requireWhole('padding', window.padding[axis]!.before, 0);
	requireWhole('padding', window.padding[axis]!.after, 0);
}

/**
 * The number of windows along an axis; below 1 where not even one fits.
 *
 * Ceil mode is PyTorch's rule (aten/src/ATen/native/Pool.h): round up, then drop a last window that would start past the
 * input and its padding before. ONNX words it so: windows that would start in the right padded region are ignored. Keras has no
 * ceil mode. In ceil mode a kernel may overhang the padded input by less than a stride and still gives one window.
 */
function countWindows(paddedInput: number, effectiveKernel: number, stride: number, { after }: Padding, ceilMode: boolean): number {
	const room = paddedInput - effectiveKernel;
	if (!ceilMode) return Math.floor(room / stride) + 1;
	const rounded = Math.ceil(room / stride) + 1;
	return (rounded - 1) * stride >= paddedInput - after ? rounded - 1 : rounded;
}

/**
 * The geometry of one spatial axis under a sliding window.
 *
 * H_o = ⌊(H_i + P_before + P_after − D(F − 1) − 1) / S⌋ + 1
 * (PyTorch, `torch.nn.Conv2d`, with the padding of both sides apart); in ceil mode rounded up, see {@link countWindows}.
 * @throws EngineError 'invalid-setting', or 'kernel-too-large' where H_o would come out below 1
 */
export function axisGeometry(axis: number, input: number, window: SlidingWindow): AxisGeometry {
	requireWindow(axis, window);
	const kernel = window.size[axis]!;
	const stride = window.stride[axis]!;
	const padding = window.padding[axis]!;
	const dilation = window.dilation[axis]!;
	const effectiveKernel = dilation * (kernel - 1) + 1;
	const paddedInput = input + padding.before + padding.after;
	const output = countWindows(paddedInput, effectiveKernel, stride, padding, window.ceilMode ?? false);
	if (output < 1) {
		refuse('kernel-too-large', { axis, kernel, dilation, effectiveKernel, input, paddingBefore: padding.before, paddingAfter: padding.after });
	}
	return { input, kernel, stride, padding, dilation, effectiveKernel, paddedInput, output };
}

/** Refuses what is no batch of maps with one to three spatial axes. */
export function requireMaps(shape: Shape): void {
	if (shape.length < 3 || shape.length > 5) refuse('rank-mismatch', { expected: '(N, C, W), (N, C, H, W) or (N, C, D, H, W)', shape });
}

/** Refuses a window made for another number of spatial axes than the input (N, C, …spatial) has, or than its own settings have. */
export function requireSpatialRank(inputShape: Shape, window: SlidingWindow): void {
	const axes = inputShape.length - 2;
	if (axes !== window.size.length || axes < 1 || axes > 3) {
		refuse('rank-mismatch', { expected: `(N, C, ${window.size.map((_, axis) => `size ${axis + 1}`).join(', ')})`, shape: inputShape });
	}
	for (const setting of ['stride', 'padding', 'dilation'] as const) {
		const given = window[setting].length;
		if (given !== axes) refuse('setting-count', { setting, given, axes });
	}
}

/**
 * The geometry of every spatial axis of an input (N, C, …spatial) under a sliding window.
 * @throws EngineError 'rank-mismatch', 'setting-count' or what {@link axisGeometry} throws
 */
export function windowGeometry(inputShape: Shape, window: SlidingWindow): AxisGeometry[] {
	requireSpatialRank(inputShape, window);
	return inputShape.slice(2).map((size, axis) => axisGeometry(axis, size, window));
}

/**
 * Where a window position meets the input along one axis.
 * @returns the input coordinate; undefined where it falls on padding, or, in a transposed convolution, between two input cells
 */
export function inputCoordinate(geometry: AxisGeometry, output: number, kernel: number): number | undefined {
	const { stride, dilation, padding, input } = geometry;
	if (geometry.transposed) {
		const spread = output + padding.before - kernel * dilation;
		return spread >= 0 && spread % stride === 0 && spread / stride < input ? spread / stride : undefined;
	}
	const coordinate = output * stride + kernel * dilation - padding.before;
	return coordinate >= 0 && coordinate < input ? coordinate : undefined;
}
