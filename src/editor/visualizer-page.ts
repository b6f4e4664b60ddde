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

/** The panel's page: one script, one style sheet, and a worker (from a blob, as webviews have it) with WebAssembly for large inputs; nothing else is allowed in. */
export function visualizerPage(webview: vscode.Webview, extensionUri: vscode.Uri, opening: Opening): string {
	const file = (name: string): string => webview.asWebviewUri(vscode.Uri.joinPath(pageRoot(extensionUri), name)).toString();
	const once = nonce();
	return `<!doctype html>
<html lang="${vscode.env.language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src ${webview.cspSource}; script-src 'nonce-${once}' 'wasm-unsafe-eval'; connect-src ${webview.cspSource}; worker-src blob:;">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${file('visualizer.css')}">
<title>ConvLens</title>
</head>
<body data-opening="${attribute(writeOpening(opening))}">
<script nonce="${once}" src="${file('visualizer.js')}"></script>
</body>
</html>`;
}
