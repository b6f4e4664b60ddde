import type { VNode } from 'preact';
import type { StageResult } from '../engine/pipeline';
import { elementCount, shapeText } from '../engine/tensor';
import { axisLetters, formulaText, outputSizeFormula } from '../present/formula';
import { showCount } from '../present/number';
import { parametersText } from '../present/parameters';
import { FormulaView } from './formula-view';
import { useLocalize } from './localization';

/** The output-size formula, symbolic and with the numbers of this stage, for height and for width. */
export function OutputSizeCard({ result: { geometry } }: { readonly result: StageResult }): VNode {
	const localize = useLocalize();
	const letters = axisLetters(geometry.axes.length);
	const formulas = geometry.axes.map((axis, index) => outputSizeFormula(axis, letters[index]!));
	const alike = formulas.length === 2 && formulaText(formulas[0]!.numeric).slice(1) === formulaText(formulas[1]!.numeric).slice(1);
	return (
		<section class="card" data-card="output-size">
			<h2>{localize('Output size')}</h2>
			{formulas[0] === undefined ? null : <FormulaView formula={formulas[0].symbolic} />}
			{(alike ? formulas.slice(0, 1) : formulas).map(({ numeric }, index) => <FormulaView formula={numeric} key={index} />)}
			<p class="shapes">{shapeText(geometry.inputShape)} → <b>{shapeText(geometry.outputShape)}</b>{alike ? ` · ${localize('width alike')}` : ''}</p>
			{formulas[0] === undefined ? null : (
				<p class="effective">
					{alike ? localize('effective height and width H_i + 2P') : localize('effective height H_i + 2P')}: {formulaText(formulas[0].effectiveInput.numeric)}
					{alike || formulas[1] === undefined ? '' : `, ${localize('effective width')}: ${formulaText(formulas[1].effectiveInput.numeric)}`}
				</p>
			)}
		</section>
	);
}

/** What the stage costs: parameters with and without bias, nodes, and the fully connected layer it replaces. */
export function ParametersCard({ result: { stage, geometry, cost } }: { readonly result: StageResult }): VNode {
	const localize = useLocalize();
	const field = geometry.receptiveField.map(({ size }) => size).join('×');
	return (
		<section class="card" data-card="parameters">
			<h2>{localize('Parameters')}</h2>
			{stage.kind === 'convolution' ? (
				<>
					<p class="big">{parametersText(stage, true)}</p>
					<p>{localize('with a bias per filter; without: {parameters}', { parameters: parametersText(stage, false) })}</p>
					<p>{localize('{count} parameters a filter', { count: showCount(cost.weights / stage.filters + 1) })}</p>
				</>
			) : <p class="big">0</p>}
			<p class="nodes">{localize('{nodes} nodes', { nodes: `${geometry.outputShape.slice(1).join('·')} = ${showCount(cost.nodes)}` })}</p>
			<p class="fully-connected">
				{localize('Fully connected instead: {inputs} × {nodes} = {weights} weights, without bias', {
					inputs: showCount(elementCount(geometry.inputShape.slice(1))),
					nodes: showCount(cost.nodes),
					weights: showCount(cost.fullyConnectedWeights),
				})}
			</p>
			<p>{localize('{count} multiply-adds · receptive field {field}', { count: showCount(cost.multiplyAdds), field })}</p>
		</section>
	);
}
