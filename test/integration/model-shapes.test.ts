import * as vscode from 'vscode';
import { assertContains, assertEqual } from './assert';

const MODEL = [
	'import torch',
	'from torch import nn',
	'',
	'class Net(nn.Module):',
	'    def __init__(self):',
	'        super().__init__()',
	'        self.conv = nn.Conv2d(3, 32, 3, stride=2)',
	'        self.fc = nn.Linear(5408, 10)',
	'',
	'    def forward(self, x):',
	'        x = self.conv(x)',
	'        x = torch.flatten(x, 1)',
	'        return self.fc(x)',
	'',
	'Net()(torch.randn(1, 3, 28, 28))',
].join('\n');

async function open(content: string): Promise<vscode.TextDocument> {
	const document = await vscode.workspace.openTextDocument({ language: 'python', content });
	await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
	return document;
}

/** The place of a word of a document. */
function at(document: vscode.TextDocument, word: string): vscode.Position {
	return document.positionAt(document.getText().indexOf(word) + 1);
}

async function hoverText(document: vscode.TextDocument, word: string): Promise<string> {
	const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', document.uri, at(document, word));
	return hovers.flatMap(({ contents }) => contents).map((each) => (each instanceof vscode.MarkdownString ? each.value : '')).join('\n').replaceAll('\\', '').replace(/<sub>(\w+)<\/sub>/g, '_$1');
}

async function hintTexts(document: vscode.TextDocument, range = new vscode.Range(0, 0, document.lineCount, 0)): Promise<string[]> {
	const hints = await vscode.commands.executeCommand<vscode.InlayHint[]>('vscode.executeInlayHintProvider', document.uri, range);
	return hints.sort((a, b) => a.position.compareTo(b.position)).map(({ position, label }) => `${position.line + 1}: ${typeof label === 'string' ? label : label.map(({ value }) => value).join('')}`);
}

/** The diagnostics of a document, once there are as many as expected. */
async function diagnosticsOf(document: vscode.TextDocument, count: number): Promise<vscode.Diagnostic[]> {
	const read = (): vscode.Diagnostic[] => vscode.languages.getDiagnostics(document.uri).filter(({ source }) => source === 'ConvLens');
	if (read().length === count) return read();
	return new Promise((resolve) => {
		const listener = vscode.languages.onDidChangeDiagnostics(() => {
			if (read().length !== count) return;
			listener.dispose();
			resolve(read());
		});
	});
}

describe('hover over a model', () => {
	it('a layer: (N, 3, 28, 28) → (N, 32, 13, 13), the formula with its numbers, 896 parameters, where the size comes from, a picture and links', async () => {
		const text = await hoverText(await open(MODEL), 'nn.Conv2d(');
		assertContains(text, '**Conv2d** `(N, 3, 28, 28) → (N, 32, 13, 13)`');
		assertContains(text, 'from Net()(torch.randn(1, 3, 28, 28)), line 15');
		assertContains(text, 'H_o = ⌊(H_i + 2P − F)/S⌋ + 1 = ⌊(28 + 2·0 − 3)/2⌋ + 1 = 13 · W_o alike');
		assertContains(text, 'Parameters 896 = 32 × (3·3·3 + 1) · Nodes 5,408 = 32·13·13 · Receptive field 3×3');
		assertContains(text, 'Multiply-adds 146,016 (per sample, without biases) · Memory 21.1 KiB + 3.5 KiB of parameters');
		assertContains(text, 'Fully connected instead: 2,352 × 5,408 = 12,719,616 weights');
		assertContains(text, '](data:image/svg+xml,');
		assertContains(text, '[Show me](command:convlens.showSources?');
		assertContains(text, '[Change input size](command:convlens.changeInput?');
		assertContains(text, '[Copy](command:convlens.copyText?');
	});

	it('a call in forward, and a statement', async () => {
		const document = await open(MODEL);
		assertContains(await hoverText(document, 'self.fc(x)'), '**Linear** `(N, 5408) → (N, 10)`');
		assertContains(await hoverText(document, 'torch.flatten'), '`(N, 5408)`');
	});

	it('a layer on its own: the formula in letters', async () => {
		const text = await hoverText(await open('from torch import nn\nlayer = nn.Conv2d(3, 32, 3)\n'), 'Conv2d(');
		assertContains(text, 'H_o = ⌊(H_i + 2P − F)/S⌋ + 1');
		assertContains(text, 'Parameters 896 = 32 × (3·3·3 + 1)');
	});

	it('a Keras layer: channels last, 28 → 26', async () => {
		const text = await hoverText(await open('import keras\nfrom keras import layers\nmodel = keras.Sequential([keras.Input((28, 28, 3)), layers.Conv2D(32, 3)])\n'), 'Conv2D(');
		assertContains(text, '`(N, 28, 28, 3) → (N, 26, 26, 32)`');
	});
});

describe('inlay hints of a model', () => {
	it('layers and statements at the ends of their lines', async () => {
		const hints = await hintTexts(await open(MODEL));
		assertEqual(hints.slice(0, 5).join('\n'), ['7: → (N, 32, 13, 13) · 896 parameters', '8: → (N, 10) · 54,090 parameters', '11: (N, 32, 13, 13)', '12: (N, 5408)', '13: (N, 10)'].join('\n'));
	});

	it('only for the lines that are asked for', async () => {
		const document = await open(MODEL);
		assertEqual((await hintTexts(document, new vscode.Range(6, 0, 6, 50))).join(), '7: → (N, 32, 13, 13) · 896 parameters');
	});

	it('each kind has its own switch', async () => {
		const settings = vscode.workspace.getConfiguration('convlens.models');
		await settings.update('layerHints', false, vscode.ConfigurationTarget.Global);
		try {
			assertEqual((await hintTexts(await open(MODEL)))[0], '11: (N, 32, 13, 13)');
		} finally {
			await settings.update('layerHints', undefined, vscode.ConfigurationTarget.Global);
		}
	});

	it('follow an edit: 64 filters', async () => {
		const document = await open(MODEL);
		await hintTexts(document);
		const edit = new vscode.WorkspaceEdit();
		const start = document.getText().indexOf('32, 3, stride');
		edit.replace(document.uri, new vscode.Range(document.positionAt(start), document.positionAt(start + 2)), '64');
		await vscode.workspace.applyEdit(edit);
		assertEqual((await hintTexts(document))[0], '7: → (N, 64, 13, 13) · 1,792 parameters');
	});
});

describe('a file of sixty models', () => {
	const count = 60;
	const model = (index: number): string => MODEL.slice(MODEL.indexOf('class'), MODEL.indexOf('Net()(')).replace('Net', `Net${index}`).replace('self.conv(x)', 'self.conv(x).relu().relu().relu()').replace('        self.fc', `        self.more = nn.Sequential(*[nn.Conv2d(32, 32, 3) for _ in range(60)])\n        self.fc`);
	const text = `import torch\nfrom torch import nn\n\n${Array.from({ length: count }, (_, index) => model(index)).join('\n')}\n# shape: (N, 3, 28, 28)\n`;

	it('has the first hints before the last, and then all: what is said first stays', async () => {
		const document = await open(text);
		const first = await hintTexts(document);
		assertContains(first.join('\n'), 'parameters');
		await hoverText(document, 'nn.Conv2d('); // waits for the whole
		const all = await hintTexts(document);
		for (let index = 0; index < count; index++) assertContains(all.join('\n'), `${document.positionAt(text.indexOf(`class Net${index}(`)).line + 4}: `);
		assertEqual(first.filter((each) => !all.includes(each)).join('\n'), '');
	});
});

describe('imports of a model', () => {
	it('are resolved within a package: .blocks gives (N, 16, 16, 16) and 448 parameters', async () => {
		const [folder] = vscode.workspace.workspaceFolders ?? [];
		const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder!.uri, 'nets', 'staged.py'));
		await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
		assertContains((await hintTexts(document)).join(' | '), '(N, 16, 16, 16)');
		const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', document.uri);
		assertEqual(lenses[0]?.command?.title, '448 parameters (448 trainable)');
	});

	it('that are not found make numbers lower bounds, and no problem', async () => {
		const document = await open('from torch import nn\nfrom nowhere import Part\n\n# shape: x = B,3,8,8\nclass Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n        self.conv = nn.Conv2d(3, 8, 3)\n        self.part = Part()\n\n    def forward(self, x):\n        return self.part(self.conv(x))\n');
		const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', document.uri);
		assertEqual(lenses[0]?.command?.title, '≥ 224 parameters (≥ 224 trainable)');
		assertEqual((await diagnosticsOf(document, 0)).length, 0);
	});
});

describe('imports of a model from the chosen Python environment', () => {
	async function lensesOf(file: string): Promise<vscode.CodeLens[]> {
		const [folder] = vscode.workspace.workspaceFolders ?? [];
		const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder!.uri, file));
		await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
		return vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', document.uri);
	}

	async function lensTitles(): Promise<string> {
		const lenses = await lensesOf('installed.py');
		return lenses.map(({ command }) => command?.title ?? '').filter((title) => title.includes('parameters')).join(' | ');
	}

	async function withSetting(section: string, key: string, value: unknown, run: () => Promise<void>): Promise<void> {
		const settings = vscode.workspace.getConfiguration(section);
		await settings.update(key, value, vscode.ConfigurationTarget.Global);
		try {
			await run();
		} finally {
			await settings.update(key, undefined, vscode.ConfigurationTarget.Global);
		}
	}

	it('.venv in the workspace folder: tinynets.Widen(3, 8) has 224 parameters; a package that requires no framework is not read', async () => {
		assertEqual(await lensTitles(), '224 parameters (224 trainable) | ≥ 224 parameters (≥ 224 trainable)');
	});

	it('a model that a function of an installed package makes has a lens where it is made, though the file itself names no framework', async () => {
		const [lens] = await lensesOf('installed-function.py');
		assertEqual(`${lens?.range.start.line} ${lens?.command?.title}`, '2 296 parameters (296 trainable)');
	});

	it('also in a document that is not saved yet', async () => {
		const document = await open('from tinynets import doubled\n\nnet = doubled(3)\n');
		const [lens] = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', document.uri);
		assertEqual(lens?.command?.title, '168 parameters (168 trainable)');
	});

	it('can be switched off', async () => {
		await withSetting('convlens.models', 'installedPackages', false, async () => assertEqual(await lensTitles(), '? parameters (? trainable) | ≥ 224 parameters (≥ 224 trainable)'));
	});
});

describe('code lenses of a model', () => {
	it('parameters, multiply-adds, and the input with a click to change it', async () => {
		const document = await open(MODEL);
		const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', document.uri);
		assertEqual(lenses.map(({ command }) => command?.title).join(' | '), '54,986 parameters (54,986 trainable) | 200.1 k multiply-adds | input x (N, 3, 28, 28), from Net()(torch.randn(1, 3, 28, 28)), line 15');
		assertEqual(lenses[2]?.command?.command, 'convlens.changeInput');
	});

	it('environment variables that the code asks for are said to be taken as unset', async () => {
		const document = await open(MODEL.replace('class Net', 'import os\nDEBUG = os.environ.get("NET_DEBUG")\n\nclass Net'));
		const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', document.uri);
		assertEqual(lenses[0]?.command?.title, '54,986 parameters (54,986 trainable), NET_DEBUG taken as unset');
	});
});

describe('problems of a model', () => {
	const wrong = MODEL.replace('5408', '100').replace('\nNet()(torch.randn(1, 3, 28, 28))', '').replace('class Net(nn.Module):', '# shape: x = B,3,28,28\nclass Net(nn.Module):');

	it('in_features 100 for 5408 = 32·13·13: said with the trace, and set by the quick fix', async () => {
		const document = await open(wrong);
		const [diagnostic] = await diagnosticsOf(document, 1);
		assertEqual(diagnostic?.message, 'The layer takes 100 features, but its input (N, 5408) has 5408. 5408 = 32·13·13, from line 12.');
		assertEqual(diagnostic?.relatedInformation?.map(({ message, location }) => `${location.range.start.line + 1} ${message}`).join(' / '), '9 The layer is made here. / 13 flatten gives (N, 5408). / 12 conv2d gives (N, 32, 13, 13).');
		const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>('vscode.executeCodeActionProvider', document.uri, diagnostic?.range);
		const fix = actions.find(({ title }) => title === 'Set in_features to 5408');
		await vscode.workspace.applyEdit(fix?.edit ?? new vscode.WorkspaceEdit());
		assertContains(document.getText(), 'nn.Linear(5408, 10)');
		await diagnosticsOf(document, 0);
	});

	it('a model that works has none', async () => {
		const document = await open(MODEL);
		await hintTexts(document);
		assertEqual((await diagnosticsOf(document, 0)).length, 0);
	});

	it('an import from the workspace is resolved: 2048 = 8·16·16 comes out of layers.py', async () => {
		const [folder] = vscode.workspace.workspaceFolders ?? [];
		const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder!.uri, 'wrong-features.py'));
		await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
		const found = await diagnosticsOf(document, 2);
		assertContains(found.map(({ message }) => message).join('\n'), 'The layer takes 100 features, but its input (N, 2048) has 2048.');
		assertContains(found.map(({ message }) => message).join('\n'), 'The 2 layers in the plain list “extras” are not registered');
	});
});

/** Code whose one problem has a quick fix: with the fix's title, and what stands in its place afterwards. */
const FIXES: ReadonlyArray<readonly [problem: string, lines: readonly string[], title: string, fixed: string]> = [
	['in_features', ['self.conv = nn.Conv2d(3, 8, 3)', 'self.fc = nn.Linear(100, 10)', '---', 'return self.fc(self.conv(x).flatten(1))'], 'Set in_features to 7200', 'nn.Linear(7200, 10)'],
	['channels that don’t match', ['self.conv = nn.Conv2d(4, 8, 3)', '---', 'return self.conv(x)'], 'Set in_channels to 3', 'nn.Conv2d(3, 8, 3)'],
	['features of a normalization', ['self.norm = nn.BatchNorm2d(4)', '---', 'return self.norm(x)'], 'Set num_features to 3', 'nn.BatchNorm2d(3)'],
	['groups that do not divide: 6 channels by 4', ['self.conv = nn.Conv2d(3, 6, 3)', 'self.grouped = nn.Conv2d(6, 12, 3, groups=4)', '---', 'return self.grouped(self.conv(x))'], 'Set groups to 3', 'groups=3)'],
	['groups of a normalization', ['self.conv = nn.Conv2d(3, 12, 3)', 'self.norm = nn.GroupNorm(5, 12)', '---', 'return self.norm(self.conv(x))'], 'Set num_groups to 4', 'nn.GroupNorm(4, 12)'],
	['a kernel larger than its input', ['self.pool = nn.MaxPool2d(16)', 'self.conv = nn.Conv2d(3, 8, 5)', '---', 'return self.conv(self.pool(x))'], 'Add padding=2', 'nn.Conv2d(3, 8, 5, padding=2)'],
	['a kernel larger than its padded input', ['self.pool = nn.MaxPool2d(16)', 'self.conv = nn.Conv2d(3, 8, 5, padding=1)', '---', 'return self.conv(self.pool(x))'], 'Set padding to 2', 'padding=2)'],
	['maps of unequal sizes to join', ['self.conv = nn.Conv2d(3, 8, 3)', '---', 'y = self.conv(x)', 'return torch.cat([x, y], dim=1)'], 'Crop the larger one: x[..., :y.shape[-2], :y.shape[-1]]', 'torch.cat([x[..., :y.shape[-2], :y.shape[-1]], y], dim=1)'],
	['a padding of more than half the window', ['self.pool = nn.MaxPool2d(3, stride=1, padding=2)', '---', 'return self.pool(x)'], 'Set padding to 1', 'padding=1)'],
	['a batch swallowed by view(-1, k)', ['self.conv = nn.Conv2d(3, 8, 3)', '---', 'return self.conv(x).view(-1, 1000)'], 'Keep the batch: self.conv(x).flatten(1)', 'return self.conv(x).flatten(1)'],
	['layers in a plain list', ['self.layers = [nn.Conv2d(3, 3, 1), nn.Conv2d(3, 3, 1)]', '---', 'return self.layers[1](self.layers[0](x))'], 'Wrap in nn.ModuleList', 'self.layers = nn.ModuleList([nn.Conv2d(3, 3, 1), nn.Conv2d(3, 3, 1)])'],
	['layers in a plain dict', ['self.layers = {"a": nn.Conv2d(3, 3, 1), "b": nn.Conv2d(3, 3, 1)}', '---', 'return self.layers["a"](x)'], 'Wrap in nn.ModuleDict', 'self.layers = nn.ModuleDict({"a": nn.Conv2d(3, 3, 1), "b": nn.Conv2d(3, 3, 1)})'],
	['a missing comma in Sequential', ['self.body = nn.Sequential(', '    nn.Conv2d(3, 8, 3)', '    nn.ReLU(),', ')', '---', 'return self.body(x)'], 'Insert the comma', 'nn.Conv2d(3, 8, 3),\n'],
];

function codeOf(lines: readonly string[], beginning = ['super().__init__()']): string {
	const at = lines.indexOf('---');
	const indented = (part: readonly string[]): string[] => part.map((line) => `        ${line}`);
	return ['import torch', 'from torch import nn', '', '# shape: x = B,3,32,32', 'class Net(nn.Module):', '    def __init__(self):', ...indented([...beginning, ...lines.slice(0, at)]), '', '    def forward(self, x):', ...indented(lines.slice(at + 1)), ''].join('\n');
}

/** Applies the quick fix with this title as a click on it does, and waits until its problem is gone. */
async function applyFix(document: vscode.TextDocument, title: string): Promise<void> {
	const [diagnostic] = await diagnosticsOf(document, 1);
	const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>('vscode.executeCodeActionProvider', document.uri, diagnostic!.range);
	const fix = actions.find((each) => each.title === title);
	if (fix?.edit === undefined) throw new Error(`expected the fix ${title}, got ${actions.map((each) => each.title).join(', ')} for ${diagnostic!.message}`);
	await vscode.workspace.applyEdit(fix.edit);
	await diagnosticsOf(document, 0);
}

describe('quick fixes of a model', () => {
	const cases = [
		...FIXES.map(([problem, lines, title, fixed]) => [problem, codeOf(lines), title, fixed] as const),
		['_init_', codeOf(['self.conv = nn.Conv2d(3, 8, 3)', '---', 'return self.conv(x)']).replace('__init__(self)', '_init_(self)'), 'Rename to __init__', 'def __init__(self):'],
		['no call of super().__init__()', codeOf(['self.conv = nn.Conv2d(3, 8, 3)', '---', 'return self.conv(x)'], []), 'Call super().__init__()', '        super().__init__()\n        self.conv'],
	] as const;
	for (const [problem, code, title, fixed] of cases) {
		it(`${problem}: “${title}” leaves no problem, and is undone in one step`, async () => {
			const document = await open(code);
			await applyFix(document, title);
			assertContains(document.getText(), fixed);
			await vscode.commands.executeCommand('undo');
			assertEqual(document.getText(), code);
		});
	}
});

describe('the model summary', () => {
	it('is copied as Markdown, CSV and LaTeX, and stands on the clipboard', async () => {
		await open(MODEL);
		const markdown = await vscode.commands.executeCommand<string>('convlens.copyModelAsMarkdown');
		assertContains(markdown, '| conv (Conv2d) | 3×3 | (N, 3, 28, 28) | (N, 32, 13, 13) | 896 | 1.6 % | 146,016 | 3×3 | 21.1 KiB |');
		assertContains(markdown, '- Parameters: 54,986');
		assertContains(await vscode.commands.executeCommand<string>('convlens.copyModelAsCsv'), 'fc (Linear),,"(N, 5408)","(N, 10)","54,090"');
		assertContains(await vscode.commands.executeCommand<string>('convlens.copyModelAsLatex'), '\\begin{tabular}');
	});
});

describe('a model in a notebook', () => {
	async function openCells(...cells: readonly string[]): Promise<vscode.NotebookDocument> {
		const data = new vscode.NotebookData(cells.map((text) => new vscode.NotebookCellData(vscode.NotebookCellKind.Code, text, 'python')));
		const notebook = await vscode.workspace.openNotebookDocument('jupyter-notebook', data);
		await vscode.window.showNotebookDocument(notebook);
		return notebook;
	}

	async function openFixture(): Promise<vscode.NotebookDocument> {
		const [folder] = vscode.workspace.workspaceFolders ?? [];
		const notebook = await vscode.workspace.openNotebookDocument(vscode.Uri.joinPath(folder!.uri, 'model.ipynb'));
		await vscode.window.showNotebookDocument(notebook);
		return notebook;
	}

	it('is read across its cells: a hint in the second, from the input in the third', async () => {
		const cell = (await openFixture()).cellAt(2).document;
		assertEqual((await hintTexts(cell)).join(' | '), '4: → (N, 8, 26, 26) · 224 parameters | 7: (N, 8, 26, 26)');
	});

	it('the hover names the cell that the size comes from, and shows the layer', async () => {
		const text = await hoverText((await openFixture()).cellAt(2).document, 'nn.Conv2d(');
		assertContains(text, '**Conv2d** `(N, 3, 28, 28) → (N, 8, 26, 26)`');
		assertContains(text, 'cell 4, line 1');
		assertContains(text, '[Show me](command:convlens.showSources?');
	});

	it('the lens stands in the cell of the class', async () => {
		const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', (await openFixture()).cellAt(2).document.uri);
		assertEqual(lenses.map(({ command }) => command?.title).join(' | '), '224 parameters (224 trainable) | 146.0 k multiply-adds | input x (N, 3, 28, 28), from Net()(torch.randn(1, 3, 28, 28)), cell 4, line 1');
	});

	it('the summary is that of the notebook', async () => {
		await openFixture();
		assertContains(await vscode.commands.executeCommand<string>('convlens.copyModelAsMarkdown'), '| conv (Conv2d) | 3×3 | (N, 3, 28, 28) | (N, 8, 26, 26) | 224 | 100.0 % |');
	});

	it('a problem in one cell is fixed in another', async () => {
		const notebook = await openCells('import torch\nfrom torch import nn', 'head = nn.Linear(100, 10)', 'x = torch.randn(1, 3, 8, 8)\ny = head(x.flatten(1))');
		const [, made, used] = notebook.getCells().map(({ document }) => document);
		const [diagnostic] = await diagnosticsOf(used!, 1);
		assertContains(diagnostic!.message, 'The layer takes 100 features, but its input');
		const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>('vscode.executeCodeActionProvider', used!.uri, diagnostic!.range);
		await vscode.workspace.applyEdit(actions.find(({ title }) => title === 'Set in_features to 192')!.edit!);
		assertEqual(made!.getText(), 'head = nn.Linear(192, 10)');
		await diagnosticsOf(used!, 0);
	});
});
