import * as vscode from 'vscode';
import { isPageMessage, layerOf, type EditorMessage, type LayerReference, type Role, type SourcePair, type SourceReference, type ViewReference } from '../visualizer/protocol';
import { tensor } from '../engine/tensor';
import { copyTensor } from './copy-matrix';
import { Disposable } from './disposable';
import { resolveSource, type ResolvedSource } from './document-matrix';
import { FileReader } from './file-reader';
import type { LayerSources } from './layer-sources';
import { writeNumber } from './number-edit';
import { trackRange } from './tracked-range';
import { openText, saveFiles } from './visualizer-export';
import { VisualizerMarks, type MarkedNumber } from './visualizer-marks';
import { pageRoot, visualizerPage } from './visualizer-page';

/** Edits that follow each other this closely are shown as one. */
const SETTLING_MILLISECONDS = 40;

function openDocument(uri: string): vscode.TextDocument | undefined {
	return vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri);
}

function afterEdit(reference: SourceReference, { document, contentChanges }: vscode.TextDocumentChangeEvent): SourceReference {
	if ((reference.kind !== 'document' && reference.kind !== 'layer') || reference.uri !== document.uri.toString()) return reference;
	return contentChanges.reduce<typeof reference>((tracked, change) => ({ ...tracked, ...trackRange(tracked, change) }), reference);
}

function readsFrom(sources: SourcePair, document: vscode.TextDocument): boolean {
	return [sources.input, sources.kernel].some((reference) => (reference.kind === 'document' || reference.kind === 'layer') && reference.uri === document.uri.toString());
}

/** One panel: keeps its page in step with the documents that its matrices are written in. */
export class VisualizerPanel extends Disposable {
	#view: ViewReference;
	#settling: ReturnType<typeof setTimeout> | undefined;
	#listening = false;
	#pointed: MarkedNumber | undefined;
	readonly #marks = this.own(new VisualizerMarks());
	readonly #files: FileReader;

	constructor(private readonly panel: vscode.WebviewPanel, extensionUri: vscode.Uri, view: ViewReference, private readonly layers: LayerSources) {
		super();
		this.#view = view;
		this.#files = this.own(new FileReader(panel.webview));
		this.own(panel.webview.onDidReceiveMessage((message: unknown) => void this.#receive(message)));
		this.own(layers.onDidChange(({ source }) => {
			const layer = layerOf(this.sources);
			if (this.#listening && layer !== undefined && source.has(layer.uri)) void this.#send();
		}));
		this.own(vscode.workspace.onDidChangeTextDocument((event) => this.#documentChanged(event)));
		this.own(panel.onDidChangeViewState(() => {
			this.#listening &&= panel.visible; // a hidden page is gone; it is loaded again when it shows
			this.#mark();
		}));
		this.own(vscode.window.onDidChangeVisibleTextEditors(() => this.#mark()));
		this.own({ dispose: () => clearTimeout(this.#settling) });
		panel.webview.options = { enableScripts: true, localResourceRoots: [pageRoot(extensionUri)] };
		panel.iconPath = vscode.Uri.joinPath(extensionUri, 'media', 'icon.png');
		panel.webview.html = visualizerPage(panel.webview, extensionUri);
	}

	/** Whether the person looks at it. */
	get active(): boolean {
		return this.panel.active;
	}

	get sources(): SourcePair {
		return this.#view.sources;
	}

	/** Shows another view, beside the editor rather than over it. */
	show(view: ViewReference): void {
		this.#view = view;
		const covers = vscode.window.activeTextEditor?.viewColumn === this.panel.viewColumn;
		this.panel.reveal(covers ? vscode.ViewColumn.Beside : undefined, true);
		if (this.#listening) void this.#send();
	}

	async #receive(message: unknown): Promise<void> {
		if (!isPageMessage(message)) return;
		switch (message.type) {
			case 'ready':
				this.#listening = true;
				this.#post({ type: 'language', bundle: vscode.l10n.bundle ?? {} });
				return this.#send();
			case 'swap':
				this.#follow({ input: this.sources.kernel, kernel: this.sources.input });
				return this.#send();
			case 'reveal': return this.#reveal(message.role);
			case 'edit': return this.#edit(message.role, message.index, message.value);
			case 'point':
				this.#pointed = message.number;
				this.#mark();
				return;
			case 'open': return openText(message);
			case 'save': return saveFiles(message.files);
			case 'copy': return copyTensor({ name: message.name, tensor: tensor(message.shape, message.values) });
		}
	}

	async #edit(role: Role, index: number, value: number): Promise<void> {
		const reference = this.sources[role];
		if (reference.kind !== 'document') return;
		const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(reference.uri));
		const outcome = await writeNumber(document, reference, index, value);
		if (outcome.kind === 'failed') this.#post({ type: 'refused', sentence: outcome.sentence });
	}

	/** The literals behind the panel are marked for as long as it can be seen. */
	#mark(): void {
		this.#marks.show(this.panel.visible ? this.sources : undefined, this.#pointed);
	}

	/** Reads both sources anew and tells the page what came of it. */
	async #send(): Promise<void> {
		const layer = layerOf(this.sources);
		if (layer !== undefined) return this.#sendLayer(layer);
		const { sources } = this;
		const [input, kernel] = [await this.#read('input'), await this.#read('kernel')];
		if (this.sources !== sources) return; // they changed while something was read, and what changed them sends them
		const failed = [input, kernel].find((outcome) => outcome.kind === 'failed');
		if (failed !== undefined) { this.#post({ type: 'stale', view: this.#view, sentence: failed.sentence }); return; }
		if (input.kind !== 'ok' || kernel.kind !== 'ok') return;
		this.#follow({ input: input.value.reference, kernel: kernel.value.reference });
		this.panel.title = `${label(input.value)} ✱ ${label(kernel.value)}`;
		this.#post({ type: 'show', view: this.#view, input: input.value.matrix, kernel: kernel.value.matrix });
		this.#mark();
	}

	/** The same for a layer, which both sources are made for. */
	async #sendLayer(reference: LayerReference): Promise<void> {
		const read = await this.layers.read(reference);
		if (layerOf(this.sources) !== reference) return;
		if (read.kind === 'failed') { this.#post({ type: 'stale', view: this.#view, sentence: read.sentence }); return; }
		const { layer, stages, input, kernel } = read.value;
		this.#view = { ...this.#view, beginning: stages };
		this.#follow({ input: read.value.reference, kernel: read.value.reference });
		this.panel.title = layer.name;
		this.#post({ type: 'show', view: this.#view, input, kernel, layer });
		this.#mark();
	}

	async #read(role: Role): Promise<ReturnType<typeof resolveSource>> {
		const reference = this.sources[role];
		if (reference.kind === 'file') return this.#files.read(reference);
		if (reference.kind === 'layer') return { kind: 'failed', sentence: vscode.l10n.t('A layer’s numbers go together: it is shown as a whole.') };
		if (reference.kind !== 'document') return resolveSource(role, reference, undefined);
		const document = openDocument(reference.uri) ?? await vscode.workspace.openTextDocument(vscode.Uri.parse(reference.uri)).then((opened) => opened, () => undefined);
		return resolveSource(role, reference, document);
	}

	#post(message: EditorMessage): void {
		void this.panel.webview.postMessage(message);
	}

	/** The same view on sources that moved or changed places. */
	#follow(sources: SourcePair): void {
		this.#view = { ...this.#view, sources };
	}

	#documentChanged(event: vscode.TextDocumentChangeEvent): void {
		if (event.contentChanges.length === 0 || !readsFrom(this.sources, event.document)) return;
		this.#follow({ input: afterEdit(this.sources.input, event), kernel: afterEdit(this.sources.kernel, event) });
		if (!this.#listening) return;
		clearTimeout(this.#settling);
		this.#settling = setTimeout(() => void this.#send(), SETTLING_MILLISECONDS);
	}

	async #reveal(role: Role): Promise<void> {
		const reference = this.sources[role];
		if (reference.kind !== 'document' && reference.kind !== 'layer') return;
		const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(reference.uri));
		const range = new vscode.Range(document.positionAt(reference.start), document.positionAt(reference.end));
		const visible = vscode.window.visibleTextEditors.find((editor) => editor.document === document);
		await vscode.window.showTextDocument(document, { viewColumn: visible?.viewColumn ?? vscode.ViewColumn.One, selection: range });
	}
}

function label({ matrix }: ResolvedSource): string {
	return matrix.name ?? matrix.shape.join('×');
}
