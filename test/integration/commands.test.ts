import * as vscode from 'vscode';
import { assertEqual } from './assert';

const EXTENSION = 'convlens.convlens';

interface Manifest {
	readonly contributes: { readonly commands: ReadonlyArray<{ readonly command: string }> };
}

describe('the manifest', () => {
	it('declares exactly the commands that the extension registers', async () => {
		const extension = vscode.extensions.getExtension(EXTENSION);
		await extension?.activate();
		const declared = (extension?.packageJSON as Manifest).contributes.commands.map(({ command }) => command).sort();
		const registered = (await vscode.commands.getCommands(true)).filter((command) => command.startsWith('convlens.')).sort();
		// VS Code itself adds commands for views under their ids; none of ours are views yet
		assertEqual(registered.join(), declared.join());
	});
});
