import * as vscode from 'vscode';
import { shapeText } from '../engine/tensor';
import { firstCellArithmetic, stepFormulas, stepParameters, stepRow, type ShownStep } from '../present/chain';
import { heatMapSvg } from '../present/heat-map';
import { planeOf } from '../present/matrix-summary';
import { fullNumber, showCount } from '../present/number';
import { operationSummary, signatureText } from '../present/worksheet-operation';
import { totalsOf } from '../worksheet/counts';
import { occurrenceAt } from '../worksheet/occurrences';
import { operationNamed, signatureOf } from '../worksheet/signatures';
import type { NumbersValue, SizesValue, Value } from '../worksheet/value';
import { definitionOf } from '../worksheet/occurrences';
import type { EvaluatedStatement } from '../worksheet/worksheet';
import { localize } from './localize';
import { documentRange, type WorksheetDocuments } from './worksheet-documents';

function imageUri(svg: string): string {
	return `data:image/svg+xml,${encodeURIComponent(svg).replaceAll('(', '%28').replaceAll(')', '%29')}`;
}

/** Steps as the hover and the preview tell them. */
function shownSteps(value: Value): ShownStep[] {
	return value.kind === 'sizes' ? [...value.steps] : value.steps.map(({ operation, stage, plan }) => ({ operation, layer: stage, plan }));
}

function numbersMarkdown(value: NumbersValue, markdown: vscode.MarkdownString): void {
	const { tensor, steps } = value;
	if (tensor.shape.length === 0) {
		markdown.appendMarkdown(`\`${fullNumber(tensor.data[0]!)}\`\n\n`);
		return;
	}
	const shape = shapeText(tensor.shape);
	markdown.appendMarkdown(`\`${shape}\`\n\n![${vscode.l10n.t('Heat map of {shape}', { shape })}](${imageUri(heatMapSvg(planeOf(tensor)))})\n\n`);
	const planes = tensor.shape.slice(0, -2).reduce((product, size) => product * size, 1);
	if (planes > 1) markdown.appendMarkdown(`${vscode.l10n.t('The picture shows the first of {count} planes.', { count: planes })}\n\n`);
	const last = steps.at(-1);
	if (last === undefined) return;
	for (const formula of stepFormulas(shownSteps(value).at(-1)!)) markdown.appendMarkdown(`\`${formula}\`\n\n`);
	const arithmetic = firstCellArithmetic(last.stage, last.input, last.output.shape);
	if (arithmetic.length < 400) markdown.appendMarkdown(`${vscode.l10n.t('First cell: {arithmetic}', { arithmetic: `\`${arithmetic}\`` })}\n\n`);
}

function sizesMarkdown(value: SizesValue, markdown: vscode.MarkdownString): void {
	const { l10n } = vscode;
	const { parameters, multiplyAdds } = totalsOf(value);
	markdown.appendMarkdown(`\`${shapeText(value.inputShape)} → ${shapeText(value.outputShape)}\`\n\n`);
	markdown.appendMarkdown(`| ${l10n.t('Layer')} | ${l10n.t('Output')} | ${l10n.t('Parameters')} | ${l10n.t('Multiply-adds')} |\n|:--|:--|--:|--:|\n`);
	for (const step of value.steps) markdown.appendMarkdown(`| ${stepRow(step).join(' | ')} |\n`);
	markdown.appendMarkdown(`| | | ${showCount(parameters)} | ${showCount(multiplyAdds)} |\n\n`);
	const last = value.steps.findLast(({ plan }) => plan.geometry.axes.length > 0);
	if (last !== undefined) for (const formula of stepFormulas(last)) markdown.appendMarkdown(`\`${formula}\`\n\n`);
	const convolution = value.steps.findLast(({ layer }) => layer.kind === 'convolution');
	if (convolution !== undefined) markdown.appendMarkdown(`${l10n.t('Parameters: {parameters}', { parameters: `\`${stepParameters(convolution)}\`` })}\n\n`);
	const field = value.steps.at(-1)?.plan.geometry.receptiveField ?? [];
	if (field.length > 0) markdown.appendMarkdown(`${l10n.t('Receptive field: {sizes}', { sizes: field.map(({ size }) => size).join('×') })}\n\n`);
}

function valueHover(name: string, value: Value | undefined, range: vscode.Range): vscode.Hover {
	const markdown = new vscode.MarkdownString();
	markdown.appendMarkdown('**').appendText(name).appendMarkdown('** ');
	if (value === undefined) markdown.appendText(vscode.l10n.t('could not be computed.'));
	else if (value.kind === 'numbers') numbersMarkdown(value, markdown);
	else sizesMarkdown(value, markdown);
	return new vscode.Hover(markdown, range);
}

/** Over a name: its map, formula and costs. Over an operation: what it does and takes. */
export class WorksheetHoverProvider implements vscode.HoverProvider {
	constructor(private readonly documents: WorksheetDocuments) {}

	provideHover(document: vscode.TextDocument, position: vscode.Position): vscode.Hover | undefined {
		const statements = this.documents.statementsOf(document);
		const offset = document.offsetAt(position);
		const occurrence = occurrenceAt(statements, offset);
		if (occurrence !== undefined) {
			const definition = definitionOf(statements, occurrence);
			if (definition === undefined) return undefined;
			return valueHover(occurrence.name, statements[definition.statement]?.result.value, documentRange(document, occurrence.range));
		}
		return this.#operationHover(document, position);
	}

	#operationHover(document: vscode.TextDocument, position: vscode.Position): vscode.Hover | undefined {
		const range = document.getWordRangeAtPosition(position, /[\p{L}_][\p{L}\p{N}_]*/u);
		const word = range && document.getText(range);
		const operation = word === undefined ? undefined : operationNamed(word);
		const statement = this.documents.statementAt(document, document.offsetAt(position));
		if (range === undefined || operation === undefined || statement === undefined || isInComment(document, position)) return undefined;
		const signature = signatureOf(operation);
		const markdown = new vscode.MarkdownString();
		for (const form of signature.forms) markdown.appendCodeblock(signatureText(operation, signature, form, false).label, 'conv');
		markdown.appendMarkdown(operationSummary(operation, localize));
		return new vscode.Hover(markdown, range);
	}
}

function isInComment(document: vscode.TextDocument, { line, character }: vscode.Position): boolean {
	return document.lineAt(line).text.slice(0, character).includes('#');
}

/** What a statement is called in lists: its name, or its text. */
export function statementTitle({ statement, text }: EvaluatedStatement): string {
	return statement.name?.text ?? text.split('\n', 1)[0]!.slice(0, 60);
}
