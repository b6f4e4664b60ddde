import * as vscode from 'vscode';
import { shapeText } from '../engine/tensor';
import type { RefusedLiteral } from '../literals/literal';
import type { RaggedMatrix } from './ragged-repair';

/** Why a matrix could not be read, as one sentence that names the place and the numbers. */
export function refusalSentence({ refusal, name, at }: RefusedLiteral, document: vscode.TextDocument): string {
	const line = document.positionAt(at.start).line + 1;
	const reason = reasonOf(refusal);
	return name === undefined
		? vscode.l10n.t('Line {line}: {reason}.', { line, reason })
		: vscode.l10n.t('{name}, line {line}: {reason}.', { name, line, reason });
}

/** Which rows of a matrix disagree, for a mark that stands on the row itself. */
export function raggedSentence({ refusal, name }: RaggedMatrix): string {
	const reason = raggedReason(refusal);
	return name === undefined ? vscode.l10n.t('Ragged matrix: {reason}.', { reason }) : vscode.l10n.t('Ragged matrix {name}: {reason}.', { name, reason });
}

function raggedReason({ row, count, firstRow, lastRow, expected }: RaggedMatrix['refusal']): string {
	const { l10n } = vscode;
	const odd = count === 1 ? l10n.t('row {row} has 1 value', { row }) : l10n.t('row {row} has {count} values', { row, count });
	return firstRow === lastRow
		? l10n.t('{odd}, row {firstRow} has {expected}', { odd, firstRow, expected })
		: l10n.t('{odd}, rows {firstRow}–{lastRow} have {expected}', { odd, firstRow, lastRow, expected });
}

/** Why it could not be read, as the end of a sentence. */
export function reasonOf(refusal: RefusedLiteral['refusal']): string {
	const { l10n } = vscode;
	switch (refusal.reason) {
		case 'ragged': return raggedReason(refusal);
		case 'empty': return l10n.t('the matrix has no numbers');
		case 'elided': return l10n.t('part of the matrix is left out (“...”), so its numbers are not known');
		case 'symbolic': return l10n.t('“{text}” is a name, not a number', { text: refusal.text });
		case 'not-a-number': return l10n.t('“{text}” is not a number', { text: refusal.text });
		case 'complex': return l10n.t('“{text}” is a complex number', { text: refusal.text });
		case 'random': return refusal.shape === undefined
			? l10n.t('its values are drawn when the program runs')
			: l10n.t('its shape is {shape}, but its values are drawn when the program runs', { shape: shapeText(refusal.shape) });
		case 'masked': return l10n.t('some of its entries are masked');
		case 'sparse': return l10n.t('it is a sparse matrix, which is not read');
		case 'shape-mismatch': return l10n.t('{count} numbers do not fill the shape {shape}', { count: refusal.count, shape: shapeText(refusal.shape) });
		case 'too-large': return l10n.t('{shape} is too large to be made here', { shape: shapeText(refusal.shape) });
		case 'rank': return l10n.t('the matrix has {rank} axes; at most 4 are read', { rank: refusal.rank });
		case 'unbalanced': return l10n.t('“{text}” is never closed', { text: refusal.text });
	}
}
