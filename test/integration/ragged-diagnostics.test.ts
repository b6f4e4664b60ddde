import * as vscode from 'vscode';
import { assertEqual } from './assert';

const RAGGED = 'X = [[1, 2, 3],\n     [4, 5],\n     [7, 8, 9]]\n';

async function shown(language: string, content: string): Promise<vscode.TextDocument> {
	const document = await vscode.workspace.openTextDocument({ language, content });
	await vscode.window.showTextDocument(document);
	return document;
}

function marks(document: vscode.TextDocument): vscode.Diagnostic[] {
	return vscode.languages.getDiagnostics(document.uri).filter(({ source }) => source === 'ConvLens');
}

/** The marks once there are so many of them. */
async function marksOnce(document: vscode.TextDocument, count: number): Promise<vscode.Diagnostic[]> {
	return new Promise((resolve) => {
		const look = (): void => {
			if (marks(document).length !== count) return;
			listener.dispose();
			resolve(marks(document));
		};
		const listener = vscode.languages.onDidChangeDiagnostics(look);
		look();
	});
}

describe('ragged rows', () => {
	it('are marked on the row itself: row 2 has 2 values, row 1 has 3', async () => {
		const [mark] = await marksOnce(await shown('python', RAGGED), 1);
		assertEqual(mark?.message, 'Ragged matrix X: row 2 has 2 values, row 1 has 3.');
		assertEqual(mark?.severity, vscode.DiagnosticSeverity.Warning);
		assertEqual([mark?.range.start.line, mark?.range.start.character, mark?.range.end.character].join(), '1,5,11');
	});

	it('are mended by the quick fix, and the mark goes', async () => {
		const document = await shown('python', RAGGED);
		const [mark] = await marksOnce(document, 1);
		if (mark === undefined) throw new Error('no mark');
		const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>('vscode.executeCodeActionProvider', document.uri, mark.range, vscode.CodeActionKind.QuickFix.value);
		const fix = actions.find(({ title }) => title === 'Add a 0 to the row');
		if (fix?.edit === undefined) throw new Error(`no fix among ${actions.map(({ title }) => title).join()}`);
		await vscode.workspace.applyEdit(fix.edit);
		assertEqual(document.lineAt(1).text, '     [4, 5, 0],');
		await marksOnce(document, 0);
	});

	it('are left alone in ordinary lists, while a matrix below is marked', async () => {
		const [mark] = await marksOnce(await shown('python', `neighbours = [[1, 2], [0], [3, 4], [2]]\n${RAGGED}`), 1);
		assertEqual(mark?.range.start.line, 2);
	});

	it('are not marked when the setting is off, and are again when it is back', async () => {
		const settings = vscode.workspace.getConfiguration('convlens');
		const document = await shown('python', RAGGED);
		await marksOnce(document, 1);
		await settings.update('diagnostics.raggedMatrices', false, vscode.ConfigurationTarget.Global);
		await marksOnce(document, 0);
		await settings.update('diagnostics.raggedMatrices', undefined, vscode.ConfigurationTarget.Global);
		await marksOnce(document, 1);
	});
});
