import * as vscode from 'vscode';
import type { ModelReport, PartReport } from '../models/report';
import { doubtSentence } from '../present/model-doubt';
import { provenanceText } from '../present/model-provenance';
import { modelShapeText, quantityText, shortCount } from '../present/model-quantity';
import { showCount } from '../present/number';
import { Disposable } from './disposable';
import { COMMANDS, SUMMARY_VIEW } from './identifiers';
import { localize } from './localize';
import { changeInputArguments } from './model-input';
import { describePlace, rangeIn } from './model-place';
import type { AnalysedModels, ModelReports } from './model-reports';
import { affectsModels, modelSettings } from './model-settings';

function parametersTitle(model: ModelReport): string {
	const title = model.isPlainRun ? vscode.l10n.t('{counts} as run without arguments', { counts: countsTitle(model) }) : countsTitle(model);
	return model.unsetVariables.length === 0 ? title : vscode.l10n.t('{title}, {variables} taken as unset', { title, variables: model.unsetVariables.join(', ') });
}

function countsTitle({ totals, construction }: ModelReport): string {
	const counts = vscode.l10n.t('{count} parameters ({trainable} trainable)', { count: quantityText(totals.parameters), trainable: quantityText(totals.trainable) });
	return construction.kind === 'factory' && construction.name !== undefined ? vscode.l10n.t('{counts} as {name}() builds it', { counts, name: construction.name }) : counts;
}

function doubtOf({ totals }: ModelReport): string | undefined {
	const [doubt] = [totals.parameters, totals.multiplyAdds.operations].flatMap((each) => (each.status === 'exact' ? [] : [each.doubt]));
	return doubt === undefined ? undefined : doubtSentence(doubt, localize);
}

function modelLenses(analysed: AnalysedModels, model: ModelReport, range: vscode.Range, document: vscode.TextDocument): vscode.CodeLens[] {
	const focus = `${SUMMARY_VIEW}.focus`;
	const tooltip = doubtOf(model);
	const about = (title: string): vscode.CodeLens => new vscode.CodeLens(range, { title, command: focus, ...(tooltip === undefined ? {} : { tooltip }) });
	const change = changeInputArguments(document, model);
	const inputs = model.inputs.map(({ name, shape, provenance }) => vscode.l10n.t('input {name} {shape}, {provenance}', { name, shape: modelShapeText(shape), provenance: provenanceText(provenance, describePlace(analysed), localize) }));
	return [
		about(parametersTitle(model)),
		about(vscode.l10n.t('{count} multiply-adds', { count: quantityText(model.totals.multiplyAdds.operations, shortCount) })),
		...inputs.map((title) => new vscode.CodeLens(range, change === undefined ? { title, command: '' } : { title, command: COMMANDS.changeInput, arguments: [change], tooltip: vscode.l10n.t('Change the input shape') })),
	];
}

function partTitle({ instances, parameterCounts }: PartReport): string {
	const used = instances === 1 ? vscode.l10n.t('used once') : vscode.l10n.t('used {count} times', { count: instances });
	if (parameterCounts.length === 0) return used;
	const [least, most] = [showCount(parameterCounts[0]!), showCount(parameterCounts.at(-1)!)];
	return parameterCounts.length === 1 ? vscode.l10n.t('{used} · {count} parameters', { used, count: least }) : vscode.l10n.t('{used} · {least} to {most} parameters', { used, least, most });
}

/** Above each model: its parameters, multiply-adds, and the input's shape with a click to change it. */
export class ModelLensProvider extends Disposable implements vscode.CodeLensProvider {
	readonly #changed = this.own(new vscode.EventEmitter<void>());
	readonly onDidChangeCodeLenses = this.#changed.event;

	constructor(private readonly reports: ModelReports) {
		super();
		this.own(reports.onDidChange(() => this.#changed.fire()));
		this.own(vscode.workspace.onDidChangeConfiguration((event) => { if (affectsModels(event)) this.#changed.fire(); }));
	}

	async provideCodeLenses(document: vscode.TextDocument, token: vscode.CancellationToken): Promise<vscode.CodeLens[]> {
		if (!modelSettings(document).codeLens) return [];
		const analysed = await this.reports.soonest(document, token);
		if (analysed === undefined) return [];
		const { models, parts } = analysed.report;
		return [
			...models.flatMap((model) => {
				const range = rangeIn(analysed, document, model.nameRange);
				return range === undefined ? [] : modelLenses(analysed, model, range, document);
			}),
			...parts.flatMap((part) => {
				const range = part.instances === 0 ? undefined : rangeIn(analysed, document, part.nameRange);
				return range === undefined ? [] : [new vscode.CodeLens(range, { title: partTitle(part), command: `${SUMMARY_VIEW}.focus` })];
			}),
		];
	}
}
