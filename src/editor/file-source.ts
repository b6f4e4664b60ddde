import * as vscode from 'vscode';
import { shapeText, type Tensor } from '../engine/tensor';
import { readCsvFile } from '../literals/files/csv';
import { readNpy, type NpyProblem } from '../literals/files/npy';
import { showCount } from '../present/number';
import { refusalReason } from '../present/refusal';
import { MOST_PIXELS, type DecodedImage, type SourceMatrix, type SourceReference } from '../visualizer/protocol';
import type { Outcome } from './document-matrix';
import { channelsFirst, imageTensor } from './image-tensor';
import { localize } from './localize';

export type FileReference = Extract<SourceReference, { kind: 'file' }>;

/** Files of more bytes are refused before they are read. */
const MOST_BYTES = 1 << 27;
const HIGHEST_RANK = 4;

export const IMAGE_EXTENSIONS: readonly string[] = ['png', 'jpg', 'jpeg', 'bmp', 'webp'];
export const ARRAY_EXTENSIONS: readonly string[] = ['npy', 'csv'];

/** A file's name without the folders. */
export function fileName({ path }: vscode.Uri): string {
	return path.slice(path.lastIndexOf('/') + 1);
}

function extensionOf(uri: vscode.Uri): string {
	const name = fileName(uri);
	return name.slice(name.lastIndexOf('.') + 1).toLowerCase();
}

/** Whether a file holds an image, which a page has to decode, or an array. */
export function fileKind(uri: vscode.Uri): 'image' | 'array' | undefined {
	const extension = extensionOf(uri);
	return IMAGE_EXTENSIONS.includes(extension) ? 'image' : ARRAY_EXTENSIONS.includes(extension) ? 'array' : undefined;
}

function failed(uri: vscode.Uri, reason: string): Outcome<never> {
	return { kind: 'failed', sentence: vscode.l10n.t('{file}: {reason}.', { file: fileName(uri), reason }) };
}

/** The bytes of a file, or a sentence on why they can't be had. */
export async function fileBytes(uri: vscode.Uri): Promise<Outcome<Uint8Array<ArrayBuffer>>> {
	try {
		const { size } = await vscode.workspace.fs.stat(uri);
		if (size > MOST_BYTES) return failed(uri, vscode.l10n.t('{size} bytes are more than the {most} that are read', { size: showCount(size), most: showCount(MOST_BYTES) }));
		return { kind: 'ok', value: Uint8Array.from(await vscode.workspace.fs.readFile(uri)) };
	} catch {
		return failed(uri, vscode.l10n.t('the file can’t be read'));
	}
}

/** The array of a `.npy` or `.csv` file as it is stored, or a sentence on why it is none. */
export async function readArrayFile(uri: vscode.Uri): Promise<Outcome<Tensor>> {
	const bytes = await fileBytes(uri);
	if (bytes.kind === 'failed') return bytes;
	return extensionOf(uri) === 'npy' ? readNpyBytes(uri, bytes.value) : readCsvText(uri, new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.value));
}

function readNpyBytes(uri: vscode.Uri, bytes: Uint8Array): Outcome<Tensor> {
	const reading = readNpy(bytes);
	if (reading.kind === 'refused') return failed(uri, npyReason(reading.problem));
	const { shape, data } = reading.tensor;
	if (data.length === 0) return failed(uri, vscode.l10n.t('the array of shape {shape} has no numbers', { shape: shapeText(shape) }));
	if (shape.length < 1 || shape.length > HIGHEST_RANK) return failed(uri, vscode.l10n.t('the array has {rank} axes; from 1 to {highest} are read', { rank: shape.length, highest: HIGHEST_RANK }));
	return { kind: 'ok', value: reading.tensor };
}

function readCsvText(uri: vscode.Uri, text: string): Outcome<Tensor> {
	const reading = readCsvFile(text);
	if (reading.kind === 'literal') return { kind: 'ok', value: reading.literal.tensor };
	const { refusal, at } = reading.refused;
	const line = text.slice(0, at.start).split('\n').length;
	return failed(uri, vscode.l10n.t('line {line}: {reason}', { line, reason: refusalReason(refusal, localize) }));
}

function npyReason(problem: NpyProblem): string {
	const { l10n } = vscode;
	switch (problem.reason) {
		case 'not-npy': return l10n.t('it is not a NumPy array file');
		case 'unsupported-type': return l10n.t('elements of type {type} are not read', { type: problem.type });
		case 'too-large': return l10n.t('{count} numbers are more than are read', { count: showCount(problem.count) });
		case 'truncated': return l10n.t('it ends after {bytes} bytes where {expected} are expected', { bytes: showCount(problem.bytes), expected: showCount(problem.expectedBytes) });
	}
}

/** The tensor of an image that a page decoded. */
export function pixelsOf(uri: vscode.Uri, image: DecodedImage): Outcome<Tensor> {
	switch (image.kind) {
		case 'pixels': return { kind: 'ok', value: imageTensor(image) };
		case 'not-an-image': return failed(uri, vscode.l10n.t('it is not an image that can be read'));
		case 'too-large': return failed(uri, vscode.l10n.t('{width} × {height} pixels are more than the {most} that are read; make the image smaller', { width: image.width, height: image.height, most: showCount(MOST_PIXELS) }));
	}
}

/** A file's tensor as the page gets it. */
export function fileMatrix({ uri, axes }: FileReference, tensor: Tensor): SourceMatrix {
	const { shape, data } = axes === 'channels-last' && tensor.shape.length >= 3 ? channelsFirst(tensor) : tensor;
	return { name: fileName(vscode.Uri.parse(uri)), place: undefined, shape, values: data };
}

/** Reads a file as far as that goes without a page: undefined for an image that is there. */
export async function readFileSource(reference: FileReference): Promise<Outcome<SourceMatrix | undefined>> {
	const uri = vscode.Uri.parse(reference.uri);
	const read = await (fileKind(uri) === 'image' ? fileBytes(uri) : readArrayFile(uri));
	if (read.kind === 'failed') return read;
	return { kind: 'ok', value: read.value instanceof Uint8Array ? undefined : fileMatrix(reference, read.value) };
}
