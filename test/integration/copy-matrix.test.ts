import * as vscode from 'vscode';
import { readSelected } from '../../src/literals/find';
import { MATRIX_FORMATS, languageOfFormat } from '../../src/literals/write/write-matrix';
import { assertEqual } from './assert';

const PYTHON = 'K = np.array([[1, -2.5, 1e-300],\n              [0.1, 1/3, -0.0]])\n';

/** Copies what the cursor is on in a new Python document, and gives what is on the clipboard then. */
async function copied(content: string, format: string): Promise<string> {
	const document = await vscode.workspace.openTextDocument({ language: 'python', content });
	const editor = await vscode.window.showTextDocument(document);
	editor.selection = new vscode.Selection(0, 16, 0, 16);
	await vscode.env.clipboard.writeText('nothing was copied');
	await vscode.commands.executeCommand('convlens.copyMatrixAs', { format });
	return vscode.env.clipboard.readText();
}

describe('Copy Matrix As', () => {
	const [original] = readSelected(PYTHON, 'python');

	for (const format of MATRIX_FORMATS) {
		it(`${format}: what is on the clipboard reads back as (2, 3), bit for bit`, async () => {
			if (original?.kind !== 'literal') throw new Error('the original was not read');
			const text = await copied(PYTHON, format);
			const [reading] = readSelected(text, languageOfFormat(format));
			if (reading?.kind !== 'literal') throw new Error(`not read back: ${text}`);
			assertEqual(reading.literal.tensor.shape.join(), '2,3');
			original.literal.tensor.data.forEach((value, index) => assertEqual(reading.literal.tensor.data[index], value));
		});
	}

	it('takes the name along, K = [1 2; 3 4] in MATLAB', async () => {
		assertEqual(await copied('K = np.array([[1, 2], [3, 4]])\n', 'matlab'), 'K = [1 2; 3 4];');
	});

	it('copies nothing in a table of three axes', async () => {
		assertEqual(await copied('K = np.array([[[1, 2], [3, 4]]])\n', 'csv'), 'nothing was copied');
	});

	it('copies the matrix of a hover\'s link, wherever the cursor is', async () => {
		const document = await vscode.workspace.openTextDocument({ language: 'plaintext', content: '1 2\n3 4\n\n5 6\n7 8\n' });
		const source = { kind: 'document', uri: document.uri.toString(), start: 9, end: 16, extent: 'literal' };
		await vscode.commands.executeCommand('convlens.copyMatrixAs', { source, format: 'json' });
		assertEqual(await vscode.env.clipboard.readText(), '[[5, 6],\n [7, 8]]');
	});
});
