import * as vscode from 'vscode';

const SECTION = 'convlens.models';

/** The settings of the live shapes. Their meaning stands in package.nls.json. */
export interface ModelSettings {
	readonly enabled: boolean;
	readonly layerHints: boolean;
	readonly statementHints: boolean;
	readonly codeLens: boolean;
	readonly diagnostics: boolean;
	readonly defaultInputSize: number;
	readonly importFolders: readonly string[];
	readonly installedPackages: boolean;
}

/** The settings as they hold for a document or a place. */
export function modelSettings(scope: vscode.ConfigurationScope): ModelSettings {
	const section = vscode.workspace.getConfiguration(SECTION, scope);
	return {
		enabled: section.get<boolean>('enabled', true),
		layerHints: section.get<boolean>('layerHints', true),
		statementHints: section.get<boolean>('statementHints', true),
		codeLens: section.get<boolean>('codeLens', true),
		diagnostics: section.get<boolean>('diagnostics', true),
		defaultInputSize: section.get<number>('defaultInputSize', 224),
		importFolders: section.get<readonly string[]>('importFolders', []),
		installedPackages: section.get<boolean>('installedPackages', true),
	};
}

/** Whether a change of the configuration touches any of them. */
export function affectsModels(event: vscode.ConfigurationChangeEvent): boolean {
	return event.affectsConfiguration(SECTION);
}
