// Opens the lecture's example and runs Convolve Selection on it, as a person would.
const vscode = require('vscode');

async function openLecture() {
	const [folder] = vscode.workspace.workspaceFolders ?? [];
	if (folder === undefined) return;
	await vscode.window.showTextDocument(vscode.Uri.joinPath(folder.uri, 'lecture.md'));
	await vscode.extensions.getExtension('convlens.convlens')?.activate();
	await vscode.commands.executeCommand('convlens.convolveSelection');
}

/** The way in as an extension. */
exports.activate = openLecture;

/** The way in as a suite: the window closes when it ends, so it does not. */
exports.run = async () => {
	await openLecture();
	return new Promise(() => undefined);
};
