import * as vscode from 'vscode';
import type { ProblemReport, QuickFix } from '../models/report';
import { fixTitle, modelProblemSentence, productOf, traceSentence } from '../present/model-problem';
import { Disposable } from './disposable';
import { localize } from './localize';
import { describePlace, locationOf, rangeIn } from './model-place';
import type { AnalysedModels, ModelReports } from './model-reports';
import { modelSettings } from './model-settings';

const SOURCE = 'ConvLens';
const SLIPS = new Set(['misspelled-method', 'layers-in-plain-list', 'missing-comma', 'batch-swallowed']);

function severityOf({ problem, certainty }: ProblemReport): vscode.DiagnosticSeverity {
	if (certainty === 'if-input-as-assumed') return vscode.DiagnosticSeverity.Information;
	return SLIPS.has(problem.code) ? vscode.DiagnosticSeverity.Warning : vscode.DiagnosticSeverity.Error;
}

function messageOf(analysed: AnalysedModels, { problem, certainty, trace }: ProblemReport): string {
	const product = 'actual' in problem.numbers ? productOf(problem.numbers.actual, trace) : undefined;
	const place = product?.step.range === undefined ? undefined : describePlace(analysed)(product.step.range);
	return [
		modelProblemSentence(problem, localize),
		...(product === undefined ? [] : [place === undefined ? `${product.text}.` : vscode.l10n.t('{product}, from {where}.', { product: product.text, where: place.where })]),
		...(certainty === 'certain' ? [] : [vscode.l10n.t('The input’s size is assumed: nothing in the file states it.')]),
	].join(' ');
}

/** What is underlined: at least one character. */
function visible(range: vscode.Range): vscode.Range {
	return range.isEmpty && range.start.character > 0 ? range.with(range.start.translate(0, -1)) : range;
}

function diagnosticOf(analysed: AnalysedModels, reported: ProblemReport, range: vscode.Range): vscode.Diagnostic {
	const diagnostic = new vscode.Diagnostic(visible(range), messageOf(analysed, reported), severityOf(reported));
	diagnostic.source = SOURCE;
	diagnostic.code = reported.problem.code;
	const made = reported.constructor === undefined ? undefined : locationOf(analysed, reported.constructor);
	diagnostic.relatedInformation = [
		...(made === undefined ? [] : [new vscode.DiagnosticRelatedInformation(made, vscode.l10n.t('The layer is made here.'))]),
		...reported.trace.flatMap((step) => {
			const location = step.range === undefined ? undefined : locationOf(analysed, step.range);
			return location === undefined ? [] : [new vscode.DiagnosticRelatedInformation(location, traceSentence(step, localize))];
		}),
	];
	return diagnostic;
}

/** Underlines what PyTorch or Keras would refuse, and the classic slips: only what a report marks as a problem. */
export class ModelDiagnostics extends Disposable {
	readonly #collection = this.own(vscode.languages.createDiagnosticCollection('convlens.models'));
	/** The documents that each source's diagnostics stand in. */
	readonly #documents = new Map<string, readonly vscode.Uri[]>();

	constructor(reports: ModelReports) {
		super();
		this.own(reports.onDidChange((analysed) => this.#show(analysed)));
		this.own(reports.onDidClose((uri) => this.#clear(uri.toString())));
	}

	#clear(source: string): void {
		for (const uri of this.#documents.get(source) ?? []) this.#collection.delete(uri);
		this.#documents.delete(source);
	}

	#show(analysed: AnalysedModels): void {
		const { source, report } = analysed;
		const key = source.uri.toString();
		this.#clear(key);
		if (!modelSettings(source.uri).diagnostics) return;
		const byDocument = new Map<string, { readonly uri: vscode.Uri; readonly diagnostics: vscode.Diagnostic[] }>();
		for (const reported of report.problems) {
			const location = locationOf(analysed, reported.range);
			if (location === undefined) continue;
			const place = byDocument.get(location.uri.toString()) ?? { uri: location.uri, diagnostics: [] };
			byDocument.set(location.uri.toString(), place);
			place.diagnostics.push(diagnosticOf(analysed, reported, location.range));
		}
		for (const { uri, diagnostics } of byDocument.values()) this.#collection.set(uri, diagnostics);
		this.#documents.set(key, [...byDocument.values()].map(({ uri }) => uri));
	}
}

/** The text that a fix puts in the place of its range. */
function replacement({ kind, text }: QuickFix, replaced: string): string {
	return kind === 'wrap-in-module-list' ? `${text}(${replaced})` : text;
}

/** The quick fixes of the problems. */
export class ModelFixProvider implements vscode.CodeActionProvider {
	static readonly metadata: vscode.CodeActionProviderMetadata = { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] };

	constructor(private readonly reports: ModelReports) {}

	async provideCodeActions(document: vscode.TextDocument, _range: vscode.Range, { diagnostics }: vscode.CodeActionContext, token: vscode.CancellationToken): Promise<vscode.CodeAction[]> {
		const own = diagnostics.filter(({ source }) => source === SOURCE);
		const analysed = own.length === 0 ? undefined : await this.reports.get(document, token);
		if (analysed === undefined) return [];
		return analysed.report.problems.flatMap(({ problem, range, fix }) => {
			const place = rangeIn(analysed, document, range);
			const diagnostic = place === undefined ? undefined : own.find((each) => each.code === problem.code && each.range.isEqual(visible(place)));
			const target = fix === undefined ? undefined : locationOf(analysed, fix.range);
			const targetPlace = fix === undefined ? undefined : analysed.source.locate(fix.range);
			if (diagnostic === undefined || fix === undefined || target === undefined || targetPlace === undefined) return [];
			const action = new vscode.CodeAction(fixTitle(fix, localize), vscode.CodeActionKind.QuickFix);
			action.edit = new vscode.WorkspaceEdit();
			action.edit.replace(target.uri, target.range, replacement(fix, targetPlace.document.getText(target.range)));
			action.diagnostics = [diagnostic];
			action.isPreferred = true;
			return [action];
		});
	}
}
