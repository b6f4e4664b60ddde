import * as vscode from 'vscode';
import type { Note } from '../literals/literal';
import { showNumber } from '../present/number';

/** What a reader of a matrix should know beyond its numbers, as one sentence. */
export function noteSentence(note: Note): string {
	const { l10n } = vscode;
	switch (note.kind) {
		case 'scaled': return l10n.t('Every number is multiplied by {factor}.', { factor: showNumber(note.factor).text });
		case 'integer-division': return l10n.t('Divisions are read as fractions; the language itself would divide whole numbers to 0.');
		case 'column-major': return l10n.t('The numbers are written column by column.');
		case 'header': return l10n.t('The first row holds names and is left out.');
		case 'zero-filled': return l10n.t('The declared size is larger than what is written; the rest is 0.');
		case 'operand': return l10n.t('The program goes on to compute with it; shown is what stands here.');
		case 'truncated': return l10n.t('The element type holds whole numbers, so fractions are cut off.');
	}
}
