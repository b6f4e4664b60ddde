import type { Layer } from './layer';
import { elementCount, type Shape } from './tensor';

/** What a layer costs, for the whole batch where not said otherwise. */
export interface Cost {
	/** Weights that are learned, without biases. */
	readonly weights: number;
	readonly biases: number;
	/** Multiply-adds by the convention of torchvision and fvcore: convolutions only, biases not counted. */
	readonly multiplyAdds: number;
	/** Output cells of one sample of the batch: the nodes of the layer. */
	readonly nodes: number;
	/** Weights (without biases) of a fully connected layer from the same input cells to the same nodes. */
	readonly fullyConnectedWeights: number;
	/** Bytes of the output in float32. */
	readonly outputBytes: number;
}

/** Weights one filter has: F·F·C / groups. */
export function weightsPerFilter(layer: { readonly channels: number; readonly groups: number; readonly window: { readonly size: readonly number[] } }): number {
	return (layer.channels / layer.groups) * elementCount(layer.window.size);
}

/** The cost of a layer between two shapes, both (N, C, …spatial). */
export function layerCost(layer: Layer, inputShape: Shape, outputShape: Shape): Cost {
	const nodes = elementCount(outputShape.slice(1));
	const perFilter = layer.kind === 'convolution' ? weightsPerFilter(layer) : 0;
	return {
		weights: layer.kind === 'convolution' ? layer.filters * perFilter : 0,
		biases: layer.kind === 'convolution' && layer.hasBias ? layer.filters : 0,
		multiplyAdds: elementCount(outputShape) * perFilter,
		nodes,
		fullyConnectedWeights: elementCount(inputShape.slice(1)) * nodes,
		outputBytes: elementCount(outputShape) * Float32Array.BYTES_PER_ELEMENT,
	};
}
