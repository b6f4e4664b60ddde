import * as vscode from 'vscode';
import { findLiterals, literalAt } from '../literals/find';
import type { Reading, TextRange } from '../literals/literal';
import { excerptMatrix, readingsIn, wholeMatrix, type DocumentMatrix, type Outcome } from './document-matrix';
import { refusalSentence } from './refusal-sentence';

function sameRange(one: TextRange, other: TextRange): boolean {
	return one.start === other.start && one.end === other.end;
}

function readable(document: vscode.TextDocument, readings: readonly Reading[], toMatrix: (reading: Extract<Reading, { kind: 'literal' }>) => DocumentMatrix): Outcome<DocumentMatrix[]> {
	const matrices: DocumentMatrix[] = [];
	for (const reading of readings) {
		if (reading.kind === 'refused') return { kind: 'failed', sentence: refusalSentence(reading.refused, document) };
		matrices.push(toMatrix(reading));
	}
	return { kind: 'ok', value: matrices };
}

/** The matrices in one selection: whole ones stay tied to all that they may grow to, cut ones to the selection. */
function matricesIn(document: vscode.TextDocument, selected: TextRange): Outcome<DocumentMatrix[]> {
	const text = document.getText();
	const readings = readingsIn(document, selected);
	return readable(document, readings, ({ literal }) => {
		const whole = literalAt(text, literal.range.start, document.languageId);
		return whole?.kind === 'literal' && sameRange(whole.literal.range, literal.range)
			? wholeMatrix(document, whole.literal)
			: excerptMatrix(document, literal, readings.length === 1 ? selected : literal.range);
	});
}

/**
 * The matrices that a person means by their selections: those inside each selection, the one around each cursor,
 * and with a lone cursor away from any matrix all of the document's.
 * @returns a sentence instead, where one of them can't be read or there is none
 */
export function selectedMatrices(document: vscode.TextDocument, selections: readonly vscode.Selection[]): Outcome<DocumentMatrix[]> {
	const matrices: DocumentMatrix[] = [];
	for (const selection of selections) {
		const found = selection.isEmpty
			? matricesAt(document, document.offsetAt(selection.active))
			: matricesIn(document, { start: document.offsetAt(selection.start), end: document.offsetAt(selection.end) });
		if (found.kind === 'failed') return found;
		matrices.push(...found.value.filter((matrix) => !matrices.some((other) => sameRange(other.literal.range, matrix.literal.range))));
	}
	if (matrices.length > 0) return { kind: 'ok', value: matrices };
	if (selections.some((selection) => !selection.isEmpty)) {
		return { kind: 'failed', sentence: vscode.l10n.t('There is no matrix in the selection: select rows of numbers, such as 1 2 / 3 4 on two lines or [[1, 2], [3, 4]].') };
	}
	const all = matricesOf(document);
	return all.length > 0 ? { kind: 'ok', value: all } : { kind: 'failed', sentence: vscode.l10n.t('There is no matrix in this file: write rows of numbers, such as 1 2 / 3 4 on two lines or [[1, 2], [3, 4]].') };
}

function matricesAt(document: vscode.TextDocument, offset: number): Outcome<DocumentMatrix[]> {
	const reading = literalAt(document.getText(), offset, document.languageId);
	return readable(document, reading === undefined ? [] : [reading], ({ literal }) => wholeMatrix(document, literal));
}

/** Every matrix of a document that can be read. */
export function matricesOf(document: vscode.TextDocument): DocumentMatrix[] {
	return findLiterals(document.getText(), document.languageId).flatMap((reading) => (reading.kind === 'literal' ? [wholeMatrix(document, reading.literal)] : []));
}
