import * as vscode from 'vscode';
import { assertContains, assertEqual } from './assert';

/** The text of all hovers at a place of a new document. */
async function hoverText(language: string, content: string, line: number, character: number): Promise<string> {
	const document = await vscode.workspace.openTextDocument({ language, content });
	await vscode.window.showTextDocument(document);
	return hoverTextIn(document, line, character);
}

async function hoverTextIn(document: vscode.TextDocument, line: number, character: number): Promise<string> {
	const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', document.uri, new vscode.Position(line, character));
	return hovers.flatMap(({ contents }) => contents).map((each) => (each instanceof vscode.MarkdownString ? each.value : '')).join('\n').replaceAll('&nbsp;', ' ').replaceAll(/\\(?=[()])/g, '');
}

/** The visualizer's tab, once it is there. */
async function visualizerTab(): Promise<vscode.Tab> {
	const find = (): vscode.Tab | undefined => vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).find(({ input }) => input instanceof vscode.TabInputWebview && input.viewType.includes('convlens.visualizer'));
	return new Promise((resolve) => {
		const listener = vscode.window.tabGroups.onDidChangeTabs(() => {
			const tab = find();
			if (tab === undefined) return;
			listener.dispose();
			resolve(tab);
		});
	});
}

describe('hover over a matrix', () => {
	it('in Python: (2, 3), min 1, max 6, mean 3.5, a picture, and links to use it', async () => {
		const text = await hoverText('python', 'X = [[1, 2, 3],\n     [4, 5, 6]]\n', 1, 8);
		assertContains(text, '**X**');
		assertContains(text, '`(2, 3)` · rank 2 · height × width');
		assertContains(text, 'min 1 · max 6 · mean 3.5');
		assertContains(text, '](data:image/svg+xml,');
		assertContains(text, '[Use as input](command:convlens.useAsInput?');
		assertContains(text, '[Use as kernel](command:convlens.useAsKernel?');
	});

	it('in MATLAB, JSON, Markdown and plain text', async () => {
		assertContains(await hoverText('matlab', 'K = [1 -2; -3 4];', 0, 8), 'min −3 · max 4 · mean 0');
		assertContains(await hoverText('json', '{"k": [[[1, 2]], [[3, 4]]]}', 0, 12), '`(2, 1, 2)` · rank 3 · channels × height × width');
		assertContains(await hoverText('markdown', 'The input\n\n1 2 1\n4 2 3\n2 1 1\n', 3, 2), '`(3, 3)`');
		assertContains(await hoverText('plaintext', '0.1 0.2\n0.3 0.4\n', 0, 1), 'mean 0.25');
	});

	it('over ragged rows says which row: row 2 has 1, row 1 has 2', async () => {
		assertContains(await hoverText('python', 'X = [[1, 2], [3]]\n', 0, 8), 'row 2 has 1 value, row 1 has 2');
	});

	it('names Sobel y times 2, says what it does, and its factors (2, 0, −2) and (1, 2, 1)', async () => {
		const text = await hoverText('python', 'k = np.array([[2, 4, 2], [0, 0, 0], [-2, -4, -2]])\n', 0, 20);
		assertContains(text, 'Sobel y, times −2: an edge detector');
		assertContains(text, 'Separable: column (2, 0, −2) times row (1, 2, 1).');
	});

	it('marks rounded factors: box / 9 is a blur times ≈ 0.111111', async () => {
		assertContains(await hoverText('python', 'k = np.ones((3, 3)) / 9\n', 0, 6), 'Box 3 × 3, times ≈ 0.111111: blurs');
	});

	it('names no kernel in [[1, 2], [3, 4]]', async () => {
		const text = await hoverText('python', 'k = [[1, 2], [3, 4]]\n', 0, 6);
		assertContains(text, '`(2, 2)`');
		assertEqual(text.includes('Separable'), false);
	});

	it('says the shape (1, 3, 28, 28) of random numbers, and that they are drawn later', async () => {
		const text = await hoverText('python', 'x = torch.randn(1, 3, 28, 28)\n', 0, 8);
		assertContains(text, '**x** `(1, 3, 28, 28)` · rank 4');
		assertContains(text, 'Its values are drawn when the program runs.');
	});

	it('in a notebook cell: (2, 2)', async () => {
		const cell = new vscode.NotebookCellData(vscode.NotebookCellKind.Code, 'X = [[1, 2],\n     [3, 4]]', 'python');
		const notebook = await vscode.workspace.openNotebookDocument('jupyter-notebook', new vscode.NotebookData([cell]));
		const { document } = notebook.cellAt(0);
		assertEqual(document.uri.scheme, 'vscode-notebook-cell');
		assertContains(await hoverTextIn(document, 1, 8), '**X** `(2, 2)` · rank 2');
	});

	it('is silent over ordinary code', async () => {
		assertEqual(await hoverText('python', 'x = items[0]\ny = (1, 2)\n', 0, 10), '');
	});
});

describe('Convolve Selection', () => {
	it('opens the visualizer beside the editor, for two selections made by a program', async () => {
		const document = await vscode.workspace.openTextDocument({ language: 'plaintext', content: '1 2 4 3\n5 6 8 7\n9 10 12 11\n13 14 16 2\n\n1 -2\n-3 4\n' });
		const editor = await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
		editor.selections = [new vscode.Selection(0, 0, 3, 10), new vscode.Selection(5, 0, 6, 4)];
		const opened = visualizerTab();
		await vscode.commands.executeCommand('convlens.convolveSelection');
		assertEqual((await opened).group.viewColumn, vscode.ViewColumn.Two);
	});
});
