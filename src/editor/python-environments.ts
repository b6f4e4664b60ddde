import * as vscode from 'vscode';
import { Disposable } from './disposable';
import { configuredInterpreter, environmentFolder, environmentsOf, foldersNamedBy, isVersionFolder, libraryFolders } from './python-prefix';
import type { PythonEnvironmentsInterface } from './python-prefix';

const PYTHON_EXTENSION = 'ms-python.python';
const INTERPRETER_SETTING = 'python.defaultInterpreterPath';
/** Environments that stand in a workspace under the names that `venv`, Poetry, uv and PDM give them. */
const USUAL_NAMES = ['.venv', 'venv', 'env', '.env'];
const MOST_PATH_FILES = 20;
const LONGEST_PATH_FILE = 1 << 16;

type Environments = PythonEnvironmentsInterface<vscode.Uri, () => void>;

async function entriesOf(folder: vscode.Uri): Promise<ReadonlyArray<readonly [string, vscode.FileType]>> {
	return Promise.resolve(vscode.workspace.fs.readDirectory(folder)).catch(() => []);
}

async function textOf(file: vscode.Uri): Promise<string> {
	return Promise.resolve(vscode.workspace.fs.readFile(file)).then((bytes) => (bytes.length > LONGEST_PATH_FILE ? '' : new TextDecoder().decode(bytes)), () => '');
}

/** The workspace folder that a document belongs to; one that is not saved yet belongs to the first. */
export function workspaceFolderOf(uri: vscode.Uri): vscode.WorkspaceFolder | undefined {
	return vscode.workspace.getWorkspaceFolder(uri) ?? (uri.scheme === 'untitled' ? vscode.workspace.workspaceFolders?.[0] : undefined);
}

/**
 * The folders with the installed packages of the Python environment that was chosen for a workspace folder: by the Python extension where it is
 * installed, by its setting, or as an environment that stands in the folder. They are only read, as text; no Python is run.
 */
export class PythonEnvironments extends Disposable {
	readonly #changed = this.own(new vscode.EventEmitter<void>());
	/** Another environment was chosen, made or removed. */
	readonly onDidChange = this.#changed.event;
	readonly #known = new Map<string, Promise<readonly vscode.Uri[]>>();
	#extension: Environments | 'not-asked' | 'waiting' | 'none' = 'not-asked';

	constructor() {
		super();
		const watcher = this.own(vscode.workspace.createFileSystemWatcher('**/pyvenv.cfg'));
		this.own(watcher.onDidCreate(() => this.#forget()));
		this.own(watcher.onDidDelete(() => this.#forget()));
		this.own(vscode.workspace.onDidChangeConfiguration((event) => { if (event.affectsConfiguration(INTERPRETER_SETTING)) this.#forget(); }));
	}

	/** Where imports of a file are looked up after the workspace itself. */
	async packageFolders(uri: vscode.Uri): Promise<readonly vscode.Uri[]> {
		const folder = workspaceFolderOf(uri)?.uri;
		if (folder === undefined) return [];
		const key = folder.toString();
		const known = this.#known.get(key) ?? this.#find(folder);
		this.#known.set(key, known);
		return known;
	}

	#forget(): void {
		this.#known.clear();
		this.#changed.fire();
	}

	async #find(folder: vscode.Uri): Promise<readonly vscode.Uri[]> {
		for (const environment of [this.#chosen(folder), this.#configured(folder), ...await this.#standing(folder)]) {
			const found = environment === undefined ? [] : await packageFoldersOf(environment);
			if (found.length > 0) return found;
		}
		return [];
	}

	/** By the Python extension. It is not waited for: once it is there, what was found without it is found anew. */
	#chosen(folder: vscode.Uri): vscode.Uri | undefined {
		if (this.#extension === 'not-asked') void this.#ask();
		const path = typeof this.#extension === 'string' ? undefined : this.#extension.getActiveEnvironmentPath(folder).path;
		return path === undefined || !/[\\/]/.test(path) ? undefined : below(folder, path);
	}

	async #ask(): Promise<void> {
		const extension = vscode.extensions.getExtension<unknown>(PYTHON_EXTENSION);
		if (extension === undefined) return; // it may be installed later
		this.#extension = 'waiting';
		const given = await Promise.resolve(extension.activate()).catch(() => undefined);
		const environments = environmentsOf<vscode.Uri, () => void>(given);
		this.#extension = environments ?? 'none';
		if (environments === undefined) return;
		const listening = environments.onDidChangeActiveEnvironmentPath(() => this.#forget());
		this.own({ dispose: () => listening.dispose() });
		this.#forget();
	}

	#configured(folder: vscode.Uri): vscode.Uri | undefined {
		const path = configuredInterpreter(vscode.workspace.getConfiguration(undefined, folder).get<string>(INTERPRETER_SETTING), folder.path);
		return path === undefined ? undefined : below(folder, path);
	}

	/** Those that stand in the workspace folder. */
	async #standing(folder: vscode.Uri): Promise<vscode.Uri[]> {
		const names = new Set((await entriesOf(folder)).map(([name]) => name));
		const found: vscode.Uri[] = [];
		for (const name of USUAL_NAMES.filter((each) => names.has(each))) {
			const environment = vscode.Uri.joinPath(folder, name);
			if ((await entriesOf(environment)).some(([entry]) => entry === 'pyvenv.cfg')) found.push(environment);
		}
		return found;
	}
}

/** The environment at a path of the machine that the workspace folder is on. */
function below(folder: vscode.Uri, path: string): vscode.Uri {
	return folder.with({ path: environmentFolder(vscode.Uri.file(path.replaceAll('\\', '/')).path) });
}

async function packageFoldersOf(environment: vscode.Uri): Promise<vscode.Uri[]> {
	const versions: vscode.Uri[] = [environment.with({ path: `${environment.path}/Lib` })]; // on Windows there is but one
	for (const library of libraryFolders(environment.path)) {
		const folder = environment.with({ path: library });
		versions.push(...(await entriesOf(folder)).filter(([name]) => isVersionFolder(name)).map(([name]) => vscode.Uri.joinPath(folder, name)));
	}
	const found: vscode.Uri[] = [];
	for (const version of versions) for (const name of ['site-packages', 'dist-packages']) {
		const folder = vscode.Uri.joinPath(version, name);
		const entries = await entriesOf(folder);
		if (entries.length > 0) found.push(folder, ...await linkedFolders(folder, entries));
	}
	return found;
}

async function linkedFolders(folder: vscode.Uri, entries: ReadonlyArray<readonly [string, vscode.FileType]>): Promise<vscode.Uri[]> {
	const files = entries.filter(([name]) => name.endsWith('.pth')).slice(0, MOST_PATH_FILES);
	const texts = await Promise.all(files.map(async ([name]) => textOf(vscode.Uri.joinPath(folder, name))));
	return texts.flatMap(foldersNamedBy).map((path) => (path.startsWith('/') || /^[a-z]:\//i.test(path) ? folder.with({ path: vscode.Uri.file(path).path }) : vscode.Uri.joinPath(folder, path)));
}
