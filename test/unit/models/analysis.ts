import { ModelAnalyzer } from '../../../src/models/analyze';
import type { AnalysisOptions } from '../../../src/models/analyze';
import type { FileReport, LayerReport, ModelReport, Quantity, ReportedShape, ReportedValue } from '../../../src/models/report';

export const IMPORTS = 'import torch\nimport torch.nn as nn\nimport torch.nn.functional as F\n';

export function analyze(text: string, options: AnalysisOptions = {}): FileReport {
	return new ModelAnalyzer(options).analyze(text, 'main.py');
}

/** The shape of a value that must be a tensor. */
export function shapeOf(value: ReportedValue | undefined): ReportedShape | undefined {
	return value?.kind === 'tensor' ? value.shape : undefined;
}

/** An exact quantity's number; anything else as its status. */
export function exact(quantity: Quantity): number | string {
	return quantity.status === 'exact' ? quantity.value : quantity.status;
}

export function layer(model: ModelReport | undefined, path: string): LayerReport {
	const found = model?.layers.find((each) => each.path === path);
	if (found === undefined) throw new Error(`no layer ${path}`);
	return found;
}

/** What is written at a range. */
export function textAt(text: string, range: { readonly start: number; readonly end: number } | undefined): string | undefined {
	return range === undefined ? undefined : text.slice(range.start, range.end);
}
