import * as vscode from 'vscode';
import { registerCommands } from './editor/commands';
import { MatrixHoverProvider } from './editor/matrix-hover';
import { registerModels } from './editor/models';
import { Visualizer } from './editor/visualizer';

/** Builds and registers everything; nothing is computed before a person asks for it. */
export function activate(context: vscode.ExtensionContext): void {
	const visualizer = new Visualizer(context.extensionUri);
	context.subscriptions.push(
		visualizer,
		registerCommands(visualizer),
		vscode.languages.registerHoverProvider('*', new MatrixHoverProvider()),
		registerModels(),
	);
}
