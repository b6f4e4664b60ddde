import * as vscode from 'vscode';
import { shapeText, type Tensor } from '../engine/tensor';
import { MATRIX_FORMATS, canWrite, writeMatrix, writtenShape, type MatrixFormat } from '../literals/write/write-matrix';
import { resolveDocumentMatrix, type DocumentMatrix, type DocumentReference, type Outcome } from './document-matrix';
import { pickMatrix } from './matrix-pick';
import { selectedMatrices } from './selected-matrices';

/** What **Copy Matrix As** may be given by a link or a key binding; what is missing is asked for or taken from the cursor. */
export interface CopyRequest {
	readonly source?: DocumentReference;
	/** The notation, so that a key can be bound to one: `"args": { "format": "numpy" }`. */
	readonly format?: MatrixFormat;
}

/** A matrix to be copied, with the name that it is assigned to. */
export interface NamedTensor {
	readonly tensor: Tensor;
	readonly name?: string;
}

/** The notations' own names, which no language translates. */
const FORMAT_NAMES: Readonly<Record<MatrixFormat, string>> = {
	numpy: 'NumPy', pytorch: 'PyTorch', matlab: 'MATLAB', julia: 'Julia', r: 'R', c: 'C', json: 'JSON', latex: 'LaTeX', markdown: 'Markdown', csv: 'CSV',
};

/** So long the status bar says what was copied. */
const COPIED_MESSAGE_MILLISECONDS = 3000;
/** A name that every notation takes. */
const PLAIN_NAME = /^[A-Za-z][A-Za-z0-9_]*$/;

async function pickFormat({ tensor: { shape } }: NamedTensor): Promise<MatrixFormat | undefined> {
	const items = MATRIX_FORMATS.filter((format) => canWrite(format, shape)).map((format) => {
		const written = writtenShape(format, shape);
		return { label: FORMAT_NAMES[format], format, ...(written.length === shape.length ? {} : { description: vscode.l10n.t('as one row, {shape}', { shape: shapeText(written) }) }) };
	});
	return (await vscode.window.showQuickPick(items, { title: vscode.l10n.t('Copy the matrix of shape {shape} as', { shape: shapeText(shape) }) }))?.format;
}

/** Copies any tensor, a matrix of a document or an activation map, in the notation asked for or picked. */
export async function copyTensor(matrix: NamedTensor, asked?: MatrixFormat): Promise<void> {
	const format = asked ?? await pickFormat(matrix);
	if (format === undefined) return;
	const { tensor, name } = matrix;
	if (!MATRIX_FORMATS.includes(format) || !canWrite(format, tensor.shape)) {
		void vscode.window.showErrorMessage(vscode.l10n.t('A matrix of shape {shape} can’t be written as {format}.', { shape: shapeText(tensor.shape), format }));
		return;
	}
	await vscode.env.clipboard.writeText(writeMatrix(tensor, format, name !== undefined && PLAIN_NAME.test(name) ? name : undefined));
	vscode.window.setStatusBarMessage(vscode.l10n.t('Copied {shape} as {format}', { shape: shapeText(tensor.shape), format: FORMAT_NAMES[format] }), COPIED_MESSAGE_MILLISECONDS);
}

/** The matrix of a link, else of the selection or around the cursor, else one picked; undefined where the person thought better of it. */
async function requestedMatrix(source: DocumentReference | undefined): Promise<Outcome<DocumentMatrix> | undefined> {
	const failed = (sentence: string): Outcome<never> => ({ kind: 'failed', sentence });
	if (source !== undefined) {
		const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(source.uri));
		return resolveDocumentMatrix(source, document) ?? failed(vscode.l10n.t('The matrix is no longer where it was.'));
	}
	const editor = vscode.window.activeTextEditor;
	if (editor === undefined) return failed(vscode.l10n.t('Open a file and put the cursor on a matrix.'));
	const selected = selectedMatrices(editor.document, editor.selections);
	if (selected.kind === 'failed') return selected;
	const [only, ...more] = selected.value;
	const matrix = more.length === 0 ? only : await pickMatrix(selected.value, vscode.l10n.t('Choose the matrix to copy'));
	return matrix && { kind: 'ok', value: matrix };
}

/** The command **Copy Matrix As…**. */
export async function copyMatrixAs({ source, format }: CopyRequest = {}): Promise<void> {
	const matrix = await requestedMatrix(source);
	if (matrix?.kind === 'failed') void vscode.window.showErrorMessage(matrix.sentence);
	if (matrix?.kind === 'ok') await copyTensor(matrix.value.literal, format);
}
