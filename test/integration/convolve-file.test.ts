import * as vscode from 'vscode';
import { assertEqual } from './assert';

function fileOf(name: string): vscode.Uri {
	const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
	if (folder === undefined) throw new Error('no folder is open');
	return vscode.Uri.joinPath(folder, name);
}

/** The title of the panel once both matrices are on it. */
async function panelTitle(): Promise<string> {
	const find = (): string | undefined => vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs)
		.find(({ input, label }) => input instanceof vscode.TabInputWebview && label.includes('✱'))?.label;
	return new Promise((resolve) => {
		const look = (): void => {
			const title = find();
			if (title === undefined) return;
			listener.dispose();
			resolve(title);
		};
		const listener = vscode.window.tabGroups.onDidChangeTabs(look);
		look();
	});
}

/** Runs the command, taking the first of whatever it asks. */
async function convolve(name: string): Promise<void> {
	const asked = new AbortController();
	const command = Promise.resolve(vscode.commands.executeCommand('convlens.convolveFile', fileOf(name))).finally(() => asked.abort());
	while (!asked.signal.aborted) await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
	await command;
}

describe('Convolve Image or Array', () => {
	beforeEach(async () => vscode.commands.executeCommand('workbench.action.closeAllEditors'));
	after(async () => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

	for (const name of ['colour.png', 'colour.bmp', 'colour.webp', 'grey.jpg', 'map.npy', 'channels-last.npy', 'table.csv']) {
		it(`shows ${name} on the panel, with the first well-known kernel`, async () => {
			await convolve(name);
			assertEqual(await panelTitle(), `${name} ✱ Identity 3 × 3`);
		});
	}
});
