import * as vscode from 'vscode';
import { fullNumber } from '../present/number';
import { worksheetSentence } from '../present/worksheet-problem';
import type { LocatedProblem, WorksheetProblem } from '../worksheet/problem';
import { Disposable } from './disposable';
import { RAGGED_ROWS, WORKSHEET_LANGUAGE } from './identifiers';
import { localize } from './localize';
import { documentRange, type WorksheetDocuments } from './worksheet-documents';

/** Edits that follow each other this closely are checked once. */
const SETTLING_MILLISECONDS = 100;

function severityOf({ code }: WorksheetProblem): vscode.DiagnosticSeverity {
	if (code === 'expected-shape' || code === 'expected-value') return vscode.DiagnosticSeverity.Warning;
	return code === 'too-much-work' ? vscode.DiagnosticSeverity.Information : vscode.DiagnosticSeverity.Error;
}

/** Ragged rows go by the code that their quick fixes know. */
function codeOf(problem: WorksheetProblem): string {
	return problem.code === 'matrix' && problem.refusal.reason === 'ragged' ? RAGGED_ROWS : problem.code;
}

/** Keeps the problems of every open worksheet up to date, and offers to fix them. */
export class WorksheetDiagnostics extends Disposable implements vscode.CodeActionProvider {
	readonly #collection = this.own(vscode.languages.createDiagnosticCollection('convlens'));
	readonly #settling = new Map<vscode.TextDocument, ReturnType<typeof setTimeout>>();

	constructor(private readonly documents: WorksheetDocuments) {
		super();
		this.own(vscode.workspace.onDidOpenTextDocument((document) => this.#check(document)));
		this.own(vscode.workspace.onDidChangeTextDocument(({ document }) => this.#checkSoon(document)));
		this.own(vscode.workspace.onDidCloseTextDocument((document) => this.#forget(document)));
		this.own(vscode.languages.registerCodeActionsProvider(WORKSHEET_LANGUAGE, this, { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] }));
		this.own({ dispose: () => { for (const timer of this.#settling.values()) clearTimeout(timer); } });
		vscode.workspace.textDocuments.forEach((document) => this.#check(document));
	}

	#forget(document: vscode.TextDocument): void {
		clearTimeout(this.#settling.get(document));
		this.#settling.delete(document);
		this.#collection.delete(document.uri);
	}

	#checkSoon(document: vscode.TextDocument): void {
		if (document.languageId !== WORKSHEET_LANGUAGE) return;
		clearTimeout(this.#settling.get(document));
		this.#settling.set(document, setTimeout(() => this.#check(document), SETTLING_MILLISECONDS));
	}

	#check(document: vscode.TextDocument): void {
		if (document.languageId !== WORKSHEET_LANGUAGE || document.isClosed) return;
		this.#settling.delete(document);
		this.#collection.set(document.uri, this.documents.statementsOf(document).flatMap(({ start, result: { problems } }) => problems.map(({ problem, range }) => {
			const diagnostic = new vscode.Diagnostic(documentRange(document, range, start), worksheetSentence(problem, localize), severityOf(problem));
			diagnostic.source = 'ConvLens';
			diagnostic.code = codeOf(problem);
			return diagnostic;
		})));
	}

	provideCodeActions(document: vscode.TextDocument, range: vscode.Range): vscode.CodeAction[] {
		return this.documents.statementsOf(document).flatMap((statement) => statement.result.problems.flatMap((located) => {
			const place = documentRange(document, located.range, statement.start);
			return place.intersection(range) === undefined ? [] : fixesFor(document, located, place, document.positionAt(statement.start + statement.text.length));
		}));
	}
}

function fixesFor(document: vscode.TextDocument, { problem }: LocatedProblem, place: vscode.Range, statementEnd: vscode.Position): vscode.CodeAction[] {
	const fix = (title: string, edit: (changes: vscode.WorkspaceEdit) => void): vscode.CodeAction[] => {
		const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
		action.edit = new vscode.WorkspaceEdit();
		edit(action.edit);
		action.isPreferred = problem.code !== 'expected-value'; // an answer is the person's to find
		return [action];
	};
	if ('suggestion' in problem) {
		const { suggestion } = problem;
		return suggestion === undefined ? [] : fix(vscode.l10n.t('Change to “{suggestion}”', { suggestion }), (edit) => edit.replace(document.uri, place, suggestion));
	}
	if (problem.code === 'stray-rows') return fix(vscode.l10n.t('Give these rows a name'), (edit) => edit.insert(document.uri, place.start, 'X = '));
	if (problem.code === 'unclosed') {
		const closing = problem.text === '(' ? ')' : problem.text === '[' ? ']' : '}';
		return fix(vscode.l10n.t('Add “{closing}”', { closing }), (edit) => edit.insert(document.uri, statementEnd, closing));
	}
	if (problem.code === 'bare-matrix') return fix(vscode.l10n.t('Put brackets around it'), (edit) => edit.replace(document.uri, place, `[${document.getText(place)}]`));
	if (problem.code === 'expected-value') {
		const actual = fullNumber(problem.actual).replaceAll('−', '-');
		return fix(vscode.l10n.t('Write the computed {actual}', { actual }), (edit) => edit.replace(document.uri, place, actual));
	}
	if (problem.code === 'no-numbers') return fix(vscode.l10n.t('Compare its shape'), (edit) => edit.replace(document.uri, place, `shape(${document.getText(place)})`));
	return [];
}
