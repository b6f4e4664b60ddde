import * as vscode from 'vscode';
import { assertEqual } from './assert';

const EXTENSION = 'convlens.convlens';

interface Manifest {
	readonly contributes: { readonly commands: ReadonlyArray<{ readonly command: string }>; readonly views: Readonly<Record<string, ReadonlyArray<{ readonly id: string }>>> };
}

describe('the manifest', () => {
	it('declares exactly the commands that the extension registers', async () => {
		const extension = vscode.extensions.getExtension(EXTENSION);
		await extension?.activate();
		const declared = (extension?.packageJSON as Manifest).contributes.commands.map(({ command }) => command).sort();
		const ofViews = Object.values((extension?.packageJSON as Manifest).contributes.views).flat().map(({ id }) => `${id}.`); // VS Code adds commands for each view
		const registered = (await vscode.commands.getCommands(true)).filter((command) => command.startsWith('convlens.') && !ofViews.some((view) => command.startsWith(view))).sort();
		assertEqual(registered.join(), declared.join());
	});
});
