import * as vscode from 'vscode';
import { isDescribed } from '../models/analyze';
import { modelSettings } from './model-settings';
import { workspaceFolderOf } from './python-environments';
import type { PythonEnvironments } from './python-environments';
import { dependsOnFramework, normalizedName } from './python-prefix';

/** A Python module as text. */
export interface ImportedModule {
	readonly text: string;
	readonly file: string;
	readonly isPackage: boolean;
}

const MOST_MODULES = 150;
/** So many names are looked up side by side. */
const MOST_AT_ONCE = 32;
const LONGEST_MODULE = 1_000_000;
/** torchvision's models are 1.1 MB of text, which take about a second once. */
const LONGEST_PACKAGE = 2_000_000;

const FRAMEWORKS = /\b(?:torch|keras|tensorflow)\b/;

/** Text without any of these has no models, unless what it imports makes some. */
export const NAMES_OF_MODELS = /\b(?:torch\w*|keras|tensorflow|timm|nn|lightning|Module)\b/;

/** Whether a path lies in a folder for installed packages. */
function isPackagePath(path: string): boolean {
	return /\/(?:site|dist)-packages(?:\/|$)/.test(path);
}

/** Modules that the analysis describes itself, or that no model's shape hangs on. */
const KNOWN = new Set(['torch', 'tensorflow', 'tf_keras', 'numpy', 'math', 'typing', 'functools', 'collections', 'dataclasses', 'os', 'sys', 're', 'json', 'abc', 'enum', 'itertools', 'pathlib', 'copy', 'random', 'time', 'warnings', 'logging', 'argparse', '__future__']);

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

function packageOf(path: string): string {
	return path.split('.', 1)[0]!;
}

/** A module's name after those of the packages that it is in, the outermost first. */
function pathsOf(name: string): string[] {
	const parts = name.split('.');
	return parts.map((_, index) => parts.slice(0, index + 1).join('.'));
}

/** Asks only once, and not before it has to. */
function once<Result>(ask: () => Promise<Result>): () => Promise<Result> {
	let asked: Promise<Result> | undefined;
	return () => (asked ??= ask());
}

/** The folders of a workspace that absolute imports start from, the nearest first. */
function rootsOf(uri: vscode.Uri): vscode.Uri[] {
	const folder = workspaceFolderOf(uri);
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

/** A module, and whether it was found among the installed packages. */
interface FoundModule {
	readonly module: ImportedModule;
	readonly isInstalled: boolean;
}

/** What a file imports, and whether it has to do with models, as of a text of it. */
interface KnownText {
	readonly text: string;
	readonly names: readonly string[];
	readonly hasToDoWithModels: boolean;
}

/** Reads modules as text through VS Code's file system, so that it works wherever the workspace is; remembers what it has read. */
export class ModuleFiles {
	readonly #read = new Map<string, Promise<string | undefined>>();
	readonly #folders = new Map<string, Promise<ReadonlySet<string>>>();
	/** What is known of each file's text. */
	readonly #known = new Map<string, KnownText>();

	/** Whether a package in a folder is built on a framework. */
	readonly #built = new Map<string, Promise<boolean>>();

	constructor(private readonly environments: PythonEnvironments) {}

	/** Forgets what was read; after a change in the workspace, what was read elsewhere stays. */
	forget(changed?: vscode.Uri): void {
		const isKept = (key: string): boolean => changed !== undefined && isPackagePath(key) && !isPackagePath(changed.path);
		for (const kept of [this.#read, this.#folders, this.#built]) for (const key of [...kept.keys()]) if (!isKept(key)) kept.delete(key);
	}

	/**
	 * Everything that a text imports from the workspace and the installed packages, and what that imports, by full name; at most some 150
	 * modules of the workspace. A package that comes to more text than is read in passing is left out as a whole.
	 * @param wanted modules that the text does not name, but was found to ask for
	 */
	async importsOf(text: string, uri: vscode.Uri, wanted: Iterable<string> = []): Promise<Map<string, ImportedModule>> {
		const found = new Map<string, ImportedModule>();
		const asked = new Set<string>();
		const left = new Set<string>();
		const lengths = new Map<string, number>();
		let own = 0;
		const roots = rootsOf(uri);
		// Not before a module is missing in the workspace: most files name none but the frameworks.
		const installed = once(async () => (modelSettings(uri).installedPackages ? this.environments.packageFolders(uri) : []));
		const waiting = [...importedNames(text, moduleNameOf(uri), false), ...wanted];
		while (waiting.length > 0 && own < MOST_MODULES) {
			const wave = waiting.splice(0, MOST_AT_ONCE).flatMap(pathsOf).filter((path) => {
				if (asked.has(path) || isDescribed(path) || left.has(packageOf(path))) return false;
				asked.add(path);
				return true;
			});
			const modules = await Promise.all(wave.map((path) => this.#find(path, roots, installed)));
			for (const [index, path] of wave.entries()) {
				const { module, isInstalled } = modules[index] ?? {};
				if (module === undefined || left.has(packageOf(path)) || own >= MOST_MODULES) continue;
				found.set(path, module);
				if (isInstalled !== true) own++;
				const total = isInstalled === true ? (lengths.get(packageOf(path)) ?? 0) + module.text.length : 0;
				lengths.set(packageOf(path), total);
				if (total > LONGEST_PACKAGE) left.add(packageOf(path));
				else waiting.push(...this.#knownOf(path, module).names.filter((each) => !asked.has(each)));
			}
		}
		for (const path of [...found.keys()]) if (left.has(packageOf(path))) found.delete(path);
		return found;
	}

	/** Whether one of these modules has to do with models. */
	haveToDoWithModels(modules: ReadonlyMap<string, ImportedModule>): boolean {
		return [...modules].some(([name, module]) => this.#knownOf(name, module).hasToDoWithModels);
	}

	#knownOf(name: string, { text, file, isPackage }: ImportedModule): KnownText {
		const before = this.#known.get(file);
		if (before?.text === text) return before;
		const known = { text, names: importedNames(text, name, isPackage), hasToDoWithModels: NAMES_OF_MODELS.test(text) };
		this.#known.set(file, known);
		return known;
	}

	async #find(name: string, roots: readonly vscode.Uri[], installed: () => Promise<readonly vscode.Uri[]>): Promise<FoundModule | undefined> {
		const own = await this.#findIn(name, roots);
		if (own !== undefined) return { module: own, isInstalled: false };
		for (const folder of await installed()) {
			const module = await this.#isBuiltOnFramework(packageOf(name), folder) ? await this.#findIn(name, [folder]) : undefined;
			if (module !== undefined) return { module, isInstalled: true };
		}
		return undefined;
	}

	async #findIn(name: string, roots: readonly vscode.Uri[]): Promise<ImportedModule | undefined> {
		const parts = name.split('.');
		const last = parts.pop()!;
		const folders = roots.map((root) => vscode.Uri.joinPath(root, ...parts));
		const listings = await Promise.all(folders.map((folder) => this.#entries(folder)));
		for (const [index, folder] of folders.entries()) {
			const entries = listings[index]!;
			for (const [entry, file, isPackage] of [[last, vscode.Uri.joinPath(folder, last, '__init__.py'), true], [`${last}.py`, vscode.Uri.joinPath(folder, `${last}.py`), false]] as const) {
				const text = entries.has(entry) ? await this.#text(file) : undefined;
				if (text !== undefined) return { text, file: file.toString(), isPackage };
			}
		}
		return undefined;
	}

	/** Whether an installed package has to do with models at all: by its METADATA, or by its own text where it has none. */
	async #isBuiltOnFramework(name: string, folder: vscode.Uri): Promise<boolean> {
		const key = vscode.Uri.joinPath(folder, name).toString();
		const known = this.#built.get(key) ?? this.#readIsBuiltOnFramework(name, folder);
		this.#built.set(key, known);
		return known;
	}

	async #readIsBuiltOnFramework(name: string, folder: vscode.Uri): Promise<boolean> {
		const entries = await this.#entries(folder);
		if (!entries.has(name) && !entries.has(`${name}.py`)) return false;
		if (name === 'keras') return true; // which requires no framework, being one
		const information = [...entries].find((entry) => entry.endsWith('.dist-info') && normalizedName(entry.replace(/-[^-]*\.dist-info$/, '')) === normalizedName(name));
		const metadata = information === undefined ? undefined : await this.#text(vscode.Uri.joinPath(folder, information, 'METADATA'));
		return metadata === undefined ? FRAMEWORKS.test((await this.#findIn(name, [folder]))?.text ?? '') : dependsOnFramework(metadata);
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
