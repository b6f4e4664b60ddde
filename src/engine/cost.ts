import type { Layer } from './layer';
import { elementCount, type Shape } from './tensor';

/** What a layer costs, for the whole batch where not said otherwise. */
export interface Cost {
	/** Weights that are learned, without biases; the scales of a batch normalisation and the slopes of PReLU are weights. */
	readonly weights: number;
	/** Biases that are learned; the shifts of a batch normalisation are biases. */
	readonly biases: number;
	/**
	 * Multiply-adds by the convention of torchvision and fvcore: convolutions and fully connected layers only, biases not counted. A
	 * transposed convolution counts once per input cell and weight.
	 */
	readonly multiplyAdds: number;
	/**
	 * Multiply-adds by the convention of torchinfo: weights and biases once per output cell of a channel (convolutions, transposed ones
	 * too) or of a row (fully connected layers), and once per sample for every other layer with parameters.
	 */
	readonly multiplyAddsWithBiases: number;
	/** Output cells of one sample of the batch: the nodes of the layer. */
	readonly nodes: number;
	/** Weights (without biases) of a fully connected layer from the same input cells to the same nodes. */
	readonly fullyConnectedWeights: number;
	/** Bytes of the output in float32. */
	readonly outputBytes: number;
	/** Bytes of weights and biases in float32. */
	readonly parameterBytes: number;
}

/** What the number of a filter's weights follows from. */
interface FilterSize {
	readonly channels: number;
	readonly groups: number;
	readonly window: { readonly size: readonly number[] };
}

/** Weights one filter has: F·F·C / groups. */
export function weightsPerFilter({ channels, groups, window }: FilterSize): number {
	return (channels / groups) * elementCount(window.size);
}

function learned(layer: Layer): { readonly weights: number; readonly biases: number } {
	if (layer.kind === 'convolution' || layer.kind === 'transposed-convolution') {
		return { weights: layer.filters * weightsPerFilter(layer), biases: layer.hasBias ? layer.filters : 0 };
	}
	if (layer.kind === 'linear') return { weights: layer.outputs * layer.features, biases: layer.hasBias ? layer.outputs : 0 };
	if (layer.kind === 'batch-normalization' && layer.hasScale) return { weights: layer.channels, biases: layer.channels };
	return { weights: layer.kind === 'prelu' ? layer.slopeCount : 0, biases: 0 };
}

/** How many times each parameter is used: by torchvision's and by torchinfo's convention. */
function uses(layer: Layer, inputShape: Shape, outputShape: Shape): { readonly ofWeights: number; readonly ofParameters: number } {
	const positions = (shape: Shape): number => shape[0]! * elementCount(shape.slice(2));
	if (layer.kind === 'convolution') return { ofWeights: positions(outputShape), ofParameters: positions(outputShape) };
	if (layer.kind === 'transposed-convolution') return { ofWeights: positions(inputShape), ofParameters: positions(outputShape) };
	if (layer.kind !== 'linear') return { ofWeights: 0, ofParameters: outputShape[0]! };
	const rows = elementCount(outputShape.slice(0, -1));
	return { ofWeights: rows, ofParameters: rows };
}

/** The cost of a layer between two shapes, both (N, …). */
export function layerCost(layer: Layer, inputShape: Shape, outputShape: Shape): Cost {
	const nodes = elementCount(outputShape.slice(1));
	const { weights, biases } = learned(layer);
	const { ofWeights, ofParameters } = uses(layer, inputShape, outputShape);
	return {
		weights,
		biases,
		multiplyAdds: weights * ofWeights,
		multiplyAddsWithBiases: (weights + biases) * ofParameters,
		nodes,
		fullyConnectedWeights: elementCount(inputShape.slice(1)) * nodes,
		outputBytes: elementCount(outputShape) * Float32Array.BYTES_PER_ELEMENT,
		parameterBytes: (weights + biases) * Float32Array.BYTES_PER_ELEMENT,
	};
}
