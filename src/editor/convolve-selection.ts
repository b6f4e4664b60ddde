import * as vscode from 'vscode';
import { convolution } from '../engine/convolution';
import { EngineError } from '../engine/error';
import { fitsAsVolume, pairInputWithKernel } from '../engine/pairing';
import { planPipeline } from '../engine/pipeline';
import { elementCount, tensor, type Shape } from '../engine/tensor';
import { problemSentence } from '../present/problem';
import { layerOf, type Role, type SourceMatrix, type SourcePair, type SourceReference } from '../visualizer/protocol';
import { resolveSource, type DocumentMatrix, type DocumentReference, type Outcome } from './document-matrix';
import { readFileSource } from './file-source';
import { localize } from './localize';
import { pickInput, pickKernel } from './matrix-pick';
import { matricesOf, selectedMatrices } from './selected-matrices';
import type { Visualizer } from './visualizer';

/** Whether what is shown next takes the panel looked at last, or one of its own. */
type PanelPlace = 'last-panel' | 'new-panel';

/** Cells of the (height, width) plane, then of everything: what makes one matrix larger than another. */
function extent(shape: Shape): readonly [plane: number, all: number] {
	return [elementCount(shape.slice(-2)), elementCount(shape)];
}

function largerFirst(one: DocumentMatrix, other: DocumentMatrix): readonly [DocumentMatrix, DocumentMatrix] {
	const [onePlane, oneAll] = extent(one.literal.tensor.shape);
	const [otherPlane, otherAll] = extent(other.literal.tensor.shape);
	return otherPlane > onePlane || (otherPlane === onePlane && otherAll > oneAll) ? [other, one] : [one, other];
}

/** Why these two can't be convolved, if they can't. */
function pairProblem(input: SourceMatrix, kernel: SourceMatrix): string | undefined {
	try {
		const pairing = pairInputWithKernel(tensor(input.shape, input.values), tensor(kernel.shape, kernel.values));
		planPipeline(pairing.input.shape, [convolution(pairing.kernel, { groups: pairing.groups })]);
		return undefined;
	} catch (error) {
		if (error instanceof EngineError) return problemSentence(error.problem, localize);
		throw error;
	}
}

/** The matrix of a source before any panel shows it; undefined for an image, which the panel decodes. */
async function readSource(role: Role, reference: SourceReference): Promise<Outcome<SourceMatrix | undefined>> {
	if (reference.kind === 'file') return readFileSource(reference);
	if (reference.kind === 'layer') return { kind: 'failed', sentence: vscode.l10n.t('A layer’s numbers go together: it is shown as a whole.') };
	const document = reference.kind === 'document' ? await vscode.workspace.openTextDocument(vscode.Uri.parse(reference.uri)) : undefined;
	const source = resolveSource(role, reference, document);
	return source.kind === 'failed' ? source : { kind: 'ok', value: source.value.matrix };
}

/** Opens the panel on these sources, or says why they don't go together. */
export async function convolveSources(sources: SourcePair, visualizer: Visualizer, where: PanelPlace = 'last-panel'): Promise<void> {
	const [input, kernel] = [await readSource('input', sources.input), await readSource('kernel', sources.kernel)];
	if (input.kind === 'failed') { tell(input.sentence); return; }
	if (kernel.kind === 'failed') { tell(kernel.sentence); return; }
	const problem = input.value && kernel.value && pairProblem(input.value, kernel.value);
	if (problem !== undefined) {
		if (await isReadAsVolume(problem, input.value!.shape, kernel.value!.shape)) visualizer.show(sources, where, undefined, 'depth');
		return;
	}
	visualizer.show(sources, where);
}

/** Says why two matrices don't go together, and, where they do as a volume and its kernel, offers to read them so. */
async function isReadAsVolume(problem: string, input: Shape, kernel: Shape): Promise<boolean> {
	if (!fitsAsVolume(input, kernel)) { tell(problem); return false; }
	const asDepth = vscode.l10n.t('Read the first axis as depth (3-D)');
	return await vscode.window.showErrorMessage(problem, asDepth) === asDepth;
}

function tell(sentence: string): void {
	void vscode.window.showErrorMessage(sentence);
}

async function withPickedKernel(input: DocumentMatrix, visualizer: Visualizer, where: PanelPlace): Promise<void> {
	const others = matricesOf(input.document).filter(({ literal }) => literal.range.start >= input.literal.range.end || literal.range.end <= input.literal.range.start);
	const kernel = await pickKernel(others);
	if (kernel !== undefined) await convolveSources({ input: input.reference, kernel }, visualizer, where);
}

/** The commands **Convolve Selection** and **… in New Panel**: from the selections, or what stands around the cursor, to the panel. */
export async function convolveSelection(visualizer: Visualizer, where: PanelPlace): Promise<void> {
	const editor = vscode.window.activeTextEditor;
	if (editor === undefined) { tell(vscode.l10n.t('Open a file and put the cursor on a matrix, or select two.')); return; }
	const selected = selectedMatrices(editor.document, editor.selections);
	if (selected.kind === 'failed') { tell(selected.sentence); return; }
	const [first, second, ...more] = selected.value;
	if (first === undefined) return;
	if (second === undefined) return withPickedKernel(first, visualizer, where);
	if (more.length > 0) {
		const input = await pickInput(selected.value);
		return input === undefined ? undefined : withPickedKernel(input, visualizer, where);
	}
	const [input, kernel] = largerFirst(first, second);
	return convolveSources({ input: input.reference, kernel: kernel.reference }, visualizer, where);
}

/** The hover's **Use as input** and **Use as kernel**: changes one half of the open panel, or asks for the other half. */
export async function useMatrixAs(role: Role, reference: DocumentReference, visualizer: Visualizer): Promise<void> {
	const shown = visualizer.sources;
	if (shown !== undefined && layerOf(shown) === undefined) return convolveSources({ ...shown, [role]: reference }, visualizer);
	const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(reference.uri));
	const others = matricesOf(document).filter(({ literal }) => literal.range.start !== reference.start);
	if (role === 'input') {
		const kernel = await pickKernel(others);
		return kernel === undefined ? undefined : convolveSources({ input: reference, kernel }, visualizer);
	}
	if (others.length === 0) { tell(vscode.l10n.t('This file has no other matrix that could be the input.')); return; }
	const input = await pickInput(others);
	return input === undefined ? undefined : convolveSources({ input: input.reference, kernel: reference }, visualizer);
}
