import * as vscode from 'vscode';
import { COMMANDS } from './identifiers';
import { ModelDiagnostics, ModelFixProvider } from './model-diagnostics';
import { ModelHintsProvider } from './model-hints';
import { ModelHoverProvider } from './model-hover';
import { changeInput } from './model-input';
import type { ChangeInputArguments } from './model-input';
import { ModelLensProvider } from './model-lenses';
import type { ModelReports } from './model-reports';
import { ModelSummary } from './model-summary';

/** Registers everything that shows the shapes of models: hovers, hints, lenses, diagnostics, fixes and the summary view. */
export function registerModels(reports: ModelReports): vscode.Disposable {
	const diagnostics = new ModelDiagnostics(reports);
	const hints = new ModelHintsProvider(reports);
	const lenses = new ModelLensProvider(reports);
	const summary = new ModelSummary(reports);
	const python: vscode.DocumentSelector = { language: 'python' };
	type Row = Parameters<ModelSummary['jump']>[0];
	return vscode.Disposable.from(
		reports, diagnostics, hints, lenses, summary,
		vscode.languages.registerHoverProvider(python, new ModelHoverProvider(reports)),
		vscode.languages.registerInlayHintsProvider(python, hints),
		vscode.languages.registerCodeLensProvider(python, lenses),
		vscode.languages.registerCodeActionsProvider(python, new ModelFixProvider(reports), ModelFixProvider.metadata),
		vscode.commands.registerCommand(COMMANDS.changeInput, async (given?: ChangeInputArguments) => changeInput(reports, given)),
		vscode.commands.registerCommand(COMMANDS.copyText, async (text: string) => vscode.env.clipboard.writeText(text)),
		vscode.commands.registerCommand(COMMANDS.copyModelAsMarkdown, async (row?: Row) => summary.copy('markdown', row)),
		vscode.commands.registerCommand(COMMANDS.copyModelAsCsv, async (row?: Row) => summary.copy('csv', row)),
		vscode.commands.registerCommand(COMMANDS.copyModelAsLatex, async (row?: Row) => summary.copy('latex', row)),
		vscode.commands.registerCommand(COMMANDS.revealLayer, async (row: Row) => summary.jump(row)),
	);
}
