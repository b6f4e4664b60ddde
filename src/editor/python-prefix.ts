/** Where a Python environment keeps its packages, told from paths alone: nothing is run. Paths have slashes, as those of addresses. */

/**
 * The folder of the environment that an interpreter belongs to: `/project/.venv` for `/project/.venv/bin/python`. A path to anything else is
 * taken for the folder itself.
 */
export function environmentFolder(path: string): string {
	const parts = path.replace(/\/+$/, '').split('/');
	const last = parts.at(-1) ?? '';
	if (!/^(?:python|pypy)[\w.]*$/i.test(last) || parts.length < 3) return parts.join('/');
	const isBelow = /^(?:bin|scripts)$/i.test(parts.at(-2)!);
	return parts.slice(0, isBelow ? -2 : -1).join('/');
}

/** Folders in which versions of Python keep theirs, below an environment's folder. Debian's own Python also looks below /usr/local. */
export function libraryFolders(environment: string): readonly string[] {
	const own = [`${environment}/lib`, `${environment}/lib64`];
	return environment === '/usr' ? ['/usr/local/lib', ...own] : own;
}

/** Whether an entry of such a folder is a version's own: `python3.12`. */
export function isVersionFolder(name: string): boolean {
	return /^(?:python|pypy)3(?:\.\d+)?t?$/.test(name);
}

/** The further folders that a `.pth` file names, relative ones below its own: editable installs. Its lines of code are passed over. */
export function foldersNamedBy(text: string): readonly string[] {
	return text.split('\n').map((line) => line.trim().replaceAll('\\', '/')).filter((line) => line !== '' && !line.startsWith('#') && !/^import\s/.test(line));
}

/** A distribution's name as it stands in the name of its `.dist-info` folder, whatever it is spelled with. */
export function normalizedName(name: string): string {
	return name.toLowerCase().replace(/[-_.]+/g, '_');
}

/** Whether a distribution's METADATA says that it is built on one of the frameworks: only then are its modules worth reading. */
export function dependsOnFramework(metadata: string): boolean {
	return /^Requires-Dist:\s*(?:torch|torchvision|keras|tf[-_]keras|tensorflow|lightning|pytorch[-_]lightning)(?:[-_](?:cpu|gpu|macos))?(?![\w-])/im.test(metadata);
}

/** A path of the setting `python.defaultInterpreterPath` below the workspace folder; undefined for a bare command such as `python`, which only a shell could find. */
export function configuredInterpreter(setting: string | undefined, workspaceFolder: string): string | undefined {
	const path = setting?.replaceAll('\\', '/').replaceAll('${workspaceFolder}', workspaceFolder).replaceAll('${workspaceRoot}', workspaceFolder);
	if (path === undefined || !path.includes('/') || path.startsWith('~') || path.includes('${')) return undefined;
	return path.startsWith('/') || /^[a-z]:\//i.test(path) ? path : `${workspaceFolder}/${path.replace(/^\.\//, '')}`;
}

/** What of the Python extension's interface is asked for; it has had it since 2023. */
export interface PythonEnvironmentsInterface<Place, Listener> {
	getActiveEnvironmentPath(resource?: Place): { readonly path: string };
	readonly onDidChangeActiveEnvironmentPath: (listener: Listener) => { dispose(): unknown };
}

/** That part of what the Python extension gives, where it gives it. */
export function environmentsOf<Place, Listener>(given: unknown): PythonEnvironmentsInterface<Place, Listener> | undefined {
	const environments = typeof given === 'object' && given !== null && 'environments' in given ? given.environments : undefined;
	if (typeof environments !== 'object' || environments === null) return undefined;
	const isWhole = 'getActiveEnvironmentPath' in environments && typeof environments.getActiveEnvironmentPath === 'function'
		&& 'onDidChangeActiveEnvironmentPath' in environments && typeof environments.onDidChangeActiveEnvironmentPath === 'function';
	return isWhole ? environments as PythonEnvironmentsInterface<Place, Listener> : undefined;
}
