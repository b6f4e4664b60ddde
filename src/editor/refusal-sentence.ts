import * as vscode from 'vscode';
import type { RefusedLiteral } from '../literals/literal';
import { refusalReason } from '../present/refusal';
import { localize } from './localize';
import type { RaggedMatrix } from './ragged-repair';

/** Why a matrix could not be read, as one sentence that names the place and the numbers. */
export function refusalSentence({ refusal, name, at }: RefusedLiteral, document: vscode.TextDocument): string {
	const line = document.positionAt(at.start).line + 1;
	const reason = refusalReason(refusal, localize);
	return name === undefined
		? vscode.l10n.t('Line {line}: {reason}.', { line, reason })
		: vscode.l10n.t('{name}, line {line}: {reason}.', { name, line, reason });
}

/** Which rows of a matrix disagree, for a mark that stands on the row itself. */
export function raggedSentence({ refusal, name }: RaggedMatrix): string {
	const reason = refusalReason(refusal, localize);
	return name === undefined ? vscode.l10n.t('Ragged matrix: {reason}.', { reason }) : vscode.l10n.t('Ragged matrix {name}: {reason}.', { name, reason });
}
