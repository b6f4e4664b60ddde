import * as vscode from 'vscode';

/** A stretch of the analysed text that stands in a document. What is between the pieces was put in by the editor. */
interface Piece {
	readonly document: vscode.TextDocument;
	/** Where it begins in the analysed text, and in its document. */
	readonly start: number;
	readonly offset: number;
	readonly length: number;
}

/** A place in a document. */
export interface DocumentPlace {
	readonly document: vscode.TextDocument;
	readonly range: vscode.Range;
}

interface TextRange {
	readonly start: number;
	readonly end: number;
}

/** The notebook that a document is a cell of, if it is one. */
function notebookOf(document: vscode.TextDocument): vscode.NotebookDocument | undefined {
	if (document.uri.scheme !== 'vscode-notebook-cell') return undefined;
	return vscode.workspace.notebookDocuments.find((notebook) => notebook.getCells().some((cell) => cell.document === document));
}

/** Whether a document is Python that models may be written in. */
export function isModelDocument(document: vscode.TextDocument): boolean {
	return document.languageId === 'python' && document.uri.scheme !== 'output';
}

/** The documents that are analysed together with this one, in order: the Python cells of its notebook, or it alone. */
function documentsOf(document: vscode.TextDocument): readonly vscode.TextDocument[] {
	const cells = notebookOf(document)?.getCells().map((cell) => cell.document).filter(isModelDocument);
	return cells ?? [document];
}

/** What is analysed as one: a file, or all cells of a notebook. */
export function sourceUri(document: vscode.TextDocument): vscode.Uri {
	return notebookOf(document)?.uri ?? document.uri;
}

/** Changes whenever the text of a source does. */
export function sourceVersion(document: vscode.TextDocument): string {
	return documentsOf(document).map((each) => `${each.uri.fragment}:${each.version}`).join();
}

/** A cell's text with the notebook's own commands (`%matplotlib`, `!pip`) blanked out, character for character. */
function withoutMagics(text: string): string {
	if (/^\s*%%/.test(text)) return text.replace(/[^\n]/g, ' ');
	return text.replace(/^[ \t]*[%!][^\n]*/gm, (line) => ' '.repeat(line.length));
}

/** The text that is analysed, and the way back from its ranges to the documents. */
export class ModelSource {
	readonly uri: vscode.Uri;
	readonly version: string;
	readonly text: string;
	private readonly pieces: readonly Piece[];

	/** @param insertedLines lines to put directly above the class of this name, where nothing tells its input */
	constructor(document: vscode.TextDocument, insertedLines: ReadonlyMap<string, string> = new Map()) {
		this.uri = sourceUri(document);
		this.version = sourceVersion(document);
		const isNotebook = this.uri.toString() !== document.uri.toString();
		const pieces: Piece[] = [];
		let text = '';
		for (const each of documentsOf(document)) {
			const own = isNotebook ? withoutMagics(each.getText()) : each.getText();
			let from = 0;
			const take = (to: number): void => {
				pieces.push({ document: each, start: text.length, offset: from, length: to - from });
				text += own.slice(from, to);
				from = to;
			};
			for (const { at, line } of insertions(own, insertedLines)) {
				take(at);
				text += `${line}\n`;
			}
			take(own.length);
			if (isNotebook) text += '\n';
		}
		this.text = text;
		this.pieces = pieces;
	}

	/** Whether a document of this address is part of it. */
	has(uri: string): boolean {
		return this.pieces.some(({ document }) => document.uri.toString() === uri);
	}

	/** Where an offset of a document is in the analysed text. */
	offsetOf(document: vscode.TextDocument, offset: number): number | undefined {
		const piece = this.pieces.find((each) => each.document === document && offset >= each.offset && offset <= each.offset + each.length);
		return piece === undefined ? undefined : piece.start + offset - piece.offset;
	}

	/** The number of a notebook's cell, counted from 1 as the editor counts; undefined in a file. */
	cellOf(document: vscode.TextDocument): number | undefined {
		const index = notebookOf(document)?.getCells().findIndex((cell) => cell.document === document);
		return index === undefined ? undefined : index + 1;
	}

	/** Where a range of the analysed text stands; undefined for what the editor put in. */
	locate({ start, end }: TextRange): DocumentPlace | undefined {
		const first = this.pieces.find((each) => start >= each.start && start < each.start + each.length) ?? (start === end ? this.pieces.find((each) => start === each.start + each.length) : undefined);
		if (first === undefined) return undefined;
		const last = this.pieces.findLast((each) => each.document === first.document && end > each.start) ?? first;
		const to = Math.min(end - last.start, last.length) + last.offset;
		return { document: first.document, range: new vscode.Range(first.document.positionAt(first.offset + start - first.start), first.document.positionAt(Math.max(to, first.offset + start - first.start))) };
	}
}

/** The places directly above classes, decorators included, in order. */
function insertions(text: string, lines: ReadonlyMap<string, string>): Array<{ readonly at: number; readonly line: string }> {
	return [...lines].flatMap(([name, line]) => {
		const at = classLine(text, name);
		return at === undefined ? [] : [{ at, line }];
	}).sort((a, b) => a.at - b.at);
}

/** The start of the line that a class's definition begins on: its first decorator's, or its own. */
export function classLine(text: string, name: string): number | undefined {
	if (!/^\w+$/u.test(name)) return undefined;
	return new RegExp(`^(?:@[^\\n]*\\n)*class[ \\t]+${name}\\b`, 'm').exec(text)?.index;
}
