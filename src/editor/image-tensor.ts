import { tensor, type Tensor } from '../engine/tensor';
import type { DecodedImage } from '../visualizer/protocol';

type Pixels = Extract<DecodedImage, { kind: 'pixels' }>;

const BYTES_A_PIXEL = 4;

/** An image as a tensor of 0 to 255: (3, H, W) in the order red, green, blue, or (1, H, W) where every pixel is grey. */
export function imageTensor({ width, height, rgba }: Pixels): Tensor {
	const area = width * height;
	const channels = isGrey(rgba) ? 1 : 3;
	const data = new Float64Array(channels * area);
	for (let channel = 0; channel < channels; channel++) {
		for (let pixel = 0; pixel < area; pixel++) data[channel * area + pixel] = rgba[pixel * BYTES_A_PIXEL + channel]!;
	}
	return tensor([channels, height, width], data);
}

function isGrey(rgba: Uint8Array): boolean {
	for (let at = 0; at < rgba.length; at += BYTES_A_PIXEL) if (rgba[at] !== rgba[at + 1] || rgba[at] !== rgba[at + 2]) return false;
	return true;
}

/** (H, W, C) as (C, H, W), and (N, H, W, C) as (N, C, H, W). */
export function channelsFirst({ shape, data }: Tensor): Tensor {
	const [height, width, channels] = shape.slice(-3) as [number, number, number];
	const area = height * width;
	const moved = new Float64Array(data.length);
	for (let at = 0; at < data.length; at++) {
		const pixel = Math.floor(at / channels);
		const image = Math.floor(pixel / area);
		moved[(image * channels + at % channels) * area + pixel % area] = data[at]!;
	}
	return tensor([...shape.slice(0, -3), channels, height, width], moved);
}

/** Whether an array looks like an image with its channels last: 1, 3 or 4 of them, and not as few in front. */
export function looksChannelsLast({ shape }: Tensor): boolean {
	if (shape.length < 3) return false;
	const [first, , last] = shape.slice(-3) as [number, number, number];
	return [1, 3, 4].includes(last) && ![1, 3, 4].includes(first);
}
