import * as vscode from 'vscode';
import type { ModelReport } from '../models/report';
import { doubtSentence } from '../present/model-doubt';
import { callText, layerLines, tensorShape } from '../present/model-layer';
import type { DescribedLayer } from '../present/model-layer';
import { layerSvg } from '../present/model-layer-svg';
import type { LayerInk } from '../present/model-layer-svg';
import { provenanceText } from '../present/model-provenance';
import { modelValueText, quantityText } from '../present/model-quantity';
import type { LayerReference } from '../visualizer/protocol';
import { COMMANDS } from './identifiers';
import { exampleOf, useReference } from './layer-sources';
import { localize } from './localize';
import { changeInputArguments } from './model-input';
import { describePlace } from './model-place';
import type { AnalysedModels, ModelReports } from './model-reports';
import { siteAt } from './model-site';
import type { ModelSite } from './model-site';
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

/** A text as Markdown that shows just it, with blanks that lines may break at. */
function escapeMarkdown(text: string): string {
	return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replace(/[\\`*_{}[\]()#+\-!~|>]/g, '\\$&');
}

/** The letters of a size formula with their indices set low: H_o, W_i. */
function withIndices(markdown: string): string {
	return markdown.replace(/\b([A-Z])\\_(o|i|out)\b/g, '$1<sub>$2</sub>');
}

/** Colours that can be read on the hover of this kind of theme. */
function layerInk(theme: vscode.ColorThemeKind): LayerInk {
	switch (theme) {
		case vscode.ColorThemeKind.Light: return { text: '#5a5a5a', input: '#2f6fb5', window: '#b86e00', output: '#35803f' };
		case vscode.ColorThemeKind.Dark: return { text: '#b8b8b8', input: '#6aa9ee', window: '#f0ad4e', output: '#6fc381' };
		case vscode.ColorThemeKind.HighContrast: return { text: '#ffffff', input: '#7ab8ff', window: '#ffc04d', output: '#7ee08f' };
		case vscode.ColorThemeKind.HighContrastLight: return { text: '#000000', input: '#0f4a85', window: '#8a4b00', output: '#1b5e20' };
	}
}

/** Collects what a hover says, as Markdown and as the text that **Copy** takes. */
class Page {
	readonly #markdown = new vscode.MarkdownString();
	readonly #lines: string[] = [];

	constructor() {
		this.#markdown.supportHtml = true; // for indices; every text is escaped
		this.#markdown.isTrusted = { enabledCommands: [COMMANDS.showSources, COMMANDS.changeInput, COMMANDS.copyText] };
	}

	/** A bold name, and what follows it in code style. */
	heading(name: string, code: string): this {
		this.#lines.push(`${name}  ${code}`);
		this.#markdown.appendMarkdown(`**${escapeMarkdown(name)}** \`${code.replaceAll('`', '\'')}\`${BREAK}`);
		return this;
	}

	/** A line of text, with links that are not copied at its end. */
	line(text: string, links: readonly string[] = []): this {
		if (text === '') return this;
		this.#lines.push(text);
		this.#markdown.appendMarkdown(withIndices(escapeMarkdown(text))).appendMarkdown(`${links.map((each) => ` · ${each}`).join('')}${BREAK}`);
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
		const site = analysed && siteAt(analysed, document, document.offsetAt(position));
		if (analysed === undefined || site === undefined) return undefined;
		return site.kind === 'layer' ? layerHover(analysed, site, document) : valueHover(analysed, site, document);
	}
}

function provenanceOf(analysed: AnalysedModels, model: ModelReport): string {
	const [input] = model.inputs;
	return input === undefined ? '' : vscode.l10n.t('input size: {provenance}', { provenance: provenanceText(input.provenance, describePlace(analysed), localize) });
}

function changeLink(document: vscode.TextDocument, model: ModelReport): string[] {
	const argument = changeInputArguments(document, model);
	return argument === undefined ? [] : [link(vscode.l10n.t('Change input size'), COMMANDS.changeInput, argument)];
}

/** **Show me**, where the panel has a stage for the layer. */
function showLink(document: vscode.TextDocument, range: vscode.Range, layer: DescribedLayer, use: LayerUse | undefined, label: string): string[] {
	if (exampleOf(layer, use) === undefined) return [];
	const reference: LayerReference = { kind: 'layer', uri: document.uri.toString(), start: document.offsetAt(range.start), end: document.offsetAt(range.end), use: use === undefined ? undefined : useReference(use) };
	return [link(label, COMMANDS.showSources, { input: reference, kernel: reference })];
}

/** One use in full: heading, formula, costs, picture. */
function useHover(analysed: AnalysedModels, layer: DescribedLayer, use: LayerUse, range: vscode.Range, document: vscode.TextDocument): vscode.Hover {
	const page = new Page().heading(layer.className, use.call === undefined ? vscode.l10n.t('not called') : callText(use.call)).line(use.call === undefined ? '' : provenanceOf(analysed, use.model));
	for (const line of layerLines(layer, use.call, localize)) page.line(line);
	page.picture(layer.className, layerSvg(layer.geometry, tensorShape(use.call?.inputs[0]), tensorShape(use.call?.output), layerInk(vscode.window.activeColorTheme.kind)));
	return page.done([...showLink(document, range, layer, use, vscode.l10n.t('Show me')), ...changeLink(document, use.model)], range);
}

function layerHover(analysed: AnalysedModels, { site, uses, range }: Extract<ModelSite, { readonly kind: 'layer' }>, document: vscode.TextDocument): vscode.Hover {
	const [only] = uses;
	if (only !== undefined && uses.length === 1) return useHover(analysed, only.layer, only, range, document);
	if (only === undefined) {
		const page = new Page().heading(site.className, vscode.l10n.t('input not known'));
		for (const line of layerLines(site, undefined, localize)) page.line(line);
		return page.done(showLink(document, range, site, undefined, vscode.l10n.t('Show me')), range);
	}
	const page = new Page().heading(site.className, vscode.l10n.t('{count} different uses', { count: uses.length }));
	for (const use of uses.slice(0, MOST_USES)) {
		const { model, layer, call } = use;
		page.line(`${model.name}${layer.path === '' ? '' : `.${layer.path}`}: ${call === undefined ? vscode.l10n.t('not called') : callText(call)} · ${vscode.l10n.t('Parameters {count}', { count: quantityText(layer.parameterCount) })}`, showLink(document, range, layer, use, vscode.l10n.t('Show me')));
	}
	if (uses.length > MOST_USES) page.line(vscode.l10n.t('… and {count} more', { count: uses.length - MOST_USES }));
	return page.done(changeLink(document, only.model), range);
}

function valueHover(analysed: AnalysedModels, { observation, uses: [only, ...more], range }: Extract<ModelSite, { readonly kind: 'value' }>, document: vscode.TextDocument): vscode.Hover {
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
