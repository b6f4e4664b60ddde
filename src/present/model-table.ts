/** A model's layers as a table, in torchinfo's columns, and written as Markdown, CSV and LaTeX. */
import type { LayerReport, ModelReport, Quantity } from '../models/report';
import type { Localize } from './localize';
import { bytesText, modelValueText, quantityText } from './model-quantity';
import { showCount } from './number';

export type TableFormat = 'markdown' | 'csv' | 'latex';

/** One call of a layer; a layer that is called again has one row for each call, with its parameters in the first. */
export interface LayerRow {
	readonly layer: LayerReport;
	readonly call: LayerReport['calls'][number] | undefined;
	readonly kernel: string;
	readonly input: string;
	readonly output: string;
	readonly parameters: string;
	/** Of all parameters, in percent; empty where either is not exactly known. */
	readonly share: string;
	readonly multiplyAdds: string;
	readonly receptiveField: string;
	readonly memory: string;
}

function kernelText({ geometry }: LayerReport): string {
	return geometry.kind === 'convolution' || geometry.kind === 'pooling' ? geometry.kernel.join('×') : '';
}

function shareText(part: Quantity, all: Quantity): string {
	return part.status === 'exact' && all.status === 'exact' && all.value > 0 ? `${(100 * part.value / all.value).toFixed(1)} %` : '';
}

/** The row of a layer, by its first call. */
export function layerRow(layer: LayerReport, { totals }: ModelReport): LayerRow {
	const [call] = layer.calls;
	const field = call?.receptiveField;
	return {
		layer, call, kernel: kernelText(layer),
		input: call?.inputs.map(modelValueText).filter((text) => text !== '').join(', ') ?? '', output: call === undefined ? '' : modelValueText(call.output),
		parameters: quantityText(layer.parameterCount), share: shareText(layer.parameterCount, totals.parameters),
		multiplyAdds: call === undefined ? '' : sumText(layer), receptiveField: field === undefined ? '' : field.size.join('×'),
		memory: call === undefined || call.output.kind === 'unknown' ? '' : quantityText(call.outputBytes, bytesText),
	};
}

/** The multiply-adds over all calls of a layer. */
function sumText({ calls }: LayerReport): string {
	const counts = calls.map(({ multiplyAdds }) => multiplyAdds.operations);
	const known = counts.flatMap((each) => (each.status === 'unknown' ? [] : [each.value]));
	if (known.length === 0) return '?';
	const sum = showCount(known.reduce((total, each) => total + each, 0));
	return counts.every(({ status }) => status === 'exact') ? sum : `≥ ${sum}`;
}

function totalLines({ totals, stoppedAt }: ModelReport, localize: Localize): ReadonlyArray<readonly [string, string]> {
	return [
		[localize('Parameters'), quantityText(totals.parameters)],
		[localize('Trainable parameters'), quantityText(totals.trainable)],
		[localize('Multiply-adds (one sample, biases not counted)'), quantityText(totals.multiplyAdds.operations)],
		[localize('Multiply-adds as torchinfo counts'), quantityText(totals.multiplyAdds.weights)],
		[localize('Input size'), quantityText(totals.inputBytes, bytesText)],
		[localize('Forward and backward pass'), quantityText(totals.passBytes, bytesText)],
		[localize('Parameters size'), quantityText(totals.parameterBytes, bytesText)],
		...(stoppedAt === undefined ? [] : [[localize('Incomplete'), localize('the forward pass stops before its end')] as const]),
	];
}

/** The totals of a model, each with its name. */
export function modelTotals(model: ModelReport, localize: Localize): ReadonlyArray<readonly [name: string, value: string]> {
	return totalLines(model, localize);
}

function headings(localize: Localize): readonly string[] {
	return [localize('Layer'), localize('Kernel'), localize('Input'), localize('Output'), localize('Parameters'), localize('Share'), localize('Multiply-adds'), localize('Receptive field'), localize('Memory')];
}

function cellsOf(row: LayerRow, model: ModelReport): readonly string[] {
	const name = row.layer.path === '' ? model.name : `${row.layer.path} (${row.layer.className})`;
	return [name, row.kernel, row.input, row.output, row.parameters, row.share, row.multiplyAdds, row.receptiveField, row.memory];
}

const LATEX_SPECIAL: Readonly<Record<string, string>> = { '\\': '\\textbackslash{}', '~': '\\textasciitilde{}', '^': '\\textasciicircum{}', '×': '$\\times$', '≥': '$\\geq$', '·': '$\\cdot$' };

function escapeLatex(text: string): string {
	return text.replace(/[\\~^×≥·]|[&%$#_{}]/g, (each) => LATEX_SPECIAL[each] ?? `\\${each}`);
}

function escapeCsv(text: string): string {
	return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** The whole table as text to paste elsewhere. */
export function modelTable(model: ModelReport, format: TableFormat, localize: Localize): string {
	const head = headings(localize);
	const rows = model.layers.map((layer) => cellsOf(layerRow(layer, model), model));
	const totals = modelTotals(model, localize);
	switch (format) {
		case 'markdown': {
			const line = (cells: readonly string[]): string => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
			return `${[line(head), line(head.map((_, index) => (index === 0 ? '---' : '---:'))), ...rows.map(line)].join('\n')}\n\n${totals.map(([name, value]) => `- ${name}: ${value}`).join('\n')}\n`;
		}
		case 'csv': {
			const blank = head.slice(2).map(() => '');
			return `${[head, ...rows, ...totals.map(([name, value]) => [name, value, ...blank])].map((cells) => cells.map(escapeCsv).join(',')).join('\n')}\n`;
		}
		case 'latex': {
			const line = (cells: readonly string[]): string => `${cells.map(escapeLatex).join(' & ')} \\\\`;
			const totalLine = ([name, value]: readonly [string, string]): string => `\\multicolumn{${head.length - 1}}{l}{${escapeLatex(name)}} & ${escapeLatex(value)} \\\\`;
			return ['\\begin{tabular}{l' + 'r'.repeat(head.length - 1) + '}', '\\hline', line(head), '\\hline', ...rows.map(line), '\\hline', ...totals.map(totalLine), '\\hline', '\\end{tabular}', ''].join('\n');
		}
	}
}
