/** Turns a model and one run of it into its report. */
import type { ModuleStore } from './python/interpreter';
import { siteOf, Unknown } from './python/values';
import type { CallSite, Value } from './python/values';
import { doubtOf, quantity, rangeOf, reportShape, reportValue, sumOf } from './quantities';
import type { FileRange, InputReport, LayerCall, LayerGeometry, LayerReport, ModelReport, MultiplyAdds, ParameterReport, Quantity, ReceptiveFieldReport } from './report';
import { constructorRange } from './torch/constructor-arguments';
import { allParameterCounts, bytesOf, weightMultiplyAdds } from './torch/costs';
import type { FoundModel } from './torch/find-models';
import type { ChosenInput } from './torch/input-shape';
import { tensorsOf } from './torch/input-shape';
import type { ModuleInstance } from './torch/module-instance';
import type { ModuleCall } from './torch/recorder';
import type { ForwardRun } from './torch/run';
import { Tensor, tensorsIn } from './torch/tensor';

const ZERO: Quantity = { status: 'exact', value: 0 };

/** How a framework's layers are read. */
export interface LayerReading {
	readonly framework: 'torch' | 'keras';
	geometry(module: ModuleInstance): LayerGeometry;
	/** The parameters that a module itself holds. */
	parameters(module: ModuleInstance): readonly ParameterReport[];
}

/** The place in the analysed file that a call belongs to: the innermost that is written there. */
function siteIn(file: string, site: CallSite | undefined): FileRange | undefined {
	for (let call = site; call !== undefined; call = call.parent) if (call.origin.file === file) return rangeOf(siteOf(call.node, call.origin));
	return undefined;
}

function fieldOf(value: Value): ReceptiveFieldReport | undefined {
	const field = value instanceof Tensor ? value.field : undefined;
	if (field === undefined) return undefined;
	return { size: field.axes.map(({ size }) => size), jump: field.axes.map(({ jump }) => jump), start: field.axes.map(({ start }) => start), isMisaligned: field.isMisaligned, isGlobal: field.isGlobal };
}

/** The costs of every call; a container's are those of what ran inside it. */
function callCosts(calls: readonly ModuleCall[]): MultiplyAdds[] {
	const inside: Quantity[] = [];
	return calls.map((call) => {
		const inner = inside[call.depth + 1] ?? ZERO;
		inside[call.depth + 1] = ZERO;
		const weights = sumOf(inner, weightMultiplyAdds(call));
		inside[call.depth] = sumOf(inside[call.depth] ?? ZERO, weights);
		return { operations: quantity(call.multiplyAdds, call.doubt), weights: call.doubt === undefined ? weights : sumOf(weights, quantity(0, call.doubt)) };
	});
}

function reportCalls(run: ForwardRun, costs: readonly MultiplyAdds[], file: string): Map<ModuleInstance, LayerCall[]> {
	const byModule = new Map<ModuleInstance, LayerCall[]>();
	run.recorder.calls.forEach((call, order) => {
		const calls = byModule.get(call.module) ?? [];
		byModule.set(call.module, calls);
		calls.push({
			site: siteIn(file, call.site), order, inputs: call.inputs.filter((input) => tensorsIn(input).length > 0 || input instanceof Unknown).map(reportValue), output: reportValue(call.output),
			multiplyAdds: costs[order]!, outputBytes: bytesOf(tensorsIn(call.output)), receptiveField: fieldOf(call.output),
		});
	});
	return byModule;
}

function reportLayers(model: ModuleInstance, calls: ReadonlyMap<ModuleInstance, readonly LayerCall[]>, reading: LayerReading): LayerReport[] {
	const allCounts = allParameterCounts(model);
	return model.walk().map(([path, module]) => {
		const counts = allCounts.get(module)!;
		return {
			path, className: module.type.name, depth: path === '' ? 0 : path.split('.').length, isLeaf: module.isLeaf, constructor: constructorRange(module),
			geometry: reading.geometry(module), parameters: reading.parameters(module), parameterCount: counts.all, trainableCount: counts.trainable, calls: calls.get(module) ?? [],
		};
	});
}

/** torchinfo's pass size: twice the outputs of all leaf layers that have parameters, in bytes. */
function passBytes(layers: readonly LayerReport[], doubt: Unknown | undefined): Quantity {
	let sum: Quantity = doubt === undefined ? ZERO : quantity(0, doubt);
	for (const layer of layers) {
		if (layer.isLeaf && layer.parameters.length > 0) for (const { outputBytes } of layer.calls) sum = sumOf(sumOf(sum, outputBytes), outputBytes);
	}
	return sum;
}

/** What the files that a model's classes stand in have asked of the world around the program. */
function assumptions(model: ModuleInstance, file: string, store: ModuleStore): Pick<ModelReport, 'unsetVariables' | 'isPlainRun'> {
	const files = [...new Set([file, ...model.walk().flatMap(([, { type }]) => (type.origin === undefined ? [] : [type.origin.file]))])];
	return { unsetVariables: [...new Set(files.flatMap((each) => [...store.unsetVariables(each)]))].sort(), isPlainRun: files.some((each) => store.readsCommandLine(each)) };
}

/** Reports a model from one run. */
export function reportModel(found: FoundModel, instance: ModuleInstance, inputs: readonly ChosenInput[], run: ForwardRun, file: string, reading: LayerReading, store: ModuleStore): ModelReport {
	const costs = callCosts(run.recorder.calls);
	const layers = reportLayers(instance, reportCalls(run, costs, file), reading);
	const [self] = layers;
	const failed = run.failure?.site ?? run.recorder.failures[0]?.site;
	const stopped = run.output instanceof Unknown ? run.output : undefined;
	const doubt = run.recorder.doubt ?? (run.isIncomplete ? new Unknown('too-large', 'budget') : undefined) ?? stopped;
	const complete = self?.calls.at(-1)?.multiplyAdds;
	const seen = costs.filter((_, index) => run.recorder.calls[index]!.depth === 0);
	// The recorder has summed up the operations of all calls, finished or left; only their doubts are still to be added.
	const partialOperations = seen.reduce<Quantity>((sum, { operations }) => (operations.status === 'exact' ? sum : sumOf(sum, { status: 'at-least', value: 0, doubt: operations.doubt })), quantity(run.recorder.looseMultiplyAdds, doubt));
	const partialWeights = seen.reduce<Quantity>((sum, { weights }) => sumOf(sum, weights), quantity(0, doubt));
	const parameters = self?.parameterCount ?? { status: 'unknown', doubt: { reason: 'unsupported', detail: '' } };
	return {
		framework: reading.framework, name: found.name, nameRange: found.nameRange, definitionRange: found.definitionRange, construction: found.construction,
		inputs: inputs.flatMap(({ name, shape, provenance, given }): InputReport[] => (given === undefined ? [{ name, shape: reportShape(shape), provenance }] : [])),
		output: stopped === undefined ? reportValue(run.output) : { kind: 'unknown', doubt: doubtOf(stopped) },
		layers,
		totals: {
			parameters, trainable: self?.trainableCount ?? parameters,
			multiplyAdds: complete !== undefined && doubt === undefined ? complete : { operations: partialOperations, weights: partialWeights },
			inputBytes: bytesOf(tensorsOf(inputs)),
			passBytes: passBytes(layers, doubt),
			parameterBytes: parameters.status === 'unknown' ? parameters : { ...parameters, value: 4 * parameters.value },
		},
		...assumptions(instance, file, store),
		stoppedAt: failed?.file === file ? rangeOf(failed) : undefined,
	};
}

