import * as vscode from 'vscode';
import type { ModelReport, ReportedShape } from '../models/report';
import { classLine, isModelDocument } from './model-source';
import type { ModelReports } from './model-reports';

/** What the command **Change Input Shape** is told by links and lenses. */
export interface ChangeInputArguments {
	readonly uri: string;
	readonly className: string;
	/** The present shape, as a `# shape:` line writes it. */
	readonly shape: string;
}

function plainShape(shape: ReportedShape): string {
	return shape.map(String).join(',').replaceAll(' ', '');
}

/** The arguments for changing a model's input; undefined for a model that is no class of this document. */
export function changeInputArguments(document: vscode.TextDocument, model: ModelReport): ChangeInputArguments | undefined {
	if (model.framework !== 'torch' && model.inputs.some(({ provenance }) => provenance.kind === 'layer')) return undefined;
	if (classLine(document.getText(), model.name) === undefined) return undefined;
	const shape = model.inputs.length === 1 ? plainShape(model.inputs[0]!.shape) : model.inputs.map((each) => `${each.name} = ${plainShape(each.shape)}`).join('; ');
	return { uri: document.uri.toString(), className: model.name, shape };
}

const SIZE = /^(?:\d+|[A-Za-z_]\w*)$/;

/** Whether a text states shapes the way a `# shape:` line does: `B,3,224,224`, or `x = B,3,224,224; mask = B,10`. */
export function isShapeText(text: string): boolean {
	return text.split(';').every((part) => {
		const sizes = part.slice(part.indexOf('=') + 1).split(',').map((size) => size.trim());
		return sizes.length > 0 && sizes.every((size) => SIZE.test(size)) && sizes.every((size) => size !== '0');
	});
}

const PRAGMA = /^[ \t]*#[ \t]*shape:[^\n]*$/;

/** The edit that writes a `# shape:` line above a class, or replaces the one that stands there. */
export function pragmaEdit(document: vscode.TextDocument, className: string, shape: string): vscode.WorkspaceEdit | undefined {
	const at = classLine(document.getText(), className);
	if (at === undefined) return undefined;
	const edit = new vscode.WorkspaceEdit();
	const { line } = document.positionAt(at);
	const above = line > 0 ? document.lineAt(line - 1) : undefined;
	if (above !== undefined && PRAGMA.test(above.text)) edit.replace(document.uri, above.range, `# shape: ${shape}`);
	else edit.insert(document.uri, new vscode.Position(line, 0), `# shape: ${shape}\n`);
	return edit;
}

/** The command **Change Input Shape**: asks for the shape, then whether to write it into the file. */
export async function changeInput(reports: ModelReports, given: ChangeInputArguments | undefined): Promise<void> {
	const target = given ?? await modelAtCursor(reports);
	if (target === undefined) {
		void vscode.window.showInformationMessage(vscode.l10n.t('Put the cursor on a model’s class first.'));
		return;
	}
	const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(target.uri));
	const shape = await vscode.window.showInputBox({
		title: vscode.l10n.t('Input shape of {name}', { name: target.className }), value: target.shape, prompt: vscode.l10n.t('Sizes with commas between them; B is the batch. Several inputs: x = B,3,224,224; mask = B,10'),
		validateInput: (text) => (isShapeText(text) ? undefined : vscode.l10n.t('Sizes are whole numbers or names, with commas between them: B,3,224,224')),
	});
	if (shape === undefined) return;
	const session = { label: vscode.l10n.t('Keep for this session'), writes: false };
	const write = { label: vscode.l10n.t('Write as a comment above the class'), description: `# shape: ${shape}`, writes: true };
	const chosen = await vscode.window.showQuickPick([session, write], { title: vscode.l10n.t('Input shape of {name}', { name: target.className }) });
	if (chosen === undefined) return;
	const edit = chosen.writes ? pragmaEdit(document, target.className, shape) : undefined;
	if (edit === undefined) return reports.assume(document, target.className, `# shape: ${shape}`);
	await vscode.workspace.applyEdit(edit);
	return reports.assume(document, target.className, undefined);
}

async function modelAtCursor(reports: ModelReports): Promise<ChangeInputArguments | undefined> {
	const editor = vscode.window.activeTextEditor;
	if (editor === undefined || !isModelDocument(editor.document)) return undefined;
	const { document } = editor;
	const analysed = await reports.get(document);
	const offset = analysed?.source.offsetOf(document, document.offsetAt(editor.selection.active));
	if (analysed === undefined || offset === undefined) return undefined;
	const { models } = analysed.report;
	const model = models.find(({ definitionRange }) => definitionRange.start <= offset && offset <= definitionRange.end) ?? (models.length === 1 ? models[0] : undefined);
	return model === undefined ? undefined : changeInputArguments(document, model);
}
