import * as vscode from 'vscode';
import { modelSettings } from './model-settings';

/** A Python module of the workspace as text. */
export interface ImportedModule {
	readonly text: string;
	readonly file: string;
	readonly isPackage: boolean;
}

const MOST_MODULES = 150;
const LONGEST_MODULE = 1_000_000;

/** Modules that the analysis describes itself, or that no model's shape hangs on. */
const KNOWN = new Set(['torch', 'keras', 'tensorflow', 'tf_keras', 'numpy', 'math', 'typing', 'functools', 'collections', 'dataclasses', 'os', 'sys', 're', 'json', 'abc', 'enum', 'itertools', 'pathlib', 'copy', 'random', 'time', 'warnings', 'logging', 'argparse', '__future__']);

const IMPORT = /^[ \t]*(?:from[ \t]+(\.*)([\w.]*)[ \t]+import[ \t]+(?:\(([^)]*)\)|([^\n#;]*))|import[ \t]+([^\n#;]*))/gm;

/** The full names of everything that a module imports, by its own name. */
export function importedNames(text: string, moduleName: string, isPackage: boolean): string[] {
	const names = new Set<string>();
	for (const [, dots = '', from = '', bracketed, plain, modules] of text.matchAll(IMPORT)) {
		if (modules !== undefined) {
			for (const each of modules.split(',')) names.add(each.trim().split(/\s+/)[0] ?? '');
			continue;
		}
		const parts = moduleName.split('.');
		const base = dots === '' ? [] : parts.slice(0, parts.length - (isPackage ? dots.length - 1 : dots.length));
		const path = [...base, ...(from === '' ? [] : from.split('.'))].join('.');
		if (path !== '') names.add(path);
		for (const each of (bracketed ?? plain ?? '').replace(/#[^\n]*/g, '').split(',')) {
			const name = each.trim().split(/\s+/)[0] ?? '';
			if (/^\w+$/.test(name)) names.add(path === '' ? name : `${path}.${name}`);
		}
	}
	return [...names].filter((name) => /^\w+(?:\.\w+)*$/.test(name) && !KNOWN.has(name.split('.')[0]!));
}

/** The folders that absolute imports start from, the nearest first. */
function rootsOf(uri: vscode.Uri): vscode.Uri[] {
	const folder = vscode.workspace.getWorkspaceFolder(uri);
	return [
		vscode.Uri.joinPath(uri, '..'),
		...(folder === undefined ? [] : [folder.uri, vscode.Uri.joinPath(folder.uri, 'src'), ...modelSettings(uri).importFolders.map((each) => (each.startsWith('/') ? folder.uri.with({ path: each }) : vscode.Uri.joinPath(folder.uri, each)))]),
	];
}

/** A file's dotted name below its workspace folder, from which its relative imports start. */
export function moduleNameOf(uri: vscode.Uri): string {
	const folder = vscode.workspace.getWorkspaceFolder(uri);
	const inside = folder === undefined || !uri.path.startsWith(`${folder.uri.path}/`) ? uri.path.slice(uri.path.lastIndexOf('/') + 1) : uri.path.slice(folder.uri.path.length + 1);
	return inside.replace(/\.\w+$/, '').replaceAll('/', '.');
}

/** Reads modules as text through VS Code's file system, so that it works wherever the workspace is; remembers what it has read. */
export class WorkspaceModules {
	readonly #read = new Map<string, Promise<string | undefined>>();
	readonly #folders = new Map<string, Promise<ReadonlySet<string>>>();

	/** Forgets everything that was read. */
	forget(): void {
		this.#read.clear();
		this.#folders.clear();
	}

	/** Everything that a text imports from the workspace, and what that imports, by full name; at most some 150 modules. */
	async importsOf(text: string, uri: vscode.Uri): Promise<Map<string, ImportedModule>> {
		const found = new Map<string, ImportedModule>();
		const asked = new Set<string>();
		const roots = rootsOf(uri);
		const waiting = importedNames(text, moduleNameOf(uri), false);
		for (let name = waiting.shift(); name !== undefined && found.size < MOST_MODULES; name = waiting.shift()) {
			const parts = name.split('.');
			for (let length = 1; length <= parts.length; length++) {
				const path = parts.slice(0, length).join('.');
				if (asked.has(path)) continue;
				asked.add(path);
				const module = await this.#find(path, roots);
				if (module === undefined) continue;
				found.set(path, module);
				waiting.push(...importedNames(module.text, path, module.isPackage).filter((each) => !asked.has(each)));
			}
		}
		return found;
	}

	async #find(name: string, roots: readonly vscode.Uri[]): Promise<ImportedModule | undefined> {
		const parts = name.split('.');
		const last = parts.pop()!;
		for (const root of roots) {
			const folder = vscode.Uri.joinPath(root, ...parts);
			const entries = await this.#entries(folder);
			for (const [entry, file, isPackage] of [[last, vscode.Uri.joinPath(folder, last, '__init__.py'), true], [`${last}.py`, vscode.Uri.joinPath(folder, `${last}.py`), false]] as const) {
				const text = entries.has(entry) ? await this.#text(file) : undefined;
				if (text !== undefined) return { text, file: file.toString(), isPackage };
			}
		}
		return undefined;
	}

	async #entries(folder: vscode.Uri): Promise<ReadonlySet<string>> {
		const key = folder.toString();
		const listing = this.#folders.get(key) ?? Promise.resolve(vscode.workspace.fs.readDirectory(folder)).then((entries) => new Set(entries.map(([name]) => name)), () => new Set<string>());
		this.#folders.set(key, listing);
		return listing;
	}

	async #text(file: vscode.Uri): Promise<string | undefined> {
		const key = file.toString();
		const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === key);
		if (open !== undefined) return open.getText();
		const reading = this.#read.get(key) ?? Promise.resolve(vscode.workspace.fs.readFile(file)).then((bytes) => (bytes.length > LONGEST_MODULE ? undefined : new TextDecoder().decode(bytes)), () => undefined);
		this.#read.set(key, reading);
		return reading;
	}
}
