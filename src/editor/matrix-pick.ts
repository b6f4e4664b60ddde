import * as vscode from 'vscode';
import { shapeText } from '../engine/tensor';
import { knownKernels } from '../present/known-kernels';
import type { SourceReference } from '../visualizer/protocol';
import { lineOf, type DocumentMatrix } from './document-matrix';
import { localize } from './localize';

interface SourceItem extends vscode.QuickPickItem {
	readonly source: SourceReference;
}

function matrixItem(matrix: DocumentMatrix): SourceItem {
	const shape = shapeText(matrix.literal.tensor.shape);
	return {
		label: matrix.literal.name ?? shape,
		description: vscode.l10n.t('{shape}, line {line}', { shape, line: lineOf(matrix) }),
		source: matrix.reference,
	};
}

function knownKernelItems(): SourceItem[] {
	return knownKernels(localize).map(({ id, name, effect }) => ({ label: name, description: effect, source: { kind: 'known-kernel', id } }));
}

function group(label: string, items: readonly SourceItem[]): Array<SourceItem | vscode.QuickPickItem> {
	return items.length === 0 ? [] : [{ label, kind: vscode.QuickPickItemKind.Separator }, ...items];
}

async function pick(title: string, items: ReadonlyArray<SourceItem | vscode.QuickPickItem>): Promise<SourceReference | undefined> {
	const chosen = await vscode.window.showQuickPick(items, { title, matchOnDescription: true });
	return chosen !== undefined && 'source' in chosen ? chosen.source : undefined;
}

/** Asks for a kernel: one of the file's other matrices, or a well-known one. Undefined where the person thought better of it. */
export async function pickKernel(others: readonly DocumentMatrix[]): Promise<SourceReference | undefined> {
	return pick(vscode.l10n.t('Choose a kernel'), [
		...group(vscode.l10n.t('in this file'), others.map(matrixItem)),
		...group(vscode.l10n.t('well-known kernels'), knownKernelItems()),
	]);
}

/** Asks which of several matrices is meant. Undefined where the person thought better of it. */
export async function pickMatrix(matrices: readonly DocumentMatrix[], title: string): Promise<DocumentMatrix | undefined> {
	const items = matrices.map((matrix) => ({ ...matrixItem(matrix), matrix }));
	return (await vscode.window.showQuickPick(items, { title, matchOnDescription: true }))?.matrix;
}

/** Asks which of several matrices is the input. */
export async function pickInput(matrices: readonly DocumentMatrix[]): Promise<DocumentMatrix | undefined> {
	return pickMatrix(matrices, vscode.l10n.t('Choose the input'));
}
