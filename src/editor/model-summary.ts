import * as vscode from 'vscode';
import type { FileRange, LayerReport, ModelReport } from '../models/report';
import { doubtSentence } from '../present/model-doubt';
import { layerRow, modelTable, modelTotals } from '../present/model-table';
import type { TableFormat } from '../present/model-table';
import { quantityText, shortCount } from '../present/model-quantity';
import { Disposable } from './disposable';
import { COMMANDS, HAS_MODELS_CONTEXT, SUMMARY_VIEW } from './identifiers';
import { localize } from './localize';
import { locationOf } from './model-place';
import type { AnalysedModels, ModelReports } from './model-reports';
import { isModelDocument, sourceUri } from './model-source';

/** A row of the view. */
type Row =
	| { readonly kind: 'model'; readonly model: ModelReport; readonly children: readonly Row[]; readonly parent: undefined }
	| { readonly kind: 'layer'; readonly model: ModelReport; readonly layer: LayerReport; readonly children: Row[]; readonly parent: Row }
	| { readonly kind: 'total'; readonly name: string; readonly value: string; readonly children: readonly Row[]; readonly parent: Row };

/** The layers of a model, each below the one that holds it, then the totals. */
function modelRow(model: ModelReport): Row {
	const children: Row[] = [];
	const root: Row = { kind: 'model', model, children, parent: undefined };
	const byPath = new Map<string, { readonly row: Row; readonly children: Row[] }>([['', { row: root, children }]]);
	for (const layer of model.layers) {
		if (layer.path === '') continue;
		let above = layer.path;
		do above = above.slice(0, Math.max(0, above.lastIndexOf('.'))); while (!byPath.has(above));
		const parent = byPath.get(above)!;
		const inside: Row[] = [];
		const row: Row = { kind: 'layer', model, layer, children: inside, parent: parent.row };
		parent.children.push(row);
		byPath.set(layer.path, { row, children: inside });
	}
	for (const [name, value] of modelTotals(model, localize)) children.push({ kind: 'total', name, value, children: [], parent: root });
	return root;
}

function holds(range: FileRange | undefined, file: string, offset: number): range is FileRange {
	return range?.file === file && range.start <= offset && offset <= range.end;
}

/** The row that the cursor is on: of the narrowest layer that is made or called there, else of the model. */
function rowAt(rows: readonly Row[], file: string, offset: number): Row | undefined {
	let best: { readonly row: Row; readonly length: number } | undefined;
	const visit = (row: Row): void => {
		const ranges = row.kind === 'layer' ? [row.layer.constructor, ...row.layer.calls.map(({ site }) => site)] : row.kind === 'model' ? [row.model.definitionRange] : [];
		for (const range of ranges) {
			if (holds(range, file, offset) && (best === undefined || range.end - range.start < best.length)) best = { row, length: range.end - range.start };
		}
		row.children.forEach(visit);
	};
	rows.forEach(visit);
	return best?.row;
}

/** What the person looks at: the editor's document; of a notebook none of whose cells is being edited, its first cell of Python. */
function activeDocument(): vscode.TextDocument | undefined {
	return vscode.window.activeTextEditor?.document ?? vscode.window.activeNotebookEditor?.notebook.getCells().map((cell) => cell.document).find(isModelDocument);
}

/** The view **Model Summary**: torchinfo's table as a tree that follows the cursor. */
export class ModelSummary extends Disposable implements vscode.TreeDataProvider<Row> {
	readonly #changed = this.own(new vscode.EventEmitter<undefined>());
	readonly onDidChangeTreeData = this.#changed.event;
	#analysed: AnalysedModels | undefined;
	#rows: readonly Row[] = [];
	readonly #view: vscode.TreeView<Row>;

	constructor(private readonly reports: ModelReports) {
		super();
		this.#view = this.own(vscode.window.createTreeView(SUMMARY_VIEW, { treeDataProvider: this, showCollapseAll: true }));
		this.own(reports.onDidChange((analysed) => {
			const active = activeDocument();
			if (active !== undefined && sourceUri(active).toString() === analysed.source.uri.toString()) this.#show(analysed);
		}));
		this.own(reports.onDidClose((uri) => { if (this.#analysed?.source.uri.toString() === uri.toString()) this.#show(undefined); }));
		this.own(vscode.window.onDidChangeActiveTextEditor(() => void this.#follow(activeDocument())));
		this.own(vscode.window.onDidChangeActiveNotebookEditor(() => void this.#follow(activeDocument())));
		this.own(vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => this.#reveal(textEditor)));
		this.own(this.#view.onDidChangeVisibility(() => { if (vscode.window.activeTextEditor !== undefined) this.#reveal(vscode.window.activeTextEditor); }));
		void this.#follow(activeDocument());
	}

	getChildren(row?: Row): Row[] {
		return [...(row?.children ?? this.#rows)];
	}

	getParent(row: Row): Row | undefined {
		return row.parent;
	}

	getTreeItem(row: Row): vscode.TreeItem {
		switch (row.kind) {
			case 'model': return modelItem(row);
			case 'layer': return layerItem(row);
			case 'total': {
				const item = new vscode.TreeItem(row.name);
				item.description = row.value;
				item.iconPath = new vscode.ThemeIcon('symbol-number');
				return item;
			}
		}
	}

	/** Puts a model's table on the clipboard, and gives it back: of the row, else of the row under the cursor, else of the first model. */
	async copy(format: TableFormat, row: Row | undefined): Promise<string | undefined> {
		const active = activeDocument();
		if (row === undefined && active !== undefined && isModelDocument(active)) await this.#follow(active);
		const chosen = row ?? this.#rowOf(vscode.window.activeTextEditor) ?? this.#rows[0];
		if (chosen === undefined || chosen.kind === 'total') return undefined;
		const text = modelTable(chosen.model, format, localize);
		await vscode.env.clipboard.writeText(text);
		return text;
	}

	/** Jumps to the line that a layer is made in. */
	async jump(row: Row): Promise<void> {
		const range = row.kind === 'layer' ? row.layer.constructor ?? row.layer.calls[0]?.site : row.kind === 'model' ? row.model.nameRange : undefined;
		if (range === undefined || this.#analysed === undefined) return;
		const location = locationOf(this.#analysed, range) ?? await foreignLocation(range);
		if (location !== undefined) await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(location.uri), { selection: location.range, preserveFocus: true });
	}

	async #follow(document: vscode.TextDocument | undefined): Promise<void> {
		if (document === undefined) return; // the view itself, or a panel, has the focus: what it shows stays
		const analysed = isModelDocument(document) ? await this.reports.get(document) : undefined;
		if (activeDocument() === document && analysed !== this.#analysed) this.#show(analysed);
	}

	#show(analysed: AnalysedModels | undefined): void {
		this.#analysed = analysed;
		this.#rows = analysed?.report.models.map(modelRow) ?? [];
		this.#view.message = analysed?.report.isIncomplete === true ? vscode.l10n.t('The analysis was stopped before its end: there may be more.') : '';
		void vscode.commands.executeCommand('setContext', HAS_MODELS_CONTEXT, this.#rows.length > 0);
		this.#changed.fire(undefined);
		if (vscode.window.activeTextEditor !== undefined) this.#reveal(vscode.window.activeTextEditor);
	}

	#rowOf(editor: vscode.TextEditor | undefined): Row | undefined {
		if (editor === undefined || this.#analysed === undefined) return undefined;
		const { source } = this.#analysed;
		const offset = source.offsetOf(editor.document, editor.document.offsetAt(editor.selection.active));
		return offset === undefined ? undefined : rowAt(this.#rows, source.uri.toString(), offset);
	}

	#reveal(editor: vscode.TextEditor): void {
		const row = this.#view.visible ? this.#rowOf(editor) : undefined;
		// a view that has not drawn its rows yet refuses, and will show the right one with the next move
		if (row !== undefined) this.#view.reveal(row, { select: true, focus: false }).then(undefined, () => undefined);
	}
}

function modelItem(row: Extract<Row, { readonly kind: 'model' }>): vscode.TreeItem {
	const { model } = row;
	const item = new vscode.TreeItem(model.name, vscode.TreeItemCollapsibleState.Expanded);
	const { parameters, multiplyAdds } = model.totals;
	item.id = `${model.name}@${model.nameRange.start}`;
	item.description = vscode.l10n.t('{parameters} parameters · {multiplyAdds} multiply-adds', { parameters: quantityText(parameters, shortCount), multiplyAdds: quantityText(multiplyAdds.operations, shortCount) });
	item.contextValue = 'model';
	item.iconPath = new vscode.ThemeIcon('layers');
	const doubt = [parameters, multiplyAdds.operations].flatMap((each) => (each.status === 'exact' ? [] : [doubtSentence(each.doubt, localize)]))[0];
	item.tooltip = doubt ?? model.name;
	item.command = { title: vscode.l10n.t('Go to the line'), command: COMMANDS.revealLayer, arguments: [row] };
	return item;
}

function layerItem(row: Extract<Row, { readonly kind: 'layer' }>): vscode.TreeItem {
	const { model, layer, children } = row;
	const { output, parameters, share } = layerRow(layer, model);
	const item = new vscode.TreeItem(`${layer.path.slice(layer.path.lastIndexOf('.') + 1)} (${layer.className})`, children.length > 0 ? vscode.TreeItemCollapsibleState.Collapsed : vscode.TreeItemCollapsibleState.None);
	item.id = `${model.name}@${model.nameRange.start}:${layer.path}`;
	item.description = [output !== '' ? output : model.stoppedAt === undefined ? vscode.l10n.t('not called') : vscode.l10n.t('not reached'), ...(parameters === '0' ? [] : [parameters]), ...(share === '' || parameters === '0' ? [] : [share])].join(' · ');
	item.contextValue = 'layer';
	item.tooltip = layerTooltip(row);
	item.iconPath = new vscode.ThemeIcon(children.length > 0 ? 'symbol-namespace' : 'symbol-method');
	item.command = { title: vscode.l10n.t('Go to the line'), command: COMMANDS.revealLayer, arguments: [row] };
	return item;
}

function layerTooltip({ model, layer }: Extract<Row, { readonly kind: 'layer' }>): vscode.MarkdownString {
	const { path, calls } = layer;
	const row = layerRow(layer, model);
	const lines = [
		[vscode.l10n.t('Kernel'), row.kernel], [vscode.l10n.t('Input'), row.input], [vscode.l10n.t('Output'), row.output], [vscode.l10n.t('Parameters'), `${row.parameters}${row.share === '' ? '' : ` (${row.share})`}`],
		[vscode.l10n.t('Multiply-adds'), row.multiplyAdds], [vscode.l10n.t('Receptive field'), row.receptiveField], [vscode.l10n.t('Memory'), row.memory],
		[vscode.l10n.t('Calls'), calls.length > 1 ? String(calls.length) : ''],
	].filter(([, value]) => value !== '');
	const text = new vscode.MarkdownString('**').appendText(path).appendMarkdown('**\n\n');
	for (const [name, value] of lines) text.appendMarkdown('- ').appendText(`${name}: ${value}`).appendMarkdown('\n');
	return text;
}

/** A place in a module that was imported. */
async function foreignLocation({ file, start, end }: FileRange): Promise<vscode.Location | undefined> {
	if (!/^[\w-]+:\//.test(file)) return undefined;
	const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(file));
	return new vscode.Location(document.uri, new vscode.Range(document.positionAt(start), document.positionAt(end)));
}
