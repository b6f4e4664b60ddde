import * as vscode from 'vscode';
import { findLiterals, literalAt } from '../literals/find';
import type { TextRange } from '../literals/literal';
import { Disposable } from './disposable';
import { RAGGED_ROWS, SETTINGS, WORKSHEET_LANGUAGE } from './identifiers';
import { isEvidentlyMatrix, isRagged, rowRepairs, type RaggedMatrix, type RowRepair } from './ragged-repair';
import { raggedSentence } from './refusal-sentence';

/** Files are looked at once typing has paused for this long. */
const PAUSE_MILLISECONDS = 400;
/** Longer documents are not looked at: this many characters are read in some tens of milliseconds. */
const LONGEST_DOCUMENT = 200_000;

/** Whether someone writes in this document: not a program's output, nor an old version that stands beside it in a comparison. */
function isWritten({ uri: { scheme } }: vscode.TextDocument): boolean {
	return scheme === 'untitled' || scheme === 'vscode-notebook-cell' || vscode.workspace.fs.isWritableFileSystem(scheme) === true;
}

function visibleDocuments(): Set<vscode.TextDocument> {
	const cells = vscode.window.visibleNotebookEditors.flatMap(({ notebook }) => notebook.getCells().map(({ document }) => document));
	return new Set([...vscode.window.visibleTextEditors.map(({ document }) => document), ...cells].filter((document) => !document.isClosed && isWritten(document)));
}

/** Worksheets tell of ragged rows themselves. */
function isWanted(document: vscode.TextDocument): boolean {
	return document.languageId !== WORKSHEET_LANGUAGE && vscode.workspace.getConfiguration(undefined, document).get<boolean>(SETTINGS.raggedMatrices, true);
}

function rangeIn(document: vscode.TextDocument, { start, end }: TextRange): vscode.Range {
	return new vscode.Range(document.positionAt(start), document.positionAt(end));
}

function diagnosticOf(document: vscode.TextDocument, ragged: RaggedMatrix): vscode.Diagnostic {
	const diagnostic = new vscode.Diagnostic(rangeIn(document, ragged.at), raggedSentence(ragged), vscode.DiagnosticSeverity.Warning);
	diagnostic.source = 'ConvLens';
	diagnostic.code = RAGGED_ROWS;
	return diagnostic;
}

/** The rows of a document that disagree with the others of their matrix. */
function raggedRows(document: vscode.TextDocument): vscode.Diagnostic[] {
	const text = document.getText();
	if (text.length > LONGEST_DOCUMENT) return [];
	return findLiterals(text, document.languageId).flatMap((reading) => (
		reading.kind === 'refused' && isRagged(reading.refused) && isEvidentlyMatrix(text, reading.refused, document.languageId) ? [diagnosticOf(document, reading.refused)] : []
	));
}

/** Marks ragged rows in what is on view, once typing pauses; takes the marks away with the document. */
export class RaggedDiagnostics extends Disposable {
	readonly #collection = this.own(vscode.languages.createDiagnosticCollection('convlens'));
	/** The version that each document's marks are of. */
	readonly #marked = new Map<vscode.TextDocument, number>();
	#pause: ReturnType<typeof setTimeout> | undefined;

	constructor() {
		super();
		const later = (): void => this.#later();
		this.own(vscode.window.onDidChangeVisibleTextEditors(later));
		this.own(vscode.window.onDidChangeVisibleNotebookEditors(later));
		this.own(vscode.workspace.onDidChangeTextDocument(later));
		this.own(vscode.workspace.onDidCloseTextDocument((document) => this.#forget(document)));
		this.own(vscode.workspace.onDidChangeConfiguration((event) => {
			if (!event.affectsConfiguration(SETTINGS.raggedMatrices)) return;
			for (const document of [...this.#marked.keys()]) this.#forget(document);
			this.#later();
		}));
		this.own({ dispose: () => clearTimeout(this.#pause) });
		this.#later();
	}

	#later(): void {
		clearTimeout(this.#pause);
		this.#pause = setTimeout(() => this.#markVisible(), PAUSE_MILLISECONDS);
	}

	#markVisible(): void {
		for (const document of visibleDocuments()) {
			if (this.#marked.get(document) === document.version) continue;
			this.#marked.set(document, document.version);
			this.#collection.set(document.uri, isWanted(document) ? raggedRows(document) : []);
		}
	}

	#forget(document: vscode.TextDocument): void {
		if (this.#marked.delete(document)) this.#collection.delete(document.uri);
	}
}

function fixTitle({ kind }: RowRepair): string {
	switch (kind) {
		case 'insert-zero': return vscode.l10n.t('Add a 0 to the row');
		case 'remove-last': return vscode.l10n.t('Remove the row’s last value');
		case 'insert-comma': return vscode.l10n.t('Put the missing comma');
	}
}

/** Quick fixes for rows with one value too few or too many. */
export class RaggedRowFixes implements vscode.CodeActionProvider {
	static readonly metadata: vscode.CodeActionProviderMetadata = { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] };

	provideCodeActions(document: vscode.TextDocument, _range: vscode.Range, { diagnostics }: vscode.CodeActionContext): vscode.CodeAction[] {
		const text = document.getText();
		return diagnostics.filter(({ code }) => code === RAGGED_ROWS).flatMap((diagnostic) => {
			const reading = literalAt(text, document.offsetAt(diagnostic.range.start), document.languageId);
			if (reading?.kind !== 'refused' || !isRagged(reading.refused)) return [];
			return rowRepairs(text, reading.refused, document.languageId).map((repair, index) => {
				const action = new vscode.CodeAction(fixTitle(repair), vscode.CodeActionKind.QuickFix);
				action.edit = new vscode.WorkspaceEdit();
				action.edit.replace(document.uri, rangeIn(document, repair.range), repair.text);
				action.diagnostics = [diagnostic];
				action.isPreferred = index === 0 && repair.kind === 'insert-comma';
				return action;
			});
		});
	}
}
