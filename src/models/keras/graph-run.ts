/** The run of a model whose graph was built by calling its layers: the calls are those of the building. */
import { add } from '../python/integers';
import type { Integer } from '../python/integers';
import { Unknown } from '../python/values';
import type { ModuleInstance } from '../torch/module-instance';
import type { ChosenInput } from '../torch/input-shape';
import { constructorRange } from '../torch/constructor-arguments';
import { Recorder } from '../torch/recorder';
import type { ModuleCall } from '../torch/recorder';
import type { ForwardRun } from '../torch/run';
import { tensorsIn } from '../torch/tensor';

/** Whether a Keras model knows its outputs: a functional one, or a Sequential that was told its input. */
export function isBuiltGraph(model: ModuleInstance): boolean {
	return tensorsIn(model.read('_outputs') ?? new Unknown('missing-argument')).length > 0;
}

/** The inputs of a built graph, and its calls as they were recorded when it was built. */
export function runGraph(model: ModuleInstance, recorded: Recorder): { inputs: readonly ChosenInput[]; run: ForwardRun } {
	const inside = new Set(model.walk().map(([, each]) => each));
	const calls = recorded.calls.filter((call) => inside.has(call.module) && call.module !== model);
	const least = calls.reduce((depth, call) => Math.min(depth, call.depth), Infinity);
	const recorder = new Recorder(undefined);
	let total: Integer = 0;
	for (const call of calls) {
		recorder.calls.push({ ...call, depth: call.depth - least + 1 });
		if (call.depth === least) total = add(total, call.multiplyAdds);
	}
	const output = model.read('_outputs') ?? new Unknown('missing-argument');
	const inputs = tensorsIn(model.read('_inputs') ?? output);
	const whole: ModuleCall = { module: model, inputs, output, multiplyAdds: total, site: undefined, depth: 0, doubt: undefined };
	recorder.calls.push(whole);
	const first = model.children.find(([, layer]) => layer.type.name === 'InputLayer')?.[1] ?? model.children[0]?.[1];
	const range = first === undefined ? undefined : constructorRange(first);
	return {
		inputs: inputs.map((tensor, index) => ({ name: inputs.length === 1 ? 'inputs' : `inputs[${index}]`, isOptional: false, shape: tensor.shape, type: tensor.type, provenance: { kind: 'layer', range }, trust: 'stated' })),
		run: { recorder, output, failure: undefined, isIncomplete: false },
	};
}
