import { refuse } from './error';
import { reshape, tensor, type Shape, type Tensor } from './tensor';

/** How two selected matrices were read as the input and the kernel of one convolution. */
export interface Pairing {
	/** (N, C, H, W), or a volume, (N, C, D, H, W) */
	readonly input: Tensor;
	/** (F, C / groups, h, w), or (F, C / groups, d, h, w) */
	readonly kernel: Tensor;
	readonly groups: number;
	/** 'each-channel': a kernel of a single channel, applied to every channel of the input on its own. */
	readonly reading: 'summed' | 'each-channel';
}

/** What the third axis from the end of a matrix stands for: channels that are summed, or the depth of a volume that the kernel slides through. */
export type ThirdAxis = 'channels' | 'depth';

/** A selected input of rank 1 to 4 as (N, C, H, W): a row, a matrix, channels, or a batch. */
export function inputShape(shape: Shape): Shape {
	if (shape.length < 1 || shape.length > 4) refuse('rank-mismatch', { expected: '(H, W), (C, H, W) or (N, C, H, W)', shape });
	return [...new Array<number>(4 - shape.length).fill(1), ...shape];
}

/**
 * Reads an input of rank 1 to 4, (W), (H, W), (C, H, W) or (N, C, H, W), and a kernel of rank 1 to 4, (w), (h, w),
 * (C, h, w) or (F, C, h, w), as one convolution. A 2-D kernel on an input of several channels is applied to each of them.
 * @throws EngineError 'rank-mismatch', 'empty-tensor' or 'channel-mismatch'
 */
export function pairInputWithKernel(input: Tensor, kernel: Tensor): Pairing {
	for (const { data, shape } of [input, kernel]) if (data.length === 0) refuse('empty-tensor', { shape });
	const images = reshape(input, inputShape(input.shape));
	const channels = images.shape[1]!;
	if (kernel.shape.length <= 2) {
		const [height, width] = kernel.shape.length === 2 ? kernel.shape as [number, number] : [1, kernel.shape[0]!];
		return { input: images, kernel: repeatForChannels(kernel, [height, width], channels), groups: channels, reading: channels > 1 ? 'each-channel' : 'summed' };
	}
	if (kernel.shape.length > 4) refuse('rank-mismatch', { expected: '(h, w), (C, h, w) or (F, C, h, w)', shape: kernel.shape });
	const filters = reshape(kernel, [...new Array<number>(4 - kernel.shape.length).fill(1), ...kernel.shape]);
	const kernelChannels = filters.shape[1]!;
	if (kernelChannels !== channels) refuse('channel-mismatch', { inputChannels: channels, kernelChannels, groups: 1 });
	return { input: images, kernel: filters, groups: 1, reading: 'summed' };
}

/** A selected volume of rank 3 or 4 as (N, C, D, H, W): (D, H, W) or (C, D, H, W). */
export function volumeShape(shape: Shape): Shape {
	if (shape.length < 3 || shape.length > 4) refuse('rank-mismatch', { expected: '(D, H, W) or (C, D, H, W)', shape });
	return [...new Array<number>(5 - shape.length).fill(1), ...shape];
}

/** One kernel for every channel, alone: (C, 1, …spatial). */
export function repeatForChannels(kernel: Tensor, spatial: Shape, channels: number): Tensor {
	const repeated = new Float64Array(channels * kernel.data.length);
	for (let channel = 0; channel < channels; channel++) repeated.set(kernel.data, channel * kernel.data.length);
	return tensor([channels, 1, ...spatial], repeated);
}

/**
 * A kernel of a volume with this many channels: (d, h, w), on each channel on its own; (C, d, h, w), summed over the channels; of a
 * volume with one channel (F, d, h, w), a filter each. A flat kernel is one slice deep.
 * @throws EngineError 'rank-mismatch' or 'channel-mismatch'
 */
export function volumeKernel(kernel: Tensor, channels: number): Pick<Pairing, 'kernel' | 'groups' | 'reading'> {
	const { shape } = kernel;
	if (shape.length <= 3) {
		const spatial = [...new Array<number>(3 - shape.length).fill(1), ...shape];
		return { kernel: repeatForChannels(kernel, spatial, channels), groups: channels, reading: channels > 1 ? 'each-channel' : 'summed' };
	}
	if (shape.length > 4) refuse('rank-mismatch', { expected: '(d, h, w) or (C, d, h, w)', shape });
	const [first, ...spatial] = shape as [number, ...number[]];
	if (channels === 1) return { kernel: reshape(kernel, [first, 1, ...spatial]), groups: 1, reading: 'summed' };
	if (first !== channels) refuse('channel-mismatch', { inputChannels: channels, kernelChannels: first, groups: 1 });
	return { kernel: reshape(kernel, [1, first, ...spatial]), groups: 1, reading: 'summed' };
}

/**
 * Reads an input of rank 3 or 4, (D, H, W) or (C, D, H, W), as a volume, and the kernel as one that slides through its depth as well.
 * @throws EngineError 'rank-mismatch', 'empty-tensor' or 'channel-mismatch'
 */
export function pairVolumeWithKernel(input: Tensor, kernel: Tensor): Pairing {
	for (const { data, shape } of [input, kernel]) if (data.length === 0) refuse('empty-tensor', { shape });
	const volume = reshape(input, volumeShape(input.shape));
	return { input: volume, ...volumeKernel(kernel, volume.shape[1]!) };
}

/** Whether matrices of these ranks can be read as a volume and its kernel at all. */
export function canBeVolume(input: Shape, kernel: Shape): boolean {
	return (input.length === 3 || input.length === 4) && kernel.length <= 4;
}

/** Whether two matrices of these shapes, both of rank 3 or 4, can be read as a volume and a kernel that fits into it. */
export function fitsAsVolume(input: Shape, kernel: Shape): boolean {
	if (input.length < 3 || input.length > 4 || kernel.length < 3 || kernel.length > 4) return false;
	const channels = input.length === 4 ? input[0]! : 1;
	if (kernel.length === 4 && channels > 1 && kernel[0] !== channels) return false;
	return [1, 2, 3].every((axis) => kernel.at(-axis)! <= input.at(-axis)!);
}
