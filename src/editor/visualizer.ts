import * as vscode from 'vscode';
import { savedView, type SourcePair, type ViewReference } from '../visualizer/protocol';
import { Disposable } from './disposable';
import { VISUALIZER_VIEW_TYPE } from './identifiers';
import { VisualizerPanel } from './visualizer-panel';

/** The visualizer beside the editor: at most one panel, brought back after the window was reloaded. */
export class Visualizer extends Disposable implements vscode.WebviewPanelSerializer {
	#panel: VisualizerPanel | undefined;

	constructor(private readonly extensionUri: vscode.Uri) {
		super();
		this.own(vscode.window.registerWebviewPanelSerializer(VISUALIZER_VIEW_TYPE, this));
	}

	/** What is on view; undefined while no panel is open. */
	get sources(): SourcePair | undefined {
		return this.#panel?.sources;
	}

	/** Shows these sources beside the editor, without taking the focus from it. */
	show(sources: SourcePair): void {
		const view: ViewReference = { id: crypto.randomUUID(), sources };
		if (this.#panel !== undefined) {
			this.#panel.show(view);
			return;
		}
		const panel = vscode.window.createWebviewPanel(VISUALIZER_VIEW_TYPE, 'ConvLens', { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true });
		this.#adopt(panel, view);
	}

	deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
		const view = savedView(state);
		if (view === undefined) panel.dispose();
		else this.#adopt(panel, view);
		return Promise.resolve();
	}

	#adopt(panel: vscode.WebviewPanel, view: ViewReference): void {
		const adopted = this.own(new VisualizerPanel(panel, this.extensionUri, view));
		this.#panel = adopted;
		panel.onDidDispose(() => {
			adopted.dispose();
			if (this.#panel === adopted) this.#panel = undefined;
		});
	}
}
