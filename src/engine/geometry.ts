import { refuse } from './error';
import type { Padding, SlidingWindow } from './layer';
import type { Shape } from './tensor';

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
	/** H_i + 2P: cells of the padded input. */
	readonly paddedInput: number;
	/** H_o: cells of the output. */
	readonly output: number;
}

function requireWhole(setting: 'kernel' | 'stride' | 'dilation' | 'padding', value: number, least: number): void {
	if (!Number.isSafeInteger(value) || value < least) refuse('invalid-setting', { setting, value });
}

/**
 * The geometry of one spatial axis under a sliding window.
 *
 * H_o = ⌊(H_i + P_before + P_after − D(F − 1) − 1) / S⌋ + 1
 * (PyTorch, `torch.nn.Conv2d`, with the padding of both sides apart).
 * @throws EngineError 'invalid-setting', or 'kernel-too-large' where H_o would come out below 1
 */
export function axisGeometry(axis: number, input: number, window: SlidingWindow): AxisGeometry {
	const kernel = window.size[axis]!;
	const stride = window.stride[axis]!;
	const padding = window.padding[axis]!;
	const dilation = window.dilation[axis]!;
	requireWhole('kernel', kernel, 1);
	requireWhole('stride', stride, 1);
	requireWhole('dilation', dilation, 1);
	requireWhole('padding', padding.before, 0);
	requireWhole('padding', padding.after, 0);
	const effectiveKernel = dilation * (kernel - 1) + 1;
	const paddedInput = input + padding.before + padding.after;
	if (effectiveKernel > paddedInput) {
		refuse('kernel-too-large', { axis, kernel, dilation, effectiveKernel, input, paddingBefore: padding.before, paddingAfter: padding.after });
	}
	const output = Math.floor((paddedInput - effectiveKernel) / stride) + 1;
	return { input, kernel, stride, padding, dilation, effectiveKernel, paddedInput, output };
}

/**
 * The geometry of every spatial axis of an input (N, C, …spatial) under a sliding window.
 * @throws EngineError 'rank-mismatch', 'setting-count' or what {@link axisGeometry} throws
 */
export function windowGeometry(inputShape: Shape, window: SlidingWindow): AxisGeometry[] {
	const spatial = inputShape.slice(2);
	if (spatial.length !== window.size.length) {
		refuse('rank-mismatch', { expected: `(N, C, ${window.size.map((_, axis) => `size ${axis + 1}`).join(', ')})`, shape: inputShape });
	}
	for (const setting of ['stride', 'padding', 'dilation'] as const) {
		const given = window[setting].length;
		if (given !== spatial.length) refuse('setting-count', { setting, given, axes: spatial.length });
	}
	return spatial.map((size, axis) => axisGeometry(axis, size, window));
}

/**
 * Where a window position meets the input along one axis.
 * @returns the input coordinate, or undefined where it falls on padding
 */
export function inputCoordinate(geometry: AxisGeometry, output: number, kernel: number): number | undefined {
	const coordinate = output * geometry.stride + kernel * geometry.dilation - geometry.padding.before;
	return coordinate >= 0 && coordinate < geometry.input ? coordinate : undefined;
}

/** What part of the pipeline's own input one output cell sees along one axis. */
export interface ReceptiveField {
	/** Cells of the original input that one output cell depends on. */
	readonly size: number;
	/** Cells of the original input between the fields of neighbouring output cells. */
	readonly jump: number;
	/** Where, on the original input, the field of the first output cell begins; negative on padding. */
	readonly start: number;
}

/** The receptive field of the input itself: one cell. */
export const INITIAL_RECEPTIVE_FIELD: ReceptiveField = { size: 1, jump: 1, start: 0 };

/** The field after one more sliding window (Araujo, Norris, Sim, "Computing Receptive Fields of CNNs", Distill 2019). */
export function growReceptiveField(field: ReceptiveField, geometry: AxisGeometry): ReceptiveField {
	return {
		size: field.size + (geometry.effectiveKernel - 1) * field.jump,
		jump: field.jump * geometry.stride,
		start: field.start - geometry.padding.before * field.jump,
	};
}
