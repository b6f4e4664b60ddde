import * as vscode from 'vscode';
import { isSmall, writeOpening, type ShowMessage } from '../visualizer/opening';
import { isPageMessage, layerOf, type EditorMessage, type LayerReference, type Role, type SourcePair, type SourceReference, type ViewReference } from '../visualizer/protocol';
import { tensor } from '../engine/tensor';
import { copyTensor } from './copy-matrix';
import { Disposable } from './disposable';
import { resolveSource, type ResolvedSource } from './document-matrix';
import { FileReader } from './file-reader';
import type { LayerSources } from './layer-sources';
import { writeNumber } from './number-edit';
import { RememberedPlaces } from './remembered-places';
import { trackRange } from './tracked-range';
import { openText, saveFiles } from './visualizer-export';
import { VisualizerMarks, type MarkedNumber } from './visualizer-marks';
import { pageRoot, type VisualizerPage } from './visualizer-page';

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
	/** The matrices that the page's HTML holds. */
	#opening: ShowMessage | undefined;
	readonly #marks = this.own(new VisualizerMarks());
	readonly #files: FileReader;
	readonly #places = new RememberedPlaces();

	constructor(private readonly panel: vscode.WebviewPanel, extensionUri: vscode.Uri, page: VisualizerPage, view: ViewReference, private readonly layers: LayerSources) {
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
		void this.#open(page);
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
				return this.#send(message.showing === 'opening' ? this.#opening : undefined);
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

	/** Loads the page, with the first matrices in it where they can be read at once. */
	async #open(page: VisualizerPage): Promise<void> {
		const { sources } = this;
		const isAtHand = [sources.input, sources.kernel].every((reference) =>
			reference.kind === 'known-kernel' || (reference.kind === 'document' && openDocument(reference.uri) !== undefined));
		const message = isAtHand ? await this.#read() : undefined;
		if (message?.type === 'show' && isSmall(message)) this.#opening = message;
		const html = await page.html(this.panel.webview, { bundle: vscode.l10n.bundle ?? {}, ...this.#opening && { show: this.#opening } });
		if (!this.disposed) this.panel.webview.html = html;
	}

	/** Reads both sources anew and tells the page what came of it, unless that is what it knows already. */
	async #send(known?: ShowMessage): Promise<void> {
		const message = await this.#read();
		if (message === undefined) return;
		if (known === undefined || message.type !== 'show' || writeOpening(message) !== writeOpening(known)) this.#post(message);
	}

	/** What there is to tell the page of the sources; undefined where they changed while they were read, and what changed them sends them. */
	async #read(): Promise<EditorMessage | undefined> {
		const layer = layerOf(this.sources);
		if (layer !== undefined) return this.#readLayer(layer);
		const { sources } = this;
		const textOf = (uri: string): string | undefined => openDocument(uri)?.getText();
		const [input, kernel] = [await this.#readMatrix('input'), await this.#readMatrix('kernel')];
		if (this.sources !== sources) return undefined;
		const failed = [input, kernel].find((outcome) => outcome.kind === 'failed');
		if (failed !== undefined) {
			const places = this.#places.recall(textOf);
			if (places === undefined || JSON.stringify(places) === JSON.stringify(sources)) return { type: 'stale', view: this.#view, sentence: failed.sentence };
			this.#follow(places);
			return this.#read();
		}
		if (input.kind !== 'ok' || kernel.kind !== 'ok') return undefined;
		this.#follow({ input: input.value.reference, kernel: kernel.value.reference });
		this.#places.remember(this.sources, textOf);
		this.panel.title = `${label(input.value)} ✱ ${label(kernel.value)}`;
		this.#mark();
		return { type: 'show', view: this.#view, input: input.value.matrix, kernel: kernel.value.matrix };
	}

	/** The same for a layer, which both sources are made for. */
	async #readLayer(reference: LayerReference): Promise<EditorMessage | undefined> {
		const read = await this.layers.read(reference);
		if (layerOf(this.sources) !== reference) return undefined;
		if (read.kind === 'failed') return { type: 'stale', view: this.#view, sentence: read.sentence };
		const { layer, stages, input, kernel } = read.value;
		this.#view = { ...this.#view, beginning: stages };
		this.#follow({ input: read.value.reference, kernel: read.value.reference });
		this.panel.title = layer.name;
		this.#mark();
		return { type: 'show', view: this.#view, input, kernel, layer };
	}

	async #readMatrix(role: Role): Promise<ReturnType<typeof resolveSource>> {
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
