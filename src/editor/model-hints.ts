import * as vscode from 'vscode';
import type { LayerSite, ReportedValue, ShapeObservation } from '../models/report';
import { doubtSentence } from '../present/model-doubt';
import { modelValueText, quantityText } from '../present/model-quantity';
import { Disposable } from './disposable';
import { localize } from './localize';
import { rangeIn } from './model-place';
import type { AnalysedModels, ModelReports } from './model-reports';
import { affectsModels, modelSettings } from './model-settings';
import { usesOf } from './model-uses';

/** More differing shapes than this at one place are only counted. */
const MOST_SHAPES = 2;

/** The shapes at a place: one, a set of two, or their number. */
function shapesText(texts: readonly string[]): string {
	const distinct = [...new Set(texts)];
	if (distinct.length <= 1) return distinct[0] ?? '';
	return distinct.length <= MOST_SHAPES ? `{${distinct.join(', ')}}` : vscode.l10n.t('{count} shapes', { count: distinct.length });
}

function layerLabel(analysed: AnalysedModels, site: LayerSite): string {
	const uses = usesOf(analysed, site);
	const outputs = shapesText(uses.flatMap(({ call }) => (call === undefined ? [] : [modelValueText(call.output)])).filter((text) => text !== ''));
	const counts = [...new Set((uses.length > 0 ? uses.map(({ layer }) => layer.parameterCount) : [site.parameterCount]).map((count) => quantityText(count)))];
	const parameters = counts.length === 1 && counts[0] !== '0' ? vscode.l10n.t('{count} parameters', { count: counts[0]! }) : counts.length === 2 ? vscode.l10n.t('{count} parameters', { count: `{${counts.join('; ')}}` }) : '';
	return [...(outputs === '' ? [] : [`→ ${outputs}`]), ...(parameters === '' ? [] : [parameters])].join(' · ');
}

function statementLabel({ values }: ShapeObservation): string {
	return shapesText(values.map(modelValueText).filter((text) => text !== ''));
}

function statementTooltip(values: readonly ReportedValue[]): string | undefined {
	const unknown = values.find((value) => value.kind === 'unknown');
	return unknown?.kind === 'unknown' ? doubtSentence(unknown.doubt, localize) : undefined;
}

/** Shapes and parameters at the ends of lines. */
export class ModelHintsProvider extends Disposable implements vscode.InlayHintsProvider {
	readonly #changed = this.own(new vscode.EventEmitter<void>());
	readonly onDidChangeInlayHints = this.#changed.event;

	constructor(private readonly reports: ModelReports) {
		super();
		this.own(reports.onDidChange(() => this.#changed.fire()));
		this.own(vscode.workspace.onDidChangeConfiguration((event) => { if (affectsModels(event)) this.#changed.fire(); }));
	}

	async provideInlayHints(document: vscode.TextDocument, wanted: vscode.Range, token: vscode.CancellationToken): Promise<vscode.InlayHint[]> {
		const { layerHints, statementHints } = modelSettings(document);
		if (!layerHints && !statementHints) return [];
		const analysed = await this.reports.soonest(document, token);
		if (analysed === undefined) return [];
		const { report } = analysed;
		const hints = new Map<number, vscode.InlayHint>();
		/** At most one hint a line: of what ends last on it, the widest first. */
		const add = <Each extends LayerSite | ShapeObservation>(found: readonly Each[], label: (each: Each) => string, tooltip: (each: Each) => string | undefined): void => {
			const byLine = new Map<number, { readonly each: Each; readonly end: vscode.Position }>();
			for (const each of found) {
				const end = rangeIn(analysed, document, each.range)?.end;
				if (end === undefined || end.line < wanted.start.line || end.line > wanted.end.line) continue;
				const known = byLine.get(end.line);
				if (known === undefined || known.end.isBefore(end)) byLine.set(end.line, { each, end });
			}
			for (const [line, { each }] of byLine) {
				const text = hints.has(line) ? '' : label(each);
				if (text === '') continue;
				const hint = new vscode.InlayHint(document.lineAt(line).range.end, text);
				hint.paddingLeft = true;
				hint.tooltip = tooltip(each);
				hints.set(line, hint);
			}
		};
		if (layerHints) add(report.layers, (site) => layerLabel(analysed, site), () => undefined);
		if (statementHints) add(report.observations.filter(({ occasion }) => occasion !== 'call'), statementLabel, ({ values }) => statementTooltip(values));
		return token.isCancellationRequested ? [] : [...hints.values()];
	}
}
