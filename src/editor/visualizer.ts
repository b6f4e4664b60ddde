import * as vscode from 'vscode';
import type { ThirdAxis } from '../engine/pairing';
import { savedView, type SourcePair, type StageSettings, type ViewReference } from '../visualizer/protocol';
import { Disposable } from './disposable';
import { VISUALIZER_VIEW_TYPE } from './identifiers';
import type { LayerSources } from './layer-sources';
import { VisualizerPage } from './visualizer-page';
import { VisualizerPanel } from './visualizer-panel';

/** The visualizer beside the editor: one panel for what is shown next, and more where the person asks for them; all come back after a reload. */
export class Visualizer extends Disposable implements vscode.WebviewPanelSerializer {
	/** The panels, the one looked at last at the end. */
	#panels: readonly VisualizerPanel[] = [];
	readonly #page: VisualizerPage;

	constructor(private readonly extensionUri: vscode.Uri, private readonly layers: LayerSources) {
		super();
		this.#page = new VisualizerPage(extensionUri);
		this.own(vscode.window.registerWebviewPanelSerializer(VISUALIZER_VIEW_TYPE, this));
	}

	/** What is on view in the panel looked at last; undefined while no panel is open. */
	get sources(): SourcePair | undefined {
		return this.#panels.at(-1)?.sources;
	}

	/** Shows these sources beside the editor, without taking the focus from it: in the panel looked at last, or in one of their own. */
	show(sources: SourcePair, where: 'last-panel' | 'new-panel' = 'last-panel', beginning?: readonly StageSettings[], thirdAxis?: ThirdAxis): void {
		const view: ViewReference = { id: crypto.randomUUID(), sources, ...beginning && { beginning }, ...thirdAxis && { thirdAxis } };
		const last = this.#panels.at(-1);
		if (last !== undefined && where === 'last-panel') {
			last.show(view);
			return;
		}
		void this.#page.prepare();
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
		const adopted = this.own(new VisualizerPanel(panel, this.extensionUri, this.#page, view, this.layers));
		const others = (): readonly VisualizerPanel[] => this.#panels.filter((each) => each !== adopted);
		this.#panels = [...this.#panels, adopted];
		panel.onDidChangeViewState(() => { if (adopted.active) this.#panels = [...others(), adopted]; });
		panel.onDidDispose(() => {
			adopted.dispose();
			this.#panels = others();
		});
	}
}
