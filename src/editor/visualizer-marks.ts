import * as vscode from 'vscode';
import type { Role, SourcePair } from '../visualizer/protocol';
import { Disposable } from './disposable';
import { literalOf, rangeOfNumber } from './number-edit';

/** A number of one of the matrices behind a panel. */
export interface MarkedNumber {
	readonly role: Role;
	readonly index: number;
}

/** A range line by line, without the blanks that its lines begin and end with. */
function written(document: vscode.TextDocument, { start, end }: vscode.Range): vscode.Range[] {
	return Array.from({ length: end.line - start.line + 1 }, (_, index) => start.line + index).flatMap((line) => {
		const { text, firstNonWhitespaceCharacterIndex: first } = document.lineAt(line);
		const from = line === start.line ? Math.max(first, start.character) : first;
		const to = Math.min(text.trimEnd().length, line === end.line ? end.character : Infinity);
		return from < to ? [new vscode.Range(line, from, line, to)] : [];
	});
}

/** Marks, in every editor that shows them, the literals behind a panel and the number that its pointer is at. */
export class VisualizerMarks extends Disposable {
	readonly #literal = this.own(vscode.window.createTextEditorDecorationType({
		backgroundColor: new vscode.ThemeColor('editor.wordHighlightBackground'),
		border: '1px solid',
		borderColor: new vscode.ThemeColor('editor.wordHighlightBorder'),
		overviewRulerColor: new vscode.ThemeColor('editorOverviewRuler.wordHighlightForeground'),
		overviewRulerLane: vscode.OverviewRulerLane.Center,
	}));
	readonly #number = this.own(vscode.window.createTextEditorDecorationType({
		backgroundColor: new vscode.ThemeColor('editor.findMatchBackground'),
		outline: '1px solid',
		outlineColor: new vscode.ThemeColor('focusBorder'),
	}));

	/** Marks these sources; with undefined nothing is marked any more. */
	show(sources: SourcePair | undefined, pointed: MarkedNumber | undefined): void {
		for (const editor of vscode.window.visibleTextEditors) {
			const { document } = editor;
			const literals: vscode.Range[] = [];
			const numbers: vscode.Range[] = [];
			for (const role of ['input', 'kernel'] as const) {
				const reference = sources?.[role];
				if (reference?.kind === 'layer' && reference.uri === document.uri.toString()) literals.push(...written(document, new vscode.Range(document.positionAt(reference.start), document.positionAt(reference.end))));
				if (reference?.kind !== 'document' || reference.uri !== document.uri.toString()) continue;
				const literal = literalOf(document, reference);
				if (literal === undefined) continue;
				literals.push(...written(document, new vscode.Range(document.positionAt(literal.range.start), document.positionAt(literal.range.end))));
				const number = pointed?.role === role ? rangeOfNumber(document, literal, pointed.index) : undefined;
				if (number !== undefined) numbers.push(number);
			}
			editor.setDecorations(this.#literal, literals);
			editor.setDecorations(this.#number, numbers);
		}
	}
}
