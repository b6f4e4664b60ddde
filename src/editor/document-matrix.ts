import * as vscode from 'vscode';
import { literalAt, readSelected } from '../literals/find';
import type { Literal, Reading, TextRange } from '../literals/literal';
import type { Role, SourceMatrix, SourceReference } from '../visualizer/protocol';
import { knownKernels } from '../present/known-kernels';
import { localize } from './localize';
import { refusalSentence } from './refusal-sentence';

export type DocumentReference = Extract<SourceReference, { kind: 'document' }>;

/** A matrix in a document: what was read, and how to find it again. */
export interface DocumentMatrix {
	readonly document: vscode.TextDocument;
	readonly literal: Literal;
	readonly reference: DocumentReference;
}

/** Either the value, or one sentence for the person on why there is none. */
export type Outcome<Value> = { readonly kind: 'ok'; readonly value: Value } | { readonly kind: 'failed'; readonly sentence: string };

export function wholeMatrix(document: vscode.TextDocument, literal: Literal): DocumentMatrix {
	return { document, literal, reference: { kind: 'document', uri: document.uri.toString(), start: literal.range.start, end: literal.range.end, extent: 'literal' } };
}

/** A matrix of which only the selected rows or entries are meant. */
export function excerptMatrix(document: vscode.TextDocument, literal: Literal, selected: TextRange): DocumentMatrix {
	return { document, literal, reference: { kind: 'document', uri: document.uri.toString(), start: selected.start, end: selected.end, extent: 'excerpt' } };
}

/** The line, counted from 1, on which a matrix begins. */
export function lineOf({ document, literal }: DocumentMatrix): number {
	return document.positionAt(literal.range.start).line + 1;
}

function shifted(range: TextRange, by: number): TextRange {
	return { start: range.start + by, end: range.end + by };
}

/** A reading of a piece of a text, with its places told from the start of the whole text. */
export function shiftReading(reading: Reading, by: number): Reading {
	return reading.kind === 'literal'
		? { kind: 'literal', literal: { ...reading.literal, range: shifted(reading.literal.range, by), numberRanges: reading.literal.numberRanges.map((range) => shifted(range, by)) } }
		: { kind: 'refused', refused: { ...reading.refused, range: shifted(reading.refused.range, by), at: shifted(reading.refused.at, by) } };
}

/** The matrices in a stretch of a document that someone selected, read as if nothing stood around it; what is no matrix as it stands is refused. */
export function readingsIn(document: vscode.TextDocument, { start, end }: TextRange): Reading[] {
	return readSelected(document.getText().slice(start, end), document.languageId).map((reading) => shiftReading(reading, start));
}

/** The matrix as the page gets it. */
export function sourceMatrix(matrix: DocumentMatrix): SourceMatrix {
	const { document, literal } = matrix;
	return {
		name: literal.name,
		place: { file: document.uri.path.slice(document.uri.path.lastIndexOf('/') + 1), line: lineOf(matrix) },
		shape: literal.tensor.shape,
		values: literal.tensor.data,
	};
}

/** The known kernel of this name as the page gets it; undefined where no version of this extension knows it. */
function knownMatrix(id: string): SourceMatrix | undefined {
	const known = knownKernels(localize).find((each) => each.id === id);
	return known === undefined ? undefined : { name: known.name, place: undefined, shape: known.kernel.shape, values: known.kernel.data };
}

/** A source that was read again. */
export interface ResolvedSource {
	readonly reference: SourceReference;
	readonly matrix: SourceMatrix;
}

function roleName(role: Role): string {
	return role === 'input' ? vscode.l10n.t('input') : vscode.l10n.t('kernel');
}

/** Reads a source anew from an open document, or says in a sentence why that is no longer possible. */
export function resolveSource(role: Role, reference: Exclude<SourceReference, { kind: 'file' | 'layer' }>, document: vscode.TextDocument | undefined): Outcome<ResolvedSource> {
	const gone = (): Outcome<never> => ({ kind: 'failed', sentence: vscode.l10n.t('The {role} is no longer where it was; the last numbers stay on view.', { role: roleName(role) }) });
	if (reference.kind === 'known-kernel') {
		const matrix = knownMatrix(reference.id);
		return matrix === undefined ? gone() : { kind: 'ok', value: { reference, matrix } };
	}
	const matrix = document && resolveDocumentMatrix(reference, document);
	if (matrix === undefined) return gone();
	if (matrix.kind === 'failed') return matrix;
	return { kind: 'ok', value: { reference: matrix.value.reference, matrix: sourceMatrix(matrix.value) } };
}

/** Reads a matrix of a document anew; undefined where nothing like one stands there any more. */
export function resolveDocumentMatrix(reference: DocumentReference, document: vscode.TextDocument): Outcome<DocumentMatrix> | undefined {
	const reading = reference.extent === 'literal'
		? literalAt(document.getText(), reference.start, document.languageId)
		: readingsIn(document, reference)[0];
	if (reading === undefined) return undefined;
	if (reading.kind === 'refused') return { kind: 'failed', sentence: refusalSentence(reading.refused, document) };
	return { kind: 'ok', value: reference.extent === 'literal' ? wholeMatrix(document, reading.literal) : excerptMatrix(document, reading.literal, reference) };
}
