import type { VNode } from 'preact';
import type { StagePlan } from '../engine/pipeline';
import { elementCount, shapeText } from '../engine/tensor';
import { axisLetters, formulaText, outputSizeFormula } from '../present/formula';
import { showBytes, showCount } from '../present/number';
import { parametersText } from '../present/parameters';
import { FormulaView } from './formula-view';
import { useLocalize } from './localization';

/** The output-size formula, symbolic and with the numbers of this stage, for height and for width; a row has a length only. */
export function OutputSizeCard({ plan: { geometry } }: { readonly plan: StagePlan }): VNode {
	const localize = useLocalize();
	const [vertical] = geometry.axes;
	const isRow = vertical?.paddedInput === 1 && vertical.output === 1;
	const axes = isRow ? geometry.axes.slice(1) : geometry.axes;
	const letters = axisLetters(axes.length);
	const formulas = axes.map((axis, index) => outputSizeFormula(axis, letters[index]!));
	const [first, second] = formulas;
	const alike = formulas.length === 2 && formulaText(first!.numeric).slice(1) === formulaText(second!.numeric).slice(1);
	const transposed = axes.some((axis) => axis.transposed !== undefined);
	return (
		<section class="card" data-card="output-size">
			<h2>{localize('Output size')}</h2>
			{first === undefined ? null : <FormulaView formula={first.symbolic} />}
			{(alike ? formulas.slice(0, 1) : formulas).map(({ numeric }, index) => <FormulaView formula={numeric} key={index} />)}
			<p class="shapes">{shapeText(geometry.inputShape)} → <b>{shapeText(geometry.outputShape)}</b>{alike ? ` · ${localize('width alike')}` : ''}</p>
			{first === undefined || transposed ? null : (
				<p class="effective">
					{isRow ? localize('effective length L_i + 2P') : alike ? localize('effective height and width H_i + 2P') : localize('effective height H_i + 2P')}: {formulaText(first.effectiveInput.numeric)}
					{alike || second === undefined ? '' : `, ${localize('effective width')}: ${formulaText(second.effectiveInput.numeric)}`}
				</p>
			)}
			<p class="legend-of-letters">{localize('F: receptive field (kernel size) · S: stride · P: padding per side · D: dilation')}</p>
		</section>
	);
}

/** What the stage costs: parameters with and without bias, nodes, and the fully connected layer it replaces. */
export function ParametersCard({ plan: { layer, geometry, cost }, isWritten }: { readonly plan: StagePlan; /** Whether the layer has a bias is told by its source. */ readonly isWritten: boolean }): VNode {
	const localize = useLocalize();
	const field = geometry.receptiveField.map(({ size }) => size).join('×');
	const inputs = showCount(elementCount(geometry.inputShape.slice(1)));
	return (
		<section class="card" data-card="parameters">
			<h2>{localize('Parameters')}</h2>
			{layer.kind === 'convolution' || layer.kind === 'transposed-convolution' ? (
				<>
					<p class="big" title={localize('filters × (kernel height · kernel width · channels a filter sees + 1 bias)')}>{parametersText(layer, isWritten ? layer.hasBias : true)}</p>
					<p>{isWritten && !layer.hasBias
						? localize('without biases; with one per filter: {parameters}', { parameters: parametersText(layer, true) })
						: localize('with a bias per filter; without: {parameters}', { parameters: parametersText(layer, false) })}</p>
					<p>{localize('{count} parameters a filter', { count: showCount(cost.weights / layer.filters + (isWritten && !layer.hasBias ? 0 : 1)) })}</p>
				</>
			) : layer.kind === 'linear' ? <p class="big" title={localize('outputs × (inputs + 1 bias)')}>{parametersText(layer, isWritten ? layer.hasBias : true)}</p> : <p class="big">0</p>}
			<p class="nodes" title={localize('output channels · height · width')}>{localize('{nodes} nodes', { nodes: `${geometry.outputShape.slice(1).join('·')} = ${showCount(cost.nodes)}` })}</p>
			{layer.kind === 'linear' ? null : (
				<p class="fully-connected" title={localize('every one of the {inputs} input numbers joined with every node', { inputs })}>
					{localize('Fully connected instead: {inputs} × {nodes} = {weights} weights, without bias', { inputs, nodes: showCount(cost.nodes), weights: showCount(cost.fullyConnectedWeights) })}
				</p>
			)}
			<p title={localize('Multiply-adds as torchvision and fvcore count them: one per weight and output cell, biases not counted. With biases, as torchinfo counts them: {count}.', { count: showCount(cost.multiplyAddsWithBiases) })}>
				{localize('{count} multiply-adds (biases not counted)', { count: showCount(cost.multiplyAdds) })}
				{field === '' ? null : <> · <span title={localize('how much of the pipeline’s input one cell of this map depends on')}>{localize('receptive field {field}', { field })}</span></>}
			</p>
			<p title={localize('four bytes a number, in float32')}>{localize('memory: {output} the map, {parameters} the parameters', { output: showBytes(cost.outputBytes), parameters: showBytes(cost.parameterBytes) })}</p>
		</section>
	);
}
