import * as vscode from 'vscode';
import type { TextRange } from '../literals/literal';
import { Worksheet, type EvaluatedStatement } from '../worksheet/worksheet';
import { Disposable } from './disposable';

interface OpenWorksheet {
	readonly worksheet: Worksheet;
	version: number;
	statements: readonly EvaluatedStatement[];
}

/** The worksheets that are open, each evaluated once per version. */
export class WorksheetDocuments extends Disposable {
	readonly #open = new Map<string, OpenWorksheet>();

	constructor() {
		super();
		this.own(vscode.workspace.onDidCloseTextDocument((document) => { this.#open.delete(document.uri.toString()); }));
	}

	/** The statements of a document with what came of them. */
	statementsOf(document: vscode.TextDocument): readonly EvaluatedStatement[] {
		const key = document.uri.toString();
		const open = this.#open.get(key) ?? { worksheet: new Worksheet(), version: -1, statements: [] };
		if (open.version !== document.version) {
			open.statements = open.worksheet.update(document.getText());
			open.version = document.version;
			this.#open.set(key, open);
		}
		return open.statements;
	}

	/** The statement at this place, its first and last line as a whole included. */
	statementAt(document: vscode.TextDocument, offset: number): EvaluatedStatement | undefined {
		return this.statementsOf(document).find(({ start, text }) => start <= offset && offset <= start + text.length);
	}
}

/** A range of the document, from offsets that are counted from `start`. */
export function documentRange(document: vscode.TextDocument, { start, end }: TextRange, from = 0): vscode.Range {
	return new vscode.Range(document.positionAt(start + from), document.positionAt(end + from));
}
