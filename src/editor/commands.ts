import * as vscode from 'vscode';
import { convolveFile } from './convolve-file';
import { convolveSelection, useMatrixAs } from './convolve-selection';
import { copyMatrixAs, type CopyRequest } from './copy-matrix';
import type { DocumentReference } from './document-matrix';
import { COMMANDS } from './identifiers';
import type { Visualizer } from './visualizer';

/** Registers every command. */
export function registerCommands(visualizer: Visualizer): vscode.Disposable {
	return vscode.Disposable.from(
		vscode.commands.registerCommand(COMMANDS.convolveSelection, async () => convolveSelection(visualizer, 'last-panel')),
		vscode.commands.registerCommand(COMMANDS.convolveSelectionInNewPanel, async () => convolveSelection(visualizer, 'new-panel')),
		vscode.commands.registerCommand(COMMANDS.convolveFile, async (file?: vscode.Uri) => convolveFile(file, visualizer)),
		vscode.commands.registerCommand(COMMANDS.copyMatrixAs, async (request?: CopyRequest) => copyMatrixAs(request)),
		vscode.commands.registerCommand(COMMANDS.useAsInput, async (reference: DocumentReference) => useMatrixAs('input', reference, visualizer)),
		vscode.commands.registerCommand(COMMANDS.useAsKernel, async (reference: DocumentReference) => useMatrixAs('kernel', reference, visualizer)),
	);
}
