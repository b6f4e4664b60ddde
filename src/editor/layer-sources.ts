import * as vscode from 'vscode';
import type { FileRange } from '../models/report';
import type { DescribedLayer } from '../present/model-layer';
import { tensorShape } from '../present/model-layer';
import { provenanceText } from '../present/model-provenance';
import type { LayerReference, ShownLayer, SourceMatrix, StageSettings } from '../visualizer/protocol';
import type { Outcome } from './document-matrix';
import { layerExample } from './layer-example';
import type { LayerExample } from './layer-example';
import { localize } from './localize';
import { describePlace, rangeIn } from './model-place';
import type { AnalysedModels, ModelReports } from './model-reports';
import { siteAt } from './model-site';
import type { ModelSite } from './model-site';
import type { LayerUse } from './model-uses';

/** A layer that was read from its document: what the panel shows of it. */
export interface ResolvedLayer {
	readonly reference: LayerReference;
	readonly layer: ShownLayer;
	readonly stages: readonly StageSettings[];
	readonly input: SourceMatrix;
	readonly kernel: SourceMatrix;
}

/** The example of a use of a layer; undefined where the panel has no stage for it. */
export function exampleOf(layer: DescribedLayer, use: LayerUse | undefined): LayerExample | undefined {
	return layerExample(layer, tensorShape(use?.call?.inputs[0]), tensorShape(use?.call?.output), use?.model.framework === 'keras');
}

/** How one of several uses is told from the others. */
export function useReference({ model, layer, call }: LayerUse): LayerReference['use'] {
	return { model: model.name, path: layer.path, call: Math.max(0, call === undefined ? 0 : layer.calls.indexOf(call)) };
}

/** Whether a layer is made or called there. */
function isLayer(site: ModelSite | undefined): site is ModelSite {
	return site !== undefined && (site.kind === 'layer' || site.uses.length > 0);
}

/** Where a referenced layer stands now: at its place, else within the stretch that was rewritten around it, else where its model makes it. */
function siteOf(analysed: AnalysedModels, document: vscode.TextDocument, { start, end, use }: LayerReference): ModelSite | undefined {
	const there = siteAt(analysed, document, start);
	if (isLayer(there)) return there;
	const placeOf = (range: FileRange | undefined): number[] => {
		const place = range && rangeIn(analysed, document, range);
		return place === undefined ? [] : [document.offsetAt(place.start)];
	};
	const { layers, models } = analysed.report;
	const rewritten = layers.flatMap(({ range }) => placeOf(range)).filter((each) => start <= each && each < end);
	const meant = models.find(({ name }) => name === use?.model)?.layers.find(({ path }) => path === use?.path);
	return [...rewritten, ...placeOf(meant?.constructor)].map((offset) => siteAt(analysed, document, offset)).find(isLayer);
}

/** The use that a reference means: the very one, else the first that there is now. */
function meantUse({ report }: AnalysedModels, meant: LayerReference['use'], uses: readonly LayerUse[]): LayerUse | undefined {
	const model = report.models.find(({ name }) => name === meant?.model);
	const layer = model?.layers.find(({ path }) => path === meant?.path);
	const isHere = layer !== undefined && uses.some((use) => use.layer.constructor?.start === layer.constructor?.start);
	return model !== undefined && layer !== undefined && isHere ? { model, layer, call: layer.calls[meant?.call ?? 0] ?? layer.calls[0] } : uses[0];
}

function bySize(shape: readonly number[]): string {
	return shape.join('×');
}

function sentenceOf(analysed: AnalysedModels, use: LayerUse | undefined, { input, kernel, hasKernel, whole, isInputMade, leavesOutActivation }: LayerExample): string {
	const { l10n } = vscode;
	const shown = bySize(input.shape.slice(1));
	const [provided] = use?.model.inputs ?? [];
	const isSmaller = shown !== bySize(whole.input.slice(1));
	const filters = kernel.shape[0]! < whole.kernel[0]! && hasKernel ? [kernel.shape[0]!, whole.kernel[0]!] as const : undefined;
	return [
		l10n.t('Example numbers: the source gives sizes only.'),
		...(isInputMade ? [l10n.t('No input is known: {size} is an example.', { size: shown })] : provided === undefined ? [] : [l10n.t('Input size of the model: {provenance}.', { provenance: provenanceText(provided.provenance, describePlace(analysed), localize) })]),
		...(isSmaller ? [l10n.t('Drawn with an input of {shown} instead of {whole}.', { shown, whole: bySize(whole.input.slice(1)) })] : []),
		...(filters === undefined ? [] : [l10n.t('Drawn are {shown} of the {whole} filters.', { shown: filters[0], whole: filters[1] })]),
		...(leavesOutActivation ? [l10n.t('The layer’s own activation is left out.')] : []),
		...(isSmaller || filters !== undefined ? [l10n.t('Formula, sizes and costs below are those of the whole layer.')] : []),
	].join(' ');
}

/** Reads layers of models for the panel. */
export class LayerSources {
	/** The reports on a source are new: what is shown of its layers may have changed. */
	readonly onDidChange: vscode.Event<AnalysedModels>;

	constructor(private readonly reports: ModelReports) {
		this.onDidChange = reports.onDidChange;
	}

	/** Reads a layer anew from its document, or says in a sentence why that is not possible. */
	async read(reference: LayerReference): Promise<Outcome<ResolvedLayer>> {
		const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(reference.uri)).then((opened) => opened, () => undefined);
		const analysed = document && await this.reports.get(document);
		const site = document && analysed && siteOf(analysed, document, reference);
		const use = analysed && site && meantUse(analysed, reference.use, site.uses);
		const layer = use?.layer ?? (site?.kind === 'layer' ? site.site : undefined);
		if (document === undefined || analysed === undefined || site === undefined || layer === undefined) return { kind: 'failed', sentence: vscode.l10n.t('The layer is no longer where it was; the last numbers stay on view.') };
		const example = exampleOf(layer, use);
		if (example === undefined) return { kind: 'failed', sentence: vscode.l10n.t('The layer’s sizes are not known as it stands; the last numbers stay on view.') };
		const path = use?.layer.path ?? '';
		const name = path === '' ? layer.className : `${path} (${layer.className})`;
		const matrix = ({ shape, data }: LayerExample['input']): SourceMatrix => ({ name: undefined, place: undefined, shape, values: data });
		return {
			kind: 'ok',
			value: {
				reference: { ...reference, start: document.offsetAt(site.range.start), end: document.offsetAt(site.range.end) },
				layer: {
					name, sentence: sentenceOf(analysed, use, example), hasKernel: example.hasKernel, whole: example.whole,
					place: { file: document.uri.path.slice(document.uri.path.lastIndexOf('/') + 1), line: site.range.start.line + 1 },
				},
				stages: example.stages, input: matrix(example.input), kernel: matrix(example.kernel),
			},
		};
	}
}
