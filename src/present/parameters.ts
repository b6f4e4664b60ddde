import { weightsPerFilter } from '../engine/cost';
import type { BatchNormalizationLayer, ConvolutionLayer, LinearLayer, TransposedConvolutionLayer } from '../engine/layer';
import { showCount } from './number';

type Weighted = ConvolutionLayer | TransposedConvolutionLayer | LinearLayer;

/** What a number in the count of parameters stands for. */
export type ParameterTerm = 'parameters' | 'channels' | 'scale' | 'shift' | 'filters' | 'kernel-depth' | 'kernel-height' | 'kernel-width' | 'channels-seen' | 'bias' | 'outputs' | 'features';

/** A piece of that count: a number and what it stands for, or a sign between two numbers. */
export interface ParameterPart {
	readonly text: string;
	readonly of?: ParameterTerm;
}

const SIZES = ['kernel-depth', 'kernel-height', 'kernel-width'] as const;

/** The parameters of a layer term by term, each number with what it stands for; of a row, whose height is always 1, without the height. */
export function parameterParts(layer: Weighted, withBias: boolean, isRow = false): readonly ParameterPart[] {
	const part = (value: number, of: ParameterTerm): ParameterPart => ({ text: showCount(value), of });
	const sign = (text: string): ParameterPart => ({ text });
	const inBrackets = (parts: readonly ParameterPart[]): readonly ParameterPart[] => (withBias ? [sign('('), ...parts, sign(' + '), part(1, 'bias'), sign(')')] : parts);
	if (layer.kind === 'linear') {
		return [part(layer.outputs * (layer.features + (withBias ? 1 : 0)), 'parameters'), sign(' = '), { text: String(layer.outputs), of: 'outputs' }, sign(' × '), ...inBrackets([part(layer.features, 'features')])];
	}
	const { size } = layer.window;
	const sizes = size.map((cells, axis): ParameterPart => ({ text: String(cells), of: SIZES[3 - size.length + axis]! }));
	const factors = [...isRow ? sizes.slice(1) : sizes, { text: String(layer.channels / layer.groups), of: 'channels-seen' } as const];
	const weights = factors.flatMap((each, index) => (index === 0 ? [each] : [sign('·'), each]));
	return [part(layer.filters * (weightsPerFilter(layer) + (withBias ? 1 : 0)), 'parameters'), sign(' = '), { text: String(layer.filters), of: 'filters' }, sign(' × '), ...inBrackets(weights)];
}

/** The parameters of a batch normalization with scale and shift: `8 = 4 × (1 + 1)`. */
export function normalizationParts({ channels }: Pick<BatchNormalizationLayer, 'channels'>): readonly ParameterPart[] {
	return [{ text: showCount(2 * channels), of: 'parameters' }, { text: ' = ' }, { text: String(channels), of: 'channels' }, { text: ' × (' }, { text: '1', of: 'scale' }, { text: ' + ' }, { text: '1', of: 'shift' }, { text: ')' }];
}

/** The parameters of a convolution term by term: `896 = 32 × (3·3·3 + 1)`, kernel sizes first, then channels; of a fully connected layer `50 = 10 × (4 + 1)`. */
export function parametersText(layer: Weighted, withBias: boolean): string {
	return parameterParts(layer, withBias).map(({ text }) => text).join('');
}
