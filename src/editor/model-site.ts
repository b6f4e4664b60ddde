import type * as vscode from 'vscode';
import type { FileRange, LayerSite, ShapeObservation } from '../models/report';
import { rangeIn } from './model-place';
import type { AnalysedModels } from './model-reports';
import { distinctUses, usesOf } from './model-uses';
import type { LayerUse } from './model-uses';

/** What stands at a place of a model's code: a layer where it is made, or a value (perhaps what a layer gives). */
export type ModelSite =
	| { readonly kind: 'layer'; readonly site: LayerSite; readonly range: vscode.Range; /** Those that differ. */ readonly uses: readonly LayerUse[] }
	| { readonly kind: 'value'; readonly observation: ShapeObservation; readonly range: vscode.Range; readonly uses: readonly LayerUse[] };

interface Ranged { readonly range: FileRange }

function length({ range }: Ranged): number {
	return range.end - range.start;
}

function narrowest<Each extends Ranged>(found: readonly Each[]): Each | undefined {
	return found.reduce<Each | undefined>((best, each) => (best === undefined || length(each) < length(best) ? each : best), undefined);
}

/** What the layer called at this very place does, over all models. */
function usesAt({ report }: AnalysedModels, { range }: ShapeObservation): LayerUse[] {
	const uses = report.models.flatMap((model) => model.layers.flatMap((layer) => layer.calls.flatMap((call) => (call.site?.start === range.start && call.site.end === range.end && layer.path !== '' ? [{ model, layer, call }] : []))));
	return uses.filter(({ layer }) => uses.every((each) => each.layer.depth >= layer.depth));
}

/** What stands at an offset of a document, the narrowest. */
export function siteAt(analysed: AnalysedModels, document: vscode.TextDocument, documentOffset: number): ModelSite | undefined {
	const offset = analysed.source.offsetOf(document, documentOffset);
	if (offset === undefined) return undefined;
	const holds = ({ range }: Ranged): boolean => range.start <= offset && offset <= range.end;
	const site = narrowest(analysed.report.layers.filter(holds));
	const observation = narrowest(analysed.report.observations.filter(holds));
	if (site !== undefined && (observation === undefined || length(site) <= length(observation))) {
		const range = rangeIn(analysed, document, site.range);
		return range && { kind: 'layer', site, range, uses: distinctUses(usesOf(analysed, site)) };
	}
	const range = observation && rangeIn(analysed, document, observation.range);
	return observation && range && { kind: 'value', observation, range, uses: distinctUses(usesAt(analysed, observation)) };
}
