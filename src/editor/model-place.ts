import * as vscode from 'vscode';
import type { FileRange } from '../models/report';
import type { DescribePlace } from '../present/model-provenance';
import type { DocumentPlace } from './model-source';
import type { AnalysedModels } from './model-reports';

/** Where a range of a report stands: in the analysed file or notebook; undefined elsewhere and for what the editor put in. */
export function locationOf({ source }: AnalysedModels, range: FileRange): vscode.Location | undefined {
	if (range.file !== source.uri.toString()) return undefined;
	const place = source.locate(range);
	return place === undefined ? undefined : new vscode.Location(place.document.uri, place.range);
}

/** Names a place to a person by its line and text. */
export function describePlace({ source }: AnalysedModels): DescribePlace {
	return (range) => {
		const place = range.file === source.uri.toString() ? source.locate(range) : undefined;
		return place === undefined ? undefined : { where: whereText(source, place), text: place.document.getText(place.range) };
	};
}

/** The line, counted from 1; in a notebook, with the cell. */
function whereText(source: AnalysedModels['source'], { document, range }: DocumentPlace): string {
	const line = range.start.line + 1;
	const cell = source.cellOf(document);
	return cell === undefined ? vscode.l10n.t('line {line}', { line }) : vscode.l10n.t('cell {cell}, line {line}', { cell, line });
}

/** The ranges of a report that stand in one document, as its own. */
export function rangeIn({ source }: AnalysedModels, document: vscode.TextDocument, range: FileRange): vscode.Range | undefined {
	const place = range.file === source.uri.toString() ? source.locate(range) : undefined;
	return place?.document === document ? place.range : undefined;
}
