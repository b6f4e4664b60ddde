import { weightsPerFilter } from '../engine/cost';
import type { ConvolutionLayer } from '../engine/layer';
import { showCount } from './number';

/** The parameters of a convolution term by term: `896 = 32 × (3·3·3 + 1)`, kernel sizes first, then channels. */
export function parametersText(layer: ConvolutionLayer, withBias: boolean): string {
	const weights = [...layer.window.size, layer.channels / layer.groups].join('·');
	const perFilter = weightsPerFilter(layer) + (withBias ? 1 : 0);
	return `${showCount(layer.filters * perFilter)} = ${layer.filters} × ${withBias ? `(${weights} + 1)` : weights}`;
}
