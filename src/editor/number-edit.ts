import * as vscode from 'vscode';
import { literalAt } from '../literals/find';
import type { Literal } from '../literals/literal';
import { fullNumber } from '../present/number';
import type { DocumentReference, Outcome } from './document-matrix';
import { readingsIn } from './document-matrix';

/** The literal that a reference stands for, as the document is now. */
export function literalOf(document: vscode.TextDocument, reference: DocumentReference): Literal | undefined {
	const reading = reference.extent === 'literal' ? literalAt(document.getText(), reference.start, document.languageId) : readingsIn(document, reference)[0];
	return reading?.kind === 'literal' ? reading.literal : undefined;
}

/** Where a number of a literal is written, in the document's terms. */
export function rangeOfNumber(document: vscode.TextDocument, literal: Literal, index: number): vscode.Range | undefined {
	const range = literal.numberRanges[index];
	return range && new vscode.Range(document.positionAt(range.start), document.positionAt(range.end));
}

/** A number as every notation reads it. */
function numberText(value: number): string {
	return Object.is(value, -0) ? '0' : String(value);
}

/** Whether the text with the new number in it reads as the same matrix, but for that number. */
function readsAsWanted(document: vscode.TextDocument, literal: Literal, index: number, value: number): boolean {
	const range = literal.numberRanges[index]!;
	const text = document.getText();
	const changed = text.slice(0, range.start) + numberText(value) + text.slice(range.end);
	const reading = literalAt(changed, literal.range.start, document.languageId);
	if (reading?.kind !== 'literal') return false;
	const { shape, data } = reading.literal.tensor;
	const { tensor: before } = literal;
	return shape.length === before.shape.length && shape.every((size, axis) => size === before.shape[axis])
		&& data.every((number, at) => Object.is(number, at === index ? value : before.data[at]!) || (number === 0 && (at === index ? value : before.data[at]) === 0));
}

/**
 * Writes a number into a matrix's literal: its characters alone change, as one step of undo. Refused where the text would then read as
 * anything but the same matrix with that number, as where one call or one factor makes several numbers.
 */
export async function writeNumber(document: vscode.TextDocument, reference: DocumentReference, index: number, value: number): Promise<Outcome<undefined>> {
	const literal = literalOf(document, reference);
	const range = literal && rangeOfNumber(document, literal, index);
	if (literal === undefined || range === undefined) return { kind: 'failed', sentence: vscode.l10n.t('The number is no longer where it was; nothing was changed.') };
	if (!readsAsWanted(document, literal, index, value)) {
		return { kind: 'failed', sentence: vscode.l10n.t('{text} stands there and makes more than this number; change it in the editor to get {value}.', { text: document.getText(range), value: fullNumber(value) }) };
	}
	const edit = new vscode.WorkspaceEdit();
	edit.replace(document.uri, range, numberText(value));
	return await vscode.workspace.applyEdit(edit)
		? { kind: 'ok', value: undefined }
		: { kind: 'failed', sentence: vscode.l10n.t('The document cannot be changed.') };
}
