/** `import` and `from … import`. */
import type { Environment } from './environment';
import type { Interpreter } from './interpreter';
import type { StatementOf } from './syntax';
import { List, Tuple } from './containers';
import { Module } from './objects';
import { Unknown } from './values';

export function importModules(statement: StatementOf<'import'>, environment: Environment, interpreter: Interpreter): void {
	for (const { name, alias } of statement.modules) {
		const parts = name.split('.');
		const module = interpreter.importModule(name);
		let parent = interpreter.importModule(parts[0]!);
		if (alias !== undefined) {
			environment.set(alias, module);
			continue;
		}
		environment.set(parts[0]!, parent);
		for (let length = 2; length <= parts.length; length++) {
			const child = interpreter.importModule(parts.slice(0, length).join('.'));
			if (parent instanceof Module && child instanceof Module && parent.namespace.get(parts[length - 1]!) !== child) parent.set(parts[length - 1]!, child);
			parent = child;
		}
	}
}

export function importFrom(statement: StatementOf<'import-from'>, environment: Environment, interpreter: Interpreter): void {
	const path = absolutePath(statement, environment);
	if (path === '__future__') return;
	const module = interpreter.importModule(path);
	for (const { name, alias } of statement.names) {
		if (name === '*') {
			if (module instanceof Module) importAll(module, environment);
			continue;
		}
		const value = module instanceof Module ? module.namespace.get(name) : undefined;
		environment.set(alias ?? name, value ?? interpreter.tryImport(`${path}.${name}`) ?? (module instanceof Unknown ? module : new Unknown('unresolved-import', `${path}.${name}`)));
	}
}

/** The full name of a module that is named relative to the one that imports it. */
function absolutePath({ module, level }: StatementOf<'import-from'>, environment: Environment): string {
	if (level === 0) return module;
	const parts = (environment.module?.name ?? '').split('.');
	const up = environment.module?.isPackage === true ? level - 1 : level;
	return [...parts.slice(0, parts.length - up), ...(module === '' ? [] : [module])].join('.');
}

function importAll(module: Module, environment: Environment): void {
	const listed = module.namespace.get('__all__');
	const names = listed instanceof List || listed instanceof Tuple ? listed.items : [...module.namespace.keys()].filter((name) => !name.startsWith('_'));
	for (const name of names) {
		const value = typeof name === 'string' ? module.namespace.get(name) : undefined;
		if (value !== undefined) environment.set(name as string, value);
	}
}
