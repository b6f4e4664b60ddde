import type { LayerCall, LayerReport, LayerSite, ModelReport } from '../models/report';
import { callText } from '../present/model-layer';
import type { AnalysedModels } from './model-reports';

/** One way in which a layer that is written once is used. */
export interface LayerUse {
	readonly model: ModelReport;
	readonly layer: LayerReport;
	readonly call: LayerCall | undefined;
}

/** Every use of a layer's constructor call, in every model and round. */
export function usesOf({ report }: AnalysedModels, site: LayerSite): LayerUse[] {
	return site.uses.flatMap(({ model: index, path }): LayerUse[] => {
		const model = report.models[index];
		const layer = model?.layers.find((each) => each.path === path);
		if (model === undefined || layer === undefined) return [];
		return layer.calls.length === 0 ? [{ model, layer, call: undefined }] : layer.calls.map((call) => ({ model, layer, call }));
	});
}

/** The uses that differ in shapes or parameters: the first of each kind. */
export function distinctUses(uses: readonly LayerUse[]): LayerUse[] {
	const kinds = new Map<string, LayerUse>();
	for (const use of uses) {
		const key = `${use.call === undefined ? '' : callText(use.call)}|${JSON.stringify(use.layer.parameterCount)}|${JSON.stringify(use.layer.geometry)}`;
		if (!kinds.has(key)) kinds.set(key, use);
	}
	const called = [...kinds.values()].filter(({ call }) => call !== undefined);
	return called.length > 0 ? called : [...kinds.values()];
}
