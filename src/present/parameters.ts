import { weightsPerFilter } from '../engine/cost';
import type { ConvolutionLayer, LinearLayer, TransposedConvolutionLayer } from '../engine/layer';
import { showCount } from './number';

/** The parameters of a convolution term by term: `896 = 32 × (3·3·3 + 1)`, kernel sizes first, then channels; of a fully connected layer `50 = 10 × (4 + 1)`. */
export function parametersText(layer: ConvolutionLayer | TransposedConvolutionLayer | LinearLayer, withBias: boolean): string {
	if (layer.kind === 'linear') {
		return `${showCount(layer.outputs * (layer.features + (withBias ? 1 : 0)))} = ${layer.outputs} × ${withBias ? `(${showCount(layer.features)} + 1)` : showCount(layer.features)}`;
	}
	const weights = [...layer.window.size, layer.channels / layer.groups].join('·');
	const perFilter = weightsPerFilter(layer) + (withBias ? 1 : 0);
	return `${showCount(layer.filters * perFilter)} = ${layer.filters} × ${withBias ? `(${weights} + 1)` : weights}`;
}
