import * as vscode from 'vscode';
import type { LayerSite, ModelReport, ShapeObservation } from '../models/report';
import { doubtSentence } from '../present/model-doubt';
import { callText, layerLines, tensorShape } from '../present/model-layer';
import type { DescribedLayer } from '../present/model-layer';
import { layerSvg } from '../present/model-layer-svg';
import { provenanceText } from '../present/model-provenance';
import { modelValueText, quantityText } from '../present/model-quantity';
import { COMMANDS } from './identifiers';
import { localize } from './localize';
import { changeInputArguments } from './model-input';
import { describePlace, rangeIn } from './model-place';
import type { AnalysedModels, ModelReports } from './model-reports';
import { distinctUses, usesOf } from './model-uses';
import type { LayerUse } from './model-uses';

const MOST_USES = 5;

/** A new line, closer than a new paragraph: everything has to fit without scrolling. */
const BREAK = '  \n';

function imageUri(svg: string): string {
	return `data:image/svg+xml,${encodeURIComponent(svg).replaceAll('(', '%28').replaceAll(')', '%29')}`;
}

function link(label: string, command: string, argument: unknown): string {
	return `[${label}](command:${command}?${encodeURIComponent(JSON.stringify([argument])).replaceAll('(', '%28').replaceAll(')', '%29')})`;
}

/** Collects what a hover says, as Markdown and as the text that **Copy** takes. */
class Page {
	readonly #markdown = new vscode.MarkdownString();
	readonly #lines: string[] = [];

	constructor() {
		this.#markdown.isTrusted = { enabledCommands: [COMMANDS.changeInput, COMMANDS.copyText] };
	}

	/** A bold name, and what follows it in code style. */
	heading(name: string, code: string): this {
		this.#lines.push(`${name}  ${code}`);
		this.#markdown.appendMarkdown('**').appendText(name).appendMarkdown(`** \`${code.replaceAll('`', '\'')}\`${BREAK}`);
		return this;
	}

	line(text: string): this {
		if (text === '') return this;
		this.#lines.push(text);
		this.#markdown.appendText(text).appendMarkdown(BREAK);
		return this;
	}

	picture(name: string, svg: string | undefined): this {
		if (svg !== undefined) this.#markdown.appendMarkdown(`![${name}](${imageUri(svg)})${BREAK}`);
		return this;
	}

	done(links: readonly string[], range: vscode.Range): vscode.Hover {
		this.#markdown.appendMarkdown([...links, link(vscode.l10n.t('Copy'), COMMANDS.copyText, this.#lines.join('\n'))].join(' · '));
		return new vscode.Hover(this.#markdown, range);
	}
}

/** What a layer, a call or a statement does to shapes, with the formula and the numbers in it. */
export class ModelHoverProvider implements vscode.HoverProvider {
	constructor(private readonly reports: ModelReports) {}

	async provideHover(document: vscode.TextDocument, position: vscode.Position, token: vscode.CancellationToken): Promise<vscode.Hover | undefined> {
		const analysed = await this.reports.get(document, token);
		const offset = analysed?.source.offsetOf(document, document.offsetAt(position));
		if (analysed === undefined || offset === undefined) return undefined;
		const holds = ({ range }: { readonly range: { readonly start: number; readonly end: number } }): boolean => range.start <= offset && offset <= range.end;
		const site = narrowest(analysed.report.layers.filter(holds));
		const observation = narrowest(analysed.report.observations.filter(holds));
		const isLayer = site !== undefined && (observation === undefined || length(site) <= length(observation));
		const range = isLayer ? rangeIn(analysed, document, site.range) : observation === undefined ? undefined : rangeIn(analysed, document, observation.range);
		if (range === undefined) return undefined;
		if (isLayer) return layerHover(analysed, site, range, document);
		return observation === undefined ? undefined : observationHover(analysed, observation, range, document);
	}
}

interface Ranged { readonly range: { readonly start: number; readonly end: number } }

function length({ range }: Ranged): number {
	return range.end - range.start;
}

function narrowest<Each extends Ranged>(found: readonly Each[]): Each | undefined {
	return found.reduce<Each | undefined>((best, each) => (best === undefined || length(each) < length(best) ? each : best), undefined);
}

function provenanceOf(analysed: AnalysedModels, model: ModelReport): string {
	const [input] = model.inputs;
	return input === undefined ? '' : vscode.l10n.t('input size: {provenance}', { provenance: provenanceText(input.provenance, describePlace(analysed), localize) });
}

function changeLink(document: vscode.TextDocument, model: ModelReport): string[] {
	const argument = changeInputArguments(document, model);
	return argument === undefined ? [] : [link(vscode.l10n.t('Change input size'), COMMANDS.changeInput, argument)];
}

/** One use in full: heading, formula, costs, picture. */
function useHover(analysed: AnalysedModels, layer: DescribedLayer, use: LayerUse, range: vscode.Range, document: vscode.TextDocument): vscode.Hover {
	const page = new Page().heading(layer.className, use.call === undefined ? vscode.l10n.t('not called') : callText(use.call)).line(use.call === undefined ? '' : provenanceOf(analysed, use.model));
	for (const line of layerLines(layer, use.call, localize)) page.line(line);
	page.picture(layer.className, layerSvg(layer.geometry, tensorShape(use.call?.inputs[0]), tensorShape(use.call?.output)));
	return page.done(changeLink(document, use.model), range);
}

function layerHover(analysed: AnalysedModels, site: LayerSite, range: vscode.Range, document: vscode.TextDocument): vscode.Hover {
	const uses = usesOf(analysed, site);
	const distinct = distinctUses(uses);
	const [only] = distinct;
	if (only !== undefined && distinct.length === 1) return useHover(analysed, only.layer, only, range, document);
	if (only === undefined) {
		const page = new Page().heading(site.className, vscode.l10n.t('input not known'));
		for (const line of layerLines(site, undefined, localize)) page.line(line);
		return page.done([], range);
	}
	const page = new Page().heading(site.className, vscode.l10n.t('{count} different uses', { count: distinct.length }));
	for (const { model, layer, call } of distinct.slice(0, MOST_USES)) {
		page.line(`${model.name}${layer.path === '' ? '' : `.${layer.path}`}: ${call === undefined ? vscode.l10n.t('not called') : callText(call)} · ${vscode.l10n.t('Parameters {count}', { count: quantityText(layer.parameterCount) })}`);
	}
	if (distinct.length > MOST_USES) page.line(vscode.l10n.t('… and {count} more', { count: distinct.length - MOST_USES }));
	return page.done(changeLink(document, only.model), range);
}

/** What the layer called at this very place does, over all models. */
function usesAt({ report }: AnalysedModels, { range }: ShapeObservation): LayerUse[] {
	return report.models.flatMap((model) => model.layers.flatMap((layer) => layer.calls.flatMap((call) => (call.site?.start === range.start && call.site.end === range.end && layer.path !== '' ? [{ model, layer, call }] : []))));
}

function observationHover(analysed: AnalysedModels, observation: ShapeObservation, range: vscode.Range, document: vscode.TextDocument): vscode.Hover {
	const [only, ...more] = distinctUses(usesAt(analysed, observation).filter(({ layer }, _, all) => all.every((each) => each.layer.depth >= layer.depth)));
	if (only !== undefined && more.length === 0) return useHover(analysed, only.layer, only, range, document);
	const text = document.getText(range).split('\n')[0]!.trim();
	const page = new Page();
	for (const value of observation.values.slice(0, MOST_USES)) {
		page.heading(text.length > 60 ? `${text.slice(0, 59)}…` : text, modelValueText(value)).line(value.kind === 'unknown' ? doubtSentence(value.doubt, localize) : '');
	}
	const model = analysed.report.models.find(({ definitionRange }) => definitionRange.start <= observation.range.start && observation.range.end <= definitionRange.end);
	if (model !== undefined) page.line(provenanceOf(analysed, model));
	return page.done(model === undefined ? [] : changeLink(document, model), range);
}
