import * as vscode from 'vscode';
import { shapeText } from '../engine/tensor';
import { operationSummary, parameterText, signatureText } from '../present/worksheet-operation';
import { callAround, type CallAround } from '../worksheet/call-around';
import { OPERATION_NAMES, signatureOf, type Parameter } from '../worksheet/signatures';
import { shownShape } from '../worksheet/value';
import { localize } from './localize';
import type { WorksheetDocuments } from './worksheet-documents';

/** The statement's text before this place, and the characters it has there: enough to know which call it is in. */
function callAt(document: vscode.TextDocument, position: vscode.Position, documents: WorksheetDocuments): CallAround | undefined {
	const offset = document.offsetAt(position);
	// A blank just typed at the end of a statement is not yet its own.
	const statement = documents.statementsOf(document).findLast(({ start }) => start <= offset);
	return statement && callAround(document.getText().slice(statement.start, offset), offset - statement.start);
}

function parametersOf({ operation }: CallAround): readonly Parameter[] {
	const seen = new Map(signatureOf(operation).forms.flat().map((each) => [each.name, each]));
	return [...seen.values()];
}

/** Completes operations, names and parameters; shows an operation's signature while its arguments are typed. */
export class WorksheetCompletion implements vscode.CompletionItemProvider, vscode.SignatureHelpProvider {
	constructor(private readonly documents: WorksheetDocuments) {}

	provideCompletionItems(document: vscode.TextDocument, position: vscode.Position): vscode.CompletionItem[] {
		const before = document.lineAt(position).text.slice(0, position.character);
		if (before.includes('#')) return [];
		const call = callAt(document, position, this.documents);
		const inChain = /(?:->|→)\s*\w*$/.test(before);
		const isValue = call !== undefined || inChain || /=\s*\w*$/.test(before) || /^\s*(?:expect\s+)?\w*$/.test(before);
		if (!isValue) return [];
		return [...(call === undefined || inChain ? [] : this.#parameters(call)), ...(inChain ? [] : this.#names(document, position)), ...this.#operations(inChain, before)];
	}

	#parameters(call: CallAround): vscode.CompletionItem[] {
		const parameter = typeof call.argument === 'string' ? parametersOf(call).find(({ name }) => name === call.argument) : undefined;
		if (parameter !== undefined) {
			const choices = parameter.choices ?? (parameter.kind === 'padding' ? ['same', 'valid'] : []);
			const words = parameter.kind === 'flag' ? ['true', 'false'] : choices.map((choice) => `'${choice}'`);
			return words.map((word) => new vscode.CompletionItem(word, vscode.CompletionItemKind.EnumMember));
		}
		return parametersOf(call).filter(({ name, rest }) => rest !== true && !call.given.includes(name)).map((each) => {
			const item = new vscode.CompletionItem(each.name, vscode.CompletionItemKind.Property);
			item.detail = parameterText(each);
			item.insertText = `${each.name}=`;
			item.sortText = `0${each.name}`;
			return item;
		});
	}

	#names(document: vscode.TextDocument, position: vscode.Position): vscode.CompletionItem[] {
		const offset = document.offsetAt(position);
		const items = new Map<string, vscode.CompletionItem>();
		for (const { start, statement: { name }, result: { value } } of this.documents.statementsOf(document)) {
			if (name === undefined || start + name.range.end >= offset) continue;
			const item = new vscode.CompletionItem(name.text, vscode.CompletionItemKind.Variable);
			if (value !== undefined) item.detail = shapeText(shownShape(value));
			item.sortText = `1${name.text}`;
			items.set(name.text, item);
		}
		return [...items.values()];
	}

	#operations(inChain: boolean, before: string): vscode.CompletionItem[] {
		const atStart = /^\s*\w*$/.test(before);
		const words = OPERATION_NAMES.filter((name) => !inChain || signatureOf(name).role === 'stage').map((name) => {
			const signature = signatureOf(name);
			const item = new vscode.CompletionItem(name, vscode.CompletionItemKind.Function);
			item.detail = signatureText(name, signature, signature.forms[0] ?? [], inChain).label;
			item.documentation = operationSummary(name, localize);
			const bare = inChain && (signature.forms.length === 0 || signature.forms.some((form) => form.every((each) => each.default !== undefined)));
			item.insertText = bare ? name : new vscode.SnippetString(`${name}($0)`);
			if (!bare) item.command = { title: '', command: 'editor.action.triggerParameterHints' };
			item.sortText = `2${name}`;
			return item;
		});
		if (!atStart) return words;
		const expect = new vscode.CompletionItem('expect', vscode.CompletionItemKind.Keyword);
		expect.documentation = vscode.l10n.t('Checks an answer: expect A = 6 8 2');
		expect.insertText = 'expect ';
		return [expect, ...words];
	}

	provideSignatureHelp(document: vscode.TextDocument, position: vscode.Position): vscode.SignatureHelp | undefined {
		const call = callAt(document, position, this.documents);
		if (call === undefined) return undefined;
		const signature = signatureOf(call.operation);
		const help = new vscode.SignatureHelp();
		help.signatures = signature.forms.map((form) => {
			const { label, parameters } = signatureText(call.written, signature, form, call.inChain);
			const information = new vscode.SignatureInformation(label, operationSummary(call.operation, localize));
			information.parameters = parameters.map((each) => new vscode.ParameterInformation(each));
			information.activeParameter = typeof call.argument === 'number' ? Math.min(call.argument, Math.max(0, parameters.length - 1)) : parameters.findIndex((each) => each.split('=')[0] === call.argument);
			return information;
		});
		const byName = help.signatures.findIndex(({ activeParameter = 0 }) => activeParameter >= 0);
		help.activeSignature = Math.max(0, byName);
		return help;
	}
}
