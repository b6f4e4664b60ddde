import { shapeText } from '../engine/tensor';
import { firstCellArithmetic, stepFormulas, stepParameters, stepRow } from '../present/chain';
import { escapeHtml } from '../present/escape-html';
import type { Localize } from '../present/localize';
import { showCount } from '../present/number';
import { worksheetSentence } from '../present/worksheet-problem';
import { totalsOf } from '../worksheet/counts';
import type { Expression } from '../worksheet/syntax';
import { numbersValue, shownShape, type NumbersValue, type RunStep, type SizesValue } from '../worksheet/value';
import type { EvaluatedStatement } from '../worksheet/worksheet';
import { formulaMarkup, matrixMarkup, signMarkup } from './markup';
import { borderOf, canStep, stepFigures } from './step-figures';

/** How a block is shown: as one figure, as the sequence of its steps, or as an animation of them. */
export type BlockMode = 'figure' | 'steps' | 'play';

/** The name of what an operation works on, as it is written. */
function inputName(value: Expression | undefined): string {
	const source = value?.kind === 'chain' ? value.source : value?.kind === 'call' ? value.arguments[0]?.value : undefined;
	return source?.kind === 'name' ? source.name : '';
}

function kernelName(value: Expression | undefined): string {
	const call = value?.kind === 'chain' ? value.stages[0] : value?.kind === 'call' ? value : undefined;
	const kernel = call?.arguments.find(({ name }) => name?.text === 'kernel') ?? call?.arguments.filter(({ name }) => name === undefined)[value?.kind === 'chain' ? 0 : 1];
	return kernel?.value.kind === 'name' ? kernel.value.name : '';
}

/** Input, kernel and map of every step, with signs between them. */
function rowOfSteps({ statement }: EvaluatedStatement, value: NumbersValue, localize: Localize): string {
	const name = statement.name?.text ?? '';
	return value.steps.map((step, index) => {
		const isLast = index === value.steps.length - 1;
		const output = matrixMarkup(isLast ? name : '', numbersValue(step.output, value.hidden, []).tensor, localize);
		const start = index === 0 ? inputMarkup(step, inputName(statement.value), value, localize) : '';
		const kernel = 'kernel' in step.stage ? signMarkup('✱') + matrixMarkup(index === 0 ? kernelName(statement.value) : '', kernelTensor(step), localize) : '';
		return `${start}${kernel}${signMarkup('kernel' in step.stage ? '=' : `→ ${step.operation} →`)}${output}`;
	}).join('');
}

function inputMarkup(step: RunStep, name: string, { hidden }: NumbersValue, localize: Localize): string {
	const border = borderOf(step);
	return matrixMarkup(name, numbersValue(step.input, hidden, []).tensor, localize, border && { border });
}

/** The kernel without axes of one filter and one channel. */
function kernelTensor({ stage }: RunStep): NumbersValue['tensor'] {
	return 'kernel' in stage ? numbersValue(stage.kernel, 2, []).tensor : { shape: [], data: new Float64Array(1) };
}

function numbersFigure(evaluated: EvaluatedStatement, value: NumbersValue, mode: BlockMode, localize: Localize): string {
	const { statement } = evaluated;
	const name = statement.name?.text ?? '';
	const last = value.steps.at(-1);
	if (last === undefined) return `<div class="convlens-row">${matrixMarkup(name, value.tensor, localize)}</div>`;
	const arithmetic = firstCellArithmetic(last.stage, last.input, last.output.shape);
	const formulas = stepFormulas({ operation: last.operation, layer: last.stage, plan: last.plan }).map(formulaMarkup);
	const whole = `<div class="convlens-row">${rowOfSteps(evaluated, value, localize)}</div>${formulas.join('')}`;
	if (mode === 'figure' || !canStep(last)) return whole + (arithmetic.length < 400 ? formulaMarkup(arithmetic) : '');
	const source = value.steps.length === 1 ? inputName(statement.value) : '';
	const steps = stepFigures(last, { input: source, output: name }, localize).map((step) => `<li>${step}</li>`).join('');
	const labels = mode === 'play'
		? ` data-convlens-play data-previous="${escapeHtml(localize('Previous step'))}" data-next="${escapeHtml(localize('Next step'))}" data-play="${escapeHtml(localize('Play'))}" data-pause="${escapeHtml(localize('Pause'))}"`
		: '';
	return `${whole}<ol class="convlens-steps"${labels}>${steps}</ol>`;
}

function sizesFigure(value: SizesValue, localize: Localize): string {
	const heads = [localize('Layer'), localize('Output'), localize('Parameters'), localize('Multiply-adds')];
	const cells = (texts: readonly string[], tag: 'td' | 'th'): string => `<tr>${texts.map((text) => `<${tag}>${escapeHtml(text)}</${tag}>`).join('')}</tr>`;
	const { parameters, multiplyAdds, nodes, fullyConnected } = totalsOf(value);
	const rows = value.steps.map((step) => cells(stepRow(step), 'td')).join('');
	const total = cells([localize('Total'), shapeText(shownShape(value)), showCount(parameters), showCount(multiplyAdds)], 'th');
	const formulas = value.steps.flatMap((step) => [...stepFormulas(step).map((text) => `${step.operation}: ${text}`), ...(step.layer.kind === 'convolution' ? [`${step.operation}: ${localize('parameters {parameters}', { parameters: stepParameters(step) })}`] : [])]);
	const [only, ...others] = value.steps;
	const comparison = only?.layer.kind !== 'convolution' || others.length > 0 ? '' : localize('{nodes} nodes; a fully connected layer in its place would have {weights} weights', { nodes: showCount(nodes), weights: showCount(fullyConnected) });
	return `<table><thead>${cells(heads, 'th')}</thead><tbody>${cells(['input', shapeText(value.hasBatch ? value.inputShape : value.inputShape.slice(1)), '', ''], 'td')}${rows}</tbody><tfoot>${total}</tfoot></table>${formulas.map(formulaMarkup).join('')}${comparison === '' ? '' : `<p class="convlens-caption">${escapeHtml(comparison)}</p>`}`;
}

/** Names that other statements of the block show as their input or kernel. */
function shownElsewhere(statements: readonly EvaluatedStatement[]): ReadonlySet<string> {
	return new Set(statements.flatMap(({ statement, result }) => (result.value === undefined ? [] : statement.uses.map(({ name }) => name))));
}

/** A block of worksheet as HTML, with everything that comes from its text escaped; what is wrong shows its sentence instead. */
export function blockFigure(statements: readonly EvaluatedStatement[], mode: BlockMode, localize: Localize): string {
	const elsewhere = shownElsewhere(statements);
	return statements.flatMap((evaluated) => {
		const { statement, result: { value, isMet, problems } } = evaluated;
		if (problems.length > 0) return problems.map(({ problem }) => `<p class="convlens-problem" role="alert">${escapeHtml(worksheetSentence(problem, localize))}</p>`);
		if (value === undefined) return [];
		if (isMet !== undefined) return [`<p class="convlens-answer">✓ <code>${escapeHtml(evaluated.text)}</code></p>`];
		if (value.kind === 'sizes') return [sizesFigure(value, localize)];
		const isWritten = value.steps.length === 0 && statement.name !== undefined && elsewhere.has(statement.name.text);
		return isWritten ? [] : [numbersFigure(evaluated, value, mode, localize)];
	}).join('');
}
