// Opens the lecture's example and runs Convolve Selection on it, as a person would.
const vscode = require('vscode');

exports.activate = async () => {
	const [folder] = vscode.workspace.workspaceFolders ?? [];
	if (folder === undefined) return;
	await vscode.window.showTextDocument(vscode.Uri.joinPath(folder.uri, 'lecture.md'));
	await vscode.commands.executeCommand('convlens.convolveSelection');
};
