import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { kerasLibrary } from '../../src/models/keras/library';
import { DEFAULT_BUDGET, Interpreter, ModuleStore } from '../../src/models/python/interpreter';
import { Module } from '../../src/models/python/objects';
import { BudgetExceeded, PythonError, Unknown } from '../../src/models/python/values';
import type { Value } from '../../src/models/python/values';
import { parameterCounts } from '../../src/models/torch/costs';
import { torchLibrary } from '../../src/models/torch/library';
import { ModuleInstance } from '../../src/models/torch/module-instance';
import { Recorder } from '../../src/models/torch/recorder';
import { TORCH_METHODS } from '../../src/models/torch/run';
import { folderResolver } from './source-folder';

/** What became of one model's count: shown as it is, shown as a lower bound or unknown, or (never) shown as it is and wrong. */
export interface TimmResult {
	readonly model: string;
	readonly expected: number;
	readonly actual: number | undefined;
	readonly outcome: 'exact' | 'marked' | 'wrong';
	/** Why it is marked. */
	readonly detail: string;
}

interface TimmCount {
	readonly module: string;
	readonly parameters: number;
}

/** Builds every model of `timm-counts.json` from the sources in a folder, and compares its parameters with timm's own. */
export function checkTimm(folder: string, only: string | undefined): TimmResult[] {
	const file = join(folder, 'timm-counts.json');
	if (!existsSync(file)) return [];
	const counts = Object.entries(JSON.parse(readFileSync(file, 'utf8')) as Record<string, TimmCount>);
	const store = new ModuleStore(folderResolver(folder), new Map([...torchLibrary(), ...kerasLibrary()]));
	return counts.filter(([model]) => only === undefined || model.includes(only)).map(([model, { module, parameters }]) => check(model, module, parameters, store));
}

function check(model: string, module: string, expected: number, store: ModuleStore): TimmResult {
	const recorder = new Recorder(undefined);
	const interpreter = new Interpreter(store, TORCH_METHODS, recorder, { ...DEFAULT_BUDGET, steps: 30_000_000, stepsPerStatement: 30_000_000, stepsPerImport: 30_000_000, milliseconds: Infinity });
	const marked = (detail: string, actual?: number): TimmResult => ({ model, expected, actual, outcome: 'marked', detail });
	let built: Value;
	try {
		const source = interpreter.importModule(module);
		const builder = source instanceof Module ? source.namespace.get(model) : undefined;
		if (builder === undefined) return marked('no builder');
		built = interpreter.call(builder, []);
	} catch (error) {
		if (error instanceof PythonError || error instanceof BudgetExceeded) return marked(error.message);
		throw error;
	}
	if (!(built instanceof ModuleInstance)) return marked(built instanceof Unknown ? `${built.reason} ${built.detail}` : 'no model');
	const { all } = parameterCounts(built);
	if (all.status !== 'exact') return marked(`${all.doubt.reason} ${all.doubt.detail}`, all.status === 'at-least' ? all.value : undefined);
	return { model, expected, actual: all.value, outcome: all.value === expected ? 'exact' : 'wrong', detail: recorder.failures.map(({ error }) => error.message).join('; ') };
}
