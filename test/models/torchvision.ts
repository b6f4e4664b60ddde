import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SymbolicInteger, valueOf } from '../../src/models/python/integers';
import { DEFAULT_BUDGET, Interpreter, ModuleStore } from '../../src/models/python/interpreter';
import { METHODS } from '../../src/models/python/methods';
import { Dict } from '../../src/models/python/containers';
import { Instance, Module, PythonClass } from '../../src/models/python/objects';
import { Unknown } from '../../src/models/python/values';
import type { Keywords } from '../../src/models/python/objects';
import type { Value } from '../../src/models/python/values';
import { torchLibrary } from '../../src/models/torch/library';
import { ModuleInstance } from '../../src/models/torch/module-instance';
import { Recorder } from '../../src/models/torch/recorder';
import { elementCount } from '../../src/models/torch/sizes';
import { Tensor } from '../../src/models/torch/tensor';
import type { CountsRow } from './counts';
import { folderResolver } from './source-folder';

export interface Recording {
	readonly size: readonly number[];
	readonly arguments: Readonly<Record<string, boolean | number | null>>;
	readonly calls: ReadonlyArray<readonly [string, readonly number[] | null]>;
	readonly parameters: number;
}

export interface ModelResult {
	readonly model: string;
	readonly parameters: { readonly expected: number; readonly actual: number | undefined };
	/** In billions, three decimals, as published; undefined where no forward was tried. */
	readonly multiplyAdds?: { readonly expected: string; readonly actual: string };
	readonly calls?: { readonly expected: number; readonly equal: number; readonly firstDifference?: string };
	/** What was left open; a count with doubts is not claimed to be exact. */
	readonly doubt?: string;
	readonly failures: readonly string[];
}

const ONE = new Map([['B', 1]]);

/** Builds one model the way its builder function does for published weights, runs it, and compares. */
function check(row: CountsRow, store: ModuleStore, recording: Recording | undefined): ModelResult {
	const recorder = new Recorder(undefined);
	const interpreter = new Interpreter(store, METHODS, recorder, { ...DEFAULT_BUDGET, steps: 30_000_000, stepsPerStatement: 30_000_000, stepsPerImport: 30_000_000, milliseconds: 60_000 });
	const module = interpreter.importModule(row.source.replace(/\.py$/, '').replaceAll('/', '.'));
	const builder = module instanceof Module ? module.namespace.get(row.model) : undefined;
	const published = module instanceof Module ? findWeights(module, row) : undefined;
	const keywords: Keywords = new Map<string, Value>(published === undefined ? [] : [['weights', published]]);
	const model = builder === undefined ? undefined : interpreter.call(builder, [], keywords);
	const failures = (): string[] => recorder.failures.map(({ error, site }) => `${error.type}: ${error.message} at ${site.file.replace(/.*\/(?=torchvision|keras)/, '')}:${site.start}`);
	if (!(model instanceof ModuleInstance)) {
		return { model: row.model, parameters: { expected: row.parameters, actual: undefined }, doubt: model instanceof Unknown ? `${model.reason} ${model.detail}` : 'no builder', failures: failures() };
	}
	const parameters = { expected: row.parameters, actual: valueOf(model.allParameters().reduce<number>((sum, [, each]) => sum + (valueOf(elementCount(each.shape)) ?? NaN), 0)) };
	const built = { model: row.model, parameters, ...(model.anyDoubt === undefined ? {} : { doubt: `${model.anyDoubt.reason} ${model.anyDoubt.detail}` }) };
	if (row.input === undefined) return { ...built, failures: failures() };
	recorder.calls.length = 0;
	const output = interpreter.call(model, [new Tensor([SymbolicInteger.symbol('B', 8), ...row.input.slice(1)])]);
	const total = valueOf(recorder.calls.at(-1)?.multiplyAdds ?? 0, ONE);
	const doubt = recorder.calls.at(-1)?.doubt;
	return {
		...built,
		...(doubt === undefined ? {} : { doubt: `forward: ${doubt.reason} ${doubt.detail}` }),
		multiplyAdds: { expected: row.billions, actual: output instanceof Tensor || output instanceof Dict ? ((total ?? NaN) / 1e9).toFixed(3).replace(/0+$/, '').replace(/\.$/, '.0') : 'unknown' },
		...(recording?.size.join() === row.input.join() ? { calls: compareCalls(recorder, recording) } : {}),
		failures: failures(),
	};
}

/** The published weights that the row is about, as the builder takes them. */
function findWeights(module: Module, row: CountsRow): Value | undefined {
	const wanted = row.weights.split('|')[0]!.trim();
	const classes = [...module.namespace].filter(([name, value]) => value instanceof PythonClass && name.toLowerCase() === `${row.model.replaceAll('_', '')}_weights`.toLowerCase() || name.toLowerCase() === `${row.model}_weights`);
	const [, type] = classes[0] ?? [];
	const member = type instanceof PythonClass ? type.namespace.get(wanted) : undefined;
	return member instanceof Instance ? member : undefined;
}

function compareCalls(recorder: Recorder, recording: Recording): NonNullable<ModelResult['calls']> {
	const actual = recorder.calls.map(({ module, output }) => `${module.type.name} ${output instanceof Tensor ? output.shape.map((size) => valueOf(size, ONE)).join('x') : '-'}`);
	const expected = recording.calls.map(([name, shape]) => `${name} ${shape?.join('x') ?? '-'}`);
	const differs = expected.findIndex((each, index) => each !== actual[index]);
	const first = differs >= 0 ? differs : actual.length > expected.length ? expected.length : -1;
	return {
		expected: expected.length,
		equal: expected.filter((each, index) => each === actual[index]).length,
		...(first < 0 ? {} : { firstDifference: `call ${first}: expected ${expected[first] ?? 'nothing'}, got ${actual[first] ?? 'nothing'}` }),
	};
}

/** Checks every torchvision row of the counts against the sources in a folder. */
export function checkTorchvision(folder: string, rows: readonly CountsRow[], only: string | undefined): ModelResult[] {
	const file = join(folder, 'torch-calls.json');
	const recordings = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) as Record<string, Recording> : {};
	const store = new ModuleStore(folderResolver(folder), torchLibrary());
	return rows.filter((row) => only === undefined || row.model.includes(only)).map((row) => check(row, store, recordings[row.model]));
}
