import * as vscode from 'vscode';
import type { SourcePair, StageSettings } from '../visualizer/protocol';
import { COMMANDS, WORKSHEET_LANGUAGE } from './identifiers';
import { registerLanguageModelTool } from './language-model-tool';
import type { Visualizer } from './visualizer';
import { WorksheetCompletion } from './worksheet-completion';
import { WorksheetDiagnostics } from './worksheet-diagnostics';
import { WorksheetDocuments } from './worksheet-documents';
import { WorksheetInlayHints, WorksheetLenses } from './worksheet-hints';
import { WorksheetHoverProvider } from './worksheet-hover';
import { WorksheetNavigation } from './worksheet-navigation';

/** Opens a new worksheet, filled with the lecture's example. */
async function newWorksheet(extensionUri: vscode.Uri): Promise<void> {
	const sample = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(extensionUri, 'media', 'samples', 'lecture.conv'));
	const document = await vscode.workspace.openTextDocument({ language: WORKSHEET_LANGUAGE, content: new TextDecoder().decode(sample) });
	await vscode.window.showTextDocument(document);
}

/** Everything that the editor offers for worksheets. */
export function registerWorksheets(extensionUri: vscode.Uri, visualizer: Visualizer): vscode.Disposable {
	const { languages, commands } = vscode;
	const documents = new WorksheetDocuments();
	const navigation = new WorksheetNavigation(documents);
	const completion = new WorksheetCompletion(documents);
	return vscode.Disposable.from(
		documents,
		new WorksheetDiagnostics(documents),
		languages.registerHoverProvider(WORKSHEET_LANGUAGE, new WorksheetHoverProvider(documents)),
		languages.registerInlayHintsProvider(WORKSHEET_LANGUAGE, new WorksheetInlayHints(documents)),
		languages.registerCodeLensProvider(WORKSHEET_LANGUAGE, new WorksheetLenses(documents)),
		languages.registerCompletionItemProvider(WORKSHEET_LANGUAGE, completion, '>', ' ', '(', ',', '=', '\''),
		languages.registerSignatureHelpProvider(WORKSHEET_LANGUAGE, completion, '(', ','),
		languages.registerDocumentSymbolProvider(WORKSHEET_LANGUAGE, navigation),
		languages.registerFoldingRangeProvider(WORKSHEET_LANGUAGE, navigation),
		languages.registerDefinitionProvider(WORKSHEET_LANGUAGE, navigation),
		languages.registerReferenceProvider(WORKSHEET_LANGUAGE, navigation),
		languages.registerDocumentHighlightProvider(WORKSHEET_LANGUAGE, navigation),
		languages.registerRenameProvider(WORKSHEET_LANGUAGE, navigation),
		languages.registerDocumentFormattingEditProvider(WORKSHEET_LANGUAGE, navigation),
		commands.registerCommand(COMMANDS.newWorksheet, async () => newWorksheet(extensionUri)),
		commands.registerCommand(COMMANDS.showSources, (pair: SourcePair, beginning?: readonly StageSettings[]) => visualizer.show(pair, 'last-panel', beginning)),
		registerLanguageModelTool(),
	);
}
