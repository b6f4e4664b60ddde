import * as vscode from 'vscode';
import { shapeText, type Tensor } from '../engine/tensor';
import { convolveSources } from './convolve-selection';
import type { Outcome } from './document-matrix';
import { ARRAY_EXTENSIONS, fileBytes, fileKind, fileName, IMAGE_EXTENSIONS, readArrayFile, type FileReference } from './file-source';
import { looksChannelsLast } from './image-tensor';
import { pickKernel } from './matrix-pick';
import type { Visualizer } from './visualizer';

async function pickFile(): Promise<vscode.Uri | undefined> {
	const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
	const [file] = await vscode.window.showOpenDialog({
		...(folder === undefined ? {} : { defaultUri: folder }),
		title: vscode.l10n.t('Choose an image or an array'),
		filters: { [vscode.l10n.t('Images and arrays')]: [...IMAGE_EXTENSIONS, ...ARRAY_EXTENSIONS] },
	}) ?? [];
	return file;
}

/** Asks where an array's channels are, where its shape leaves that open. */
async function pickAxes({ shape }: Tensor): Promise<FileReference['axes'] | undefined> {
	const moved = [...shape.slice(0, -3), shape.at(-1)!, shape.at(-3)!, shape.at(-2)!];
	const items = [
		{ label: vscode.l10n.t('Channels last: use as {shape}', { shape: shapeText(moved) }), axes: 'channels-last' as const },
		{ label: vscode.l10n.t('Channels first: use as stored, {shape}', { shape: shapeText(shape) }), axes: 'channels-first' as const },
	];
	return (await vscode.window.showQuickPick(items, { title: vscode.l10n.t('Where are the channels of {shape}?', { shape: shapeText(shape) }) }))?.axes;
}

/** How a file is used, once it is known that it can be read; undefined where the person thought better of it. */
async function fileReference(uri: vscode.Uri): Promise<Outcome<FileReference> | undefined> {
	const reference: FileReference = { kind: 'file', uri: uri.toString(), axes: 'channels-first' };
	switch (fileKind(uri)) {
		case undefined: return { kind: 'failed', sentence: vscode.l10n.t('{file} is not an image or an array: PNG, JPEG, BMP, WebP, .npy and .csv files are read.', { file: fileName(uri) }) };
		case 'image': {
			const bytes = await fileBytes(uri);
			return bytes.kind === 'failed' ? bytes : { kind: 'ok', value: reference };
		}
		case 'array': {
			const read = await readArrayFile(uri);
			if (read.kind === 'failed') return read;
			const axes = looksChannelsLast(read.value) ? await pickAxes(read.value) : reference.axes;
			return axes && { kind: 'ok', value: { ...reference, axes } };
		}
	}
}

/** The command **Convolve Image or Array…**: a file of the explorer, or one that is asked for, with a kernel that is picked. */
export async function convolveFile(chosen: vscode.Uri | undefined, visualizer: Visualizer): Promise<void> {
	const uri = chosen ?? await pickFile();
	const input = uri && await fileReference(uri);
	if (input?.kind === 'failed') { void vscode.window.showErrorMessage(input.sentence); return; }
	const kernel = input && await pickKernel([]);
	if (input !== undefined && kernel !== undefined) await convolveSources({ input: input.value, kernel }, visualizer);
}
