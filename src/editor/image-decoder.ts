import type * as vscode from 'vscode';
import { isImageAnswer, type DecodedImage, type ImageRequest } from '../visualizer/protocol';
import { Disposable } from './disposable';

/** Has images decoded by a page: PNG, JPEG, BMP and WebP need no code of ours there, and both extension hosts do it alike. */
export class ImageDecoder extends Disposable {
	readonly #waiting = new Map<number, (image: DecodedImage) => void>();
	#last = 0;

	constructor(private readonly webview: vscode.Webview) {
		super();
		this.own(webview.onDidReceiveMessage((message: unknown) => {
			if (!isImageAnswer(message)) return;
			this.#waiting.get(message.id)?.(message.image);
			this.#waiting.delete(message.id);
		}));
	}

	/** The pixels of an encoded image. Never comes where the page goes away first; whoever shows it again asks again. */
	async decode(bytes: Uint8Array<ArrayBuffer>): Promise<DecodedImage> {
		this.#waiting.clear(); // one panel shows one image: what was asked before is no longer wanted
		const request: ImageRequest = { type: 'decode-image', id: ++this.#last, bytes };
		const answer = new Promise<DecodedImage>((resolve) => this.#waiting.set(request.id, resolve));
		void this.webview.postMessage(request);
		return answer;
	}
}
