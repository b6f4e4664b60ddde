import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ModuleResolver } from '../../src/models/python/interpreter';

/** Finds modules below a folder, as Python would on its path. */
export function folderResolver(folder: string): ModuleResolver {
	return (name) => {
		const path = join(folder, ...name.split('.'));
		for (const [file, isPackage] of [[`${path}.py`, false], [join(path, '__init__.py'), true]] as const) {
			if (existsSync(file)) return { text: readFileSync(file, 'utf8'), file, isPackage };
		}
		return undefined;
	};
}
