// The other engines as contestants. Their libraries are handed in, since Node and a page load them differently;
// only what is used of them is declared here.
import { onnxModel } from './onnx-model';
import { outputHeight, outputWidth, type Layer, type LayerData } from './layers';
import type { Contestant, Trial } from './session';

interface TfTensor {
	dataSync(): Float32Array;
	dispose(): void;
}

interface TfConvolution {
	x: TfTensor;
	filter: TfTensor;
	strides: number;
	pad: number;
	bias: TfTensor;
}

/** `@tensorflow/tfjs-core`. */
export interface TensorFlow {
	setBackend(name: string): Promise<boolean>;
	ready(): Promise<void>;
	tensor1d(values: Float32Array): TfTensor;
	tensor4d(values: Float32Array, shape: readonly number[]): TfTensor;
	maxPool(x: TfTensor, size: number, strides: number, pad: 'valid'): TfTensor;
	readonly fused: { conv2d(settings: TfConvolution): TfTensor; depthwiseConv2d(settings: TfConvolution): TfTensor };
}

/** `onnxruntime-web` or `onnxruntime-node`. */
export interface OnnxRuntime {
	readonly env: { wasm: { numThreads?: number; wasmPaths?: string }; logLevel?: string };
	readonly Tensor: new (type: 'float32', data: Float32Array, shape: readonly number[]) => object;
	readonly InferenceSession: {
		create(model: Uint8Array, options: object): Promise<{ run(feeds: object): Promise<{ y: { data: Float32Array } }>; release(): Promise<void> }>;
	};
}

/** Rows × columns, transposed. */
function transposed(numbers: Float32Array, rows: number, columns: number): Float32Array {
	return Float32Array.from(numbers, (_, index) => numbers[(index % rows) * columns + Math.floor(index / rows)]!);
}

function prepareTensorFlow(tf: TensorFlow, layer: Layer, { input, weights, bias }: LayerData): Trial {
	const { channels, height, width, filters, kernel, stride, padding, groups } = layer;
	const x = tf.tensor4d(transposed(input, channels, height * width), [1, height, width, channels]); // channel last
	const held = [x];
	let run: () => TfTensor;
	if (layer.kind === 'max-pooling') {
		run = () => tf.maxPool(x, kernel, stride, 'valid');
	} else {
		const depthwise = groups > 1, perFilter = kernel * kernel * (channels / groups);
		const filterLast = transposed(weights, filters, perFilter); // [channel][row][column][filter]
		const plane = kernel * kernel, ordered = new Float32Array(weights.length); // [row][column][channel][filter]
		for (let channel = 0; channel < channels / groups; channel++) {
			for (let tap = 0; tap < plane; tap++) {
				const from = (channel * plane + tap) * filters;
				ordered.set(filterLast.subarray(from, from + filters), (tap * (channels / groups) + channel) * filters);
			}
		}
		const filter = tf.tensor4d(ordered, depthwise ? [kernel, kernel, channels, 1] : [kernel, kernel, channels, filters]);
		const settings = { x, filter, strides: stride, pad: padding, bias: tf.tensor1d(bias) };
		held.push(filter, settings.bias);
		run = () => depthwise ? tf.fused.depthwiseConv2d(settings) : tf.fused.conv2d(settings);
	}
	return {
		run: () => run().dispose(),
		output: () => {
			const y = run(), numbers = y.dataSync();
			y.dispose();
			return transposed(numbers, outputHeight(layer) * outputWidth(layer), filters);
		},
		release: () => held.forEach((tensor) => tensor.dispose()),
	};
}

/** TensorFlow.js on a backend that is registered already, tensors resident. */
export function tensorFlow(tf: TensorFlow, backend: 'cpu' | 'wasm'): Contestant {
	return {
		name: `tfjs-${backend}`,
		prepare: async (layer, data) => {
			await tf.setBackend(backend);
			await tf.ready();
			const trial = prepareTensorFlow(tf, layer, data);
			const select = () => void tf.setBackend(backend); // takes effect at once for a backend that is ready
			return {
				run: () => { select(); trial.run(); },
				output: () => { select(); return trial.output(); },
				release: () => { select(); trial.release?.(); },
			};
		},
	};
}

/** ONNX Runtime on one thread, tensors copied in and out of its memory in each call. */
export function onnxRuntime(runtime: OnnxRuntime, name: string, provider: 'wasm' | 'cpu'): Contestant {
	return {
		name,
		prepare: async (layer, data) => {
			const session = await runtime.InferenceSession.create(onnxModel(layer, data), {
				executionProviders: [provider], intraOpNumThreads: 1, interOpNumThreads: 1, executionMode: 'sequential',
			});
			const x = new runtime.Tensor('float32', data.input, [1, layer.channels, layer.height, layer.width]);
			return {
				run: () => session.run({ x }),
				output: async () => (await session.run({ x })).y.data,
				release: () => void session.release(),
			};
		},
	};
}
