import { refuse } from './error';
import { reshape, tensor, type Shape, type Tensor } from './tensor';

/** How two selected matrices were read as the input and the kernel of one convolution. */
export interface Pairing {
	/** (N, C, H, W) */
	readonly input: Tensor;
	/** (F, C / groups, h, w) */
	readonly kernel: Tensor;
	readonly groups: number;
	/** 'each-channel': a single 2-D kernel, applied to every channel of the input on its own. */
	readonly reading: 'summed' | 'each-channel';
}

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
		const repeated = new Float64Array(channels * kernel.data.length);
		for (let channel = 0; channel < channels; channel++) repeated.set(kernel.data, channel * kernel.data.length);
		return { input: images, kernel: tensor([channels, 1, height, width], repeated), groups: channels, reading: channels > 1 ? 'each-channel' : 'summed' };
	}
	if (kernel.shape.length > 4) refuse('rank-mismatch', { expected: '(h, w), (C, h, w) or (F, C, h, w)', shape: kernel.shape });
	const filters = reshape(kernel, [...new Array<number>(4 - kernel.shape.length).fill(1), ...kernel.shape]);
	const kernelChannels = filters.shape[1]!;
	if (kernelChannels !== channels) refuse('channel-mismatch', { inputChannels: channels, kernelChannels, groups: 1 });
	return { input: images, kernel: filters, groups: 1, reading: 'summed' };
}
