import * as vscode from 'vscode';
import { evaluateWorksheet } from '../worksheet/worksheet';
import { LANGUAGE_MODEL_TOOL } from './identifiers';
import { worksheetReport } from './worksheet-report';

/** What an agent gives: a whole worksheet, or one layer with the shape of its input. */
interface Request {
	readonly worksheet?: string;
	readonly layer?: string;
	readonly inputShape?: readonly number[];
}

/** Longer worksheets are cut. */
const LONGEST = 200_000;

/** The worksheet that a request stands for; undefined where it says nothing. */
export function requestedWorksheet({ worksheet, layer, inputShape }: Request): string | undefined {
	if (typeof worksheet === 'string') return worksheet.slice(0, LONGEST);
	if (typeof layer !== 'string' || !Array.isArray(inputShape)) return undefined;
	// A torch.nn module names its input channels first, which the input's shape tells already.
	const call = layer.slice(0, LONGEST).replace(/^\s*(?:torch\.)?(?:nn\.)?Conv2d\(\s*(?:in_channels\s*=\s*)?\d+\s*,\s*/, 'conv(');
	return `layer = input(${inputShape.map(Number).join(', ')}) -> ${call}`;
}

/** The tool by which agents in the editor compute convolutions: `convlens_analyze`. */
class AnalyzeTool implements vscode.LanguageModelTool<Request> {
	invoke({ input }: vscode.LanguageModelToolInvocationOptions<Request>): vscode.LanguageModelToolResult {
		const worksheet = requestedWorksheet(input);
		const text = worksheet === undefined
			? vscode.l10n.t('Give a worksheet, or a layer and the shape of its input.')
			: worksheetReport(evaluateWorksheet(worksheet));
		return new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(text)]);
	}

	prepareInvocation(): vscode.PreparedToolInvocation {
		return { invocationMessage: vscode.l10n.t('Computing with ConvLens') };
	}
}

/** Registers the tool where the editor knows tools: forks and older versions may not. */
export function registerLanguageModelTool(): vscode.Disposable {
	const { lm } = vscode as { readonly lm?: Partial<typeof vscode.lm> };
	return lm?.registerTool?.(LANGUAGE_MODEL_TOOL, new AnalyzeTool()) ?? new vscode.Disposable(() => undefined);
}
