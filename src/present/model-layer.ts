/** What is said of one layer: shapes, formula, parameters term by term, costs. Plain lines, for every surface. */
import { elementCount } from '../engine/tensor';
import type { LayerCall, LayerGeometry, ParameterReport, Quantity, ReportedShape, ReportedValue } from '../models/report';
import type { Localize } from './localize';
import { doubtSentence } from './model-doubt';
import { layerFormula } from './model-formula';
import { bytesText, modelValueText, quantityText } from './model-quantity';
import { showCount } from './number';

/** A layer as far as it is the same wherever it is used. */
export interface DescribedLayer {
	readonly className: string;
	readonly geometry: LayerGeometry;
	readonly parameters: readonly ParameterReport[];
	readonly parameterCount: Quantity;
}

/** The shape of a tensor; undefined for anything else. */
export function tensorShape(value: ReportedValue | undefined): ReportedShape | undefined {
	return value?.kind === 'tensor' ? value.shape : undefined;
}

/** `(N, 3, 28, 28) → (N, 32, 13, 13)`. */
export function callText({ inputs, output }: Pick<LayerCall, 'inputs' | 'output'>): string {
	const given = inputs.map(modelValueText).filter((text) => text !== '').join(', ');
	return `${given === '' ? '?' : given} → ${modelValueText(output) || '?'}`;
}

/** Parameters of more names than this are put together by their shape: a recurrent layer has sixteen and more. */
const MOST_NAMED = 4;

function known(shape: ReportedShape | undefined): readonly number[] | undefined {
	return shape?.every((size): size is number => typeof size === 'number') === true ? shape : undefined;
}

/** The terms that a layer's parameters add up from: `32 × (3·3·3 + 1)`; undefined where they do not give the count. */
function parameterTerms({ geometry, parameters }: DescribedLayer, count: number): string | undefined {
	if (geometry.kind === 'convolution' && !geometry.isTransposed) {
		const sizes = known([...geometry.kernel, geometry.inputChannels, geometry.filters, geometry.groups]);
		if (sizes !== undefined) {
			const [inputChannels, filters, groups] = sizes.slice(-3) as [number, number, number];
			const weights = [...sizes.slice(0, -3), inputChannels / groups];
			if (filters * (elementCount(weights) + (geometry.hasBias ? 1 : 0)) === count) return `${filters} × ${geometry.hasBias ? `(${weights.join('·')} + 1)` : weights.join('·')}`;
		}
	}
	if (geometry.kind === 'linear') {
		const sizes = known([geometry.inputFeatures, geometry.outputFeatures]);
		const [features, outputs] = sizes ?? [0, 0];
		if (sizes !== undefined && outputs! * (features! + (geometry.hasBias ? 1 : 0)) === count) return `${showCount(outputs!)} × ${geometry.hasBias ? `(${showCount(features!)} + 1)` : showCount(features!)}`;
	}
	const shapes = parameters.map(({ shape }) => known(shape));
	const total = shapes.reduce((sum, shape) => sum + (shape === undefined ? NaN : elementCount(shape)), 0);
	if (total !== count || parameters.length === 0) return undefined;
	const sizes = shapes.map((shape) => shape!.join('·') || '1');
	return parameters.length <= MOST_NAMED ? parameters.map(({ name }, index) => `${name} ${sizes[index]!}`).join(' + ') : multiples(sizes);
}

/** Alike terms put together, in the order of appearance: `4 × 128·16 + 8 × 128`. */
function multiples(terms: readonly string[]): string {
	const counts = new Map<string, number>();
	for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
	return [...counts].map(([term, count]) => (count === 1 ? term : `${count} × ${term}`)).join(' + ');
}

/** `Parameters 896 = 32 × (3·3·3 + 1)`. */
export function parametersLine(layer: DescribedLayer, localize: Localize): string {
	const { parameterCount } = layer;
	const terms = parameterCount.status === 'exact' && parameterCount.value > 0 ? parameterTerms(layer, parameterCount.value) : undefined;
	return localize('Parameters {count}', { count: `${quantityText(parameterCount)}${terms === undefined ? '' : ` = ${terms}`}` });
}

/** Cells of one sample, if every size but the batch's is a number. */
function cells(shape: ReportedShape | undefined): number | undefined {
	const sizes = known(shape?.slice(1));
	return sizes === undefined ? undefined : elementCount(sizes);
}

function contrastLine({ geometry }: DescribedLayer, call: LayerCall, localize: Localize): string[] {
	const [from, to] = [cells(tensorShape(call.inputs[0])), cells(tensorShape(call.output))];
	if (geometry.kind !== 'convolution' || from === undefined || to === undefined) return [];
	return [localize('Fully connected instead: {from} × {to} = {weights} weights', { from: showCount(from), to: showCount(to), weights: showCount(from * to) })];
}

function fieldText({ receptiveField }: LayerCall, localize: Localize): string[] {
	if (receptiveField === undefined || receptiveField.size.length === 0) return [];
	if (receptiveField.isGlobal) return [localize('Receptive field: the whole input')];
	return [localize('Receptive field {size}', { size: `${receptiveField.isMisaligned ? '≤ ' : ''}${receptiveField.size.join('×')}` })];
}

/** Four bytes a number: of the output, and of the parameters where there are any. */
function memoryText({ parameterCount }: DescribedLayer, { outputBytes }: LayerCall, localize: Localize): string {
	const output = quantityText(outputBytes, bytesText);
	if (parameterCount.status === 'exact' && parameterCount.value === 0) return localize('Memory {output}', { output });
	return localize('Memory {output} + {parameters} of parameters', { output, parameters: quantityText(parameterCount, (count) => bytesText(4 * count)) });
}

/** What the layer has, and what it costs: a line each. */
function costLines(layer: DescribedLayer, call: LayerCall, localize: Localize): readonly string[] {
	const output = tensorShape(call.output);
	const nodes = cells(output);
	const { operations } = call.multiplyAdds;
	const has = [parametersLine(layer, localize), ...(nodes === undefined || output === undefined ? [] : [localize('Nodes {count}', { count: output.length > 2 ? `${showCount(nodes)} = ${output.slice(1).join('·')}` : showCount(nodes) })]), ...fieldText(call, localize)];
	return [has.join(' · '), [
		localize('Multiply-adds {count} (per sample, without biases)', { count: quantityText(operations) }),
		...(call.outputBytes.status === 'unknown' || call.output.kind === 'unknown' ? [] : [memoryText(layer, call, localize)]),
	].join(' · ')];
}

function doubts(quantities: readonly Quantity[], values: readonly ReportedValue[], localize: Localize): string[] {
	const found = [...quantities.flatMap((each) => (each.status === 'exact' ? [] : [each.doubt])), ...values.flatMap((each) => (each.kind === 'unknown' ? [each.doubt] : []))];
	return [...new Set(found.map((doubt) => doubtSentence(doubt, localize)))];
}

/** The formula of a layer as far as it has one; without a call, with letters alone. */
export function formulaLines({ geometry }: DescribedLayer, call: LayerCall | undefined, localize: Localize): readonly string[] {
	if (geometry.kind === 'convolution' || geometry.kind === 'pooling') return layerFormula(geometry, tensorShape(call?.inputs[0]), tensorShape(call?.output), localize);
	return geometry.kind === 'linear' ? ['y = x·Wᵀ' + (geometry.hasBias ? ' + b' : '')] : [];
}

/** What is said of a layer in one use of it, after its name and shapes; without a call, what holds for any input. */
export function layerLines(layer: DescribedLayer, call: LayerCall | undefined, localize: Localize): readonly string[] {
	if (call === undefined) return [...formulaLines(layer, undefined, localize), parametersLine(layer, localize), ...doubts([layer.parameterCount], [], localize)];
	return [
		...formulaLines(layer, call, localize), ...costLines(layer, call, localize), ...contrastLine(layer, call, localize),
		...doubts([layer.parameterCount, call.multiplyAdds.operations], [...call.inputs, call.output], localize),
	];
}
