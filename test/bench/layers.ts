// The layers that the engines are measured on: one of each kind that matters, from a toy to ResNet's and MobileNet's.

/** A layer of a batch of one, square kernel, the same on both axes. */
export interface Layer {
	readonly id: string;
	readonly kind: 'convolution' | 'max-pooling';
	readonly channels: number;
	readonly height: number;
	readonly width: number;
	readonly filters: number;
	readonly kernel: number;
	readonly stride: number;
	readonly padding: number;
	readonly groups: number;
}

/** A layer's numbers, row-major, channel first. */
export interface LayerData {
	readonly input: Float32Array;
	readonly weights: Float32Array;
	readonly bias: Float32Array;
}

function convolution(
	id: string, channels: number, height: number, width: number, filters: number, kernel: number, stride = 1, padding = 0, groups = 1,
): Layer {
	return { id, kind: 'convolution', channels, height, width, filters, kernel, stride, padding, groups };
}

function maxPooling(id: string, channels: number, size: number, kernel: number, stride: number): Layer {
	return { id, kind: 'max-pooling', channels, height: size, width: size, filters: channels, kernel, stride, padding: 0, groups: channels };
}

export const LAYERS: readonly Layer[] = [
	convolution('a', 1, 4, 4, 1, 2),
	convolution('b', 3, 28, 28, 32, 3),
	convolution('c3', 1, 1080, 1920, 1, 3, 1, 1),
	convolution('c7', 1, 1080, 1920, 1, 7, 1, 3),
	convolution('d', 3, 224, 224, 64, 7, 2, 3),
	convolution('e', 64, 56, 56, 64, 3, 1, 1),
	convolution('f', 256, 14, 14, 256, 3, 1, 1),
	convolution('g', 512, 7, 7, 512, 3, 1, 1),
	convolution('h', 256, 56, 56, 64, 1),
	convolution('i', 144, 56, 56, 144, 3, 1, 1, 144),
	maxPooling('j2', 64, 224, 2, 2),
	maxPooling('j3', 64, 224, 3, 2),
];

export function outputHeight({ height, kernel, stride, padding }: Layer): number {
	return Math.floor((height + 2 * padding - kernel) / stride) + 1;
}

export function outputWidth({ width, kernel, stride, padding }: Layer): number {
	return Math.floor((width + 2 * padding - kernel) / stride) + 1;
}

export function outputLength(layer: Layer): number {
	return layer.filters * outputHeight(layer) * outputWidth(layer);
}

/** Floating-point operations: a multiplication and an addition per weight and output cell; comparisons for pooling. */
export function operations(layer: Layer): number {
	const window = layer.kernel * layer.kernel;
	return layer.kind === 'convolution' ? 2 * outputLength(layer) * (layer.channels / layer.groups) * window : outputLength(layer) * (window - 1);
}

/** A layer in one line. */
export function describeLayer(layer: Layer): string {
	const { channels, height, width, filters, kernel, stride, padding, groups } = layer;
	const geometry = `${kernel}x${kernel}${stride > 1 ? ` s${stride}` : ''}${padding > 0 ? ` p${padding}` : ''}`;
	if (layer.kind === 'max-pooling') return `max pooling ${channels}x${height}x${width}, ${geometry}`;
	if (groups > 1) return `depthwise ${channels}x${height}x${width}, ${geometry}`;
	return `${channels}x${height}x${width} -> ${filters}, ${geometry}`;
}

function randomFloats(count: number, seed: number): Float32Array {
	let state = seed;
	return Float32Array.from({ length: count }, () => {
		state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
		return state / 2 ** 31 - 1;
	});
}

/** The same numbers for every engine. */
export function layerData(layer: Layer): LayerData {
	const weights = layer.kind === 'convolution' ? layer.filters * (layer.channels / layer.groups) * layer.kernel ** 2 : 0;
	return {
		input: randomFloats(layer.channels * layer.height * layer.width, 1),
		weights: randomFloats(weights, 2),
		bias: randomFloats(layer.kind === 'convolution' ? layer.filters : 0, 3),
	};
}

/** The largest deviation from float64, relative to the largest output, over some thousand of the output's cells. */
export function relativeError(layer: Layer, data: LayerData, output: Float32Array): number {
	const rows = outputHeight(layer), columns = outputWidth(layer), length = outputLength(layer);
	const step = Math.max(1, Math.floor(length / 3000));
	let error = 0, scale = 0;
	for (let cell = 0; cell < length; cell += cell < 200 ? 1 : step) {
		const expected = referenceCell(layer, data, Math.floor(cell / (rows * columns)), Math.floor(cell / columns) % rows, cell % columns);
		scale = Math.max(scale, Math.abs(expected));
		const deviation = Math.abs(output[cell]! - expected);
		if (!(deviation <= error)) error = deviation;
	}
	return error / scale;
}

function referenceCell(layer: Layer, { input, weights, bias }: LayerData, filter: number, row: number, column: number): number {
	const { kind, channels, groups, filters, height, width, kernel, stride, padding } = layer;
	const perGroup = channels / groups, firstChannel = Math.floor(filter / (filters / groups)) * perGroup;
	let result = kind === 'convolution' ? bias[filter]! : -Infinity;
	for (let channel = 0; channel < perGroup; channel++) {
		for (let y = 0; y < kernel; y++) {
			for (let x = 0; x < kernel; x++) {
				const inputY = row * stride + y - padding, inputX = column * stride + x - padding;
				if (inputY < 0 || inputY >= height || inputX < 0 || inputX >= width) continue;
				const value = input[((firstChannel + channel) * height + inputY) * width + inputX]!;
				if (kind === 'convolution') result += value * weights[((filter * perGroup + channel) * kernel + y) * kernel + x]!;
				else result = Math.max(result, value);
			}
		}
	}
	return result;
}
