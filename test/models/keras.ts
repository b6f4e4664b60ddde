import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { kerasLibrary } from '../../src/models/keras/library';
import { DEFAULT_BUDGET, Interpreter, ModuleStore } from '../../src/models/python/interpreter';
import { Module } from '../../src/models/python/objects';
import { NONE, Unknown } from '../../src/models/python/values';
import { parameterCounts } from '../../src/models/torch/costs';
import { torchLibrary } from '../../src/models/torch/library';
import { ModuleInstance } from '../../src/models/torch/module-instance';
import { Recorder } from '../../src/models/torch/recorder';
import { TORCH_METHODS } from '../../src/models/torch/run';
import type { CountsRow } from './counts';
import { folderResolver } from './source-folder';
import type { ModelResult } from './torchvision';

/** Checks every row of Keras' applications against the sources in a folder: parameters in all and trainable ones. */
export function checkKeras(folder: string, rows: readonly CountsRow[], only: string | undefined): ModelResult[] {
	const applications = join(folder, 'keras', 'src', 'applications');
	const files = readdirSync(applications).filter((file) => file.endsWith('.py') && !file.includes('test')).map((file) => ({ name: file.slice(0, -3), text: readFileSync(join(applications, file), 'utf8') }));
	const store = new ModuleStore(folderResolver(folder), new Map([...torchLibrary(), ...kerasLibrary()]));
	return rows.filter(({ model }) => only === undefined || model.includes(only)).map((row) => {
		const recorder = new Recorder(undefined);
		const interpreter = new Interpreter(store, TORCH_METHODS, recorder, { ...DEFAULT_BUDGET, steps: 30_000_000, stepsPerStatement: 30_000_000, stepsPerImport: 30_000_000, milliseconds: 60_000 });
		const file = files.find(({ text }) => text.includes(`\ndef ${row.model}(`));
		const module = file === undefined ? undefined : interpreter.importModule(`keras.src.applications.${file.name}`);
		const builder = module instanceof Module ? module.namespace.get(row.model) : undefined;
		const model = builder === undefined ? new Unknown('unsupported', 'no builder') : interpreter.call(builder, [], new Map([['weights', NONE]]));
		const failures = recorder.failures.map(({ error, site }) => `${error.type}: ${error.message} at ${site.file.replace(/.*\/(?=keras)/, '')}:${site.start}`);
		if (!(model instanceof ModuleInstance)) return { model: row.model, parameters: { expected: row.parameters, actual: undefined }, doubt: model instanceof Unknown ? `${model.reason} ${model.detail}` : 'no model', failures };
		const { all, trainable } = parameterCounts(model);
		const expectedTrainable = Number(/trainable (\d+)/.exec(row.note)?.[1]);
		const wrong = trainable.status === 'unknown' || trainable.value === expectedTrainable ? [] : [`trainable ${trainable.value} of ${expectedTrainable}`];
		return { model: row.model, parameters: { expected: row.parameters, actual: all.status === 'unknown' ? undefined : all.value }, ...(all.status === 'exact' ? {} : { doubt: `${all.doubt.reason} ${all.doubt.detail}` }), failures: [...wrong, ...failures] };
	});
}
