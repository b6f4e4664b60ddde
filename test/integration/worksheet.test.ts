import MarkdownIt from 'markdown-it';
import * as vscode from 'vscode';
import { assertContains, assertEqual } from './assert';

/** What the extension gives to the preview. */
interface ExtensionApi {
	extendMarkdownIt(markdown: MarkdownIt): MarkdownIt;
}

const MATRICES = 'X =  1  2  4  3\n     5  6  8  7\n     9 10 12 11\n    13 14 16  2\n\nK =  1 -2\n    -3  4\n\n';

async function sample(name: string): Promise<vscode.TextDocument> {
	const extension = vscode.extensions.getExtension('convlens.convlens')!;
	return vscode.workspace.openTextDocument(vscode.Uri.joinPath(extension.extensionUri, 'media', 'samples', name));
}

async function worksheet(content: string): Promise<vscode.TextDocument> {
	const document = await vscode.workspace.openTextDocument({ language: 'conv', content });
	await vscode.window.showTextDocument(document);
	return document;
}

/** The place right behind the start of the first text like this. */
function placeOf(document: vscode.TextDocument, text: string, by = 0): vscode.Position {
	return document.positionAt(document.getText().indexOf(text) + by);
}

async function hoverOver(document: vscode.TextDocument, text: string, by = 0): Promise<string> {
	const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', document.uri, placeOf(document, text, by));
	return hovers.flatMap(({ contents }) => contents).map((each) => (each instanceof vscode.MarkdownString ? each.value : '')).join('\n').replaceAll('&nbsp;', ' ');
}

/** The inlay hint at the end of the statement that begins like this. */
async function hints(document: vscode.TextDocument): Promise<Map<string, string>> {
	const all = await vscode.commands.executeCommand<vscode.InlayHint[]>('vscode.executeInlayHintProvider', document.uri, new vscode.Range(0, 0, document.lineCount, 0));
	return new Map(all.map(({ position, label }) => [document.lineAt(position).text.trim(), typeof label === 'string' ? label : label.map(({ value }) => value).join('')]));
}

async function problems(document: vscode.TextDocument, count: number): Promise<readonly vscode.Diagnostic[]> {
	const now = (): readonly vscode.Diagnostic[] => vscode.languages.getDiagnostics(document.uri);
	if (now().length === count) return now();
	return new Promise((resolve) => {
		const listener = vscode.languages.onDidChangeDiagnostics(() => {
			if (now().length !== count) return;
			listener.dispose();
			resolve(now());
		});
	});
}

/** Takes the quick fix of this title at a problem. */
async function applyFix(document: vscode.TextDocument, problem: vscode.Diagnostic, title: string): Promise<void> {
	const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>('vscode.executeCodeActionProvider', document.uri, problem.range);
	const action = actions.find((each) => each.title === title);
	if (action?.edit === undefined) throw new Error(`There is no “${title}” among: ${actions.map((each) => each.title).join(', ')}`);
	await vscode.workspace.applyEdit(action.edit);
}

describe('the sample worksheet', () => {
	it('is a worksheet without problems whose nine answers are right', async () => {
		const document = await sample('lecture.conv');
		await vscode.window.showTextDocument(document);
		assertEqual(document.languageId, 'conv');
		const labels = [...(await hints(document)).values()];
		assertEqual(labels.filter((label) => label === '✓').length, 9);
		assertEqual(labels.filter((label) => label === '✗').length, 0);
		assertEqual(vscode.languages.getDiagnostics(document.uri).length, 0);
	});

	it('shows the sizes: 3×3, stride 2 gives 2×2, zero padding 5×5, pooling 2×2, 3×28×28 gives 32×13×13', async () => {
		const shown = await hints(await sample('lecture.conv'));
		assertEqual(shown.get('A = conv(X, K, stride=1, padding=0, bias=0)'), '3×3');
		assertEqual(shown.get('B = conv(X, K, stride=2)'), '2×2');
		assertEqual(shown.get('Z = conv(X, K, padding=1)'), '5×5');
		assertEqual(shown.get('P = maxpool(X, 2)'), '2×2');
		assertEqual(shown.get('half = input(3, 28, 28) -> conv(32, 3, stride=2)'), '32×13×13');
		assertEqual(shown.get('layer = input(3, 28, 28) -> conv(32, 3)'), '32×26×26');
	});

	it('hover: the map, the formula with its numbers, the sum of the first cell', async () => {
		const document = await sample('lecture.conv');
		const stride1 = await hoverOver(document, 'A = conv');
		assertContains(stride1, '`(3, 3)`');
		assertContains(stride1, '](data:image/svg+xml,');
		assertContains(stride1, 'H_o = ⌊(4 + 2·0 − 2)/1⌋ + 1 = 3');
		assertContains(stride1, '1·1 + 2·(−2) + 5·(−3) + 6·4 + 0 = 6');
		assertContains(await hoverOver(document, 'B = conv'), 'H_o = ⌊(4 + 2·0 − 2)/2⌋ + 1 = 2');
		assertContains(await hoverOver(document, 'Z = conv'), 'H_o = ⌊(4 + 2·1 − 2)/1⌋ + 1 = 5');
		assertContains(await hoverOver(document, 'P = maxpool'), 'max(1, 2, 5, 6) = 6');
		assertContains(await hoverOver(document, 'half = input'), 'H_o = ⌊(28 + 2·0 − 3)/2⌋ + 1 = 13');
		const layer = await hoverOver(document, 'layer = input');
		assertContains(layer, '896 = 32 × (3·3·3 + 1)');
		assertContains(layer, '(1, 3, 28, 28) → (1, 32, 26, 26)');
		assertContains(await hoverOver(document, 'net = input'), '| dense | (10,) |');
	});
});

describe('worksheets in the editor', () => {
	it('hover over an operation: its signature and what it does', async () => {
		const text = await hoverOver(await worksheet(`${MATRICES}A = conv(X, K)\n`), 'conv(', 1);
		assertContains(text, 'conv(input, kernel, stride=1, padding=0');
		assertContains(text, 'Slides a kernel over the input');
	});

	it('diagnostics: the sentence at its place, gone after the quick fix', async () => {
		const document = await worksheet(`${MATRICES}A = conv(X, K, strid=2)\nB = relu(A)\n`);
		const [problem] = await problems(document, 1);
		assertEqual(problem?.message, '“conv” has no parameter “strid”. Did you mean “stride”?');
		assertEqual(document.getText(problem?.range), 'strid');
		const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>('vscode.executeCodeActionProvider', document.uri, problem!.range);
		assertEqual(actions[0]?.title, 'Change to “stride”');
		await vscode.workspace.applyEdit(actions[0]!.edit!);
		await problems(document, 0);
		assertEqual((await hints(document)).get('B = relu(A)'), '2×2');
	});

	it('a wrong answer: which cell, what is right', async () => {
		const [problem] = await problems(await worksheet(`${MATRICES}B = conv(X, K, stride=2)\nexpect B = 6 2\n  7 -50\n`), 1);
		assertEqual(problem?.message, '1 of 4 values are wrong. Row 2, column 1: the answer is 7, computed is 6.');
	});

	it('“Show me”, hints and answers go on beside a broken statement', async () => {
		const document = await worksheet(`${MATRICES}B = relo(X)\nC = relu(B)\nA = conv(X, K)\nexpect A = 6 8 2; 6 8 2; 6 8 -50\n`);
		await problems(document, 1);
		const shown = await hints(document);
		assertEqual(shown.get('A = conv(X, K)'), '3×3');
		assertEqual(shown.get('expect A = 6 8 2; 6 8 2; 6 8 -50'), '✓');
		assertEqual(shown.has('C = relu(B)'), false);
	});

	it('several channels and filters: (3, 2, 2) with two filters of (3, 2, 2) gives 2 maps of one cell', async () => {
		const document = await worksheet('R = 1 2; 3 4\nX = channels(R, R, R)\nF = filters(channels(R, R, R), channels(R, R, R))\nA = conv(X, F, bias=(1, 2))\n');
		const shown = await hints(document);
		assertEqual(shown.get('X = channels(R, R, R)'), '3×2×2');
		assertEqual(shown.get('F = filters(channels(R, R, R), channels(R, R, R))'), '2×3×2×2');
		assertEqual(shown.get('A = conv(X, F, bias=(1, 2))'), '2×1×1');
		// 3 · (1 + 4 + 9 + 16) = 90, and the bias
		assertContains(await hoverOver(document, 'A = conv'), '+ 1 = 91');
	});

	it('numbers inside a call without commas: brackets are offered', async () => {
		const document = await worksheet(`${MATRICES}A = conv(X, 1 0; 0 1)\n`);
		const [problem] = await problems(document, 1);
		assertEqual(problem?.message, 'Put commas between these numbers, or brackets around them for a matrix: [1 0; 0 1].');
		await applyFix(document, problem!, 'Put brackets around it');
		assertEqual(document.lineAt(8).text, 'A = conv(X, [1 0; 0 1])');
		await problems(document, 0);
	});

	it('a bracket that is never closed: it is added', async () => {
		const document = await worksheet(`${MATRICES}A = relu(X\n\nB = relu(K)\n`);
		const [problem] = await problems(document, 1);
		assertEqual(problem?.message, '“(” is never closed.');
		await applyFix(document, problem!, 'Add “)”');
		assertEqual(document.lineAt(8).text, 'A = relu(X)');
		await problems(document, 0);
	});

	it('rows without a name: one is given to them', async () => {
		const document = await worksheet('1 2\n3 4\n');
		const [problem] = await problems(document, 1);
		assertEqual(problem?.message, 'These numbers belong to no name: write “X =” in front of them.');
		await applyFix(document, problem!, 'Give these rows a name');
		assertEqual((await hints(document)).get('3 4'), '2×2');
	});

	it('a wrong answer: the computed value is offered, a chain of sizes is asked for its shape', async () => {
		const document = await worksheet(`${MATRICES}B = conv(X, K, stride=2)\nexpect B = 6 2\n  7 -50\n\nexpect input(1, 3, 3) = 3 3\n`);
		const [wrong, unlike] = [...await problems(document, 2)].sort((one, other) => one.range.start.line - other.range.start.line);
		await applyFix(document, wrong!, 'Write the computed 6');
		assertEqual(document.lineAt(10).text, '  6 -50');
		assertEqual(unlike?.message, 'A chain of sizes has no numbers to compare: compare its shape(…) or parameters(…).');
	});

	it('a row too short: marked once, and a 0 is offered', async () => {
		const document = await worksheet('X = 1 2 3\n    4 5\n    7 8 9\n');
		const [problem] = await problems(document, 1);
		assertEqual(problem?.message, 'Row 2 has 2 values, row 1 has 3.');
		await applyFix(document, problem!, 'Add a 0 to the row');
		assertEqual(document.lineAt(1).text, '    4 5 0');
		await problems(document, 0);
	});

	it('ragged rows: which row', async () => {
		const [problem] = await problems(await worksheet('X = 1 2\n    3\n'), 1);
		assertEqual(problem?.message, 'Row 2 has 1 value, row 1 has 2.');
	});

	it('“Show me” stands above the convolution of two written matrices, not above one of a computed map', async () => {
		const document = await worksheet(`${MATRICES}A = conv(X, K)\nB = conv(A, K)\nC = X -> conv(K, stride=2) -> relu\n`);
		const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', document.uri, 10);
		assertEqual(lenses.map(({ range, command }) => `${range.start.line} ${command?.title ?? ''}`).join(), '8 Show me,10 Show me');
		assertEqual(lenses[0]?.command?.command, 'convlens.showSources');
	});

	it('completes operations after an arrow, parameters inside a call, names elsewhere', async () => {
		const labels = async (content: string): Promise<string[]> => {
			const document = await worksheet(content);
			const list = await vscode.commands.executeCommand<vscode.CompletionList>('vscode.executeCompletionItemProvider', document.uri, document.positionAt(content.length));
			return list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
		};
		const stages = await labels('net = input(3, 8, 8) -> ');
		assertEqual(stages.includes('maxpool') && !stages.includes('input') && !stages.includes('net'), true);
		const inside = await labels(`${MATRICES}A = conv(X, K, stride=1, `);
		assertEqual(inside.includes('padding') && !inside.includes('stride') && inside.includes('X'), true);
		assertEqual((await labels(`${MATRICES}A = conv(X, K, padding=`)).slice(0, 2).join(), '\'same\',\'valid\'');
	});

	it('signature help: the third parameter of conv is its stride', async () => {
		const content = `${MATRICES}A = conv(X, K, 2`;
		const document = await worksheet(content);
		const help = await vscode.commands.executeCommand<vscode.SignatureHelp>('vscode.executeSignatureHelpProvider', document.uri, document.positionAt(content.length));
		const [signature] = help.signatures;
		assertEqual(signature?.parameters[signature.activeParameter ?? -1]?.label as string, 'stride=1');
	});

	it('definition, rename, outline, folding and formatting', async () => {
		const document = await worksheet('X=1 2\n30 4\nA = relu(X)\n');
		const use = placeOf(document, '(X)', 1);
		const [definition] = await vscode.commands.executeCommand<vscode.Location[]>('vscode.executeDefinitionProvider', document.uri, use);
		assertEqual(definition?.range.start.line, 0);
		const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>('vscode.executeDocumentSymbolProvider', document.uri);
		assertEqual(symbols.map(({ name, detail }) => `${name} ${detail}`).join(), 'X (2, 2),A (2, 2)');
		const folds = await vscode.commands.executeCommand<vscode.FoldingRange[]>('vscode.executeFoldingRangeProvider', document.uri);
		assertEqual(folds.map(({ start, end }) => `${start}–${end}`).join(), '0–1');
		const edits = await vscode.commands.executeCommand<vscode.TextEdit[]>('vscode.executeFormatDocumentProvider', document.uri, { tabSize: 4, insertSpaces: true });
		const formatting = new vscode.WorkspaceEdit();
		formatting.set(document.uri, edits);
		await vscode.workspace.applyEdit(formatting);
		assertEqual(document.getText(), 'X =  1 2\n    30 4\nA = relu(X)\n');
		await vscode.workspace.applyEdit(await vscode.commands.executeCommand<vscode.WorkspaceEdit>('vscode.executeDocumentRenameProvider', document.uri, placeOf(document, '(X)', 1), 'input_map'));
		assertEqual(document.getText(), 'input_map =  1 2\n    30 4\nA = relu(input_map)\n');
	});

	it('refuses to rename to a word that means something else', async () => {
		const document = await worksheet('X = 1 2\nA = relu(X)\n');
		for (const [name, reason] of [['relu', '“relu” cannot be a name.'], ['A', '“A” is a name of this worksheet already.']] as const) {
			const refused = await Promise.resolve(vscode.commands.executeCommand('vscode.executeDocumentRenameProvider', document.uri, placeOf(document, 'X ='), name)).then(() => '', String);
			assertContains(refused, reason);
		}
	});

	it('New Worksheet opens a filled one', async () => {
		await vscode.commands.executeCommand('convlens.newWorksheet');
		const document = vscode.window.activeTextEditor?.document;
		assertEqual(document?.languageId, 'conv');
		assertContains(document?.getText() ?? '', 'A = conv(X, K, stride=1, padding=0, bias=0)');
	});
});

describe('the Markdown preview', () => {
	/** By the preview itself where it runs in this extension host, else by what it is made of and this extension adds to it. */
	const render = async (text: string): Promise<string> => {
		if (vscode.extensions.getExtension('vscode.markdown-language-features') !== undefined) return vscode.commands.executeCommand<string>('markdown.api.render', text);
		const api = await vscode.extensions.getExtension<ExtensionApi>('convlens.convlens')!.activate();
		return api.extendMarkdownIt(new MarkdownIt()).render(text);
	};

	it('the sample note: seven figures with the lecture’s maps, formulas and counts', async () => {
		const html = await render((await sample('lecture-note.md')).getText());
		assertEqual(html.match(/<figure[^>]*data-convlens/g)?.length, 7);
		assertEqual(html.includes('convlens-problem'), false);
		for (const part of [
			'A: 6 8 2 / 6 8 2 / 6 8 −50', 'B: 6 2 / 6 −50', 'Z: 4 5 10 0 −9 / 18 6 8 2 −18 / 26 6 8 2 −26 / 34 6 8 −50 5 / −26 −15 −18 12 2', 'P: 6 8 / 14 16',
			'H_o = ⌊(28 + 2·0 − 3)/2⌋ + 1 = 13', '(32, 13, 13)', '896 = 32 × (3·3·3 + 1)', '21,632', '50,878,464',
		]) assertContains(html, part);
	});

	it('`steps` shows the nine steps with their sums, `play` the twenty-five of the padded map for the animation', async () => {
		const html = await render((await sample('lecture-note.md')).getText());
		assertEqual(html.match(/<li>/g)?.length, 9 + 25);
		assertContains(html, '1·1 + 2·(−2) + 5·(−3) + 6·4 + 0 = 6');
		assertEqual(html.match(/data-convlens-play/g)?.length, 1);
	});

	it('an error shows its sentence in place of the figure, and nothing of the note is markup', async () => {
		const html = await render('```conv\nA = relo(X)\nB = conv("<img src=x onerror=alert(1)>", 1)\n```\n');
		assertContains(html, 'There is no operation “relo”. Did you mean “relu”?');
		assertEqual(html.includes('<img'), false);
	});

	it('as HTML, which is what a note is exported by: drawings and every step stand in it, and no script', async () => {
		const html = await render((await sample('lecture-note.md')).getText());
		assertEqual((html.match(/<svg/g)?.length ?? 0) >= 34 * 2, true);
		assertEqual(/<script|\son\w+=|javascript:/i.test(html), false);
		assertEqual(/<li[^>]*\bhidden/.test(html), false);
	});

	it('leaves other fences alone', async () => {
		const html = await render('```python\nx = 1\n```\n');
		assertEqual(html.includes('data-convlens'), false);
		assertContains(html, '<code');
	});
});

describe('convlens_analyze', () => {
	it('computes a worksheet and a layer call for an agent, where the editor knows tools', async function () {
		const { lm } = vscode as { readonly lm?: Partial<typeof vscode.lm> };
		if (lm?.tools?.some(({ name }) => name === 'convlens_analyze') !== true || lm.invokeTool === undefined) return this.skip();
		const ask = async (input: object): Promise<string> => {
			const result = await lm.invokeTool!('convlens_analyze', { input, toolInvocationToken: undefined });
			return result.content.map((part) => (part instanceof vscode.LanguageModelTextPart ? part.value : '')).join('');
		};
		const text = await ask({ worksheet: `${MATRICES}A = conv(X, K, stride=2)` });
		assertContains(text, 'A (2, 2)\n  6 2\n  6 −50');
		assertContains(text, 'conv, first cell: 1·1 + 2·(−2) + 5·(−3) + 6·4 = 6');
		assertContains(await ask({ layer: 'nn.Conv2d(3, 32, 3)', inputShape: [3, 28, 28] }), 'parameters 896 = 32 × (3·3·3 + 1)');
	});
});
