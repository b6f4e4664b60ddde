import * as vscode from 'vscode';
import { fullNumber, showNumber } from '../present/number';
import { shownShape } from '../worksheet/value';
import { beginningOf } from './stage-beginning';
import { writtenSources, type WrittenSources } from '../worksheet/written-sources';
import type { EvaluatedStatement } from '../worksheet/worksheet';
import { readingsIn, type DocumentReference } from './document-matrix';
import { COMMANDS } from './identifiers';
import { literalAt } from '../literals/find';
import type { TextRange } from '../literals/literal';
import type { SourcePair } from '../visualizer/protocol';
import { documentRange, type WorksheetDocuments } from './worksheet-documents';

/** What stands behind a statement: `3×3`, `= 896`, or whether an answer is right. */
function hintLabel({ statement, result: { value, isMet } }: EvaluatedStatement): string | undefined {
	if (isMet !== undefined) return isMet ? '✓' : '✗';
	if (value === undefined) return undefined;
	if (value.kind === 'sizes') return shownShape(value).join('×');
	const { shape, data } = value.tensor;
	if (shape.length > 0) return shape.join('×');
	return statement.value?.kind === 'matrix' ? undefined : `= ${showNumber(data[0]!).text}`;
}

/** Sizes and single results, at the end of each statement. */
export class WorksheetInlayHints implements vscode.InlayHintsProvider {
	constructor(private readonly documents: WorksheetDocuments) {}

	provideInlayHints(document: vscode.TextDocument, range: vscode.Range): vscode.InlayHint[] {
		return this.documents.statementsOf(document).flatMap((each) => {
			const label = hintLabel(each);
			const position = document.positionAt(each.start + each.text.length);
			if (label === undefined || !range.contains(position)) return [];
			const hint = new vscode.InlayHint(position, label, vscode.InlayHintKind.Type);
			hint.paddingLeft = true;
			const { value } = each.result;
			if (value?.kind === 'numbers' && value.tensor.data.length <= 64) hint.tooltip = Array.from(value.tensor.data, fullNumber).join('  ');
			return [hint];
		});
	}
}

/** How the panel finds a matrix of the worksheet again; undefined where it could not. */
function referenceTo(document: vscode.TextDocument, range: TextRange): DocumentReference | undefined {
	const uri = document.uri.toString();
	const reading = literalAt(document.getText(), range.start, document.languageId);
	if (reading?.kind === 'literal' && reading.literal.range.start === range.start && reading.literal.range.end === range.end) {
		return { kind: 'document', uri, ...range, extent: 'literal' };
	}
	const [only, more] = readingsIn(document, range);
	return only?.kind === 'literal' && more === undefined ? { kind: 'document', uri, ...range, extent: 'excerpt' } : undefined;
}

/** A convolution of two written matrices, with the command that shows it. */
class SourcesLens extends vscode.CodeLens {
	constructor(range: vscode.Range, readonly document: vscode.TextDocument, readonly sources: WrittenSources) {
		super(range);
	}
}

/** **Show me** above every convolution whose matrices are written in the worksheet. */
export class WorksheetLenses implements vscode.CodeLensProvider<SourcesLens> {
	constructor(private readonly documents: WorksheetDocuments) {}

	provideCodeLenses(document: vscode.TextDocument): SourcesLens[] {
		const statements = this.documents.statementsOf(document);
		return statements.flatMap(({ start }, index) => {
			const sources = writtenSources(statements, index);
			if (sources === undefined || referenceTo(document, sources.input) === undefined || referenceTo(document, sources.kernel) === undefined) return [];
			return [new SourcesLens(documentRange(document, { start, end: start }), document, sources)];
		});
	}

	resolveCodeLens(lens: SourcesLens): SourcesLens {
		const [input, kernel] = [referenceTo(lens.document, lens.sources.input), referenceTo(lens.document, lens.sources.kernel)];
		if (input === undefined || kernel === undefined) return lens;
		const pair: SourcePair = { input, kernel };
		const beginning = beginningOf(lens.sources.stage);
		// What the panel can't begin with is not passed over in silence.
		const title = beginning === undefined ? vscode.l10n.t('Show me, beginning with stride 1 and no padding') : vscode.l10n.t('Show me');
		lens.command = { title, tooltip: vscode.l10n.t('See the kernel slide over the input'), command: COMMANDS.showSources, arguments: beginning === undefined ? [pair] : [pair, [beginning]] };
		return lens;
	}
}
