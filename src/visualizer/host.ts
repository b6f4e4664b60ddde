import type { ImageAnswer, PageMessage } from './protocol';

/** What the page needs of the program around it: VS Code, or a test's stand-in. */
export interface Host {
	send(message: PageMessage | ImageAnswer): void;
	/** What was saved before the page was hidden or reloaded. */
	savedState(): unknown;
	saveState(state: unknown): void;
}

/** The host of a page that runs in a VS Code webview. */
export function vscodeHost(): Host {
	const api = acquireVsCodeApi();
	return {
		send: (message) => api.postMessage(message),
		savedState: () => api.getState(),
		saveState: (state) => { api.setState(state); },
	};
}
