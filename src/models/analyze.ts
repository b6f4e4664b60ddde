/** From a file's text to its report: the door of this room. */
import { DEFAULT_BUDGET, Interpreter, ModuleStore } from './python/interpreter';
import type { Budget, ModuleResolver } from './python/interpreter';
import { topDefinitions } from './python/walk';
import { BudgetExceeded, Module, PythonFunction, Tuple, Unknown } from './python/values';
import { rangeOf, reportValue } from './quantities';
import type { FileReport, LayerSite, ModelReport, PartReport, ProblemReport, ShapeObservation } from './report';
import { reportModel } from './report-model';
import type { LayerReading } from './report-model';
import { fingerprint, reportProblem } from './report-problems';
import { slipsInModel, slipsInText } from './slips';
import { kerasGeometry, kerasParameters } from './keras/geometry';
import { isBuiltGraph, runGraph } from './keras/graph-run';
import { KERAS_ALIASES, kerasLayerClass, kerasLibrary } from './keras/library';
import { constructorRange } from './torch/constructor-arguments';
import { parameterCounts } from './torch/costs';
import { findModels } from './torch/find-models';
import type { FoundModel, FoundModels } from './torch/find-models';
import { torchGeometry } from './torch/geometry';
import { chooseInputs, inputsOf } from './torch/input-shape';
import type { ChosenInput, InputContext, SizeRange } from './torch/input-shape';
import { sizeOf } from './torch/operation';
import { MODULE_CLASS, torchLibrary } from './torch/library';
import type { ModuleInstance } from './torch/module-instance';
import { torchParameters } from './torch/parameters';
import { ShapeError } from './torch/problems';
import { Recorder } from './torch/recorder';
import type { Observation } from './torch/recorder';
import { runForward, TORCH_METHODS } from './torch/run';
import type { ForwardRun } from './torch/run';
import { batchSymbol, statedByData, statedInCalls, statedInDefinition } from './torch/stated-inputs';
import type { StatedInput } from './torch/stated-inputs';
import { Tensor } from './torch/tensor';

export interface AnalysisOptions {
	/** Finds imported modules as source text, in the workspace and in installed packages. */
	readonly resolveModule?: ModuleResolver;
	/** The height and width to assume where nothing tells (default 224). */
	readonly defaultSize?: number;
	readonly budget?: Budget;
}

/** Described here, or too large to be read for a model's sake. */
const UNREAD_PACKAGES: ReadonlySet<string> = new Set(['torch', 'torchgen', 'functorch', 'numpy', 'tensorflow', 'scipy', 'pandas', 'matplotlib', 'sklearn', 'cv2', 'PIL', 'jax', 'sympy', 'lightning', 'pytorch_lightning', 'einops']);

/** Whether a module's own source is never asked for: it is described here, or its package is not read. */
export function isDescribed(name: string): boolean {
	return UNREAD_PACKAGES.has(name.split('.', 1)[0]!) || torchLibrary().has(name) || kerasLibrary().has(name);
}

/**
 * Analyses versions of files. Keep one for as long as the resolver's answers hold: imported modules and the unchanged parts of a file
 * are not read again.
 */
export class ModelAnalyzer {
	private readonly store: ModuleStore;
	private readonly budget: Budget;
	private readonly defaultSize: number;
	private readonly solved = new Map<string, SizeRange>();

	constructor({ resolveModule = () => undefined, defaultSize = 224, budget = DEFAULT_BUDGET }: AnalysisOptions = {}) {
		this.store = new ModuleStore(resolveModule, new Map([...torchLibrary(), ...kerasLibrary()]), KERAS_ALIASES, UNREAD_PACKAGES);
		this.budget = budget;
		this.defaultSize = defaultSize;
	}

	/** Forgets imported modules: call it when a file other than the analysed ones changes. */
	forgetImports(): void {
		this.store.forget();
	}

	/**
	 * Analyses a file's text. Never throws for any text.
	 * @param file the name that ranges are given under
	 * @param moduleName the file's dotted name, from which relative imports are resolved
	 */
	analyze(text: string, file: string, moduleName = '__main__'): FileReport {
		return new FileAnalysis(text, file, moduleName, this.store, this.budget, this.defaultSize, this.solved).run();
	}
}

const TORCH: LayerReading = { framework: 'torch', geometry: torchGeometry, parameters: torchParameters };
const KERAS: LayerReading = { framework: 'keras', geometry: kerasGeometry, parameters: kerasParameters };

/** How a layer is to be read: by the framework that its class comes from. */
function readingOf(module: ModuleInstance): LayerReading {
	return module.type.isSubclassOf(kerasLayerClass()) ? KERAS : TORCH;
}

/** One analysis of one version of a file. */
class FileAnalysis {
	private readonly recorder: Recorder;
	private readonly problems: ProblemReport[] = [];
	private readonly known = new Set<string>();
	private readonly observations: Observation[] = [];
	private isIncomplete = false;

	constructor(
		private readonly text: string, private readonly file: string, private readonly moduleName: string,
		private readonly store: ModuleStore, private readonly budget: Budget, private readonly defaultSize: number, private readonly solved: Map<string, SizeRange>,
	) {
		this.recorder = new Recorder(file);
	}

	run(): FileReport {
		const parsed = this.store.parse(this.file, this.text);
		const module = new Module(this.moduleName);
		const interpreter = new Interpreter(this.store, TORCH_METHODS, this.recorder, this.budget);
		const definitions = topDefinitions(parsed).classes;
		const models: ModelReport[] = [];
		let found: ReturnType<typeof findModels> = { models: [], parts: [] };
		this.withinBudget(() => {
			module.namespace.set('__name__', '__main__');
			interpreter.runModule(module, parsed, this.file);
		});
		this.withinBudget(() => (found = findModels(parsed, module, this.file, this.recorder, interpreter, MODULE_CLASS)));
		const stated = statedInCalls(parsed, this.file);
		const data = statedByData(this.text, this.file);
		const byName = new Map(definitions.map((each) => [each.node.name, each]));
		for (const each of found.models) {
			this.withinBudget(() => {
				models.push(this.reportOne(each, stated, data, found.models.length > 1));
				this.problems.push(...slipsInModel(each.instance, byName, this.file, this.text));
			});
		}
		for (const { error, isDoubtful } of this.recorder.failures) if (!isDoubtful) this.addProblem(error, 'certain');
		const moduleClasses = definitions.filter(({ node }) => found.models.some(({ instance }) => instance.type.name === node.name) || found.parts.some(({ type }) => type.name === node.name));
		this.problems.push(...slipsInText(parsed, moduleClasses, this.file));
		return {
			file: this.file, models, parts: this.reportParts(found), observations: this.reportObservations(), layers: this.reportSites(found.models),
			problems: this.problems.sort((a, b) => a.range.start - b.range.start), isIncomplete: this.isIncomplete,
		};
	}

	private withinBudget(run: () => void): void {
		try {
			run();
		} catch (error) {
			if (!(error instanceof BudgetExceeded)) throw error;
			this.isIncomplete = true;
		}
	}

	private reportOne(found: FoundModel, literal: readonly StatedInput[], data: StatedInput | undefined, hasOtherModels: boolean): ModelReport {
		const reading = readingOf(found.instance);
		const context: InputContext = { store: this.store, budget: this.budget, file: this.file, defaultSize: this.defaultSize, method: reading === KERAS ? 'call' : 'forward', hasOtherModels, solved: this.solved };
		const own = found.definition === undefined ? [] : statedInDefinition(this.text, found.definition, this.file);
		const strongest = own.filter(({ provenance }) => provenance.kind === 'pragma' || provenance.kind === 'annotation');
		const stated = [...strongest, ...this.statedByCalls(found), ...literal, ...own];
		const pending = found.instance.walk().flatMap(([, each]) => (each.isPending ? [each] : []));
		const { inputs, run } = reading === KERAS && isBuiltGraph(found.instance) ? runGraph(found.instance, this.recorder) : chooseInputs(found.instance, stated, data, context);
		// Weights that took their sizes from a guessed input are as uncertain as it is.
		if (inputs.some(({ trust }) => trust !== 'stated')) for (const each of pending) each.doubt ??= new Unknown('missing-argument', 'input shape');
		this.isIncomplete ||= run.isIncomplete;
		this.observations.push(...run.recorder.observations);
		this.forwardProblems(found, inputs, run);
		return reportModel(found, inputs, run, this.file, reading);
	}

	/** The shapes that the file itself calls the model with, the batch made a symbol. */
	private statedByCalls({ instance }: FoundModel): StatedInput[] {
		const call = this.recorder.calls.find((each) => each.module.type === instance.type && each.depth === 0 && each.inputs.length > 0 && each.inputs.every((input) => input instanceof Tensor && input.rank > 1));
		const declared = instance.read('_declared');
		if (declared instanceof Tuple) {
			const range = constructorRange(instance);
			if (range !== undefined) return [{ name: undefined, shape: [batchSymbol(), ...declared.items.map(sizeOf)], provenance: { kind: 'call', range }, bearing: 'certain' }];
		}
		const example = instance.read('example_input_array');
		if (call?.site === undefined) {
			const range = constructorRange(instance);
			return example instanceof Tensor && range !== undefined ? [{ name: undefined, shape: [batchSymbol(), ...example.shape.slice(1)], provenance: { kind: 'attribute', range }, bearing: 'certain' }] : [];
		}
		const { node, origin } = call.site;
		const range = { file: origin.file, start: origin.offset + node.start, end: origin.offset + node.end };
		const forward = instance.type.find('forward') ?? instance.type.find('call');
		const names = forward instanceof PythonFunction && !forward.origin.isPrelude ? forward.parameters.slice(1).map(({ name }) => name) : [];
		const byPosition = node.arguments.every(({ kind }) => kind === 'positional');
		const tensors = call.inputs.filter((input): input is Tensor => input instanceof Tensor);
		// Inputs whose first sizes differ do not all have the batch in front: their sizes are kept as they are.
		const isBatched = new Set(tensors.map(({ shape: [first] }) => String(first))).size === 1;
		const shapeOf = ({ shape }: Tensor): Tensor['shape'] => (isBatched ? [batchSymbol(), ...shape.slice(1)] : shape);
		return call.inputs.flatMap((input, index) => (input instanceof Tensor ? [{ name: byPosition ? names[index] : undefined, shape: shapeOf(input), provenance: { kind: 'call', range } as const, bearing: 'certain' as const }] : []));
	}

	/** Reports what fails in forward, as far as it does not hang on a guess. */
	private forwardProblems(found: FoundModel, inputs: readonly ChosenInput[], run: ForwardRun): void {
		if (found.instance.anyDoubt !== undefined || inputs.some(({ trust }) => trust === 'guessed')) return;
		const failures = run.recorder.failures.filter(({ isDoubtful }) => !isDoubtful);
		if (inputs.every(({ trust, provenance }) => trust === 'stated' || provenance.kind === 'solved')) {
			for (const { error } of failures) this.addProblem(error, 'certain');
			return;
		}
		if (run.failure === undefined) return;
		const prints = this.otherSizes(found, inputs);
		for (const { error } of failures) {
			if (error instanceof ShapeError) this.addProblem(error, prints.every((each) => each.has(fingerprint(error))) ? 'certain' : 'if-input-as-assumed');
		}
	}

	/** The failures at other sizes: what fails alike at all of them does not hang on the size. */
	private otherSizes(found: FoundModel, inputs: readonly ChosenInput[]): Array<Set<string>> {
		return [this.defaultSize + 32, 2 * this.defaultSize].map((size) => {
			const resized = inputs.map((each) => (each.provenance.kind === 'assumed' ? { ...each, shape: [...each.shape.slice(0, 2), ...each.shape.slice(2).map(() => size)] } : each));
			const run = runForward(found.instance, inputsOf(resized), undefined, this.store, this.budget);
			return new Set(run.recorder.failures.flatMap(({ error }) => (error instanceof ShapeError ? [fingerprint(error)] : [])));
		});
	}

	private addProblem(error: unknown, certainty: ProblemReport['certainty']): void {
		if (!(error instanceof ShapeError)) return;
		const reported = reportProblem(error, this.file, this.text, certainty);
		const key = reported === undefined ? '' : `${reported.range.start}:${reported.problem.code}`;
		if (reported === undefined || this.known.has(key)) return;
		this.known.add(key);
		this.problems.push(reported);
	}

	private reportParts({ models, parts }: FoundModels): PartReport[] {
		const modules = [...new Set(models.flatMap(({ instance }) => instance.walk().map(([, each]) => each)))];
		return parts.map((part) => this.reportPart(part, modules));
	}

	private reportPart({ type, definition }: FoundModels['parts'][number], modules: readonly ModuleInstance[]): PartReport {
		const instances = modules.filter((each) => each.type === type);
		const counts = instances.map((each) => parameterCounts(each).all).flatMap((count) => (count.status === 'exact' ? [count.value] : []));
		return { name: type.name, nameRange: { file: this.file, start: definition.offset + definition.node.nameRange.start, end: definition.offset + definition.node.nameRange.end }, instances: instances.length, parameterCounts: [...new Set(counts)].sort((a, b) => a - b) };
	}

	/** What came up at each place: in the models' own runs where there are any, else when the file was run. */
	private reportObservations(): ShapeObservation[] {
		const inModels = new Set(this.observations.map(({ site }) => site.start));
		const all = [...this.observations, ...this.recorder.observations.filter(({ site }) => !inModels.has(site.start))];
		const places = new Map<string, { observation: Observation; values: Map<string, ShapeObservation['values'][number]> }>();
		for (const observation of all) {
			const key = `${observation.site.start}:${observation.site.end}:${observation.occasion}`;
			const place = places.get(key) ?? { observation, values: new Map<string, ShapeObservation['values'][number]>() };
			places.set(key, place);
			const text = observation.value instanceof Tensor ? `${observation.value.text} ${observation.value.type}` : JSON.stringify(reportValue(observation.value));
			if (!place.values.has(text)) place.values.set(text, reportValue(observation.value));
		}
		return [...places.values()].map(({ observation, values }) => ({ range: rangeOf(observation.site), occasion: observation.occasion, values: [...values.values()] })).sort((a, b) => a.range.start - b.range.start || b.range.end - a.range.end);
	}

	private reportSites(models: readonly FoundModel[]): LayerSite[] {
		const uses = new Map<ModuleInstance, Array<{ model: number; path: string }>>();
		models.forEach(({ instance }, model) => {
			for (const [path, module] of instance.walk()) uses.set(module, [...(uses.get(module) ?? []), { model, path }]);
		});
		const sites = new Map<number, LayerSite>();
		for (const module of new Set([...this.recorder.modules, ...uses.keys()])) {
			const range = constructorRange(module);
			if (range?.file !== this.file || (module.type.origin?.isPrelude !== true && module.type.origin?.file !== this.file)) continue;
			const known = sites.get(range.start);
			sites.set(range.start, {
				range, className: module.type.name, geometry: known?.geometry ?? readingOf(module).geometry(module), parameters: known?.parameters ?? readingOf(module).parameters(module), parameterCount: known?.parameterCount ?? parameterCounts(module).all,
				uses: [...(known?.uses ?? []), ...(uses.get(module) ?? [])],
			});
		}
		return [...sites.values()].sort((a, b) => a.range.start - b.range.start);
	}
}
