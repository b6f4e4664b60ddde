import * as vscode from 'vscode';
import { shapeText, type Shape, type Tensor } from '../engine/tensor';
import { literalAt } from '../literals/find';
import type { Literal, RefusedLiteral } from '../literals/literal';
import { heatMapSvg } from '../present/heat-map';
import { axesMeaning, planeOf, statistics } from '../present/matrix-summary';
import { showNumber } from '../present/number';
import type { CopyRequest } from './copy-matrix';
import { wholeMatrix, type DocumentReference } from './document-matrix';
import { COMMANDS } from './identifiers';
import { kernelSentences } from './kernel-sentence';
import { localize } from './localize';
import { noteSentence } from './note-sentence';
import { refusalSentence } from './refusal-sentence';

/** A list of fewer numbers on one axis is seldom meant as data. */
const FEWEST_IN_A_ROW = 3;

function isWorthShowing({ shape, data }: Tensor): boolean {
	return shape.length > 1 || data.length >= FEWEST_IN_A_ROW;
}

function imageUri(svg: string): string {
	return `data:image/svg+xml,${encodeURIComponent(svg).replaceAll('(', '%28').replaceAll(')', '%29')}`;
}

function commandLink(label: string, command: string, argument: DocumentReference | CopyRequest): string {
	return `[${label}](command:${command}?${encodeURIComponent(JSON.stringify([argument]))})`;
}

/** The name, the shape and what its axes mean. */
function appendTitle(markdown: vscode.MarkdownString, name: string | undefined, shape: Shape): void {
	if (name !== undefined) markdown.appendMarkdown('**').appendText(name).appendMarkdown('** ');
	const title = vscode.l10n.t('{shape} · rank {rank} · {axes}', { shape: `\`${shapeText(shape)}\``, rank: shape.length, axes: axesMeaning(shape, localize) });
	markdown.appendMarkdown(`${title}\n\n`);
}

function matrixMarkdown({ name, tensor, notes = [] }: Literal, reference: DocumentReference): vscode.MarkdownString {
	const { l10n } = vscode;
	const { min, max, mean } = statistics(tensor);
	const number = (value: number): string => {
		const { text, rounded } = showNumber(value);
		return rounded ? `≈ ${text}` : text;
	};
	const planes = tensor.shape.slice(0, -2).reduce((product, size) => product * size, 1);
	const markdown = new vscode.MarkdownString();
	markdown.isTrusted = { enabledCommands: [COMMANDS.useAsInput, COMMANDS.useAsKernel, COMMANDS.copyMatrixAs] };
	appendTitle(markdown, name, tensor.shape);
	markdown.appendMarkdown(`${l10n.t('min {min} · max {max} · mean {mean}', { min: number(min), max: number(max), mean: number(mean) })}\n\n`);
	const picture = l10n.t('Heat map of {shape}', { shape: shapeText(tensor.shape) });
	markdown.appendMarkdown(`![${picture}](${imageUri(heatMapSvg(planeOf(tensor)))})\n\n`);
	if (planes > 1) markdown.appendMarkdown(`${l10n.t('The picture shows the first of {count} planes.', { count: planes })}\n\n`);
	const { name: kernelName, factors } = kernelSentences(tensor);
	for (const sentence of [kernelName, factors]) if (sentence !== undefined) markdown.appendText(sentence).appendMarkdown('\n\n');
	for (const note of notes) markdown.appendText(noteSentence(note)).appendMarkdown('\n\n');
	return markdown.appendMarkdown([
		commandLink(l10n.t('Use as input'), COMMANDS.useAsInput, reference),
		commandLink(l10n.t('Use as kernel'), COMMANDS.useAsKernel, reference),
		commandLink(l10n.t('Copy as…'), COMMANDS.copyMatrixAs, { source: reference }),
	].join(' · '));
}

/** Why there are no numbers; of a tensor whose shape alone is written, the shape as well. */
function refusalMarkdown(refused: RefusedLiteral, document: vscode.TextDocument): vscode.MarkdownString {
	const markdown = new vscode.MarkdownString();
	const { refusal, name } = refused;
	if (refusal.reason !== 'random' || refusal.shape === undefined) return markdown.appendText(refusalSentence(refused, document));
	appendTitle(markdown, name, refusal.shape);
	return markdown.appendText(vscode.l10n.t('Its values are drawn when the program runs.'));
}

/** What a matrix is, at a glance: shape, axes, range of values, a small heat map; or why it can't be read. */
export class MatrixHoverProvider implements vscode.HoverProvider {
	provideHover(document: vscode.TextDocument, position: vscode.Position): vscode.Hover | undefined {
		const reading = literalAt(document.getText(), document.offsetAt(position), document.languageId);
		if (reading === undefined) return undefined;
		const rangeOf = ({ start, end }: { readonly start: number; readonly end: number }): vscode.Range => new vscode.Range(document.positionAt(start), document.positionAt(end));
		if (reading.kind === 'refused') {
			const { refused } = reading;
			return new vscode.Hover(refusalMarkdown(refused, document), rangeOf(refused.range));
		}
		const { literal } = reading;
		if (!isWorthShowing(literal.tensor)) return undefined;
		return new vscode.Hover(matrixMarkdown(literal, wholeMatrix(document, literal).reference), rangeOf(literal.range));
	}
}
