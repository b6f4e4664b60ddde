import * as vscode from 'vscode';
import { registerCommands } from './editor/commands';
import { extendMarkdownIt } from './editor/markdown-preview';
import { LayerSources } from './editor/layer-sources';
import { MatrixHoverProvider } from './editor/matrix-hover';
import { ModelReports } from './editor/model-reports';
import { registerModels } from './editor/models';
import { RaggedDiagnostics, RaggedRowFixes } from './editor/ragged-diagnostics';
import { Visualizer } from './editor/visualizer';
import { registerWorksheets } from './editor/worksheet';

/** Builds and registers everything; nothing is computed before a person asks for it. */
export function activate(context: vscode.ExtensionContext): { readonly extendMarkdownIt: typeof extendMarkdownIt } {
	const reports = new ModelReports();
	const visualizer = new Visualizer(context.extensionUri, new LayerSources(reports));
	context.subscriptions.push(
		visualizer,
		registerCommands(visualizer),
		registerWorksheets(context.extensionUri, visualizer),
		vscode.languages.registerHoverProvider('*', new MatrixHoverProvider()),
		new RaggedDiagnostics(),
		vscode.languages.registerCodeActionsProvider('*', new RaggedRowFixes(), RaggedRowFixes.metadata),
		registerModels(reports),
	);
	return { extendMarkdownIt };
}
