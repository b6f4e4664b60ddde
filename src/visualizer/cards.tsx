import type { VNode } from 'preact';
import type { BatchNormalizationLayer, Layer } from '../engine/layer';
import type { StageGeometry, StagePlan } from '../engine/pipeline';
import { elementCount, type Shape } from '../engine/tensor';
import { axisLetters, equality, formulaText, outputSizeFormula, type AxisLetter } from '../present/formula';
import type { Localize } from '../present/localize';
import { showBytes, showCount } from '../present/number';
import { normalizationParts, parameterParts, type ParameterTerm } from '../present/parameters';
import { sizeTermSentence } from '../present/size-provenance';
import { Explained, type FigureMark, type MarkSide } from './explained';
import { FormulaView } from './formula-view';
import { useLocalize } from './localization';

/** What a size of a tensor (N, C, …spatial) counts. */
function axisMeaning(rank: number, axis: number, localize: Localize): string {
	if (axis === 0) return localize('samples of the batch');
	if (rank === 2) return localize('features');
	if (axis === 1) return localize('channels');
	switch (axisLetters(rank - 2)[axis - 2] ?? 'L') {
		case 'D': return localize('slices of the depth');
		case 'H': return localize('rows');
		case 'W': return localize('columns');
		case 'L': return localize('cells');
	}
}

function ShapeView({ shape, marks }: { readonly shape: Shape; readonly marks: FigureMark }): VNode {
	const localize = useLocalize();
	return <>({shape.map((size, axis) => <>{axis === 0 ? '' : ', '}<Explained by={`${size}: ${axisMeaning(shape.length, axis, localize)}`} marks={axis === 1 && shape.length > 2 ? 'channels' : marks}>{size}</Explained></>)})</>;
}

/** Whether a stage works along a row: maps of height 1, through which its window slides sideways only. */
function worksOnRow({ axes }: StageGeometry): boolean {
	return axes.length === 2 && axes[0]!.paddedInput === 1 && axes[0]!.output === 1;
}

/** The output-size formula, symbolic and with the numbers of this stage, for every spatial axis; a row has a length only. */
export function OutputSizeCard({ plan: { geometry } }: { readonly plan: StagePlan }): VNode {
	const localize = useLocalize();
	const isRow = worksOnRow(geometry);
	const axes = isRow ? geometry.axes.slice(1) : geometry.axes;
	const letters = axisLetters(axes.length);
	const formulas = axes.map((axis, index) => ({ axis, letter: letters[index]!, ...outputSizeFormula(axis, letters[index]!) }));
	const [first] = formulas;
	const numbersOf = (index: number): string => formulaText(formulas[index]!.numeric).slice(1);
	const distinct = formulas.filter((_, index) => formulas.findIndex((_other, other) => numbersOf(other) === numbersOf(index)) === index);
	const alike = formulas.length > 1 && distinct.length === 1;
	const transposed = axes.some((axis) => axis.transposed !== undefined);
	return (
		<section class="card" data-card="output-size">
			<h2>{localize('Output size')}</h2>
			{first === undefined ? null : <FormulaView formula={first.symbolic} side={sideOf(first.letter)} provenance={(term) => sizeTermSentence(term, first.axis, first.letter, localize)} />}
			{distinct.map(({ numeric, axis, letter }) => <FormulaView key={letter} formula={numeric} side={sideOf(letter)} provenance={(term) => sizeTermSentence(term, axis, letter, localize)} />)}
			<p class="shapes">
				<ShapeView shape={geometry.inputShape} marks="input" /> → <b><ShapeView shape={geometry.outputShape} marks="output" /></b>{alikeWords()}
			</p>
			{first === undefined || transposed ? null : (
				<p class="effective">
					{effectiveWords(distinct.map(({ letter }) => letter))}: {distinct.map(({ effectiveInput, axis, letter }, index) => (
						<span key={letter}>
							{index === 0 ? '' : `, ${sizeWord(letter)}: `}
							<FormulaView formula={equality(effectiveInput)} side={sideOf(letter)} provenance={(term) => sizeTermSentence(term, axis, letter, localize)} />
						</span>
					))}
				</p>
			)}
			<p class="legend-of-letters">{localize('F: receptive field (kernel size) · S: stride · P: padding per side · D: dilation')}</p>
		</section>
	);

	function alikeWords(): string {
		if (alike) return ` · ${axes.length === 3 ? localize('height and width alike') : localize('width alike')}`;
		if (axes.length !== 3 || distinct.length !== 2) return '';
		return distinct.some(({ letter }) => letter === 'W') ? ` · ${localize('height as depth')}` : ` · ${numbersOf(2) === numbersOf(1) ? localize('width as height') : localize('width as depth')}`;
	}

	/** The side of the figure that a formula is about; both where they are alike. */
	function sideOf(letter: AxisLetter): MarkSide | undefined {
		if (alike) return undefined;
		return letter === 'H' || letter === 'D' ? 'vertical' : 'horizontal';
	}

	function effectiveWords(of: readonly AxisLetter[]): string {
		if (isRow) return localize('effective length');
		if (axes.length === 3) return of.length === 1 ? localize('effective depth, height and width') : localize('effective depth');
		return of.length === 1 ? localize('effective height and width') : localize('effective height');
	}

	function sizeWord(letter: AxisLetter): string {
		return letter === 'W' ? localize('width') : localize('height');
	}
}

function parameterMark(term: ParameterTerm): FigureMark | undefined {
	switch (term) {
		case 'filters': return 'filters';
		case 'kernel-depth': case 'kernel-height': case 'kernel-width': case 'features': return 'kernel';
		case 'channels-seen': return 'channels';
		case 'outputs': return 'output';
		case 'bias': return 'bias';
		case 'channels': return 'output';
		case 'parameters': case 'scale': case 'shift': return undefined;
	}
}

function ParametersView({ layer, withBias, isRow }: { readonly layer: Parameters<typeof parameterParts>[0] | BatchNormalizationLayer; readonly withBias: boolean; readonly isRow: boolean }): VNode {
	const localize = useLocalize();
	return (
		<>
			{(layer.kind === 'batch-normalization' ? normalizationParts(layer) : parameterParts(layer, withBias, isRow)).map(({ text, of }, index) => {
				if (of === undefined) return text;
				const mark = parameterMark(of);
				return <Explained key={index} by={`${text}: ${sentence(of)}`} {...mark && { marks: mark }} {...of === 'kernel-width' ? { side: 'horizontal' } : of === 'kernel-height' ? { side: 'vertical' } : {}}>{text}</Explained>;
			})}
		</>
	);

	function sentence(term: ParameterTerm): string {
		switch (term) {
			case 'parameters':
				if (layer.kind === 'batch-normalization') return localize('all numbers that the layer learns; its means and variances are only kept from training');
				return withBias ? localize('all numbers that the layer learns, its biases included') : localize('all weights that the layer learns');
			case 'filters': return localize('filters: each makes one channel of the output');
			case 'kernel-depth': return localize('slices of the kernel, its depth');
			case 'kernel-height': return localize('rows of the kernel, its height');
			case 'kernel-width': return localize('columns of the kernel, its width');
			case 'channels-seen': return 'groups' in layer && layer.groups > 1
				? localize('channels that a filter sees: {channels} of the input in {groups} groups', { channels: layer.channels, groups: layer.groups })
				: localize('channels of the input, all of which a filter sees');
			case 'bias': return layer.kind === 'linear' ? localize('one bias for each output') : localize('one bias for each filter');
			case 'channels': return localize('channels: each is normalized on its own');
			case 'scale': return localize('one scale for each channel');
			case 'shift': return localize('one shift for each channel');
			case 'outputs': return localize('outputs of the layer');
			case 'features': return localize('features: every number of the input');
		}
	}
}

/** What the multiply-adds are the product of. */
function multiplyAddsSentence(layer: Layer, { geometry, cost }: StagePlan, localize: Localize): string {
	const total = showCount(cost.multiplyAdds);
	if (cost.weights === 0) return localize('{total}: no weights, so nothing is multiplied with them', { total });
	if (layer.kind === 'batch-normalization') return localize('{total}: by custom only the weights of kernels and of fully connected layers are counted', { total });
	const places = showCount(cost.multiplyAdds / cost.weights);
	const weights = showCount(cost.weights);
	const convention = localize('Counted as torchvision and fvcore do, without biases; with them, as torchinfo does: {count}.', { count: showCount(cost.multiplyAddsWithBiases) });
	if (layer.kind === 'linear') return `${localize('{total} = {weights} weights, each used once for each of {places} rows', { total, weights, places })}. ${convention}`;
	const where = layer.kind === 'transposed-convolution' ? geometry.inputShape : geometry.outputShape;
	const sizes = [...where[0]! > 1 ? [where[0]!] : [], ...where.slice(2)].join('·');
	return `${localize('{total} = {weights} weights × {sizes} = {places} places', { total, weights, sizes, places })}. ${convention}`;
}

/** What the stage costs: parameters with and without bias, nodes, and the fully connected layer it replaces. */
export function ParametersCard({ plan, isWritten }: { readonly plan: StagePlan; /** Whether the layer has a bias is told by its source. */ readonly isWritten: boolean }): VNode {
	const localize = useLocalize();
	const { layer, geometry, cost } = plan;
	const field = geometry.receptiveField.map(({ size }) => size).join('×');
	const inputs = showCount(elementCount(geometry.inputShape.slice(1)));
	const nodes = showCount(cost.nodes);
	const isRow = worksOnRow(geometry);
	const nodeSizes = geometry.outputShape.map((size, axis) => ({ size, axis })).filter(({ axis }) => axis > 0 && !(isRow && axis === 2));
	const numbers = (bytes: number): string => localize('{count} numbers × 4 bytes, in float32', { count: showCount(bytes / 4) });
	const weighted = layer.kind === 'convolution' || layer.kind === 'transposed-convolution' || layer.kind === 'linear' ? layer : undefined;
	const learning = layer.kind === 'batch-normalization' && layer.hasScale ? layer : weighted;
	const withBias = weighted === undefined || !isWritten || weighted.hasBias;
	const weights = weighted === undefined || weighted.kind === 'linear' ? 0 : cost.weights / weighted.filters;
	const perFilter = showCount(weights + (withBias ? 1 : 0));
	const perFilterSentence = withBias ? localize('{count} = {weights} weights + 1 bias', { count: perFilter, weights: showCount(weights) }) : localize('{count}: the weights of a filter, which has no bias', { count: perFilter });
	return (
		<section class="card" data-card="parameters">
			<h2>{localize('Parameters')}</h2>
			<p class="big">{learning === undefined ? <Explained by={localize('0: this stage has no weights, it learns nothing')}>0</Explained> : <ParametersView layer={learning} withBias={withBias} isRow={isRow} />}</p>
			{weighted === undefined || weighted.kind === 'linear' ? null : (
				<>
					<p>{withBias ? localize('with a bias per filter; without:') : localize('without biases; with one per filter:')} <ParametersView layer={weighted} withBias={!withBias} isRow={isRow} /></p>
					<p><Explained by={perFilterSentence} marks="filters">{localize('{count} parameters a filter', { count: perFilter })}</Explained></p>
				</>
			)}
			<p class="nodes">
				{nodeSizes.map(({ size, axis }, index) => <>{index === 0 ? '' : '·'}<Explained by={`${size}: ${axisMeaning(geometry.outputShape.length, axis, localize)}`} marks="output">{size}</Explained></>)}
				{' = '}<Explained by={localize('{nodes}: cells of the output, each a neuron of its own', { nodes })} marks="output">{localize('{nodes} nodes', { nodes })}</Explained>
			</p>
			{layer.kind === 'linear' ? null : (
				<p class="fully-connected">
					{localize('Fully connected instead:')} <Explained by={localize('{inputs} = {sizes}: the numbers of the input', { inputs, sizes: geometry.inputShape.slice(1).join('·') })} marks="input">{inputs}</Explained>{' × '}
					<Explained by={localize('{nodes}: cells of the output, each a neuron of its own', { nodes })} marks="output">{nodes}</Explained>{' = '}
					<Explained by={localize('every number of the input joined with every node')}>{localize('{weights} weights, without bias', { weights: showCount(cost.fullyConnectedWeights) })}</Explained>
				</p>
			)}
			<p>
				<Explained by={multiplyAddsSentence(layer, plan, localize)}>{localize('{count} multiply-adds (biases not counted)', { count: showCount(cost.multiplyAdds) })}</Explained>
				{field === '' ? null : <> · <Explained by={localize('how much of the pipeline’s input one cell of this map depends on')} marks="input">{localize('receptive field {field}', { field })}</Explained></>}
			</p>
			<p>
				{localize('memory:')} <Explained by={numbers(cost.outputBytes)} marks="output">{localize('{output} the map', { output: showBytes(cost.outputBytes) })}</Explained>,{' '}
				<Explained by={numbers(cost.parameterBytes)} marks="kernel">{localize('{parameters} the parameters', { parameters: showBytes(cost.parameterBytes) })}</Explained>
			</p>
		</section>
	);
}

