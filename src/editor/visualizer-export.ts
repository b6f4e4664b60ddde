import * as vscode from 'vscode';
import type { PageMessage, SavedFile } from '../visualizer/protocol';

function bytesOf({ content }: SavedFile): Uint8Array {
	return typeof content === 'string' ? new TextEncoder().encode(content) : content;
}

function startingPlace(name: string): vscode.Uri | undefined {
	const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
	return folder && vscode.Uri.joinPath(folder, name);
}

/** Saves what the panel drew: one file where the person says, several into a folder that they choose. */
export async function saveFiles(files: readonly SavedFile[]): Promise<void> {
	const [first, ...more] = files;
	if (first === undefined) return;
	if (more.length === 0) {
		const extension = first.name.slice(first.name.lastIndexOf('.') + 1);
		const defaultUri = startingPlace(first.name);
		const target = await vscode.window.showSaveDialog({ ...defaultUri && { defaultUri }, filters: { [extension.toUpperCase()]: [extension] } });
		if (target !== undefined) await vscode.workspace.fs.writeFile(target, bytesOf(first));
		return;
	}
	const [folder] = await vscode.window.showOpenDialog({ canSelectFolders: true, canSelectFiles: false, openLabel: vscode.l10n.t('Save {count} files here', { count: files.length }) }) ?? [];
	if (folder === undefined) return;
	for (const file of files) await vscode.workspace.fs.writeFile(vscode.Uri.joinPath(folder, file.name), bytesOf(file));
}

/** Opens a text in a new editor beside the panel's column, unsaved. */
export async function openText({ language, text }: Extract<PageMessage, { type: 'open' }>): Promise<void> {
	const document = await vscode.workspace.openTextDocument({ language, content: text });
	await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.One });
}
