import * as vscode from 'vscode';
import type { Outcome, ResolvedSource } from './document-matrix';
import { Disposable } from './disposable';
import { fileBytes, fileKind, fileMatrix, pixelsOf, readArrayFile, type FileReference } from './file-source';
import { ImageDecoder } from './image-decoder';

/** Reads files as sources of one panel. The last one is kept: an edit of a kernel does not decode the image anew. */
export class FileReader extends Disposable {
	readonly #images: ImageDecoder;
	#last: { readonly key: string; readonly source: ResolvedSource } | undefined;

	constructor(webview: vscode.Webview) {
		super();
		this.#images = this.own(new ImageDecoder(webview));
	}

	/** Reads a file, or says in a sentence why that is not possible. */
	async read(reference: FileReference): Promise<Outcome<ResolvedSource>> {
		const uri = vscode.Uri.parse(reference.uri);
		const key = await keyOf(reference, uri);
		if (key !== undefined && this.#last?.key === key) return { kind: 'ok', value: this.#last.source };
		const bytes = fileKind(uri) === 'image' ? await fileBytes(uri) : undefined;
		if (bytes?.kind === 'failed') return bytes;
		const read = bytes === undefined ? await readArrayFile(uri) : pixelsOf(uri, await this.#images.decode(bytes.value));
		if (read.kind === 'failed') return read;
		const matrix = fileMatrix(reference, read.value);
		const source: ResolvedSource = { reference, matrix: bytes === undefined ? matrix : { ...matrix, picture: true } };
		this.#last = key === undefined ? undefined : { key, source };
		return { kind: 'ok', value: source };
	}
}

/** Different for every content of a file, as far as its date and size tell; undefined where they can't be had. */
async function keyOf({ axes }: FileReference, uri: vscode.Uri): Promise<string | undefined> {
	try {
		const { mtime, size } = await vscode.workspace.fs.stat(uri);
		return JSON.stringify([uri.toString(), axes, mtime, size]);
	} catch {
		return undefined;
	}
}
