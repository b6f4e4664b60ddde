import * as vscode from 'vscode';
import { shapeText } from '../engine/tensor';
import { isOperation } from '../worksheet/signatures';
import { definitionOf, occurrenceAt, occurrencesIn, type Occurrence } from '../worksheet/occurrences';
import { shownShape } from '../worksheet/value';
import { formatStatement } from '../worksheet/format';
import { documentRange, type WorksheetDocuments } from './worksheet-documents';

const NAME = /^[\p{L}_][\p{L}\p{N}_]*$/u;
const RESERVED = new Set(['expect', 'true', 'false', 'none', 'True', 'False', 'None']);

/** Outline, folding, definitions, references, renaming and layout of worksheets. */
export class WorksheetNavigation implements
	vscode.DocumentSymbolProvider, vscode.FoldingRangeProvider, vscode.DefinitionProvider, vscode.ReferenceProvider, vscode.RenameProvider,
	vscode.DocumentHighlightProvider, vscode.DocumentFormattingEditProvider {
	constructor(private readonly documents: WorksheetDocuments) {}

	provideDocumentSymbols(document: vscode.TextDocument): vscode.DocumentSymbol[] {
		return this.documents.statementsOf(document).flatMap(({ start, text, statement: { name, value: expression }, result: { value } }) => {
			if (name === undefined) return [];
			const kind = expression?.kind === 'matrix' ? vscode.SymbolKind.Array : vscode.SymbolKind.Variable;
			const detail = value === undefined ? '' : shapeText(shownShape(value));
			return [new vscode.DocumentSymbol(name.text, detail, kind, documentRange(document, { start, end: start + text.length }), documentRange(document, name.range, start))];
		});
	}

	provideFoldingRanges(document: vscode.TextDocument): vscode.FoldingRange[] {
		const statements = this.documents.statementsOf(document).flatMap(({ start, text }) => {
			const [first, last] = [document.positionAt(start).line, document.positionAt(start + text.length).line];
			return last > first ? [new vscode.FoldingRange(first, last)] : [];
		});
		return [...statements, ...commentFolds(document)];
	}

	#occurrence(document: vscode.TextDocument, position: vscode.Position): Occurrence | undefined {
		return occurrenceAt(this.documents.statementsOf(document), document.offsetAt(position));
	}

	#all(document: vscode.TextDocument, name: string): Occurrence[] {
		return occurrencesIn(this.documents.statementsOf(document)).filter((each) => each.name === name);
	}

	provideDefinition(document: vscode.TextDocument, position: vscode.Position): vscode.Location | undefined {
		const occurrence = this.#occurrence(document, position);
		const definition = occurrence && definitionOf(this.documents.statementsOf(document), occurrence);
		return definition && new vscode.Location(document.uri, documentRange(document, definition.range));
	}

	provideReferences(document: vscode.TextDocument, position: vscode.Position): vscode.Location[] {
		const occurrence = this.#occurrence(document, position);
		return occurrence === undefined ? [] : this.#all(document, occurrence.name).map(({ range }) => new vscode.Location(document.uri, documentRange(document, range)));
	}

	provideDocumentHighlights(document: vscode.TextDocument, position: vscode.Position): vscode.DocumentHighlight[] {
		const occurrence = this.#occurrence(document, position);
		if (occurrence === undefined) return [];
		return this.#all(document, occurrence.name).map(({ range, kind }) => new vscode.DocumentHighlight(documentRange(document, range), kind === 'definition' ? vscode.DocumentHighlightKind.Write : vscode.DocumentHighlightKind.Read));
	}

	prepareRename(document: vscode.TextDocument, position: vscode.Position): vscode.Range {
		const occurrence = this.#occurrence(document, position);
		if (occurrence === undefined) throw new Error(vscode.l10n.t('There is no name here.'));
		return documentRange(document, occurrence.range);
	}

	provideRenameEdits(document: vscode.TextDocument, position: vscode.Position, newName: string): vscode.WorkspaceEdit {
		if (!NAME.test(newName) || RESERVED.has(newName) || isOperation(newName)) throw new Error(vscode.l10n.t('“{name}” cannot be a name.', { name: newName }));
		if (this.#all(document, newName).length > 0) throw new Error(vscode.l10n.t('“{name}” is a name of this worksheet already.', { name: newName }));
		const edit = new vscode.WorkspaceEdit();
		const occurrence = this.#occurrence(document, position);
		for (const { range } of occurrence === undefined ? [] : this.#all(document, occurrence.name)) edit.replace(document.uri, documentRange(document, range), newName);
		return edit;
	}

	provideDocumentFormattingEdits(document: vscode.TextDocument): vscode.TextEdit[] {
		return this.documents.statementsOf(document).flatMap((statement) => {
			const replacement = formatStatement(statement);
			return replacement === undefined ? [] : [vscode.TextEdit.replace(documentRange(document, replacement.range), replacement.text)];
		});
	}
}

/** Comment lines that follow each other. */
function commentFolds(document: vscode.TextDocument): vscode.FoldingRange[] {
	const folds: vscode.FoldingRange[] = [];
	let first = -1;
	for (let line = 0; line <= document.lineCount; line++) {
		const isComment = line < document.lineCount && document.lineAt(line).text.trimStart().startsWith('#');
		if (isComment && first < 0) first = line;
		if (isComment || first < 0) continue;
		if (line - 1 > first) folds.push(new vscode.FoldingRange(first, line - 1, vscode.FoldingRangeKind.Comment));
		first = -1;
	}
	return folds;
}
