import * as vscode from 'vscode';
import { writeOpening, type Opening } from '../visualizer/opening';

/** The only folder that the page may load from. */
export function pageRoot(extensionUri: vscode.Uri): vscode.Uri {
	return vscode.Uri.joinPath(extensionUri, 'dist', 'visualizer');
}

function nonce(): string {
	return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** A text as an attribute's value in double quotes. */
function attribute(text: string): string {
	return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}

interface PageParts {
	readonly script: string;
	readonly style: string;
}

/**
 * The panel's page. Its script and its style stand in it: to load them, a webview would ask its service worker, that the window, and that the
 * extension host, while nothing can be seen yet.
 */
export class VisualizerPage {
	#parts: Promise<PageParts> | undefined;

	constructor(private readonly extensionUri: vscode.Uri) {}

	/** Reads what every page needs, once; whoever is about to open a panel says so before the window is busy with that. */
	async prepare(): Promise<PageParts> {
		this.#parts ??= Promise.all([this.#read('visualizer.js'), this.#read('visualizer.css')]).then(([script, style]) => ({ script, style }));
		try {
			return await this.#parts;
		} catch (error) {
			this.#parts = undefined; // another panel tries again
			throw error;
		}
	}

	async #read(name: string): Promise<string> {
		return new TextDecoder().decode(await vscode.workspace.fs.readFile(vscode.Uri.joinPath(pageRoot(this.extensionUri), name)));
	}

	/** The HTML of a page: one script, one style sheet, and a worker (from a blob, as webviews have it) with WebAssembly for large inputs; nothing else is allowed in. */
	async html(webview: vscode.Webview, opening: Opening): Promise<string> {
		const { script, style } = await this.prepare();
		const once = nonce();
		return `<!doctype html>
<html lang="${vscode.env.language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'nonce-${once}'; script-src 'nonce-${once}' 'wasm-unsafe-eval'; connect-src ${webview.cspSource}; worker-src blob:;">
<meta name="viewport" content="width=device-width, initial-scale=1">
<style nonce="${once}">${style}</style>
<title>ConvLens</title>
</head>
<body data-opening="${attribute(writeOpening(opening))}">
<script nonce="${once}" data-folder="${attribute(webview.asWebviewUri(pageRoot(this.extensionUri)).toString())}/">${script}</script>
</body>
</html>`;
	}
}
